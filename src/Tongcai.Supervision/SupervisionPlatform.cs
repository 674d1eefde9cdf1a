using System.Reflection;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Outages;
using Tongcai.Platform.Web;
using Tongcai.Supervision.Approvals;
using Tongcai.Supervision.Complaints;
using Tongcai.Supervision.Credit;
using Tongcai.Supervision.Credit.Pages;
using Tongcai.Supervision.Inspections;
using Tongcai.Supervision.Inspections.Pages;
using Tongcai.Supervision.Orders;
using Tongcai.Supervision.Pages;
using Tongcai.Supervision.Scores;
using Tongcai.Supervision.Scores.Pages;
using Tongcai.Supervision.Warnings;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Warnings.Pages;
using Tongcai.Supervision.Warnings.Rules;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision;

/// <summary>监督部门。How the authority signs what it issues.</summary>
/// <param name="Name">机关名称, e.g. 中州市财政局.</param>
/// <param name="Symbol">发文机关代字, e.g. 中财购诉.</param>
/// <param name="ReviewedBy">行政复议机关, e.g. 中州市人民政府.</param>
/// <param name="ApprovalSymbol">发文机关代字 of approvals, e.g. 中财购批.</param>
/// <param name="PenaltySymbol">发文机关代字 of entries in the list of dishonesty and their changes, e.g. 中财购罚.</param>
public sealed record Authority(string Name, string Symbol, string ReviewedBy, string ApprovalSymbol = "财购批", string PenaltySymbol = "财购罚");

/// <summary>行政监督平台的组成。What the platform adds to store and ledger; the program and its tests compose the same.</summary>
public static class SupervisionPlatform
{
    /// <summary>
    /// Pages, acts, readers and the authority's key. Settings beside those of platform and identity:
    /// <c>Authority:Name</c>, <c>Authority:Symbol</c>, <c>Authority:ReviewedBy</c>, <c>Authority:ApprovalSymbol</c>, <c>Authority:PenaltySymbol</c>, <c>Site:*</c>, <c>Scores:subject:component</c> other weights of a score.
    /// </summary>
    public static IServiceCollection AddSupervision(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddPlatformWeb(SiteOf(configuration), Assembly.GetExecutingAssembly());
        services.AddIdentity(configuration, Role.Supplier, Role.Purchaser, Role.Agency);
        services.AddSingleton(new Authority(
            configuration["Authority:Name"] ?? "财政局", configuration["Authority:Symbol"] ?? "财购诉", configuration["Authority:ReviewedBy"] ?? "本级人民政府",
            configuration["Authority:ApprovalSymbol"] ?? "财购批", configuration["Authority:PenaltySymbol"] ?? "财购罚"));
        services.AddSingleton(p => AuthorityKey.Load(Path.Combine(p.GetRequiredService<PlatformOptions>().DataDirectory, "keys")));
        services.AddSingleton(Formulas.Of(configuration));
        services.AddWatchReaders();
        services.AddSealProbing(configuration);
        services.AddSingleton<IWatchRule, PastLotRule>();
        services.AddSingleton<IWatchRule, WarningRule>();
        services.AddSingleton<IWatchRule, OrderReceipt>();
        services.AddSingleton<IWatchRule, ApplicationReceipt>();
        return services;
    }

    /// <summary>Pipeline, pages and every act.</summary>
    public static WebApplication UseSupervision(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // Loaded before the first request: a damaged key shows at the start.
        var key = app.Services.GetRequiredService<AuthorityKey>();
        app.UsePlatformWeb();
        app.MapIdentity(app.Configuration, password: true);
        app.MapLedger(http => ValueTask.FromResult(http.Actor().OrganisationId));
        app.MapGet("/authority.pub", () => Results.Text(key.Public + "\n")).WithMetadata(Access.Public).WithSummary("监督部门的公钥（SM2，04‖x‖y，Base64）");
        app.MapPages();

        // 投诉
        LodgeComplaint.Map(app);
        AcceptComplaint.Map(app);
        CorrectComplaint.Map(app);
        WithdrawComplaint.Map(app);
        DecideComplaint.Map(app);

        // 预警
        JudgeWarning.Map(app);
        AskParty.Map(app);
        InspectWarning.Map(app);
        HandleWarning.Map(app);
        EndWarning.Map(app);
        ChangeRule.Map(app);
        app.MapWarningPages();

        // 审批
        DecideApplication.Map(app);

        // 失信行为记录
        TellListing.Map(app);
        AnswerListing.Map(app);
        DecideListing.Map(app);
        ChangeListing.Map(app);
        RepairListing.Map(app);
        app.MapListingPages();

        // 双随机检查
        KeepInspector.Map(app);
        PlanInspection.Map(app);
        DrawInspection.Map(app);
        RecordCheck.Map(app);
        CloseCheck.Map(app);
        app.MapInspectionPages();

        // 信用评价
        PublishScores.Map(app);
        ObjectScore.Map(app);
        app.MapScorePages();

        // 指令
        IssueOrder.Map(app);
        return app;
    }

    /// <summary>What the shell prints; names come from the section <c>Site</c>.</summary>
    private static Site SiteOf(IConfiguration configuration) => Site.Of(configuration, "watch", "行政监督平台") with
    {
        Nav = [new("监督公开", "/"), new("处理决定", "/decisions"), new("我的投诉", "/my/complaints"), new("规则一览", "/problems")],
        Menu = Menu,
        Footer = [new("无障碍声明", "/accessibility"), new("账本与见证", "/ledger"), new("规则一览", "/problems")],
        Proof = "/ledger/proof/{id}",
        OwnerCheck = Owners.Check,
    };

    private static List<NavGroup> Menu(Actor actor)
    {
        List<NavGroup> groups = [];
        if (actor.Is(Role.Supervisor))
        {
            groups.Add(new("监管", [new("实时在线监管", "/board"), new("预警", "/warnings"), new("预警规则", "/warning-rules"), new("预警统计", "/warning-statistics")]));
            groups.Add(new("办案", [new("投诉处理", "/complaints"), new("采购方式审批", "/approvals"), new("指令与回执", "/orders"), new("双随机检查", "/inspections"), new("失信行为记录", "/listings"), new("信用评价", "/scores")]));
        }

        if (actor.Is(Role.Supplier))
            groups.Add(new("投诉", [new("我的投诉", "/my/complaints"), new("提起投诉", "/complaints/new")]));
        if (actor.Is(Role.Supplier) || actor.Is(Role.Purchaser) || actor.Is(Role.Agency))
            groups.Add(new("核查", [new("核查询问", "/my/inquiries"), new("双随机检查", "/my/checks")]));
        if (actor.Is(Role.Supplier) || actor.Is(Role.Agency))
            groups.Add(new("信用", [new("失信行为记录", "/my/listings"), new("信用评价", "/my/scores")]));
        else if (actor.Is(Role.Purchaser))
            groups.Add(new("信用", [new("信用评价", "/my/scores")]));
        if (groups.Count > 0)
            groups.Add(new("公开", [new("监督公开", "/"), new("处理决定", "/decisions"), new("规则一览", "/problems")]));
        return groups;
    }
}
