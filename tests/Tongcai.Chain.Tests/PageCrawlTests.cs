using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tongcai.Chain.Tests;

/// <summary>Every page that a role reaches by links, looked at as a whole: one report of all findings.</summary>
[Trait("browser", "crawl")]
[Collection(DemoStack.Name)]
public sealed partial class PageCrawlTests(DemoStack stack)
{
    private readonly Chromium chromium = stack.Chromium;

    /// <summary>More kinds of pages than any role has: reaching it means that the shapes are not recognised.</summary>
    private const int MostPages = 140;
    private const int PhoneWidth = 390;

    /// <summary>Wire words that a person must never read; texts in code, pre and .mono are names of the interface and may show them.</summary>
    private static readonly string[] WireWords =
    [
        "purchaser", "supplier", "agency", "supervisor", "administrator", "handler", "reviewer", "comprehensive", "lowestPrice", "rejected", "upheld", "dismissed", "micro", "GKZB", "undefined", "NaN", "null",
        "accepted", "declined", "invited", "lodged", "suspended", "setAside", "technical", "business", "objective", "subjective", "notary",
    ];

    private const string LookScript = """
        () => {
          const copy = document.body.cloneNode(true);
          copy.querySelectorAll('script,style,code,pre,.mono,kbd,[lang=en],textarea').forEach(e => e.remove());
          return JSON.stringify({
            h1: document.querySelectorAll('h1').length,
            title: document.title,
            lang: document.documentElement.lang,
            text: copy.textContent,
            links: [...document.querySelectorAll('a[href]')].map(a => a.hasAttribute('download') ? a.href + '#file' : a.href),
          });
        }
        """;

    private const string WideScript = """
        () => {
          const root = document.documentElement;
          if (root.scrollWidth <= window.innerWidth) return '';
          const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest('.tw')).slice(0, 3)
            .map(e => e.tagName.toLowerCase() + (e.className ? '.' + String(e.className).split(' ').join('.') : ''));
          return root.scrollWidth + ' px wide: ' + wide.join(', ');
        }
        """;

    private readonly Examination examination = new(stack.Chromium);

    /// <summary>How many roles have looked at a kind of page.</summary>
    private readonly ConcurrentDictionary<string, int> examined = new(StringComparer.Ordinal);

    private sealed record Look(int H1, string Title, string Lang, string Text, string[] Links);

    /// <summary>Pages looked at and what was wrong with them.</summary>
    private sealed class Report
    {
        private readonly SortedDictionary<string, List<string>> findings = new(StringComparer.Ordinal);

        public int Pages { get; private set; }

        public bool Clean => findings.Count == 0;

        public void Seen()
        {
            lock (findings)
                Pages++;
        }

        public void Add(string finding, string where)
        {
            lock (findings)
            {
                if (!findings.TryGetValue(finding, out var places))
                    findings[finding] = places = [];
                places.Add(where);
            }
        }

        public override string ToString()
        {
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{findings.Count} findings on {Pages} pages\n");
            foreach (var (finding, places) in findings)
                text.Append(CultureInfo.InvariantCulture, $"- {finding}\n    {string.Join("\n    ", places.Take(4))}{(places.Count > 4 ? $"\n    … {places.Count} places" : "")}\n");
            return text.ToString();
        }
    }

