using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;

namespace Tongcai.Chain.Tests;

/// <summary>What goes wrong under somebody's hands: violations of WCAG 2.2 A and AA, errors in the console or in scripts, requests to other machines.</summary>
public sealed class Examination(Chromium chromium)
{
    private const string Axe = """
        async rules => (await axe.run(document, { runOnly: rules, resultTypes: ['violations'], iframes: false, preload: false })).violations
          .map(v => v.id + ' (' + v.impact + ') ' + v.nodes.slice(0, 2).map(n => n.target.join(' ') + ' ' + n.html.slice(0, 110)).join(' | '))
        """;

    private static readonly string[] Levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    private static readonly string[] Contrast = ["color-contrast"];

    /// <summary>The make of a page, without its words and its numbers: what axe judges is the same on two pages of one make.</summary>
    private const string Make = """
        () => document.documentElement.dataset.platform + [...new Set([...document.querySelectorAll('*')].map(e => [e.parentElement?.tagName, e.tagName, e.className, ...[...e.attributes]
          .filter(a => !/^(class|id|value|href|action|name|for|content|src|title|datetime|style)$|^data-(now|until|testid|k)/.test(a.name)).map(a => a.name + (/^(aria-(label|describedby|labelledby)|download|placeholder)$/.test(a.name) ? '' : '=' + a.value)),
          e.textContent.trim() ? '' : 'empty'].join(' ')))].sort().join('\n')
        """;

    /// <summary>Makes that somebody has had judged, in whichever walk.</summary>
    private static readonly ConcurrentDictionary<string, bool> Judged = new();

    private readonly ConcurrentDictionary<string, bool> makes = new();
    private readonly ConcurrentQueue<string> findings = new();
    private readonly string? pictures = Environment.GetEnvironmentVariable("TONGCAI_PICTURES");
    private long axe;
    private int pages;

    /// <summary>Pages looked at, a page that changed counted again.</summary>
    public int Pages => pages;

    /// <summary>Different makes among them; axe judges each once, for all who come by.</summary>
    public int Makes => makes.Count;

    public IReadOnlyCollection<string> Findings => findings;

    /// <summary>All findings, each once.</summary>
    public string Report() => $"{findings.Distinct().Count()} findings on {pages} pages of {makes.Count} makes, axe {axe / 1000} s\n{string.Join('\n', findings.Distinct())}";

    /// <summary>Listens to everything that the pages of a browser say and send.</summary>
    public void Watch(IBrowserContext context, string name)
    {
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                findings.Enqueue($"{name}: console {message.Type}: {message.Text} ({message.Page?.Url})");
        };
        context.WebError += (_, error) => findings.Enqueue($"{name}: script error: {error.Error} ({error.Page?.Url})");
        context.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var to) && to.Scheme is not ("data" or "blob" or "about" or "file") && to.Host is not ("127.0.0.1" or "localhost"))
                findings.Enqueue($"{name}: request to {to.Host}: {request.Url}");
        };
    }

    /// <summary>Examines the page as it stands.</summary>
    public async Task Look(IPage page, string name, string media = "")
    {
        var number = Interlocked.Increment(ref pages);
        await Judge(page, name, media, Levels);

        if (pictures is not null)
            await Picture(page, string.Create(CultureInfo.InvariantCulture, $"{number:000}-{name}{new Uri(page.Url).AbsolutePath.Replace('/', '_')}"));
    }

    /// <summary>Looks once more in dark colours, of which only the contrast can differ.</summary>
    public async Task LookInTheDark(IPage page, string name)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Judge(page, "dark: " + name, "dark", Contrast);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private async Task Judge(IPage page, string name, string media, string[] rules)
    {
        var make = media + await page.EvaluateAsync<string>(Make);
        if (!makes.TryAdd(make, true) || !Judged.TryAdd(make, true))
            return;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await page.EvaluateAsync(chromium.Axe);
        var violations = await page.EvaluateAsync<string[]>(Axe, rules);
        Interlocked.Add(ref axe, watch.ElapsedMilliseconds);
        foreach (var violation in violations)
            findings.Enqueue($"{name}: {new Uri(page.Url).PathAndQuery} “{await page.TitleAsync()}”: {violation}");
    }

    /// <summary>Pictures for people who look at the pages: wide and as on a telephone.</summary>
    private async Task Picture(IPage page, string file)
    {
        foreach (var width in new[] { 390, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.ScreenshotAsync(new() { Path = Path.Combine(pictures!, width.ToString(CultureInfo.InvariantCulture), file + ".png"), FullPage = true });
        }
    }
}
