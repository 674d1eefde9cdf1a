using System.Globalization;
using System.Net;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

/// <summary>A platform as the witness of a log that is not a platform: every status of C2SP tlog-witness over HTTP.</summary>
public sealed class PlatformWitnessTests : IAsyncLifetime
{
    private const string Origin = "log.example/ledger";

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-witness-").FullName;
    private readonly NoteSigner signer = NoteSigner.Ed25519(Origin, Ed25519PrivateKey.Generate());
    private readonly NoteSigner stranger = NoteSigner.Ed25519(Origin, Ed25519PrivateKey.Generate());
    private readonly HttpClient http = new();
    private TileStore log = null!;
    private SourcePlatform witness = null!;

    private LedgerReader Reader => LedgerReader.Sha256(new DirectoryTileSource(Path.Combine(folder, "log")));

    private NoteKey WitnessKey => NoteKey.Parse(witness.Services.GetRequiredService<LedgerKeys>().WitnessKey);

    public async ValueTask InitializeAsync()
    {
        log = TileStore.Open(Path.Combine(folder, "log"));
        log.Append(0, [.. Enumerable.Range(0, 300).Select(n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"entry {n}"))]);
        witness = await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await witness.DisposeAsync();
        log.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task<SourcePlatform> Start() => SourcePlatform.Start(
        new PlatformOptions { DataDirectory = Path.Combine(folder, "witness"), Origin = "hub.example/ledger", Tick = TimeSpan.FromHours(1), WitnessedLogs = [signer.Key.ToString()] });

    [Fact]
    public async Task It_answers_every_status_of_the_specification_exactly_and_remembers_over_a_restart()
    {
        Assert.Equal((409, "text/x.tlog.size", "0\n"), await Ask(50, 100));
        var (status, type, body) = await Ask(0, 100);
        Assert.Equal((200, "text/plain; charset=utf-8"), (status, type));
        Assert.True(WitnessKey.Verify(Head(100).Text, SignedNote.Parse(Encoding.UTF8.GetBytes($"text\n\n{body}")).Signatures.Single(), out _));
        Assert.Equal(200, (await Ask(100, 200)).Status);
        Assert.Equal((409, "text/x.tlog.size", "200\n"), await Ask(100, 300));
        Assert.Equal((409, "text/x.tlog.size", "200\n"), await Ask(100, 150));

        Assert.Equal(404, (await Send(Request(0, [], (Head(1) with { Origin = "other.example/ledger" }).Sign(signer)))).Status);
        Assert.Equal(404, (await Send(Request(0, [], (Head(1) with { Origin = "hub.example/ledger" }).Sign(signer)))).Status);
        Assert.Equal(403, (await Send(Request(200, [], Head(200).Sign(stranger)))).Status);
        Assert.Equal(400, (await Send(Request(201, [], Head(200).Sign(signer)))).Status);
        Assert.Equal(400, (await Send("nonsense"u8.ToArray())).Status);
        Assert.Equal(400, (await Send(new byte[200_000])).Status);
        Assert.Equal(400, (await Send(Request(200, Enumerable.Repeat(TreeHash.Sha256.Empty, 64), Head(300).Sign(signer)))).Status);
        Assert.Equal(422, (await Send(Request(200, [], Head(300).Sign(signer)))).Status);
        Assert.Equal(422, (await Send(Request(200, [], (Head(200) with { Root = Head(199).Root }).Sign(signer)))).Status);

        await witness.DisposeAsync();
        witness = await Start();
        Assert.Equal((409, "text/x.tlog.size", "200\n"), await Ask(0, 300));
        Assert.Equal(200, (await Ask(200, 300)).Status);
        Assert.Equal(Head(300), Checkpoint.Parse(await http.GetByteArrayAsync(new Uri(witness.Url, $"witness/{WitnessState.FileName(Origin)}/checkpoint"))));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(witness.Url, $"witness/{WitnessState.FileName("other")}/checkpoint"))).StatusCode);
        Assert.Equal(WitnessKey.ToString(), (await http.GetStringAsync(new Uri(witness.Url, "witness/vkey"))).TrimEnd());
    }

    [Fact]
    public async Task Nothing_is_cosigned_that_cannot_be_kept()
    {
        await witness.Store.Transact(s => s.Execute("drop table witnessed"));
        var (status, _, body) = await Ask(0, 100);
        Assert.Equal(503, status);
        Assert.DoesNotContain("—", body, StringComparison.Ordinal);
    }

    private Checkpoint Head(long size) => new(Origin, size, log.TreeAt(size).Root);

    private static byte[] Request(long old, IEnumerable<NodeHash> proof, byte[] note) =>
        [.. Encoding.UTF8.GetBytes($"old {old.ToString(CultureInfo.InvariantCulture)}\n{string.Concat(proof.Select(hash => $"{hash}\n"))}\n"), .. note];

    private async Task<(int Status, string? Type, string Body)> Ask(long old, long size) => await Send(Request(old, (await Reader.ConsistencyAsync(old, size)).Hashes, Head(size).Sign(signer)));

    private async Task<(int Status, string? Type, string Body)> Send(byte[] request)
    {
        using var answer = await http.PostAsync(new Uri(witness.Url, "witness/add-checkpoint"), new ByteArrayContent(request));
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync());
    }
}

