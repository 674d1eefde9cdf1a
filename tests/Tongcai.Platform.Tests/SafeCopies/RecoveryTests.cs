using System.Data.Common;
using System.Net;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Recovery;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Ledgers;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.SafeCopies;

/// <summary>由备份恢复：a platform and the one that witnesses and mirrors it, over HTTP; what happens when the first comes back with yesterday's data.</summary>
public sealed class RecoveryTests : IAsyncLifetime
{
    private const string Trade = "trade.example/ledger";
    private const string Hub = "hub.example/ledger";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-recovery-").FullName;
    private readonly Uri tradeAt = new(PlatformHost.FreeAddress() + "/");
    private readonly Uri hubAt = new(PlatformHost.FreeAddress() + "/");
    private readonly HttpClient http = new();
    private SourcePlatform hub = null!;
    private SourcePlatform? trade;
    private string tradeKey = "", tradePeer = "", hubKey = "", hubPeer = "", hubWitness = "";

    private string TradeData => Path.Combine(folder, "trade");

    private string Yesterday => Path.Combine(folder, "yesterday");

    private string MirrorOfTrade => MirrorParts.DirectoryOf(HubOptions, Trade);

    private PlatformOptions HubOptions => new()
    {
        DataDirectory = Path.Combine(folder, "hub"), Origin = Hub, Tick = TimeSpan.FromMilliseconds(200), FollowInterval = TimeSpan.FromMilliseconds(50),
        Follow = [new(Trade, tradeAt, tradeKey, Audience.Hub, Mirror: true)], Peers = [new(Trade, Audience.Trading, tradePeer)],
    };

    private PlatformOptions TradeOptions => new()
    {
        DataDirectory = TradeData, Origin = Trade, Tick = TimeSpan.FromMilliseconds(200), FollowInterval = TimeSpan.FromMilliseconds(50), WitnessInterval = TimeSpan.FromMilliseconds(100), SealedDepth = 4,
        WitnessPolicy = Path.Combine(folder, "policy"), SafeCopy = RecoveryKeys.Settings(32_768), Follow = [new(Hub, hubAt, hubKey)], Peers = [new(Hub, Audience.Hub, hubPeer)],
    };

    public async ValueTask InitializeAsync()
    {
        using (var keys = LedgerKeys.Load(Path.Combine(TradeData, "keys"), Trade)) (tradeKey, tradePeer) = (keys.VerifierKey, keys.PeerKey);
        using (var keys = LedgerKeys.Load(Path.Combine(folder, "hub", "keys"), Hub)) (hubKey, hubPeer, hubWitness) = (keys.VerifierKey, keys.PeerKey, keys.WitnessKey);
        await File.WriteAllTextAsync(Path.Combine(folder, "policy"), $"witness hub {hubWitness} {new Uri(hubAt, "witness/")}\ngroup all all hub\nquorum all\n");
        hub = await SourcePlatform.Start(HubOptions, url: hubAt);
        trade = await SourcePlatform.Start(TradeOptions, url: tradeAt);
    }

