namespace Tongcai.Exchange.Facts;

/// <summary>采购包（标段）。</summary>
public sealed record LotTerms(
    string LotId, int Number, string Title, string CatalogueCode, long Quantity, string Unit, long BudgetFen, long CeilingFen, string SetAside, string CoreProduct);

/// <summary>评审因素：one line of the score table. Weights of a lot add up to 100.</summary>
/// <param name="Kind">price, objective (客观分: members must agree) or subjective (主观分).</param>
/// <param name="WeightPoints">Full marks of the factor, in hundredths of a point (3000 = 30.00).</param>
public sealed record ScoreFactor(string Id, string Kind, string Title, string Standard, int WeightPoints);

/// <summary>招标文件：the whole structured document; notice, forms, bid sheet, score grid and contract come from this one source.</summary>
/// <param name="EvaluationMethod">comprehensive 综合评分法 or lowest 最低评标价法.</param>
/// <param name="SmeDeductionPercent">Deduction for small and micro firms, per cent of the price.</param>
/// <param name="ConsortiumDeductionPercent">Deduction for consortia with 30 % small-firm share, per cent.</param>
/// <param name="Framework">框架协议的条件; absent under other methods. Prices of its lots are for one unit.</param>
public sealed record TenderDocument(
    int Edition, IReadOnlyList<LotTerms> Lots, IReadOnlyList<string> Qualifications, IReadOnlyList<RequirementItem> Requirements, string EvaluationMethod,
    IReadOnlyList<ScoreFactor> Factors, int SmeDeductionPercent, int ConsortiumDeductionPercent, bool ConsortiumAllowed, int BidValidityDays, long BondFen,
    int DecryptMinutes, string Delivery, string Payment, string Acceptance, string Warranty, string BreachTerms, string Contact, FrameworkTerms? Framework = null);

/// <summary>采购文件编制：an edition that the purchaser has not confirmed yet. Stream: the procurement.</summary>
[FactKind("document.drafted", FactClass.Restricted, Title = "采购文件编制", Basis = "政府采购货物和服务招标投标管理办法第二十条")]
public sealed record DocumentDrafted(string ProcurementId, int Edition, string Digest) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>采购文件确认：the purchaser's consent to the edition that will be published. Stream: the procurement.</summary>
[FactKind("document.confirmed", FactClass.Restricted, Title = "采购文件确认", Basis = "政府采购货物和服务招标投标管理办法第二十条")]
public sealed record DocumentConfirmed(string ProcurementId, int Edition, string Digest) : IFact
{
    public string Stream => ProcurementId;
}
