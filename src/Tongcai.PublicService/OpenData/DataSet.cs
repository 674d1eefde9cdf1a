using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.OpenData;

/// <summary>How far one ledger has told of a period.</summary>
/// <param name="Releases">Facts that are releases.</param>
/// <param name="LastIndex">The highest place among them.</param>
/// <param name="LastAt">The newest instant among them.</param>
internal sealed record Told(string Ledger, long Releases, long LastIndex, DateTimeOffset LastAt);

/// <summary>A day with its number of releases and the newest instant among them.</summary>
internal sealed record DayCount(DateOnly Day, long Releases, DateTimeOffset LastAt);

/// <summary>开放数据的来源。Reads the public facts that this platform holds as releases; nothing of it is stored twice.</summary>
internal static class DataSet
{
    /// <summary>Procurements whose facts are in memory at one time.</summary>
    private const int Batch = 100;

    /// <summary>The kinds of facts that are releases, as SQL.</summary>
    internal static readonly string OfReleases = $"kind in ({string.Join(", ", Release.Kinds.Select(k => $"'{k}'"))})";

    private const long Day = 86_400_000;
    private const long BeijingShift = 28_800_000;

    /// <summary>The releases of a procurement by date; empty when no ledger has spoken of it.</summary>
    public static async Task<IReadOnlyList<Release>> Of(DbConnection db, string procurementId, Publication publication) => await Load(db, [procurementId], publication) is [var only] ? only.Releases : [];

    /// <summary>Every day on which a fact was recorded that is a release, in order.</summary>
    public static async Task<IReadOnlyList<DayCount>> Days(DbConnection db) =>
        [.. (await db.QueryAsync<(long Day, long Number, long LastAt)>(
                $"select (at + {BeijingShift}) / {Day} as day, count(*) as number, max(at) as last_at from chain_fact where {OfReleases} group by (at + {BeijingShift}) / {Day} order by 1"))
            .Select(d => new DayCount(DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(d.Day)), d.Number, DateTimeOffset.FromUnixTimeMilliseconds(d.LastAt)))];

    /// <summary>How far each ledger has told of a period.</summary>
    public static async Task<IReadOnlyList<Told>> Told(DbConnection db, Period period) =>
        [.. (await db.QueryAsync<(string Ledger, long Releases, long LastIndex, long LastAt)>(
                $"select ledger, count(*) as releases, max(leaf_index) as last_index, max(at) as last_at from chain_fact where at >= @from and at < @to and {OfReleases} group by ledger order by ledger",
                new { from = period.From, to = period.To }))
            .Select(t => new Told(t.Ledger, t.Releases, t.LastIndex, DateTimeOffset.FromUnixTimeMilliseconds(t.LastAt)))];

    /// <summary>The releases of a period as it was told, procurement by procurement, a hundred of them in memory at a time.</summary>
    public static async IAsyncEnumerable<Release> Stream(IStore store, Period period, IReadOnlyList<Told> told, Publication publication, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = told.ToDictionary(t => t.Ledger, t => t.LastIndex);
        var ids = await store.Read(
            async db => (await db.QueryAsync<string>(
                $"select distinct procurement_id from chain_fact where at >= @from and at < @to and {OfReleases} order by procurement_id", new { from = period.From, to = period.To })).AsList(),
            cancel);
        ids.Sort(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(Batch))
        {
            foreach (var (_, releases) in await store.Read(db => Load(db, some, publication), cancel))
            {
                foreach (var release in releases)
                {
                    if (period.Holds(release.RecordedAt) && last.TryGetValue(release.Ledger, out var index) && release.Index <= index) yield return release;
                }
            }
        }
    }

    /// <summary>The releases of some procurements, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<(string ProcurementId, IReadOnlyList<Release> Releases)>> Load(DbConnection db, IReadOnlyList<string> ids, Publication publication)
    {
        var rows = await db.Among<ChainFact>("procurement_id", ids, $" and {OfReleases}");
        if (rows.Count == 0) return [];
        var pages = (await db.Among<ProcurementPage>("id", ids)).ToDictionary(p => p.Id);
        var lines = pages.Values.Select(p => p.BudgetLineId).Where(l => l.Length > 0).Distinct().ToList();
        var budgets = (await db.Among<ChainFact>("stream", lines, " and kind = 'budget.approved'")).Select(ProcurementChain.Read).OfType<Recorded>().ToLookup(b => (b.Row.Ledger, b.Row.Stream));
        var facts = rows.Select(ProcurementChain.Read).OfType<Recorded>().ToLookup(f => f.Row.ProcurementId);
        var named = facts.SelectMany(g => g).SelectMany(Named).Where(id => id.Length > 0);
        var registered = (await db.Among<Organisation>("id", named)).ToDictionary(o => o.Id, StringComparer.Ordinal);
        return
        [
            .. facts.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, Release.Of(
                g.Key, pages.TryGetValue(g.Key, out var page) ? g.Concat(budgets[(page.Ledger, page.BudgetLineId)]) : g, registered, publication))),
        ];
    }

    /// <summary>The organisations a fact names.</summary>
    private static IEnumerable<string> Named(Recorded recorded) => recorded.Fact switch
    {
        IntentionPublished f => [f.PurchaserId],
        AgencyEntrusted f => [f.AgencyId],
        NoticePublished f => [f.PurchaserId, f.AgencyId],
        BidsOpened f => f.Bids.SelectMany(b => b.ConsortiumIds.Append(b.SupplierId)),
        ResultPublished f => f.Lots.Select(l => l.SupplierId),
        ContractPublished f => [f.PurchaserId, f.SupplierId],
        OrderIssued or ComplaintDecided => [recorded.Row.ByOrg],
        _ => [],
    };
}
