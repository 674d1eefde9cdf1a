using System.Reflection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Outages;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Conformance;
using Tongcai.PublicService.Consultations;
using Tongcai.PublicService.Credit;
using Tongcai.PublicService.Developers;
using Tongcai.PublicService.Disclosure;
using Tongcai.PublicService.English;
using Tongcai.PublicService.Exposure;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Front;
using Tongcai.PublicService.Identity;
using Tongcai.PublicService.Inspections;
using Tongcai.PublicService.Law;
using Tongcai.PublicService.Notices;
using Tongcai.PublicService.OpenData;
using Tongcai.PublicService.Opportunities;
using Tongcai.PublicService.Outbox;
using Tongcai.PublicService.Parties;
using Tongcai.PublicService.Prices;
using Tongcai.PublicService.Registry;
using Tongcai.PublicService.Rights;
using Tongcai.PublicService.Scores;
using Tongcai.PublicService.Search;
using Tongcai.PublicService.Statistics;
using Tongcai.PublicService.Subscriptions;
using Tongcai.PublicService.Verify;
using Tongcai.PublicService.Webhooks;

namespace Tongcai.PublicService;

/// <summary>公共服务平台的组成。What the platform adds to store, ledger and followers; the program and its tests compose the same.</summary>
public static class PublicServicePlatform
{
    /// <summary>
    /// Readers, pages, accounts. Settings: <c>Site:*</c> what the shell prints; <c>OpenData:OcidPrefix</c> the publisher's; <c>Issuer</c> the platform's own address and <c>Clients:N:Id, Name, SecretDigest, RedirectUri</c>
    /// the platforms that recognise its accounts; <c>Mail:Address</c> the mail gateway (without it no mails); <c>TestingBodies:N</c> verifier keys of the bodies whose conformance reports are published; <c>Authorities:N:Name, Region, Address, Phone</c> those that take complaints; those of <see cref="IdentitySettings"/>.
    /// </summary>
    public static IServiceCollection AddPublicService(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var issuer = IssuerOf(configuration);
        services.AddSingleton(issuer).AddSingleton<VerifyPage>().AddHttpClient(nameof(VerifyPage));
        var site = SiteOf(configuration, issuer);
        services.AddPlatformWeb(site, Assembly.GetExecutingAssembly());
        services.AddSubscriptions(MailSettings.Of(configuration, issuer.Issuer, site.Name)).AddWebhooks(WebhookSettings.Of(configuration, issuer.Issuer)).AddOutbox();
        services.AddSingleton(new Expiry("oauth_token", "until", TimeSpan.Zero)).AddSingleton(new Expiry("oauth_code", "until", TimeSpan.FromDays(1)));
        services.AddSingleton(TestingBodies.Of(configuration));
        services.AddSingleton(ConfiguredAuthorities.Of(configuration));
        services.AddSingleton(new Expiry("consultation_sender", "at", TimeSpan.FromDays(2)));
        services.AddSingleton(OpenDataSettings.Of(configuration)).AddSingleton<Manifest>();
        return services.AddIdentity(configuration).AddChainReaders().AddDishonestyReaders().AddInspectionReaders().AddScoreReaders().AddNoticeSearch().AddFigures().AddSealProbing(configuration);
    }

