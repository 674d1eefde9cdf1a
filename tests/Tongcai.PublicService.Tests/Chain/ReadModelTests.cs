using System.Text.Json;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Search;

namespace Tongcai.PublicService.Tests.Chain;

/// <summary>The rows of the read model are a function of the facts, not of the order in which two ledgers were read.</summary>
public sealed class ReadModelTests
{
    private static readonly SampleChain Tender = new("aaaaaaaaaaaaaaaaaaaaaaaaaa");
    private static readonly SampleChain Neighbour = new("cccccccccccccccccccccccccc", "高新区实验学校显微镜采购项目", "410100-GKZB-2026-0500");

    private static readonly IReadOnlyList<(string Ledger, IReadOnlyList<Said> Facts)> Ledgers =
        [("trade.test/ledger", Tender.Trading), ("watch.test/ledger", Tender.Supervision), ("county.test/ledger", [.. Neighbour.Trading.Take(5)])];

    [Fact]
    public async Task Any_interleaving_of_the_ledgers_gives_the_same_pages()
    {
        var expected = await Pages(Reading(i => i));
        Assert.Contains("中财购诉", expected, StringComparison.Ordinal);
        var orders = Gen.Choose(0, int.MaxValue - 1).ArrayOf(Ledgers.Sum(l => l.Facts.Count)).ToArbitrary();
        Prop.ForAll(orders, async choices => await Pages(Reading(i => choices[i])) == expected).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public async Task A_ledger_read_again_from_its_beginning_teaches_nothing_new()
    {
        var once = Reading(i => i).ToList();
        Assert.Equal(await Pages(once), await Pages([.. once, .. once]));
    }

    [Fact]
    public async Task A_second_ledger_may_not_speak_of_the_project_of_the_first()
    {
        await using var model = await Model.Open();
        await model.Take("trade.test/ledger", 0, Tender.Trading[1]);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => model.Take("county.test/ledger", 0, Tender.Trading[3]));
        Assert.Contains("属于账本 trade.test/ledger", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_public_kind_of_a_procurement_has_a_reader()
    {
        var public_ = FactKinds.Published.All.Where(k => k.FactClass is Exchange.FactClass.Public).Select(k => k.Kind).ToHashSet();
        public_.ExceptWith(ChainReaders.Kinds.Select(k => k.Kind));
        Assert.Equal(["certificate.registered", "clock.alarmed", "clock.confirmed", "clock.jumped", "conformance.reported", "consultation.answered", "dishonesty.changed", "dishonesty.listed", "following.resumed", "inspection.closed", "inspection.drawn", "inspection.planned", "inspection.published", "ledger.forked", "organisation.registered", "outage.began", "outage.ended", "platform.attached", "platform.detached", "restore.performed", "score.answered", "score.published", "witness.wentback"], public_.Order(StringComparer.Ordinal));
        Assert.All(ChainReaders.Kinds, k => Assert.Equal(Exchange.FactClass.Public, k.FactClass));
    }

    /// <summary>The facts of all ledgers, each ledger in its own order; the choices say whose turn it is.</summary>
    private static IEnumerable<(string Ledger, int Index, Said Said)> Reading(Func<int, int> choice)
    {
        var next = new int[Ledgers.Count];
        for (var i = 0; i < Ledgers.Sum(l => l.Facts.Count); i++)
        {
            var waiting = Enumerable.Range(0, Ledgers.Count).Where(l => next[l] < Ledgers[l].Facts.Count).ToList();
            var turn = waiting[choice(i) % waiting.Count];
            yield return (Ledgers[turn].Ledger, next[turn], Ledgers[turn].Facts[next[turn]]);
            next[turn]++;
        }
    }

    /// <summary>What every page shows after reading in that order.</summary>
    private static async Task<string> Pages(IEnumerable<(string Ledger, int Index, Said Said)> reading)
    {
        await using var model = await Model.Open();
        foreach (var (ledger, index, said) in reading) await model.Take(ledger, index, said);
        var now = SampleChain.At(2026, 8, 1, 9);
        using var search = new NoticeSearch(TimeProvider.System);
        return await model.Store.Read(async db =>
        {
            List<object?> pages = [(await search.Find(db, NoticeQuery.Everything, now)).Value, await search.Latest(db, NoticeQuery.Everything, now, 50)];
            foreach (var id in new[] { Tender.Id, Neighbour.Id })
                pages.Add(ProcurementView.Of((await ProcurementChain.Load(db, id))!, new(2026, 8, 1)));
            pages.AddRange((await db.QueryAsync<PublicNotice>("select * from public_notice order by id")).AsList());
            pages.AddRange((await db.QueryAsync<ProcurementPage>("select * from procurement_page order by id")).AsList());
            pages.AddRange((await db.QueryAsync<LotOutcome>("select * from lot_outcome order by id")).AsList());
            pages.AddRange((await db.QueryAsync<PublicPayment>("select * from public_payment order by id")).AsList());
            return JsonSerializer.Serialize(pages, Problems.Json);
        });
    }

    /// <summary>A database with the readers of the platform.</summary>
    private sealed class Model(string folder, IStore store, IReadOnlyDictionary<Type, FactReader> readers) : IAsyncDisposable
    {
        public IStore Store => store;

        public static Task<Model> Open()
        {
            var folder = Directory.CreateTempSubdirectory("tongcai-model-").FullName;
            var store = SqliteStore.Open(Path.Combine(folder, "data.db"), new StoreSetup([typeof(ChainReaders).Assembly], new LegalTime(TimeProvider.System), new SystemTime()));
            var services = new ServiceCollection().AddSingleton<IStore>(store).AddChainReaders().BuildServiceProvider();
            return Task.FromResult(new Model(folder, store, services.GetServices<FactReader>().ToDictionary(r => r.FactType)));
        }

        public async Task Take(string ledger, int index, Said said)
        {
            var body = FactBody.Write(said.Fact);
            var id = $"{ledger[0]}{(char)('a' + (index / 10))}{(char)('a' + (index % 10))}".PadRight(RandomId.Length, 'a');
            var leaf = new FactLeaf(FactKinds.Published.Of(said.Fact).Kind, 1, id, said.Fact.Stream, index + 1, said.At, said.By, BodyDigest.Of(body), null, null);
            var commit = await readers[said.Fact.GetType()].Read(said.Fact, new FactOrigin(ledger, index, leaf, Restricted: false), CancellationToken.None);
            Assert.IsType<Committed>(await store.Execute(commit));
        }

        public async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