public sealed class SqliteWitnessedNotesTests() : WitnessedNotesTests(new SqliteEngine());

public sealed class PostgresWitnessedNotesTests() : WitnessedNotesTests(new PostgresEngine());

public abstract class WitnessedNotesTests(Engine engine) : OnEngine(engine)
{
    [Fact]
    public async Task Of_two_that_replace_the_same_note_at_once_one_does()
    {
        var (one, other) = (WitnessedNotes.In(Store, Engine.System), WitnessedNotes.In(Store, Engine.System));
        Assert.Null(await one.Read("o", default));
        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? one : other).Replace("o", null, [(byte)n], default).AsTask()));
        Assert.Single(first, done => done);
        var standing = await one.Read("o", default);
        var second = await Task.WhenAll(Enumerable.Range(10, 8).Select(n => (n % 2 == 0 ? one : other).Replace("o", standing, [(byte)n], default).AsTask()));
        Assert.Single(second, done => done);
        Assert.False(await one.Replace("o", standing, [99], default));
        await Reopen();
        Assert.Equal(1, await Count("witnessed"));
        Assert.NotEqual(standing, await WitnessedNotes.In(Store, Engine.System).Read("o", default));
    }
}

/// <summary>A ledger that asks its witnesses.</summary>
public sealed class CosigningTests : IAsyncLifetime
{
    private readonly SqliteEngine engine = new();
    private readonly Dictionary<string, Scripted> scripts = [];
    private readonly HttpClient http = new();
    private IStore store = null!;
    private OwnLedger ledger = null!;

