using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Exchange;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Ledgers.SplitViews;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Postgres;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;

namespace Tongcai.Platform;

/// <summary>平台的组成：two clocks, store, ledger, followers, jobs. Everything opens when the program starts, so that a fault shows then.</summary>
public static class PlatformParts
{
    /// <summary>A demo's origin begins so, and production refuses it.</summary>
    public const string DemoPrefix = "demo.";

    /// <summary>Adds everything that <paramref name="options"/> describes.</summary>
    /// <exception cref="ArgumentException">A clock file without a demo origin, or a demo origin without a clock file.</exception>
    /// <exception cref="InvalidOperationException">A verifier key among the settings is none.</exception>
    public static WebApplicationBuilder AddTongcaiPlatform(this WebApplicationBuilder builder, PlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        if (options.ClockFile is not null != options.IsDemo)
            throw new ArgumentException($"演示时钟只用于演示账本：来源名以 {DemoPrefix} 开头的账本必须设置时钟文件，其他账本不得设置（现为 {options.Origin}）。", nameof(options));

        var witnessed = options.Follow.Select(f => f.VerifierKey).Concat(options.WitnessedLogs).Select(KeyOf).ToList()[options.Follow.Count..];
        var services = builder.Services;
        services.AddSingleton(options).PostConfigure<LoggerFilterOptions>(QuietLogs.Apply);
        services.TryAddSingleton<SystemTime>();
        services.TryAddSingleton(p => new ClockGuard(p.GetRequiredService<SystemTime>()));
        if (options.ClockFile is { } path)
        {
            services.AddSingleton(p => new ClockFile(path, p.GetRequiredService<SystemTime>()));
            services.TryAddSingleton(p => new LegalTime(p.GetRequiredService<SystemTime>(), p.GetRequiredService<ClockFile>()));
            services.AddSingleton<IDueWork, ClockWatch>();
        }
        else
        {
            services.TryAddSingleton(p => new LegalTime(p.GetRequiredService<ClockGuard>()));
        }

        services.AddSingleton(p => new StoreSetup(AssembliesOf(options), p.GetRequiredService<LegalTime>(), p.GetRequiredService<SystemTime>()) { Journaled = options.SafeCopy is not null, Recovery = p.GetRequiredService<RecoveryMode>() });
        services.AddSingleton(p => p.GetRequiredService<StoreSetup>().Kinds);
        services.AddSingleton(p => p.GetRequiredService<StoreSetup>().Entitlements);
        services.AddSingleton(p => OpenStore(options, p.GetRequiredService<StoreSetup>()));
        services.AddSingleton(_ => LedgerKeys.Load(Path.Combine(options.DataDirectory, "keys"), options.Origin));
        services.AddSingleton(p => new LedgerPublisher(p.GetRequiredService<IStore>(), p.GetRequiredService<LedgerKeys>(), options.Origin, Path.Combine(options.DataDirectory, "ledger"), p.GetService<SafeCopy>()));
        services.AddSingleton(p => new Sequencer(p.GetRequiredService<IStore>(), p.GetRequiredService<LedgerPublisher>(), options.SealedDepth, p.GetRequiredService<SystemTime>(), p.GetService<SafeCopy>()));
        services.AddSafeCopies(options);
        services.AddSingleton<LedgerHealth>();
        services.AddSingleton<LedgerProofs>();
        services.AddSingleton<LiveAttachments>().AddSingleton<ConfiguredAttachments>().AddSingleton<LedgerClients>().AddReportedAttachments();
        services.AddSingleton<Peers>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton(p => LedgerPolicy.Load(options.WitnessPolicy, p.GetRequiredService<LedgerKeys>()));
        services.AddSingleton(p => new Witness(() => WitnessedBy(options, witnessed, p.GetRequiredService<LiveAttachments>()), WitnessedNotes.In(p.GetRequiredService<IStore>(), p.GetRequiredService<SystemTime>()), p.GetRequiredService<LedgerKeys>().Cosigner(p.GetRequiredService<SystemTime>())));
        services.AddSingleton(Cosigners);
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Unreachable()));
        services.AddHttpClient(nameof(WitnessClient), http => http.Timeout = TimeSpan.FromSeconds(10));
        services.AddHttpClient(nameof(LedgerClient), http => http.Timeout = TimeSpan.FromSeconds(30));
        services.AddHttpClient(LedgerClients.Vetted, http => http.Timeout = TimeSpan.FromSeconds(30)).ConfigurePrimaryHttpMessageHandler(() => OutboundAddress.Handler(options.IsDemo));
        services.AddSingleton<MakeFollower>(p => source => Follower(p, options, source));
        services.AddHostedService<Opening>();
        services.AddSingleton<ClockWork>().AddHostedService(p => p.GetRequiredService<ClockWork>());
        services.AddHostedService<MirrorLoop>();
        services.AddHostedService<CrashCheck>();
        services.AddHostedService<SequencerLoop>();
        services.AddHostedService<FollowLoop>();
        foreach (var expiry in Expiry.OfEveryPlatform) services.AddSingleton(expiry);
        services.AddHostedService<Pruning>();
        services.AddHostedService<WitnessLoop>();
        services.AddSingleton(p => new SplitViewCheck(
            p.GetRequiredService<IStore>(), options.Origin, () => p.GetRequiredService<LiveAttachments>().Now.Followed, p.GetRequiredService<LedgerClients>().Of, p.GetRequiredService<SystemTime>()));
        services.AddHostedService<SplitViewLoop>();
        services.AddSingleton<DueWorkRunner>();
        services.AddHostedService(p => p.GetRequiredService<DueWorkRunner>());
        return builder;
    }

    /// <summary>Registers what the platform does with a kind of fact of a followed ledger.</summary>
    public static IServiceCollection AddFactReader<TFact>(this IServiceCollection services, Func<IServiceProvider, TFact, FactOrigin, CancellationToken, Task<Commit>> read)
        where TFact : IFact => services.AddSingleton(p => FactReader.Of<TFact>((fact, origin, cancel) => read(p, fact, origin, cancel)));

    private static IReadOnlyList<Assembly> AssembliesOf(PlatformOptions options) => options.Assemblies.Count > 0 ? options.Assemblies : [Assembly.GetEntryAssembly()!];

    private static IStore OpenStore(PlatformOptions options, StoreSetup setup) => options.Engine is DatabaseEngine.Postgres
        ? PostgresStore.Open(options.ConnectionString, setup)
        : SqliteStore.Open(Path.Combine(options.DataDirectory, "data.db"), setup);

    /// <summary>Keys of the ledgers that this platform witnesses now: those that it follows and those it was asked to.</summary>
    private static IReadOnlyList<NoteKey> WitnessedBy(PlatformOptions options, IReadOnlyList<NoteKey> asked, LiveAttachments attachments) =>
        [.. attachments.Now.Followed.Select(f => NoteKey.Parse(f.VerifierKey)).Concat(asked).Distinct().Where(key => key.Name != options.Origin)];

    /// <exception cref="InvalidOperationException">It is no verifier key.</exception>
    private static NoteKey KeyOf(string verifierKey)
    {
        try
        {
            return NoteKey.Parse(verifierKey);
        }
        catch (LedgerFormatException e)
        {
            throw new InvalidOperationException($"设置 Follow 或 WitnessedLogs 中的账本公钥“{verifierKey}”无法使用：{e.Message}", e);
        }
    }

    private static Cosigning Cosigners(IServiceProvider p)
    {
        var (policy, http) = (p.GetRequiredService<LedgerPolicy>(), p.GetRequiredService<IHttpClientFactory>());
        var clients = policy.Parsed.Addresses.ToDictionary(a => a.Key, a => new WitnessClient(http.CreateClient(nameof(WitnessClient)), a.Value, policy.Parsed.Witnesses[a.Key]), StringComparer.Ordinal);
        return new Cosigning(p.GetRequiredService<IStore>(), p.GetRequiredService<LedgerPublisher>(), policy, clients, Cosigning.Round, p.GetRequiredService<SystemTime>(), p.GetRequiredService<RecoveryCheck>().Suspect);
    }

    private static SourceFollower Follower(IServiceProvider p, PlatformOptions options, FollowedSource source)
    {
        var client = p.GetRequiredService<LedgerClients>().Of(source);
        var self = new PeerIdentity(p.GetRequiredService<LedgerKeys>().Peer, options.Origin, p.GetRequiredService<SystemTime>());
        return new SourceFollower(source, client, self, p.GetRequiredService<IStore>(), p.GetRequiredService<FactKinds>(), RecordedBy.For(source.Role, p.GetServices<FactReader>()));
    }
}