    public async ValueTask DisposeAsync()
    {
        if (trade is not null) await trade.DisposeAsync();
        await hub.DisposeAsync();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    [Fault(30)]
    public async Task Yesterdays_backup_refuses_every_write_until_it_is_healed_and_then_nothing_is_missing()
    {
        await Work(0, 5);
        await Covered();
        await Stop();
        Copy(TradeData, Yesterday);
        await StartTrade();
        Assert.Null(Mode.Notice);
        await Work(5, 20);
        await Covered();
        var published = (await Checkpoint(tradeAt, "ledger/checkpoint"))!;
        var facts = await Facts();
        await Stop();

        Restore();
        await StartTrade();
        Assert.Contains("旧备份", Mode.Notice!.What, StringComparison.Ordinal);
        Assert.Contains("recovery open", Mode.Notice.Remedy, StringComparison.Ordinal);
        Assert.False(Mode.Notice.Forked);
        Assert.IsType<Unavailable>(await trade!.Store.Execute(Commit.Empty.Record(new SpecimenShown("neu", "x"), "org")));
        await Assert.ThrowsAsync<IOException>(() => trade.Store.Transact(s => s.Execute("delete from scratch")));
        Assert.Equal(5, (await trade.Store.Read(c => c.QueryAsync<string>("select id from specimen"))).Count());
        // Reads go on, but the ledger shows nothing of itself, so nobody who follows it is alarmed or takes a file or a body for lost.
        using (var head = await http.GetAsync(new Uri(tradeAt, "ledger/checkpoint"))) Assert.Equal(HttpStatusCode.ServiceUnavailable, head.StatusCode);
        using (var tile = await http.GetAsync(new Uri(tradeAt, "ledger/tile/entries/000.p/1"))) Assert.Equal(HttpStatusCode.ServiceUnavailable, tile.StatusCode);
        using (var body = await http.GetAsync(new Uri(tradeAt, "ledger/bodies?from=0&to=9"))) Assert.Equal(HttpStatusCode.ServiceUnavailable, body.StatusCode);
        using (var page = await http.GetAsync(new Uri(tradeAt, "ledger/vkey"))) Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await Stop();

        Heal();
        await StartTrade();
        Assert.Null(Mode.Notice);
        Assert.Equal(facts, (await Facts()).Where(f => !f.Contains("restore.performed", StringComparison.Ordinal)));
        Assert.Empty(await new Reconciler(trade!.Store, trade.Services.GetRequiredService<StoreSetup>()).Run());
        Assert.False(File.Exists(Path.Combine(TradeData, HealingFile.File)));
        Assert.False(File.Exists(Path.Combine(TradeData, HealingRequest.File)));
        var performed = await trade.Store.Read(c => c.FactsOf("ledger/" + Trade));
        var fact = Assert.IsType<RestorePerformed>(FactBody.Read(FactKinds.Published.Find("restore.performed")!, Assert.Single(performed).Body).Fact);
        Assert.Equal((Hub, 3L, true), (fact.Mirror, fact.Holders, fact.FromSize < fact.ToSize && fact.ToSize >= published.Size));

        // The ledger goes on: mirrored, witnessed, no alarm anywhere.
        await Work(25, 3);
        await Covered();
        await Until(async () => await trade.Store.Read(c => c.Find<CosignedHead>(CosignedHead.Only)) is { } head && head.Size > fact.ToSize);
        Assert.Equal("", (await hub.Store.Read(c => c.Find<FollowPosition>(Trade)))!.Alarm);
        // What it said while the platform was not yet healed stands until its next look.
        await Until(() => Task.FromResult(hub.Services.GetServices<LedgerMirror>().Single().Problem.Length == 0));
        Assert.Empty(await LedgerFsck.RunAsync(new DirectoryTileSource(LedgerMirror.LedgerFolder(MirrorOfTrade)), FsckScope.Everything));
    }

    [Fact]
    [Fault(30)]
    public async Task A_restored_platform_that_could_ask_nobody_stops_as_soon_as_the_mirror_asks_for_more_than_it_has()
    {
        await Work(0, 3);
        await Covered();
        await Stop();
        Copy(TradeData, Yesterday);
        await StartTrade();
        await Work(3, 6);
        await Covered();
        await Stop();
        await hub.DisposeAsync();
        Restore();

        // With the mark of a restored backup it does not even begin.
        await File.WriteAllTextAsync(Path.Combine(TradeData, RecoveryCheck.RestoredMark), "");
        await StartTrade();
        Assert.Contains("由备份恢复", Mode.Notice!.What, StringComparison.Ordinal);
        await Stop();

        // Without it a dead witness closes nothing, but no root is published that nobody mirrors.
        File.Delete(Path.Combine(TradeData, RecoveryCheck.RestoredMark));
        await StartTrade();
        Assert.Null(Mode.Notice);
        await Work(100, 1);
        var file = Path.Combine(TradeData, "ledger", LedgerPaths.Checkpoint);
        hub = await SourcePlatform.Start(HubOptions, url: hubAt);
        await Until(() => Task.FromResult(Mode.Notice is not null));
        Assert.Contains("旧备份", Mode.Notice!.What, StringComparison.Ordinal);
        // What it published meanwhile is of the one history.
        var shown = Ledger.Checkpoint.Parse(await File.ReadAllBytesAsync(file));
        Assert.Equal(shown.Root, await LedgerReader.Sha256(new ServedFiles(LedgerMirror.LedgerFolder(MirrorOfTrade))).RootAsync(shown.Size));
        await Stop();

        // What it wrote meanwhile does not fit: the command says so when a segment of its own came of it, else the platform does; it stays shut.
        if (Record.Exception(Heal) is { } refused) Assert.Contains("接不上", Assert.IsType<InvalidDataException>(refused).Message, StringComparison.Ordinal);
        await StartTrade();
        Assert.NotNull(Mode.Notice);
        await Stop();
        Restore();
        await StartTrade();
        await Stop();
        Heal();
        await StartTrade();
        Assert.Null(Mode.Notice);
        Assert.Equal(9, (await trade!.Store.Read(c => c.QueryAsync<string>("select id from specimen"))).Count());
    }

    [Fact]
    [Fault(36)]
    public async Task A_lost_write_ahead_log_is_found_by_the_published_tiles_and_healed()
    {
        await Work(0, 3);
        await Covered();
        await Stop();
        Copy(TradeData, Yesterday);
        await StartTrade();
        await Work(3, 4);
        await Covered();
        await Stop();
        // The database as it was, the tiles as they are: as when the log beside it was deleted before it was copied back.
        foreach (var file in Directory.GetFiles(TradeData, "data.db*")) File.Delete(file);
        foreach (var file in Directory.GetFiles(Yesterday, "data.db*")) File.Copy(file, Path.Combine(TradeData, Path.GetFileName(file)));
        await hub.DisposeAsync();
        await StartTrade();
        Assert.Contains("本平台账本目录", Mode.Notice!.What, StringComparison.Ordinal);
        await Stop();
        hub = await SourcePlatform.Start(HubOptions, url: hubAt);
        Heal();
        await StartTrade();
        Assert.Null(Mode.Notice);
        Assert.Equal(7, (await trade!.Store.Read(c => c.QueryAsync<string>("select id from specimen"))).Count());
    }

    [Fact]
    [Fault(4)]
    public async Task A_torn_tile_is_made_anew_from_the_entries_at_start()
    {
        await Work(0, 3);
        await Covered();
        await Stop();
        foreach (var tile in Directory.GetFiles(Path.Combine(TradeData, "ledger", "tile"), "*", SearchOption.AllDirectories)) await File.WriteAllBytesAsync(tile, (await File.ReadAllBytesAsync(tile))[..^7]);
        await StartTrade();
        Assert.Null(Mode.Notice);
        await Work(3, 1);
        await Covered();
        Assert.Empty(await LedgerFsck.RunAsync(new DirectoryTileSource(Path.Combine(TradeData, "ledger")), FsckScope.Everything));
        Assert.Equal("", hub.Services.GetServices<LedgerMirror>().Single().Problem);
    }

    [Theory]
    [InlineData("row")]
    [InlineData("page")]
    [Fault(35)]
    public async Task A_flipped_byte_in_the_database_is_found_after_an_unclean_end_and_stops_the_platform(string where)
    {
        await Work(0, 40);
        await Covered();
        await Stop();
        var file = Path.Combine(TradeData, "data.db");
        var bytes = await File.ReadAllBytesAsync(file);
        if (where == "row")
        {
            // Inside a sealed fact: SQLite has no sum over its cells, the digest has.
            var (secret, flipped) = (Encoding.UTF8.GetBytes("\"密17\""), 0);
            for (var at = bytes.AsSpan().IndexOf(secret); at >= 0; at = bytes.AsSpan().IndexOf(secret), flipped++) bytes[at + 2] ^= 1;
            Assert.True(flipped > 0);
        }
        else
        {
            // The pointers of every second page of a table.
            for (var page = 4096 * 20; page < bytes.Length; page += 8192) bytes.AsSpan(page + 3, 12).Fill(0xEE);
        }

        await File.WriteAllBytesAsync(file, bytes);
        await File.WriteAllTextAsync(Path.Combine(TradeData, CrashCheck.RunningMark), "");
        try
        {
            await StartTrade();
        }
        catch (Exception e) when (where == "page" && e is SqliteException or DatabaseRefusedException or DbException)
        {
            // Damaged so badly that it does not even open.
            return;
        }

        await Until(() => Task.FromResult(Mode.Notice is not null));
        Assert.Matches("不符|损坏|不一致", Mode.Notice!.What);
        Assert.IsType<Unavailable>(await trade!.Store.Execute(Commit.Empty.Record(new SpecimenShown("a", "x"), "org")));
    }

    [Fact]
    public async Task An_unclean_end_with_sound_data_stops_nothing_and_an_orderly_end_leaves_no_mark()
    {
        await Work(0, 10);
        Assert.True(File.Exists(Path.Combine(TradeData, CrashCheck.RunningMark)));
        await Covered();
        await Stop();
        Assert.False(File.Exists(Path.Combine(TradeData, CrashCheck.RunningMark)));
        await File.WriteAllTextAsync(Path.Combine(TradeData, CrashCheck.RunningMark), "");
        await StartTrade();
        await Work(10, 1);
        await Covered();
        await trade!.Services.GetServices<IHostedService>().OfType<CrashCheck>().Single().ExecuteTask!;
        Assert.Null(Mode.Notice);
    }

    [Fact]
    public async Task Two_roots_for_one_size_are_never_healed()
    {
        await Work(0, 2);
        await Covered();
        var note = await http.GetByteArrayAsync(new Uri(tradeAt, "ledger/checkpoint"));
        await Stop();
        await hub.Store.Transact(s => s.Execute("delete from witnessed"));
        using (var keys = LedgerKeys.Load(Path.Combine(TradeData, "keys"), Trade))
        {
            var other = (Ledger.Checkpoint.Parse(note) with { Root = TreeHash.Sha256.Leaf("another history"u8) }).Sign(keys.Signers);
            await hub.Store.Transact(s => s.Execute("insert into witnessed (origin, note, at) values (@origin, @note, 0)", ("origin", Trade), ("note", other)));
        }

        await StartTrade();
        Assert.True(Mode.Notice!.Forked);
        Assert.Contains("两种历史", Mode.Notice.What, StringComparison.Ordinal);
        Assert.IsType<Unavailable>(await trade!.Store.Execute(Commit.Empty.Record(new SpecimenShown("a", "x"), "org")));
    }

    [Fact]
    public async Task A_witness_that_lies_about_the_size_stops_nobody()
    {
        await Work(0, 2);
        await Covered();
        await Stop();
        await hub.Store.Transact(s => s.Execute("delete from witnessed"));
        using (var stranger = LedgerKeys.Load(Path.Combine(folder, "stranger"), Trade))
        {
            var invented = new Checkpoint(Trade, 1_000_000, TreeHash.Sha256.Leaf("invented"u8)).Sign(stranger.Signers);
            await hub.Store.Transact(s => s.Execute("insert into witnessed (origin, note, at) values (@origin, @note, 0)", ("origin", Trade), ("note", invented)));
        }

        await StartTrade();
        await Work(2, 1);
        await Covered();
        await Until(async () => (await trade!.Store.Read(c => c.Find<WitnessStanding>("hub")))?.Problem.Contains("多于本平台", StringComparison.Ordinal) == true);
        Assert.Null(Mode.Notice);
    }

    [Fact]
    [Fault(42)]
    public async Task A_witness_whose_record_went_back_is_named_in_the_ledger()
    {
        await Work(0, 2);
        await Covered();
        await Until(async () => (await trade!.Store.Read(c => c.Find<WitnessStanding>("hub")))?.Size > 2);
        var early = await hub.Store.Read(c => c.QuerySingleAsync<byte[]>("select note from witnessed where origin = @Trade", new { Trade }));
        await Work(2, 2);
        await Covered();
        await Until(async () => (await trade!.Store.Read(c => c.Find<WitnessStanding>("hub")))!.Size > Ledger.Checkpoint.Parse(early).Size + 4);
        await hub.Store.Transact(s => s.Execute("update witnessed set note = @early where origin = @origin", ("early", early), ("origin", Trade)));
        await Work(4, 1);
        await Until(async () => (await trade!.Store.Read(c => c.FactsOf("witness/hub"))).Count > 0);
        var fact = Assert.IsType<WitnessWentBack>(FactBody.Read(FactKinds.Published.Find("witness.wentback")!, (await trade!.Store.Read(c => c.FactsOf("witness/hub")))[0].Body).Fact);
        Assert.True(fact.Has < fact.Had, $"{fact}");
    }

    [Fact]
    public async Task The_mirror_is_a_ledger_that_anybody_can_check_and_its_segments_are_the_platforms_alone()
    {
        await Work(0, 4);
        await Covered();
        var mirror = new Uri(hubAt, MirrorClient.Of(Trade));
        await Until(async () => await Checkpoint(hubAt, MirrorClient.Of(Trade) + LedgerPaths.Checkpoint) is { Size: > 4 });
        Assert.Empty(await LedgerFsck.RunAsync(new HttpTileSource(http, mirror), FsckScope.Everything));
        var shown = (await trade!.Store.Read(c => c.FactsOf("s0")))[0];
        Assert.Equal(shown.Body, await http.GetByteArrayAsync(new Uri(mirror, "bodies/" + BodyDigest.Of(shown.Body).Sha256)));

        using var tradeKeys = LedgerKeys.Load(Path.Combine(TradeData, "keys"), Trade);
        using var hubKeys = LedgerKeys.Load(Path.Combine(folder, "hub", "keys"), Hub);
        using var strangerKeys = LedgerKeys.Load(Path.Combine(folder, "stranger"), "stranger.example/ledger");
        var own = new MirrorClient(http, new(tradeKeys.Peer, Trade, TimeProvider.System), Hub);
        var view = (await own.View(new Uri(mirror, "safe/")))!;
        Assert.Equal((Hub, 1L, true), (view.Mirror, view.First, view.Last > 0));
        var segment = (await own.Segment(new Uri(mirror, "safe/"), 1)).Bytes!;
        Assert.NotNull(SafeSegment.Check(segment, NoteKey.Parse(tradeKey), out _));
        Assert.Equal(32_768, segment.Length);
        foreach (var path in new[] { "safe/1", "safe/view" }) Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(mirror, path))).StatusCode);
        Assert.Null(await new MirrorClient(http, new(strangerKeys.Peer, Trade, TimeProvider.System), Hub).View(new Uri(mirror, "safe/")));
        foreach (var path in new[] { "../data.db", "%2e%2e/%2e%2e/data.db", ".lock", "safe/../ledger/.lock", "bodies/..%2f..%2f..%2fdata.db" })
            Assert.Contains((await http.GetAsync(new Uri(mirror, path))).StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        // The platform itself gives its segments to pinned platforms only.
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(tradeAt, "safe/1"))).StatusCode);
    }

    [Fact]
    public async Task A_segment_that_is_altered_forged_or_out_of_order_is_not_taken()
    {
        await Work(0, 2);
        await Covered();
        var key = NoteKey.Parse(tradeKey);
        var segment = await File.ReadAllBytesAsync(LedgerMirror.SegmentFile(MirrorOfTrade, 1));
        var random = new Random(3);
        for (var n = 0; n < 200; n++)
        {
            var altered = segment.ToArray();
            altered[random.Next(altered.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Null(SafeSegment.Check(altered, key, out var problem));
            Assert.NotEqual("", problem);
        }

        var request = new HealingRequest(Trade, tradeKey, "", 0, SafeSegment.None, 0);
        Assert.Contains("接不上", Assert.Throws<InvalidDataException>(() => RecoveryKeys.Open(request with { Number = 1 }, [segment])).Message, StringComparison.Ordinal);
        using var other = Cryptography.Sm2PrivateKey.Generate();
        Assert.Contains("恢复密钥", Assert.Throws<InvalidDataException>(() => new SegmentChain(request, other).Add(segment)).Message, StringComparison.Ordinal);
        // No word of what was sealed stands in a segment.
        foreach (var file in Directory.GetFiles(Path.Combine(MirrorOfTrade, "safe"), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".tmp", StringComparison.Ordinal)))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes("specimen")));
    }

    private RecoveryMode Mode => trade!.Services.GetRequiredService<RecoveryMode>();

    private async Task StartTrade() => trade = await SourcePlatform.Start(TradeOptions, url: tradeAt);

    private async Task Stop()
    {
        await trade!.DisposeAsync();
        trade = null;
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Rows with public and sealed facts.</summary>
    private async Task Work(int from, int count)
    {
        for (var n = from; n < from + count; n++)
        {
            var row = Specimen.Named($"{n}");
            Assert.IsType<Committed>(await trade!.Store.Execute(Commit.Empty.Insert(row).Record(new SpecimenSealed("p", $"密{n}"), $"甲{n}")));
            Assert.IsType<Committed>(await trade.Store.Execute(Commit.Empty.Update(row with { Version = 1, AmountFen = n }).Record(new SpecimenShown($"s{n % 2}", $"{n}"), "org")));
        }
    }

    /// <summary>Waits until everything that was written is in the mirror and published.</summary>
    private Task Covered() => Until(async () => await trade!.Store.Read(async c =>
        await c.ExecuteScalarAsync<long>("select count(*) from ledger_fact where leaf_index is null") == 0
        && (trade.Services.GetRequiredService<LedgerPublisher>().Published?.Size ?? 0) is var size
        && size > await c.ExecuteScalarAsync<long>("select max(leaf_index) from ledger_fact")
        && LedgerMirror.Segments(MirrorOfTrade).Last >= await c.ExecuteScalarAsync<long>("select number from safe_chain") - 1
        && Path.Combine(LedgerMirror.LedgerFolder(MirrorOfTrade), LedgerPaths.Checkpoint) is var mirrored && File.Exists(mirrored)
        && Ledger.Checkpoint.Parse(await File.ReadAllBytesAsync(mirrored)).Size > await c.ExecuteScalarAsync<long>("select max(leaf_index) from ledger_fact")));

    private Task<List<string>> Facts() => trade!.Store.Read(async c => (await c.QueryAsync<(string Id, string Kind, long Index, byte[] Leaf)>("select fact_id, kind, leaf_index, leaf from ledger_fact order by fact_id"))
        .Select(f => $"{f.Id} {f.Kind} {f.Index} {Convert.ToHexString(f.Leaf)}").ToList());

    private async Task<Checkpoint?> Checkpoint(Uri at, string path)
    {
        using var answer = await http.GetAsync(new Uri(at, path));
        return answer.IsSuccessStatusCode ? Ledger.Checkpoint.Parse(await answer.Content.ReadAsByteArrayAsync()) : null;
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds()) await Task.Delay(20, patience.Token);
    }

    private void Restore()
    {
        Directory.Delete(TradeData, recursive: true);
        Copy(Yesterday, TradeData);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>What <c>tongcai recovery open</c> does, from the mirror's directory.</summary>
    private void Heal()
    {
        var request = System.Text.Json.JsonSerializer.Deserialize<HealingRequest>(File.ReadAllBytes(Path.Combine(TradeData, HealingRequest.File)), WireJson.Options)!;
        var segments = Enumerable.Range(1, (int)LedgerMirror.Segments(MirrorOfTrade).Last).Select(n => File.ReadAllBytes(LedgerMirror.SegmentFile(MirrorOfTrade, n))).Skip((int)request.Number);
        var chain = RecoveryKeys.Open(request, segments);
        HealingFile.Write(TradeData, chain.Head(Hub, ["乙", "丙", "戊"], File.ReadAllBytes(Path.Combine(LedgerMirror.LedgerFolder(MirrorOfTrade), LedgerPaths.Checkpoint))), chain.Steps);
    }
}
