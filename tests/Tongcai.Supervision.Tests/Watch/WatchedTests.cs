using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Supervision.Watch;
using Tongcai.Tests;

namespace Tongcai.Supervision.Tests.Watch;

public sealed class WatchedTests
{
    [Fact]
    public async Task 全过程的事实汇成一行()
    {
        var row = await Given.Row();
        Assert.Equal(("打印机采购项目", 35_000_000, WatchStage.Accepted, 5), (row.Title, row.BudgetFen, row.Stage, row.BidCount));
        Assert.Equal((Given.At(4, 28), 35_000_000, 20_000_000, ""), (row.BidDeadline!.Value, row.PriceFen, row.PaidFen, row.SuspendedBy));
        Assert.Equal((new DateOnly(2026, 8, 3), TimeLimits.PaymentDue.Id), (row.NextDue!.Value, row.NextRule));
        // 合同公告晚于两个工作日：6月1日签，6月5日公告。
        Assert.Equal(1, row.BrokenClocks);
    }

    [Fact]
    public async Task 事实以任何次序到达_得到的行相同()
    {
        var kept = Given.Chain.Select((f, i) => Given.Kept(f.Fact, f.At, $"f{i:D2}", i)).ToArray();
        var expected = JsonSerializer.Serialize(await Given.Row(kept));
        Prop.ForAll(Gen.Shuffle(kept).ToArbitrary(), arriving => JsonSerializer.Serialize(Given.Row(arriving).GetAwaiter().GetResult()) == expected)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void 以项目为流的事实种类都有读者()
    {
        // 监督平台自己的事实不从别处学。
        Type[] own = [typeof(OrderIssued), typeof(WarningRaised), typeof(WarningGrown), typeof(WarningAdvanced), typeof(ApprovalDecided)];
        var procurement = FactKinds.Published.All.Select(k => k.Type)
            .Where(t => t.GetProperty("ProcurementId") is not null && t.GetProperty("ComplaintId") is null && !own.Contains(t));
        Assert.Empty(procurement.Except(WatchReaders.ProcurementFacts));
        Assert.Empty(WatchReaders.ProcurementFacts.Except(procurement));
    }

    [Fact, Cites("T050"), Cites("T051"), Cites("T052")]
    public void 框架协议_入围公告起三十日签订_签订即备案和告知()
    {
        var (entered, agreed) = (new DateOnly(2026, 5, 12), new DateOnly(2026, 6, 11));
        FrameworkEntrant entrant = new("e1", 1, "s1", "甲公司", "", "", 1, 5_000_000, "台", 0, "打印机");
        var filed = new Watched { Id = "p1" }.With(new PlanFiled("p1", "KJXY-1", "d1", "y1", "org", "打印机", "A02021003", "goods", "KJXY", [], 36_000_000, "none", "lowest"), Given.At(3, 2), "")
            .With(new FrameworkEntered("p1", "n1", "p1", entered, entered, entered, agreed, entered, agreed, [new(1, "打印机", 2, [entrant], [])], [], 0, ""), Given.At(5, 12), "");
        Assert.Equal((WatchStage.Published, "T051", agreed), (filed.Stage, filed.NextRule, filed.NextDue!.Value));
        var signed = filed.With(new FrameworkAgreed("p1", entrant, "", "", "", agreed, entered, agreed), Given.At(6, 11), "");
        Assert.Equal((WatchStage.Contracted, 0, (DateOnly?)null), (signed.Stage, signed.BrokenClocks, signed.NextDue));
        Assert.Equal(1, filed.With(new FrameworkAgreed("p1", entrant, "", "", "", agreed.AddDays(1), entered, agreed), Given.At(6, 12), "").BrokenClocks);
    }

    [Fact]
    public async Task 另行确定中标人后_结果公告的时钟重新起算()
    {
        var again = await Given.Row(Given.Chain.Take(13).Append((new AwardDecided(Given.Procurement, "l1", "b-s2", "s2", 31_120_000, false), Given.At(5, 20))).Select((f, i) => Given.Kept(f.Item1, f.Item2, $"f{i:D2}", i)));
        Assert.Equal((WatchStage.Decided, TimeLimits.ResultNotice.Id, new DateOnly(2026, 5, 22)), (again.Stage, again.NextRule, again.NextDue!.Value));
    }

    [Theory]
    [InlineData(5, 11, ClockState.Kept, ClockState.Running)]
    [InlineData(5, 12, ClockState.Broken, ClockState.Overdue)]
    public void 定标期限是收到评标报告后五个工作日(int month, int day, ClockState done, ClockState open)
    {
        // 4月30日收到；劳动节 5月1日至5日放假，5月9日（周六）上班。
        var row = new Watched { ReportedOn = new(2026, 4, 30) };
        var on = new DateOnly(2026, month, day);
        Assert.Equal(done, Assert.Single(Clocks.Of(row with { DecidedOn = on }), c => c.Limit == TimeLimits.AwardDecision).On(on));
        Assert.Equal(open, Assert.Single(Clocks.Of(row)).On(on));
    }

    [Theory]
    [InlineData(21, ClockState.Kept)]
    [InlineData(20, ClockState.Broken)]
    public void 等标期不得少于二十日(int deadlineDay, ClockState expected)
    {
        var row = new Watched { NoticedOn = new(2026, 7, 1), BidDeadline = new DateOnly(2026, 7, deadlineDay).Beijing(new(9, 0)) };
        Assert.Equal(expected, Assert.Single(Clocks.Of(row)).On(new(2026, 7, 1)));
    }

    [Fact]
    public void 终止的项目不再有待办的时钟_已办的照判()
    {
        var row = new Watched { ReportedOn = new(2026, 4, 30), DecidedOn = new(2026, 5, 20), Ending = "annulled" };
        Assert.Equal(ClockState.Broken, Assert.Single(Clocks.Of(row)).On(new(2026, 9, 1)));
    }

    [Fact]
    public void 没有公布日历的年份不猜时钟() => Assert.Empty(Clocks.Of(new Watched { ReportedOn = new(2026, 12, 31) }));
}
