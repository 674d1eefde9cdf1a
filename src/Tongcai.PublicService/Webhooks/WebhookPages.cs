using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Outbox;

namespace Tongcai.PublicService.Webhooks;

/// <summary>A webhook as its organisation sees it; never with its secret.</summary>
/// <param name="EarlierUntil">System time until which the earlier key signs as well.</param>
/// <param name="Ended">Why nothing is sent; empty while it is.</param>
internal sealed record WebhookView(string Id, string Url, IReadOnlyList<string> Kinds, DateTimeOffset MadeAt, DateTimeOffset? EarlierUntil, string Ended)
{
    /// <summary>Deliveries, newest first; empty in the list.</summary>
    public IReadOnlyList<MessageView> Messages { get; init; } = [];

    public IEnumerable<string> Titles => Kinds.Select(k => FactKinds.Published.Find(k)?.Title ?? k);

    public static WebhookView Of(Webhook webhook, DateTimeOffset system) => new(webhook.Id, webhook.Url, webhook.Kinds.Value, webhook.MadeAt, webhook.EarlierUntil > system ? webhook.EarlierUntil : null, webhook.Ended);
}

/// <param name="Loopback">Whether addresses of this machine are admitted, which only a demo does.</param>
internal sealed record WebhookList(IReadOnlyList<WebhookView> Items, bool Loopback);

internal static class WebhookPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        WebhookActs.Map(routes);
        routes.MapQuery<WebhookList>(
            "/account/webhooks", CreateWebhook.Administrators, async context => new([.. (await WebhookActs.Own(context)).Select(w => WebhookView.Of(w, System(context)))], context.Http.RequestServices.GetRequiredService<WebhookSettings>().Loopback),
            "/Webhooks/Webhooks.cshtml", "事件推送");
        routes.MapQuery<WebhookView>("/account/webhooks/{id}", CreateWebhook.Administrators, One, "/Webhooks/Webhook.cshtml", "一个推送和它的发送记录");
    }

    private static DateTimeOffset System(RequestContext context) => context.Http.RequestServices.GetRequiredService<SystemTime>().GetUtcNow();

    private static async Task<WebhookView?> One(QueryContext context)
    {
        if (await WebhookActs.Mine(context) is not { } webhook) return null;
        var messages = await context.Read(db => MessageView.Of(db, webhook.Id));
        return WebhookView.Of(webhook, System(context)) with { Messages = [.. messages.Select(m => m with { Replay = m.State is MessageState.Waiting ? "" : $"/account/webhooks/{webhook.Id}/deliveries/{m.Id}/replay" })] };
    }
}
