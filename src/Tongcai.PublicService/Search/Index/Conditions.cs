using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Search.Index;

/// <summary>The conditions on a procurement, as bits; a procurement may miss several.</summary>
[Flags]
internal enum Missed : ushort
{
    Nothing = 0, Region = 1, Method = 2, Purchaser = 4, Agency = 8, Catalogue = 16, Budget = 32, SetAside = 64, State = 128, Deadline = 256, Several = 32768,
}

/// <summary>A question in the numbers of the columns.</summary>
internal sealed class Conditions
{
    private const long Week = 7 * 86_400_000L;

    private readonly NoticeQuery query;
    private readonly Columns columns;
    private readonly bool[] regions;
    private readonly bool[] catalogues;
    private readonly bool[] setAsides;
    private readonly int method;
    private readonly int purchaser;
    private readonly int agency;
    private readonly int kind;
    private readonly int from;
    private readonly int to;
    private readonly bool onProject;

    public Conditions(NoticeQuery query, Columns columns, long now)
    {
        (this.query, this.columns, Now) = (query, columns, now);
        Words = [.. query.Words.Select(Folding.Fold)];
        static bool[] Table(Codes codes, Func<string, bool> meets) => [.. Enumerable.Range(0, codes.Count).Select(i => meets(codes[i]))];
        regions = Table(columns.Regions, c => query.Region.Length == 0 || c.StartsWith(Trees.RegionPrefix(query.Region), StringComparison.Ordinal));
        catalogues = Table(columns.Catalogues, c => query.Catalogue.Length == 0 || c.StartsWith(Trees.CataloguePrefix(query.Catalogue), StringComparison.Ordinal));
        setAsides = Table(columns.SetAsides, c => query.SetAside is "" ? true : query.SetAside is NoticeQuery.AnySetAside ? c is not ("" or "none") : c == query.SetAside);
        (method, purchaser, agency) = (columns.Methods.Find(query.Method), columns.Purchasers.Find(query.Purchaser), columns.Agencies.Find(query.Agency));
        kind = query.Kind is { } k ? (int)k : -1;
        (from, to) = (Number(query.From) ?? 0, Number(query.To) ?? int.MaxValue);
        onProject = query.Region.Length + query.Catalogue.Length + query.SetAside.Length + query.Method.Length + query.Purchaser.Length + query.Agency.Length > 0 || query.Budget is not null || query.State is not null || query.Deadline is not null;
    }

    /// <summary>Folded.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Milliseconds.</summary>
    public long Now { get; }

    public bool Kind(in Document document) => kind < 0 || document.Kind == kind;

    public bool Dates(in Document document) => document.Day >= from && document.Day <= to;

    /// <summary>Whether a notice meets all but the words.</summary>
    public bool Meets(int number)
    {
        ref readonly var document = ref columns.Documents[number];
        return Kind(document) && Dates(document) && MissedBy(columns.Projects[document.Project]) == Missed.Nothing;
    }

    /// <summary>Takes out what does not meet the conditions.</summary>
    public void Narrow(Bits found)
    {
        for (var number = found.Next(0); number >= 0; number = found.Next(number + 1))
        {
            if (!Meets(number)) found.Drop(number);
        }
    }

    /// <summary>What a procurement misses.</summary>
    public Missed MissedBy(in Project project)
    {
        if (!onProject) return Missed.Nothing;
        if (!project.Known) return Missed.Several;
        var missed = Missed.Nothing;
        if (!regions[project.Region]) missed |= Missed.Region;
        if (query.Method.Length > 0 && project.Method != method) missed |= Missed.Method;
        if (query.Purchaser.Length > 0 && project.Purchaser != purchaser) missed |= Missed.Purchaser;
        if (query.Agency.Length > 0 && project.Agency != agency) missed |= Missed.Agency;
        if (!catalogues[project.Catalogue]) missed |= Missed.Catalogue;
        if (query.Budget is { } budget && !budget.Holds(project.BudgetFen)) missed |= Missed.Budget;
        if (!setAsides[project.SetAside]) missed |= Missed.SetAside;
        if (query.State is { } state && project.State != (byte)state) missed |= Missed.State;
        if (query.Deadline is { } deadline && !Is(project, deadline, Now)) missed |= Missed.Deadline;
        return missed;
    }

    /// <summary>Whether a procurement takes bids, does so for at most a week more, or does so no longer.</summary>
    public static bool Is(in Project project, DeadlineIs deadline, long now) => deadline switch
    {
        DeadlineIs.Closed => project.Deadline > 0 && project.Deadline <= now,
        _ => project.Deadline > now && project.State == (byte)ProcurementState.Noticed && !project.Suspended && (deadline is DeadlineIs.Open || project.Deadline <= now + Week),
    };

    private static int? Number(DateOnly? day) => day is { } d ? (d.Year * 10_000) + (d.Month * 100) + d.Day : null;
}
