using System.Data.Common;
using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Bonds;

/// <summary>与保证金机构往来：asks about the bonds that opened bids name, gives back and claims what was decided. An institution that is down is asked again; the same request again changes nothing there.</summary>
public sealed class BondWork(IStore store, IBondInstitution institution, SystemTime system) : IDueWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Procurements under way with opened bids about which nobody was asked yet. Last offers, whose lots are named by their round, are made under the bond of the first.</summary>
    private const string UnaskedSql = """
        select distinct o.procurement_id from opened_bid o join procurement p on p.id = o.procurement_id
        where p.stage in ('Opened', 'Evaluating', 'Reported', 'Decided', 'Published') and o.cause = '' and o.lot_id not like '%.r%' and not exists (select 1 from bid_bond b where b.id = o.id)
        """;

    private const string Ordered = "state in ('returning', 'claiming')";

    /// <summary>Procurements that ask for none, once looked at.</summary>
    private readonly HashSet<string> without = new(StringComparer.Ordinal);

    private DateTimeOffset notBefore;

    public string Name => "bonds";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) =>
        system.GetUtcNow() >= notBefore && await store.Read(async db => (await Unasked(db)).Count > 0 || await db.ExecuteScalarAsync<long>($"select count(*) from bid_bond where {Ordered}") > 0, cancel) ? DateTimeOffset.MinValue : null;

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        // The institution lives in system time: a jump of the legal clock must not make it be asked a thousand times.
        notBefore = system.GetUtcNow() + Pause;
        var (unasked, ordered) = await store.Read(async db => (await Unasked(db), await db.Where<BidBondRow>($"{Ordered} order by id", new { })), cancel);
        foreach (var id in unasked)
        {
            var (c, bids) = await store.Read(async db => ((await BondCase.Load(db, id))!, await db.Where<OpenedBidRow>("procurement_id = @id and cause = '' and lot_id not like '%.r%' order by id", new { id })), cancel);
            if (c.Tender.Document.Value.BondFen == 0)
                without.Add(id);
            foreach (var bid in bids.Where(b => c.Tender.Document.Value.BondFen > 0 && c.Bonds.All(known => known.Id != b.Id)))
                _ = await store.Execute(await Asked(c, BondJudging.Named(bid, c.Tender.Document.Value.BondFen), now, cancel), null, cancel);
        }

        foreach (var bond in ordered)
        {
            var c = (await store.Read(db => BondCase.Load(db, bond.ProcurementId), cancel))!;
            var commit = bond.State == "returning"
                ? BondJudging.Settled(c.Procurement, bond, c.Due(bond), await institution.Release(bond.Number, cancel), now)
                : BondJudging.Settled(c.Procurement, bond, null, await institution.Claim(bond.Number, bond.GivenFen, bond.Reason, cancel), now);
            if (commit is not null)
                _ = await store.Execute(commit, null, cancel);
        }
    }

    private async Task<List<string>> Unasked(DbConnection db) => [.. (await db.QueryAsync<string>(UnaskedSql)).Where(id => !without.Contains(id))];

    private async Task<Commit> Asked(BondCase c, BidBondRow bond, DateTimeOffset now, CancellationToken cancel)
    {
        var (supplier, purchaser, agency) = await store.Read(async db => (
            await db.Find<Organisation>(bond.SupplierId), await db.Find<Organisation>(c.Procurement.PurchaserId), await db.Find<Organisation>(c.Procurement.AgencyId ?? "")), cancel);
        var answer = bond.Number.Length == 0 ? null : await institution.Find(bond.Number, cancel);
        var validUntil = (c.Procurement.BidDeadline ?? now).BeijingDate().AddDays(c.Tender.Document.Value.BidValidityDays);
        return BondJudging.Verified(c.Procurement, bond, answer, supplier?.CreditCode ?? "", [.. new[] { purchaser?.CreditCode, agency?.CreditCode }.OfType<string>()], validUntil, now);
    }
}
