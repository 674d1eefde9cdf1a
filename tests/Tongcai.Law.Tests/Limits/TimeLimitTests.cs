using System.Text.Json;
using Tongcai.Tests;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

/// <summary>Every row of the table against an independent reading of the facts: numbers, and the boundary pair found by walking days.</summary>
public class TimeLimitTests
{
    private static readonly DateOnly[] Anchors = [Day(2026, 1, 28), Day(2026, 2, 13), Day(2026, 4, 30), Day(2026, 6, 8), Day(2026, 9, 24), Day(2025, 9, 29)];

    public static TheoryData<string> Ids() => [.. Vectors.Deadlines.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    [CitesEveryTimeLimit]
    public void 期限表逐行_数值单位种类一致_边界按日历逐日数(string id)
    {
        var row = Vectors.Deadlines.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("id").GetString() == id);
        var limit = TimeLimits.ById(id);
        var (unit, kind, n) = (row.GetProperty("unit").GetString()!, row.GetProperty("kind").GetString()!, row.GetProperty("n").GetDecimal());
        Assert.Equal(Number(unit, n), limit.Days);
        Assert.Equal(row.GetProperty("trigger").GetString(), limit.Trigger);
        Assert.Equal(row.GetProperty("actor").GetString(), limit.Actor);
        Assert.Equal(row.GetProperty("methods").GetString(), limit.Methods);
        if (row.GetProperty("mark").GetString() != "read")
            Assert.NotEqual(Certainty.Read, limit.Certainty);
        foreach (var anchor in Anchors.Where(_ => unit is "d" or "wd" && n is > 0 and < 45 && kind is not "delta"))
            Boundary(limit, unit, kind, (int)n, anchor);
        if (unit == "y" && kind is "max" or "max-age")
            Assert.Equal(Day(2026 + limit.Days, 3, 2), limit.Latest(Day(2026, 3, 2), Calendar));
        if (unit == "y" && kind == "min")
            Assert.Equal(Day(2026 + limit.Days, 3, 2), limit.Earliest(Day(2026, 3, 2), Calendar));
        if (kind == "lookback")
            Assert.Equal(Day(2026 - limit.Days, 3, 2), limit.Earliest(Day(2026, 3, 2), Calendar));
    }

    [Fact]
    public void 表与事实一行不多一行不少()
    {
        Assert.Equal(Ids().Select(d => d.Data).Order(), TimeLimits.All.Select(l => l.Id).Order());
        Assert.Equal(110, TimeLimits.All.Count);
    }

    [Fact, Cites("T012")]
    public void 等标期满二十日可以_少一日不行_遇春节顺延()
    {
        Assert.Equal(Day(2026, 3, 30), TimeLimits.BidPreparation.Earliest(Day(2026, 3, 10), Calendar));
        Assert.Equal(Day(2026, 2, 24), TimeLimits.BidPreparation.Earliest(Day(2026, 1, 28), Calendar));
    }

    [Fact, Cites("T013")]
    public void 澄清满十五日可以_十四日须顺延()
    {
        var deadline = Day(2026, 3, 31);
        Assert.Equal(Day(2026, 3, 16), TimeLimits.ClarificationLead.Latest(deadline, Calendar));
        Assert.True(Calendar.AddDays(Day(2026, 3, 17), 15) > deadline);
    }

    [Fact, Cites("T011")]
    public void 文件提供满五个工作日可以_提前一日不行() => Assert.Equal(Day(2026, 3, 9), TimeLimits.DocumentSupply.Earliest(Day(2026, 3, 2), Calendar));

    [Fact, Cites("T010")]
    public void 公告期限恰为五个工作日() =>
        Assert.Equal((Day(2026, 3, 9), Day(2026, 3, 9)), (TimeLimits.NoticePeriod.Earliest(Day(2026, 3, 2), Calendar), TimeLimits.NoticePeriod.Latest(Day(2026, 3, 2), Calendar)));

