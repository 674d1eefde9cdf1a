using System.Text.Json;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.Platform.Web.Parts;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Chain;

/// <summary>One record of the chain as page and API tell it.</summary>
/// <param name="By">Who acted, by name where the facts tell it.</param>
/// <param name="Index">Place in the ledger.</param>
/// <param name="BodySm3">SM3 of the body's canonical bytes, hex.</param>
/// <param name="BodySha256">SHA-256 of the same bytes; the name under which the source serves them.</param>
/// <param name="NoticeId">The notice it published; empty: none.</param>
/// <param name="Body">The fact itself.</param>
public sealed record ChainRecord(
    string Id, string Kind, string Title, DateTimeOffset At, string By, string Summary, string Ledger, long Index, string BodySm3, string BodySha256, string NoticeId, JsonElement Body);

/// <summary>A statutory clock as page and API tell it.</summary>
public sealed record ClockView(string FactId, string RuleId, string Rule, string Basis, string Quote, bool? Kept, DateOnly? LastDay, string Note);

/// <summary>全链一页。</summary>
/// <param name="Expected">Stages that have to be public by now, with the id of the record that made them so; empty id: missing.</param>
public sealed record ProcurementView(
    string Id, string Code, string Title, string Ledger, ProcurementState State, bool Suspended, string Purchaser, string Agency, string Suppliers, string Method, string Kind, string Catalogue,
    string Region, string SetAside, string Evaluation, long BudgetFen, long AwardFen, long PaidFen, DateTimeOffset? BidDeadline, DateOnly? ChallengeUntil,
    IReadOnlyList<ChainRecord> Records, IReadOnlyList<ClockView> Clocks, IReadOnlyList<ExpectedStage> Expected)
{
    /// <summary>The view of a chain on a legal day; null while only another platform has spoken of it.</summary>
    public static ProcurementView? Of(ProcurementChain chain, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(chain);
        if (chain.Page is not { } page) return null;
        var names = Names(chain, page);
        var document = chain.Document;
        return new ProcurementView(
            page.Id, page.Code, page.Title, page.Ledger, page.State, page.Suspended, page.PurchaserName, page.AgencyName, page.SupplierNames, Wording.Method(page.Method), Wording.Kind(page.CatalogueCode),
            Wording.Catalogue(page.CatalogueCode), Divisions.FullName(page.Region), Wording.SetAside(page.SetAside), document is null ? "" : EvaluationOf(document, page.Method), page.BudgetFen, page.AwardFen, page.PaidFen,
            page.BidDeadline, chain.Last<ResultPublished>()?.ChallengeUntil,
            [.. chain.Facts.Select(f => Record(f, chain, names))],
            [.. Chain.Clocks.Of(chain, today).Select(c => new ClockView(c.FactId, c.Rule.Id, c.Rule.Title, $"{c.Rule.Source.Instrument}{c.Rule.Source.Article}", c.Rule.Source.Quote, c.Kept, c.LastDay, c.Note))],
            ExpectedStage.Of(chain))
        {
            PurchaserId = page.PurchaserId, AgencyId = page.AgencyId,
            Winners = chain.Last<ResultPublished>()?.Lots.DistinctBy(l => l.SupplierId).ToDictionary(l => l.SupplierId, l => l.SupplierName) ?? [],
        };
    }

    /// <summary>Organisation of the purchaser; empty: not known.</summary>
    public string PurchaserId { get; init; } = "";

    /// <summary>As above, of the agency.</summary>
    public string AgencyId { get; init; } = "";

    /// <summary>Winners by organisation.</summary>
    public IReadOnlyDictionary<string, string> Winners { get; init; } = new Dictionary<string, string>();

    /// <summary>Words of the method.</summary>
    internal MethodWords Words => (ProcurementMethods.ByName(Method) ?? ProcurementMethods.OpenTender).Words;

    /// <summary>The records as the timeline draws them.</summary>
    public IReadOnlyList<ChainItem> Timeline => [.. Records.Select(r =>
    {
        var clocks = Clocks.Where(c => c.FactId == r.Id).ToList();
        var worst = clocks.FirstOrDefault(c => c.Kept == false) ?? clocks.FirstOrDefault(c => c.Kept == true) ?? clocks.FirstOrDefault();
        return new ChainItem(r.At.BeijingDate(), r.Title, worst?.Note ?? "", worst?.Kept switch { false => Mark.Late, true => Mark.Done, _ => Mark.Running }, r.Summary)
        {
            Links = [.. r.NoticeId.Length > 0 ? [new NavItem("公告全文", $"/notices/{r.NoticeId}")] : Array.Empty<NavItem>(), .. clocks.Select(c => new NavItem($"规则 {c.RuleId}", $"/problems/{c.RuleId}")).DistinctBy(l => l.Href)],
            By = r.By, Index = r.Index, Digest = r.BodySm3, Proof = $"/verify?fact={r.Id}", Modifies = r.Kind is "correction.published" or "clarification.published",
        };
    })];

    private static ChainRecord Record(Recorded f, ProcurementChain chain, Dictionary<string, string> names)
    {
        var leaf = FactLeaf.Read(System.Text.Encoding.UTF8.GetBytes(f.Row.Leaf));
        var title = f.Fact switch
        {
            CorrectionPublished c => $"更正公告（第 {c.Number} 次）",
            ProcurementEnded e => $"{Wording.Words(chain.Page?.Method ?? "").Say(Wording.Ending(e.Ending))}公告",
            NoticePublished n when Wording.InvitesDrawn(n.Method) => Wording.Words(n.Method).Notice,
            NoticePublished n => $"{Wording.Method(n.Method)}公告与{Wording.Words(n.Method).Document}",
            OrderIssued o => $"监督指令：{Wording.Order(o.Kind)}",
            _ => FactKinds.Published.Find(f.Row.Kind) is { } kind ? Wording.Words(chain.Page?.Method ?? "").Say(kind.Title) : f.Row.Kind,
        };
        return new ChainRecord(
            f.Row.Id, f.Row.Kind, title, f.Row.At, names.GetValueOrDefault(f.Row.ByOrg, f.Row.Ledger == chain.Page!.Ledger ? "交易平台" : "监督平台"), Summary.Of(f.Fact, chain), f.Row.Ledger, f.Row.LeafIndex,
            leaf?.Body.Sm3 ?? "", leaf?.Body.Sha256 ?? "", NoticeText.Of(f, chain.Until(f))?.Id ?? "", JsonSerializer.Deserialize<JsonElement>(f.Row.Body));
    }

    private static Dictionary<string, string> Names(ProcurementChain chain, ProcurementPage page)
    {
        Dictionary<string, string> names = [];
        void Name(string id, string name)
        {
            if (id.Length > 0 && name.Length > 0) names[id] = name;
        }

        foreach (var budget in chain.All<BudgetApproved>()) Name(budget.OrganisationId, budget.OrganisationName);
        foreach (var lot in chain.All<ResultPublished>().SelectMany(r => r.Lots)) Name(lot.SupplierId, lot.SupplierName);
        Name(page.AgencyId, page.AgencyName);
        Name(page.PurchaserId, page.PurchaserName);
        return names;
    }

    private static string EvaluationOf(TenderDocument document, string method)
    {
        var price = document.Factors.Where(f => f.Kind == "price").Sum(f => f.WeightPoints);
        return Wording.Evaluation(document.EvaluationMethod, method) + (price > 0 ? $"，价格分 {Wording.Points(price)} 分" : "");
    }
}

/// <summary>应公开的环节。</summary>
/// <param name="FactId">The record that made it public; empty: it has to be and is not.</param>
public sealed record ExpectedStage(string Title, string FactId)
{
    private static readonly (string Title, string Kind)[] Stages =
    [
        ("预算批复", "budget.approved"), ("采购意向", "intention.published"), ("采购公告", "notice.published"), ("开标", "bids.opened"), ("中标结果", "result.published"),
        ("合同公告", "contract.published"), ("合同备案", "contract.filed"), ("履约验收", "acceptance.recorded"), ("资金支付", "payment.made"),
    ];

    /// <summary>Every stage up to the last one reached: a later record proves that the earlier ones had to be public.</summary>
    public static IReadOnlyList<ExpectedStage> Of(ProcurementChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var words = Wording.Words(chain.Page?.Method ?? "");
        var found = Stages.Select(s => new ExpectedStage(words.Say(s.Title), chain.Facts.FirstOrDefault(f => f.Row.Kind == s.Kind || (s.Kind == "bids.opened" && f.Row.Kind == "responses.opened"))?.Row.Id ?? "")).ToList();
        return found[..(found.FindLastIndex(s => s.FactId.Length > 0) + 1)];
    }
}
