using Dapper;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Time;

/// <summary>Records every change of the demo clock as a fact, once per platform.</summary>
internal sealed class ClockWatch(IStore store, LegalTime legal, ClockFile clock) : IDueWork
{
    private const string RowId = "clock";

    public string Name => "clock";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) =>
        (await Seen(cancel))?.Sequence == legal.Sequence ? null : DateTimeOffset.MinValue;

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        var (seen, reading) = (await Seen(cancel), clock.Read());
        var row = new ClockSeen { Id = RowId, Version = seen?.Version ?? 0, Sequence = reading.Sequence };
        await store.Execute(Commit.Empty.Put(row).StampedAt(now).Record(new ClockJumped(reading.Sequence, reading.Legal, reading.Factor)), null, cancel);
    }

    private Task<ClockSeen?> Seen(CancellationToken cancel) => store.Read(c => c.Find<ClockSeen>(RowId), cancel);
}

[Table("clock_seen", Technical = true)]
internal sealed record ClockSeen : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public long Sequence { get; init; }
}