    public async ValueTask InitializeAsync()
    {
        store = await engine.Open();
        ledger = new OwnLedger(store, engine.System);
        foreach (var name in new[] { "hub", "sup", "out" }) scripts[name] = new Scripted(name, NoteKey.Parse(ledger.Keys.VerifierKey), engine.System);
        await Grow();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        ledger.Dispose();
        await store.DisposeAsync();
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task Cosignatures_come_under_the_served_checkpoint_and_plain_readers_still_read_it()
    {
        using var cosigning = Cosigning("all");
        await cosigning.RunOnce();
        var served = ledger.Publisher.Served!;
        Assert.True(Policy("all").Parsed.Check(served).Accepted);
        Assert.True(ledger.Policy.Check(served).Accepted);
        Assert.Equal(await ledger.Checked(), Checkpoint.Parse(served));
        Assert.Equal(served, await ledger.Publisher.Files.ReadAsync(LedgerPaths.Witnessed));

        // Nothing new: nobody is asked again, and what is served keeps its lines when the sequencer runs.
        var asked = scripts["hub"].Asked;
        await cosigning.RunOnce();
        await ledger.Sequencer.RunOnce();
        Assert.Equal(asked, scripts["hub"].Asked);
        Assert.Equal(served, ledger.Publisher.Served);
    }

    [Fact]
    public async Task A_proof_never_waits_for_witnesses_and_gains_their_cosignatures_when_they_have_answered()
    {
        using var cosigning = Cosigning("all");
        var fact = ((Committed)await store.Execute(Commit.Empty.Record(new SpecimenShown("p", "公开"), "org"))).Facts[0];
        await ledger.Sequencer.RunOnce();
        var stored = (await store.Read(c => c.Fact(fact.Id)))!;
        var early = TlogProof.Parse(await ledger.Proofs.Of(stored));
        Assert.True(early.Verify(fact.Leaf, ledger.Policy).Accepted);
        Assert.Equal(PolicyFault.QuorumMissing, early.Verify(fact.Leaf, Policy("all").Parsed).Policy!.Fault);

        await cosigning.RunOnce();
        // The ledger has gone on by many checkpoints without witnesses; the cosigned one is still provable.
        for (var n = 0; n < 40; n++) await Grow(7);
        var late = TlogProof.Parse(await ledger.Proofs.Of(stored));
        Assert.True(late.Verify(fact.Leaf, Policy("all").Parsed).Accepted);
        Assert.True(Checkpoint.Parse(late.Checkpoint.Span).Size < ledger.Publisher.Published!.Size);
    }

    [Fact]
    [Fault(41)]
    public async Task Dead_slow_and_lying_witnesses_stop_nothing_are_seen_and_asked_again()
    {
        scripts["hub"].Mode = Mode.Dead;
        scripts["sup"].Mode = Mode.Silent;
        scripts["out"].Mode = Mode.SignsSomethingElse;
        using var cosigning = Cosigning("2");
        await cosigning.RunOnce();
        await Grow();
        await cosigning.RunOnce();
        Assert.Null(await ledger.Publisher.Files.ReadAsync(LedgerPaths.Witnessed));
        Assert.True(ledger.Policy.Check(ledger.Publisher.Served).Accepted);
        var standing = await Standing();
        Assert.Contains("没有应答", standing["hub"].Problem, StringComparison.Ordinal);
        Assert.Contains("没有有效的见证签名", standing["out"].Problem, StringComparison.Ordinal);

        // Not asked again at once, but soon.
        var asked = scripts["hub"].Asked;
        scripts["hub"].Mode = scripts["out"].Mode = Mode.Honest;
        await cosigning.RunOnce();
        Assert.Equal(asked, scripts["hub"].Asked);
        // An answer that a busy machine gives only after its round is waited for by the next.
        for (var rounds = 0; rounds < 20 && (rounds == 0 || (await Standing()).Values.Any(s => s.Problem.Length > 0)); rounds++)
        {
            engine.System.Now += TimeSpan.FromMinutes(1);
            await cosigning.RunOnce();
        }

        Assert.All(await Standing(), s => Assert.Equal("", s.Value.Problem));
        Assert.True(Policy("2").Parsed.Check(ledger.Publisher.Served).Accepted);
        scripts["sup"].Answer();
    }

    [Fact]
    public async Task A_slow_witness_still_counts_for_the_checkpoint_it_was_asked_about()
    {
        scripts["sup"].Mode = Mode.Silent;
        using var cosigning = Cosigning("all");
        await cosigning.RunOnce();
        var first = ledger.Publisher.Published!;
        await Grow();
        await cosigning.RunOnce();
        Assert.Null(await ledger.Publisher.Files.ReadAsync(LedgerPaths.Witnessed));
        scripts["sup"].Answer();
        for (var n = 0; n < 500 && await ledger.Publisher.Files.ReadAsync(LedgerPaths.Witnessed) is null; n++) await Task.Delay(10);
        Assert.Equal(first, Checkpoint.Parse(await ledger.Publisher.Files.ReadAsync(LedgerPaths.Witnessed)));
        Assert.True(Policy("all").Parsed.Check(await ledger.Publisher.Files.ReadAsync(LedgerPaths.Witnessed)).Accepted);
    }

    [Theory]
    [InlineData(Mode.SaysItIsAhead, "由旧备份恢复")]
    [InlineData(Mode.Refuses422, "历史与本账本不同")]
    [InlineData(Mode.Refuses404, "不认识本账本")]
    [InlineData(Mode.Refuses403, "公钥与签名不符")]
    [InlineData(Mode.Fails500, "HTTP 500")]
    public async Task What_a_witness_refuses_for_is_said_in_words(Mode mode, string words)
    {
        scripts["hub"].Mode = mode;
        using var cosigning = Cosigning("2");
        await cosigning.RunOnce();
        Assert.Contains(words, (await Standing())["hub"].Problem, StringComparison.Ordinal);
        Assert.True(Policy("2").Parsed.Check(ledger.Publisher.Served).Accepted);
    }

    [Fact]
    public async Task Another_node_shows_what_the_asking_one_collected()
    {
        using var cosigning = Cosigning("all");
        await cosigning.RunOnce();
        using var other = new OwnLedger(store, engine.System, ledger.KeyDirectory);
        await other.Publisher.CatchUp(sign: false);
        using var idle = new Cosigning(store, other.Publisher, Policy("all"), new Dictionary<string, WitnessClient>(), TimeSpan.FromSeconds(1), engine.System);
        await idle.Show();
        Assert.Equal(await ledger.Publisher.Files.ReadAsync(LedgerPaths.Witnessed), await other.Publisher.Files.ReadAsync(LedgerPaths.Witnessed));
    }

    [Fact]
    public async Task Two_platforms_witness_each_other_and_publish_the_policy_that_accepts_their_checkpoints()
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-mutual-").FullName;
        var places = new[] { "one", "two" }.Select(name => (Name: name, Origin: $"{name}.example/ledger", Url: new Uri(PlatformHost.FreeAddress() + "/"), Data: Path.Combine(folder, name))).ToList();
        var keys = places.Select(p => LedgerKeys.Load(Path.Combine(p.Data, "keys"), p.Origin)).ToList();
        var platforms = new List<SourcePlatform>();
        for (var n = 0; n < 2; n++)
        {
            var (own, other) = (places[n], places[1 - n]);
            await File.WriteAllTextAsync(Path.Combine(own.Data, "policy"), $"witness {other.Name} {keys[1 - n].WitnessKey} {other.Url}witness/\nquorum {other.Name}\n");
            platforms.Add(await SourcePlatform.Start(
                new PlatformOptions
                {
                    DataDirectory = own.Data, Origin = own.Origin, Tick = TimeSpan.FromMilliseconds(200), FollowInterval = TimeSpan.FromMilliseconds(50), WitnessInterval = TimeSpan.FromMilliseconds(50),
                    WitnessPolicy = Path.Combine(own.Data, "policy"), Follow = [new FollowedSource(other.Origin, other.Url, keys[1 - n].VerifierKey)],
                },
                url: own.Url));
        }

        foreach (var platform in platforms)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            HttpResponseMessage answer;
            while ((answer = await http.GetAsync(new Uri(platform.Url, "ledger/checkpoint.witnessed"), limit.Token)).StatusCode is not HttpStatusCode.OK) await Task.Delay(20, limit.Token);
            var policy = TlogPolicy.Parse(await http.GetStringAsync(new Uri(platform.Url, "ledger/policy")));
            Assert.True(policy.NeedsWitnesses);
            Assert.True(policy.Check(await answer.Content.ReadAsByteArrayAsync()).Accepted);
        }

