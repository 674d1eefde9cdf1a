using System.Text.RegularExpressions;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Outages;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Disclosure;

/// <summary>平台信息公开、政策法规、运行状态。</summary>
internal static class DisclosurePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/platforms", Platforms, "/Disclosure/Platforms.cshtml", _ => new PageHead("接入平台") { Column = "平台信息公开", Trail = [] }, "接入平台及其账本");
        routes.MapTwin("/status", Platforms, "/Disclosure/Status.cshtml", _ => new PageHead("系统运行状态") { Column = "系统运行状态" }, "系统运行状态");
        routes.MapTwin("/policy", _ => Task.FromResult<Outcome<PolicyList>>(new PolicyList([.. Statutes.All.Keys.Order(StringComparer.Ordinal).Select(StatuteText.Entry)])), "/Disclosure/Policy.cshtml",
            _ => new PageHead("政策法规") { Column = "政策法规", ColumnType = "政策法规" }, "政策法规目录");
        routes.MapTwin("/policy/{title}", asked => Task.FromResult<Outcome<StatuteText>>(StatuteText.Find(asked["title"]) is { } text ? text : Pages.Missing), "/Disclosure/Statute.cshtml",
            text => new PageHead(text.Title) { Column = "政策法规", ColumnType = "政策法规", Trail = [new("政策法规", "/policy")], Under = "/policy" }, "法规全文，按条");
        routes.MapTwin("/sitemap", _ => Task.FromResult<Outcome<SiteMap>>(new SiteMap(SiteMap.Entries)), "/Disclosure/SiteMap.cshtml", _ => new PageHead("网站地图") { Column = "网站地图" }, "网站地图");
    }

    private static async Task<Outcome<PlatformsView>> Platforms(Asked asked)
    {
        var services = asked.Http.RequestServices;
        var (options, keys) = (services.GetRequiredService<PlatformOptions>(), services.GetRequiredService<LedgerKeys>());
        var (list, now) = (services.GetRequiredService<LiveAttachments>().Now, services.GetRequiredService<SystemTime>().GetUtcNow());
        var all = await asked.Read(db => AttachedPlatform.All(db, list, now));
        var outages = await asked.Read(db => db.Where<OutageObserved>("1 = 1 order by from_at desc limit 50", new { }));
        return new PlatformsView([.. all.Where(p => p.Status.Followed)], [.. all.Where(p => !p.Status.Followed && (!p.Status.Attached || p.Status.Reason.Length > 0)).Select(p => p.Status)], options.Origin, keys.VerifierKey, keys.Sm2VerifierKey, asked.Now, [.. outages.Select(o => new SeenOutage(o.Platform, o.FromAt, o.ToAt))]);
    }
}

/// <summary>The attached platforms and the own ledger.</summary>
/// <param name="Attached">Those whose ledgers are read.</param>
/// <param name="Outages">Newest first.</param>
/// <param name="Unread">Those that were detached, and those that cannot be read.</param>
internal sealed record PlatformsView(IReadOnlyList<AttachedPlatform> Attached, IReadOnlyList<AttachmentStatus> Unread, string OwnOrigin, string OwnKey, string OwnSm2Key, DateTimeOffset Now, IReadOnlyList<SeenOutage> Outages);

/// <summary>A time in which a trading platform took no bids, as probed from here; <paramref name="To"/> null: it lasts.</summary>
internal sealed record SeenOutage(string Platform, DateTimeOffset From, DateTimeOffset? To);

/// <summary>目录。</summary>
internal sealed record PolicyList(IReadOnlyList<PolicyEntry> Items);

/// <summary>One text of the library.</summary>
/// <param name="Rules">Rules of this platform that quote it.</param>
internal sealed record PolicyEntry(string Title, int Articles, int Rules);

