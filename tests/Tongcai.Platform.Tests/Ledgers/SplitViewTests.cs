using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Ledgers.SplitViews;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

/// <summary>
/// A ledger that is really forked: one key, one common beginning, two platforms that go on differently. The hub is led to one of them, supervision to the other.
/// </summary>
public sealed class SplitViewTests : IAsyncLifetime
{
    private const string Trade = "trade.example/ledger";
    private const string Hub = "hub.example/ledger";
    private const string Watch = "watch.example/ledger";

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-fork-").FullName;
    private readonly Dictionary<string, Uri> urls = new() { ["one"] = new Uri(PlatformHost.FreeAddress() + "/"), ["two"] = new Uri(PlatformHost.FreeAddress() + "/"), ["hub"] = new Uri(PlatformHost.FreeAddress() + "/"), ["watch"] = new Uri(PlatformHost.FreeAddress() + "/") };
    private readonly Dictionary<string, SourcePlatform> running = [];
    private readonly HttpClient http = new();

    public async ValueTask InitializeAsync()
    {
        running["one"] = await Source("one");
        await running["one"].Record(Shown("一"), Shown("二"), Shown("三"));
        running["hub"] = await Follower("hub", Hub, "one", "watch", Watch);
        running["watch"] = await Follower("watch", Watch, "one", "hub", Hub);
        await Read("hub", Size("one"));
        await Read("watch", Size("one"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var platform in running.Values) await platform.DisposeAsync();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_readers_of_one_history_find_nothing()
    {
        Assert.Equal(0, await Check("hub"));
        await running["one"].Record(Shown("四"));
        await Read("watch", Size("one"));
        Assert.Equal(0, await Check("watch"));
        Assert.Equal(0, await Check("hub"));
        Assert.Equal(ViewState.Consistent, (await Views("hub")).Single(v => v.Peer == Watch && v.Ledger == Trade).State);
        Assert.Equal("", await Alarm("hub"));
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(5, 2)]
    [InlineData(3, 3)]
    [Fault(43)]
    public async Task A_fork_is_caught_on_both_sides_with_evidence_that_anybody_can_check_and_following_stops(int one, int two)
    {
        await Fork();
        await running["one"].Record([.. Enumerable.Range(0, one).Select(n => Shown($"甲{n}"))]);
        await running["two"].Record([.. Enumerable.Range(0, two).Select(n => Shown($"乙{n}"))]);
        await Read("hub", Size("one"));
        await Read("watch", Size("two"));

        // Whoever has more of the ledger can prove it at once; the other one takes the proof over, after checking it.
        var found = await Check("hub") + await Check("watch") + await Check("hub") + await Check("watch");
        Assert.Equal(2, found);
        foreach (var name in new[] { "hub", "watch" })
        {
            Assert.StartsWith("Forked", await Alarm(name), StringComparison.Ordinal);
            var line = (await Overview(name))["followed"]!.AsArray().Single(f => f!["origin"]!.GetValue<string>() == Trade)!;
            Assert.StartsWith(Trade + "\n", line["accepted"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.StartsWith(Trade + "\n", line["offered"]!.GetValue<string>(), StringComparison.Ordinal);
            var body = await http.GetByteArrayAsync(new Uri(running[name].Url, "ledger/bodies/" + line["evidenceBody"]!.GetValue<string>()));
            var evidence = ((LedgerForked)FactBody.Read(FactKinds.Published.Find("ledger.forked")!, body).Fact!).Evidence()!;
            Assert.Equal("", evidence.Problem(TlogPolicy.LogOnly(NoteKey.Parse(running["one"].VerifierKey))));
            Assert.NotEqual("", evidence.Problem(TlogPolicy.LogOnly(NoteKey.Parse(running["hub"].VerifierKey))));
            Assert.NotEqual("", (evidence with { Root = Checkpoint.Parse(evidence.First.Span).Root }).Problem(TlogPolicy.LogOnly(NoteKey.Parse(running["one"].VerifierKey))));
        }

        // No step further on either side, and no second alarm.
        var (hub, watch) = (await Position("hub"), await Position("watch"));
        await running["one"].Record(Shown("再"));
        await running["two"].Record(Shown("再"));
        Assert.Equal(FollowState.Alarmed, await running["hub"].Services.GetRequiredService<MakeFollower>()(running["hub"].Services.GetRequiredService<LiveAttachments>().Now.Find(Trade)!.Source!).Step());
        Assert.Equal(0, await Check("hub") + await Check("watch"));
        Assert.Equal((hub.Frontier, watch.Frontier), ((await Position("hub")).Frontier, (await Position("watch")).Frontier), new SameBytes());
    }

    [Fact]
    public async Task After_a_person_has_judged_the_same_evidence_raises_no_alarm_again_but_a_new_one_does()
    {
        await Fork();
        await running["two"].Record(Shown("乙"), Shown("乙"));
        await Read("watch", Size("two"));
        await running["one"].Record(Shown("甲"));
        await Read("hub", Size("one"));
        Assert.Equal(1, await Check("watch"));
        Assert.Equal(1, await Check("hub"));

        await Resume("hub");
        Assert.Equal("", await Alarm("hub"));
        await running["one"].Record(Shown("甲二"));
        await Read("hub", Size("one"));
        Assert.Equal(0, await Check("hub"));
        Assert.Equal("", await Alarm("hub"));

        // Supervision goes on along the other history: that is a new sight of it.
        await Resume("watch");
        await running["two"].Record([.. Enumerable.Range(0, 4).Select(n => Shown($"乙{n}"))]);
        await Read("watch", Size("two"));
        Assert.True(await Check("watch") + await Check("hub") + await Check("watch") >= 1);
    }

    [Fact]
    public async Task A_peer_that_lies_raises_no_alarm_about_the_ledger()
    {
        using var stranger = Ed25519PrivateKey.Generate();
        var forged = new Checkpoint(Trade, Size("one"), TreeHash.Sha256.Leaf("lie"u8)).Sign(NoteSigner.Ed25519(Trade, stranger));
        var true1 = Encoding.UTF8.GetString(await http.GetByteArrayAsync(new Uri(running["one"].Url, "ledger/checkpoint")));
        var evidence = new LedgerForked(Trade, Watch, true1, Encoding.UTF8.GetString(forged), TreeHash.Sha256.Leaf("lie"u8).ToString(), []);
        foreach (var view in new[] { new SeenView(Trade, Encoding.UTF8.GetString(forged), null), new SeenView(Trade, true1, evidence), new SeenView(Trade, "nonsense", null), new SeenView(Trade, true1, evidence with { Hashes = ["x"] }) })
        {
            var check = new SplitViewCheck(
                running["hub"].Store, Hub, () => running["hub"].Services.GetRequiredService<LiveAttachments>().Now.Followed,
                source => source.Origin == Trade ? Client("one", Trade) : new(new HttpClient(new Says(view)), new Uri("http://liar.example/"), Watch), TimeProvider.System);
            Assert.Equal(0, await check.RunOnce());
            Assert.Equal("", await Alarm("hub"));
        }

        Assert.Contains(await Views("hub"), v => v.Peer == Watch);
        await running["watch"].DisposeAsync();
        running.Remove("watch");
        Assert.Equal(0, await Check("hub"));
        Assert.Equal("", await Alarm("hub"));
    }

    [Fact]
    public async Task A_ledger_that_shows_the_own_witness_another_history_than_the_own_follower_is_caught()
    {
        await Fork();
        await running["two"].Record(Shown("乙"));
        await running["one"].Record(Shown("甲"), Shown("甲二"));
        await Read("hub", Size("one"));
        var note = await http.GetByteArrayAsync(new Uri(running["two"].Url, "ledger/checkpoint"));
        var witness = new WitnessClient(http, new Uri(running["hub"].Url, "witness/"), NoteKey.Parse(running["hub"].Services.GetRequiredService<LedgerKeys>().WitnessKey));
        Assert.IsType<WitnessOutcome.Cosigned>(await witness.SubmitAsync(note, LedgerReader.Sha256(new HttpTileSource(http, new Uri(running["two"].Url, "ledger/")))));
        Assert.Equal(1, await Check("hub"));
        Assert.StartsWith("Forked", await Alarm("hub"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_seen_is_told_of_followed_ledgers_only()
    {
        var seen = await http.GetFromJsonAsync<JsonObject>(new Uri(running["hub"].Url, "ledger/seen/" + WitnessState.FileName(Trade)));
        Assert.Equal(Trade, seen!["ledger"]!.GetValue<string>());
        foreach (var path in new[] { WitnessState.FileName(Hub), WitnessState.FileName("nobody"), "x" })
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(running["hub"].Url, "ledger/seen/" + path))).StatusCode);
    }

    private static SpecimenShown Shown(string name) => new("s", name);

    private Task<SourcePlatform> Source(string name) => SourcePlatform.Start(new PlatformOptions { DataDirectory = Path.Combine(folder, name), Origin = Trade, Tick = TimeSpan.FromHours(1), SealedDepth = 4 }, url: urls[name]);

    private Task<SourcePlatform> Follower(string name, string origin, string source, string peer, string peerOrigin)
    {
        using var peerKeys = LedgerKeys.Load(Path.Combine(folder, peer, "keys"), peerOrigin);
        using var tradeKeys = LedgerKeys.Load(Path.Combine(folder, "one", "keys"), Trade);
        return SourcePlatform.Start(
            new PlatformOptions
            {
                DataDirectory = Path.Combine(folder, name), Origin = origin, Tick = TimeSpan.FromHours(1), SealedDepth = 4, FollowInterval = TimeSpan.FromMilliseconds(20), ViewInterval = TimeSpan.FromHours(1),
                Follow = [new FollowedSource(Trade, urls[source], tradeKeys.VerifierKey), new FollowedSource(peerOrigin, urls[peer], peerKeys.VerifierKey)],
            },
            url: urls[name]);
    }

    /// <summary>The platform is copied as it stands, key and all; supervision is led to the copy.</summary>
    private async Task Fork()
    {
        await running["one"].DisposeAsync();
        await running["watch"].DisposeAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "one"), "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".lock"))
        {
            var target = Path.Combine(folder, "two", Path.GetRelativePath(Path.Combine(folder, "one"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        running["one"] = await Source("one");
        running["two"] = await Source("two");
        running["watch"] = await Follower("watch", Watch, "two", "hub", Hub);
    }

    private long Size(string name) => running[name].Services.GetRequiredService<LedgerPublisher>().Published!.Size;

    private Task<int> Check(string name) => running[name].Services.GetRequiredService<SplitViewCheck>().RunOnce();

    private async Task Read(string name, long size)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (MerkleFrontier.Parse(TreeHash.Sha256, (await Position(name)).Frontier).Size < size) await Task.Delay(10, limit.Token);
    }

    private async Task<FollowPosition> Position(string name) =>
        await running[name].Store.Read(c => c.QuerySingleOrDefaultAsync<FollowPosition?>("select * from follow_position where id = @Trade", new { Trade })) ?? new FollowPosition { Frontier = FollowerPosition.Start.Frontier.ToArray() };

    private async Task<string> Alarm(string name) => (await Position(name)).Alarm;

    private Task<List<SeenCheckpoint>> Views(string name) => running[name].Store.Read(async c => (await c.QueryAsync<SeenCheckpoint>("select * from seen_checkpoint")).ToList());

    private async Task<JsonNode> Overview(string name) => JsonNode.Parse(await http.GetStringAsync(new Uri(running[name].Url, "api/v1/ledger")))!;

    private LedgerClient Client(string name, string origin) => new(http, running[name].Url, origin);

    /// <summary>What the act of the administrator commits.</summary>
    private async Task Resume(string name)
    {
        var store = running[name].Store;
        var decision = new FollowDecision { Id = RandomId.New(), Ledger = Trade, Reason = "已核查", Judged = new(await SplitViewCheck.Known(store, Trade, default)) };
        Assert.IsType<Committed>(await store.Execute(Commit.Empty.Update(SourceFollower.Resumed(await Position(name))).Insert(decision).Record(new FollowingResumed(Trade, "", 0, "已核查"), "org")));
    }

    private sealed class Says(SeenView view) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = JsonContent.Create(view, options: WireJson.Options) });
    }

    private sealed class SameBytes : IEqualityComparer<(byte[] Left, byte[] Right)>
    {
        public bool Equals((byte[] Left, byte[] Right) x, (byte[] Left, byte[] Right) y) => x.Left.AsSpan().SequenceEqual(y.Left) && x.Right.AsSpan().SequenceEqual(y.Right);

        public int GetHashCode((byte[] Left, byte[] Right) obj) => obj.Left.Length;
    }
}
