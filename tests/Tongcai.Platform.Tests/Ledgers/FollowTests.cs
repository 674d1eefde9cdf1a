using System.Net;
using Dapper;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

public sealed class SqliteFollowTests() : FollowTests(new SqliteEngine());

public sealed class PostgresFollowTests() : FollowTests(new PostgresEngine());

public abstract class FollowTests(Engine engine) : OnEngine(engine), IAsyncDisposable
{
    private const string Origin = "source.example/ledger";
    private const string Self = "self.example/ledger";

    private readonly Sm2PrivateKey self = Sm2PrivateKey.Generate();
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-source-").FullName;
    private readonly HttpClient http = new();
    private readonly HashSet<string> unreadable = [];

    private string SelfKey => Convert.ToBase64String(self.PublicKey.ToPoint());

    private Task<SourcePlatform> Source(Audience audience = Audience.Supervision) => SourcePlatform.Start(new PlatformOptions
    {
        DataDirectory = folder,
        Origin = Origin,
        Tick = TimeSpan.FromHours(1),
        SealedDepth = 4,
        Peers = [new PeerPin(Self, audience, SelfKey)],
    });

    private SourceFollower Follower(SourcePlatform source, Audience? audience = null, FactKinds? kinds = null, Sm2PrivateKey? key = null) => new(
        new FollowedSource(Origin, source.Url, source.VerifierKey, audience),
        new LedgerClient(http, source.Url, Origin), new PeerIdentity(key ?? self, Self, TimeProvider.System), Store, kinds ?? Engine.Setup().Kinds,
        [
            FactReader.Of<SpecimenShown>((fact, origin, _) => Read(fact.Name, origin)) with { Concern = fact => fact.Stream },
            FactReader.Of<ExpertRegistered>((fact, origin, _) => Read(fact.Name, origin)),
            FactReader.Of<BidSealed>((fact, origin, _) => Read(fact.Pseudonym, origin)),
        ]);

    private Task<Commit> Read(string name, FactOrigin origin) => unreadable.Contains(name)
        ? throw new InvalidOperationException("读不懂")
        : Task.FromResult(Commit.Empty.Insert(Specimen.Named(name) with { Note = origin.Key, AmountFen = origin.Index }));

    private Task<List<string>> Names() => Store.Read(async c => (await c.QueryAsync<string>("select name from specimen order by amount_fen, name")).ToList());

    private static async Task<FollowState> ToTheEnd(SourceFollower follower)
    {
        for (var n = 0; n < 20; n++)
        {
            if (await follower.Step() is not FollowState.Advanced and var state) return state;
        }

        throw new InvalidOperationException("The follower never comes to an end.");
    }

    private static SpecimenShown Shown(string stream, string name) => new(stream, name);

    [Fact]
    public async Task Each_fact_is_learned_once_and_in_order_also_by_another_process()
    {
        await using var source = await Source();
        await source.Record(Shown("a", "一"), Shown("b", "二"), new SpecimenSealed("a", "密"));
        Assert.Equal(FollowState.UpToDate, await ToTheEnd(Follower(source)));
        await source.Record(Shown("a", "三"));
        await Reopen();
        Assert.Equal(FollowState.UpToDate, await ToTheEnd(Follower(source)));
        Assert.Equal(FollowState.UpToDate, await ToTheEnd(Follower(source)));
        Assert.Equal(["一", "二", "三"], await Names());

        // Two at once: one of them finds the position moved and waits; nothing is learned twice.
        await source.Record([.. Enumerable.Range(0, 30).Select(n => Shown("c", $"{n:D2}"))]);
        await Task.WhenAll(ToTheEnd(Follower(source)), ToTheEnd(Follower(source)));
        await ToTheEnd(Follower(source));
        Assert.Equal(33, (await Names()).Distinct().Count());
        Assert.Equal(33, await Count("specimen"));
        Assert.Empty(await new Reconciler(Store, Engine.Setup()).Run());
    }

