using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.OpenData;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.Tests.OpenData;

/// <summary>The change feed gives every release exactly once, however the ledgers come in and wherever a reader stops.</summary>
public sealed class FeedTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_comes_when_each_release_is_given_once(int seed)
    {
        var chance = new Random(seed);
        var chain = Enumerable.Range(seed * 50, 50).Select(GeneratedChain.Of).First(c => c.Facts.Select(f => f.Row.Ledger).Distinct().Count() == 2);
        var store = Open(out var folder);
        var reader = FeedCursor.Start;
        var given = new List<Release>();
        async Task Read()
        {
            var page = await store.Read(db => Feed.After(db, FeedCursor.Parse(reader.Text)!, 1 + chance.Next(4), GeneratedChain.Publication));
            given.AddRange(page.Releases);
            reader = page.Next;
        }

        var waiting = chain.Facts.GroupBy(f => f.Row.Ledger).Select(l => new Queue<Recorded>(l)).ToList();
        var parked = new List<(Recorded Fact, ParkedFact Row)>();
        while (waiting.Exists(w => w.Count > 0) || parked.Count > 0)
        {
            var some = waiting.Where(w => w.Count > 0).ToList();
            if (parked.Count > 0 && (some.Count == 0 || chance.Next(4) == 0))
            {
                var (fact, row) = parked[0];
                parked.RemoveAt(0);
                Assert.IsType<Committed>(await store.Execute(Commit.Empty.Insert(fact.Row).Delete(row with { Version = 1 })));
            }
            else
            {
                var fact = some[chance.Next(some.Count)].Dequeue();
                var park = new ParkedFact { Id = fact.Row.Id, Source = fact.Row.Ledger, Stream = fact.Row.Stream, Place = fact.Row.LeafIndex, LeafIndex = fact.Row.LeafIndex, Leaf = [1], Body = [1], Reason = "later" };
                if (chance.Next(5) == 0) parked.Add((fact, park));
                Assert.IsType<Committed>(await store.Execute(parked.Count > 0 && parked[^1].Fact == fact ? Commit.Empty.Insert(park) : Commit.Empty.Insert(fact.Row)));
            }

            if (chance.Next(2) == 0) await Read();
        }

        for (var i = 0; i < 60; i++) await Read();
        Assert.Equal(chain.Releases().Select(r => (string)r.Json["id"]!).Order(StringComparer.Ordinal), given.Select(r => (string)r.Json["id"]!).Order(StringComparer.Ordinal));
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static SqliteStore Open(out string folder)
    {
        folder = Directory.CreateTempSubdirectory("tongcai-feed-").FullName;
        return SqliteStore.Open(Path.Combine(folder, "data.db"), new StoreSetup([typeof(ChainReaders).Assembly], new LegalTime(TimeProvider.System), new SystemTime()));
    }
}
