namespace Tongcai.Exchange.Facts;

/// <summary>定标。Stream: the procurement.</summary>
[FactKind("award.decided", FactClass.Restricted, Title = "确定中标人", Basis = "政府采购法实施条例第四十三条")]
public sealed record AwardDecided(string ProcurementId, string LotId, string BidId, string SupplierId, long PriceFen, bool BySilence) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>中标结果公告。Stream: the procurement.</summary>
[FactKind("result.published", FactClass.Public, Title = "中标结果公告", Basis = "政府采购货物和服务招标投标管理办法第六十九条")]
public sealed record ResultPublished(
    string ProcurementId, string NoticeId, DateOnly PublishedOn, DateOnly NoticePeriodEnd, DateOnly ChallengeUntil, IReadOnlyList<LotResult> Lots, IReadOnlyList<string> CommitteeNames, long AgencyFeeFen, string FeeStandard) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一个采购包的结果。</summary>
public sealed record LotResult(string LotId, string BidId, string SupplierId, string SupplierName, string SupplierAddress, long PriceFen, int TotalPoints, string SmeDeclaration, IReadOnlyList<string> Invalid);

/// <summary>中标通知书。Stream: the procurement.</summary>
[FactKind("award.letter", FactClass.Restricted, Title = "中标通知书", Basis = "政府采购法第四十六条")]
public sealed record AwardLetterIssued(string ProcurementId, string LotId, string SupplierId, long PriceFen, DateOnly IssuedOn, DateOnly ContractBy) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>告知未中标供应商：own score, rank and reasons. Stream: the procurement.</summary>
[FactKind("reasons.given", FactClass.Restricted, Title = "未中标告知", Basis = "政府采购货物和服务招标投标管理办法第六十九条")]
public sealed record ReasonsGiven(string ProcurementId, string LotId, string SupplierId, int Rank, int TotalPoints, string Reasons) : IFact
{
    public string Stream => ProcurementId;
}
