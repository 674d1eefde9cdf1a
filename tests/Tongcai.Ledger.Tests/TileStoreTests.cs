using System.Text;

namespace Tongcai.Ledger.Tests;

public sealed class TileStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-1, 0, 256, "tile/entries/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 1000, 17, "tile/1/x001/000.p/17")]
    [InlineData(0, 0, 1, "tile/0/000.p/1")]
    public void Paths_read_back_as_they_are_written(int level, long number, int width, string text)
    {
        var path = new TilePath(level, number, width);
        Assert.Equal(text, path.ToString());
        Assert.True(TilePath.TryParse(text, out var parsed));
        Assert.Equal(path, parsed);
    }

    [Theory]
    [InlineData("tile/0/67")]
    [InlineData("tile/0/x067")]
    [InlineData("tile/0/x000/067")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/001.p/01")]
    [InlineData("tile/8/001")]
    [InlineData("tile/00/001")]
    [InlineData("tile/entries/../001")]
    [InlineData("tile/0/xx001/001")]
    [InlineData("tile/0/x9223372036854775807/001")]
    [InlineData("checkpoint")]
    public void Other_forms_of_a_path_are_refused(string text) => Assert.False(TilePath.TryParse(text, out _));

    [Fact]
    public void An_entry_of_65535_bytes_is_taken_and_one_more_byte_is_refused_with_a_reason()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Append(0, [new byte[65_535]]);
        var refused = Assert.Throws<LedgerFormatException>(() => store.Append(1, [new byte[65_536]]));
        Assert.Contains("65535", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, store.TreeAt(1).Size);
    }

    [Fact]
    public void Appending_the_same_entries_again_leaves_the_same_bytes()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Extend(0, 300);
        var tree = store.Append(300, Fixtures.Entries(300, 900));
        var before = Fixtures.Digests(scratch.Path);
        Assert.Equal(tree, store.Append(300, Fixtures.Entries(300, 900)));
        Assert.Equal(tree, store.Append(0, Fixtures.Entries(0, 900)));
        Assert.Equal(before, Fixtures.Digests(scratch.Path, before.ContainsKey));
    }

    [Fact]
    public void Other_entries_under_a_full_tile_are_refused_and_change_nothing()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Append(0, Fixtures.Entries(0, 600));
        var before = Fixtures.Digests(scratch.Path);
        Assert.Throws<LedgerConflictException>(() => store.Append(0, Fixtures.Entries(1, 601)));
        Assert.Equal(before, Fixtures.Digests(scratch.Path));
        Assert.Equal(600, store.TreeAt(600).Size);
    }

    [Fact]
    public void Other_entries_in_a_partial_tile_are_refused_only_once_they_are_published()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Append(0, Fixtures.Entries(100, 110));
        store.Extend(0, 10);
        Assert.Throws<LedgerConflictException>(() => store.Append(0, Fixtures.Entries(100, 110)));
    }

    [Fact]
    public void A_gap_is_refused()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Append(0, Fixtures.Entries(0, 10));
        Assert.Equal(LedgerFault.Missing, Assert.Throws<LedgerFaultException>(() => store.Append(11, Fixtures.Entries(11, 12))).Finding.Fault);
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using var scratch = new Scratch();
        using (TileStore.Open(scratch.Path)) Assert.Throws<LedgerConflictException>(() => TileStore.Open(scratch.Path));
        TileStore.Open(scratch.Path).Dispose();
    }

    [Fact]
    public void Publishing_never_goes_back_and_never_contradicts_the_files()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Extend(0, 300);
        store.Append(300, Fixtures.Entries(300, 400));
        void Refused(Checkpoint checkpoint) => Assert.Throws<LedgerConflictException>(() => store.Publish(checkpoint.Sign(Fixtures.LogSigner)));
        Refused(new Checkpoint(Fixtures.Origin, 299, store.TreeAt(299).Root));
        Refused(new Checkpoint(Fixtures.Origin, 400, store.TreeAt(300).Root));
        Refused(new Checkpoint(Fixtures.Origin, 300, store.TreeAt(400).Root));
        Refused(new Checkpoint("other.example/ledger", 400, store.TreeAt(400).Root));
        Assert.Equal(300, store.Published!.Size);
        Assert.Throws<LedgerFormatException>(() => store.Publish("no checkpoint"u8));
        Assert.Throws<LedgerConflictException>(() => store.PublishSm3(new Checkpoint(Fixtures.Origin, 400, store.TreeAt(400).Sm3Root).Sign(Fixtures.Sm2Signer)));
    }

    [Fact]
    public async Task Partial_files_out_of_use_are_dropped_and_the_newest_are_kept()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        for (var size = 0; size < 100; size++) store.Extend(size, size + 1);
        int Widths(string folder) => Directory.GetFiles(scratch.File(folder)).Length;
        Assert.Equal(TileStore.PartialsKept, Widths("tile/0/000.p"));
        Assert.Equal(TileStore.PartialsKept, Widths("tile/entries/000.p"));
        Assert.Equal(TileStore.PartialsKept, Widths("sm3/tile/0/000.p"));
        Assert.True(File.Exists(scratch.File("tile/0/000.p/100")));
        store.Extend(100, 300);
        Assert.False(Directory.Exists(scratch.File("tile/0/000.p")));
        Assert.Equal(Fixtures.Vectors.GetProperty("roots").GetProperty("100").GetString(), (await LedgerReader.Sha256(scratch.Source).RootAsync(100, Cancellation)).ToString());
    }

    [Fact]
    public async Task Both_trees_have_the_same_size_and_the_same_entries()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        var tree = store.Extend(0, 1000);
        var reader = LedgerReader.Sm3(scratch.Source);
        var checkpoint = Checkpoint.Parse(await reader.CheckpointAsync(Cancellation));
        Assert.Equal((1000, tree.Sm3Root), (checkpoint.Size, checkpoint.Root));
        Assert.Equal(Fixtures.RangeRoot(TreeHash.Sm3, Fixtures.Leaves(TreeHash.Sm3, 1000)), checkpoint.Root);
        Assert.True((await reader.InclusionAsync(777, 1000, Cancellation)).Verify(TreeHash.Sm3, TreeHash.Sm3.Leaf(Fixtures.Entry(777).Span), checkpoint.Root));
        Assert.True(TlogPolicy.LogOnly(NoteKey.Sm2(Fixtures.Origin + "-sm3", Cryptography.Sm2PrivateKey.FromScalar(Fixtures.Seed("sm2 signer of the tests")).PublicKey))
            .Check(new Checkpoint(Fixtures.Origin + "-sm3", 1000, tree.Sm3Root).Sign(NoteSigner.Sm2(Fixtures.Origin + "-sm3", Cryptography.Sm2PrivateKey.FromScalar(Fixtures.Seed("sm2 signer of the tests"))))).Accepted);
    }

    [Fact]
    public async Task Entries_are_streamed_from_any_index()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Extend(0, 1000);
        foreach (var from in new[] { 0, 1, 255, 256, 700, 999, 1000 })
        {
            var read = new List<LedgerEntry>();
            await foreach (var entry in LedgerReader.Sha256(scratch.Source).EntriesAsync(from, 1000, Cancellation)) read.Add(entry);
            Assert.Equal(Enumerable.Range(from, 1000 - from).Select(i => (long)i), read.Select(entry => entry.Index));
            Assert.All(read, entry => Assert.Equal($"tongcai-test-entry-{entry.Index}\n", Encoding.ASCII.GetString(entry.Bytes.Span)));
        }
    }
}
