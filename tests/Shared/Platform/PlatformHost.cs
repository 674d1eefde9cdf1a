using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Tests;

/// <summary>A platform that answers on 127.0.0.1, with a folder of its own.</summary>
/// <param name="app">Started.</param>
/// <param name="folder">Removed at the end.</param>
/// <param name="store">Store that the test opened and the platform does not close; null: the platform's own.</param>
public class PlatformHost(WebApplication app, string folder, IStore? store = null) : IAsyncDisposable
{
    public WebApplication App => app;

    public IStore Store => store ?? app.Services.GetRequiredService<IStore>();

    public Uri Address => new(app.Urls.First());

    /// <summary>A silent builder listening on the address.</summary>
    public static WebApplicationBuilder Builder(string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        return builder;
    }

    /// <summary>An address nobody listens on, for those who must be known before they start.</summary>
    public static string FreeAddress() => FormattableString.Invariant($"http://127.0.0.1:{Ports.Take()}");

    /// <summary>Nobody's client: no cookies, redirects shown.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>Token of a new session.</summary>
    public async Task<string> Token(Actor actor)
    {
        var (token, commit, _) = app.Services.GetRequiredService<Sessions>().Begin(actor, "test");
        Assert.IsType<Committed>(await Store.Execute(commit));
        return token;
    }

    /// <summary>A client of the API; null: nobody signed in.</summary>
    public async Task<HttpClient> Api(Actor? actor)
    {
        var client = Client();
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
            Content = new StringContent(request as string ?? JsonSerializer.Serialize(request, Problems.Json), Encoding.UTF8, "application/json"),
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
        GC.SuppressFinalize(this);
        await app.StopAsync();
        await app.DisposeAsync();
        if (store is not null)
            await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
