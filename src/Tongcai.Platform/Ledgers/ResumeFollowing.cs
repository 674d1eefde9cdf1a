using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Ledgers.SplitViews;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Ledgers;

/// <summary>恢复账本同步：the one way out of an alarm of following, and of parked facts: the responsible person says why, and it stands in the own ledger.</summary>
internal static class ResumeFollowing
{
    public static readonly Act Act = new("resume-following", "恢复账本同步", "/ledger/following/{ledger}/resume", Access.To(Owner.None, Role.Operator).Or(Owner.None, Role.Supervisor).Holding(Post.Administrator))
    {
        Button = "恢复同步",
        Intro = "恢复后从停下的位置继续读取，停放的事实重新读取一次。告警、理由和办理单位记入本平台账本并公开；经办账户留存备查。来源平台仍然提供另一种历史的，会再次停止。",
        Irreversible = true,
        Under = LedgerPage.Path,
        Rules = [HttpRules.Duplicate],
    };

    public sealed record Request([property: Field("核查结论与理由", Lines = true, Min = 10, Max = 500, Hint = "写明与谁核对过、证据是什么、为什么可以继续；不要写个人信息")] string Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Decide, Prefill);

    private sealed record Halted(string Origin, FollowPosition Position, long Parked, string FirstReason);

    private static async Task<Outcome<Done>> Decide(Request request, ActContext context)
    {
        if (await Find(context) is not { } halted) return ActContext.Missing;
        if (halted.Position.Alarm.Length == 0 && halted.Parked == 0) return new Refusal(HttpRules.Duplicate, "这一账本同步正常，没有告警，也没有停放的事实", "无需办理；如有疑问请看账本与见证页。");
        var actor = context.Actor;
        var decision = new FollowDecision
        {
            Id = RandomId.New(), Ledger = halted.Origin, Alarm = halted.Position.Alarm, Parked = halted.Parked, Reason = request.Reason, AccountId = actor.AccountId, AccountName = actor.Name, OrganisationId = actor.OrganisationId,
            DecidedAt = context.Now, Judged = new(halted.Position.Alarm.Length > 0 ? await SplitViewCheck.Known(context.Store, halted.Origin, context.Cancelled) : []),
        };
        var commit = Commit.Empty.Update(SourceFollower.Resumed(halted.Position)).Insert(decision).Record(new FollowingResumed(halted.Origin, halted.Position.Alarm, halted.Parked, request.Reason), actor.OrganisationId);
        return new Done(commit, "已恢复同步，从停下的位置继续读取", LedgerPage.Path);
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        context.Trail("账本与见证", LedgerPage.Path);
        if (await Find(context) is not { } halted) return null;
        context.Show("账本", halted.Origin);
        context.Show("告警", halted.Position.Alarm.Length > 0 ? halted.Position.Alarm : "无");
        context.Show("停放的事实", halted.Parked == 0 ? "无" : $"{halted.Parked} 条{(halted.FirstReason.Length > 0 ? "，" + halted.FirstReason : "")}");
        return null;
    }

    private static async Task<Halted?> Find(ActContext context)
    {
        if (context.Http.RequestServices.GetRequiredService<LiveAttachments>().Now.ByHash(context["ledger"]) is not { Source.Origin: var origin }) return null;
        return await context.Read(async c => await c.Find<FollowPosition>(origin) is { } position
            ? new Halted(
                origin, position, await c.ExecuteScalarAsync<long>("select count(*) from parked_fact where source = @origin", new { origin }),
                await c.ExecuteScalarAsync<string?>("select max(reason) from parked_fact where source = @origin", new { origin }) ?? "")
            : null);
    }
}
