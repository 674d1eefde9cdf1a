using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>停止接入：a platform is neither read nor may it read any more. What was learned stays, and the position.</summary>
internal static class DetachPlatform
{
    public static readonly Act Act = new("detach-platform", "停止接入平台", "/ledger/attachments/{ledger}/detach", ResumeFollowing.Act.Access)
    {
        Button = "停止接入",
        Intro = "立即生效：不再读取它的账本，它也不能再读取本平台的限定事实，本平台不再见证它的账本。已经读到的内容和读取位置保留；再次接入时从这里继续。理由和办理单位记入本平台账本并公开；经办账户留存备查。",
        Irreversible = true,
        Under = LedgerPage.Path,
        Rules = [HttpRules.Duplicate],
    };

    public sealed record Request([property: Field("理由", Lines = true, Min = 10, Max = 500, Hint = "写明依据；不要写个人信息")] string Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (Find(context) is not { } live) return ActContext.Missing;
        var known = await context.Read(c => c.Find<Attachment>(live.Terms.Id));
        if (!(known ?? live.Terms).Attached) return new Refusal(HttpRules.Duplicate, $"账本 {live.Terms.Id} 的平台已经停止接入", "无需办理。");
        // One that hangs beneath a hub has no row of its own yet; the row keeps the hub's report from bringing it back.
        var row = (known ?? live.Terms) with
        {
            Version = known?.Version ?? 0, Attached = false, Configured = false, Since = context.Now, Reason = request.Reason, AccountId = context.Actor.AccountId, AccountName = context.Actor.Name,
            OrganisationId = context.Actor.OrganisationId,
        };
        return new Done(Commit.Empty.Put(row).Record(new PlatformDetached(row.Id, request.Reason), context.Actor.OrganisationId), "已停止接入，已读的内容保留", LedgerPage.Path);
    }

    private static Task<Request?> Prefill(ActContext context)
    {
        context.Trail("账本与见证", LedgerPage.Path);
        if (Find(context) is { } live)
        {
            context.Show("账本", live.Terms.Id);
            context.Show("类别", live.Terms.Role?.Label() ?? "未说明");
            context.Show("网址", live.Terms.Address.Length > 0 ? live.Terms.Address : "无");
            if (live.Via.Length > 0) context.Show("随下级平台接入", live.Via);
        }

        return Task.FromResult<Request?>(null);
    }

    private static LiveAttachment? Find(ActContext context) => context.Http.RequestServices.GetRequiredService<LiveAttachments>().Now.ByHash(context["ledger"]);
}
