using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Identity;

namespace Tongcai.PublicService.Tests.Identity;

/// <summary>One platform with a database of its own.</summary>
public sealed class Host : PlatformHost
{
    private Host(string folder, WebApplication app, IStore store, StillSystemTime time)
        : base(app, folder, store) => Time = time;

    public StillSystemTime Time { get; }

    public static async Task<Host> Start(Site site, Action<IServiceCollection>? add, Action<WebApplication> map, string url = "http://127.0.0.1:0")
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-hub-").FullName;
        var time = new StillSystemTime(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var legal = new LegalTime(time);
        var store = SqliteStore.Open(Path.Combine(folder, "data.db"), new StoreSetup([typeof(OAuthServer).Assembly], legal, time));
        var builder = Builder(url);
        builder.Services.AddSingleton<IStore>(store).AddSingleton(legal).AddSingleton<SystemTime>(time);
        builder.Services.AddPlatformWeb(site, typeof(OAuthServer).Assembly);
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.UsePlatformWeb();
        app.MapGet("/who", (Microsoft.AspNetCore.Http.HttpContext http) => http.Actor().Name + "/" + string.Join(",", http.Actor().Roles.Order()) + "/" + http.Actor().OrganisationName).WithMetadata(Access.SignedIn);
        map(app);
        await app.StartAsync();
        return new Host(folder, app, store, time);
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
        var (hub, trade) = (PlatformHost.FreeAddress(), PlatformHost.FreeAddress());
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

    public async ValueTask DisposeAsync()
    {
        await Trade.DisposeAsync();
        await Hub.DisposeAsync();
    }
}

/// <summary>A browser without scripts that shows redirects instead of following them.</summary>
public sealed class Visitor : IDisposable
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
        return await Http.PostAsync(address, HiddenFields.Form(page, typed));
    }

    public void Dispose() => Http.Dispose();
}
