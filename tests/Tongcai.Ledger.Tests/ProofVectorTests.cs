using System.Security.Cryptography;
using System.Text.Json;

namespace Tongcai.Ledger.Tests;

/// <summary>The good and deliberately bad proofs of transparency-dev/merkle, all 518.</summary>
public sealed class ProofVectorTests
{
    [Fact]
    public void All_98_inclusion_proofs_are_judged_rightly() =>
        Assert.Equal(98, Judged("inclusion", vector => Included(vector, vector.GetProperty("leafIdx").GetUInt64(), vector.GetProperty("treeSize").GetUInt64())));

    [Fact]
    public void All_98_consistency_proofs_are_judged_rightly() =>
        Assert.Equal(98, Judged("consistency", vector => Consistent(vector, vector.GetProperty("size1").GetUInt64(), vector.GetProperty("size2").GetUInt64())));

    [Fact]
    public void All_204_subtree_inclusion_proofs_are_judged_rightly() =>
        Assert.Equal(204, Judged("subtreeinclusion", vector => Subtree(vector) is { IsSubtree: true } subtree
            && vector.GetProperty("leafIdx").GetUInt64() is var leaf && leaf <= long.MaxValue && Included(vector, unchecked(leaf - (ulong)subtree.Start), (ulong)(subtree.End - subtree.Start))));

    [Fact]
    public void All_118_subtree_consistency_proofs_are_judged_rightly() =>
        Assert.Equal(118, Judged("subtreeconsistency", vector => Subtree(vector) is { } subtree && Proof(vector) is { } hashes && vector.GetProperty("size").GetUInt64() is var size && size <= long.MaxValue
            && new SubtreeProof(subtree, (long)size, hashes).Verify(TreeHash.Sha256, Root(vector, "root1"), Root(vector, "root2"))));

    private static LeafRange? Subtree(JsonElement vector) =>
        (Start: vector.GetProperty("start").GetUInt64(), End: vector.GetProperty("end").GetUInt64()) is { Start: <= long.MaxValue, End: <= long.MaxValue } range ? new((long)range.Start, (long)range.End) : null;

    private static int Judged(string kind, Func<JsonElement, bool> accepts)
    {
        var judged = 0;
        foreach (var line in File.ReadLines(Fixtures.VectorPath("rfc6962-proofs", kind + ".jsonl")))
        {
            var vector = JsonDocument.Parse(line).RootElement;
            Assert.True(accepts(vector) != vector.GetProperty("wantErr").GetBoolean(), vector.GetProperty("file").GetString());
            judged++;
        }
        return judged;
    }

    private static bool Included(JsonElement vector, ulong index, ulong size) =>
        Proof(vector) is { } hashes && index <= long.MaxValue && size <= long.MaxValue
        && NodeHash.TryParse(vector.GetProperty("leafHash").GetString(), out var leaf) && NodeHash.TryParse(vector.GetProperty("root").GetString(), out var root)
        && new InclusionProof((long)index, (long)size, hashes).Verify(TreeHash.Sha256, leaf, root);

    private static bool Consistent(JsonElement vector, ulong oldSize, ulong newSize) =>
        Proof(vector) is { } hashes && oldSize <= long.MaxValue && newSize <= long.MaxValue
        && new ConsistencyProof((long)oldSize, (long)newSize, hashes).Verify(TreeHash.Sha256, Root(vector, "root1"), Root(vector, "root2"));

    /// <summary>Some consistency vectors use a short text where any root would do; it is hashed to the length that the type asks for.</summary>
    private static NodeHash Root(JsonElement vector, string name)
    {
        var bytes = vector.GetProperty(name).GetBytesFromBase64();
        return NodeHash.From(bytes.Length == NodeHash.Size ? bytes : SHA256.HashData(bytes));
    }

    /// <summary>Null when a hash is not 32 bytes: such a proof does not parse.</summary>
    private static List<NodeHash>? Proof(JsonElement vector)
    {
        var hashes = new List<NodeHash>();
        if (vector.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof)
            foreach (var hash in proof.EnumerateArray())
            {
                if (!NodeHash.TryParse(hash.GetString(), out var parsed)) return null;
                hashes.Add(parsed);
            }
        return hashes;
    }
}
