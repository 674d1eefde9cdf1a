using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Outbox;

namespace Tongcai.PublicService.Webhooks;

/// <summary>事件推送的办理：更换密钥、发送测试、再发一次、恢复、删除。</summary>
internal static class WebhookActs
{
    /// <summary>How long the key before goes on signing.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static readonly Act Rotate = Of("rotate-webhook", "更换签名密钥", "rotate") with { Button = "更换", Intro = "新密钥只显示一次。此后 24 小时内每个通知同时带新旧两个签名，您可以从容更换。", Irreversible = true };

    public static readonly Act Test = Of("test-webhook", "发送测试", "test") with { Button = "发送", Intro = "向接收的网址发送一个 webhook.test 通知，结果见发送记录。" };

    public static readonly Act Resume = Of("resume-webhook", "恢复推送", "resume") with { Button = "恢复", Intro = "恢复后只推送此后公开的事实；停用期间的见变更流。" };

    public static readonly Act Delete = Of("delete-webhook", "删除推送", "delete") with { Button = "删除", Intro = "删除后不再发送，密钥作废。", Irreversible = true };

    public static readonly Act Replay = Of("replay-webhook", "再发一次", "deliveries/{message}/replay") with { Button = "再发一次", Intro = "以同一编号再发送这个通知，接收方可以据编号识别重复。" };

    public sealed record Request;

    public static void Map(IEndpointRouteBuilder routes)
    {
        CreateWebhook.Map(routes);
        Acts(routes, Rotate, (webhook, context, now) =>
        {
            var (told, kept) = context.Http.RequestServices.GetRequiredService<WebhookSecrets>().New();
            var next = webhook with { Secret = kept, EarlierSecret = webhook.Secret, EarlierUntil = now + Overlap };
            return Task.FromResult<Outcome<Done>>(new Done(Commit.Empty.Update(next), "密钥已更换，新密钥只显示这一次，请立即保存", Page(webhook)) { Once = told });
        });
        Acts(routes, Test, (webhook, context, now) => Task.FromResult<Outcome<Done>>(webhook.Ended.Length > 0
            ? InputRules.Range.Refuse("推送已停用，不能测试", "先恢复推送。")
            : new Done(Commit.Empty.Require(webhook).Insert(WebhookEvents.Trial(webhook, context.Http.RequestServices.GetRequiredService<WebhookSettings>().Site, now)), "测试通知即将发出，结果见发送记录", Page(webhook))));
        Acts(routes, Resume, (webhook, _, _) => Task.FromResult<Outcome<Done>>(new Done(Commit.Empty.Update(webhook with { Ended = "" }), "推送已恢复", Page(webhook))));
        Acts(routes, Delete, (webhook, _, _) => Task.FromResult<Outcome<Done>>(new Done(Commit.Empty.Delete(webhook), "推送已删除", "/account/webhooks")));
        Acts(routes, Replay, async (webhook, context, now) =>
            await context.Read(db => db.Find<OutboundMessage>(context["message"])) is not { } message || message.OwnerId != webhook.Id ? ActContext.Missing
            : message.State is MessageState.Waiting ? InputRules.Range.Refuse("这个通知正在等待发送", "等它发出；下次时间见发送记录。")
            : new Done(Commit.Empty.Require(webhook).Update(message with { State = MessageState.Waiting, Attempts = 0, NextAt = now }), "即将再次发送，结果见发送记录", Page(webhook)));
    }

    /// <summary>The webhook that the route names, if it is the organisation's.</summary>
    public static async Task<Webhook?> Mine(RequestContext context) =>
        context.Actor.OrganisationId.Length > 0 && await context.Read(db => db.Find<Webhook>(context["id"])) is { } found && found.OrganisationId == context.Actor.OrganisationId ? found : null;

    public static Task<List<Webhook>> Own(RequestContext context) => context.Read(db => db.Where<Webhook>("organisation_id = @id order by made_at, id", new { id = context.Actor.OrganisationId }));

    private static string Page(Webhook webhook) => $"/account/webhooks/{webhook.Id}";

    private static Act Of(string name, string title, string path) => new(name, title, $"/account/webhooks/{{id}}/{path}", CreateWebhook.Administrators) { Under = "/developers" };

    private static void Acts(IEndpointRouteBuilder routes, Act act, Func<Webhook, ActContext, DateTimeOffset, Task<Outcome<Done>>> handle) => routes.MapAct<Request>(
        act,
        async (_, context) => await Mine(context) is { } webhook ? await handle(webhook, context, context.Http.RequestServices.GetRequiredService<SystemTime>().GetUtcNow()) : ActContext.Missing,
        async context =>
        {
            context.Trail("事件推送", "/account/webhooks");
            if (await Mine(context) is { } webhook) context.Show("接收的网址", webhook.Url);
            return null;
        });
}
