using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Identity;

namespace Tongcai.PublicService.Tests.Identity;

/// <summary>System time that a test moves.</summary>
public sealed class MovedTime : SystemTime
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>One platform with a database of its own.</summary>
public sealed class Host : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-hub-").FullName;

    private Host()
    {
    }

    public WebApplication App { get; private set; } = null!;

    public IStore Store { get; private set; } = null!;

    public MovedTime Time { get; } = new();

    public Uri Address => new(App.Urls.First());

    public static async Task<Host> Start(Site site, Action<IServiceCollection>? add, Action<WebApplication> map, string url = "http://127.0.0.1:0")
    {
        var host = new Host();
        var legal = new LegalTime(host.Time);
        host.Store = SqliteStore.Open(Path.Combine(host.folder, "data.db"), new StoreSetup([typeof(OAuthServer).Assembly], legal, host.Time));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddSingleton(host.Store).AddSingleton(legal).AddSingleton<SystemTime>(host.Time);
        builder.Services.AddPlatformWeb(site, typeof(OAuthServer).Assembly);
        add?.Invoke(builder.Services);
        host.App = builder.Build();
        host.App.UsePlatformWeb();
        host.App.MapGet("/who", (Microsoft.AspNetCore.Http.HttpContext http) => http.Actor().Name + "/" + string.Join(",", http.Actor().Roles.Order()) + "/" + http.Actor().OrganisationName).WithMetadata(Access.SignedIn);
        map(host.App);
        await host.App.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The hub, and a trading platform that recognises its accounts.</summary>
public sealed class TwoPlatforms : IAsyncDisposable
{
    public const string Secret = "shared-secret-of-the-test";
    public const string Password = "correct horse battery";

    public required Host Hub { get; init; }

    public required Host Trade { get; init; }

    public string Callback => new Uri(Trade.Address, HubIdentity.Callback).ToString();

    public static async Task<TwoPlatforms> Start()
    {
        // Each has to know the other's address before it starts.
        var (hub, trade) = (FreeAddress(), FreeAddress());
        var client = new OAuthClient("trade", "交易平台", OAuthClient.Digest(Secret), trade + HubIdentity.Callback);
        return new TwoPlatforms
        {
            Hub = await Host.Start(
                new Site { Platform = "public", Name = "公共服务平台", Brand = ("通采", "公共服务平台"), FormTargets = [client.Origin], Register = "/register" },
                s => s.AddSingleton(new OAuthIssuer(hub, [client])),
                app =>
                {
                    OAuthServer.Map(app);
                    RegisterOrganisation.Map(app);
                    OwnAccount.Map(app);
                    SignInPage.Map(app, new SignInWays(Password: true));
                },
                hub),
            Trade = await Host.Start(
                new Site { Platform = "trade", Name = "交易平台", Brand = ("通采", "交易平台") },
                s => s.AddHubSignIn(new HubIdentity(new Uri(hub), "trade", Secret, [Role.Purchaser, Role.Agency, Role.Supplier, Role.Expert])),
                app =>
                {
                    HubSignIn.Map(app);
                    SignInPage.Map(app, new SignInWays(Password: false, Hub: "公共服务平台"));
                },
                trade),
        };
    }

    /// <summary>An address that was free a moment ago.</summary>
    private static string FreeAddress()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public async ValueTask DisposeAsync()
    {
        await Trade.DisposeAsync();
        await Hub.DisposeAsync();
    }
}

/// <summary>A browser without scripts that shows redirects instead of following them.</summary>
public sealed partial class Visitor : IDisposable
{
    public Visitor() => Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false });

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    /// <summary>Follows redirects until a page, and says where it ended.</summary>
    public async Task<(Uri At, HttpResponseMessage Answer)> Go(Uri address)
    {
        for (var step = 0; step < 10; step++)
        {
            var answer = await Http.GetAsync(address);
            if ((int)answer.StatusCode is < 300 or >= 400) return (address, answer);
            address = new Uri(address, answer.Headers.Location!);
        }

        throw new InvalidOperationException($"Redirects without end at {address}.");
    }

    public async Task<HttpResponseMessage> Submit(Uri address, params (string Name, string Value)[] typed)
    {
        var page = await Http.GetStringAsync(address);
        var form = Hidden().Matches(page).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value))).Where(h => h.Item1 != "return").Concat(typed);
        return await Http.PostAsync(address, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Item1, f.Item2))));
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input\b(?=[^>]*type="hidden")(?=[^>]*\bname="(?<name>[^"]*)")(?=[^>]*\bvalue="(?<value>[^"]*)")[^>]*>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();
}
