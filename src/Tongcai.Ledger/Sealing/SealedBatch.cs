using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Ledger;

/// <summary>A private event on its way into a sealed batch: its commitment is all that the batch sees.</summary>
/// <param name="Commitment">HMAC-SHA-256(salt, inner bytes), 32 bytes.</param>
public readonly record struct SealedEvent(NodeHash Commitment)
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltBytes = 32;

    /// <summary>The commitment to inner bytes under a random salt of 32 bytes.</summary>
    /// <exception cref="ArgumentException">The salt is not 32 bytes long.</exception>
    public static SealedEvent Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inner) => salt.Length == SaltBytes
        ? new SealedEvent(NodeHash.From(HMACSHA256.HashData(salt, inner)))
        : throw new ArgumentException($"A salt has {SaltBytes} bytes, not {salt.Length}.", nameof(salt));
}

/// <summary>
/// The private events of one tick as a single ledger entry of constant size: the root of a tree of constant depth whose unused
/// slots hold random commitments. With or without events, one or a thousand, the entry looks the same.
/// </summary>
public sealed class SealedBatch
{
    /// <summary>Depth when none is given: 1,024 slots.</summary>
    public const int DefaultDepth = 10;

    private const int DeepestDepth = 16;

    private readonly NodeHash[][] levels;
    private readonly int[] slots;

    private SealedBatch(NodeHash[][] levels, int[] slots) => (this.levels, this.slots) = (levels, slots);

    public int Depth => levels.Length - 1;

    public NodeHash Root => levels[^1][0];

    /// <summary>The ledger entry: canonical, of the same length for every batch of this depth.</summary>
    public byte[] Leaf => LeafBytes(Root, Depth);

    /// <summary>Most events that a batch of this depth takes; what is over waits for the next tick.</summary>
    public static int Capacity(int depth = DefaultDepth) => depth is >= 1 and <= DeepestDepth ? 1 << depth
        : throw new ArgumentOutOfRangeException(nameof(depth), depth, $"The depth is from 1 to {DeepestDepth}.");

    /// <summary>Seals events, in slots drawn at random so that a slot number tells nothing of order or count.</summary>
    /// <exception cref="ArgumentException">More events than <see cref="Capacity"/>.</exception>
    public static SealedBatch Seal(IReadOnlyList<SealedEvent> events, int depth = DefaultDepth)
    {
        var capacity = Capacity(depth);
        if (events.Count > capacity) throw new ArgumentException($"A batch of depth {depth} takes {capacity} events, not {events.Count}; leave the rest to the next tick.", nameof(events));
        var order = Enumerable.Range(0, capacity).ToArray();
        RandomNumberGenerator.Shuffle(order.AsSpan());
        // The same work for every batch: fill all slots with random commitments, then overwrite the used ones.
        var commitments = new NodeHash[capacity];
        var padding = RandomNumberGenerator.GetBytes(capacity * NodeHash.Size);
        for (var i = 0; i < capacity; i++) commitments[i] = NodeHash.From(padding.AsSpan(i * NodeHash.Size, NodeHash.Size));
        for (var i = 0; i < events.Count; i++) commitments[order[i]] = events[i].Commitment;

        var levels = new NodeHash[depth + 1][];
        levels[0] = [.. commitments.Select(commitment => TreeHash.Sha256.Leaf(commitment.Bytes))];
        for (var level = 1; level <= depth; level++)
            levels[level] = [.. levels[level - 1].Chunk(2).Select(pair => TreeHash.Sha256.Node(pair[0], pair[1]))];
        return new SealedBatch(levels, order[..events.Count]);
    }

    /// <summary>The inner path of the event at <paramref name="position"/> in the list that was sealed.</summary>
    public SealedPath PathOf(int position)
    {
        var slot = slots[position];
        return new SealedPath(slot, [.. Enumerable.Range(0, Depth).Select(level => levels[level][(slot >> level) ^ 1])]);
    }

    /// <summary>The entry that a batch root stands in.</summary>
    public static byte[] LeafBytes(NodeHash root, int depth) => Encoding.ASCII.GetBytes($$"""{"v":1,"k":"sealed","root":"{{root}}","depth":{{depth}}}""");
}
