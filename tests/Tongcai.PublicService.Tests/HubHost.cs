using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Tests;

/// <summary>The real public-service platform on 127.0.0.1, following the given ledgers over HTTP.</summary>
public sealed class HubHost : PlatformHost
{
    private HubHost(string folder, WebApplication app, StillLegalTime legal)
        : base(app, folder) => Legal = legal;

    public StillLegalTime Legal { get; }

    /// <param name="connection">Connection string of an empty PostgreSQL database; empty: SQLite.</param>
    public static Task<HubHost> Start(DateTimeOffset now, string connection, params IReadOnlyList<FollowedSource> follow) => Start(now, connection, null, follow);

    /// <inheritdoc cref="Start(DateTimeOffset, string, IReadOnlyList{FollowedSource})"/>
    /// <param name="more">Services in the place of the settings' ones.</param>
    public static async Task<HubHost> Start(DateTimeOffset now, string connection, Action<IServiceCollection>? more, params IReadOnlyList<FollowedSource> follow)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-hub-").FullName;
        var legal = new StillLegalTime(now);
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection([new("Site:Contact", "政府采购业务咨询 0000-0000000"), new("Site:Sponsor", "中州市财政局")]);
        builder.Services.AddSingleton<LegalTime>(legal);
        builder.AddTongcaiPlatform(new PlatformOptions { DataDirectory = folder, Engine = connection.Length > 0 ? DatabaseEngine.Postgres : DatabaseEngine.Sqlite, ConnectionString = connection, Origin = "hub.test/ledger", SealedDepth = 4, FollowInterval = TimeSpan.FromMilliseconds(20), Follow = follow, Assemblies = [typeof(PublicServicePlatform).Assembly] });
        builder.Services.AddPublicService(builder.Configuration);
        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.UsePublicService();
        await app.StartAsync();
        return new HubHost(folder, app, legal);
    }

    /// <summary>Waits until so many public facts have been read.</summary>
    public async Task Read(int facts)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from chain_fact"), limit.Token) < facts)
            await Task.Delay(20, limit.Token);
    }

    /// <summary>A page as a browser without scripts gets it.</summary>
    public Task<(HttpStatusCode Status, string Html)> Page(string path) => Page(null, path);

    public async Task<(HttpStatusCode Status, JsonNode Body)> Api(string path)
    {
        using var client = Client();
        using var answer = await client.GetAsync("/api/v1" + path);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}

/// <summary>One hub with a finished tender, one under way, and a second trading ledger; shared by the tests that only read.</summary>
public class FilledHub : IAsyncLifetime
{
    internal static readonly SampleChain Finished = new("aaaaaaaaaaaaaaaaaaaaaaaaaa");
    internal static readonly SampleChain Running = new("bbbbbbbbbbbbbbbbbbbbbbbbbb", "北河县100%_数字化教室采购项目", "410122-GKZB-2026-0009", "410122");

    private Source trade = null!;
    private Source other = null!;
    private Source watch = null!;

    public HubHost Hub { get; private set; } = null!;

    public IReadOnlyList<string> FactIds { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        trade = await Source.Start("trade.test/ledger");
        other = await Source.Start("county.test/ledger");
        watch = await Source.Start("watch.test/ledger");
        Hub = await HubHost.Start(SampleChain.At(2026, 4, 28, 12), await Connection(), trade.Followed, other.Followed, watch.Followed);
        FactIds = await trade.Say(Finished.Trading);
        await other.Say(Running.Trading.Take(4));
        await watch.Say(Finished.Supervision);
        await Hub.Read(Finished.Trading.Count + 4 + 3);
    }

    protected virtual Task<string> Connection() => Task.FromResult("");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Hub.DisposeAsync();
        await trade.DisposeAsync();
        await other.DisposeAsync();
        await watch.DisposeAsync();
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class FilledPostgresHub : FilledHub
{
    protected override Task<string> Connection() =>
        Databases.Postgres(new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime()));
}
