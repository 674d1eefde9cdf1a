using System.Data.Common;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Registry;

/// <summary>严重违法失信行为记录, as an authority's ledger tells it; whoever stands on it today is refused. Id = entry at the authority.</summary>
[Table("listing", Technical = true)]
public sealed record Listing : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string CreditCode { get; init; } = "";
    public string Name { get; init; } = "";
    public string Number { get; init; } = "";
    public string Authority { get; init; } = "";
    public string Article { get; init; } = "";
    public DateOnly FromDay { get; init; }
    public DateOnly ToDay { get; init; }
    public DateOnly? RemovedOn { get; init; }

    public ListedEntry Entry => new(Number, Authority, Article, FromDay, ToDay, RemovedOn);
}

/// <summary>名单的读取与查询。</summary>
public static class Listings
{
    /// <summary>Every entry about organisations, by their id; past ones too.</summary>
    public static async Task<ILookup<string, ListedEntry>> ListingsOf(this DbConnection db, IEnumerable<string> organisationIds)
    {
        var codes = (await db.Among<Organisation>("id", organisationIds)).ToDictionary(o => o.Id, o => o.CreditCode);
        var entries = (await db.Among<Listing>("credit_code", codes.Values)).ToLookup(l => l.CreditCode, l => l.Entry);
        return codes.SelectMany(c => entries[c.Value].Select(e => (c.Key, Entry: e))).ToLookup(e => e.Key, e => e.Entry);
    }

    /// <summary>Registers the readers of entries. What the pinned authority has not signed is parked with its reason and bars nobody.</summary>
    /// <param name="authority">Public key of the authority, base64 of 04‖x‖y; empty: entries are parked until it is set.</param>
    public static void AddListings(this IServiceCollection services, string authority)
    {
        services.AddFactReader<DishonestyListed>(async (p, fact, _, cancel) =>
        {
            Demand(fact.SignedText(), fact.Signature, authority, fact.Number);
            var known = await p.GetRequiredService<IStore>().Read(db => db.Find<Listing>(fact.ListingId), cancel);
            return Commit.Empty.Put((known ?? new()) with
            {
                Id = fact.ListingId, CreditCode = fact.CreditCode, Name = fact.Name, Number = fact.Number, Authority = fact.Authority, Article = fact.Article, FromDay = fact.From, ToDay = fact.To,
            });
        });
        services.AddFactReader<DishonestyChanged>(async (p, fact, _, cancel) =>
        {
            Demand(fact.SignedText(), fact.Signature, authority, fact.Number);
            var known = await p.GetRequiredService<IStore>().Read(db => db.Find<Listing>(fact.ListingId), cancel) ?? throw new InvalidOperationException($"没有读到 {fact.Number} 所变更的记录。");
            return Commit.Empty.Update(known with { FromDay = fact.From, ToDay = fact.To, RemovedOn = fact.RemovedOn });
        });
    }

    private static void Demand(string text, string signature, string authority, string number)
    {
        if (authority.Length == 0)
            throw new InvalidOperationException("没有设置监督部门的公钥（Authority:PublicKey），失信行为记录无法核验。");
        if (!AuthoritySignature.Verifies(text, signature, Sm2PublicKey.FromPoint(Convert.FromBase64String(authority))))
            throw new InvalidOperationException($"失信行为记录 {number} 的签名与监督部门的公钥不符。");
    }
}
