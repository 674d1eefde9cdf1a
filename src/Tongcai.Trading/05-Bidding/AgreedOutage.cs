using Tongcai.Law;
using Tongcai.Platform.Time;
using Tongcai.Trading.Documents;

namespace Tongcai.Trading.Bidding;

/// <summary>两方证实的故障. One observer may have lost its own connection and one bidder may wish for more time; two who do not depend on each other are believed.</summary>
/// <param name="Evidence">Ids of the facts in the observers' ledgers.</param>
/// <param name="Sources">hub, supervision, bidders: two of them.</param>
public sealed record AgreedOutage(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Sources, IReadOnlyList<string> Evidence)
{
    /// <summary>
    /// What hub and supervision both saw, for as long as both saw it; and what one of them saw while a bidder tried in vain, as that one saw it.
    /// </summary>
    /// <param name="reports">Of this platform; those that last are not over and not counted.</param>
    /// <param name="attempts">Instants of bidders' signed tries.</param>
    public static IReadOnlyList<AgreedOutage> Of(IReadOnlyList<OutageReport> reports, IReadOnlyList<DateTimeOffset> attempts)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(attempts);
        var over = reports.Where(r => r.ToAt is not null).OrderBy(r => r.FromAt).ToList();
        List<AgreedOutage> agreed = [];
        foreach (var hub in over.Where(r => r.Source == Hub))
        {
            foreach (var authority in over.Where(r => r.Source == Supervision))
            {
                var (from, to) = (hub.FromAt > authority.FromAt ? hub.FromAt : authority.FromAt, hub.ToAt < authority.ToAt ? hub.ToAt.Value : authority.ToAt!.Value);
                if (from < to)
                    agreed.Add(new(from, to, [Hub, Supervision], [hub.FactId, authority.FactId]));
            }
        }

        foreach (var report in over.Where(r => agreed.All(a => !a.Evidence.Contains(r.FactId)) && attempts.Any(at => at >= r.FromAt && at <= r.ToAt)))
            agreed.Add(new(report.FromAt, report.ToAt!.Value, [report.Source, Bidders], [report.FactId]));
        return agreed;
    }

    /// <summary>A time in which the platform did not know the time, as witnesses or the clock itself have cleared up; null when it did not reach over the deadline.</summary>
    public static AgreedOutage? Of(ClockDoubt doubt, DateTimeOffset deadline)
    {
        ArgumentNullException.ThrowIfNull(doubt);
        // Stamped and set right: whoever handed in within either is in time once the deadline has moved past both.
        return doubt.ToAt is { } stamped && (doubt.CorrectedMs > 0 ? stamped + TimeSpan.FromMilliseconds(doubt.CorrectedMs) : stamped) is var to && doubt.FromAt < deadline && deadline <= to
            ? new(doubt.FromAt, to, [Clock], [doubt.Id])
            : null;
    }

    /// <summary>Whether a deadline is not recorded because of a doubt: it lasts, or the deadline it reached over has not been moved yet.</summary>
    public static bool HoldsUp(ClockDoubt doubt, DateTimeOffset deadline, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(doubt);
        return doubt.ToAt is not { } to || (Of(doubt, deadline) is not null && now < to + Longest);
    }

    public const string Clock = "clock";
    public const string Hub = "hub";
    public const string Supervision = "supervision";
    public const string Bidders = "bidders";

    /// <summary>A source by its name for people.</summary>
    public static string NameOf(string source) => source switch { Hub => "公共服务平台", Supervision => "行政监督平台", Clock => "平台时钟值守和见证方的时间", _ => "投标人签名的递交记录" };

    /// <summary>
    /// Whether a deadline that has come must not be recorded yet: an outage that may move it lasts, or is over and others may still confirm it; or the platform itself was away and has not
    /// had time to hear of it.
    /// </summary>
    /// <param name="gap">While this program was not running.</param>
    public static bool Waits(ExtensionPolicy policy, DateTimeOffset deadline, IReadOnlyList<OutageReport> reports, (DateTimeOffset From, DateTimeOffset To)? gap, DateTimeOffset now, WorkCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(reports);
        return reports.Any(r => r.ToAt is { } to ? Touches(r.FromAt, to) && now < to + policy.Hearing : r.FromAt < deadline && now < r.FromAt + Longest)
            || (gap is { } away && Touches(away.From, away.To) && now < away.To + policy.Hearing);

        bool Touches(DateTimeOffset from, DateTimeOffset to) => policy.Extend(deadline, from, to, calendar) is not null;
    }

    /// <summary>An outage of which nobody says that it is over no longer holds up deadlines: its observer is gone.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(72);
}
