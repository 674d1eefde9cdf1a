using System.Net;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Prices;

namespace Tongcai.PublicService.Tests.Prices;

/// <summary>Like for like, and nothing of too few.</summary>
public sealed class PriceTests
{
    [Theory]
    [InlineData(new long[] { 500 }, 500, 500, 500)]
    [InlineData(new long[] { 100, 200, 300, 400, 500 }, 200, 300, 400)]
    [InlineData(new long[] { 400, 100, 300, 200 }, 175, 250, 325)]
    [InlineData(new long[] { 100, 101 }, 100, 101, 101)]
    public void Quartiles_lie_between_neighbours_in_proportion(long[] prices, long first, long median, long third)
    {
        var p = PriceStatistics.Of(prices);
        Assert.Equal((prices.Min(), first, median, third, prices.Max(), prices.Length), (p.LeastFen, p.FirstQuartileFen, p.MedianFen, p.ThirdQuartileFen, p.MostFen, p.Sample));
    }

    [Fact]
    public void A_unit_price_is_rounded_to_the_fen() => Assert.Equal((334L, 333L, 1L), (PriceStatistics.UnitPrice(1001, 3), PriceStatistics.UnitPrice(1000, 3), PriceStatistics.UnitPrice(1, 2)));

    private static LotOutcome Deal(int number, string unit, int suppliers, long fen = 0, long contract = 0, bool undone = false, string region = "410100", string code = "A02102100") => new()
    {
        Id = $"p{number}~{unit}{code}", ProcurementId = $"p{number}", LotId = "lot1", Title = $"项目{number}", Item = "仪器", PurchaserId = "org-school", PurchaserName = "学校", Region = region, Method = "GKZB", CatalogueCode = code,
        Quantity = 10, Unit = unit, SupplierId = $"s{number % suppliers}", SupplierName = $"供应商{number % suppliers}", AwardFen = fen > 0 ? fen : number * 1000, ContractFen = contract, ResultOn = new(2026, 5, number), Undone = undone,
    };

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Prices_are_told_from_five_deals_of_three_firms_on(string engine)
    {
        await using var hub = await HubHost.Start(SampleChain.At(2026, 7, 1, 9), engine == "postgres" ? await Databases.Postgres(new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime())) : "");
        async Task Add(params IEnumerable<LotOutcome> lots) => Assert.IsType<Committed>(await hub.Store.Execute(lots.Aggregate(Commit.Empty, (all, lot) => all.Insert(lot))));
        async Task<string[]> Lines(string query = "") => [.. (await hub.Api("/prices" + query)).Body["items"]!.AsArray().Select(l => $"{l!["code"]}/{l["unit"]}={l["prices"]!["medianFen"]}")];

        // Four of three firms; five of two; five 项; ended, before the period; and no leaf of the catalogue.
        await Add(Enumerable.Range(1, 4).Select(n => Deal(n, "套", 3)));
        await Add(Enumerable.Range(1, 5).Select(n => Deal(n, "台", 2)));
        await Add(Enumerable.Range(1, 5).Select(n => Deal(n, "项", 5)));
        await Add(Enumerable.Range(1, 9).Select(n => Deal(n, "件", 5, undone: true)));
        await Add(Enumerable.Range(1, 6).Select(n => Deal(n, "只", 5) with { ResultOn = new(2024, 7, 1) }));
        await Add(Enumerable.Range(1, 6).Select(n => Deal(n, "个", 5, code: "A02100000")));
        Assert.Empty(await Lines());
        Assert.Contains("没有足够的样本", WebUtility.HtmlDecode((await hub.Page("/prices")).Html), StringComparison.Ordinal);
        Assert.Null((await hub.Api("/prices/A02102100")).Body["units"]!.AsArray().First(u => (string)u!["unit"]! == "套")!["prices"]);
        Assert.DoesNotContain("供应商0", (await hub.Page("/prices/A02102100")).Html, StringComparison.Ordinal);

        // The fifth, whose contract says another price than its result.
        await Add(Deal(5, "套", 3, fen: 99_000, contract: 5000));
        Assert.Equal(["A02102100/套=300"], await Lines());
        Assert.Equal(["A02102100/套=300"], await Lines("?q=教学"));
        Assert.Empty(await Lines("?q=台式"));
        Assert.Empty(await Lines("?region=110000"));
        Assert.Empty(await Lines("?from=2026-05-02"));
        Assert.Equal(["A02102100/只=350", "A02102100/套=300"], await Lines("?from=2024-07-01"));

        var page = WebUtility.HtmlDecode((await hub.Page("/prices/A02102100?region=410000")).Html);
        Assert.All(new[] { "中位数 3.00", "样本不足 5 笔", "5 笔，3 家供应商", "/procurements/p5", "四舍五入到分" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Page("/prices/A02100000")).Status);
    }
}
