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

/// <summary>Open-addressing table of pairs, 24 bytes a slot: seven million pairs fit in 400 MB.</summary>
internal sealed class PairTable
{
    private PairRecord[] slots = new PairRecord[1 << 10];
    private int used;

    // Key 0 would be bidder 0 with itself, so it can mark a free slot.
    public static ulong KeyOf(int a, int b) => a < b ? ((ulong)a << 32) | (uint)b : ((ulong)b << 32) | (uint)a;

    public int Count => used;

    public ref PairRecord this[ulong key]
    {
        get
        {
            if ((long)used * 4 >= (long)slots.Length * 3) Grow();
            ref var slot = ref Find(slots, key);
            if (slot.Key == 0)
            {
                slot.Key = key;
                used++;
            }
            return ref slot;
        }
    }

    public PairRecord Get(ulong key) => Find(slots, key);

    public IEnumerable<PairRecord> All()
    {
        foreach (var slot in slots)
            if (slot.Key != 0 && slot.Met > 0) yield return slot;
    }

    private void Grow()
    {
        var larger = new PairRecord[checked(slots.Length * 2)];
        foreach (var slot in slots)
            if (slot.Key != 0) Find(larger, slot.Key) = slot;
        slots = larger;
    }

    private static ref PairRecord Find(PairRecord[] table, ulong key)
    {
        var mask = table.Length - 1;
        var at = unchecked((int)((key * 0x9E3779B97F4A7C15) >> 33)) & mask;
        while (table[at].Key != 0 && table[at].Key != key) at = (at + 1) & mask;
        return ref table[at];
    }
}
