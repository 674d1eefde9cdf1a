using Tongcai.Platform.Acts;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Performance;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Performance;

public sealed class RecordAcceptanceTests
{
    private static readonly Procurement Signed = Cases.Procurement with { Stage = Stage.Contracted };
    private static readonly Contract Contract = new() { Id = "c1", ProcurementId = "p1", PriceFen = 452_000_00, SignedOn = new(2026, 6, 1) };
    private static readonly Actor Inspector = Cases.Person("inspector", "school", Role.Purchaser);
    private static readonly RecordAcceptance.Request Good = new([new("R1", true, ""), new("R2", true, "")], 452_000_00, "合格");

    private static Law.Outcome<Acceptance> Decide(RecordAcceptance.Request request, Actor? actor = null, long before = 0, Contract? contract = null) =>
        RecordAcceptance.Decide(Signed, contract ?? Contract, Cases.Document.Requirements, before, actor ?? Inspector, request, "a1", Cases.Now);

    [Fact]
    public void 逐项合格_验收合格() => Assert.True(Decide(Good).Value!.Passed);

    [Fact, Cites("PAY-02")]
    public void 漏一项_拒绝并指明是哪一项()
    {
        var refusal = Assert.Single(Decide(Good with { Items = [Good.Items[0]] }).Refusals);
        Assert.Equal("PAY-02", refusal.Rule.Id);
        Assert.Contains("R2", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void 实质性要求未达到_不合格_一般要求未达到_可以合格()
    {
        Assert.False(Decide(Good with { Items = [new("R1", false, "短了"), new("R2", true, "")] }).Value!.Passed);
        Assert.True(Decide(Good with { Items = [new("R1", true, ""), new("R2", false, "后补")] }).Value!.Passed);
    }

    [Fact, Cites("DUT-01")]
    public void 经办人不得兼任验收人() => Assert.Equal("DUT-01", Cases.RefusedBy(Decide(Good, Cases.Person("buyer01", "school", Role.Purchaser))));

    [Fact, Cites("PAY-01")]
    public void 合同未签订_没有履约可验收() => Assert.Equal("PAY-01", Cases.RefusedBy(Decide(Good, contract: Contract with { SignedOn = null })));

    [Fact]
    public void 验收金额累计不超过合同金额_多一分也不行()
    {
        Assert.NotNull(Decide(Good with { AcceptedFen = 2_00 }, before: 451_998_00).Value);
        Assert.Equal("/acceptedFen", Assert.Single(Decide(Good with { AcceptedFen = 2_01 }, before: 451_998_00).Refusals).Pointer);
    }

    [Fact]
    public void 未知的和重复的要求_指明行号()
    {
        Assert.Equal("/items/2/requirementId", Assert.Single(Decide(Good with { Items = [.. Good.Items, new("R9", true, "")] }).Refusals).Pointer);
        Assert.Equal("/items/2/requirementId", Assert.Single(Decide(Good with { Items = [.. Good.Items, new("R1", true, "")] }).Refusals).Pointer);
    }
}
