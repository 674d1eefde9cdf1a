using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Bidding;

/// <summary>What two bidders have in common over the tenders both entered.</summary>
public struct PairRecord
{
    internal ulong Key;

    /// <summary>Tenders both entered.</summary>
    public int Met { readonly get; internal set; }

    /// <summary>Sum of |ln(a/b)| of their prices.</summary>
    public float GapSum { readonly get; internal set; }

    /// <summary>Sum of the coefficients of variation of those tenders.</summary>
    public float CvSum { readonly get; internal set; }

    /// <summary>Wins of the bidder with the smaller number, when both were there (at most 65,535 are counted).</summary>
    public ushort FirstWins { readonly get; internal set; }

    /// <summary>Wins of the other.</summary>
    public ushort SecondWins { readonly get; internal set; }

    /// <summary>Smaller bidder number.</summary>
    public readonly int First => (int)(Key >> 32);

    /// <summary>Larger bidder number.</summary>
    public readonly int Second => (int)(Key & uint.MaxValue);
}

/// <summary>One meeting, or one taken back, to be entered in a <see cref="PairTable"/>.</summary>
internal readonly record struct PairChange(ulong Key, float Gap, float Cv, short Sign, bool FirstWon, bool SecondWon);

/// <summary>
/// Pairs by the hash of their key, 24 bytes a slot, in a thousand small tables that grow one by one. Changes wait until something is asked; many are entered table after table, so that
/// the one at work stays in the processor's cache: a million tenders make ten million changes, which would each wait for memory.
/// </summary>
internal sealed class PairTable
{
    private const int MostWaiting = 1 << 19;
    private const int PartBits = 10;

    private readonly PairRecord[][] parts = new PairRecord[1 << PartBits][];
    private readonly int[] used = new int[1 << PartBits];
    private int live;
    private PairChange[] waiting = new PairChange[256];
    private PairChange[] ordered = [];
    private int changes;

    public PairTable() => Array.Fill(parts, []);

    // Key 0 would be bidder 0 with itself, so it can mark a free slot.
    public static ulong KeyOf(int a, int b) => a < b ? ((ulong)a << 32) | (uint)b : ((ulong)b << 32) | (uint)a;

    /// <summary>Pairs that met.</summary>
    public int Count
    {
        get
        {
            Enter();
            return live;
        }
    }

    /// <summary>Called with every pair the table did not know; null: nobody asks.</summary>
    public Action<ulong>? Found { get; set; }

    public void Add(in PairChange change)
    {
        if (changes == waiting.Length)
        {
            if (changes == MostWaiting) Enter();
            else Array.Resize(ref waiting, changes * 2);
        }
        waiting[changes++] = change;
    }

    public PairRecord Get(ulong key)
    {
        Enter();
        var hash = SeededRandom.Mix(key);
        var part = parts[hash >> (64 - PartBits)];
        return part.Length == 0 ? default : Find(part, key, hash);
    }

    /// <summary>All pairs known, those whose meetings were all taken back too.</summary>
    public IEnumerable<PairRecord> All()
    {
        Enter();
        foreach (var part in parts)
            foreach (var slot in part)
                if (slot.Key != 0) yield return slot;
    }

    private void Enter()
    {
        if (changes == 0) return;
        if (changes < 1 << PartBits)
        {
            for (var i = 0; i < changes; i++) Enter(waiting[i]);
        }
        else
        {
            if (ordered.Length < changes) ordered = new PairChange[waiting.Length];
            var starts = new int[(1 << PartBits) + 1];
            for (var i = 0; i < changes; i++) starts[(int)(SeededRandom.Mix(waiting[i].Key) >> (64 - PartBits)) + 1]++;
            for (var part = 1; part < starts.Length; part++) starts[part] += starts[part - 1];
            // Within a part the changes keep their order, so that sums come out the same.
            for (var i = 0; i < changes; i++) ordered[starts[(int)(SeededRandom.Mix(waiting[i].Key) >> (64 - PartBits))]++] = waiting[i];
            for (var i = 0; i < changes; i++) Enter(ordered[i]);
        }
        changes = 0;
    }

    private void Enter(in PairChange change)
    {
        var hash = SeededRandom.Mix(change.Key);
        var part = (int)(hash >> (64 - PartBits));
        if ((used[part] + 1) * 5L > parts[part].Length * 4L) Grow(ref parts[part]);
        ref var pair = ref Find(parts[part], change.Key, hash);
        if (pair.Key == 0)
        {
            pair.Key = change.Key;
            used[part]++;
            Found?.Invoke(change.Key);
        }
        if (pair.Met == 0) live++;
        pair.Met += change.Sign;
        if (pair.Met == 0) live--;
        pair.GapSum += change.Sign * change.Gap;
        pair.CvSum += change.Sign * change.Cv;
        if (change.FirstWon) pair.FirstWins = (ushort)Math.Clamp(pair.FirstWins + change.Sign, 0, ushort.MaxValue);
        if (change.SecondWon) pair.SecondWins = (ushort)Math.Clamp(pair.SecondWins + change.Sign, 0, ushort.MaxValue);
    }

    private static void Grow(ref PairRecord[] part)
    {
        var larger = new PairRecord[Math.Max(4, part.Length / 2 * 3)];
        foreach (ref readonly var slot in part.AsSpan())
            if (slot.Key != 0) Find(larger, slot.Key, SeededRandom.Mix(slot.Key)) = slot;
        part = larger;
    }

    // The bits after those that chose the part say where in it to begin.
    private static ref PairRecord Find(PairRecord[] part, ulong key, ulong hash)
    {
        var at = (int)(((ulong)unchecked((uint)(hash >> (32 - PartBits))) * (ulong)part.Length) >> 32);
        while (part[at].Key != 0 && part[at].Key != key)
            if (++at == part.Length) at = 0;
        return ref part[at];
    }
}
