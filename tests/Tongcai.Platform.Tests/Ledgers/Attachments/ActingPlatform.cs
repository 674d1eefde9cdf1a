using System.Reflection;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;
using Tongcai.Platform.Tests.Web;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Tests.Ledgers.Attachments;

/// <summary>A whole platform of a demo with ledger, followers, pages and acts; it keeps the name of every specimen that it learns.</summary>
internal sealed class ActingPlatform : PlatformHost
{
    public static readonly Actor Operator = new("acc-ops", "运营值班", "org-ops", "中州市政府采购中心", new HashSet<Role> { Role.Operator }, new HashSet<string>());

    private ActingPlatform(WebApplication app, string folder, PlatformOptions options)
        : base(app, folder) => Options = options;

    public PlatformOptions Options { get; }

    public LedgerKeys Keys => App.Services.GetRequiredService<LedgerKeys>();

    public LiveAttachments Attachments => App.Services.GetRequiredService<LiveAttachments>();

    /// <param name="engine">sqlite or postgres.</param>
    /// <param name="twin">Another node of the same platform, whose database and keys it has.</param>
    public static async Task<ActingPlatform> Start(string name, string engine = "sqlite", ActingPlatform? twin = null, Func<PlatformOptions, PlatformOptions>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-attach-").FullName;
        var clock = Path.Combine(folder, "clock.json");
        new ClockFile(clock, TimeProvider.System).Create(Engine.Start);
        var options = new PlatformOptions
        {
            DataDirectory = folder, Origin = $"demo.{name}.example/ledger", ClockFile = clock, Tick = TimeSpan.FromMilliseconds(200), FollowInterval = TimeSpan.FromMilliseconds(30), SealedDepth = 4,
            Engine = engine == "postgres" ? DatabaseEngine.Postgres : DatabaseEngine.Sqlite, Assemblies = [Assembly.GetExecutingAssembly()],
            ConnectionString = twin?.Options.ConnectionString ?? (engine == "postgres" ? await Databases.Postgres(new StoreSetup([Assembly.GetExecutingAssembly()], TimeProvider.System, TimeProvider.System)) : ""),
        };
        options = more?.Invoke(options) ?? options;
        if (twin is not null)
        {
            foreach (var key in Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName is var keys ? Directory.GetFiles(Path.Combine(twin.Options.DataDirectory, "keys")) : [])
                File.Copy(key, Path.Combine(keys, Path.GetFileName(key)));
        }

        var builder = Builder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.AddTongcaiPlatform(options);
        builder.Services.AddPlatformWeb(TestHost.TestSite with { PeerCheck = Peers.Check }, Assembly.GetExecutingAssembly());
        builder.Services.AddFactReader<SpecimenShown>((_, fact, origin, _) => Task.FromResult(Commit.Empty.Insert(Specimen.Named(fact.Name) with { Note = origin.Key, AmountFen = origin.Index })));
        var app = builder.Build();
        app.UsePlatformWeb();
        app.MapLedger();
        await app.StartAsync();
        return new ActingPlatform(app, folder, options);
    }

    /// <summary>Records facts of one stream.</summary>
    public async Task Say(params string[] names) =>
        Assert.IsType<Committed>(await Store.Execute(names.Aggregate(Commit.Empty, (c, n) => c.Record(new SpecimenShown("s", n), "org"))));

    /// <summary>Names of everything learned, in the order of the ledger.</summary>
    public Task<List<string>> Learned() => Store.Read(async c => (await c.QueryAsync<string>("select name from specimen order by amount_fen, name")).ToList());

    /// <summary>Waits until something holds.</summary>
    public static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds()) await Task.Delay(20, limit.Token);
    }

    public Task UntilLearned(params string[] names) => Until(async () => (await Learned()).SequenceEqual(names));
}
