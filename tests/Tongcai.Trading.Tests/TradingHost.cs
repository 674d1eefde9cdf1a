using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tongcai.Platform;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Bonds;
using Tongcai.Trading.Payments;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests;

/// <summary>The real trading platform on 127.0.0.1 with a database of its own, on either engine; outside systems answer from memory.</summary>
public sealed class TradingHost : PlatformHost
{
    internal TradingHost(string folder, WebApplication app, IStore? store, StillLegalTime legal, OutsideSystems outside)
        : base(app, folder, store) => (Legal, Outside) = (legal, outside);

    public StillLegalTime Legal { get; }

    public OutsideSystems Outside { get; }

    /// <param name="engine">sqlite or postgres.</param>
    public static async Task<TradingHost> Start(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-trading-").FullName;
        var legal = new StillLegalTime(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var system = new SystemTime();
        var store = await Databases.Open(engine, Path.Combine(folder, "trading.db"), new StoreSetup([typeof(Chain).Assembly], legal, system));
        var builder = Builder();
        builder.Services.AddSingleton(store).AddSingleton<LegalTime>(legal).AddSingleton(system);
        builder.Services.AddTrading(new ConfigurationBuilder().AddInMemoryCollection([new("Site:Contact", "政府采购业务咨询")]).Build());
        var outside = new OutsideSystems();
        builder.Services.Replace(ServiceDescriptor.Singleton<IBudgetSystem>(outside)).Replace(ServiceDescriptor.Singleton<IAssetSystem>(outside));
        var app = builder.Build();
        app.UseTrading();
        await app.StartAsync();
        return new TradingHost(folder, app, store, legal, outside);
    }

    /// <summary>The same on SQLite with its ledger; ticks are given by hand.</summary>
    public static async Task<TradingHost> StartWithLedger()
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-trading-").FullName;
        var (legal, outside, builder) = (new StillLegalTime(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)), new OutsideSystems(), Builder());
        builder.Services.AddSingleton<LegalTime>(legal);
        builder.AddTongcaiPlatform(new PlatformOptions { DataDirectory = folder, Origin = "trade.test/ledger", SealedDepth = 4, Tick = TimeSpan.FromHours(1), Assemblies = [typeof(Chain).Assembly] });
        builder.Services.AddTrading(new ConfigurationBuilder().AddInMemoryCollection([new("Site:Contact", "政府采购业务咨询")]).Build());
        builder.Services.Replace(ServiceDescriptor.Singleton<IBudgetSystem>(outside)).Replace(ServiceDescriptor.Singleton<IAssetSystem>(outside));
        var app = builder.Build();
        app.UseTrading();
        await app.StartAsync();
        return new TradingHost(folder, app, null, legal, outside);
    }
}

/// <summary>Budget and asset systems in memory; silent when told to be.</summary>
public sealed class OutsideSystems : IBudgetSystem, IAssetSystem, ITreasury, IBondInstitution
{
    public Dictionary<string, BondAnswer> Bonds { get; } = [];

    Task<BondAnswer?> IBondInstitution.Find(string number, CancellationToken cancel) => Answer(Bonds.GetValueOrDefault(number));

    Task<BondAnswer> IBondInstitution.Release(string number, CancellationToken cancel) => Answer(Bonds[number] = Bonds[number] with { State = "released", Reference = "TH-" + number });

    Task<BondAnswer> IBondInstitution.Claim(string number, long amountFen, string ground, CancellationToken cancel) => Answer(Bonds[number] = Bonds[number] with { State = "claimed", Reference = "ZF-" + number });

    Task<TreasuryAnswer> ITreasury.Pay(string key, string payerCreditCode, string payeeCreditCode, string contractNumber, long amountFen, CancellationToken cancel) =>
        Answer(new TreasuryAnswer(key, "GK-" + key[..6], "paid", amountFen, ""));

    Task<TreasuryAnswer?> ITreasury.Find(string key, CancellationToken cancel) => Answer<TreasuryAnswer?>(null);

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
