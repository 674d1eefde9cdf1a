using System.Text;
using System.Text.Json;

namespace Tongcai.Ledger.Tests;

public sealed class VectorTests
{
    private static readonly NodeHash[] Leaves = Fixtures.Leaves(TreeHash.Sha256, 70_000);

    [Fact]
    public void The_28_roots_come_out_of_the_frontier_and_of_the_definition()
    {
        var roots = Fixtures.Vectors.GetProperty("roots").EnumerateObject().ToDictionary(root => long.Parse(root.Name), root => Fixtures.Hash(root.Value.GetString()!));
        Assert.Equal(28, roots.Count);
        var frontier = new MerkleFrontier(TreeHash.Sha256);
        foreach (var (size, root) in roots.OrderBy(root => root.Key))
        {
            while (frontier.Size < size) frontier.Append(Leaves[frontier.Size]);
            Assert.Equal(root, frontier.Root());
            Assert.Equal(root, MerkleFrontier.Parse(TreeHash.Sha256, frontier.Serialize()).Root());
            Assert.Equal(root, Fixtures.RangeRoot(TreeHash.Sha256, Leaves.AsSpan(0, (int)size)));
        }
    }

    [Fact]
    public void The_76_inclusion_proofs_are_made_and_verified()
    {
        var vectors = Fixtures.Vectors.GetProperty("inclusion").EnumerateArray().ToList();
        Assert.Equal(76, vectors.Count);
        foreach (var vector in vectors)
        {
            var (size, index) = (vector.GetProperty("Size").GetInt64(), vector.GetProperty("Index").GetInt64());
            var proof = InclusionProof.Make(index, size, RootOf);
            Assert.Equal(Hashes(vector.GetProperty("Proof")), proof.Hashes);
            Assert.Equal(Fixtures.Hash(vector.GetProperty("Leaf").GetString()!), Leaves[index]);
            Assert.True(proof.Verify(TreeHash.Sha256, Leaves[index], Fixtures.Hash(vector.GetProperty("Root").GetString()!)));
        }
    }

    [Fact]
    public void The_20_consistency_proofs_are_made_and_verified()
    {
        var vectors = Fixtures.Vectors.GetProperty("consistency").EnumerateArray().ToList();
        Assert.Equal(20, vectors.Count);
        foreach (var vector in vectors)
        {
            var proof = ConsistencyProof.Make(vector.GetProperty("Old").GetInt64(), vector.GetProperty("New").GetInt64(), RootOf);
            Assert.Equal(Hashes(vector.GetProperty("Proof")), proof.Hashes);
            Assert.True(proof.Verify(TreeHash.Sha256, Fixtures.Hash(vector.GetProperty("OldRoot").GetString()!), Fixtures.Hash(vector.GetProperty("NewRoot").GetString()!)));
        }
    }