/// <summary>网站地图。</summary>
internal sealed record SiteMap(IReadOnlyList<SiteMapGroup> Groups)
{
    public static readonly IReadOnlyList<SiteMapGroup> Entries =
    [
        new("信息公告", [new("首页", "/"), new("全部公告", "/notices"), new("正在接受投标", "/notices?deadline=open"), new("中小企业专窗", "/sme"), new("面向中小企业", "/notices?sme=1"), new("投诉处理决定", "/notices?kind=decision"), new("RSS", "/feed/notices.rss"), new("Atom", "/feed/notices.atom")]),
        new("主体信息", [new("供应商名录", "/suppliers"), new("采购人名录", "/buyers"), new("采购代理机构名录", "/agencies")]),
        new("统计和价格", [new("统计分析", "/stats"), new("价格参考", "/prices")]),
        new("信用和监督检查", [new("曝光台", "/exposure"), new("典型案例", "/exposure/cases"), new("双随机、一公开检查", "/inspections"), new("信用评价", "/scores"), new("严重违法失信行为记录名单", "/credit"), new("名单（JSON）", "/open-data/credit/dishonesty.json"), new("名单（CSV）", "/open-data/credit/dishonesty.csv")]),
        new("核验与公开", [new("验证记录", "/verify"), new("接入平台", "/platforms"), new("检测报告", "/platforms/reports"), new("接口规范", "/spec"), new("系统运行状态", "/status"), new("账本与见证", "/ledger"), new("政策法规", "/policy"), new("规则一览", "/problems")]),
        new("开放数据", [new("说明和下载", "/open-data"), new("批量文件清单", "/open-data/ocds/manifest.json"), new("变更流", "/open-data/ocds/feed"), new("开发者", "/developers"), new("代码表", "/codelists"), new("限额", "/developers/limits"), new("接口变更记录", "/developers/changes"), new("接口说明（OpenAPI）", "/openapi/v1.json")]),
        new("办事工具", [new("全部工具", "/tools"), .. Law.Tool.All.Where(t => t.Path != "/problems").Select(t => new NavItem(t.Title, t.Path))]),
        new("咨询和权利救济", [new("公众咨询", "/consult"), new("提出咨询", "/consult/new"), new("权利救济：询问、质疑、投诉", "/rights")]),
        new("账户", [new("登录", "/sign-in"), new("我的检索", "/account/searches"), new("主体登记", "/register")]),
        new("关于", [new("无障碍声明", "/accessibility"), new("English", "/en")]),
    ];
}

/// <summary>A group of the site map.</summary>
internal sealed record SiteMapGroup(string Group, IReadOnlyList<NavItem> Items);

/// <summary>一件法规，按条。</summary>
internal sealed partial record StatuteText(string Title, IReadOnlyList<StatuteLine> Lines)
{
    /// <summary>The text of that title; null when it is not in the library.</summary>
    public static StatuteText? Find(string title)
    {
        if (!Statutes.All.TryGetValue(title, out var text)) return null;
        HashSet<string> seen = [];
        return new(title, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
        {
            if (ChapterStart().IsMatch(line)) return new StatuteLine("", line, IsHeading: true);
            var article = ArticleStart().Match(line);
            return new StatuteLine(article.Success && seen.Add(article.Groups["name"].Value) ? article.Groups["name"].Value : "", line, IsHeading: false);
        })]);
    }

    public static PolicyEntry Entry(string title) =>
        new(title, Find(title)!.Lines.Count(l => l.Article.Length > 0), AllRules.All.Count(r => r.Source.Instrument == title));

    /// <summary>Rules of the platforms that quote an article.</summary>
    public IEnumerable<Rule> RulesOf(string article) => AllRules.All.Where(r => r.Source.Instrument == Title && r.Source.Article.StartsWith(article, StringComparison.Ordinal));

    [GeneratedRegex(@"^(?<name>第[一二三四五六七八九十百零〇]+条)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ArticleStart();

    [GeneratedRegex(@"^第[一二三四五六七八九十百零〇]+[章节]\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChapterStart();
}

/// <summary>A line of a text.</summary>
/// <param name="Article">第三十五条 where the line begins an article; else empty. Also its anchor.</param>
internal sealed record StatuteLine(string Article, string Text, bool IsHeading);
