using System.Data.Common;
using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Figures;

namespace Tongcai.PublicService.Prices;

/// <summary>一个品目、一种计量单位的价格。</summary>
/// <param name="From">Day of the earliest result in it.</param>
/// <param name="To">Day of the latest.</param>
internal sealed record PriceLine(string Code, string Name, string Unit, int Suppliers, PriceStatistics Prices, DateOnly From, DateOnly To);

/// <summary>价格参考。</summary>
/// <param name="From">First day of the results that are looked at.</param>
/// <param name="To">Last day of them.</param>
internal sealed record PriceList(string Query, string Region, DateOnly From, DateOnly To, int Page, int Total, IReadOnlyList<PriceLine> Items)
{
    public string Address(string page = "") => Addressed([("q", Query), ("region", Region), ("from", $"{From:yyyy-MM-dd}"), ("to", $"{To:yyyy-MM-dd}"), ("page", page)]).Replace("%7Bpage%7D", "{page}", StringComparison.Ordinal);

    public string Period => Addressed([("region", Region), ("from", $"{From:yyyy-MM-dd}"), ("to", $"{To:yyyy-MM-dd}")]);

    private static string Addressed(IEnumerable<(string Name, string Value)> values) =>
        new Microsoft.AspNetCore.Http.Extensions.QueryBuilder(values.Where(v => v.Value.Length > 0).Select(v => KeyValuePair.Create(v.Name, v.Value))).ToString();
}

/// <summary>一笔成交的单价。</summary>
/// <param name="Contracted">Whether the price is the contract's; else it is the result's.</param>
internal sealed record PricedDeal(string ProcurementId, string Title, string Item, string Purchaser, string PurchaserId, string Supplier, string SupplierId, string Region, DateOnly On, long Quantity, long UnitPriceFen, bool Contracted);

/// <summary>一年的价格。</summary>
internal sealed record PriceYear(int Year, PriceStatistics Prices);

/// <summary>一种计量单位的价格。</summary>
/// <param name="Prices">Null: the sample is too small to tell anything.</param>
/// <param name="Years">Years with a sample that is large enough.</param>
internal sealed record UnitPrices(string Unit, int Sample, int Suppliers, PriceStatistics? Prices, IReadOnlyList<PriceYear> Years, IReadOnlyList<PricedDeal> Newest);

/// <summary>一个品目的价格。</summary>
internal sealed record ItemPrices(string Code, string Name, string Parents, string Region, DateOnly From, DateOnly To, IReadOnlyList<UnitPrices> Units);

/// <summary>
/// 价格参考：like for like by leaf of the catalogue and unit, from public results and contracts in force. A lot counts when its quantity is public and its unit is a measure; its price is the contract's
/// where one is published, else the result's.
/// </summary>
internal static class PricePages
{
    private const int Newest = 50;
    private const int Years = 2;

    private const string Priced = LotOutcome.InForce + " and quantity > 0 and award_fen > 0 and result_on >= @from and result_on <= @to and region like @place";
    private const string Fen = "case when contract_fen > 0 then contract_fen else award_fen end";