    /// <summary>Pipeline, ledger, accounts and every page.</summary>
    public static WebApplication UsePublicService(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UsePlatformWeb();
        app.MapLedger(http => ValueTask.FromResult(http.Actor().OrganisationId));
        app.MapIdentity(app.Configuration, password: true);
        OAuthServer.Map(app);
        RegisterOrganisation.Map(app);
        RegisterCertificate.Map(app);
        RegisterExpert.Map(app);
        HomePage.Map(app);
        NoticeList.Map(app);
        NoticePage.Map(app);
        NoticeFiles.Map(app);
        NoticeFeeds.Map(app);
        ProcurementPages.Map(app);
        VerifyPage.Map(app);
        DisclosurePages.Map(app);
        EnglishPages.Map(app);
        ToolPages.Map(app);
        LawApi.Map(app);
        OpenDataEndpoints.Map(app);
        PublishReport.Map(app);
        ReportPages.Map(app);
        DishonestyPages.Map(app);
        InspectionPages.Map(app);
        ScorePages.Map(app);
        SavedSearchPages.Map(app);
        SaveSearch.Map(app);
        DeleteSearch.Map(app);
        AnswerMail.Map(app);
        OpportunityPages.Map(app);
        SmePage.Map(app);
        WebhookPages.Map(app);
        DeveloperPages.Map(app);
        PartyPages.Map(app);
        StatsPage.Map(app);
        PricePages.Map(app);
        ConsultationPages.Map(app);
        RightsPages.Map(app);
        ExposurePages.Map(app);
        return app;
    }

    private static Site SiteOf(IConfiguration configuration, OAuthIssuer issuer) => Site.Of(configuration, "public", "公共服务平台") with
    {
        Nav = [new("首页", "/"), new("信息公告", "/notices"), new("主体信息", "/suppliers"), new("统计分析", "/stats"), new("信用信息", "/credit"), new("政策法规", "/policy"), new("办事工具", "/tools"), new("公众咨询", "/consult"), new("开放数据", "/open-data")],
        Footer = [new("网站地图", "/sitemap"), new("无障碍声明", "/accessibility"), new("平台信息公开", "/platforms"), new("开发者", "/developers"), new("验证记录", "/verify"), new("系统运行状态", "/status"), new("账本与见证", "/ledger"), new("权利救济", "/rights"), new("规则一览", "/problems")],
        Errands = actor => Errands(actor, issuer),
        Search = "/notices",
        English = "/en",
        Register = RegisterOrganisation.Act.Path,
        Proof = "/verify?fact={id}",
        FormTargets = [.. issuer.Clients.Select(c => c.Origin).Distinct()],
    };

    /// <summary>What the hub keeps for an organisation, and the platforms that the same account opens.</summary>
    private static List<NavItem> Errands(Actor actor, OAuthIssuer issuer)
    {
        List<NavItem> errands = [new("我的检索", "/account/searches")];
        if (actor.Is(Role.Supplier))
            errands.Add(new("商机", "/account/opportunities"));
        if (actor.Holds(Post.Administrator))
        {
            errands.Add(new(RegisterCertificate.Act.Title, RegisterCertificate.Act.Path));
            errands.Add(new("事件推送", "/account/webhooks"));
        }

        if (actor.Is(Role.Operator))
        {
            errands.Add(new(RegisterExpert.Act.Title, RegisterExpert.Act.Path));
            errands.Add(new(PublishReport.Act.Title, PublishReport.Act.Path));
            errands.Add(new("待答复的咨询", ConsultationPages.Desk));
        }

        errands.AddRange(issuer.Clients.Select(c => new NavItem($"前往{c.Name}", c.Origin)));
        return errands;
    }

    /// <exception cref="InvalidOperationException">A client lacks a setting or its address is none.</exception>
    private static OAuthIssuer IssuerOf(IConfiguration configuration)
    {
        static string Required(IConfigurationSection section, string name) => section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"缺少设置 {section.Path}:{name}。");
        return new OAuthIssuer((configuration["Issuer"] ?? "").TrimEnd('/'), [.. configuration.GetSection("Clients").GetChildren().Select(s =>
            Uri.TryCreate(Required(s, "RedirectUri"), UriKind.Absolute, out _)
                ? new OAuthClient(Required(s, "Id"), s["Name"] ?? Required(s, "Id"), Required(s, "SecretDigest"), Required(s, "RedirectUri"))
                : throw new InvalidOperationException($"设置 {s.Path}:RedirectUri 应为完整的网址。"))]);
    }
}
