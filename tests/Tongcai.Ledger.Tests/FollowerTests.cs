using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Ledger.Tests;

public sealed class FollowerTests : IDisposable
{
    private readonly Scratch scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Follower Follower => new(scratch.Source, Fixtures.LogPolicy, Fixtures.Origin);

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Every_entry_is_given_once_and_in_order_across_steps_and_growth()
    {
        var position = FollowerPosition.Start;
        var read = new List<string>();
        using var store = TileStore.Open(scratch.Path);
        Assert.IsType<FollowResult.Unreachable>(await Follower.StepAsync(position, cancellation: Cancellation));
        foreach (var size in new[] { 1, 2, 255, 256, 257, 3000, 3001 })
        {
            store.Extend(read.Count, size);
            FollowResult result;
            while ((result = await Follower.StepAsync(position, most: 700, Cancellation)) is FollowResult.Advanced advanced)
            {
                Assert.Equal(read.Count, advanced.Entries[0].Index);
                read.AddRange(advanced.Entries.Select(entry => Encoding.ASCII.GetString(entry.Bytes.Span)));
                position = advanced.Position;
                Assert.Equal(read.Count, position.Next);
            }
            Assert.IsType<FollowResult.UpToDate>(result);
            Assert.Equal(size, read.Count);
        }
        Assert.Equal(Enumerable.Range(0, 3001).Select(i => $"tongcai-test-entry-{i}\n"), read);
    }

    [Fact]
    public async Task A_source_that_shrank_alarms_even_when_only_its_checkpoint_was_seen()
    {
        var before = await FollowAsync(2000, most: 300);
        await RewriteAsync(store => store.Extend(0, 1000));
        Assert.True(before.Next < 1000);
        await AlarmsAsync(FollowerAlarm.SourceSmaller, before);
    }

    [Fact]
    public async Task Another_history_alarms_at_the_same_size_and_beyond()
    {
        var all = await FollowAsync(1000, most: 4096);
        await RewriteAsync(store => Forge(store, 1000));
        await AlarmsAsync(FollowerAlarm.RootDiffers, all);
        await RewriteAsync(store => Forge(store, 1200));
        await AlarmsAsync(FollowerAlarm.RootDiffers, all);
    }

    [Fact]
    public async Task Another_history_of_entries_seen_but_not_yet_read_alarms()
    {
        var part = await FollowAsync(1000, most: 300);
        await RewriteAsync(store => Forge(store, 1500, forgedIndex: 900));
        await AlarmsAsync(FollowerAlarm.RootDiffers, part);
    }

    [Fact]
    public async Task An_entry_that_differs_from_the_signed_tree_alarms_before_it_is_given()
    {
        var part = await FollowAsync(1000, most: 300);
        var bundle = scratch.File("tile/entries/003.p/232");
        var bytes = File.ReadAllBytes(bundle);
        bytes[40] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        var result = await Follower.StepAsync(part, cancellation: Cancellation);
        Assert.Equal(FollowerAlarm.RootDiffers, Assert.IsType<FollowResult.Alarmed>(result).Alarm);
    }

    [Fact]
    public async Task Missing_and_malformed_files_and_wrong_keys_are_named()
    {
        var part = await FollowAsync(1000, most: 300);
        await AlarmsAsync(FollowerAlarm.BadSignature, part, new Follower(scratch.Source, TlogPolicy.LogOnly(NoteSigner.Ed25519(Fixtures.Origin, Cryptography.Ed25519PrivateKey.FromSeed(Fixtures.Seed("other"))).Key), Fixtures.Origin));
        await AlarmsAsync(FollowerAlarm.BadSignature, part, new Follower(scratch.Source, Fixtures.LogPolicy, "other.example/ledger"));
        await AlarmsAsync(FollowerAlarm.PositionUnreadable, part with { Frontier = new byte[9] });

        File.WriteAllBytes(scratch.File("tile/entries/002"), File.ReadAllBytes(scratch.File("tile/entries/002"))[..^1]);
        await AlarmsAsync(FollowerAlarm.Malformed, part);
        File.Delete(scratch.File("tile/entries/002"));
        await AlarmsAsync(FollowerAlarm.MissingTile, part);
        File.WriteAllText(scratch.File("checkpoint"), "nothing signed\n");
        await AlarmsAsync(FollowerAlarm.Malformed, part);
        File.Delete(scratch.File("checkpoint"));
        await AlarmsAsync(FollowerAlarm.MissingTile, part);
    }

    private async Task<FollowerPosition> FollowAsync(int size, int most)
    {
        using var store = TileStore.Open(scratch.Path);
        store.Extend(0, size);
        return Assert.IsType<FollowResult.Advanced>(await Follower.StepAsync(FollowerPosition.Start, most, Cancellation)).Position;
    }

    private async Task AlarmsAsync(FollowerAlarm alarm, FollowerPosition position, Follower? follower = null)
    {
        var result = Assert.IsType<FollowResult.Alarmed>(await (follower ?? Follower).StepAsync(position, cancellation: Cancellation));
        Assert.Equal(alarm, result.Alarm);
        Assert.NotEmpty(result.Detail);
    }

    private Task RewriteAsync(Action<TileStore> write)
    {
        foreach (var entry in Directory.GetFileSystemEntries(scratch.Path))
            if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
            else File.Delete(entry);
        using var store = TileStore.Open(scratch.Path);
        write(store);
        return Task.CompletedTask;
    }

    private static void Forge(TileStore store, int size, int forgedIndex = 10)
    {
        var entries = Fixtures.Entries(0, size);
        entries[forgedIndex] = SHA256.HashData("forged"u8);
        store.PublishBoth(store.Append(0, entries));
    }
}
