using System.Net;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers.Attachments;

namespace Tongcai.PublicService.Webhooks;

/// <summary>事件推送的设置。</summary>
/// <param name="Site">Own address, for the links.</param>
/// <param name="Loopback">Whether the own machine may be called, for demos and tests; said on the pages.</param>
public sealed record WebhookSettings(string Site, bool Loopback)
{
    /// <summary>An address that takes longer has not answered.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Setting <c>Webhooks:AllowLoopback</c>, only with an origin that begins with demo.</summary>
    /// <exception cref="InvalidOperationException">It is set where it may not be.</exception>
    public static WebhookSettings Of(IConfiguration configuration, string site)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var loopback = configuration["Webhooks:AllowLoopback"] switch
        {
            null or "" => false,
            { } text when bool.TryParse(text, out var value) => value,
            _ => throw new InvalidOperationException("设置 Webhooks:AllowLoopback 应为 true 或 false。"),
        };
        return loopback && configuration["Origin"]?.StartsWith(PlatformParts.DemoPrefix, StringComparison.Ordinal) != true
            ? throw new InvalidOperationException("设置 Webhooks:AllowLoopback 只用于演示：事件推送会因此能访问本机。")
            : new(site, loopback);
    }
}

/// <summary>Addresses that a member of an organisation names lead into the open internet and nowhere else (SSRF).</summary>
internal static class WebhookAddress
{
    private static readonly int[] Ports = [443, 8443];

    /// <summary>The address; or what is wrong with it, in Chinese. Whoever answers under the name is looked at when the connection is made.</summary>
    public static (Uri? Uri, string Problem) Check(string text, WebhookSettings settings)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0) return (null, "应为完整的网址，如 https://erp.example.com/hooks");
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0) return (null, "网址中不得有用户名和锚点");
        var own = uri.IsLoopback || uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        if (own) return settings.Loopback ? (uri, "") : (null, "指向本机或者内部网络");
        if (uri.Scheme is "http") return (null, "应为 https 网址");
        if (!Ports.Contains(uri.Port)) return (null, "端口应为 443 或者 8443");
        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && !OutboundAddress.IsPublic(ip) ? (null, "指向本机或者内部网络") : (uri, "");
    }

    /// <summary>Whether a connection may go to an address that a name was resolved to.</summary>
    public static bool MayConnect(IPAddress ip, WebhookSettings settings) => OutboundAddress.IsPublic(ip) || (settings.Loopback && IPAddress.IsLoopback(ip));
}