    private static readonly string Measured = $"unit not in ({string.Join(", ", PriceStatistics.NoMeasure.Select(u => $"'{u}'"))})";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/prices", List, "/Prices/Prices.cshtml", _ => new PageHead("价格参考") { Column = "价格参考", ColumnType = "数据发布", Under = "/stats", Description = "按品目统计的成交单价：样本数、中位数、四分位数、最低和最高" }, "成交单价：按品目和计量单位");
        routes.MapTwin("/prices/{code}", One, "/Prices/Price.cshtml", v => new PageHead($"{v.Name}价格参考") { Column = "价格参考", Trail = [new("价格参考", "/prices")], Under = "/stats" }, "一个品目的成交单价");
    }

    private sealed record Period(string Region, DateOnly From, DateOnly To)
    {
        public object Parameters => new { from = From, to = To, place = Region.Length > 0 ? Region[..2] + "%" : "%" };
    }

    private static Period PeriodOf(AskedAddress address, DateOnly today)
    {
        var (region, to) = (address.Province("region"), address.Day("to") ?? today);
        var from = address.Day("from") ?? (to.Year > Years ? to.AddYears(-Years).AddDays(1) : to);
        if (from > to) address.Wrong("to", "早于起始日期", "对调两个日期。");
        return new(region, from, to);
    }

    private static async Task<Outcome<PriceList>> List(Asked asked)
    {
        var address = new AskedAddress(asked.Http.Request.Query, "q", "region", "from", "to", "page");
        var (words, page, period) = (address.Text("q"), address.Page(), PeriodOf(address, asked.Today));
        if (address.Refusals.Count > 0) return address.Refusals;
        return await asked.Read(async db =>
        {
            var groups = (await db.QueryAsync<(string Code, string Unit, long Sample, long Suppliers)>(
                    $"select catalogue_code as code, unit, count(*) as sample, count(distinct supplier_id) as suppliers from lot_outcome where {Priced} and {Measured} group by catalogue_code, unit having count(*) >= {PriceStatistics.SmallestSample} and count(distinct supplier_id) >= {PriceStatistics.FewestSuppliers} order by count(*) desc, catalogue_code, unit",
                    period.Parameters))
                .Where(g => Catalogue.Find(g.Code) is { IsLeaf: true } item && (words.Length == 0 || item.Name.Contains(words, StringComparison.OrdinalIgnoreCase) || item.Code.StartsWith(words, StringComparison.OrdinalIgnoreCase))).ToList();
            List<PriceLine> lines = [];
            foreach (var (code, unit, _, suppliers) in groups.Skip((page - 1) * AskedAddress.PageSize).Take(AskedAddress.PageSize))
            {
                var deals = (await Deals(db, code, period)).Where(d => d.Unit == unit).ToList();
                lines.Add(new(code, Catalogue.Find(code)!.Name, unit, (int)suppliers, PriceStatistics.Of(deals.Select(d => d.UnitPrice)), deals.Min(d => d.On), deals.Max(d => d.On)));
            }

            return new PriceList(words, period.Region, period.From, period.To, page, groups.Count, lines);
        });
    }

    private static async Task<Outcome<ItemPrices>> One(Asked asked)
    {
        var address = new AskedAddress(asked.Http.Request.Query, "region", "from", "to");
        var period = PeriodOf(address, asked.Today);
        if (address.Refusals.Count > 0) return address.Refusals;
        if (Catalogue.Find(asked["code"]) is not { IsLeaf: true } item) return Pages.Missing;
        return await asked.Read(async db =>
        {
            var deals = await Deals(db, item.Code, period);
            List<UnitPrices> units = [];
            foreach (var unit in deals.GroupBy(d => d.Unit).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
            {
                var told = Told(unit);
                var newest = told is null ? [] : unit.OrderByDescending(d => d.On).ThenBy(d => d.Id, StringComparer.Ordinal).Take(Newest).ToList();
                var rows = (await db.Among<LotOutcome>("id", newest.Select(d => d.Id))).ToDictionary(r => r.Id);
                units.Add(new(unit.Key, unit.Count(), unit.Select(d => d.SupplierId).Distinct().Count(), told,
                    [.. unit.GroupBy(d => d.On.Year).OrderBy(y => y.Key).Select(y => (Year: y.Key, Prices: Told(y))).Where(y => told is not null && y.Prices is not null).Select(y => new PriceYear(y.Year, y.Prices!))],
                    [.. newest.Select(d => DealOf(rows[d.Id], d))]));
            }

            return new ItemPrices(item.Code, item.Name, ParentsOf(item), period.Region, period.From, period.To, units);
        });
    }

    /// <summary>The distribution where it may be told.</summary>
    private static PriceStatistics? Told(IEnumerable<Deal> deals)
    {
        var all = deals.ToList();
        return all.Count >= PriceStatistics.SmallestSample && all.Select(d => d.SupplierId).Distinct().Count() >= PriceStatistics.FewestSuppliers ? PriceStatistics.Of(all.Select(d => d.UnitPrice)) : null;
    }

    private static PricedDeal DealOf(LotOutcome row, Deal deal) => new(
        row.ProcurementId, row.Title, row.Item, row.PurchaserName, row.PurchaserId, row.SupplierName, row.SupplierId, Divisions.FullName(row.Region), deal.On, row.Quantity, deal.UnitPrice, row.ContractFen > 0);

    private static string ParentsOf(CatalogueItem item)
    {
        List<string> names = [];
        for (var above = Catalogue.Find(item.Parent); above is not null; above = Catalogue.Find(above.Parent)) names.Insert(0, above.Name);
        return string.Join(" › ", names);
    }

    private static async Task<IReadOnlyList<Deal>> Deals(DbConnection db, string code, Period period)
    {
        var given = new DynamicParameters(period.Parameters);
        given.Add("code", code);
        return [.. (await db.QueryAsync<DealRow>($"select id, unit, supplier_id, result_on, quantity, {Fen} as fen from lot_outcome where catalogue_code = @code and {Priced} and {Measured}", given))
            .Select(r => new Deal(r.Id, r.Unit, r.SupplierId, r.ResultOn, PriceStatistics.UnitPrice(r.Fen, r.Quantity)))];
    }

    private sealed record Deal(string Id, string Unit, string SupplierId, DateOnly On, long UnitPrice);

    private sealed record DealRow
    {
        public string Id { get; init; } = "";
        public string Unit { get; init; } = "";
        public string SupplierId { get; init; } = "";
        public DateOnly ResultOn { get; init; }
        public long Quantity { get; init; }
        public long Fen { get; init; }
    }
}
