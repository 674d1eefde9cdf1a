using FsCheck;
using FsCheck.Fluent;
using Tongcai.Law;
using Tongcai.Trading.Documents;

namespace Tongcai.Trading.Tests.Documents;

/// <summary>系统故障顺延规则表, at its boundaries. 2026-04-28 is a Tuesday; 1 to 5 May are holidays, 9 May is a Saturday on which one works.</summary>
public sealed class ExtensionPolicyTests
{
    private static readonly ExtensionPolicy Policy = ExtensionPolicy.Default;

    [Theory]
    // 故障前、故障中.
    [InlineData("04-28 10:00:00", "04-28 10:00:00", "04-28 10:30:00", "")]
    [InlineData("04-28 10:00:01", "04-28 10:00:00", "04-28 10:30:00", "04-28 12:30:00")]
    [InlineData("04-28 10:30:00", "04-28 10:00:00", "04-28 10:30:00", "04-28 12:30:00")]
    // 恢复后二小时内.
    [InlineData("04-28 10:31:00", "04-28 10:00:00", "04-28 10:30:00", "04-28 12:31:00")]
    [InlineData("04-28 12:30:00", "04-28 10:00:00", "04-28 10:30:00", "04-28 14:30:00")]
    [InlineData("04-28 12:30:01", "04-28 10:00:00", "04-28 10:30:00", "")]
    // 超过二小时.
    [InlineData("04-28 10:00:00", "04-28 09:00:00", "04-28 11:00:00", "04-28 13:00:00")]
    [InlineData("04-28 10:00:00", "04-28 09:00:00", "04-28 11:00:01", "04-29 11:01:00")]
    [InlineData("04-28 13:00:00", "04-28 08:00:00", "04-28 11:30:00", "04-29 13:00:00")]
    // 不在工作时间的，下一工作日的原定钟点.
    [InlineData("04-28 15:30:00", "04-28 15:00:00", "04-28 16:00:00", "04-28 18:00:00")]
    [InlineData("04-28 15:30:00", "04-28 15:00:00", "04-28 16:00:01", "04-29 15:30:00")]
    [InlineData("04-30 16:30:00", "04-30 16:00:00", "04-30 17:00:00", "05-06 16:30:00")]
    [InlineData("05-08 16:30:00", "05-08 16:00:00", "05-08 17:00:00", "05-09 16:30:00")]
    [InlineData("04-28 09:30:00", "04-28 04:00:00", "04-28 08:00:00", "04-29 09:30:00")]
    // 秒进为整分.
    [InlineData("04-28 10:00:00", "04-28 09:59:30", "04-28 10:10:07", "04-28 12:11:00")]
    public void 故障顺延_按规则表(string deadline, string from, string to, string expected) =>
        Assert.Equal(expected.Length == 0 ? null : At(expected), Policy.Extend(At(deadline), At(from), At(to), WorkCalendar.Official));

    [Fact]
    public void 只延后_不提前_且在工作日的工作时间() => Prop.ForAll(
        Gen.Choose(0, 60 * 24 * 60).Three().ToArbitrary(),
        x =>
        {
            var zero = At("03-02 00:00:00");
            var (deadline, from) = (zero.AddMinutes(x.Item1), zero.AddMinutes(x.Item2));
            var to = from.AddMinutes(x.Item3 % 400);
            if (Policy.Extend(deadline, from, to, WorkCalendar.Official) is not { } moved)
                return to <= from || deadline <= from || deadline > to + Policy.Near;
            var time = TimeOnly.FromTimeSpan(moved - moved.BeijingDate().Beijing(default));
            return moved > deadline && moved >= to + Policy.After && WorkCalendar.Official.IsWorkday(moved.BeijingDate()) && time >= Policy.From && time <= Policy.To;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_clause_of_the_tender_document_says_the_table()
    {
        foreach (var said in new[] { "恢复后 2 小时", "故障超过 2 小时的，均改为 24 小时", "09:00 至 18:00", "以采购人名义发布更正公告" })
            Assert.Contains(said, Policy.Clause, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string beijing) => DateTimeOffset.Parse($"2026-{beijing.Replace(' ', 'T')}+08:00", System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
}
