using System.Data.Common;
using Dapper;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Identity;

/// <summary>主体。An organisation registered here.</summary>
[Table("registered_organisation")]
public sealed record Organisation : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    /// <summary>统一社会信用代码.</summary>
    public required string CreditCode { get; init; }

    public required string Name { get; init; }

    public required Json<IReadOnlyList<Role>> Roles { get; init; }

    /// <summary>Six digits of 行政区划.</summary>
    public required string Region { get; init; }

    /// <summary>large, medium, small, micro; empty when not a firm.</summary>
    public required string Size { get; init; }

    public required string Address { get; init; }

    /// <summary>主管预算单位; empty when none.</summary>
    public required string ParentId { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }
}

/// <summary>账户。A person's account; what it may do is its roles (a part of the organisation's) and its posts.</summary>
[Table("account")]
public sealed record Account : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    /// <summary>Lower case, unique.</summary>
    public required string UserName { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty for a reviewer without an organisation in the system.</summary>
    public required string OrganisationId { get; init; }

    public required Json<IReadOnlyList<Role>> Roles { get; init; }

    public required Json<IReadOnlyList<string>> Posts { get; init; }

    public bool Disabled { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public Actor ToActor(string organisationName) => new(Id, Name, OrganisationId, organisationName, Roles.Value.ToHashSet(), Posts.Value.ToHashSet());
}

/// <summary>The password hash of an account, under the account's id.</summary>
[Table("credential", Technical = true)]
public sealed record Credential : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public required string PasswordHash { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>Queries over accounts.</summary>
public static class Accounts
{
    public static Task<Account?> ByUserName(DbConnection connection, string userName) =>
        connection.First<Account>("user_name = @userName", new { userName = userName.Trim().ToLowerInvariant() });

    public static Task<Account?> ById(DbConnection connection, string id) =>
        connection.Find<Account>(id);

    public static Task<Credential?> CredentialOf(DbConnection connection, string id) =>
        connection.Find<Credential>(id);

    public static Task<Organisation?> Organisation(DbConnection connection, string id) =>
        connection.Find<Organisation>(id);

    /// <summary>The actor an account is now; null when there is none or it is disabled.</summary>
    public static async Task<Actor?> Actor(DbConnection connection, string id)
    {
        if (await ById(connection, id) is not { Disabled: false } account) return null;
        return account.ToActor(account.OrganisationId.Length == 0 ? "" : (await Organisation(connection, account.OrganisationId))?.Name ?? "");
    }
}
