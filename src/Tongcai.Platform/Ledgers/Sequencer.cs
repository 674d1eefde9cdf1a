using System.Data.Common;
using Dapper;
using Tongcai.Ledger;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>
/// 排序器。Gives pending facts their dense indexes: public ones as they come (unless they got theirs with the commit, see <see cref="Placing"/>), private ones as one sealed batch per tick. One runs, by
/// lease; the state row is changed in the same transaction as the indexes, so there are never two roots for one size.
/// </summary>
/// <param name="store">The platform's database.</param>
/// <param name="publisher">Brings tiles and checkpoint up to the state.</param>
/// <param name="depth">Depth of a sealed batch: 2^depth private facts a tick.</param>
/// <param name="system">System time: leases only.</param>
/// <param name="safe">The safe copy, one segment a tick; null: none is kept.</param>
public sealed class Sequencer(IStore store, LedgerPublisher publisher, int depth, TimeProvider system, SafeCopy? safe = null)
{
    private readonly Lease lease = new(store, "sequencer", system);

    /// <summary>Sequences every pending public fact and publishes; false when another process is the sequencer (then only the own tiles are brought up).</summary>
    /// <exception cref="LedgerConflictException">Tiles and database contradict each other: nothing was published; a person must look.</exception>
    public async Task<bool> RunOnce(CancellationToken cancel = default)
    {
        if (!await store.Read(IsWorkLeft, cancel))
        {
            await publisher.CatchUp(sign: false, cancel);
            return true;
        }

        int? given;
        do given = await store.Transact(SequencePublic, cancel);
        while (given == Placing.MostAtOnce);
        await publisher.CatchUp(sign: given is not null, cancel);
        return given is not null;
    }

    /// <summary>Seals the pending private facts, at most 2^depth of them, into exactly one leaf, also when there are none; then as <see cref="RunOnce"/>.</summary>
    /// <inheritdoc cref="RunOnce"/>
    public async Task<bool> TickOnce(CancellationToken cancel = default)
    {
        if (!await store.Transact(SealTick, cancel)) return await RunOnce(cancel);
        var sequenced = await RunOnce(cancel);
        if (safe is not null) await safe.Tick(cancel);
        return sequenced;
    }

    /// <summary>Leaves the lease to another process.</summary>
    public Task StepDown(CancellationToken cancel = default) => lease.GiveUp(cancel);

    /// <summary>Looked at many times a second, so it is a read: taking the lease costs an fsync.</summary>
    private async Task<bool> IsWorkLeft(DbConnection connection) =>
        await LedgerState.Peek(connection) is not { } state || state.CheckpointSize < (safe?.CoveredSize(connection) ?? state.Size)
        || await connection.ExecuteScalarAsync<long?>("select 1 from ledger_fact where leaf_index is null and salt is null limit 1") is not null;

    /// <summary>How many got an index; null without the lease.</summary>
    private int? SequencePublic(SqlSession session)
    {
        if (!lease.Take(session)) return null;
        return Placing.PlaceWaiting(session, LedgerState.Load(session, store.Dialect.ForUpdate));
    }

    private bool SealTick(SqlSession session)
    {
        if (!lease.Take(session)) return false;
        var state = LedgerState.Load(session, store.Dialect.ForUpdate);
        var pending = session.Query(
            $"select fact_id, commitment from ledger_fact where leaf_index is null and salt is not null order by ordinal limit {SealedBatch.Capacity(depth)}",
            r => (Id: r.GetString(0), Event: new SealedEvent(NodeHash.From((byte[])r.GetValue(1)))));
        var batch = SealedBatch.Seal([.. pending.Select(p => p.Event)], depth);
        foreach (var (place, fact) in pending.Index())
        {
            var path = batch.PathOf(place);
            session.Execute(
                "update ledger_fact set leaf_index = @index, slot = @slot, inner_path = @path where fact_id = @fact",
                ("index", state.Size), ("slot", (long)path.Slot), ("path", SealedPaths.Write(path)), ("fact", fact.Id));
        }

        session.Execute("insert into sealed_batch (leaf_index, leaf, at) values (@index, @leaf, @at)", ("index", state.Size), ("leaf", batch.Leaf), ("at", system.GetUtcNow().ToUnixTimeMilliseconds()));
        state.Append(session, [batch.Leaf]);
        GiveCursors(session);
        return true;
    }

    /// <summary>Releases get the next cursor of their audience once their fact has its place; dense per audience, so a cursor counts only what its audience may see.</summary>
    private static void GiveCursors(SqlSession session)
    {
        var ready = session.Query(
            "select r.fact_id, r.audience from ledger_release r join ledger_fact f on f.fact_id = r.fact_id where r.cursor is null and f.leaf_index is not null order by r.ordinal",
            r => (Fact: r.GetString(0), Audience: r.GetString(1)));
        foreach (var audience in ready.GroupBy(r => r.Audience))
        {
            var last = Convert.ToInt64(session.Scalar("select max(cursor) from ledger_release where audience = @audience", ("audience", audience.Key)) ?? 0L);
            foreach (var release in audience) session.Execute("update ledger_release set cursor = @cursor where audience = @audience and fact_id = @fact", ("cursor", ++last), ("audience", release.Audience), ("fact", release.Fact));
        }
    }
}

/// <summary>Inner paths as they are stored: the hashes one after the other.</summary>
internal static class SealedPaths
{
    public static byte[] Write(SealedPath path) => [.. path.Hashes.SelectMany(h => h.ToArray())];

    public static SealedPath Read(long slot, byte[] hashes) => new((int)slot, [.. hashes.Chunk(NodeHash.Size).Select(h => NodeHash.From(h))]);
}
