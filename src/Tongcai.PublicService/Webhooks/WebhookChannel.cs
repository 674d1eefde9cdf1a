using System.Net;
using System.Security.Cryptography;
using System.Text;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Outbox;

namespace Tongcai.PublicService.Webhooks;

/// <summary>推送（Standard Webhooks 1.0）: POST with webhook-id, webhook-timestamp and webhook-signature. Success is any 2xx; 410 ends the subscription; a redirect is a failure; the body of the answer is not read.</summary>
internal sealed class WebhookChannel(IHttpClientFactory clients, WebhookSettings settings, WebhookSecrets secrets, IStore store, SystemTime system) : IChannel
{
    public Channel Channel => Channel.Webhook;

    public async Task<Sent> Send(OutboundMessage message, CancellationToken cancel)
    {
        if (await store.Read(db => db.Find<Webhook>(message.OwnerId), cancel) is not { Ended: "" } webhook) return new(MessageState.Dropped, "推送已停用或者已删除，不再发送");
        // The rules may have become stricter since the address was taken.
        if (WebhookAddress.Check(webhook.Url, settings) is { Uri: null, Problem: var problem }) return new(MessageState.GivenUp, $"没有发送：网址{problem}");
        try
        {
            var now = system.GetUtcNow();
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(message.Body, Encoding.UTF8, "application/json") };
            var timestamp = now.ToUnixTimeSeconds();
            request.Headers.Add("webhook-id", message.Id);
            request.Headers.Add("webhook-timestamp", FormattableString.Invariant($"{timestamp}"));
            request.Headers.Add("webhook-signature", secrets.Sign(webhook, message.Id, timestamp, message.Body, now));
            request.Headers.UserAgent.ParseAdd("Tongcai-Webhooks/1.0");
            using var http = clients.CreateClient(nameof(WebhookChannel));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)answer.StatusCode;
            return answer.StatusCode switch
            {
                _ when answer.IsSuccessStatusCode => new(MessageState.Delivered, $"对方答复 {status}"),
                HttpStatusCode.Gone => new(MessageState.GivenUp, "对方答复 410：不再接收，推送已停用") { Also = Commit.Empty.Update(webhook with { Ended = "对方答复 410，不再接收" }) },
                _ when status is >= 300 and < 400 => new(MessageState.Waiting, $"对方答复 {status} 转到别处：推送不跟随转向"),
                _ => new(MessageState.Waiting, $"对方答复 {status}"),
            };
        }
        catch (CryptographicException)
        {
            return new(MessageState.GivenUp, "签名密钥无法读取，请更换密钥");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException && !cancel.IsCancellationRequested)
        {
            return new(MessageState.Waiting, e is TaskCanceledException ? $"对方 {settings.Patience.TotalSeconds:0.#} 秒内没有答复" : "没有连上：域名不存在、指向内部网络，或者对方没有接受连接");
        }
    }
}

internal static class WebhookParts
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookSettings settings)
    {
        services.AddHttpClient(nameof(WebhookChannel), (p, http) => http.Timeout = p.GetRequiredService<WebhookSettings>().Patience).ConfigurePrimaryHttpMessageHandler(p =>
        {
            var rules = p.GetRequiredService<WebhookSettings>();
            return Platform.Ledgers.Attachments.OutboundAddress.Handler(ip => WebhookAddress.MayConnect(ip, rules));
        });
        return services.AddSingleton(settings).AddSingleton<WebhookSecrets>().AddSingleton<IChannel, WebhookChannel>();
    }
}
