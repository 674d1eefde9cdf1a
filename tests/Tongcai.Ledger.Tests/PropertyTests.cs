using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Tongcai.Ledger.Tests;

public sealed class PropertyTests
{
    private const int MostEntries = 1400;
    private static readonly NodeHash[] Sha256Leaves = Fixtures.Leaves(TreeHash.Sha256, MostEntries);
    private static readonly NodeHash[] Sm3Leaves = Fixtures.Leaves(TreeHash.Sm3, MostEntries);

    private static Config Runs(int count) => Config.QuickThrowOnFailure.WithMaxTest(count);

    [Fact]
    public void Any_split_of_appends_and_publishings_gives_the_same_bytes() =>
        Prop.ForAll(Gen.ListOf(Gen.Zip(Gen.Choose(0, 300), Gen.Choose(0, 2))).Where(parts => parts.Count is > 0 and < 8).ToArbitrary(), parts =>
        {
            using var split = new Scratch();
            using var whole = new Scratch();
            var size = parts.Sum(part => part.Item1);
            using (var store = TileStore.Open(split.Path))
            {
                long at = 0;
                foreach (var (count, step) in parts)
                {
                    var tree = store.Append(at, Fixtures.Entries(at, at + count));
                    at += count;
                    if (step == 1) store.PublishBoth(tree);
                }
                store.PublishBoth(store.TreeAt(size));
            }
            using (var store = TileStore.Open(whole.Path)) store.Extend(0, size);
            var expected = Fixtures.Digests(whole.Path, IsExact);
            return expected.SequenceEqual(Fixtures.Digests(split.Path, path => expected.ContainsKey(path)));

            // SM2 signatures are randomised, so checkpoints that carry one differ in bytes.
            static bool IsExact(string path) => !path.EndsWith("checkpoint", StringComparison.Ordinal) && !path.EndsWith(".sm", StringComparison.Ordinal);
        }).Check(Runs(40));

    [Fact]
    public void Any_proof_made_verifies_and_no_flipped_bit_of_it_does()
    {
        var gen = from size in Gen.Choose(1, MostEntries)
                  from index in Gen.Choose(0, size - 1)
                  from older in Gen.Choose(1, size)
                  from flip in Gen.Choose(0, 1_000_000)
                  from sm3 in Gen.Elements(false, true)
                  select (size, index, older, flip, sm3);
        Prop.ForAll(gen.ToArbitrary(), made =>
        {
            var (hash, leaves) = made.sm3 ? (TreeHash.Sm3, Sm3Leaves) : (TreeHash.Sha256, Sha256Leaves);
            NodeHash RootOf(LeafRange range) => Fixtures.RangeRoot(hash, leaves.AsSpan((int)range.Start, (int)(range.End - range.Start)));
            var (root, olderRoot, leaf) = (RootOf(new LeafRange(0, made.size)), RootOf(new LeafRange(0, made.older)), leaves[made.index]);
            var inclusion = InclusionProof.Make(made.index, made.size, RootOf);
            var consistency = ConsistencyProof.Make(made.older, made.size, RootOf);
            return inclusion.Verify(hash, leaf, root)
                && consistency.Verify(hash, olderRoot, root)
                && !inclusion.Verify(hash, Flip(leaf, made.flip), root)
                && !inclusion.Verify(hash, leaf, Flip(root, made.flip))
                && !consistency.Verify(hash, Flip(olderRoot, made.flip), root)
                && !consistency.Verify(hash, olderRoot, Flip(root, made.flip))
                && (inclusion.Hashes.Count == 0 || !(inclusion with { Hashes = FlipOne(inclusion.Hashes, made.flip) }).Verify(hash, leaf, root))
                && (consistency.Hashes.Count == 0 || !(consistency with { Hashes = FlipOne(consistency.Hashes, made.flip) }).Verify(hash, olderRoot, root))
                && !(inclusion with { Hashes = [.. inclusion.Hashes, root] }).Verify(hash, leaf, root)
                && !(consistency with { Hashes = [.. consistency.Hashes, root] }).Verify(hash, olderRoot, root);
        }).Check(Runs(400));
    }

    [Fact]
    public void A_frontier_goes_on_from_any_size_it_was_stored_at() =>
        Prop.ForAll(Gen.Choose(0, 600).ToArbitrary(), Gen.Choose(0, 600).ToArbitrary(), (first, more) =>
        {
            var frontier = new MerkleFrontier(TreeHash.Sha256);
            for (var i = 0; i < first; i++) frontier.Append(Sha256Leaves[i]);
            var copy = MerkleFrontier.Parse(TreeHash.Sha256, frontier.Serialize());
            for (var i = first; i < first + more; i++) copy.Append(Sha256Leaves[i]);
            return frontier.Size == first && copy.Root() == Fixtures.RangeRoot(TreeHash.Sha256, Sha256Leaves.AsSpan(0, first + more));
        }).Check(Runs(100));

    [Fact]
    public void No_flipped_bit_of_an_offline_proof_is_accepted()
    {
        var policy = TlogPolicy.Parse(File.ReadAllText(Fixtures.VectorPath("c2sp", "policy.txt")));
        var entry = File.ReadAllBytes(Fixtures.VectorPath("c2sp", "entry-35000-in-70000.bin"));
        var bytes = File.ReadAllBytes(Fixtures.VectorPath("c2sp", "entry-35000-in-70000.tlog-proof"));
        Assert.True(Accepted(bytes));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Accepted(bytes), $"bit {bit} of\n{Encoding.UTF8.GetString(bytes)}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        bool Accepted(byte[] proof)
        {
            try
            {
                return TlogProof.Parse(proof).Verify(entry, policy).Accepted;
            }
            catch (LedgerFormatException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void No_flipped_bit_of_a_checkpoint_is_accepted_not_even_in_the_line_that_outside_tools_skip()
    {
        var policy = TlogPolicy.LogOnly(Fixtures.LogSigner.Key, Fixtures.Sm2Signer.Key);
        var bytes = new Checkpoint(Fixtures.Origin, 3, TreeHash.Sha256.Empty).Sign(Fixtures.LogSigner, Fixtures.Sm2Signer);
        Assert.True(policy.Check(bytes).Accepted);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(policy.Check(bytes).Accepted, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static NodeHash Flip(NodeHash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8 % NodeHash.Size] ^= (byte)(1 << (bit % 8));
        return NodeHash.From(bytes);
    }

    private static List<NodeHash> FlipOne(IReadOnlyList<NodeHash> hashes, int flip) => [.. hashes.Select((hash, i) => i == flip % hashes.Count ? Flip(hash, flip / 7) : hash)];
}
