namespace Tongcai.Exchange.Facts;

/// <summary>资格审查：by purchaser or agency, not by the committee. Stream: the procurement.</summary>
[FactKind("qualification.reviewed", FactClass.Restricted, Title = "资格审查", Basis = "政府采购货物和服务招标投标管理办法第四十四条")]
public sealed record QualificationReviewed(string ProcurementId, string LotId, IReadOnlyList<BidVerdict> Verdicts) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>对一份投标的审查结论。</summary>
public sealed record BidVerdict(string BidId, string SupplierId, bool Passed, string Reason);

/// <summary>符合性审查。Stream: the procurement.</summary>
[FactKind("compliance.reviewed", FactClass.Restricted, Title = "符合性审查", Basis = "政府采购货物和服务招标投标管理办法第五十条")]
public sealed record ComplianceReviewed(string ProcurementId, string LotId, IReadOnlyList<BidVerdict> Verdicts) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一名评委的独立评分。Sealed until the result. Stream: the procurement.</summary>
/// <param name="Points">Per bid and factor, in hundredths of a point.</param>
[FactKind("scores.submitted", FactClass.Sealed, Title = "独立评分", Basis = "政府采购货物和服务招标投标管理办法第五十五条")]
public sealed record ScoresSubmitted(string ProcurementId, string LotId, string ExpertId, IReadOnlyList<FactorScore> Points) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一项得分。</summary>
public sealed record FactorScore(string BidId, string FactorId, int Points, string Note);

/// <summary>评标报告，全体评委签署。Stream: the procurement.</summary>
[FactKind("evaluation.reported", FactClass.Restricted, Title = "评标报告", Basis = "政府采购货物和服务招标投标管理办法第五十八条")]
public sealed record EvaluationReported(string ProcurementId, string LotId, string Method, IReadOnlyList<RankedBid> Ranking, IReadOnlyList<FactorScore> Scores, IReadOnlyList<string> Signers, string Opinion) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>排序中的一行。</summary>
/// <param name="EvaluatedFen">Price after policy deductions; the contract price is <paramref name="PriceFen"/>.</param>
/// <param name="TotalPoints">Hundredths of a point; 0 under 最低评标价法.</param>
public sealed record RankedBid(int Rank, string BidId, string SupplierId, string SupplierName, long PriceFen, long EvaluatedFen, int PricePoints, int TotalPoints, string Note);

/// <summary>一名评委提交符合性审查意见。Stream: the procurement.</summary>
[FactKind("compliance.submitted", FactClass.Sealed, Title = "符合性审查意见", Basis = "政府采购货物和服务招标投标管理办法第五十条")]
public sealed record ComplianceSubmitted(string ProcurementId, string LotId, int Findings) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>评分暂存。Stream: the procurement.</summary>
[FactKind("scores.saved", FactClass.Sealed, Title = "评分暂存", Basis = "电子招标投标办法第四十九条")]
public sealed record ScoresSaved(string ProcurementId, string LotId, int Cells) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>评标报告成稿。Stream: the procurement.</summary>
[FactKind("report.drafted", FactClass.Sealed, Title = "评标报告成稿", Basis = "政府采购货物和服务招标投标管理办法第五十八条")]
public sealed record ReportDrafted(string ProcurementId, string LotId) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一名评委签署评标报告。Stream: the procurement.</summary>
[FactKind("report.signed", FactClass.Restricted, Title = "签署评标报告", Basis = "政府采购法实施条例第四十一条")]
public sealed record ReportSigned(string ProcurementId, string LotId, string Member, string Dissent) : IFact
{
    public string Stream => ProcurementId;
}
