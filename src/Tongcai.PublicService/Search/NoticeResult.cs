namespace Tongcai.PublicService.Search;

/// <summary>One line of the list.</summary>
/// <param name="Region">Name of the division.</param>
/// <param name="Deadline">Deadline for bids, where the notice is of a project that takes them.</param>
/// <param name="Excerpt">A stretch of the text around the first word that the title does not hold; empty without search words.</param>
public sealed record NoticeLine(
    string Id, string Kind, string KindName, string Title, DateOnly PublishedOn, string ProcurementId, string Code, string Purchaser, string Agency, string Supplier, string Region, string Method,
    string Catalogue, string SetAside, long BudgetFen, long AwardFen, DateTimeOffset? Deadline, string State, bool Suspended, string Excerpt = "");

/// <summary>A choice with the number of notices that it leaves when all other conditions stay.</summary>
/// <param name="Value">Value of the parameter.</param>
/// <param name="Level">Depth in a tree, from 0.</param>
public sealed record Facet(string Value, string Text, long Count, int Level = 0);

/// <summary>检索结果。</summary>
/// <param name="Query">The question as address parameters.</param>
/// <param name="Total">Notices that answer it.</param>
/// <param name="Next">Address parameters of the next page; empty on the last.</param>
/// <param name="Previous">Address parameters of the page before; empty on the first.</param>
/// <param name="Regions">Provinces, and below the one asked for its cities and counties.</param>
/// <param name="Catalogues">The three roots, and the entries on the way to and below the one asked for.</param>
/// <param name="Purchasers">The purchasers with most notices.</param>
/// <param name="Agencies">The agencies with most notices.</param>
public sealed record NoticeResult(
    string Query, long Total, int PageSize, string Next, string Previous, IReadOnlyList<NoticeLine> Items, IReadOnlyList<Facet> Kinds, IReadOnlyList<Facet> Regions, IReadOnlyList<Facet> Methods,
    IReadOnlyList<Facet> Catalogues, IReadOnlyList<Facet> Purchasers, IReadOnlyList<Facet> Agencies, IReadOnlyList<Facet> Budgets, IReadOnlyList<Facet> SetAsides, IReadOnlyList<Facet> States,
    IReadOnlyList<Facet> Deadlines, IReadOnlyList<Facet> Years)
{
    /// <summary>When nothing was found: the conditions each of which, taken off alone, would show something; those that show most first.</summary>
    public IReadOnlyList<Loosening> Loosen { get; init; } = [];
}

/// <summary>A condition that can be taken off.</summary>
/// <param name="Query">The question without it, as address parameters.</param>
/// <param name="Total">Notices that would then be found.</param>
public sealed record Loosening(string Text, string Query, long Total);
