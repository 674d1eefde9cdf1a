using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tongcai.Platform.Acts;

/// <summary>归属。Who owns the object that the route names, e.g. the purchaser of the project {id}. The platform's <see cref="OwnerCheck"/> says what a kind means.</summary>
public sealed record Owner(string Kind)
{
    /// <summary>The route names no object of anybody: the role alone decides.</summary>
    public static readonly Owner None = new("");
    public static readonly Owner Purchaser = new("purchaser");
    public static readonly Owner Agency = new("agency");
    public static readonly Owner Bidder = new("bidder");
    public static readonly Owner Expert = new("expert");
    public static readonly Owner Authority = new("authority");
}

/// <summary>Whether the actor owns the object of the route in the sense of the kind. A missing object is nobody's: false.</summary>
/// <param name="owner">Kind of ownership asked for.</param>
/// <param name="actor">Who asks.</param>
/// <param name="route">Values of the route, e.g. id.</param>
/// <param name="connection">An open reading connection.</param>
public delegate Task<bool> OwnerCheck(Owner owner, Actor actor, RouteValueDictionary route, DbConnection connection);

/// <summary>用语。How the title, labels, refusals and answers of acts are said for the object that the route names; null: as they are written.</summary>
public delegate Task<Func<string, string>?> WordsOf(RouteValueDictionary route, DbConnection connection);

/// <summary>Name of the peer platform that made this request, null when it proves to be none.</summary>
public delegate ValueTask<string?> PeerCheck(HttpContext context);

/// <summary>准入。Who may use an endpoint. Every endpoint carries one; a platform does not start with an endpoint that has none.</summary>
public sealed class Access
{
    private Access(AccessKind kind, IReadOnlyList<Grant> grants) => (Kind, Grants) = (kind, grants);

    /// <summary>Anybody, signed in or not.</summary>
    public static Access Public { get; } = new(AccessKind.Public, []);

    /// <summary>Anybody with a session.</summary>
    public static Access SignedIn { get; } = new(AccessKind.SignedIn, []);

    /// <summary>Another platform, by the registered <see cref="PeerCheck"/>.</summary>
    public static Access Peer { get; } = new(AccessKind.Peer, []);

    /// <summary>Accounts with one of the roles (any role when none is named) that own the object of the route.</summary>
    public static Access To(Owner owner, params Role[] roles) => new(AccessKind.Granted, [new(owner, roles, [])]);

    /// <summary>A second way in, e.g. the purchaser of the project or its agency.</summary>
    public Access Or(Owner owner, params Role[] roles) => new(AccessKind.Granted, [.. Grants, new(owner, roles, [])]);

    /// <summary>Narrows the last way in to holders of one of the posts.</summary>
    public Access Holding(params string[] posts) => new(Kind, [.. Grants.SkipLast(1), Grants[^1] with { Posts = posts }]);

    public AccessKind Kind { get; }

    /// <summary>The ways in; one suffices. Empty unless <see cref="Kind"/> is <see cref="AccessKind.Granted"/>.</summary>
    public IReadOnlyList<Grant> Grants { get; }
}

public enum AccessKind
{
    Public,
    SignedIn,
    Granted,
    Peer,
}

/// <summary>One way in: owner of the object, one of the roles, one of the posts (none named: any).</summary>
public sealed record Grant(Owner Owner, IReadOnlyList<Role> Roles, IReadOnlyList<string> Posts)
{
    /// <summary>Whether roles and posts fit; ownership is asked separately because it reads the database.</summary>
    public bool Fits(Actor actor) =>
        actor.IsSignedIn
        && (Roles.Count == 0 || Roles.Any(actor.Is))
        && (Posts.Count == 0 || Posts.Any(actor.Holds));
}