        foreach (var platform in platforms) await platform.DisposeAsync();
        foreach (var key in keys) key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("witness a b")]
    [InlineData("quorum nobody")]
    [InlineData("")]
    public async Task A_policy_file_that_cannot_be_used_is_refused_at_the_start(string text)
    {
        var file = Path.Combine(engine.Folder, "policy");
        await File.WriteAllTextAsync(file, text);
        Assert.Contains("WitnessPolicy", Assert.Throws<InvalidOperationException>(() => LedgerPolicy.Load(file, ledger.Keys)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => LedgerPolicy.Load(file + ".missing", ledger.Keys));
    }

    private async Task Grow(int count = 1)
    {
        Assert.IsType<Committed>(await store.Execute(Enumerable.Range(0, count).Aggregate(Commit.Empty, (c, n) => c.Record(new SpecimenShown("g", $"{n}"), "org"))));
        await ledger.Sequencer.RunOnce();
    }

    private LedgerPolicy Policy(string needed)
    {
        var file = Path.Combine(engine.Folder, "policy-" + needed);
        File.WriteAllText(file, string.Concat(scripts.Select(s => $"witness {s.Key} {s.Value.Key} http://{s.Key}.example/\n")) + $"group g {needed} {string.Join(' ', scripts.Keys)}\nquorum g\n");
        return LedgerPolicy.Load(file, ledger.Keys);
    }

    private Cosigning Cosigning(string needed)
    {
        var policy = Policy(needed);
        var clients = policy.Parsed.Addresses.ToDictionary(a => a.Key, a => new WitnessClient(new HttpClient(scripts[a.Key], disposeHandler: false), a.Value, policy.Parsed.Witnesses[a.Key]));
        return new Cosigning(store, ledger.Publisher, policy, clients, TimeSpan.FromMilliseconds(200), engine.System);
    }

    private async Task<Dictionary<string, WitnessStanding>> Standing() =>
        (await store.Read(async c => (await c.QueryAsync<WitnessStanding>("select * from witness_standing")).ToList())).ToDictionary(s => s.Id);

    public enum Mode
    {
        Honest,
        Dead,
        Silent,
        SignsSomethingElse,
        SaysItIsAhead,
        Refuses422,
        Refuses404,
        Refuses403,
        Fails500,
    }

    /// <summary>A witness over HTTP that can be told to misbehave.</summary>
    private sealed class Scripted : HttpMessageHandler
    {
        private readonly NoteSigner signer;
        private readonly Witness witness;
        private readonly TaskCompletionSource speak = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Scripted(string name, NoteKey log, TimeProvider clock)
        {
            signer = NoteSigner.Cosignature($"{name}.example/witness", Ed25519PrivateKey.Generate(), clock);
            var notes = new Dictionary<string, byte[]>();
            witness = new Witness([log], new WitnessState((origin, _) => ValueTask.FromResult(notes.GetValueOrDefault(origin)), (origin, _, next, _) =>
            {
                notes[origin] = next;
                return ValueTask.FromResult(true);
            }), signer);
        }

        public NoteKey Key => signer.Key;

        public Mode Mode { get; set; }

        public int Asked { get; private set; }

        /// <summary>Lets a silent witness answer what it was asked.</summary>
        public void Answer()
        {
            Mode = Mode.Honest;
            speak.TrySetResult();
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            if (Mode is Mode.Dead) throw new HttpRequestException("no route");
            if (Mode is Mode.Silent) await speak.Task.WaitAsync(cancellationToken);
            var answer = Mode switch
            {
                Mode.SignsSomethingElse => new WitnessAnswer(200, "text/plain", signer.Sign("another text\n").ToString()),
                Mode.SaysItIsAhead => new WitnessAnswer(409, WitnessAnswer.SizeType, "999999\n"),
                Mode.Refuses422 => new WitnessAnswer(422, "text/plain", "no"),
                Mode.Refuses404 => new WitnessAnswer(404, "text/plain", "no"),
                Mode.Refuses403 => new WitnessAnswer(403, "text/plain", "no"),
                Mode.Fails500 => new WitnessAnswer(500, "text/plain", "no"),
                _ => await witness.AddCheckpointAsync(await request.Content!.ReadAsByteArrayAsync(cancellationToken), cancellationToken),
            };
            var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body)) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
            return response;
        }
    }
}
