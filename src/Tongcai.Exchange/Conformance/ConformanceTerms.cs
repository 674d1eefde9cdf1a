using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Conformance;

/// <summary>检测约定。What the tester brings along; everything but the time is optional and makes more rules applicable.</summary>
/// <param name="Watch">How long the ledger is watched.</param>
/// <param name="Step">How often it is looked at meanwhile.</param>
public sealed record ConformanceTerms(TimeSpan Watch, TimeSpan Step)
{
    /// <summary>Entries read at most; of a longer ledger the rules on entries are not reached (`tongcai verify ledger` reads any length).</summary>
    public long MostEntries { get; init; } = 200_000;

    /// <summary>Bodies fetched at most, the newest.</summary>
    public int MostBodies { get; init; } = 1_000;

    /// <summary>Proofs of public facts fetched at most, the newest.</summary>
    public int MostProofs { get; init; } = 16;

    /// <summary>The ledger's Ed25519 key as known from elsewhere; null: the announced one is believed.</summary>
    public NoteKey? Pinned { get; init; }

    /// <summary>As whom the restricted feed is asked; null: only refusals are tested.</summary>
    public PeerIdentity? Peer { get; init; }

    /// <summary>A log of the tester's own that the platform was asked to witness; null: only what needs no such log is tested.</summary>
    public TestLog? Witnessed { get; init; }

    /// <summary>Ids of private facts, e.g. from receipts, asked for without signing in.</summary>
    public IReadOnlyList<string> PrivateFacts { get; init; } = [];
}

/// <summary>A log whose entries are numbers, so that the tester keeps nothing but its key between two runs.</summary>
public sealed class TestLog(string origin, Ed25519PrivateKey key)
{
    private readonly NoteSigner signer = NoteSigner.Ed25519(origin, key);

    public string Origin => origin;

    /// <summary>Verifier key that the platform has to be told.</summary>
    public NoteKey Key => signer.Key;

    /// <summary>A signed head of the true history.</summary>
    internal byte[] Head(long size) => Signed(size, Root(0, size));

    /// <summary>A signed head of the size with another root.</summary>
    internal byte[] Forked(long size) => Signed(size, TreeHash.Sha256.Leaf("another history"u8));

    /// <summary>The consistency proof between two sizes.</summary>
    internal static ConsistencyProof Proof(long oldSize, long newSize) => ConsistencyProof.Make(oldSize, newSize, range => Root(range.Start, range.End));

    private byte[] Signed(long size, NodeHash root) => new Checkpoint(origin, size, root).Sign(signer);

    private static NodeHash Root(long start, long end)
    {
        var leaves = new List<NodeHash>();
        for (var n = start; n < end; n++) leaves.Add(TreeHash.Sha256.Leaf(System.Text.Encoding.ASCII.GetBytes($"tongcai conformance {n}")));
        return TreeHash.Sha256.Root(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(leaves));
    }
}
