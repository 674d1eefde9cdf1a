using System.Globalization;
using System.Text.Json.Nodes;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.OpenData;
using Tongcai.PublicService.OpenData.Merge;
using Tongcai.PublicService.Statistics;
using Tongcai.PublicService.Tests.Figures;
using Tongcai.PublicService.Tests.OpenData;

namespace Tongcai.PublicService.Tests.Statistics;

/// <summary>The figures of the statistics page are those that anybody computes from the open data.</summary>
public sealed class StatsTests
{
    /// <summary>One award that counts: its method, month and amount, and whether a firm declared itself small or medium.</summary>
    private sealed record Award(string Method, string Month, long Fen, bool Sme);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Figures_are_equal_to_those_of_the_open_data(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-stats-").FullName;
        List<GeneratedChain> chains = [.. Enumerable.Range(1, 60).Select(GeneratedChain.Of)];
        await using (var store = await Readings.Of(engine, folder, chains))
        {
            var (cube, records) = await store.Read(async db => (await Cube.Of(db), await DataSet.Load(db, [.. chains.Select(c => c.Id)], GeneratedChain.Publication)));
            List<JsonObject> compiled = [.. records.Select(r => ReleaseMerge.Compile(r.Releases.Select(x => x.Json), Standard.MergeRules))];
            List<Award> awards = [.. compiled.SelectMany(AwardsOf)];
            Assert.True(awards.Count > 40 && compiled.Any(c => Undone(c).Count > 0), "The generated procurements are too few to prove anything.");

            var all = Stats.Of(cube, new("", "", ""));
            Assert.Equal((awards.Count, awards.Sum(a => a.Fen), awards.Where(a => a.Sme).Sum(a => a.Fen)), ((int)all.Total.Lots, all.Total.AwardFen, all.Total.SmeFen));
            foreach (var method in awards.GroupBy(a => a.Method))
            {
                var line = all.ByMethod.Single(l => l.Name == method.Key);
                Assert.Equal((method.Count(), method.Sum(a => a.Fen)), ((int)line.Lots, line.AwardFen));
            }

            foreach (var month in awards.GroupBy(a => a.Month))
            {
                var line = all.ByTime.Single(l => l.Code == month.Key);
                Assert.Equal((month.Count(), month.Sum(a => a.Fen)), ((int)line.Lots, line.AwardFen));
            }

            List<(string Method, int Bids)> opened = [.. compiled.SelectMany(c => Each(c["bids"]?["statistics"]).Where(s => (string?)s["measure"] == "bids").Select(s => ((string)c["tender"]!["procurementMethodDetails"]!, (int)s["value"]!)))];
            Assert.Equal((opened.Count, opened.Sum(o => o.Bids)), ((int)all.Total.OpenedLots, (int)all.Total.Bids));
            Assert.Equal(decimal.Round(opened.Sum(o => o.Bids) / (decimal)opened.Count, 1, MidpointRounding.AwayFromZero), all.Total.AverageBids);

            var narrow = Stats.Of(cube, new("2026", ProcurementMethods.OpenTender.Code, "410000"));
            Assert.Equal(awards.Where(a => a.Method == "公开招标" && a.Month.StartsWith("2026", StringComparison.Ordinal)).Sum(a => a.Fen), narrow.Total.AwardFen);
            Assert.Equal(0, Stats.Of(cube, new("", "", "110000")).Total.Lots);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<JsonObject> Each(JsonNode? list) => (list as JsonArray ?? []).Select(n => n!.AsObject());

    private static HashSet<string> Undone(JsonObject compiled) => [.. Each(compiled["contracts"]).Where(c => (string?)c["status"] is "cancelled" or "terminated").Select(c => (string)c["awardID"]!)];

    private static IEnumerable<Award> AwardsOf(JsonObject compiled)
    {
        var undone = Undone(compiled);
        return Each(compiled["awards"]).Where(a => (string?)a["status"] == "active" && !undone.Contains((string)a["id"]!)).Select(a => new Award(
            (string)compiled["tender"]!["procurementMethodDetails"]!, DateTimeOffset.Parse((string)a["date"]!, CultureInfo.InvariantCulture).BeijingDate().ToString("yyyy-MM", CultureInfo.InvariantCulture),
            (long)((decimal)a["value"]!["amount"]! * 100), ((string?)a["smeDeclaration"] ?? "").Length > 0));
    }

    [Fact]
    public void Shares_and_averages_are_of_the_amount_and_of_lots_opened_in_public()
    {
        var cube = new Cube(
            [new("GKZB", "2025-12", "41", 2, 600, 1, 150), new("DYLY", "2026-01", "41", 1, 200, 0, 0), new("GKZB", "2026-01", "11", 1, 100, 1, 100)],
            [new("GKZB", "2025-12", "41", 3, 10)]);
        var all = Stats.Of(cube, new("", "", ""));
        Assert.Equal((27.8m, 22.2m, 3.3m), (all.Total.SmeShare, all.Total.SingleShare, all.Total.AverageBids));
        Assert.Equal(["410000", "110000"], all.ByRegion.Select(l => l.Code));
        Assert.Equal(["2025-12", "2026-01"], all.ByTime.Select(l => l.Code));
        Assert.Equal((300L, 66.7m, (decimal?)null), (Stats.Of(cube, new("2026", "", "")).Total.AwardFen, Stats.Of(cube, new("2026", "", "")).Total.SingleShare, Stats.Of(cube, new("2026", "", "")).Total.AverageBids));
        Assert.Null(Stats.Of(cube, new("2020", "", "")).Total.SmeShare);
    }

    [Fact]
    public void More_than_three_years_are_shown_by_year()
    {
        var months = Enumerable.Range(0, 37).Select(i => new DateOnly(2023, 1, 1).AddMonths(i).ToString("yyyy-MM", CultureInfo.InvariantCulture)).ToList();
        AwardCell Cell(string month) => new("GKZB", month, "41", 1, 1, 0, 0);
        Assert.Equal(36, Stats.Of(new([.. months.Take(36).Select(Cell)], []), new("", "", "")).ByTime.Count);
        Assert.Equal(["2023", "2024", "2025", "2026"], Stats.Of(new([.. months.Select(Cell)], []), new("", "", "")).ByTime.Select(l => l.Code));
    }
}
