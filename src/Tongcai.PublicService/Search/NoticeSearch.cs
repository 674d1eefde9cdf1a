using System.Data.Common;
using System.Text;
using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Search;

/// <summary>查公告。Finds in the index, reads what is shown from the store. One in a process.</summary>
/// <param name="time">System time.</param>
public sealed class NoticeSearch(TimeProvider time) : IDisposable
{
    private const string Columns = """
        select n.ledger, n.leaf_index, n.id, n.kind, n.title, n.published_on, n.procurement_id, n.search_text, p.code, p.purchaser_name, p.agency_name, p.supplier_names, p.region, p.method,
          p.catalogue_code, p.set_aside, p.budget_fen, p.award_fen, p.bid_deadline, p.state, p.suspended
        from wanted w join public_notice n on n.ledger = w.ledger and n.leaf_index = w.leaf_index left join procurement_page p on p.id = n.procurement_id
        """;

    private readonly LiveIndex live = new(time);

    /// <summary>What the index takes in memory, for people who measure.</summary>
    public string Memory => live.Last is { } index ? $"{index.Size >> 20} MB: {index.Count} notices, {index.Describe}" : "";

    /// <summary>The page asked for with the counts of every choice.</summary>
    /// <param name="db">A snapshot of the store; the answer is of this snapshot or a later one.</param>
    public async Task<Outcome<NoticeResult>> Find(DbConnection db, NoticeQuery query, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (await live.Of(db, cancel) is not { } index) return NotReady;
        if (Unknown(index, query) is { Count: > 0 } refusals) return refusals;
        var found = index.Find(query, now, NoticeQuery.PageSize);
        var lines = await Lines(db, found.Hits, query.Words);
        var counts = found.Counts;
        var asOf = (query.After ?? query.Before)?.AsOf ?? now.ToUnixTimeMilliseconds();
        string Beside(bool there, bool next) => !there || found.Hits.Count == 0 ? ""
            : (next ? query.First with { After = new(found.Hits[^1].Key, asOf) } : query.First with { Before = new(found.Hits[0].Key, asOf) }).Address();
        return new NoticeResult(
            query.Address(), found.Total, NoticeQuery.PageSize, Beside(found.After, next: true), Beside(found.Before, next: false), lines, NoticeFacets.Kinds(counts), NoticeFacets.Regions(counts, query.Region),
            NoticeFacets.Methods(counts), NoticeFacets.Catalogues(counts, query.Catalogue), NoticeFacets.Purchasers(counts), NoticeFacets.Agencies(counts), NoticeFacets.Budgets(counts),
            NoticeFacets.SetAsides(counts), NoticeFacets.States(counts), NoticeFacets.Deadlines(counts), NoticeFacets.Years(counts));
    }

    /// <summary>The first notices that answer the question, in its order; none while the index is being made, which <see cref="Unknown(DbConnection, NoticeQuery, CancellationToken)"/> tells.</summary>
    public async Task<IReadOnlyList<NoticeLine>> Latest(DbConnection db, NoticeQuery query, DateTimeOffset now, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        // The front page asks by kind alone and does not wait for an index that is being made.
        if (live.Last is null && query == NoticeQuery.Everything with { Kind = query.Kind }) return await Lines(db, await Newest(db, query, most), []);
        return await live.Of(db, cancel) is { } index ? await Lines(db, index.Latest(query, now, most), query.Words) : [];
    }

    /// <summary>Those of some notices that answer the question; null while the index is being made.</summary>
    public async Task<IReadOnlyList<NoticeLine>?> Among(DbConnection db, NoticeQuery query, DateTimeOffset now, IReadOnlyCollection<PublicNotice> notices, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await live.Of(db, cancel) is { } index ? await Lines(db, index.Among(query.First, now, notices), query.Words) : null;
    }

    /// <summary>Some notices as lines, in no order.</summary>
    public static Task<IReadOnlyList<NoticeLine>> Lines(DbConnection db, IEnumerable<PublicNotice> notices) => Lines(db, [.. notices.Select(n => new Hit(n.Ledger, n.LeafIndex, default))], []);

    /// <summary>How many notices answer the question.</summary>
    public async Task<long> Count(DbConnection db, NoticeQuery query, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return (await live.Of(db, cancel))?.Find(query.First, now, 0).Total ?? 0;
    }

    /// <summary>What of the question names nothing that there is; empty when all does.</summary>
    public async Task<IReadOnlyList<Refusal>> Unknown(DbConnection db, NoticeQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await live.Of(db, cancel) is { } index ? Unknown(index, query) : [NotReady];
    }

