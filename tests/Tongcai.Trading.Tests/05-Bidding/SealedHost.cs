using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Tongcai.Cryptography;
using Tongcai.Platform;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Planning;
using Tongcai.Trustee;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>Trading with its ledger and real trustee programs over HTTP; sequencer and due work run when the test says so.</summary>
public sealed class SealedHost : IAsyncDisposable
{
    private const string Origin = "trade.test/ledger";
    public static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly CertificateAuthority Authority = CertificateAuthority.CreateRoot(new("测试根"), Sm2PrivateKey.Generate(), From, From.AddYears(30));

    private readonly string folder;
    private readonly Uri address;
    private readonly string verifierKey;
    private readonly string peerKey;
    private readonly StillLegalTime legal;
    private readonly WebApplication?[] trustees;
    private readonly Uri[] trusteeAddresses;
    private bool left;
    private readonly HttpClient reader = new();

    private SealedHost(string folder, Uri address, StillLegalTime legal, int n)
    {
        (this.folder, this.address, this.legal) = (folder, address, legal);
        using var keys = LedgerKeys.Load(Path.Combine(folder, "trading", "keys"), Origin);
        (verifierKey, peerKey) = (keys.VerifierKey, keys.PeerKey);
        (trustees, trusteeAddresses) = (new WebApplication?[n], [.. Enumerable.Range(0, n).Select(_ => new Uri(PlatformHost.FreeAddress()))]);
    }

    public string Folder => folder;

    public TradingHost Trading { get; private set; } = null!;

