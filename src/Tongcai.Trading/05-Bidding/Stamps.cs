using System.Collections.Concurrent;

namespace Tongcai.Trading.Bidding;

/// <summary>
/// 收讫时刻. Bids whose last byte has been read and whose commit is still under way. The deadline of a procurement is recorded only when none of them is earlier;
/// after a restart there are none, because what was not committed was not acknowledged.
/// </summary>
public sealed class Stamps(TimeProvider legal)
{
    private readonly ConcurrentDictionary<long, Stamp> inFlight = new();
    private long last;

    /// <summary>Stamps a bid whose last byte has just been read; dispose it when the bid is committed or refused.</summary>
    public Stamp Take(string procurementId)
    {
        // Listed before the clock is read: a deadline lane that looks in between waits for it.
        var stamp = new Stamp(this, Interlocked.Increment(ref last), procurementId);
        inFlight[stamp.Number] = stamp;
        stamp.At = DateTimeOffset.FromUnixTimeMilliseconds(legal.GetUtcNow().ToUnixTimeMilliseconds());
        return stamp;
    }

    /// <summary>Whether a bid of the procurement that was stamped before the instant is neither committed nor refused yet.</summary>
    public bool AnyBefore(string procurementId, DateTimeOffset deadline) =>
        inFlight.Values.Any(s => s.ProcurementId == procurementId && (s.At is not { } at || at < deadline));

    /// <summary>One bid on its way.</summary>
    public sealed class Stamp : IDisposable
    {
        private readonly Stamps owner;

        internal Stamp(Stamps owner, long number, string procurementId) => (this.owner, Number, ProcurementId) = (owner, number, procurementId);

        internal long Number { get; }

        public string ProcurementId { get; }

        /// <summary>Legal instant, whole milliseconds; null while the clock is being read.</summary>
        public DateTimeOffset? At { get; internal set; }

        public void Dispose() => owner.inFlight.TryRemove(Number, out _);
    }
}
