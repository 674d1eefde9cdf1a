using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.PublicService.Chain;
using Tongcai.Tests;

namespace Tongcai.PublicService.Tests.Chain;

public sealed class ClockTests
{
    private static readonly SampleChain Tender = new("aaaaaaaaaaaaaaaaaaaaaaaaaa");

    [Fact]
    [Cites("T071")]
    public void 合同签订后第三个工作日公告的_判为超期()
    {
        var late = Assert.Single(Judge(Tender.Trading, new(2026, 8, 1)), c => c.Kept == false);
        Assert.Equal((TimeLimits.ContractPublication, new DateOnly(2026, 5, 13)), (late.Rule, late.LastDay));
        Assert.Contains("第 3 个工作日公告，应不晚于 2026-05-13", late.Note, StringComparison.Ordinal);
    }

    [Fact]
    [Cites("T071")]
    public void 合同签订后第二个工作日公告的_判为按时()
    {
        var facts = Replace(Tender.Contract with { PublishedOn = new(2026, 5, 13) });
        Assert.DoesNotContain(Judge(facts, new(2026, 8, 1)), c => c.Kept == false);
    }

    [Theory]
    [Cites("T001")]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void 意向公开满三十日方可公告(int publishedInMarch, bool kept)
    {
        var facts = Replace(Tender.Intention with { PublishedOn = new(2026, 3, publishedInMarch) });
        var clock = Assert.Single(Judge(facts, new(2026, 8, 1)), c => c.Rule == TimeLimits.IntentionLead);
        Assert.Equal(kept, clock.Kept);
    }

    [Theory]
    [Cites("T012")]
    [InlineData(28, false)]
    [InlineData(29, true)]
    public void 等标期不少于二十日(int deadlineInApril, bool kept)
    {
        var facts = Replace(Tender.Notice with { BidDeadline = SampleChain.At(2026, 4, deadlineInApril, 9, 30) });
        Assert.Equal(kept, Assert.Single(Judge(facts, new(2026, 8, 1)), c => c.Rule == TimeLimits.BidPreparation).Kept);
    }

    [Theory]
    [Cites("T070")]
    [InlineData(6, 8, null)]
    [InlineData(6, 11, false)]
    public void 通知书发出后逾期不见合同公告_判为超期(int month, int day, bool? kept)
    {
        var facts = Tender.Trading.Where(s => s.Fact is not (ContractPublished or ContractFiled or AcceptanceRecorded or PaymentMade)).ToList();
        var clock = Assert.Single(Judge(facts, new(2026, month, day)), c => c.Rule == TimeLimits.ContractSigning);
        Assert.Equal((kept, new DateOnly(2026, 6, 8)), (clock.Kept, clock.LastDay));
    }

    [Fact]
    public void 跨入未公布节假日安排的年度_不作判断()
    {
        var facts = Replace(Tender.Contract with { SignedOn = new(2026, 12, 31), PublishedOn = new(2027, 1, 5) });
        var clock = Assert.Single(Judge(facts, new(2026, 12, 31)), c => c.Rule == TimeLimits.ContractPublication);
        Assert.Null(clock.Kept);
        Assert.Contains("尚未公布", clock.Note, StringComparison.Ordinal);
    }

    private static List<Said> Replace(Exchange.IFact fact) => [.. Tender.Trading.Select(s => s.Fact.GetType() == fact.GetType() ? s with { Fact = fact } : s)];

    private static IReadOnlyList<JudgedClock> Judge(IReadOnlyList<Said> facts, DateOnly today) => Clocks.Of(
        new ProcurementChain(new ProcurementPage(), [.. facts.Select((s, i) => new Recorded(new ChainFact { Id = $"{i}", Ledger = "t", LeafIndex = i, At = s.At }, s.Fact))]), today);
}
