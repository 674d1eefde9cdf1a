using Tongcai.Exchange.Facts;
using Tongcai.Platform;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Registry;
using Certificate = Tongcai.Trading.Registry.Certificate;
using Organisation = Tongcai.Trading.Registry.Organisation;

namespace Tongcai.Trading;

/// <summary>登记信息的读者：organisations, certificates and experts as the hub's ledger tells them. One registration serves everywhere.</summary>
public static class RegistryReaders
{
    public static IServiceCollection AddRegistryReaders(this IServiceCollection services) => services
        .AddFactReader<OrganisationRegistered>((p, fact, _, cancel) => LearnTwice(p, fact.OrganisationId, (KnownOrganisation? known) => KnownRegistry.Learn(fact, known), (Organisation? known) => (known ?? new()) with
        {
            Id = fact.OrganisationId,
            Name = fact.Name,
            CreditCode = fact.CreditCode,
            Roles = fact.Roles.ToList(),
            Region = fact.Region,
            Size = fact.Size,
            Address = fact.Address,
            ParentId = fact.ParentId,
        }, cancel))
        .AddFactReader<CertificateRegistered>((p, fact, _, cancel) => LearnTwice(p, fact.SerialNumber, (KnownCertificate? known) => KnownRegistry.Learn(fact, known), (Certificate? known) => (known ?? new()) with
        {
            Id = fact.SerialNumber,
            OrganisationId = fact.OrganisationId,
            SerialNumber = fact.SerialNumber,
            Issuer = fact.Issuer,
            SigningPem = fact.SigningPem,
            EncryptionPem = fact.EncryptionPem,
            NotAfter = fact.NotAfter,
        }, cancel))
        .AddFactReader<AccountDisabled>(async (p, fact, _, cancel) =>
        {
            var known = await p.GetRequiredService<IStore>().Read(connection => connection.Find<KnownAccount>(fact.AccountId), cancel);
            var ended = await p.GetRequiredService<Sessions>().EndAll(fact.AccountId);
            return known is null ? ended : ended.Delete(known);
        })
        .AddFactReader<ExpertRegistered>((p, fact, _, cancel) => Learn(p, fact.ExpertId, (Expert? known) => (known ?? new()) with
        {
            Id = fact.ExpertId,
            AccountId = fact.AccountId,
            Name = fact.Name,
            Employer = fact.Employer,
            CataloguePrefixes = fact.CataloguePrefixes.ToList(),
            Region = fact.Region,
        }, cancel));

    private static async Task<Commit> Learn<T>(IServiceProvider services, string id, Func<T?, T> make, CancellationToken cancel)
        where T : class, IRow
    {
        var known = await services.GetRequiredService<IStore>().Read(connection => connection.Find<T>(id), cancel);
        return Commit.Empty.Put(make(known));
    }

    // Sign-in keeps its own view of the registry; both learn in one commit.
    private static async Task<Commit> LearnTwice<TKnown, T>(IServiceProvider services, string id, Func<TKnown?, Commit> signIn, Func<T?, T> make, CancellationToken cancel)
        where TKnown : class, IRow
        where T : class, IRow
    {
        var known = await services.GetRequiredService<IStore>().Read(connection => connection.Find<TKnown>(id), cancel);
        return signIn(known).And(await Learn(services, id, make, cancel));
    }
}
