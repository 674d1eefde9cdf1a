using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Identity;

/// <summary>An organisation as the followed registry tells it.</summary>
[Table("known_organisation", Technical = true)]
public sealed record KnownOrganisation : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public required string CreditCode { get; init; }

    public required string Name { get; init; }

    /// <summary>Role codes of the published interface.</summary>
    public required Json<IReadOnlyList<string>> Roles { get; init; }

    public required string Region { get; init; }

    public required string Size { get; init; }
}

/// <summary>A certificate as the followed registry tells it; the id is its serial number.</summary>
[Table("known_certificate", Technical = true)]
public sealed record KnownCertificate : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public required string OrganisationId { get; init; }

    public required string SigningPem { get; init; }

    public required string EncryptionPem { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Set when a revocation list names it.</summary>
    public required bool Revoked { get; init; }
}

/// <summary>An account that has signed in here; where an act names a colleague, people choose by name.</summary>
[Table("known_account", Technical = true)]
public sealed record KnownAccount : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public required string OrganisationId { get; init; }

    public required string Name { get; init; }
}

/// <summary>Reads and learns what the hub's registry facts say; the follower gives the learned rows to the same commit as its position.</summary>
public static class KnownRegistry
{
    public static Task<KnownOrganisation?> Organisation(DbConnection connection, string id) =>
        connection.Find<KnownOrganisation>(id);

    public static Task<KnownCertificate?> Certificate(DbConnection connection, string serialNumber) =>
        connection.Find<KnownCertificate>(serialNumber);

    /// <summary>Accounts of these organisations that have signed in here, by name.</summary>
    public static Task<List<KnownAccount>> Accounts(DbConnection connection, params IReadOnlyCollection<string> organisationIds) =>
        connection.Among<KnownAccount>("organisation_id", organisationIds, " order by name, id");

    /// <summary>The rows that an organisation's registration becomes here.</summary>
    public static Commit Learn(OrganisationRegistered fact, KnownOrganisation? known)
    {
        var row = new KnownOrganisation
        {
            Id = fact.OrganisationId, Version = known?.Version ?? 0, CreditCode = fact.CreditCode, Name = fact.Name, Roles = new(fact.Roles), Region = fact.Region, Size = fact.Size,
        };
        return Commit.Empty.Put(row);
    }

    /// <summary>The rows that a certificate's registration becomes here.</summary>
    public static Commit Learn(CertificateRegistered fact, KnownCertificate? known)
    {
        var row = new KnownCertificate
        {
            Id = fact.SerialNumber, Version = known?.Version ?? 0, OrganisationId = fact.OrganisationId, SigningPem = fact.SigningPem, EncryptionPem = fact.EncryptionPem,
            NotAfter = fact.NotAfter, Revoked = known?.Revoked ?? false,
        };
        return Commit.Empty.Put(row);
    }

    /// <summary>Account id of whoever signs in with the certificate of this serial number.</summary>
    internal static string AccountOf(string serialNumber) => CertificateAccounts + serialNumber;

    /// <summary>Begins the account ids of certificates.</summary>
    internal const string CertificateAccounts = "certificate/";

    /// <summary>Who signs in with a certificate: its organisation, with all posts, since a certificate is the organisation's seal.</summary>
    internal static Actor ActorOf(KnownOrganisation organisation, string serialNumber, string commonName) => new(
        AccountOf(serialNumber), commonName, organisation.Id, organisation.Name,
        organisation.Roles.Value.Select(Codes.RoleOf).OfType<Role>().ToHashSet(), new HashSet<string> { Post.Handler, Post.Head });
}
