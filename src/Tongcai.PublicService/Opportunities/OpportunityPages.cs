using System.Data.Common;
using Dapper;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Search;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Opportunities;

/// <summary>One opportunity as it is shown.</summary>
/// <param name="ProcurementId">The whole chain.</param>
/// <param name="Reserved">Set aside for firms of the supplier's size.</param>
internal sealed record OpportunityLine(string ProcurementId, NoticeLine Notice, IReadOnlyList<string> Reasons, bool Reserved);

/// <summary>商机一页。</summary>
/// <param name="Stated">Whether the supplier has said what it deals in.</param>
/// <param name="Size">中型企业, …; empty when it is no firm.</param>
/// <param name="Feed">Path of the feeds without their ending; empty before anything was stated.</param>
internal sealed record OpportunityList(bool Stated, IReadOnlyList<string> Catalogues, IReadOnlyList<string> Regions, string Size, string Feed, IReadOnlyList<OpportunityLine> Items)
{
    /// <summary>Legal time of the answer.</summary>
    public DateTimeOffset Now { get; init; }
}

internal static class OpportunityPages
{
    /// <summary>Opportunities shown.</summary>
    private const int Most = 100;

    /// <summary>Procurements that one entry of the profile brings up for a look.</summary>
    private const int MostPerEntry = 2_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        StateProfile.Map(routes);
        routes.MapQuery<OpportunityList>("/account/opportunities", Access.To(Owner.None, Role.Supplier), Read, "/Opportunities/Opportunities.cshtml", "商机");
        routes.MapGet("/feed/opportunities/{key}.{format}", Feed).WithMetadata(Access.Public).WithSummary("按经营范围匹配的商机（rss、atom、json）");
    }

    private static Task<OpportunityList?> Read(QueryContext context) => context.Read<OpportunityList?>(async db =>
    {
        var size = (await Accounts.Organisation(db, context.Actor.OrganisationId))?.Size ?? "";
        return await db.Find<SupplierProfile>(context.Actor.OrganisationId) is { } profile
            ? new(true, profile.Catalogues.Value, profile.Regions.Value, Opportunity.Size(size), $"/feed/opportunities/{profile.FeedKey}", await Find(db, profile, size, context.Now)) { Now = context.Now }
            : new(false, [], [], Opportunity.Size(size), "", []) { Now = context.Now };
    });

    private static async Task<IResult> Feed(HttpContext http, string key, string format)
    {
        var asked = Asked.From(http);
        var items = await asked.Read(async db => RandomId.IsValid(key) && await db.First<SupplierProfile>("feed_key = @key", new { key }) is { } profile
            ? await Find(db, profile, (await Accounts.Organisation(db, profile.Id))?.Size ?? "", asked.Now)
            : null);
        // A reader shows why each stands there.
        return items is null
            ? new Platform.Web.Refused(Platform.Web.HttpRules.NotFound)
            : NoticeFeeds.Answer(http, format, "商机", "/account/opportunities", [.. items.Select(i => i.Notice with { Excerpt = string.Join("；", i.Reasons) })]);
    }

    private static async Task<IReadOnlyList<OpportunityLine>> Find(DbConnection db, SupplierProfile profile, string size, DateTimeOffset now)
    {
        Dictionary<string, ProcurementPage> pages = [];
        foreach (var prefix in profile.Catalogues.Value.Select(Trees.CataloguePrefix).Distinct())
        {
            var some = await db.Where<ProcurementPage>(
                "catalogue_code >= @prefix and catalogue_code < @after and (state = 'Intended' or (state = 'Noticed' and bid_deadline > @now)) order by last_at desc, id limit @MostPerEntry",
                new { prefix, after = prefix + "~", now, MostPerEntry });
            foreach (var page in some) pages.TryAdd(page.Id, page);
        }

        var found = Opportunity.InOrder(pages.Values.Select(p => Opportunity.Of(p, profile.Catalogues.Value, profile.Regions.Value, size, now)).OfType<Opportunity>()).Take(Most).ToList();
        var newest = (await db.Among<PublicNotice>("procurement_id", found.Select(o => o.Page.Id))).GroupBy(n => n.ProcurementId).Select(g => g.MaxBy(n => (n.PublishedOn, n.At, n.LeafIndex))!).ToList();
        var lines = (await NoticeSearch.Lines(db, newest)).ToDictionary(l => l.ProcurementId);
        return [.. found.Where(o => lines.ContainsKey(o.Page.Id)).Select(o => new OpportunityLine(o.Page.Id, lines[o.Page.Id], o.Reasons, o.Reserved))];
    }
}