    [Fact]
    public async Task Every_page_a_role_reaches_is_sound_readable_accessible_and_fits_a_phone()
    {
        var report = new Report();
        var (work, case_) = (new Uri(stack.Trading, "work"), new Uri(stack.Trading, $"procurements/{stack.Procurement}"));
        (string User, Uri[] From, Uri[] Within)[] roles =
        [
            ("", [stack.Hub, new(stack.Hub, $"procurements/{stack.Procurement}"), new(stack.Hub, "policy/政府采购货物和服务招标投标管理办法"), stack.Trading, stack.Supervision], [stack.Hub, stack.Trading, stack.Supervision]),
            ("buyer01", [work, case_, new(stack.Hub, "account")], [stack.Trading, new(stack.Hub, "account/")]),
            ("agent01", [work, case_], [stack.Trading]),
            ("supplier01", [work, case_, new(case_ + "/bid"), new(stack.Hub, "account")], [stack.Trading, new(stack.Hub, "account/")]),
            ("regulator01", [new(stack.Supervision, "board"), new(stack.Supervision, $"procurements/{stack.Procurement}"), new(stack.Supervision, "account")], [stack.Supervision]),
            ("buyer02", [work], [stack.Trading]),
            ("buyer03", [work, case_], [stack.Trading]),
            ("buyer04", [work, case_], [stack.Trading]),
            ("expert01", [work, new(stack.Trading, "seats")], [stack.Trading]),
            ("ops01", [stack.Hub, new(stack.Hub, "account")], [stack.Hub]),
            ("supplier03", [new(stack.Supervision, "my/complaints"), new(stack.Supervision, "complaints/new")], [stack.Supervision]),
            ("supplier04", [new(stack.Supervision, "my/inquiries")], [new(stack.Supervision, "my/"), new(stack.Supervision, "inquiries/")]),
            ("regulator03", [new(stack.Supervision, "complaints"), new(stack.Supervision, "warnings")], [stack.Supervision]),
        ];
        // Signing in is one after the other: an address that tries too many names at once is made to wait.
        foreach (var (user, _, _) in roles)
            await (await chromium.Context(user)).DisposeAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Parallel.ForEachAsync(roles, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (role, _) => await Crawl(role.User, role.From, role.Within, report));
        foreach (var finding in examination.Findings.Distinct())
            report.Add("judged by axe", finding);
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalSeconds:0} s; {examination.Report()}");
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.True(report.Pages >= 150, $"Only {report.Pages} pages were reached: the crawl itself is broken.\n{report}");
        Assert.True(report.Clean, report.ToString());
    }

    private async Task Crawl(string user, Uri[] from, Uri[] within, Report report)
    {
        await using var context = await chromium.Context(user);
        var page = await context.NewPageAsync();
        var who = user.Length == 0 ? "(anyone)" : user;
        var waiting = new Queue<(Uri Address, string Via)>(from.Select(a => (a, "start")));
        var known = from.Select(Shape).ToHashSet(StringComparer.Ordinal);
        var current = "";
        page.Console += (_, message) =>
        {
            // A refused page is itself reported by its status.
            if (message.Type == "error" && !message.Text.Contains("status of 40", StringComparison.Ordinal))
                report.Add($"console error: {message.Text}", current);
        };
        page.PageError += (_, error) => report.Add($"script error: {error}", current);
        page.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var to) && to.Scheme is "http" or "https" && to.Host != "127.0.0.1")
                report.Add($"request to {to.Host}", current);
        };
        for (var pages = 0; waiting.Count > 0;)
        {
            if (pages == MostPages)
            {
                report.Add($"more than {MostPages} kinds of pages", who);
                return;
            }

            var (address, via) = waiting.Dequeue();
            current = $"{who} {address.PathAndQuery} (from {via})";
            if (NotForPeople(address))
            {
                var file = await context.APIRequest.GetAsync(address.ToString());
                if (file.Status is not (200 or 202))
                    report.Add($"linked file answers {file.Status}", current);
                await file.DisposeAsync();
                continue;
            }

            pages++;
            report.Seen();
            foreach (var link in await Examine(page, address, current, report))
            {
                if (within.Any(w => w.IsBaseOf(link)) && !(user.Length > 0 && ForAll(link)) && known.Add(Shape(link)))
                    waiting.Enqueue((link, address.AbsolutePath));
            }
        }
    }

    private async Task<IEnumerable<Uri>> Examine(IPage page, Uri address, string where, Report report)
    {
        var answer = await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Load });
        if (answer is null || answer.Status != 200)
        {
            report.Add($"page answers {answer?.Status}", where);
            if (answer is null || answer.Status >= 500)
                return [];
        }

        var html = await answer.TextAsync();
        if (Entity().Match(html) is { Success: true } entity)
            report.Add("a Chinese character is written as a numeric entity", $"{where} {entity.Value}");
        var look = JsonSerializer.Deserialize<Look>(await page.EvaluateAsync<string>(LookScript), JsonSerializerOptions.Web)!;
        if (look.H1 != 1)
            report.Add($"{look.H1} h1", where);
        if (string.IsNullOrWhiteSpace(look.Title))
            report.Add("no title", where);
        if (Trace().Match(look.Text) is { Success: true } trace)
            report.Add($"stack trace: {trace.Value}", where);
        if (look.Lang.StartsWith("zh", StringComparison.Ordinal))
        {
            foreach (var word in Latin().Matches(Number().Replace(look.Text, "")).Select(m => m.Value).Where(WireWords.Contains).Distinct(StringComparer.Ordinal))
                report.Add($"raw word “{word}”", where);
        }

        // The third role on one kind of page sees the same parts again.
        var times = examined.AddOrUpdate(Shape(address), 1, (_, n) => n + 1);
        var links = look.Links.Select(l => Uri.TryCreate(l, UriKind.Absolute, out var to) ? to : null).OfType<Uri>().Where(u => u.Scheme is "http");
        if (times > 2)
            return links;
        await examination.Look(page, where);
        if (times == 1)
            await examination.LookInTheDark(page, where);
        await page.SetViewportSizeAsync(PhoneWidth, 844);
        if (await page.EvaluateAsync<string>(WideScript) is { Length: > 0 } wide)
            report.Add($"wider than {PhoneWidth} px, {wide}", where);
        await page.SetViewportSizeAsync(1280, 900);
        return links;
    }

    /// <summary>Pages that are the same for everybody; the crawl of nobody sees them.</summary>
    private static bool ForAll(Uri address) => address.AbsolutePath.StartsWith("/problems", StringComparison.Ordinal) || address.AbsolutePath is "/accessibility" or "/sign-out";

    private static bool NotForPeople(Uri address) =>
        address.AbsolutePath.StartsWith("/ledger/", StringComparison.Ordinal) || address.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) || address.AbsolutePath.StartsWith("/feed/", StringComparison.Ordinal) || address.AbsolutePath.StartsWith("/open-data/ocds/", StringComparison.Ordinal)
        || address.Fragment == "#file" || address.AbsolutePath == "/authority.pub" || File().IsMatch(address.AbsolutePath);

    /// <summary>The route behind an address: ids become one sign; with whatever query it is one page more.</summary>
    private static string Shape(Uri address)
    {
        var shape = $"{address.Port}{string.Join('/', address.AbsolutePath.Split('/').Select(s => Id().IsMatch(s) ? "#" : s))}{(address.Query.Length > 1 ? "?" : "")}";
        return CodeList().Replace(shape, "#");
    }

    /// <summary>The ideographic space is written so by every encoder of the framework, as all spaces but one are.</summary>
    [GeneratedRegex("&#x?(?!3000;)[0-9A-Fa-f]{4,6};")]
    private static partial Regex Entity();

    [GeneratedRegex(@"   at [A-Z]\w+\.|System\.\w+Exception|Tongcai\.\w+\.\w+")]
    private static partial Regex Trace();

    /// <summary>项目编号, in which the code of the method has its place: 410100-GKZB-2026-TAJHD7XA.</summary>
    [GeneratedRegex("[0-9]{6}-[A-Z]+-[0-9]{4}-[A-Z0-9]{8}")]
    private static partial Regex Number();

    /// <summary>Each code list is called by its name.</summary>
    [GeneratedRegex(@"(?<=^\d+/codelists/).+$")]
    private static partial Regex CodeList();

    [GeneratedRegex(@"\b[A-Za-z]+\b")]
    private static partial Regex Latin();

    [GeneratedRegex(@"\.(xml|json|jsonl|csv|pdf|atom|rss|zip|txt|pem)$")]
    private static partial Regex File();

    [GeneratedRegex(@"^(?=.*\d)[A-Za-z0-9_-]{12,}(-\d+)?$|^[a-z2-7]{26}$|^[A-Z]+-?\d+|^\d+$|%")]
    private static partial Regex Id();
}
