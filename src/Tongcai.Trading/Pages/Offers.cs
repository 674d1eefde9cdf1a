using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Pages;

/// <summary>一项可办事项。An act that has its turn, open to this person or with the reason why not.</summary>
/// <param name="Name">Name of the act.</param>
/// <param name="Title">What is done.</param>
/// <param name="Href">Page of the act.</param>
/// <param name="Refused">Why this person may not do it now; empty: may.</param>
public sealed record Offer(string Name, string Title, string Href, string Refused);

/// <summary>Looks acts up by name among the endpoints of the platform and asks who may.</summary>
public static class Offers
{
    /// <summary>The acts of the names that the platform has, in that order.</summary>
    /// <param name="path">Makes the page's address from the act's route.</param>
    /// <param name="words">Words of the procurement's method; null: as the act is called.</param>
    /// <param name="ownerKind">In what sense the actor owns the object: purchaser, agency, bidder, expert or empty.</param>
    public static IReadOnlyList<Offer> Of(QueryContext context, IEnumerable<string> names, Func<string, string> path, IReadOnlySet<string> ownerKind, string standing = "", MethodWords? words = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var acts = context.Http.RequestServices.GetRequiredService<ActCatalogue>().ByName;
        return [.. names.Where(acts.ContainsKey).Select(n => acts[n]).Select(act => new Offer(act.Name, words?.Say(act.Title) ?? act.Title, path(act.Path), standing.Length > 0 ? standing : WhyNot(act.Access, context.Actor, ownerKind)))];
    }

    /// <summary>Why the actor may not use an access; empty: may.</summary>
    public static string WhyNot(Access access, Actor actor, IReadOnlySet<string> owns)
    {
        ArgumentNullException.ThrowIfNull(access);
        if (access.Kind is AccessKind.Public or AccessKind.SignedIn || access.Grants.Any(g => g.Fits(actor) && (g.Owner == Owner.None || owns.Contains(g.Owner.Kind))))
            return "";
        var mine = access.Grants.FirstOrDefault(g => g.Owner == Owner.None || owns.Contains(g.Owner.Kind));
        return mine is { Posts.Count: > 0 } && mine.Roles.Any(actor.Is)
            ? $"由{string.Join("、", mine.Posts.Select(Post.Name))}岗办理"
            : $"由{string.Join("或者", access.Grants.SelectMany(g => g.Roles).Distinct().Select(r => r.Label()))}办理";
    }
}

/// <summary>平台的行为目录：the acts among the endpoints by name, gathered when first asked; endpoints do not change after the start.</summary>
public sealed class ActCatalogue(EndpointDataSource endpoints)
{
    private readonly Lazy<IReadOnlyDictionary<string, Act>> acts = new(() =>
        endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<Act>()).OfType<Act>().DistinctBy(a => a.Name).ToDictionary(a => a.Name));

    public IReadOnlyDictionary<string, Act> ByName => acts.Value;
}
