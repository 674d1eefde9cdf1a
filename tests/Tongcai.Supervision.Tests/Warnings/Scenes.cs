using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Tests.Warnings;

/// <summary>Scenes for detectors, and what one of them says.</summary>
internal static class Scenes
{
    public static readonly IReadOnlyDictionary<string, WatchedOrganisation> Apart =
        Enumerable.Range(1, 8).ToDictionary(i => $"s{i}", i => new WatchedOrganisation { Id = $"s{i}", Name = $"供应商s{i}", Address = $"中州市建设路{i}0号" });

    public static readonly Watched Row = new()
    {
        Id = Given.Procurement, Title = "打印机采购项目", PurchaserId = "org-college", PurchaserName = "中州市职业技术学院", AgencyId = "org-agency", AgencyName = "明衡招标", CatalogueCode = "A02021003", Method = "open",
        BudgetFen = 35_000_000, IntentionOn = new(2026, 2, 1),
    };

    public static Scene Of(params IReadOnlyList<IFact> facts) => new()
    {
        Row = Row,
        Facts = [.. facts.Select((f, i) => new SceneFact($"f{i}", Given.Trade, i, Given.At(4, 28, i % 24), FactKinds.Published.Of(f).Title, f))],
        Organisations = Apart,
    };

    /// <summary>A scene with opened bids alone.</summary>
    public static Scene Bids(params OpenedBid[] bids) => Of(Given.Opened(bids));

    public static Judgement Judge(string detector, Scene scene, params (string Name, decimal Value)[] parameters)
    {
        var found = DetectorCatalogue.Find(detector)!;
        return found.Judge(scene, new Parameters(found, parameters.ToDictionary(p => p.Name, p => p.Value)));
    }

    /// <summary>The one thing a detector sees.</summary>
    public static Seen Sees(string detector, Scene scene, params (string Name, decimal Value)[] parameters)
    {
        var seen = Assert.Single(Judge(detector, scene, parameters).Seen);
        Assert.NotEqual("", seen.Evidence);
        Assert.NotEmpty(seen.Parties);
        return seen;
    }

    /// <summary>The detector could judge and sees nothing: a near miss, no missing fact.</summary>
    public static void SeesNothing(string detector, Scene scene, params (string Name, decimal Value)[] parameters)
    {
        var judgement = Judge(detector, scene, parameters);
        Assert.True(judgement.Judged > 0, "not judged");
        Assert.Empty(judgement.Seen);
    }

    public static TenderDocument Document(long ceiling = 0, params ScoreFactor[] factors) =>
        new(1, [new LotTerms("l1", 1, "打印机", "A02021003", 10, "台", 0, ceiling, "none", "")], [], [], "comprehensive", factors, 10, 4, false, 90, 0, 30, "", "", "", "", "", "");

    public static NoticePublished Notice(DateOnly from, DateTimeOffset deadline, TenderDocument? document = null) => new(
        Given.Procurement, "n1", "TN", "中州采公-2026-0001", "打印机采购项目", "org-college", "中州市职业技术学院", "", "org-agency", "明衡招标", "", "410100", "A02021003", "open", 35_000_000, from, from, from.AddDays(8), deadline, deadline, "", "k1", document ?? Document());

    /// <summary>Earlier lots of the market: who bid, and who won.</summary>
    public static IReadOnlyList<PastLot> Past(params (string[] Bidders, string Winner)[] lots) =>
        [.. lots.Select((l, i) => new PastLot($"old{i}", "l1", "A02", "org-college", Given.At(1, 2).AddHours(i), l.Winner, [.. l.Bidders.Select((b, j) => (b, 10_000_000L + j * 371_113 + i * 17_771))]))];

    public static ResultPublished Result(string winner, long fen) => new(Given.Procurement, "n3", new(2026, 5, 8), new(2026, 5, 11), new(2026, 5, 19), [new("l1", "b-" + winner, winner, "供应商" + winner, "", fen, 9000, "", [])], [], 0, "");
}