    [Theory]
    [InlineData(257)]
    [InlineData(70_000)]
    public async Task The_tiles_on_disk_have_the_digests_of_the_vectors_and_no_others(int size)
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Extend(0, size);
        var expected = Fixtures.Vectors.GetProperty("tileSha256").GetProperty(size.ToString()).EnumerateObject().ToDictionary(tile => tile.Name, tile => tile.Value.GetString()!);
        Assert.Equal(expected, Fixtures.Digests(scratch.Path, path => path.StartsWith("tile/", StringComparison.Ordinal) && !path.StartsWith("tile/entries/", StringComparison.Ordinal)));
        Assert.Empty(await store.FsckAsync(FsckScope.Everything, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Notes_are_signed_and_cosigned_byte_for_byte()
    {
        var vectors = Fixtures.Vectors.GetProperty("notes").EnumerateArray().ToList();
        Assert.Equal(3, vectors.Count);
        foreach (var vector in vectors)
        {
            var text = vector.GetProperty("Text").GetString()!;
            Assert.True(Checkpoint.TryParseText(text, out var checkpoint, out _));
            Assert.Equal(text, checkpoint.Text);
            Assert.Equal(vector.GetProperty("LogSigned").GetString(), Encoding.UTF8.GetString(checkpoint.Sign(Fixtures.LogSigner)));

            var cosigned = vector.GetProperty("Cosigned").GetString()!;
            var note = SignedNote.Parse(Encoding.UTF8.GetBytes(cosigned));
            Assert.Equal(cosigned, note.ToString());
            foreach (var (seed, vkey) in new[] { ("hubSeedHex", "hubWitnessVkey"), ("supSeedHex", "supWitnessVkey") })
            {
                var key = NoteKey.Parse(Fixtures.Vectors.GetProperty(vkey).GetString()!);
                var line = Assert.Single(note.Signatures, key.Claims);
                Assert.True(key.Verify(note.Text, line, out var time));
                var again = NoteSigner.Cosignature(key.Name, Fixtures.VectorKey(seed), new StillClock(time!.Value));
                Assert.Equal(Fixtures.Vectors.GetProperty(vkey).GetString(), again.Key.ToString());
                Assert.Equal(line.ToString(), again.Sign(text).ToString());
            }
        }
        Assert.Equal(Fixtures.Vectors.GetProperty("logVkey").GetString(), Fixtures.LogSigner.Key.ToString());
    }

    [Theory]
    [InlineData("entry-0-in-1")]
    [InlineData("entry-128-in-257")]
    [InlineData("entry-35000-in-70000")]
    public void Offline_proofs_verify_with_their_witnesses_and_not_without(string name)
    {
        var policy = TlogPolicy.Parse(File.ReadAllText(Fixtures.VectorPath("c2sp", "policy.txt")));
        var entry = File.ReadAllBytes(Fixtures.VectorPath("c2sp", name + ".bin"));
        var bytes = File.ReadAllBytes(Fixtures.VectorPath("c2sp", name + ".tlog-proof"));
        var proof = TlogProof.Parse(bytes);
        Assert.Equal(bytes, proof.ToBytes());
        var verdict = proof.Verify(entry, policy);
        Assert.True(verdict.Accepted, verdict.Detail);
        Assert.Equal(["hub", "sup"], verdict.Policy!.Cosigned.Keys.Order());

        var unwitnessed = TlogProof.Parse(File.ReadAllBytes(Fixtures.VectorPath("c2sp", name + ".nowitness.tlog-proof"))).Verify(entry, policy);
        Assert.False(unwitnessed.Accepted);
        Assert.Equal(PolicyFault.QuorumMissing, unwitnessed.Policy!.Fault);
        Assert.False(proof.Verify([.. entry, 0], policy).Accepted);
    }

    [Fact]
    public void Proofs_of_a_real_certificate_log_verify()
    {
        var head = Json("sth.json");
        var (size, root) = (head.GetProperty("tree_size").GetInt64(), Fixtures.Hash(head.GetProperty("sha256_root_hash").GetString()!));
        var entry = Convert.FromBase64String(Json("entries.json").GetProperty("entries")[0].GetProperty("leaf_input").GetString()!);
        var proof = new InclusionProof(Json("proof.json").GetProperty("leaf_index").GetInt64(), size, Hashes(Json("proof.json").GetProperty("audit_path")));
        Assert.True(proof.Verify(TreeHash.Sha256, TreeHash.Sha256.Leaf(entry), root));
        Assert.False((proof with { Index = proof.Index + 1 }).Verify(TreeHash.Sha256, TreeHash.Sha256.Leaf(entry), root));

        // The consistency proof in the same set starts at this older head of the log.
        var consistency = new ConsistencyProof(ArgonOldSize, size, Hashes(Json("consistency.json").GetProperty("consistency")));
        Assert.True(consistency.Verify(TreeHash.Sha256, Fixtures.Hash(ArgonOldRoot), root));
        Assert.False((consistency with { OldSize = ArgonOldSize + 1 }).Verify(TreeHash.Sha256, Fixtures.Hash(ArgonOldRoot), root));

        static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllBytes(Fixtures.VectorPath("argon2020", file))).RootElement;
    }

    // From the test beside these files in golang.org/x/mod/sumdb/tlog (TestCertificateTransparency).
    private const long ArgonOldSize = 3654490;
    private const string ArgonOldRoot = "AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ=";

    private static NodeHash RootOf(LeafRange range) => Fixtures.RangeRoot(TreeHash.Sha256, Leaves.AsSpan((int)range.Start, (int)(range.End - range.Start)));

    private static List<NodeHash> Hashes(JsonElement array) => array.ValueKind == JsonValueKind.Null ? [] : [.. array.EnumerateArray().Select(hash => Fixtures.Hash(hash.GetString()!))];
}
