using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.Supervision.Tests;

/// <summary>Legal time that stands still until a test moves it.</summary>
public sealed class StillLegalTime(DateTimeOffset now) : LegalTime(TimeProvider.System)
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>The real supervision platform on 127.0.0.1 with a database of its own; facts are taught as its follower teaches them.</summary>
public sealed class WatchHost : IAsyncDisposable
{
    private readonly string folder;
    private int taught;

    private WatchHost(string folder, WebApplication app, StillLegalTime legal) => (this.folder, App, Legal) = (folder, app, legal);

    public WebApplication App { get; }

    public IStore Store => App.Services.GetRequiredService<IStore>();

    public StillLegalTime Legal { get; }

    public Uri Address => new(App.Urls.First());

    /// <param name="engine">sqlite or postgres.</param>
    public static async Task<WatchHost> Start(string engine = "sqlite")
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-watch-").FullName;
        var legal = new StillLegalTime(Given.At(7, 9, 10));
        var options = new PlatformOptions { DataDirectory = folder, Origin = "watch.test/ledger", Assemblies = [typeof(SupervisionPlatform).Assembly] };
        if (engine == "postgres")
        {
            var setup = new StoreSetup(options.Assemblies, legal, TimeProvider.System);
            options = options with
            {
                Engine = DatabaseEngine.Postgres,
                ConnectionString = await PostgresCluster.Shared.CreateDatabase("watch_template", async empty => await Platform.Storage.Postgres.PostgresStore.Open(empty, setup).DisposeAsync()),
            };
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
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

    public async Task<string> Token(Actor actor)
    {
        var (token, commit, _) = App.Services.GetRequiredService<Sessions>().Begin(actor, "test");
        Assert.IsType<Committed>(await Store.Execute(commit));
        return token;
    }

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
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
