using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform;

/// <summary>
/// 平台设置：configuration (environment variables with "__" for ":", or appsettings) as <see cref="PlatformOptions"/>.
/// <list type="table">
/// <item><term>DataDirectory</term><description>database, keys, tiles (required)</description></item>
/// <item><term>Origin</term><description>origin of the own ledger (required)</description></item>
/// <item><term>Engine, ConnectionString</term><description>Sqlite (default) or Postgres</description></item>
/// <item><term>TickMilliseconds</term><description>interval of sealed batches, 5000</description></item>
/// <item><term>FollowMilliseconds</term><description>how often followed ledgers are looked at, 500</description></item>
/// <item><term>WitnessPolicy</term><description>file: witnesses of the own ledger, with addresses, and their quorum (C2SP tlog-policy)</description></item>
/// <item><term>WitnessedLogs:N</term><description>verifier keys of ledgers to witness besides the followed ones</description></item>
/// <item><term>WitnessMilliseconds</term><description>how often witnesses are offered a new checkpoint, 1000</description></item>
/// <item><term>ViewMilliseconds</term><description>how often views of followed ledgers are compared with those of other platforms, 60000</description></item>
/// <item><term>ClockFile</term><description>shared demo clock; only with an origin that begins with demo.</description></item>
/// <item><term>Follow:N:Origin, BaseUrl, VerifierKey, Audience</term><description>followed ledgers; also Role (<see cref="PlatformRole"/>) and WithSubordinates (true: the platforms attached to it as well)</description></item>
/// <item><term>Follow:N:Mirror</term><description>true: keep the ledger's files and its safe copy here</description></item>
/// <item><term>MirrorDays</term><description>how long mirrored segments are kept, 35</description></item>
/// <item><term>SafeCopy:PublicKey, SegmentBytes, Copies</term><description>safe copy of everything written: recovery key, bytes of a segment (65536), mirrors that must have one (1)</description></item>
/// <item><term>Peers:N:Origin, Audience, PublicKey</term><description>who may read the restricted feed</description></item>
/// <item><description>Further platforms are attached and detached by the administrator while the program runs.</description></item>
/// </list>
/// </summary>
public static class PlatformSettings
{
    /// <summary>Reads and checks the settings of a platform.</summary>
    /// <param name="assemblies">Assemblies with the platform's rows, readers and migrations.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it and what to do.</exception>
    public static PlatformOptions Read(IConfiguration configuration, params IReadOnlyList<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new PlatformOptions
        {
            DataDirectory = Required(configuration, "DataDirectory"),
            Origin = Required(configuration, "Origin"),
            Engine = Parse(configuration, "Engine", DatabaseEngine.Sqlite),
            ConnectionString = configuration["ConnectionString"] ?? "",
            Tick = Milliseconds(configuration, "TickMilliseconds", 5_000),
            FollowInterval = Milliseconds(configuration, "FollowMilliseconds", 500),
            WitnessPolicy = configuration["WitnessPolicy"] is { Length: > 0 } file ? file : null,
            WitnessedLogs = [.. configuration.GetSection("WitnessedLogs").GetChildren().Select(s => s.Value ?? "")],
            WitnessInterval = Milliseconds(configuration, "WitnessMilliseconds", 1_000),
            ViewInterval = Milliseconds(configuration, "ViewMilliseconds", 60_000),
            ClockFile = configuration["ClockFile"],
            Assemblies = assemblies,
            Follow = [.. configuration.GetSection("Follow").GetChildren().Select(s => new FollowedSource(
                Required(s, "Origin"), Address(s, "BaseUrl"), Required(s, "VerifierKey"), s["Audience"] is { Length: > 0 } ? Parse(s, "Audience", Audience.Public) : null,
                s["Role"] is { Length: > 0 } ? Parse(s, "Role", PlatformRole.Trading) : null, Flag(s, "WithSubordinates"), Mirror: Flag(s, "Mirror")))],
            SafeCopy = SafeCopySettings.Read(configuration),
            MirrorKept = TimeSpan.FromDays(Days(configuration, "MirrorDays", 35)),
            Peers = [.. configuration.GetSection("Peers").GetChildren().Select(s => new PeerPin(Required(s, "Origin"), Parse(s, "Audience", Audience.Public), Required(s, "PublicKey")))],
        };
    }

    private static string Required(IConfiguration section, string name) =>
        section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"缺少设置 {Path(section, name)}。");

    private static Uri Address(IConfiguration section, string name) =>
        Uri.TryCreate(Required(section, name).TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new InvalidOperationException($"设置 {Path(section, name)} 应为 http 或 https 地址。");

    private static T Parse<T>(IConfiguration section, string name, T otherwise)
        where T : struct, Enum => section[name] switch
    {
        null or "" => otherwise,
        { } text when Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) => value,
        var text => throw new InvalidOperationException($"设置 {Path(section, name)} 不能是 {text}，可选：{string.Join("、", Enum.GetNames<T>())}。"),
    };

    private static bool Flag(IConfiguration section, string name) => section[name] switch
    {
        null or "" => false,
        { } text when bool.TryParse(text, out var value) => value,
        _ => throw new InvalidOperationException($"设置 {Path(section, name)} 应为 true 或 false。"),
    };

    private static TimeSpan Milliseconds(IConfiguration section, string name, int otherwise) => section[name] switch
    {
        null or "" => TimeSpan.FromMilliseconds(otherwise),
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 20 and <= 3_600_000 => TimeSpan.FromMilliseconds(value),
        _ => throw new InvalidOperationException($"设置 {Path(section, name)} 应为 20 到 3600000 的毫秒数。"),
    };

    private static int Days(IConfiguration section, string name, int otherwise) => section[name] switch
    {
        null or "" => otherwise,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 3_660 => value,
        _ => throw new InvalidOperationException($"设置 {Path(section, name)} 应为 1 到 3660 的天数。"),
    };

    private static string Path(IConfiguration section, string name) => section is IConfigurationSection s ? $"{s.Path}:{name}" : name;
}
