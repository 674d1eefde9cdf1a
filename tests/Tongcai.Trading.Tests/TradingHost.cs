using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Postgres;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.Tests;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests;

/// <summary>Legal time that stands still until a test moves it.</summary>
public sealed class StillLegalTime(DateTimeOffset now) : LegalTime(TimeProvider.System)
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>The real trading platform on 127.0.0.1 with a database of its own, on either engine; outside systems answer from memory.</summary>
public sealed class TradingHost : IAsyncDisposable
{
    private readonly string folder;

    internal TradingHost(string folder, WebApplication app, IStore store, StillLegalTime legal, OutsideSystems outside) =>
        (this.folder, App, Store, Legal, Outside) = (folder, app, store, legal, outside);

    public WebApplication App { get; }

    public IStore Store { get; }

    public StillLegalTime Legal { get; }

    public OutsideSystems Outside { get; }

    public Uri Address => new(App.Urls.First());

    /// <param name="engine">sqlite or postgres.</param>
    public static async Task<TradingHost> Start(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-trading-").FullName;
        var legal = new StillLegalTime(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var system = new SystemTime();
        var setup = new StoreSetup([typeof(Chain).Assembly], legal, system);
        IStore store = engine == "postgres"
            ? PostgresStore.Open(await PostgresCluster.Shared.CreateDatabase("trading_template", async empty => await PostgresStore.Open(empty, setup).DisposeAsync()), setup)
            : SqliteStore.Open(Path.Combine(folder, "trading.db"), setup);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store).AddSingleton<LegalTime>(legal).AddSingleton(system);
        builder.Services.AddTrading(new ConfigurationBuilder().AddInMemoryCollection([new("Site:Contact", "政府采购业务咨询")]).Build());
        var outside = new OutsideSystems();
        builder.Services.Replace(ServiceDescriptor.Singleton<IBudgetSystem>(outside)).Replace(ServiceDescriptor.Singleton<IAssetSystem>(outside));
        var app = builder.Build();
        app.UseTrading();
        await app.StartAsync();
        return new TradingHost(folder, app, store, legal, outside);
    }

    public async Task<string> Token(Actor actor)
    {
        var (token, commit, _) = App.Services.GetRequiredService<Sessions>().Begin(actor, "test");
        Assert.IsType<Committed>(await Store.Execute(commit));
        return token;
    }

    /// <summary>A client of the API; null: nobody signed in.</summary>
    public async Task<HttpClient> Api(Actor? actor)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (actor is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token(actor));
        return client;
    }

    /// <summary>Sends an act; the answer's body is JSON in every case.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> Do(Actor? actor, string path, object request)
    {
        using var client = await Api(actor);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path)
        {
            Content = new StringContent(request as string ?? System.Text.Json.JsonSerializer.Serialize(request, Problems.Json), Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("Idempotency-Key", RandomId.New());
        using var answer = await client.SendAsync(message);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>A page as the actor sees it.</summary>
    public async Task<(HttpStatusCode Status, string Html)> Page(Actor? actor, string path)
    {
        using var client = await Api(actor);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await client.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Budget and asset systems in memory; silent when told to be.</summary>
public sealed class OutsideSystems : IBudgetSystem, IAssetSystem
{
    public List<ApprovedLine> Approved { get; } = [];

    public Dictionary<string, int> Idle { get; } = [];

    public Dictionary<string, AssetTransfer> Transfers { get; } = [];

    public bool Silent { get; set; }

    public Task<IReadOnlyList<ApprovedLine>> Lines(string creditCode, CancellationToken cancel) =>
        Answer<IReadOnlyList<ApprovedLine>>([.. Approved.Where(l => l.CreditCode == creditCode)]);

    Task<IdleAssets> IAssetSystem.Idle(string catalogueCode, CancellationToken cancel) =>
        Answer(new IdleAssets(catalogueCode, $"GWC-{catalogueCode}-000001", Idle.GetValueOrDefault(catalogueCode)));

    public Task<AssetTransfer> Transfer(string key, string catalogueCode, int count, string toCreditCode, CancellationToken cancel)
    {
        if (!Transfers.TryGetValue(key, out var transfer))
        {
            var granted = Math.Min(count, Idle.GetValueOrDefault(catalogueCode));
            Idle[catalogueCode] = Idle.GetValueOrDefault(catalogueCode) - granted;
            Transfers[key] = transfer = new(key, $"DB-{Transfers.Count + 1:D6}", count, granted);
        }

        return Answer(transfer);
    }

    private Task<T> Answer<T>(T value) => Silent ? Task.FromException<T>(new OutsideSystemException("外部系统", null)) : Task.FromResult(value);
}
