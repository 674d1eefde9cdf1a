using System.Globalization;
using Tongcai.Cli.Demo;

namespace Tongcai.Cli.Running;

/// <summary>Addresses of a stack on this machine.</summary>
/// <param name="First">First port; the programs take fixed places after it.</param>
internal sealed record Ports(int First)
{
    public Uri Hub => At(1);

    public Uri Trading => At(2);

    public Uri Supervision => At(3);

    public Uri Sandbox => At(10);

    public Uri Trustee(int index) => At(20 + index);

    /// <summary>The ports of a demo.</summary>
    public IEnumerable<Uri> All => [Hub, Trading, Supervision, Sandbox, .. Enumerable.Range(0, DemoCommand.Trustees).Select(Trustee)];

    /// <summary>The address with that place.</summary>
    public Uri At(int offset) => new($"http://127.0.0.1:{(First + offset).ToString(CultureInfo.InvariantCulture)}/");
}

/// <summary>What a platform of a stack is; also the audience as which others know it.</summary>
internal enum PlatformKind
{
    Hub,
    Trading,
    Supervision,
}

/// <summary>一个平台。</summary>
/// <param name="Name">Name in the stack, and of its folder.</param>
/// <param name="Origin">Origin of its ledger.</param>
/// <param name="Place">Its port after the first, 1 to 9.</param>
/// <param name="Hub">Hub at which its people sign in; empty for a hub.</param>
/// <param name="Authority">Supervision platform whose orders it obeys; empty for others than trading platforms.</param>
internal sealed record PlatformNode(string Name, PlatformKind Kind, string Origin, int Place, string Hub = "", string Authority = "");

/// <summary>一条互联：one platform reads another one's ledger, and is let in there.</summary>
/// <param name="Role">What the source is to the follower, as in the setting Follow:N:Role.</param>
/// <param name="WithSubordinates">随下级平台接入.</param>
internal sealed record PlatformLink(string Follower, string Source, string Role, bool WithSubordinates = false);

/// <summary>拓扑：which platforms there are and who reads whom, as data.</summary>
internal sealed record Topology(IReadOnlyList<PlatformNode> Platforms, IReadOnlyList<PlatformLink> Links)
{
    /// <summary>All names of a demo end so; production refuses them.</summary>
    public const string Domain = "zhongzhou.example/ledger";

    private const string Trading = "Trading";
    private const string Hub = "PublicService";
    private const string Supervision = "Supervision";

    /// <summary>One hub, one trading platform, one supervision platform, each reading both others.</summary>
    public static Topology Demo { get; } = new(
        [
            new("hub", PlatformKind.Hub, "demo.hub." + Domain, 1),
            new("trading", PlatformKind.Trading, "demo.trade." + Domain, 2, "hub", "supervision"),
            new("supervision", PlatformKind.Supervision, "demo.watch." + Domain, 3, "hub"),
        ],
        [
            new("hub", "trading", Trading), new("hub", "supervision", Supervision), new("trading", "hub", Hub), new("trading", "supervision", Supervision),
            new("supervision", "trading", Trading), new("supervision", "hub", Hub),
        ]);

    /// <summary>Two trading platforms, a city and a provincial hub, supervision. The provincial hub reads what hangs on the city hub directly; the second trading platform reads the registry of the city hub, and nobody reads it yet.</summary>
    public static Topology Province { get; } = new(
        [
            new("city", PlatformKind.Hub, "demo.city." + Domain, 1),
            new("trading", PlatformKind.Trading, "demo.trade." + Domain, 2, "city", "supervision"),
            new("supervision", PlatformKind.Supervision, "demo.watch." + Domain, 3, "city"),
            new("second", PlatformKind.Trading, "demo.second." + Domain, 4, "city", "supervision"),
            new("province", PlatformKind.Hub, "demo.province." + Domain, 5),
        ],
        [
            new("city", "trading", Trading), new("city", "supervision", Supervision), new("trading", "city", Hub), new("trading", "supervision", Supervision),
            new("supervision", "trading", Trading), new("supervision", "city", Hub), new("second", "city", Hub),
            new("province", "city", Hub, WithSubordinates: true), new("city", "province", "UpperPublicService"),
        ]);

    /// <summary>Names of the platforms that read the ledger of one, and so witness it.</summary>
    public IReadOnlyList<string> ReadersOf(string name) => [.. Links.Where(l => l.Source == name).Select(l => l.Follower)];
}

/// <summary>The address under which one platform reaches another; a test puts something between them.</summary>
/// <param name="from">Name of the platform that connects.</param>
/// <param name="to">Name of the platform that is reached.</param>
/// <param name="address">Where it really is.</param>
internal delegate Uri Route(string from, string to, Uri address);
