using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Identity;

/// <summary>会话。A row on the server: ending it ends it everywhere at once. The token itself is nowhere, only its digest.</summary>
[Table("session", Technical = true)]
public sealed record Session : IRow
{
    /// <summary>Hex SHA-256 of the token.</summary>
    public required string Id { get; init; }

    public long Version { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Who this session acts as, as known when it began.</summary>
    public required Json<SessionActor> Actor { get; init; }

    /// <summary>password, certificate or hub.</summary>
    public required string Means { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Last use, to the minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Ends when nothing was asked since this instant.</summary>
    public required DateTimeOffset IdleUntil { get; init; }

    /// <summary>Ends in any case.</summary>
    public required DateTimeOffset Until { get; init; }
}

/// <summary>The actor as stored with a session.</summary>
public sealed record SessionActor(string AccountId, string Name, string OrganisationId, string OrganisationName, IReadOnlyList<Role> Roles, IReadOnlyList<string> Posts)
{
    public static SessionActor Of(Actor actor) => new(actor.AccountId, actor.Name, actor.OrganisationId, actor.OrganisationName, [.. actor.Roles], [.. actor.Posts]);

    public Actor ToActor() => new(AccountId, Name, OrganisationId, OrganisationName, Roles.ToHashSet(), Posts.ToHashSet());
}
