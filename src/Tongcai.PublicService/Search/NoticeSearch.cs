using System.Data.Common;
using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Search;

/// <summary>One line of the list.</summary>
/// <param name="Region">Name of the division.</param>
/// <param name="Deadline">Deadline for bids, where the notice is of a project that takes them.</param>
public sealed record NoticeLine(
    string Id, string Kind, string KindName, string Title, DateOnly PublishedOn, string ProcurementId, string Code, string Purchaser, string Agency, string Supplier, string Region, string Method,
    string Catalogue, string SetAside, long BudgetFen, long AwardFen, DateTimeOffset? Deadline, string State, bool Suspended);

/// <summary>A choice with the number of notices behind it.</summary>
public sealed record Facet(string Value, string Text, long Count);

/// <summary>检索结果。</summary>
public sealed record NoticeResult(string Query, long Total, int Page, int PageSize, IReadOnlyList<NoticeLine> Items, IReadOnlyList<Facet> Kinds, IReadOnlyList<Facet> Regions, IReadOnlyList<Facet> Methods);

/// <summary>查公告。Plain SQL with parameters only; words are matched literally, so % and _ find themselves.</summary>
public static class NoticeSearch
{
    private const string From = " from public_notice n left join procurement_page p on p.id = n.procurement_id";

    private const string Columns = """
        select n.id, n.kind, n.title, n.published_on, n.procurement_id, p.code, p.purchaser_name, p.agency_name, p.supplier_names, p.region, p.method, p.catalogue_code, p.set_aside,
          p.budget_fen, p.award_fen, p.bid_deadline, p.state, p.suspended
        """;

    /// <summary>Newest first; the order of two ledgers does not depend on which was read first.</summary>
    private const string Newest = " order by n.published_on desc, n.at desc, n.ledger, n.leaf_index desc";

    /// <summary>The page asked for with the counts of every choice.</summary>
    public static async Task<NoticeResult> Find(DbConnection db, NoticeQuery query, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (where, parameters) = Where(query, now);
        var total = await db.ExecuteScalarAsync<long>("select count(*)" + From + where, parameters);
        parameters.Add("skip", (query.Page - 1) * NoticeQuery.PageSize);
        var rows = await db.QueryAsync<Row>($"{Columns}{From}{where}{Newest} limit {NoticeQuery.PageSize} offset @skip", parameters);

        async Task<List<(string Value, long Count)>> Counts(string column, NoticeQuery without)
        {
            var (loose, values) = Where(without, now);
            return [.. (await db.QueryAsync<Count>($"select {column} as value, count(*) as number{From}{loose} group by {column}", values)).Where(c => c.Value is { Length: > 0 }).Select(c => (c.Value!, c.Number))];
        }

        var kinds = (await Counts("n.kind", query with { Kind = null })).ToDictionary(k => k.Value, k => k.Count);
        var regions = await Counts("p.region", query with { Region = "" });
        var methods = await Counts("p.method", query with { Method = "" });
        return new NoticeResult(
            query.Address(), total, query.Page, NoticeQuery.PageSize, [.. rows.Select(Line)],
            [.. Enum.GetValues<NoticeKind>().Select(k => new Facet(NoticeQuery.Code(k), k.Label(), kinds.GetValueOrDefault(k.ToString())))],
            [.. regions.OrderByDescending(r => r.Count).ThenBy(r => r.Value, StringComparer.Ordinal).Select(r => new Facet(r.Value, Divisions.FullName(r.Value), r.Count))],
            [.. methods.OrderByDescending(m => m.Count).ThenBy(m => m.Value, StringComparer.Ordinal).Select(m => new Facet(m.Value, Wording.Method(m.Value), m.Count))]);
    }

    /// <summary>The newest notices that answer the question.</summary>
    public static async Task<IReadOnlyList<NoticeLine>> Latest(DbConnection db, NoticeQuery query, DateTimeOffset now, int most)
    {
        var (where, parameters) = Where(query, now);
        parameters.Add("most", most);
        return [.. (await db.QueryAsync<Row>($"{Columns}{From}{where}{Newest} limit @most", parameters)).Select(Line)];
    }

    private static (string Sql, DynamicParameters Parameters) Where(NoticeQuery query, DateTimeOffset now)
    {
        List<string> terms = [];
        var parameters = new DynamicParameters();
        void Add(string term, string name, object value)
        {
            terms.Add(term);
            parameters.Add(name, value);
        }

        foreach (var (i, word) in query.Words.Index())
            Add($"(n.search_text like @w{i} escape '\\' or p.search_text like @w{i} escape '\\')", $"w{i}", $"%{Literal(word.ToLowerInvariant())}%");
        if (query.Kind is { } kind) Add("n.kind = @kind", "kind", kind.ToString());
        if (query.Region.Length > 0) Add("p.region like @region", "region", Below(query.Region) + "%");
        if (query.Method.Length > 0) Add("p.method = @method", "method", query.Method);
        if (query.From is { } from) Add("n.published_on >= @from", "from", from.ToString("yyyy-MM-dd", null));
        if (query.To is { } to) Add("n.published_on <= @to", "to", to.ToString("yyyy-MM-dd", null));
        if (query.Reserved) terms.Add("p.set_aside not in ('', 'none')");
        if (query.Open) Add("p.bid_deadline > @now and p.state = 'Noticed' and not p.suspended", "now", now.ToUnixTimeMilliseconds());
        return (terms.Count == 0 ? "" : " where " + string.Join(" and ", terms), parameters);
    }

    private static string Literal(string word) => word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Below(string region) => region.EndsWith("0000", StringComparison.Ordinal) ? region[..2] : region.EndsWith("00", StringComparison.Ordinal) ? region[..4] : region;

    private static NoticeLine Line(Row r)
    {
        var kind = Enum.Parse<NoticeKind>(r.Kind);
        var state = Enum.TryParse<ProcurementState>(r.State, out var s) ? s : ProcurementState.Intended;
        return new NoticeLine(
            r.Id, NoticeQuery.Code(kind), kind.Label(), r.Title, r.PublishedOn, r.ProcurementId, r.Code ?? "", r.PurchaserName ?? "", r.AgencyName ?? "", r.SupplierNames ?? "", Divisions.FullName(r.Region ?? "000000") is var name && r.Region is { Length: > 0 } ? name : "",
            Wording.Method(r.Method ?? ""), Wording.Catalogue(r.CatalogueCode ?? ""), Wording.SetAside(r.SetAside ?? ""), r.BudgetFen ?? 0, r.AwardFen ?? 0, state is ProcurementState.Noticed ? r.BidDeadline : null, state.Label(), r.Suspended ?? false);
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly PublishedOn { get; init; }
        public string ProcurementId { get; init; } = "";
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

    private sealed record Count
    {
        public string? Value { get; init; }
        public long Number { get; init; }
    }
}
