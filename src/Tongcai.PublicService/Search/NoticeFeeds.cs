using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Search;

/// <summary>订阅。The newest fifty notices of any search as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.</summary>
internal static class NoticeFeeds
{
    private const int Most = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/feed/notices.{format}", Feed).WithMetadata(Access.Public).WithSummary("公告订阅（rss、atom、json）");

    private static async Task<IResult> Feed(HttpContext http, string format)
    {
        if (format is not ("rss" or "atom" or "json")) return new Refused(HttpRules.NotFound);
        var asked = Asked.From(http);
        var outcome = NoticeAddress.Parse(http.Request.Query);
        if (outcome.Value is not { } query) return new Refused(outcome.Refusals);
        var (unknown, lines) = await asked.Read(async db => (await asked.Notices.Unknown(db, query), await asked.Notices.Latest(db, query.First, asked.Now, Most)));
        if (unknown.Count > 0) return new Refused(unknown);
        var feed = new Content($"{http.Request.Scheme}://{http.Request.Host}", http.Site().Name, query, lines);
        return format switch
        {
            "rss" => Pages.Tagged(http, Xml(w => Rss(w, feed)), "application/rss+xml; charset=utf-8"),
            "atom" => Pages.Tagged(http, Xml(w => Atom(w, feed)), "application/atom+xml; charset=utf-8"),
            _ => Pages.Tagged(http, JsonFeed(feed), "application/feed+json; charset=utf-8"),
        };
    }

    private sealed record Content(string Base, string Site, NoticeQuery Query, IReadOnlyList<NoticeLine> Lines)
    {
        public string Title => Query.Text.Length > 0 ? $"{Site}：{Query.Text}" : $"{Site}：信息公告";

        public string Home => Base + "/notices" + Query.First.Address();

        public string Updated => Instant(Lines.Count > 0 ? Lines.Max(l => l.PublishedOn) : new DateOnly(2026, 1, 1));
    }

    private static void Rss(XmlWriter w, Content feed)
    {
        w.WriteStartElement("rss");
        w.WriteAttributeString("version", "2.0");
        w.WriteStartElement("channel");
        w.WriteElementString("title", feed.Title);
        w.WriteElementString("link", feed.Home);
        w.WriteElementString("description", "政府采购公告");
        w.WriteElementString("language", "zh-CN");
        foreach (var line in feed.Lines)
        {
            w.WriteStartElement("item");
            w.WriteElementString("title", Clean(line.Title));
            w.WriteElementString("link", $"{feed.Base}/notices/{line.Id}");
            w.WriteElementString("description", Clean(Describe(line)));
            w.WriteElementString("category", line.KindName);
            w.WriteElementString("pubDate", line.PublishedOn.Beijing(TimeOnly.MinValue).ToString("r", CultureInfo.InvariantCulture));
            w.WriteStartElement("guid");
            w.WriteAttributeString("isPermaLink", "false");
            w.WriteString(line.Id);
            w.WriteEndElement();
            w.WriteEndElement();
        }

        w.WriteEndElement();
        w.WriteEndElement();
    }

    private static void Atom(XmlWriter w, Content feed)
    {
        const string Namespace = "http://www.w3.org/2005/Atom";
        void Element(string name, string text) => w.WriteElementString(name, Namespace, Clean(text));
        void Link(string href, string rel)
        {
            w.WriteStartElement("link", Namespace);
            w.WriteAttributeString("href", href);
            w.WriteAttributeString("rel", rel);
            w.WriteEndElement();
        }

        w.WriteStartElement("feed", Namespace);
        Element("title", feed.Title);
        Element("id", feed.Home);
        Element("updated", feed.Updated);
        Link(feed.Home, "alternate");
        foreach (var line in feed.Lines)
        {
            w.WriteStartElement("entry", Namespace);
            Element("title", line.Title);
            Element("id", $"{feed.Base}/notices/{line.Id}");
            Element("updated", Instant(line.PublishedOn));
            w.WriteStartElement("author", Namespace);
            Element("name", line.Agency.Length > 0 ? line.Agency : line.Purchaser.Length > 0 ? line.Purchaser : feed.Site);
            w.WriteEndElement();
            Link($"{feed.Base}/notices/{line.Id}", "alternate");
            Element("summary", Describe(line));
            w.WriteEndElement();
        }

        w.WriteEndElement();
    }

    private static byte[] JsonFeed(Content feed) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["version"] = "https://jsonfeed.org/version/1.1",
            ["title"] = feed.Title,
            ["home_page_url"] = feed.Home,
            ["language"] = "zh-CN",
            ["items"] = new JsonArray([.. feed.Lines.Select(line => new JsonObject
            {
                ["id"] = line.Id, ["url"] = $"{feed.Base}/notices/{line.Id}", ["title"] = line.Title, ["content_text"] = Describe(line), ["date_published"] = Instant(line.PublishedOn), ["tags"] = new JsonArray(line.KindName),
            })]),
        },
        Problems.Json);

    private static string Describe(NoticeLine line) => string.Join("；", new[]
    {
        line.Purchaser.Length > 0 ? $"采购人 {line.Purchaser}" : "", line.Method, line.BudgetFen > 0 ? $"预算 {Yuan.Text(line.BudgetFen)} 元" : "", line.Supplier.Length > 0 ? $"供应商 {line.Supplier}" : "",
        line.Deadline is { } deadline ? $"截止 {deadline.BeijingTime()}" : "",
    }.Where(s => s.Length > 0));

    private static string Instant(DateOnly day) => day.Beijing(TimeOnly.MinValue).BeijingIso();

    /// <summary>Without the characters XML 1.0 cannot carry.</summary>
    private static string Clean(string text) => new([.. text.Where(c => XmlConvert.IsXmlChar(c))]);

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true })) write(writer);
        return bytes.ToArray();
    }
}
