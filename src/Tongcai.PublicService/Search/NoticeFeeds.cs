using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Search;

/// <summary>订阅。The newest fifty notices of any search as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, and the deadlines of its projects that take bids as a calendar.</summary>
internal static class NoticeFeeds
{
    internal const int Most = 50;

    /// <summary>Deadlines in a calendar, the nearest ones.</summary>
    private const int MostDates = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/feed/notices.{format}", Feed).WithMetadata(Access.Public).WithSummary("公告订阅（rss、atom、json）和截止日历（ics）").TakesConditions();

    private static async Task<IResult> Feed(HttpContext http, string format)
    {
        if (format is not ("rss" or "atom" or "json" or "ics")) return new Refused(HttpRules.NotFound);
        var asked = Asked.From(http);
        var outcome = NoticeAddress.Parse(http.Request.Query);
        if (outcome.Value is not { } query) return new Refused(outcome.Refusals);
        if (await asked.Read(db => asked.Notices.Unknown(db, query)) is { Count: > 0 } unknown) return new Refused(unknown);
        if (format == "ics") return Pages.Tagged(http, await Calendar(asked, query), "text/calendar; charset=utf-8");
        var lines = await asked.Read(db => asked.Notices.Latest(db, query.First, asked.Now, Most));
        return Answer(http, format, query.Text.Length > 0 ? query.Text : "信息公告", "/notices" + query.First.Address(), lines);
    }

    /// <summary>Notices in one of the three forms; a form that is none is not found.</summary>
    /// <param name="title">Behind the name of the site.</param>
    /// <param name="home">Path of the page that shows the same.</param>
    internal static IResult Answer(HttpContext http, string format, string title, string home, IReadOnlyList<NoticeLine> lines)
    {
        var feed = new Content($"{http.Request.Scheme}://{http.Request.Host}", http.Site().Name, title, home, lines);
        return format switch
        {
            "rss" => Pages.Tagged(http, Xml(w => Rss(w, feed)), "application/rss+xml; charset=utf-8"),
            "atom" => Pages.Tagged(http, Xml(w => Atom(w, feed)), "application/atom+xml; charset=utf-8"),
            "json" => Pages.Tagged(http, JsonFeed(feed), "application/feed+json; charset=utf-8"),
            _ => new Refused(HttpRules.NotFound),
        };
    }

    /// <summary>The next deadlines of the projects that answer the question, each under the name that the notice's own calendar has for it.</summary>
    private static async Task<byte[]> Calendar(Asked asked, NoticeQuery query)
    {
        var open = query.First with { Deadline = query.Deadline is DeadlineIs.Week ? DeadlineIs.Week : DeadlineIs.Open, Sort = NoticeSort.Deadline };
        var dates = query.Deadline is DeadlineIs.Closed ? [] : await asked.Read(async db =>
        {
            var lines = (await asked.Notices.Latest(db, open, asked.Now, MostDates)).DistinctBy(l => l.ProcurementId).ToList();
            var pages = (await db.Among<ProcurementPage>("id", lines.Select(l => l.ProcurementId))).ToDictionary(p => p.Id);
            var said = (await db.Among<PublicNotice>("procurement_id", pages.Keys, $" and kind in ('{NoticeKind.Tender}', '{NoticeKind.Correction}', '{NoticeKind.Framework}')"))
                .GroupBy(n => n.ProcurementId).ToDictionary(g => g.Key, g => g.MaxBy(n => n.LeafIndex)!);
            return lines.Select(l => (Page: pages[l.ProcurementId], Said: said.GetValueOrDefault(l.ProcurementId))).Where(p => p is { Page.BidDeadline: not null, Said: not null }).ToList();
        });
        return Calendars.Write($"{asked.Http.Site().Name} {query.Text}".Trim(), [.. dates.Select(d => new CalendarDate(
            NoticeFiles.Uid(d.Page.Id, "deadline", d.Page.Ledger), d.Said!.At, d.Said.LeafIndex, d.Page.BidDeadline!.Value.BeijingDate(), d.Page.BidDeadline, $"提交截止、开标：{d.Page.Title}", d.Said.Title))]);
    }

    private sealed record Content(string Base, string Site, string Name, string Path, IReadOnlyList<NoticeLine> Lines)
    {
        public string Title => $"{Site}：{Name}";

        public string Home => Base + Path;

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

    internal static string Describe(NoticeLine line) => string.Join("；", new[]
    {
        line.Purchaser.Length > 0 ? $"采购人 {line.Purchaser}" : "", line.Method, line.BudgetFen > 0 ? $"预算 {Yuan.Text(line.BudgetFen)} 元" : "", line.Supplier.Length > 0 ? $"供应商 {line.Supplier}" : "",
        line.Deadline is { } deadline ? $"截止 {deadline.BeijingTime()}" : "", line.Excerpt,
    }.Where(s => s.Length > 0));

    private static string Instant(DateOnly day) => day.Beijing(TimeOnly.MinValue).BeijingIso();

    /// <summary>Without the characters XML 1.0 cannot carry.</summary>
    private static string Clean(string text) => new([.. text.Where(c => XmlConvert.IsXmlChar(c))]);

    internal static byte[] Xml(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true })) write(writer);
        return bytes.ToArray();
    }
}
