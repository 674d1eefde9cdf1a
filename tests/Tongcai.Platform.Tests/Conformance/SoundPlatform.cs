using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange.Conformance;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.SplitViews;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Ledgers;
using Tongcai.Platform.Tests.Web;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Tests.Conformance;

/// <summary>A whole platform that keeps every rule, with a witness, a ledger that it follows, a log that it witnesses and a peer: so that every rule applies. Its ticks are given by hand.</summary>
public sealed class SoundPlatform : IAsyncLifetime
{
    public const string Origin = "sound.example/ledger";
    private const string Tester = "tester.example/ledger";

    /// <summary>Interval of ticks as published; nobody waits for it.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromHours(1);

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-sound-").FullName;
    private readonly Ed25519PrivateKey witnessSecret = Ed25519PrivateKey.Generate();
    private WebApplication witness = null!;
    private SourcePlatform followed = null!;
    private WebApplication app = null!;

    public Uri Url => new(app.Urls.Single() + "/");

    public IServiceProvider Services => app.Services;

    public LedgerKeys Keys => Services.GetRequiredService<LedgerKeys>();

    public ITileSource Files => Services.GetRequiredService<LedgerPublisher>().Files;

    public NoteSigner Witness => NoteSigner.Cosignature("witness.example/w1", witnessSecret, TimeProvider.System);

    public Sm2PrivateKey TesterKey { get; } = Sm2PrivateKey.Generate();

    public TestLog TestLog { get; } = new("tester.example/log", Ed25519PrivateKey.Generate());

    /// <summary>A sealed bid that nobody but its party may know of.</summary>
    public RecordedFact Bid { get; private set; } = null!;

    public ConformanceTerms Terms => new(3 * Tick, Tick)
    {
        MostBodies = 20, MostProofs = 4, Pinned = NoteKey.Parse(Keys.VerifierKey), Peer = new PeerIdentity(TesterKey, Tester, TimeProvider.System), Witnessed = TestLog, PrivateFacts = [Bid.Id],
    };

    public async ValueTask InitializeAsync()
    {
        var data = Path.Combine(folder, "platform");
        NoteKey own;
        using (var keys = LedgerKeys.Load(Path.Combine(data, "keys"), Origin)) own = NoteKey.Parse(keys.VerifierKey);
        witness = await StartWitness(own);
        followed = await SourcePlatform.Start(new PlatformOptions { DataDirectory = Path.Combine(folder, "followed"), Origin = "followed.example/ledger", Tick = Tick });
        await followed.Sequence();

        var policy = Path.Combine(folder, "policy");
        await File.WriteAllTextAsync(policy, $"witness w1 {Witness.Key} {witness.Urls.Single()}/\nquorum w1\n");
        var builder = PlatformHost.Builder();
        builder.AddTongcaiPlatform(new PlatformOptions
        {
            DataDirectory = data, Origin = Origin, Tick = Tick, SealedDepth = 4, FollowInterval = TimeSpan.FromMilliseconds(50), WitnessPolicy = policy, WitnessedLogs = [TestLog.Key.ToString()],
            Follow = [new("followed.example/ledger", followed.Url, followed.VerifierKey)], Peers = [new(Tester, Audience.Supervision, Convert.ToBase64String(TesterKey.PublicKey.ToPoint()))], Assemblies = [Assembly.GetExecutingAssembly()],
        });
        builder.Services.AddPlatformWeb(TestHost.TestSite with { PeerCheck = Peers.Check, Limits = new(1_000_000, 1_000_000, 1_000_000) }, Assembly.GetExecutingAssembly());
        app = builder.Build();
        app.UsePlatformWeb();
        app.MapLedger(_ => ValueTask.FromResult(""));
        await app.StartAsync();
        await Fill();
    }

    /// <summary>Private facts in the first batch, then so many public ones that there is a full tile and a partial one.</summary>
    private async Task Fill()
    {
        var store = Services.GetRequiredService<IStore>();
        var at = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
        var secret = Commit.Empty.Record(new BidSealed("p0", "l", "b", "代号", "sm3", "sha", "", at), "org-a").Record(new OpeningObjected("p0", "org-a", "异议"), "org-a");
        Bid = ((Committed)await store.Execute(secret)).Facts[0];
        await NextTick();
        await store.Execute(Enumerable.Range(0, 300).Aggregate(Commit.Empty, (commit, n) => commit.Record(new OpeningRecorded($"p{n % 7}", at.AddMinutes(n), n), "org")));
        await NextTick();
        await Services.GetRequiredService<Cosigning>().RunOnce();
        while (await Services.GetRequiredService<SplitViewCheck>().Seen(WitnessState.FileName("followed.example/ledger")) is null) await Task.Delay(20);
    }

    /// <summary>What a tick does: one sealed batch.</summary>
    public Task NextTick() => Services.GetRequiredService<Sequencer>().TickOnce();

    /// <summary>A public body by its SHA-256; null when there is none.</summary>
    public Task<byte[]?> Body(string sha256) => Services.GetRequiredService<IStore>().Read(c => c.PublicBody(sha256));

    /// <summary>The entries of the ledger as it stands.</summary>
    public async Task<List<byte[]>> Entries()
    {
        var reader = LedgerReader.Sha256(Files);
        var size = Checkpoint.Parse(await reader.CheckpointAsync()).Size;
        List<byte[]> entries = [];
        await foreach (var entry in reader.EntriesAsync(0, size)) entries.Add(entry.Bytes.ToArray());
        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await followed.DisposeAsync();
        await witness.DisposeAsync();
        witnessSecret.Dispose();
        TesterKey.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<WebApplication> StartWitness(NoteKey log)
    {
        var builder = PlatformHost.Builder();
        var host = builder.Build();
        var logic = new Tongcai.Ledger.Witness([log], WitnessState.InDirectory(Path.Combine(folder, "witness")), Witness);
        host.MapPost("/add-checkpoint", async (HttpContext http) =>
        {
            var answer = await logic.AddCheckpointAsync(await RequestBody.Read(http, Tongcai.Ledger.Witness.LongestRequest));
            http.Response.StatusCode = answer.Status;
            return Results.Bytes(Encoding.UTF8.GetBytes(answer.Body), answer.ContentType);
        });
        await host.StartAsync();
        return host;
    }
}

/// <summary>A clock that jumps ahead when somebody waits on it, after doing what happens meanwhile. The time of day is the real one.</summary>
public sealed class JumpingTime(Func<Task> meanwhile) : TimeProvider
{
    private long passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref passed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _ = Task.Run(async () =>
        {
            await meanwhile();
            Interlocked.Add(ref passed, dueTime.Ticks);
            callback(state);
        });
        return new Never();
    }

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