    [Fact]
    [Fault(29)]
    public async Task A_fact_that_cannot_be_read_parks_its_own_stream_and_no_other()
    {
        await using var source = await Source();
        unreadable.Add("坏");
        await source.Record(Shown("a", "先"), Shown("a", "坏"), Shown("a", "后"), Shown("b", "别处"));
        Assert.Equal(FollowState.UpToDate, await ToTheEnd(Follower(source)));
        Assert.Equal(["先", "别处"], await Names());
        var parked = await Store.Read(async c => (await c.QueryAsync<ParkedFact>("select * from parked_fact order by place")).ToList());
        Assert.Equal(["读取出错：读不懂", ""], parked.Select(p => p.Reason));

        Assert.Equal(0, await Follower(source).RetryParked());
        unreadable.Clear();
        Assert.Equal(2, await Follower(source).RetryParked());
        Assert.Equal(["先", "坏", "后", "别处"], await Names());
        Assert.Equal(0, await Count("parked_fact"));
    }

    [Fact]
    public async Task Neighbours_about_different_things_share_a_commit_and_one_that_cannot_be_read_still_parks_alone()
    {
        await using var source = await Source();
        await source.Record([.. Enumerable.Range(0, 300).Select(n => Shown($"s{n:D3}", $"{n:D3}"))]);
        await ToTheEnd(Follower(source));
        Assert.Equal(Enumerable.Range(0, 300).Select(n => $"{n:D3}"), await Names());
        // 256 and 44 facts, and the empty batch of the tick: the position was written a few times, not three hundred.
        Assert.InRange(await Version(), 3, 6);

        unreadable.Add("坏");
        await source.Record(Shown("s001", "一"), Shown("s002", "坏"), Shown("s003", "三"), Shown("s002", "后"), Shown("s004", "四"));
        await ToTheEnd(Follower(source));
        Assert.Equal(["一", "三", "四"], (await Names())[300..]);
        Assert.Equal(["读取出错：读不懂", ""], await Store.Read(async c => (await c.QueryAsync<string>("select reason from parked_fact order by place")).ToList()));
        // With a stream parked, its further facts wait behind it although they are about something else than their neighbours.
        await source.Record(Shown("s005", "五"), Shown("s002", "末"), Shown("s006", "六"));
        await ToTheEnd(Follower(source));
        Assert.Equal(["一", "三", "四", "五", "六"], (await Names())[300..]);
        Assert.Equal(3, await Count("parked_fact"));
        Assert.Empty(await new Reconciler(Store, Engine.Setup()).Run());

        Task<long> Version() => Store.Read(c => c.QuerySingleAsync<long>("select version from follow_position"));
    }

    [Fact]
    public async Task A_kind_that_only_a_later_program_knows_waits_for_it()
    {
        await using var source = await Source();
        await source.Record(Shown("a", "新"));
        await ToTheEnd(Follower(source, kinds: FactKinds.Published));
        Assert.Contains("specimen.shown", (await Store.Read(c => c.QuerySingleAsync<ParkedFact>("select * from parked_fact"))).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await Follower(source).RetryParked());
        Assert.Equal(["新"], await Names());
    }

    [Fact]
    public async Task A_body_that_is_not_the_one_in_the_ledger_is_not_believed()
    {
        await using var source = await Source();
        await source.Record(Shown("a", "真"));
        var body = await source.Store.Read(c => c.QuerySingleAsync<byte[]>("select body from ledger_fact where kind = 'specimen.shown'"));
        await source.Store.Transact(s => s.Execute("update ledger_fact set body = @body where kind = 'specimen.shown'", ("body", FactBody.Write(Shown("a", "假")))));
        await ToTheEnd(Follower(source));
        Assert.Empty(await Names());
        Assert.Equal("正文与账本中的摘要不符", (await Store.Read(c => c.QuerySingleAsync<ParkedFact>("select * from parked_fact"))).Reason);
        await source.Store.Transact(s => s.Execute("update ledger_fact set body = @body where kind = 'specimen.shown'", ("body", body)));
        Assert.Equal(1, await Follower(source).RetryParked());
        Assert.Equal(["真"], await Names());
    }

