using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Tests;

/// <summary>A platform that does nothing but keep a ledger: the real store, sequencer and feed, on 127.0.0.1.</summary>
public sealed class Source : PlatformHost
{
    private Source(string folder, WebApplication app, string origin)
        : base(app, folder) => Origin = origin;

    public string Origin { get; }

    public FollowedSource Followed => new(Origin, new Uri(Address, "/"), App.Services.GetRequiredService<LedgerKeys>().VerifierKey);

    public static async Task<Source> Start(string origin)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-source-").FullName;
        var builder = Builder();
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
}
