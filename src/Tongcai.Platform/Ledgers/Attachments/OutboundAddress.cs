using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>
/// 外联地址。An address that a person or another platform gave could lead into the own machine or its surroundings (SSRF). It is read strictly, and every connection goes
/// to an IP address that was looked at when it was made, so that a name that answers differently later helps nobody. Private networks are allowed where platforms attach, because government
/// platforms meet there; whatever a member of the public names has to be <see cref="IsPublic"/>.
/// </summary>
public static class OutboundAddress
{
    /// <summary>The address with a slash at its end; or what is wrong, in Chinese. Never throws on bad input.</summary>
    /// <param name="demo">Whether the own machine and plain http are allowed: in a demo all platforms are on one machine.</param>
    public static (Uri? Uri, string Problem) Check(string text, bool demo)
    {
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0) return (null, "应为完整的网址，如 https://trade.example.gov.cn/");
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0) return (null, "网址中不得有用户名、参数和锚点");
        if (uri.Scheme is "http" && !demo) return (null, "应为 https 网址");
        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? !IsAllowed(ip, demo) : !demo && (uri.Host is "localhost" || uri.Host.EndsWith(".localhost", StringComparison.Ordinal)))
            return (null, "指向本机或者不可路由的地址");
        return (uri, "");
    }

    /// <summary>Whether a connection may go there.</summary>
    public static bool IsAllowed(IPAddress ip, bool demo)
    {
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (IPAddress.IsLoopback(ip)) return demo;
        if (ip.AddressFamily is AddressFamily.InterNetworkV6) return !(ip.IsIPv6LinkLocal || ip.IsIPv6Multicast || ip.IsIPv6SiteLocal || ip.Equals(IPAddress.IPv6Any));
        var bytes = ip.GetAddressBytes();
        return !(bytes[0] is 0 or 127 or >= 224 || (bytes[0], bytes[1]) is (169, 254));
    }

    /// <summary>Addresses that lead nowhere or into networks of somebody: private, carrier-grade, documentation, benchmarks, relays that embed an IPv4 address (IANA special-purpose registries).</summary>
    private static readonly IPNetwork[] Special =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32"]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] SpecialInside = [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse)];

    /// <summary>Whether an address is one of the open internet: not the own machine, no private or link-local network, no metadata service of a cloud.</summary>
    public static bool IsPublic(IPAddress ip)
    {
        ArgumentNullException.ThrowIfNull(ip);
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        return ip.AddressFamily is AddressFamily.InterNetwork ? !Special.Any(n => n.Contains(ip)) : Global.Contains(ip) && !SpecialInside.Any(n => n.Contains(ip));
    }

    /// <summary>A handler that connects to allowed addresses only and follows no redirect.</summary>
    public static SocketsHttpHandler Handler(bool demo) => Handler(ip => IsAllowed(ip, demo));

    /// <inheritdoc cref="Handler(bool)"/>
    /// <param name="mayConnect">Whether a connection may go there.</param>
    public static SocketsHttpHandler Handler(Func<IPAddress, bool> mayConnect) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = async (context, cancel) =>
        {
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
            var allowed = addresses.Where(mayConnect).ToArray();
            if (allowed.Length == 0) throw new IOException($"{context.DnsEndPoint.Host} has no address that may be connected to.");
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
