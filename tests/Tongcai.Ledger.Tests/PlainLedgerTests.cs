using System.Text;

namespace Tongcai.Ledger.Tests;

public sealed class PlainLedgerTests
{
    [Fact]
    public async Task Lines_are_appended_published_and_read_back()
    {
        using var scratch = new Scratch();
        using (var ledger = Open(scratch)) Assert.Equal(0, ledger.Append(["first", "第二"]));
        using (var ledger = Open(scratch)) Assert.Equal(2, ledger.Append([.. Enumerable.Range(0, 600).Select(i => $"line {i}")]));
        Assert.Equal(["first", "第二", "line 0"], (await ReadAsync(scratch, 602)).Take(3));
        Assert.Empty(await LedgerFsck.RunAsync(scratch.Source, FsckScope.Everything, TestContext.Current.CancellationToken));
        Assert.True(Fixtures.LogPolicy.Check(File.ReadAllBytes(scratch.File("checkpoint"))).Accepted);
    }

    [Fact]
    public void An_empty_ledger_can_be_published()
    {
        using var scratch = new Scratch();
        using (var ledger = Open(scratch)) ledger.Append([]);
        Assert.Equal(new Checkpoint(Fixtures.Origin, 0, TreeHash.Sha256.Empty), Checkpoint.Parse(File.ReadAllBytes(scratch.File("checkpoint"))));
    }

    [Fact]
    public async Task What_an_interrupted_append_left_is_published_at_the_next_start()
    {
        using var scratch = new Scratch();
        using (var ledger = Open(scratch)) ledger.Append(["one", "two"]);
        using (var store = TileStore.Open(scratch.Path)) store.Append(2, [.. Enumerable.Range(0, 700).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"late {i}"))]);
        File.Delete(scratch.File("tile/0/001"));
        using (var ledger = Open(scratch))
        {
            Assert.Equal(702, ledger.Size);
            Assert.Equal(702, ledger.Append(["after"]));
        }
        Assert.Equal(["late 699", "after"], (await ReadAsync(scratch, 703)).TakeLast(2));
        Assert.Empty(await LedgerFsck.RunAsync(scratch.Source, FsckScope.Everything, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_ledger_of_another_origin_is_refused_and_left_unlocked()
    {
        using var scratch = new Scratch();
        using (var ledger = Open(scratch)) ledger.Append(["one"]);
        Assert.Throws<LedgerConflictException>(() => PlainLedger.Open(scratch.Path, NoteSigner.Ed25519("other.example/ledger", Fixtures.VectorKey("logSeedHex"))));
        Open(scratch).Dispose();
    }

    [Theory]
    [InlineData("checkpoint", "text/plain; charset=utf-8", false)]
    [InlineData("sm3/checkpoint.sm", "text/plain; charset=utf-8", false)]
    [InlineData("tile/entries/000.p/3", "application/octet-stream", true)]
    [InlineData("sm3/tile/1/x001/000", "application/octet-stream", true)]
    public void Files_of_a_ledger_are_served(string path, string type, bool immutable) => Assert.Equal((type, immutable), LedgerPaths.Served(path));

    [Theory]
    [InlineData(".lock")]
    [InlineData("tile/0/../../secret")]
    [InlineData("sm3/tile/entries/000")]
    [InlineData("tile/0/000.tmp")]
    [InlineData("/checkpoint")]
    public void Nothing_else_is(string path) => Assert.Null(LedgerPaths.Served(path));

    private static PlainLedger Open(Scratch scratch) => PlainLedger.Open(scratch.Path, Fixtures.LogSigner);

    private static async Task<List<string>> ReadAsync(Scratch scratch, long size)
    {
        var lines = new List<string>();
        await foreach (var entry in LedgerReader.Sha256(scratch.Source).EntriesAsync(0, size, TestContext.Current.CancellationToken)) lines.Add(Encoding.UTF8.GetString(entry.Bytes.Span));
        return lines;
    }
}
