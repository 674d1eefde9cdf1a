namespace Tongcai.Trustee;

/// <summary>
/// 受托人的设置. <c>DataDirectory</c>; <c>Trustee:Id</c>, <c>Trustee:Name</c>; of the trading platform that it serves <c>Trading:Address</c>, <c>Trading:Origin</c>,
/// <c>Trading:VerifierKey</c> (keys/ledger.vkey, first line), <c>Trading:PeerKey</c> (keys/peer.pub); <c>ClockFile</c> only in a demo.
/// </summary>
public sealed record TrusteeSettings(
    string DataDirectory, string Id, string Name, Uri TradingAddress, string TradingOrigin, string TradingVerifierKey, string TradingPeerKey, string? ClockFile)
{
    /// <exception cref="InvalidOperationException">A setting is missing; the message names it.</exception>
    public static TrusteeSettings Read(IConfiguration configuration)
    {
        string Required(string name) => configuration[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"缺少设置 {name}。");
        var address = Uri.TryCreate(Required("Trading:Address").TrimEnd('/') + "/", UriKind.Absolute, out var uri) ? uri : throw new InvalidOperationException("设置 Trading:Address 应为 http 或 https 地址。");
        var (origin, clock) = (Required("Trading:Origin"), configuration["ClockFile"]);
        if (clock is not null != origin.StartsWith("demo.", StringComparison.Ordinal))
            throw new InvalidOperationException("演示时钟只用于来源名以 demo. 开头的演示账本。");
        return new(Required("DataDirectory"), Required("Trustee:Id"), Required("Trustee:Name"), address, origin, Required("Trading:VerifierKey"), Required("Trading:PeerKey"), clock);
    }
}
