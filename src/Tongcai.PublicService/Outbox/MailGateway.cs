using System.Net;
using System.Net.Http.Json;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Subscriptions;

namespace Tongcai.PublicService.Outbox;

/// <summary>邮件的设置。</summary>
/// <param name="Gateway">Address of the mail gateway; null: no mails.</param>
/// <param name="Site">Own address, for the links; without a slash at its end.</param>
/// <param name="Name">Name of the site.</param>
public sealed record MailSettings(Uri? Gateway, string Site, string Name)
{
    /// <summary>A gateway that takes longer has not answered.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Setting <c>Mail:Address</c>; needs <c>Issuer</c>, the platform's own address.</summary>
    /// <exception cref="InvalidOperationException">The address is none, or links would have nowhere to lead.</exception>
    public static MailSettings Of(IConfiguration configuration, string site, string name)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(site);
        if (configuration["Mail:Address"] is not { Length: > 0 } text) return new(null, site, name);
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var gateway) || gateway.Scheme is not ("http" or "https")) throw new InvalidOperationException("设置 Mail:Address 应为 http 或 https 地址。");
        return site.Length > 0 ? new(gateway, site, name) : throw new InvalidOperationException("设置了 Mail:Address，还应设置 Issuer：邮件中的链接指向它。");
    }
}

/// <summary>
/// 邮件网关. <c>POST {address}/messages</c> with <c>{key, to, subject, text}</c>: any success means that it has the mail, and the same key again is the same mail.
/// <c>GET {address}/messages/{key}</c> answers 200 for a mail that it handed on and 404 for one that it does not know: what was acknowledged and lost is sent again.
/// </summary>
internal sealed class MailGateway(IHttpClientFactory clients, MailSettings settings, IStore store) : IChannel
{
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(2);

    public Channel Channel => Channel.Mail;

    public async Task<Sent> Send(OutboundMessage message, CancellationToken cancel)
    {
        if (settings.Gateway is not { } gateway) return new(message.State, "本平台没有接通邮件网关");
        if (message.State is MessageState.Waiting && await store.Read(db => db.Find<SavedSearch>(message.OwnerId), cancel) is not { Frequency: not Frequency.Never }) return new(MessageState.Dropped, "检索已删除或者已退订，不再发送");
        try
        {
            using var http = clients.CreateClient(nameof(MailGateway));
            return message.State is MessageState.Accepted ? await Look(http, gateway, message, cancel) : await Hand(http, gateway, message, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException && !cancel.IsCancellationRequested)
        {
            return new(message.State, e is TaskCanceledException ? $"邮件网关 {settings.Patience.TotalSeconds:0.#} 秒内没有答复" : "没有连上邮件网关");
        }
    }

    private static async Task<Sent> Hand(HttpClient http, Uri gateway, OutboundMessage message, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(gateway, "messages"), new { key = message.Id, to = message.Target, subject = message.Title, text = message.Body }, cancel);
        return answer.IsSuccessStatusCode
            ? new(MessageState.Accepted, "邮件网关已接收") { After = LookAfter }
            : new(MessageState.Waiting, $"邮件网关答复 {(int)answer.StatusCode}");
    }

    private static async Task<Sent> Look(HttpClient http, Uri gateway, OutboundMessage message, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(new Uri(gateway, $"messages/{Uri.EscapeDataString(message.Id)}"), cancel);
        return answer.StatusCode switch
        {
            HttpStatusCode.NotFound => new(MessageState.Waiting, "邮件网关确认过接收，却查无此信，将重新发送"),
            _ when answer.IsSuccessStatusCode => new(MessageState.Delivered, "邮件网关已发出"),
            _ => new(MessageState.Accepted, $"查询邮件网关，答复 {(int)answer.StatusCode}"),
        };
    }
}
