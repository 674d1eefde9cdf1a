using System.Data.Common;
using Tongcai.Ledger;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>The one row that says how large the ledger is and to which roots it leads; it changes in the transaction that gives the indexes.</summary>
internal sealed record LedgerState(long Version, MerkleFrontier Sha256, MerkleFrontier Sm3, byte[] Checkpoint, byte[] Sm3Checkpoint, long CheckpointSize)
{
    private const string Id = "ledger";

    private const string SelectSql = "select version, frontier, frontier_sm3, checkpoint, checkpoint_sm3, checkpoint_size from ledger_state where id = @id";

    public long Size => Sha256.Size;

    /// <summary>Reads the state; with a lock suffix it is this transaction's until its end.</summary>
    public static LedgerState Load(SqlSession session, string locking = "")
    {
        if (Read(session, locking) is { } there) return there;
        session.Execute(
            "insert into ledger_state (id, version, size, frontier, frontier_sm3, checkpoint, checkpoint_sm3, checkpoint_size) values (@id, 1, 0, @sha256, @sm3, @none, @none, 0) on conflict (id) do nothing",
            ("id", Id), ("sha256", new MerkleFrontier(TreeHash.Sha256).Serialize()), ("sm3", new MerkleFrontier(TreeHash.Sm3).Serialize()), ("none", Array.Empty<byte>()));
        return Read(session, locking)!;
    }

    /// <summary>The state as a reader sees it; null before the first entry.</summary>
    public static Task<LedgerState?> Peek(DbConnection connection) => Task.FromResult(Read(new DbSession(connection), ""));

    /// <summary>Adds entries to both trees and stores the state.</summary>
    /// <exception cref="InvalidOperationException">Somebody else changed the state: nothing of the transaction may stand.</exception>
    public void Append(SqlSession session, IReadOnlyCollection<byte[]> leaves)
    {
        // The writer waits for this, and the trees have nothing to do with each other.
        Parallel.Invoke(() => Grow(Sha256, TreeHash.Sha256), () => Grow(Sm3, TreeHash.Sm3));
        void Grow(MerkleFrontier frontier, TreeHash hash)
        {
            foreach (var leaf in leaves) frontier.Append(hash.Leaf(leaf));
        }

        var changed = session.Execute(
            "update ledger_state set version = version + 1, size = @size, frontier = @sha256, frontier_sm3 = @sm3 where id = @id and version = @seen",
            ("size", Size), ("sha256", Sha256.Serialize()), ("sm3", Sm3.Serialize()), ("id", Id), ("seen", Version));
        if (changed != 1) throw new InvalidOperationException("The ledger's state was changed by another sequencer.");
    }

    /// <summary>Keeps the signed checkpoints of this state, or of an earlier one; false when the state has moved on.</summary>
    public bool Keep(SqlSession session, long size, byte[] checkpoint, byte[] sm3Checkpoint) => session.Execute(
        "update ledger_state set version = version + 1, checkpoint = @checkpoint, checkpoint_sm3 = @sm3, checkpoint_size = @size where id = @id and version = @seen",
        ("checkpoint", checkpoint), ("sm3", sm3Checkpoint), ("size", size), ("id", Id), ("seen", Version)) == 1;

    private static LedgerState? Read(SqlSession session, string locking) => session.Query(
        SelectSql + locking,
        r => new LedgerState(
            r.GetInt64(0), MerkleFrontier.Parse(TreeHash.Sha256, (byte[])r.GetValue(1)), MerkleFrontier.Parse(TreeHash.Sm3, (byte[])r.GetValue(2)), (byte[])r.GetValue(3), (byte[])r.GetValue(4), r.GetInt64(5)),
        ("id", Id)).FirstOrDefault();
}
