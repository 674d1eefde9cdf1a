using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

/// <summary>A whole platform on 127.0.0.1, with SQLite and a real listener.</summary>
public sealed class SourcePlatform : IAsyncDisposable
{
    private readonly WebApplication app;

    private SourcePlatform(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public IStore Store => Services.GetRequiredService<IStore>();

    public Uri Url => new(app.Urls.Single() + "/");

    public string VerifierKey => Services.GetRequiredService<LedgerKeys>().VerifierKey;

    public string PeerKey => Services.GetRequiredService<LedgerKeys>().PeerKey;

    public static async Task<SourcePlatform> Start(PlatformOptions options, Action<IServiceCollection>? more = null, CallerOrganisation? caller = null, Uri? url = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls((url ?? new Uri("http://127.0.0.1:0/")).GetLeftPart(UriPartial.Authority));
        builder.AddTongcaiPlatform(options with { Assemblies = [Assembly.GetExecutingAssembly()] });
        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapLedger(caller);
        map?.Invoke(app);
        await app.StartAsync();
        return new SourcePlatform(app);
    }

    /// <summary>Records facts and lets the ledger catch up with them.</summary>
    public async Task<IReadOnlyList<RecordedFact>> Record(params Exchange.IFact[] facts)
    {
        var result = await Store.Execute(facts.Aggregate(Commit.Empty, (c, f) => c.Record(f, "org")));
        await Sequence();
        return ((Committed)result).Facts;
    }

    public Task<bool> Sequence() => Services.GetRequiredService<Sequencer>().TickOnce();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
