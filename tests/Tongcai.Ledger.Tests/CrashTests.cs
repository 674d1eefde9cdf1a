using FsCheck;
using FsCheck.Fluent;

namespace Tongcai.Ledger.Tests;

public sealed class CrashTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void An_append_cut_off_anywhere_is_completed_by_running_it_again() =>
        Prop.ForAll(Gen.Choose(0, 700).ToArbitrary(), Gen.Choose(1, 700).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (before, count, seed) =>
        {
            using var scratch = new Scratch();
            SortedDictionary<string, string> published, whole;
            using (var store = TileStore.Open(scratch.Path))
            {
                store.Extend(0, before);
                published = Fixtures.Digests(scratch.Path);
                store.Append(before, Fixtures.Entries(before, before + count));
                whole = Fixtures.Digests(scratch.Path);
            }
            // What a power cut leaves of an append: any of its files whole, any absent, temporary files in any state.
            var chance = new Random(seed);
            foreach (var file in whole.Keys.Where(file => !published.ContainsKey(file)))
            {
                if (chance.Next(2) == 0) File.Move(scratch.File(file), scratch.File(file) + ".tmp");
                if (chance.Next(3) == 0) File.WriteAllBytes(scratch.File(file) + ".tmp", new byte[chance.Next(100)]);
            }
            using (var store = TileStore.Open(scratch.Path)) store.Append(before, Fixtures.Entries(before, before + count));
            return whole.SequenceEqual(Fixtures.Digests(scratch.Path, whole.ContainsKey));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    public static TheoryData<string, LedgerFault> Damages => new()
    {
        { "tile/0/003.p/232", LedgerFault.Missing },
        { "tile/1/000.p/3", LedgerFault.Missing },
        { "tile/entries/003.p/232", LedgerFault.Missing },
        { "sm3/tile/0/003.p/232", LedgerFault.Missing },
        { "sm3/tile/1/000.p/3", LedgerFault.Missing },
        { "tile/0/003.p/232", LedgerFault.Malformed },
        { "tile/1/000.p/3", LedgerFault.Malformed },
        { "tile/entries/003.p/232", LedgerFault.Malformed },
        { "sm3/tile/0/003.p/232", LedgerFault.Malformed },
        { "tile/0/003.p/232", LedgerFault.EntryDiffers },
        { "tile/entries/003.p/232", LedgerFault.EntryDiffers },
        { "tile/1/000.p/3", LedgerFault.RootDiffers },
        { "sm3/tile/1/000.p/3", LedgerFault.RootDiffers },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_newest_file_is_found_by_the_quick_check_and_rebuilt_from_the_entries(string path, LedgerFault fault)
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Extend(0, 1000);
        var before = Fixtures.Digests(scratch.Path);
        Assert.Empty(await store.FsckAsync(FsckScope.LastTiles, Cancellation));
        Damage(scratch.File(path), fault);
        Assert.Contains(await store.FsckAsync(FsckScope.LastTiles, Cancellation), finding => finding.Fault == fault && NamesTile(finding.Path));
        Assert.Contains(await store.FsckAsync(FsckScope.Everything, Cancellation), finding => finding.Fault is LedgerFault.Missing or LedgerFault.Malformed or LedgerFault.EntryDiffers or LedgerFault.TileDiffers);

        var (tree, replaced) = store.Rebuild(Fixtures.Entries(0, 1000));
        Assert.Equal([path], replaced);
        Assert.Equal(1000, tree.Size);
        Assert.Equal(before, Fixtures.Digests(scratch.Path));
        Assert.Empty(await store.FsckAsync(FsckScope.Everything, Cancellation));
        store.Extend(1000, 1100);

        // The root is found wrong at the checkpoint; which tile is, the full check tells.
        bool NamesTile(string found) => found == path || fault == LedgerFault.RootDiffers || (fault == LedgerFault.EntryDiffers && found == "tile/entries/003.p/232");
    }

    [Theory]
    [InlineData("tile/0/001", LedgerFault.Missing)]
    [InlineData("tile/0/001", LedgerFault.Malformed)]
    [InlineData("tile/entries/000", LedgerFault.EntryDiffers)]
    [InlineData("tile/entries/002", LedgerFault.Missing)]
    [InlineData("sm3/tile/0/002", LedgerFault.EntryDiffers)]
    public async Task A_damaged_older_file_is_found_by_the_full_check_and_rebuilt(string path, LedgerFault fault)
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Extend(0, 1000);
        var before = Fixtures.Digests(scratch.Path);
        Damage(scratch.File(path), fault);
        Assert.Contains(await store.FsckAsync(FsckScope.Everything, Cancellation), finding => finding.Fault == fault);
        Assert.Equal([path], store.Rebuild(Fixtures.Entries(0, 1000)).Replaced);
        Assert.Equal(before, Fixtures.Digests(scratch.Path));
    }

    [Fact]
    public async Task A_missing_or_unreadable_checkpoint_is_found()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        Assert.Equal(LedgerFault.CheckpointUnreadable, Assert.Single(await store.FsckAsync(FsckScope.LastTiles, Cancellation)).Fault);
        store.Extend(0, 10);
        File.WriteAllText(scratch.File("checkpoint"), "trade.tongcai.example/ledger\n10\n");
        Assert.Equal(LedgerFault.CheckpointUnreadable, Assert.Single(await store.FsckAsync(FsckScope.LastTiles, Cancellation)).Fault);
    }

    [Fact]
    public void Rebuilding_from_other_or_too_few_entries_touches_nothing()
    {
        using var scratch = new Scratch();
        using var store = TileStore.Open(scratch.Path);
        store.Extend(0, 600);
        File.Delete(scratch.File("tile/0/000"));
        var before = Fixtures.Digests(scratch.Path);
        Assert.Throws<LedgerConflictException>(() => store.Rebuild(Fixtures.Entries(1, 601)));
        Assert.Throws<LedgerConflictException>(() => store.Rebuild(Fixtures.Entries(0, 599)));
        Assert.Equal(before, Fixtures.Digests(scratch.Path, path => !path.StartsWith(".rebuild", StringComparison.Ordinal)));
        Assert.Equal(["tile/0/000"], store.Rebuild(Fixtures.Entries(0, 600)).Replaced);
        Assert.Equal(601, store.Extend(600, 601).Size);
    }

    [Fact]
    public void Appending_on_damaged_files_says_which_one()
    {
        using var scratch = new Scratch();
        using (var store = TileStore.Open(scratch.Path)) store.Extend(0, 300);
        File.WriteAllBytes(scratch.File("tile/0/001.p/44"), new byte[31]);
        using var reopened = TileStore.Open(scratch.Path);
        var fault = Assert.Throws<LedgerFaultException>(() => reopened.Append(300, Fixtures.Entries(300, 301)));
        Assert.Equal((LedgerFault.Malformed, "tile/0/001.p/44"), (fault.Finding.Fault, fault.Finding.Path));
    }

    private static void Damage(string file, LedgerFault fault)
    {
        var bytes = File.ReadAllBytes(file);
        switch (fault)
        {
            case LedgerFault.Missing:
                File.Delete(file);
                break;
            case LedgerFault.Malformed:
                File.WriteAllBytes(file, bytes[..^1]);
                break;
            default:
                bytes[^1] ^= 0x10;
                File.WriteAllBytes(file, bytes);
                break;
        }
    }
}