    /// <param name="within">Directory for its files; null: that of temporary files.</param>
    public static async Task<SealedHost> Start(string engine, int threshold = 1, int trustees = 1, string? within = null)
    {
        var folder = within is null ? Directory.CreateTempSubdirectory("tongcai-sealed-").FullName : Directory.CreateDirectory(Path.Combine(within, "sealed-" + RandomId.New())).FullName;
        var legal = new StillLegalTime(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var host = new SealedHost(folder, new Uri(PlatformHost.FreeAddress()), legal, trustees);
        var authorities = Directory.CreateDirectory(Path.Combine(folder, "authorities")).FullName;
        File.WriteAllText(Path.Combine(authorities, "root.pem"), Authority.Certificate.ToPem());
        File.WriteAllBytes(Path.Combine(authorities, "root.crl"), Authority.IssueRevocationList([], From, From.AddYears(30), 1).ToBytes());
        List<KeyValuePair<string, string?>> settings = [.. Settings(folder), new("TrusteeThreshold", $"{threshold}")];
        for (var i = 0; i < trustees; i++)
        {
            await host.StartTrustee(i);
            settings.AddRange(
            [
                new($"Trustees:{i}:Id", $"trustee-{i + 1}"), new($"Trustees:{i}:Name", $"受托人{i + 1}"), new($"Trustees:{i}:Role", "公证机构"), new($"Trustees:{i}:Address", host.trusteeAddresses[i].ToString()),
                new($"Trustees:{i}:PublicKey", File.ReadAllText(Path.Combine(folder, $"trustee-{i + 1}", "keys", "trustee.pub")).Trim()),
            ]);
        }

        await host.StartTrading(engine, settings);
        return host;
    }

    /// <summary>Gives pending facts their place in the signed ledger.</summary>
    public Task Tick() => Trading.App.Services.GetRequiredService<Sequencer>().TickOnce();

    /// <summary>Does what is due at legal time.</summary>
    public Task Due() => Trading.App.Services.GetRequiredService<DueWorkRunner>().RunOnce();

    /// <summary>The ledger's files, read over HTTP as anybody does.</summary>
    internal Tongcai.Ledger.ITileSource Tiles { get; private set; } = null!;

    /// <summary>What somebody pins who knows the platform's key and no witness.</summary>
    internal Tongcai.Ledger.TlogPolicy Policy => Tongcai.Ledger.TlogPolicy.LogOnly(Tongcai.Ledger.NoteKey.Parse(verifierKey));

    /// <summary>What runs in the program of a trustee.</summary>
    internal IServiceProvider TrusteeServices(int index) => trustees[index]!.Services;

    public async Task StopTrustee(int index)
    {
        await trustees[index]!.DisposeAsync();
        trustees[index] = null;
    }

    /// <summary>What happens to a trustee whose disk is lost and who kept its keys elsewhere.</summary>
    internal void LoseShares(int index) => Directory.Delete(Path.Combine(folder, $"trustee-{index + 1}", "ceremonies"), recursive: true);

    /// <summary>Starts a trustee, again after a stop over the same files.</summary>
    public async Task StartTrustee(int index, Action<IServiceCollection>? change = null)
    {
        var builder = PlatformHost.Builder(trusteeAddresses[index].ToString().TrimEnd('/'));
        builder.Services.AddTrustee(new(Path.Combine(folder, $"trustee-{index + 1}"), $"trustee-{index + 1}", $"受托人{index + 1}", address, Origin, verifierKey, peerKey, null));
        builder.Services.Replace(ServiceDescriptor.Singleton(new LegalClock(legal, null)));
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapTrustee();
        await app.StartAsync();
        trustees[index] = app;
    }

    /// <summary>Ends trading and leaves its files to another process until this host is disposed.</summary>
    public async Task Leave()
    {
        left = true;
        await Trading.App.StopAsync();
        await Trading.App.DisposeAsync();
        await Trading.Store.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        foreach (var trustee in trustees.OfType<WebApplication>())
            await trustee.DisposeAsync();
        if (left)
            Directory.Delete(folder, recursive: true);
        else
            await Trading.DisposeAsync();
    }

    /// <summary>Trading over the files that a host has left, with its own store, all its loops and the interface of bidding, at a legal time that stands still and without a limit of requests.</summary>
    public static async Task Serve(string folder, string address, DateTimeOffset now)
    {
        var builder = PlatformHost.Builder(address);
        builder.Services.AddSingleton<LegalTime>(new StillLegalTime(now));
        builder.AddTongcaiPlatform(new PlatformOptions { DataDirectory = Path.Combine(folder, "trading"), Origin = Origin, Assemblies = [typeof(Chain).Assembly] });
        builder.Services.AddTrading(new ConfigurationBuilder().AddInMemoryCollection([.. Settings(folder), new("RateLimit:Write", "1000000")]).Build());
        var app = builder.Build();
        app.UsePlatformWeb();
        BidTerms.Map(app);
        BidEndpoints.Map(app);
        await app.StartAsync();
        Console.WriteLine("ready");
        await app.WaitForShutdownAsync();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(string folder) =>
    [
        new("Site:Contact", "政府采购业务咨询"), new("Roots:0", Path.Combine(folder, "authorities", "root.pem")), new("RevocationLists:0", Path.Combine(folder, "authorities", "root.crl")),
    ];

    private async Task StartTrading(string engine, List<KeyValuePair<string, string?>> settings)
    {
        var (data, system) = (Path.Combine(folder, "trading"), new SystemTime());
        var setup = new StoreSetup([typeof(Chain).Assembly], legal, system);
        var store = await Databases.Open(engine, Path.Combine(data, "data.db"), setup);
        var builder = PlatformHost.Builder(address.ToString().TrimEnd('/'));
        builder.Services.AddSingleton<LegalTime>(legal).AddSingleton(system);
        builder.AddTongcaiPlatform(new PlatformOptions { DataDirectory = data, Origin = Origin, Assemblies = [typeof(Chain).Assembly] });
        builder.Services.Replace(ServiceDescriptor.Singleton(store));
        foreach (var loop in builder.Services.Where(IsLoop).ToList())
            builder.Services.Remove(loop);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        builder.Services.AddTrading(configuration);
        var outside = new OutsideSystems();
        builder.Services.Replace(ServiceDescriptor.Singleton<IBudgetSystem>(outside)).Replace(ServiceDescriptor.Singleton<IAssetSystem>(outside)).Replace(ServiceDescriptor.Singleton<Tongcai.Trading.Payments.ITreasury>(outside)).Replace(ServiceDescriptor.Singleton<Tongcai.Trading.Bonds.IBondInstitution>(outside));
        var app = builder.Build();
        app.UseTrading();
        app.MapIdentity(configuration, password: false);
        app.MapLedger(http => ValueTask.FromResult(http.Actor().OrganisationId));
        await app.StartAsync();
        Trading = new TradingHost(folder, app, store, legal, outside);
        Tiles = new Tongcai.Ledger.HttpTileSource(reader, new Uri(address, "ledger/"));
    }

    private static bool IsLoop(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationFactory is not null || service.ImplementationType?.Namespace == typeof(Sequencer).Namespace);
}