    /// <summary>Brings the index up to the snapshot.</summary>
    public Task CatchUp(DbConnection db, CancellationToken cancel = default) => live.Of(db, cancel);

    public void Dispose() => live.Dispose();

    private static Refusal NotReady => new(HttpRules.Unavailable, "平台刚刚启动，检索索引正在生成", "请过一分钟再试；首页的最新公告现在就能看。");

    /// <summary>The newest notices of a kind from the store alone.</summary>
    private static async Task<IReadOnlyList<Hit>> Newest(DbConnection db, NoticeQuery query, int most)
    {
        var places = await db.QueryAsync<(string Ledger, long Leaf)>(
            $"select ledger, leaf_index from public_notice{(query.Kind is null ? "" : " where kind = @kind")} order by published_on desc, at desc, ledger, leaf_index desc limit @most",
            new { kind = query.Kind?.ToString() ?? "", most });
        return [.. places.Select(p => new Hit(p.Ledger, p.Leaf, default))];
    }

    private static List<Refusal> Unknown(NoticeIndex index, NoticeQuery query)
    {
        List<Refusal> refusals = [];
        void Check(string name, bool known)
        {
            if (!known) refusals.Add(InputRules.Format.Refuse($"检索条件 {name} 不是出现过的单位。", "从检索页的单位列表进入，或者改用检索词查单位名称。", "/" + name));
        }

        Check("purchaser", index.Knows(query.Purchaser, ""));
        Check("agency", index.Knows("", query.Agency));
        return refusals;
    }

    private static async Task<IReadOnlyList<NoticeLine>> Lines(DbConnection db, IReadOnlyList<Hit> hits, IReadOnlyList<string> words)
    {
        if (hits.Count == 0) return [];
        var parameters = new DynamicParameters();
        var wanted = new StringBuilder("with wanted(ledger, leaf_index) as (values ");
        foreach (var (i, hit) in hits.Index())
        {
            wanted.Append(i == 0 ? "" : ", ").Append("(@l").Append(i).Append(", @i").Append(i).Append(')');
            parameters.Add($"l{i}", hit.Ledger);
            parameters.Add($"i{i}", hit.Leaf);
        }

        var rows = (await db.QueryAsync<Row>(wanted.Append(") ").Append(Columns).ToString(), parameters)).ToDictionary(r => (r.Ledger, r.LeafIndex));
        return [.. hits.Where(h => rows.ContainsKey((h.Ledger, h.Leaf))).Select(h => Line(rows[(h.Ledger, h.Leaf)], words))];
    }

    private static NoticeLine Line(Row r, IReadOnlyList<string> words)
    {
        var kind = Enum.Parse<NoticeKind>(r.Kind);
        var state = Enum.TryParse<ProcurementState>(r.State, out var s) ? s : ProcurementState.Intended;
        return new NoticeLine(
            r.Id, NoticeQuery.Code(kind), kind.Label(), r.Title, r.PublishedOn, r.ProcurementId, r.Code ?? "", r.PurchaserName ?? "", r.AgencyName ?? "", r.SupplierNames ?? "",
            r.Region is { Length: > 0 } region ? Divisions.FullName(region) : "", Wording.Method(r.Method ?? ""), Wording.Catalogue(r.CatalogueCode ?? ""), Wording.SetAside(r.SetAside ?? ""), r.BudgetFen ?? 0,
            r.AwardFen ?? 0, state is ProcurementState.Noticed ? r.BidDeadline : null, state.Label(), r.Suspended ?? false, Marking.Excerpt(r.SearchText, r.Title.Length, words));
    }

    private sealed record Row
    {
        public string Ledger { get; init; } = "";
        public long LeafIndex { get; init; }
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly PublishedOn { get; init; }
        public string ProcurementId { get; init; } = "";
        public string SearchText { get; init; } = "";
        public string? Code { get; init; }
        public string? PurchaserName { get; init; }
        public string? AgencyName { get; init; }
        public string? SupplierNames { get; init; }
        public string? Region { get; init; }
        public string? Method { get; init; }
        public string? CatalogueCode { get; init; }
        public string? SetAside { get; init; }
        public long? BudgetFen { get; init; }
        public long? AwardFen { get; init; }
        public DateTimeOffset? BidDeadline { get; init; }
        public string? State { get; init; }
        public bool? Suspended { get; init; }
    }
}
