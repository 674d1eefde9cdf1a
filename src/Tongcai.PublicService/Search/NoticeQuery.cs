using Microsoft.AspNetCore.Http.Extensions;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Search;

/// <summary>Where a procurement stands to its deadline for bids.</summary>
public enum DeadlineIs
{
    [Label("接受投标中")] Open,
    [Label("七日内截止")] Week,
    [Label("已过截止时间")] Closed,
}

/// <summary>预算金额 in 万元, the lower end included, the upper not; an end that is missing is open.</summary>
public sealed record BudgetRange(long? From, long? To)
{
    private const long Wan = 1_000_000;

    /// <summary>50-100, -50 or 5000-.</summary>
    public string Code => $"{From}-{To}";

    public string Text => (From, To) switch { (null, { } to) => $"{to} 万元以下", ({ } from, null) => $"{from} 万元以上", _ => $"{From}—{To} 万元" };

    /// <summary>Whether a budget lies in it; one that is not known lies nowhere.</summary>
    public bool Holds(long fen) => fen > 0 && (From is not { } from || fen >= from * Wan) && (To is not { } to || fen < to * Wan);
}

/// <summary>检索条件。Everything that is asked stands in the address, so that a search can be kept, sent and subscribed to.</summary>
/// <param name="Words">Each has to occur in the notice or its project.</param>
public sealed record NoticeQuery(IReadOnlyList<string> Words)
{
    public const int PageSize = 20;

    /// <summary>Code of <see cref="SetAside"/>: any kind of reserve for small and medium firms.</summary>
    public const string AnySetAside = "1";

    public static readonly NoticeQuery Everything = new([]);

    /// <summary>Every parameter of the address, in its order.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["q", "kind", "region", "method", "catalogue", "purchaser", "agency", "budget", "sme", "state", "deadline", "from", "to", "sort", "after", "before"];

    /// <summary>One kind; null: all.</summary>
    public NoticeKind? Kind { get; init; }

    /// <summary>Six digits; a province or city takes in what lies below it. Empty: everywhere.</summary>
    public string Region { get; init; } = "";

    /// <summary>Code of the method; empty: any.</summary>
    public string Method { get; init; } = "";

    /// <summary>Code of the catalogue; an entry takes in what lies below it. Empty: any.</summary>
    public string Catalogue { get; init; } = "";

    /// <summary>Id of the purchaser; empty: any.</summary>
    public string Purchaser { get; init; } = "";

    /// <summary>Id of the agency; empty: any.</summary>
    public string Agency { get; init; } = "";

    public BudgetRange? Budget { get; init; }

    /// <summary>whole, consortium, subcontract, or <see cref="AnySetAside"/>; empty: with and without.</summary>
    public string SetAside { get; init; } = "";

    public ProcurementState? State { get; init; }

    public DeadlineIs? Deadline { get; init; }

    /// <summary>First day of publication.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of publication.</summary>
    public DateOnly? To { get; init; }

    public NoticeSort Sort { get; init; }

    /// <summary>The page begins behind this place.</summary>
    internal NoticeCursor? After { get; init; }

    /// <summary>The page ends before this place.</summary>
    internal NoticeCursor? Before { get; init; }

    /// <summary>The same question from its first page.</summary>
    public NoticeQuery First => After is null && Before is null ? this : this with { After = null, Before = null };

    /// <summary>The search words as typed.</summary>
    public string Text => string.Join(' ', Words);

    /// <summary>The parameters with a value, the cursor apart.</summary>
    public IEnumerable<(string Name, string Value)> Values => new[]
    {
        ("q", Text), ("kind", Kind is { } kind ? Code(kind) : ""), ("region", Region), ("method", Method), ("catalogue", Catalogue), ("purchaser", Purchaser), ("agency", Agency),
        ("budget", Budget?.Code ?? ""), ("sme", SetAside), ("state", State is { } state ? Code(state) : ""), ("deadline", Deadline is { } deadline ? Code(deadline) : ""),
        ("from", Day(From)), ("to", Day(To)), ("sort", Sort is NoticeSort.Date ? "" : Code(Sort)),
    }.Where(p => p.Item2.Length > 0);

    /// <summary>The address parameters, beginning with ?; empty when nothing is asked.</summary>
    public string Address()
    {
        var builder = new QueryBuilder();
        foreach (var (name, value) in Values) builder.Add(name, value);
        if (After is { } after) builder.Add("after", after.Text(this));
        if (Before is { } before) builder.Add("before", before.Text(this));
        return builder.ToQueryString().ToString();
    }

    /// <summary>The wire name of a member of an enumeration.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum => Labels.Choices(typeof(T))[Array.IndexOf(Enum.GetValues<T>(), value)].Value;

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", null) ?? "";
}
