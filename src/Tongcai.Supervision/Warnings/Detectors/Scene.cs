using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>一条事实及其在账本中的位置。</summary>
public sealed record SceneFact(string Id, string Ledger, long Index, DateTimeOffset At, string Title, IFact Fact);

/// <summary>
/// 一个项目在某一刻的全部所知：its facts, the registered organisations and experts it names, and the earlier lots it can be compared with.
/// Detectors are functions of this and of their parameters alone, so that a replay over history decides exactly as the live platform does.
/// </summary>
public sealed record Scene
{
    public required Watched Row { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<SceneFact> Facts { get; init; }
    public required IReadOnlyDictionary<string, WatchedOrganisation> Organisations { get; init; }
    public IReadOnlyDictionary<string, WatchedExpert> Experts { get; init; } = new Dictionary<string, WatchedExpert>();

    /// <summary>Earlier lots of the same bidders and of the same market, in order of opening.</summary>
    public IReadOnlyList<PastLot> Past { get; init; } = [];

    /// <summary>Earlier lots of the whole market.</summary>
    public int MarketLots { get; init; }

    /// <summary>Registered organisations by compared address.</summary>
    public IReadOnlyDictionary<string, int> AtAddress { get; init; } = new Dictionary<string, int>();

    /// <summary>The latest fact of a type; null when there is none.</summary>
    public (T Fact, SceneFact Origin)? Latest<T>()
        where T : class, IFact => All<T>() is [.., var last] ? last : null;

    public IReadOnlyList<(T Fact, SceneFact Origin)> All<T>()
        where T : class, IFact => [.. Facts.Where(f => f.Fact is T).Select(f => ((T)f.Fact, f))];

    /// <summary>The tender document in force: that of the notice or of its latest correction.</summary>
    public (TenderDocument Document, SceneFact Origin)? Document => Facts.Select(f => f.Fact switch
    {
        NoticePublished n => ((TenderDocument, SceneFact)?)(n.Document, f),
        CorrectionPublished c => (c.Document, f),
        _ => null,
    }).LastOrDefault(d => d is not null);

    /// <summary>The opened bids by lot; empty before the opening.</summary>
    public IReadOnlyList<IGrouping<string, OpenedBid>> Lots => Latest<BidsOpened>() is var (opened, _) ? [.. opened.Bids.GroupBy(b => b.LotId)] : [];

    /// <summary>Name of an organisation as the facts call it; the id when they do not.</summary>
    public string NameOf(string id) =>
        Latest<BidsOpened>()?.Fact.Bids.FirstOrDefault(b => b.SupplierId == id)?.SupplierName
        ?? (id == Row.PurchaserId ? Row.PurchaserName : id == Row.AgencyId ? Row.AgencyName : Organisations.GetValueOrDefault(id)?.Name ?? Experts.GetValueOrDefault(id)?.Name ?? id);

    public string Names(IEnumerable<string> ids) => string.Join("、", ids.Distinct().Select(NameOf));
}
