using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange.Conformance;
using Tongcai.Exchange.Facts;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Conformance;
using Tongcai.PublicService.Credit;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Inspections;
using Tongcai.PublicService.Prices;
using Tongcai.PublicService.Scores;

namespace Tongcai.PublicService.Tests.Disclosure;

/// <summary>Whatever the public may read is found from the site map, by it or by a page it lists.</summary>
public sealed partial class SiteMapTests(FilledHub filled) : IClassFixture<FilledHub>
{
    /// <summary>Addresses that programs and the pages themselves ask for, and nobody reads as a page, or that hold a key which only its owner has.</summary>
    private static readonly string[] NoPages = ["/api/", "/assets", "/openapi", "/ledger/", "/witness/", "/mirror/", "/safe/", "/open-data/ocds", "/oauth", "/.well-known", "/health", "/feed/restricted", "/feed/opportunities/", "/searches/", "/account/", "/spec/", "/sign-in/", "/sign-out", "/metrics"];

    [Fact]
    public async Task Every_public_page_is_reached_from_the_site_map_in_three_steps()
    {
        var hub = filled.Hub;
        var routes = hub.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Access>()?.Kind is AccessKind.Public && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Where(p => !NoPages.Any(n => p.StartsWith(n, StringComparison.Ordinal))).Distinct().ToList();
        Assert.True(routes.Count > 40, "The routes are not found.");

        // One of each that a page of a list leads to.
        var planned = new InspectionPlanned("insp1", "年度检查", "agency", "", 10, 2, [], "d", 3, "d", 3, ["a", "b"]);
        var commit = Commit.Empty
            .Insert(new DishonestyEntry { Id = "entry1", Name = "某公司", Subject = "supplier", Ground = "collusion", FromDay = new(2026, 1, 10), ToDay = new(2027, 1, 9), DecidedOn = new(2026, 1, 9) })
            .Insert(new InspectionPage { Id = "insp1", Planned = new(planned) })
            .Insert(new ScorePage { Id = "score1", Name = "某机构", Subject = "agency", Latest = true, PublishedOn = new(2026, 4, 1), Published = new(new("score1", "a1", "某机构", "c", "agency", "f", new(2026, 4, 1), new(2025, 4, 1), new(2026, 4, 1), 8712, [])) });
        commit = Enumerable.Range(1, PriceStatistics.SmallestSample).Aggregate(commit, (all, n) => all.Insert(new LotOutcome
        {
            Id = $"p{n}~lot", ProcurementId = $"p{n}", PurchaserId = SampleChain.School, SupplierId = $"s{n}", CatalogueCode = "A02102100", Quantity = 1, Unit = "台", AwardFen = 100, ResultOn = new(2026, 4, 1),
        }));
        Assert.IsType<Committed>(await hub.Store.Execute(commit));
        var report = new PublishedReport { Id = "report1", Platform = "https://trade.test/", Ledger = "trade.test/ledger", TestedBy = "lab", Note = new ConformanceReport(ConformanceReport.Form, "https://trade.test/", "trade.test/ledger", "k", hub.Legal.Now, hub.Legal.Now, 42, []).Sign(NoteSigner.Ed25519("lab", Ed25519PrivateKey.Generate())) };
        Assert.IsType<Committed>(await hub.Store.Execute(Commit.Empty.Insert(report).Record(new ConformanceReported("report1", "p", "trade.test/ledger", "lab", hub.Legal.Now, 0, 0, 0, 0, 0, "", ""))));

        HashSet<string> reached = [];
        Dictionary<string, TemplateMatcher> open = routes.ToDictionary(r => r, r => new TemplateMatcher(TemplateParser.Parse(r.TrimStart('/')), new RouteValueDictionary()));
        await Look("/sitemap");
        var listed = reached.ToList();
        foreach (var path in listed) await Look(path);
        // Some things are a step further: the files of a notice, the report behind its summary. A dozen of each kind tell enough: not every notice has every file.
        foreach (var path in reached.Except(listed).Where(p => !p.Contains('.', StringComparison.Ordinal)).GroupBy(p => p[..p.LastIndexOf('/')]).SelectMany(g => g.Order(StringComparer.Ordinal).Take(12)).ToList()) await Look(path);
        Assert.True(open.Count == 0, $"Not reached: {string.Join(", ", open.Keys.Order(StringComparer.Ordinal))}");

        async Task Look(string path)
        {
            var (status, html) = await hub.Page(path);
            if (status is not HttpStatusCode.OK) return;
            foreach (var href in Link().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Where(h => h.StartsWith('/')))
            {
                var plain = href.Split('#', '?')[0];
                reached.Add(href.Split('#')[0]);
                foreach (var (route, matcher) in open.ToList())
                {
                    if (matcher.TryMatch(Uri.UnescapeDataString(plain), new RouteValueDictionary())) open.Remove(route);
                }
            }
        }
    }

    [GeneratedRegex("<(?:a|form)\\b[^>]*\\b(?:href|action)=\"([^\"]+)\"")]
    private static partial Regex Link();
}
