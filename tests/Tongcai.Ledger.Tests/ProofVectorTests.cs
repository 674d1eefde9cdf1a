using System.Security.Cryptography;
using System.Text.Json;

namespace Tongcai.Ledger.Tests;

/// <summary>
/// The good and deliberately bad proofs of transparency-dev/merkle. The two subtree kinds belong to another protocol; those that
/// start at leaf 0 and are not empty are ordinary proofs under another name and run here too (192 of 322); the rest is out of scope.
/// </summary>
public sealed class ProofVectorTests
{
    [Fact]
    public void All_98_inclusion_proofs_are_judged_rightly() =>
        Assert.Equal(98, Judged("inclusion", vector => Included(vector, vector.GetProperty("leafIdx").GetUInt64(), vector.GetProperty("treeSize").GetUInt64())));

    [Fact]
    public void All_98_consistency_proofs_are_judged_rightly() =>
        Assert.Equal(98, Judged("consistency", vector => Consistent(vector, vector.GetProperty("size1").GetUInt64(), vector.GetProperty("size2").GetUInt64())));

    [Fact]
    public void Subtree_inclusion_from_leaf_0_is_judged_like_inclusion() =>
        Assert.Equal(101, Judged("subtreeinclusion", vector => Included(vector, vector.GetProperty("leafIdx").GetUInt64(), vector.GetProperty("end").GetUInt64()), FromLeafZero));

    [Fact]
    public void Subtree_consistency_from_leaf_0_is_judged_like_consistency() =>
        Assert.Equal(91, Judged("subtreeconsistency", vector => Consistent(vector, vector.GetProperty("end").GetUInt64(), vector.GetProperty("size").GetUInt64()),
            vector => FromLeafZero(vector) && vector.GetProperty("end").GetUInt64() > 0));

    private static bool FromLeafZero(JsonElement vector) => vector.GetProperty("start").GetUInt64() == 0;

    private static int Judged(string kind, Func<JsonElement, bool> accepts, Func<JsonElement, bool>? only = null)
    {
        var judged = 0;
        foreach (var line in File.ReadLines(Fixtures.VectorPath("rfc6962-proofs", kind + ".jsonl")))
        {
            var vector = JsonDocument.Parse(line).RootElement;
            if (only is not null && !only(vector)) continue;
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
