using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>
/// 随提交定位. Where one transaction is written at a time, a public fact gets its index when it is recorded, and the ledger's state is written once for all facts of the transaction (decision 0010).
/// Elsewhere the sequencer gives indexes to what has been committed.
/// </summary>
internal sealed class Placing(SqlSession session)
{
    /// <summary>Public facts that get their index in one go when they were recorded without one.</summary>
    public const int MostAtOnce = 4096;

    private readonly List<byte[]> leaves = [];
    private long first;

    /// <summary>The index of the next leaf. What was recorded without an index, by an earlier version or before a healing, goes first.</summary>
    public long Place(byte[] leaf)
    {
        if (leaves.Count == 0)
        {
            LedgerState state;
            do state = LedgerState.Load(session);
            while (PlaceWaiting(session, state) == MostAtOnce);
            first = state.Size;
        }

        leaves.Add(leaf);
        return first + leaves.Count - 1;
    }

    /// <summary>Adds the leaves to the ledger's state; the indexes stand with this, in the same transaction.</summary>
    public void Write()
    {
        if (leaves.Count == 0) return;
        LedgerState.Load(session).Append(session, leaves);
        leaves.Clear();
    }

    /// <summary>How many have an index that the state does not count yet.</summary>
    public int Count => leaves.Count;

    /// <summary>After what followed on the first <paramref name="kept"/> was undone.</summary>
    public void Forget(int kept) => leaves.RemoveRange(kept, leaves.Count - kept);

    /// <summary>Gives the public facts that wait their indexes, at most <see cref="MostAtOnce"/>; how many.</summary>
    public static int PlaceWaiting(SqlSession session, LedgerState state)
    {
        var waiting = session.Query(
            $"select fact_id, leaf from ledger_fact where leaf_index is null and salt is null order by ordinal limit {MostAtOnce}", r => (Id: r.GetString(0), Leaf: (byte[])r.GetValue(1)));
        foreach (var (place, fact) in waiting.Index()) session.Execute("update ledger_fact set leaf_index = @index where fact_id = @fact", ("index", state.Size + place), ("fact", fact.Id));
        if (waiting.Count > 0) state.Append(session, waiting.ConvertAll(w => w.Leaf));
        return waiting.Count;
    }

    /// <summary>Takes back the indexes that the ledger's state does not count: a safe copy may end within a transaction.</summary>
    public static void TakeBack(SqlSession session) =>
        session.ExecuteAside("update ledger_fact set leaf_index = null where leaf_index >= @size and salt is null", ("size", LedgerState.Load(session).Size));
}