    [Fact]
    public async Task Supervision_reads_what_it_is_entitled_to_and_a_bid_only_after_the_opening()
    {
        await using var source = await Source();
        var facts = await source.Record(
            new ExpertRegistered("e1", "a1", "张三", "某单位", ["A"], "410100"),
            new BidSealed("p", "l", "b", "代号一", "x", "y", "", Engine.Start), new BidSealed("p", "l", "b2", "代号二", "x", "y", "", Engine.Start));
        await ToTheEnd(Follower(source, Audience.Supervision));
        Assert.Equal(["张三"], await Names());

        await source.Store.Execute(Commit.Empty.Release(facts[1].Id, ReleaseMoment.AfterOpening));
        await source.Sequence();
        Assert.Equal(FollowState.UpToDate, await ToTheEnd(Follower(source, Audience.Supervision)));
        Assert.Equal(["代号一", "张三"], (await Names()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_restricted_feed_answers_only_a_pinned_key_and_only_as_its_audience()
    {
        await using var source = await Source(Audience.Hub);
        await source.Record(new ExpertRegistered("e1", "a1", "张三", "某单位", ["A"], "410100"));
        await ToTheEnd(Follower(source, Audience.Supervision));
        Assert.Empty(await Names());

        using var stranger = Sm2PrivateKey.Generate();
        Assert.Equal(FollowState.Waiting, await ToTheEnd(Follower(source, Audience.Supervision, key: stranger)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri(source.Url, "feed/restricted?after=0"))).StatusCode);

        // A signature is for one address and one moment.
        var signed = PeerRequest.Sign(self, Self, Origin, "GET", "/feed/restricted?after=0", TimeProvider.System.GetUtcNow());
        Assert.True(signed.Verify(self.PublicKey, Origin, "GET", "/feed/restricted?after=0", TimeProvider.System.GetUtcNow()));
        Assert.False(signed.Verify(self.PublicKey, Origin, "GET", "/feed/restricted?after=1", TimeProvider.System.GetUtcNow()));
        Assert.False(signed.Verify(self.PublicKey, "other/ledger", "GET", "/feed/restricted?after=0", TimeProvider.System.GetUtcNow()));
        Assert.False(signed.Verify(self.PublicKey, Origin, "GET", "/feed/restricted?after=0", TimeProvider.System.GetUtcNow().AddMinutes(6)));
        Assert.False((signed with { Signature = "not base64" }).Verify(self.PublicKey, Origin, "GET", "/feed/restricted?after=0", TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task A_ledger_that_became_smaller_or_another_stops_the_follower_with_the_evidence()
    {
        await using (var source = await Source())
        {
            await source.Record(Shown("a", "一"), Shown("a", "二"), Shown("a", "三"), Shown("a", "四"));
            await ToTheEnd(Follower(source));
        }

        // The same keys sign another history, as after a restore from an old backup.
        foreach (var file in Directory.GetFiles(folder, "data.db*")) File.Delete(file);
        Directory.Delete(Path.Combine(folder, "ledger"), recursive: true);
        await using var restored = await Source();
        await restored.Record();
        Assert.Equal(FollowState.Alarmed, await ToTheEnd(Follower(restored)));
        var position = await Store.Read(c => c.QuerySingleAsync<FollowPosition>("select * from follow_position"));
        Assert.StartsWith("SourceSmaller", position.Alarm, StringComparison.Ordinal);
        Assert.NotEmpty(position.Evidence);

        await restored.Record([.. Enumerable.Range(0, 9).Select(n => Shown("a", $"另{n}"))]);
        Assert.Equal(FollowState.Alarmed, await ToTheEnd(Follower(restored)));
        await Follower(restored).Resume();
        Assert.Equal(FollowState.Alarmed, await ToTheEnd(Follower(restored)));
        Assert.StartsWith("RootDiffers", (await Store.Read(c => c.QuerySingleAsync<FollowPosition>("select * from follow_position"))).Alarm, StringComparison.Ordinal);
        Assert.Equal(["一", "二", "三", "四"], await Names());
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        GC.SuppressFinalize(this);
        http.Dispose();
        self.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