    [Fact, Cites("T018")]
    public void 开标与截止同日() => Assert.Equal(Day(2026, 3, 2), TimeLimits.OpeningAtDeadline.Latest(Day(2026, 3, 2), Calendar));

    [Fact, Cites("T070")]
    public void 合同第三十日可以_逢国庆顺延() => Assert.Equal(Day(2026, 10, 8), TimeLimits.ContractSigning.Latest(Day(2026, 9, 1), Calendar));

    [Fact, Cites("T081")]
    public void 三月三十一日当天还不迟_次日即下一年()
    {
        Assert.Equal(Day(2026, 3, 31), TimeLimits.LatePaymentDisclosure.Latest(Day(2026, 3, 31), Calendar));
        Assert.Equal(Day(2027, 3, 31), TimeLimits.LatePaymentDisclosure.Latest(Day(2026, 4, 1), Calendar));
    }

    [Fact, Cites("T101")]
    public void 六个月按月计算_末日逢假顺延() => Assert.Equal(Day(2026, 10, 8), TimeLimits.Lawsuit.Latest(Day(2026, 4, 1), Calendar));

    [Fact, Cites("T100")]
    public void 复议六十日() => Assert.Equal(Day(2026, 5, 6), TimeLimits.AdministrativeReview.Latest(Day(2026, 3, 2), Calendar));

    [Fact, Cites("T110")]
    public void 处罚决定九十日() => Assert.Equal(Day(2026, 6, 1), TimeLimits.PenaltyDecision.Latest(Day(2026, 3, 2), Calendar));

    [Fact]
    public void 问错方向是程序错误()
    {
        Assert.Throws<InvalidOperationException>(() => TimeLimits.BidPreparation.Latest(Day(2026, 3, 2), Calendar));
        Assert.Throws<InvalidOperationException>(() => TimeLimits.ContractSigning.Earliest(Day(2026, 3, 2), Calendar));
        Assert.Throws<InvalidOperationException>(() => TimeLimits.LateRefundInterest.Latest(Day(2026, 3, 2), Calendar));
    }

    // Days walked one by one, with no help from the arithmetic under test: a period of n ends on the n-th counted day, and never on a day off.
    private static DateOnly Walk(DateOnly start, int n, bool workdays)
    {
        var day = start;
        for (var counted = 0; counted < n;)
        {
            day = day.AddDays(1);
            if (!workdays || Calendar.IsWorkday(day))
                counted++;
        }

        while (!Calendar.IsWorkday(day))
            day = day.AddDays(1);
        return day;
    }

    private static void Boundary(TimeLimit limit, string unit, string kind, int n, DateOnly anchor)
    {
        var workdays = unit == "wd";
        var end = Walk(anchor, n, workdays);
        switch (kind)
        {
            case "min" or "min-general":
                Assert.Equal(end, limit.Earliest(anchor, Calendar));
                break;
            case "max" or "max-principle":
                Assert.Equal(end, limit.Latest(anchor, Calendar));
                break;
            case "exact":
                Assert.Equal((end, end), (limit.Earliest(anchor, Calendar), limit.Latest(anchor, Calendar)));
                break;
            case "min-before":
                var last = limit.Latest(anchor, Calendar);
                Assert.True(Walk(last, n, workdays) <= anchor, $"{limit.Id}: {last}");
                Assert.True(Walk(last.AddDays(1), n, workdays) > anchor, $"{limit.Id}: {last} + 1");
                break;
            case "max-before":
                var first = limit.Earliest(anchor, Calendar);
                Assert.True(Walk(first, n, workdays) >= anchor && Walk(first.AddDays(-1), n, workdays) < anchor, $"{limit.Id}: {first}");
                break;
            default:
                Assert.Fail($"{limit.Id}: {kind}");
                break;
        }
    }

    private static int Number(string unit, decimal n) => unit switch { "x" => (int)(n * 100), "per-day" => (int)(n * 10_000), _ => (int)n };
}

/// <summary>The theory over the table cites each of its rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CitesEveryTimeLimitAttribute : Attribute;
