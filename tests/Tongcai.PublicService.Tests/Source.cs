using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Tests;

/// <summary>A platform that does nothing but keep a ledger: the real store, sequencer and feed, on 127.0.0.1.</summary>
public sealed class Source : IAsyncDisposable
{
    private readonly string folder;

    private Source(string folder, WebApplication app, string origin) => (this.folder, App, Origin) = (folder, app, origin);

    public WebApplication App { get; }

    public string Origin { get; }

    public Uri Address => new(App.Urls.First());

    public IStore Store => App.Services.GetRequiredService<IStore>();

    public FollowedSource Followed => new(Origin, new Uri(Address, "/"), App.Services.GetRequiredService<LedgerKeys>().VerifierKey);

    public static async Task<Source> Start(string origin)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-source-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTongcaiPlatform(new PlatformOptions { DataDirectory = folder, Origin = origin, Tick = TimeSpan.FromMilliseconds(100), SealedDepth = 4, Assemblies = [typeof(PublicServicePlatform).Assembly] });
        var app = builder.Build();
        app.MapLedger();
        await app.StartAsync();
        return new Source(folder, app, origin);
    }

    /// <summary>Records facts, each in a commit of its own; returns their ids.</summary>
    public async Task<IReadOnlyList<string>> Say(params IEnumerable<Said> facts)
    {
        List<string> ids = [];
        foreach (var said in facts)
        {
            var result = Assert.IsType<Committed>(await Store.Execute(Commit.Empty.Record(said.Fact, said.By).StampedAt(said.At)));
            ids.Add(result.Facts[0].Id);
        }

        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
