using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Subscriptions;

/// <summary>确认和退订 by the key that a mail carries: no sign-in, and a link that a mail program opens beforehand changes nothing, because only the button does.</summary>
internal static class AnswerMail
{
    public static readonly Act Confirm = new("confirm-mail", "确认订阅", "/searches/{key}/confirm", Access.Public) { Button = "确认，开始发送", Intro = "确认后，新公告按保存的检索发到您的邮箱。每封邮件都有退订的网址。", Under = "/notices" };

    public static readonly Act Stop = new("stop-mail", "退订", "/searches/{key}/stop", Access.Public) { Button = "退订", Intro = "退订后不再发邮件，不需要登录。保存的检索和订阅地址不受影响。", Under = "/notices" };

    /// <summary>What is stopped.</summary>
    public enum Extent
    {
        [Label("这一个检索")] This,
        [Label("发到这个邮箱的全部检索")] All,
    }

    public sealed record Confirmed;

    public sealed record Stopped([property: Field("停止发送")] Extent Extent = Extent.This);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Confirmed>(Confirm, HandleConfirm, Show<Confirmed>);
        routes.MapAct<Stopped>(Stop, HandleStop, Show<Stopped>);
    }

    private static async Task<Outcome<Done>> HandleConfirm(Confirmed request, ActContext context)
    {
        if (await Named(context) is not { } search) return ActContext.Missing;
        // The holder of the address has agreed to this account, so its other searches need not ask again.
        var all = await context.Read(db => db.Where<SavedSearch>("account_id = @AccountId and mail = @Mail", search));
        return new Done(all.Where(s => !s.Confirmed).Aggregate(Commit.Empty, (commit, s) => commit.Update(s with { Confirmed = true })), $"已确认，“{search.Name}”的新公告将发到您的邮箱", "/notices");
    }

    private static async Task<Outcome<Done>> HandleStop(Stopped request, ActContext context)
    {
        if (await Named(context) is not { } search) return ActContext.Missing;
        var all = request.Extent is Extent.This ? [search] : await context.Read(db => db.Where<SavedSearch>("mail = @Mail", search));
        return new Done(all.Aggregate(Commit.Empty, (commit, s) => commit.Update(s with { Frequency = Frequency.Never, DueAt = null })), all.Count == 1 ? $"“{search.Name}”已退订，不再发邮件" : $"{all.Count} 个检索已退订，不再发邮件", "/notices");
    }

    private static async Task<T?> Show<T>(ActContext context)
        where T : class
    {
        if (await Named(context) is { } search)
        {
            context.Show("检索", search.Name);
            context.Show("邮箱", search.Mail);
        }
        else
        {
            context.Show("网址", "已经失效：检索已被删除，或者换了邮箱");
        }

        return null;
    }

    private static async Task<SavedSearch?> Named(ActContext context) =>
        RandomId.IsValid(context["key"]) ? await context.Read(db => db.First<SavedSearch>("mail_key = @key and mail <> ''", new { key = context["key"] })) : null;
}
