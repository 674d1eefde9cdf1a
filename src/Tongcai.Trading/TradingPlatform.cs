using System.Reflection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Web;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Pages;
using Tongcai.Trading.Payments;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading;

/// <summary>交易平台的组成。What the platform adds to store and ledger; the program and its tests compose the same.</summary>
public static class TradingPlatform
{
    /// <summary>Pages, acts and outside systems. Addresses are settings: <c>Budget:Address</c> 预算系统, <c>Assets:Address</c> 资产系统与公物仓, <c>Treasury:Address</c> 国库, <c>Bonds:Address</c> 保函与保证金机构; <c>Authority:Address</c> 行政监督平台, where suppliers complain.</summary>
    public static IServiceCollection AddTrading(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddPlatformWeb(SiteOf(configuration), Assembly.GetExecutingAssembly());
        services.AddHttpClient<IBudgetSystem, HttpBudgetSystem>(client => At(client, configuration["Budget:Address"]));
        services.AddHttpClient<IAssetSystem, HttpAssetSystem>(client => At(client, configuration["Assets:Address"]));
        services.AddHttpClient<ITreasury, HttpTreasury>(client => At(client, configuration["Treasury:Address"]));
        services.AddHttpClient<Bonds.IBondInstitution, Bonds.HttpBondInstitution>(client => At(client, configuration["Bonds:Address"]));
        services.AddSingleton<ActCatalogue>();
        services.AddOrders(configuration["Authority:PublicKey"] ?? "");
        services.AddApprovals(configuration["Authority:PublicKey"] ?? "");
        services.AddListings(configuration["Authority:PublicKey"] ?? "");
        services.AddCases();
        services.AddSingleton<IDueWork, AwardBySilence>().AddSingleton<IDueWork, TreasuryWork>().AddSingleton<IDueWork, Bonds.BondWork>().AddSingleton<IDueWork, SuspensionEnd>().AddSingleton<IDueWork, Evaluation.RoundWork>();
        services.AddBidding(configuration).AddOpening();
        services.AddSingleton<Frameworks.InviteEntrants>().AddSingleton<IDueWork>(p => p.GetRequiredService<Frameworks.InviteEntrants>());
        return services.AddIdentity(configuration, Role.Purchaser, Role.Agency, Role.Supplier, Role.Expert, Role.Bank, Role.Operator).AddRegistryReaders();
    }

    /// <summary>Pipeline, pages and every act of the chain.</summary>
    public static WebApplication UseTrading(this WebApplication app)
    {
        app.UsePlatformWeb();
        app.MapPages();
        app.MapChain();
        return app;
    }

    /// <summary>What the shell prints; names come from the section <c>Site</c>.</summary>
    private static Site SiteOf(IConfiguration configuration) => Site.Of(configuration, "trade", "交易平台") with
    {
        Nav = [new("首页", "/"), new("工作台", "/work"), new("规则一览", "/problems")],
        Menu = Menu,
        Account = configuration["Hub:Address"] is { Length: > 0 } hub ? new Uri(new Uri(hub), "account").ToString() : "",
        Footer = [new("无障碍声明", "/accessibility"), new("系统运行公告", "/incidents"), new("账本与见证", "/ledger"), new("规则一览", "/problems")],
        Proof = "/ledger/proof/{id}",
        OwnerCheck = Owners.Check,
        Words = MethodOf.WordsOf,
    };

    private static List<NavGroup> Menu(Actor actor)
    {
        if (!actor.IsSignedIn)
            return [];
        List<NavGroup> groups = [new("工作", [new("工作台", "/work"), new("项目", "/procurements")])];
        if (actor.Is(Role.Purchaser))
            groups.Add(new("采购前", [new("预算", "/budget"), new("采购需求", "/demands"), new("采购审批", "/approvals"), new("框架协议", "/frameworks")]));
        if (actor.Is(Role.Supplier))
            groups.Add(new("投标", [new("单一来源公示", "/approvals"), new("框架协议", "/frameworks"), new("环境自检", "/self-check"), new("系统运行公告", "/incidents")]));
        if (actor.Is(Role.Expert))
            groups.Add(new("评审", [new("我的评审", "/seats")]));
        return groups;
    }

    private static void At(HttpClient client, string? address)
    {
        client.Timeout = TimeSpan.FromSeconds(20);
        if (Uri.TryCreate(address?.TrimEnd('/') + "/", UriKind.Absolute, out var uri))
            client.BaseAddress = uri;
    }
}
