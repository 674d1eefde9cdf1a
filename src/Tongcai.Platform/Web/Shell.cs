using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web.Parts;

namespace Tongcai.Platform.Web;

/// <summary>What the layouts need to know of a request; read once, printed as is.</summary>
/// <param name="Site">The platform.</param>
/// <param name="Actor">Who is signed in.</param>
/// <param name="Now">Legal time.</param>
/// <param name="Modes">Reading modes.</param>
/// <param name="Path">Path of the page; "/" where the page must not tell which it is.</param>
/// <param name="Said">What the last act said.</param>
/// <param name="Recovery">Why nothing can be done now; null while the platform works.</param>
public sealed record Shell(Site Site, Actor Actor, DateTimeOffset Now, ReadingModes Modes, string Path, Said? Said, RecoveryNotice? Recovery)
{
    public const string PublicLayout = "/Pages/Shared/_Public.cshtml";
    public const string OfficeLayout = "/Pages/Shared/_Office.cshtml";

    public static Shell Of(HttpContext http, PageHead head) => new(
        http.Site(),
        http.Actor(),
        http.RequestServices.GetRequiredService<LegalTime>().GetUtcNow(),
        ReadingModes.Of(http),
        head.Nameless ? "/" : http.Request.Path.Value ?? "/",
        Said.On(http),
        http.RequestServices.GetRequiredService<RecoveryMode>().Notice);

    /// <summary>The root element's start tag. Razor writes data attributes even when they are null, and an empty data-grey would be grey.</summary>
    public IHtmlContent Root
    {
        get
        {
            var tag = Html.Tag("html", null).With("lang", "zh-CN").With("data-platform", Site.Platform).With("data-now", Now.BeijingIso());
            if (Modes.Theme.Length > 0) tag.With("data-theme", Modes.Theme);
            if (Modes.Contrast.Length > 0) tag.With("data-contrast", Modes.Contrast);
            if (Modes.Size.Length > 0) tag.With("data-size", Modes.Size);
            if (Site.GreyOn.Contains(Now.BeijingDate())) tag.With("data-grey", "1");
            return tag.RenderStartTag();
        }
    }

    /// <summary>The back office for whoever has a menu there, else the public shell.</summary>
    public static string LayoutFor(HttpContext http, PageHead head) =>
        (head.Office ?? (http.Actor() is { IsSignedIn: true } actor && http.Site().Menu(actor).Count > 0)) ? OfficeLayout : PublicLayout;

    /// <summary>Whether a navigation entry is the current one: the longest whose address begins the path, or the one the head names.</summary>
    public bool IsCurrent(string href, IEnumerable<string> all, PageHead head)
    {
        if (head.Nameless) return false;
        var under = head.Under.Length > 0 ? head.Under : Path;
        return href == all.Where(h => h == under || (h.Length > 1 && under.StartsWith(h + "/", StringComparison.Ordinal))).MaxBy(h => h.Length);
    }

    /// <summary>陈立新 经办、审核.</summary>
    public string ActorLine => Actor.Posts.Count == 0 ? Actor.Name : $"{Actor.Name} {string.Join("、", Actor.Posts.Order(StringComparer.Ordinal).Select(Post.Name))}";

    /// <summary>组织（身份）.</summary>
    public string OrganisationLine => Actor.OrganisationName.Length == 0 ? "" : $"{Actor.OrganisationName}（{string.Join("、", Actor.Roles.Order().Select(r => r.Label()))}）";
}
