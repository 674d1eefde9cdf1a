using System.Text.Json.Nodes;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Search;

namespace Tongcai.PublicService.Developers;

/// <summary>A code list in the list of lists.</summary>
internal sealed record CodeListLine(string Name, string Title, string English, int Values, string Parameter);

internal sealed record CodeLists(IReadOnlyList<CodeListLine> Items);

/// <summary>开发者. What an integrator needs to begin, each from its source.</summary>
/// <param name="Site">Own address.</param>
/// <param name="PerMinute">Reads a minute.</param>
internal sealed record DeveloperHome(string Site, int PerMinute, int Kinds, int Lists, InterfaceChange Newest);

/// <summary>开发者栏目：怎么开始、限额、代码表、变更记录；each as a page and as JSON.</summary>
internal static class DeveloperPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        static PageHead Head(string title, string description) => new(title) { Column = "开发者", Description = description, Under = "/developers", Trail = title == "开发者" ? [] : [new("开发者", "/developers")] };
        routes.MapTwin<DeveloperHome>(
            "/developers", asked => Done(new DeveloperHome(
                $"{asked.Http.Request.Scheme}://{asked.Http.Request.Host}", asked.Http.Site().Limits.Read, Webhooks.WebhookEvents.Kinds.Count, CodeList.All.Count, Changelog.All.Items[0])),
            "/Developers/Developers.cshtml", _ => Head("开发者", "五分钟开始使用接口"), "开发者：怎么开始");
        routes.MapTwin<LimitList>("/developers/limits", asked => Done(LimitList.Of(asked.Http)), "/Developers/Limits.cshtml", _ => Head("限额", "平台执行的限额，取自正在执行的设置"), "限额，取自正在执行的设置");
        routes.MapTwin<Changelog>("/developers/changes", _ => Done(Changelog.All), "/Developers/Changes.cshtml", _ => Head("接口变更记录", "接口的每一次变更"), "接口变更记录");
        routes.MapTwin<CodeLists>(
            "/codelists", _ => Done(new CodeLists([.. CodeList.All.Select(l => new CodeListLine(l.Name, l.Title, l.English, l.Values.Count, l.Parameter))])),
            "/Developers/CodeLists.cshtml", _ => Head("代码表", "接口的代码及其中英文名称和在 OCDS 中的写法"), "代码表目录");
        routes.MapTwin<CodeList>(
            "/codelists/{name}", asked => Task.FromResult<Outcome<CodeList>>(CodeList.All.FirstOrDefault(l => l.Name == asked["name"]) is { } list ? list : Pages.Missing),
            "/Developers/CodeList.cshtml", l => Head(l.Title, l.English) with { Trail = [new("开发者", "/developers"), new("代码表", "/codelists")] }, "一张代码表");
        routes.MapGet("/feed/changes.{format}", Feed).WithMetadata(Access.Public).WithSummary("接口变更记录的订阅（atom、json）");
    }

    private static Task<Outcome<T>> Done<T>(T value)
        where T : class => Task.FromResult<Outcome<T>>(value);

    private static IResult Feed(HttpContext http, string format)
    {
        var site = $"{http.Request.Scheme}://{http.Request.Host}";
        return format switch
        {
            "atom" => Pages.Tagged(http, Atom(site, http.Site().Name), "application/atom+xml; charset=utf-8"),
            "json" => Pages.Json(http, new JsonObject
            {
                ["version"] = "https://jsonfeed.org/version/1.1", ["title"] = $"{http.Site().Name}：接口变更记录", ["home_page_url"] = site + "/developers/changes", ["language"] = "zh-CN",
                ["items"] = new JsonArray([.. Changelog.All.Items.Select(c => new JsonObject { ["id"] = c.Id, ["url"] = $"{site}/developers/changes#{c.Id}", ["title"] = c.Title, ["content_text"] = c.Text, ["date_published"] = Instant(c.On) })]),
            }),
            _ => new Refused(HttpRules.NotFound),
        };
    }

    private static byte[] Atom(string site, string name) => NoticeFeeds.Xml(w =>
    {
        const string Namespace = "http://www.w3.org/2005/Atom";
        void Link(string href)
        {
            w.WriteStartElement("link", Namespace);
            w.WriteAttributeString("href", href);
            w.WriteEndElement();
        }

        void Element(string element, string text) => w.WriteElementString(element, Namespace, text);
        w.WriteStartElement("feed", Namespace);
        Element("title", $"{name}：接口变更记录");
        Element("id", site + "/developers/changes");
        Element("updated", Instant(Changelog.All.Items[0].On));
        Link(site + "/developers/changes");
        foreach (var change in Changelog.All.Items)
        {
            w.WriteStartElement("entry", Namespace);
            Element("title", change.Title);
            Element("id", $"{site}/developers/changes#{change.Id}");
            Element("updated", Instant(change.On));
            w.WriteStartElement("author", Namespace);
            Element("name", name);
            w.WriteEndElement();
            Link($"{site}/developers/changes#{change.Id}");
            Element("summary", change.Text);
            w.WriteEndElement();
        }

        w.WriteEndElement();
    });

    private static string Instant(DateOnly day) => day.Beijing(TimeOnly.MinValue).BeijingIso();
}
