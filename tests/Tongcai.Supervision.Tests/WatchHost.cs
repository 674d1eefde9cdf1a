using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Supervision.Tests;

/// <summary>The real supervision platform on 127.0.0.1 with a database of its own; facts are taught as its follower teaches them.</summary>
public sealed class WatchHost : PlatformHost
{
    private int taught;

    private WatchHost(string folder, WebApplication app, StillLegalTime legal)
        : base(app, folder) => Legal = legal;

    public StillLegalTime Legal { get; }

    /// <param name="engine">sqlite or postgres.</param>
    public static async Task<WatchHost> Start(string engine = "sqlite")
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-watch-").FullName;
        var legal = new StillLegalTime(Given.At(7, 9, 10));
        var options = new PlatformOptions { DataDirectory = folder, Origin = "watch.test/ledger", Assemblies = [typeof(SupervisionPlatform).Assembly] };
        if (engine == "postgres")
        {
            var setup = new StoreSetup(options.Assemblies, legal, TimeProvider.System);
            options = options with { Engine = DatabaseEngine.Postgres, ConnectionString = await Databases.Postgres(setup) };
        }

        var builder = Builder();
        builder.Services.AddSingleton<LegalTime>(legal);
        builder.Configuration["Authority:Name"] = "中州市财政局";
        builder.Configuration["Authority:Symbol"] = "中财购诉";
        builder.Configuration["Site:Contact"] = "政府采购监督 0000-0000000";
        builder.AddTongcaiPlatform(options);
        builder.Services.AddSupervision(builder.Configuration);
        var app = builder.Build();
        app.UseSupervision();
        await app.StartAsync();
        return new WatchHost(folder, app, legal);
    }

    /// <summary>Teaches a followed fact.</summary>
    public async Task Teach(IFact fact, DateTimeOffset at)
    {
        var index = ++taught;
        var reader = App.Services.GetServices<FactReader>().Single(r => r.FactType == fact.GetType());
        var commit = await reader.Read(fact, Given.Origin(fact, at, $"fact{index:D4}", index), TestContext.Current.CancellationToken);
        // The follower marks what it learns; here a fact of the demo clock stands for that mark.
        Assert.IsType<Committed>(await Store.Execute(commit.Facts.Count > 0 ? commit : commit.Record(new ClockJumped(index, at, 1))));
    }

    /// <summary>Teaches facts of the chain in their order.</summary>
    public async Task TeachChain(int count = int.MaxValue)
    {
        foreach (var (fact, at) in Given.Chain.Take(count))
            await Teach(fact, at);
    }
}
