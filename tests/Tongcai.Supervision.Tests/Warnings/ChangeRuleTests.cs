using Tongcai.Law;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Warnings.Rules;

namespace Tongcai.Supervision.Tests.Warnings;

public sealed class ChangeRuleTests
{
    private static readonly Detector Near = DetectorCatalogue.Find("near-prices")!;

    private static readonly DetectorSetting Shipped = DetectorSetting.Shipped(Near);

    private static Outcome<DetectorSetting> Propose(decimal tolerance, DetectorSetting? setting = null, bool enabled = true) =>
        ChangeRule.Decide(Near, setting ?? Shipped, People.Handler, new(enabled, [new("tolerance", tolerance)], "误报偏多，收紧"), Given.At(6, 1));

    [Fact, Cites("WRN-06")]
    public void 提出的变更不改变施行值_由另一人核定后成为下一版()
    {
        var proposed = Propose(20).Value!;
        Assert.Equal((5m, 20m, 1), (proposed.InForce(Near)["tolerance"], proposed.AsProposed(Near)["tolerance"], proposed.Edition));
        Assert.Equal("DUT-01", Assert.Single(ChangeRule.DecideEnforce(proposed, People.Handler, Given.At(6, 2)).Refusals).Rule.Id);
        var inForce = ChangeRule.DecideEnforce(proposed, People.Second, Given.At(6, 2)).Value!;
        Assert.Equal((20m, 2, false, Given.At(6, 2)), (inForce.InForce(Near)["tolerance"], inForce.Edition, inForce.Proposed, inForce.Since!.Value));
    }

    [Fact]
    public void 撤回的变更不留下什么()
    {
        var withdrawn = ChangeRule.DecideWithdraw(Propose(20).Value!).Value!;
        Assert.Equal((false, "", 1, 5m), (withdrawn.Proposed, withdrawn.ProposedBy, withdrawn.Edition, withdrawn.InForce(Near)["tolerance"]));
        Assert.NotEmpty(ChangeRule.DecideWithdraw(withdrawn).Refusals);
        Assert.NotEmpty(ChangeRule.DecideEnforce(withdrawn, People.Second, Given.At(6, 2)).Refusals);
    }

    [Fact]
    public void 超出范围的_没有的_重复的参数_没有变化的_已有提出的_都说明()
    {
        Assert.Equal("/values/0/number", Assert.Single(Propose(101).Refusals).Pointer);
        Assert.Equal("/values", Assert.Single(Propose(5).Refusals).Pointer);
        Assert.Empty(Propose(5, enabled: false).Refusals);
        Assert.Equal("WRN-06", Assert.Single(Propose(30, Propose(20).Value).Refusals).Rule.Id);
        var names = ChangeRule.Decide(Near, Shipped, People.Handler, new(true, [new("tolerance", 6), new("tolerance", 7), new("other", 1)], "误报偏多，收紧"), Given.At(6, 1));
        Assert.Equal(["/values/1/name", "/values/2/name"], names.Refusals.Select(r => r.Pointer));
    }

    [Fact]
    public void 回放给出新增和减少的预警()
    {
        Scene Gap(string id, long second) => Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", second)) with { Row = Scenes.Row with { Id = id, Title = id } };
        Scene[] held = [Gap("a", 30_010_000), Gap("b", 30_040_000), Gap("c", 33_000_000)];
        Parameters At(decimal tolerance) => new(Near, new Dictionary<string, decimal> { ["tolerance"] = tolerance });
        var wider = ReplayResult.Of(held, Near, At(5), At(20));
        Assert.Equal((3, 3, 1, 2), (wider.Procurements, wider.Judged, wider.Before, wider.After));
        Assert.Equal("b", Assert.Single(wider.New).ProcurementId);
        Assert.Empty(wider.Gone);
        Assert.Equal("a", Assert.Single(ReplayResult.Of(held, Near, At(5), At(1)).Gone).ProcurementId);
        Assert.Single(ReplayResult.Of(held, Near, At(5), null).Gone);
    }
}
