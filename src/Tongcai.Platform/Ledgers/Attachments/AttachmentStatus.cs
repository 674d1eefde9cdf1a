using System.Data.Common;
using Dapper;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>How reading a ledger stands, as people are told.</summary>
public enum FollowingState
{
    [Label("正常")] Reading,
    [Label("没有应答")] Silent,
    [Label("已停止同步")] Alarmed,
}

/// <summary>一本账本的同步状态, written when it changes.</summary>
[Table("follow_standing", Technical = true)]
public sealed record FollowStanding : IRow
{
    /// <summary>Origin of the ledger.</summary>
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public FollowingState State { get; init; }

    /// <summary>System time since when.</summary>
    public DateTimeOffset Since { get; init; }
}

/// <summary>流量的一次记录：public facts that had been read of a ledger at an instant. Private ones are never counted here (they would tell of bids).</summary>
[Table("follow_traffic", Technical = true)]
public sealed record FollowTraffic : IRow
{
    /// <summary>Instants lie on this grid; the figures of the last hour and day are exact to one step.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>A day, and the steps beside it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(25);

    /// <summary>Ledger and step.</summary>
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Ledger { get; init; } = "";

    /// <summary>System time.</summary>
    public DateTimeOffset At { get; init; }
    public long Facts { get; init; }
}

/// <summary>一项接入的状态与流量, for everybody.</summary>
/// <param name="Origin">Origin of its ledger.</param>
/// <param name="Hash">SHA-256 of the origin, as in addresses.</param>
/// <param name="Role">What it is, in Chinese; empty when configuration did not say.</param>
/// <param name="Address">Where it is; empty when it is not read.</param>
/// <param name="VerifierKey">Pinned key of its ledger.</param>
/// <param name="Via">Origin of the lower hub beneath which it hangs; empty: attached here itself.</param>
/// <param name="Attached">False since it was detached.</param>
/// <param name="Followed">Whether its ledger is read now.</param>
/// <param name="MayRead">Whether it may read the own restricted feed.</param>
/// <param name="Since">Legal time since when it is attached or detached; null when it is not written down.</param>
/// <param name="Reason">Why it was detached, or why it is not read although it should be.</param>
/// <param name="State">How reading stands; null before the first try.</param>
/// <param name="StateSince">System time since when.</param>
/// <param name="Size">Entries under the newest accepted checkpoint.</param>
/// <param name="Root">Root of that checkpoint, base64.</param>
/// <param name="Read">Entries read.</param>
/// <param name="LastHour">Public facts read in the last hour.</param>
/// <param name="LastDay">Public facts read in the last day.</param>
/// <param name="Parked">Public facts that could not be read and wait.</param>
/// <param name="ParkedReason">Why the first of them waits.</param>
/// <param name="Alarm">Why following has stopped; empty while it goes on.</param>
public sealed record AttachmentStatus(
    string Origin, string Hash, string Role, string Address, string VerifierKey, string Via, bool Attached, bool Followed, bool MayRead, DateTimeOffset? Since, string Reason,
    FollowingState? State, DateTimeOffset? StateSince, long Size, string Root, long Read, long LastHour, long LastDay, long Parked, string ParkedReason, string Alarm)
{
    /// <summary>Entries that are signed and not read yet.</summary>
    public long Lag => Size - Read;

    /// <summary>Every platform that is or was attached.</summary>
    /// <param name="now">System time.</param>
    public static async Task<IReadOnlyList<AttachmentStatus>> All(DbConnection db, AttachmentList list, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(list);
        var positions = (await db.All<FollowPosition>()).ToDictionary(p => p.Id, StringComparer.Ordinal);
        var standings = (await db.All<FollowStanding>()).ToDictionary(s => s.Id, StringComparer.Ordinal);
        var parked = (await db.QueryAsync<Waiting>("select source as id, count(*) as number, max(reason) as reason from parked_fact where not restricted group by source")).ToDictionary(p => p.Id, StringComparer.Ordinal);
        var (hour, day) = (await Before(db, now.AddHours(-1)), await Before(db, now.AddDays(-1)));
        return [.. list.All.Select(live =>
        {
            var (terms, position, waiting) = (live.Terms, positions.GetValueOrDefault(live.Terms.Id), parked.GetValueOrDefault(live.Terms.Id));
            var standing = live.Source is null ? null : standings.GetValueOrDefault(terms.Id);
            var head = position is { Checkpoint.Length: > 0 } && Checkpoint.TryParse(position.Checkpoint, out var checkpoint, out _) ? checkpoint : null;
            var facts = position?.PublicFacts ?? 0;
            return new AttachmentStatus(
                terms.Id, WitnessState.FileName(terms.Id), terms.Role?.Label() ?? "", terms.Address, terms.VerifierKey, live.Via, terms.Attached, live.Source is not null, terms is { Attached: true, ReadsAs: not null },
                terms.Version > 0 ? terms.Since : null, live.Problem.Length > 0 ? live.Problem : terms.Reason, standing?.State, standing?.Since, head?.Size ?? 0, head?.Root.ToString() ?? "",
                position is { Frontier.Length: > 0 } ? MerkleFrontier.Parse(TreeHash.Sha256, position.Frontier).Size : 0, facts - Math.Min(facts, hour.GetValueOrDefault(terms.Id)), facts - Math.Min(facts, day.GetValueOrDefault(terms.Id)),
                waiting?.Number ?? 0, waiting?.Reason ?? "", position?.Alarm ?? "");
        })];
    }

    /// <summary>Public facts that had been read of each ledger by an instant.</summary>
    private static async Task<Dictionary<string, long>> Before(DbConnection db, DateTimeOffset instant) =>
        (await db.QueryAsync<Counted>("select ledger as id, max(facts) as number from follow_traffic where at <= @instant group by ledger", new { instant })).ToDictionary(c => c.Id, c => c.Number, StringComparer.Ordinal);

    private sealed record Waiting
    {
        public string Id { get; init; } = "";
        public long Number { get; init; }
        public string Reason { get; init; } = "";
    }

    private sealed record Counted
    {
        public string Id { get; init; } = "";
        public long Number { get; init; }
    }
}
