using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;

namespace Tongcai.Platform.Web;

/// <summary>站点。What a platform tells the shell about itself; everything the layouts print that is not the page.</summary>
public sealed record Site
{
    /// <summary>Tone of the shell and suffix of cookie names: public, trade or watch.</summary>
    public required string Platform { get; init; }

    /// <summary>Name in the head and in SiteName, e.g. 中州市政府采购公共服务平台.</summary>
    public required string Name { get; init; }

    /// <summary>The two lines beside the mark, e.g. 通采 · 中州市政府采购 / 公共服务平台.</summary>
    public required (string First, string Second) Brand { get; init; }

    public string Domain { get; init; } = "localhost";

    /// <summary>网站标识码, ten digits, as assigned; zeros in a demo.</summary>
    public string IdCode { get; init; } = "0000000000";

    /// <summary>主办单位.</summary>
    public string Sponsor { get; init; } = "";

    /// <summary>Whom to ask, with telephone and hours; the default of every refusal.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Record numbers in the footer: ICP备案, 公安备案.</summary>
    public IReadOnlyList<string> Records { get; init; } = [];

    /// <summary>One line at the foot of a demo that says that all names are invented; empty in production.</summary>
    public string DemoNotice { get; init; } = "";

    /// <summary>Main navigation of the public shell.</summary>
    public IReadOnlyList<NavItem> Nav { get; init; } = [];

    /// <summary>Side menu of the back office for whoever is signed in.</summary>
    public Func<Actor, IReadOnlyList<NavGroup>> Menu { get; init; } = static _ => [];

    /// <summary>What somebody may see to from their account page, and where else the account serves.</summary>
    public Func<Actor, IReadOnlyList<NavItem>> Errands { get; init; } = static _ => [];

    /// <summary>Links of the footer.</summary>
    public IReadOnlyList<NavItem> Footer { get; init; } = [];

    /// <summary>Address of the site search; empty: no search box in the head.</summary>
    public string Search { get; init; } = "";

    /// <summary>English home; empty: none.</summary>
    public string English { get; init; } = "";

    /// <summary>The page where somebody signs in.</summary>
    public string SignIn { get; init; } = "/sign-in";

    /// <summary>Where somebody sees and changes the own account: a page here or, for accounts kept by the hub, its page; empty: no link.</summary>
    public string Account { get; init; } = "/account";

    /// <summary>Where to register; empty: registration is elsewhere.</summary>
    public string Register { get; init; } = "";

    /// <summary>Page of a fact's proof, {id} stands for the fact.</summary>
    public string Proof { get; init; } = "/facts/{id}";

    /// <summary>Days of mourning (哀悼日): on them the whole site is grey, by itself and for everybody.</summary>
    public IReadOnlyList<DateOnly> GreyOn { get; init; } = [];

    /// <summary>Origins that a form of this site may lead to by redirect, e.g. the clients of the hub's sign-in.</summary>
    public IReadOnlyList<string> FormTargets { get; init; } = [];

    /// <summary>Answers ownership of the objects in routes.</summary>
    public OwnerCheck OwnerCheck { get; init; } = static (_, _, _, _) => Task.FromResult(false);

    /// <summary>Says the texts of acts about the object that a route names in the words that the law has for it; null: as they are written.</summary>
    public WordsOf? Words { get; init; }

    /// <summary>Recognises peers.</summary>
    public PeerCheck PeerCheck { get; init; } = static _ => ValueTask.FromResult<string?>(null);

    /// <summary>Requests per minute of one account, or of one address without an account.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>
    /// A site with what is configured: <c>Site:Name, Brand, Domain, Sponsor, Contact, IdCode, DemoNotice</c>, <c>Site:GreyOn</c> legal days with commas between, and the settings of <see cref="RateLimits"/>.
    /// </summary>
    /// <param name="configuration">Settings of the platform.</param>
    /// <param name="platform">Tone and suffix of cookies, see <see cref="Platform"/>.</param>
    /// <param name="name">Kind of platform, e.g. 交易平台; also the name in default of a setting, after 政府采购.</param>
    /// <exception cref="InvalidOperationException">A setting is not what it should be.</exception>
    public static Site Of(IConfiguration configuration, string platform, string name)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string Setting(string key, string otherwise) => configuration[$"Site:{key}"] ?? otherwise;
        return new Site
        {
            Platform = platform,
            Name = Setting("Name", "政府采购" + name),
            Brand = (Setting("Brand", "通采"), name),
            Domain = Setting("Domain", "localhost"),
            Sponsor = Setting("Sponsor", ""),
            Contact = Setting("Contact", ""),
            IdCode = Setting("IdCode", "0000000000"),
            DemoNotice = Setting("DemoNotice", ""),
            GreyOn = [.. Setting("GreyOn", "").Split([',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text => Beijing.TryParseDay(text, out var day) ? day : throw new InvalidOperationException($"设置 Site:GreyOn 应为逗号分隔的日期，例如 2026-12-13；“{text}”不是日期。"))],
            PeerCheck = Peers.Check,
            Limits = RateLimits.Of(configuration),
        };
    }
}

/// <summary>An entry of a navigation.</summary>
public sealed record NavItem(string Text, string Href);

/// <summary>A group of the side menu.</summary>
public sealed record NavGroup(string Title, IReadOnlyList<MenuItem> Items);

/// <summary>An entry of the side menu; a count is shown when it is above zero.</summary>
public sealed record MenuItem(string Text, string Href, int Count = 0);

/// <summary>Limits as announced in RateLimit-Policy and kept.</summary>
/// <param name="Read">Pages and queries.</param>
/// <param name="Write">Acts.</param>
/// <param name="Ledger">Ledger files and feeds, which followers and verifiers read by the hundred; apart, so that they take nothing from people behind the same address.</param>
/// <param name="Upload">Pieces of a file, of which one upload sends hundreds; how much may be kept is limited elsewhere.</param>
public sealed record RateLimits(int Read = 600, int Write = 120, int Ledger = 6_000, int Upload = 6_000)
{
    /// <summary>Settings <c>RateLimit:Read</c>, <c>RateLimit:Write</c>, <c>RateLimit:Ledger</c>, <c>RateLimit:Upload</c>, requests per minute.</summary>
    /// <exception cref="InvalidOperationException">A setting is no number from 1 to 1,000,000.</exception>
    public static RateLimits Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        int Setting(string name, int otherwise) => configuration["RateLimit:" + name] switch
        {
            null or "" => otherwise,
            { } text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 1_000_000 => n,
            _ => throw new InvalidOperationException($"设置 RateLimit:{name} 应为每分钟 1 到 1000000 次。"),
        };
        return new(Setting("Read", 600), Setting("Write", 120), Setting("Ledger", 6_000), Setting("Upload", 6_000));
    }
}

/// <summary>Reaches the site and the actor from a request.</summary>
public static class HttpContextSite
{
    private static readonly object ActorKey = new();

    public static Site Site(this HttpContext http) => http.RequestServices.GetRequiredService<Site>();

    /// <summary>Who is signed in; <see cref="Actor.Anonymous"/> when nobody is.</summary>
    public static Actor Actor(this HttpContext http) => http.Items.TryGetValue(ActorKey, out var actor) ? (Actor)actor! : Acts.Actor.Anonymous;

    internal static void SetActor(this HttpContext http, Actor actor) => http.Items[ActorKey] = actor;
}
