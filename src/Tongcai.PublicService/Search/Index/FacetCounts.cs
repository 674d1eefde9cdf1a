using System.Buffers;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Search.Index;

/// <summary>How many notices stand behind every value of every condition when all other conditions hold.</summary>
internal sealed class FacetCounts(Columns columns)
{
    private const int FirstYear = 1900;

    /// <summary>Upper ends of the ranges of the budget in 万元; the last has none.</summary>
    public static readonly IReadOnlyList<BudgetRange> Budgets = [new(null, 50), new(50, 100), new(100, 200), new(200, 500), new(500, 1000), new(1000, 5000), new(5000, null)];

    public int[] Kinds { get; } = new int[Enum.GetValues<NoticeKind>().Length];
    public int[] ByYear { get; } = new int[1200];
    public int[] Regions { get; } = new int[columns.Regions.Count];
    public int[] Methods { get; } = new int[columns.Methods.Count];
    public int[] Purchasers { get; } = new int[columns.Purchasers.Count];
    public int[] Agencies { get; } = new int[columns.Agencies.Count];
    public int[] Catalogues { get; } = new int[columns.Catalogues.Count];
    public int[] SetAsides { get; } = new int[columns.SetAsides.Count];
    public int[] States { get; } = new int[Enum.GetValues<ProcurementState>().Length];
    public int[] ByBudget { get; } = new int[Budgets.Count];
    public int[] Deadlines { get; } = new int[Enum.GetValues<DeadlineIs>().Length];

    public Columns Columns => columns;

    /// <summary>Years and their counts, newest first.</summary>
    public IEnumerable<(int Year, int Count)> Years => ByYear.Index().Where(y => y.Item > 0).Select(y => (y.Index + FirstYear, y.Item)).Reverse();

    /// <summary>Counts, and leaves in the set only what meets every condition. Notices are counted by procurement first, because nearly every condition is on it.</summary>
    public static FacetCounts Of(Bits found, Columns columns, Conditions conditions)
    {
        var counts = new FacetCounts(columns);
        var projects = columns.Projects;
        var missed = ArrayPool<Missed>.Shared.Rent(projects.Length);
        var weights = ArrayPool<int>.Shared.Rent(projects.Length);
        weights.AsSpan(0, projects.Length).Clear();
        for (var i = 0; i < projects.Length; i++) missed[i] = conditions.MissedBy(projects[i]);
        counts.Notices(found, columns.Documents, conditions, missed, weights);
        for (var i = 0; i < projects.Length; i++)
        {
            if (weights[i] > 0 && ((int)missed[i] & ((int)missed[i] - 1)) == 0) counts.Project(projects[i], missed[i], weights[i], conditions.Now);
        }

        ArrayPool<Missed>.Shared.Return(missed);
        ArrayPool<int>.Shared.Return(weights);
        return counts;
    }

    private void Notices(Bits found, ReadOnlySpan<Document> documents, Conditions conditions, Missed[] missed, int[] weights)
    {
        for (var number = found.Next(0); number >= 0; number = found.Next(number + 1))
        {
            ref readonly var document = ref documents[number];
            var (kind, dates) = (conditions.Kind(document), conditions.Dates(document));
            if (kind && dates) weights[document.Project]++;
            if (missed[document.Project] != Missed.Nothing)
            {
                found.Drop(number);
                continue;
            }

            if (dates) Kinds[document.Kind]++;
            if (kind) ByYear[Math.Clamp((document.Day / 10_000) - FirstYear, 0, ByYear.Length - 1)]++;
            if (!kind || !dates) found.Drop(number);
        }
    }

    private void Project(in Project p, Missed missed, int weight, long now)
    {
        bool Counts(Missed condition) => (missed & ~condition) == Missed.Nothing;
        if (!p.Known) return;
        if (Counts(Missed.Region)) Regions[p.Region] += weight;
        if (Counts(Missed.Method)) Methods[p.Method] += weight;
        if (Counts(Missed.Purchaser)) Purchasers[p.Purchaser] += weight;
        if (Counts(Missed.Agency)) Agencies[p.Agency] += weight;
        if (Counts(Missed.Catalogue)) Catalogues[p.Catalogue] += weight;
        if (Counts(Missed.SetAside)) SetAsides[p.SetAside] += weight;
        if (Counts(Missed.State)) States[p.State] += weight;
        if (Counts(Missed.Budget))
        {
            for (var i = 0; i < ByBudget.Length; i++) ByBudget[i] += Budgets[i].Holds(p.BudgetFen) ? weight : 0;
        }

        if (Counts(Missed.Deadline))
        {
            for (var i = 0; i < Deadlines.Length; i++) Deadlines[i] += Conditions.Is(p, (DeadlineIs)i, now) ? weight : 0;
        }
    }
}
