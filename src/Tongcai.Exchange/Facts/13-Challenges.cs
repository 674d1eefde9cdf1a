namespace Tongcai.Exchange.Facts;

/// <summary>质疑。Stream: the procurement.</summary>
/// <param name="About">document 采购文件, process 采购过程 or result 中标结果.</param>
[FactKind("challenge.lodged", FactClass.Restricted, Title = "质疑", Basis = "政府采购法第五十二条")]
public sealed record ChallengeLodged(string ProcurementId, string ChallengeId, string SupplierId, string About, IReadOnlyList<string> Items, string Facts, string LegalBasis, DateOnly LodgedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>质疑答复。Stream: the procurement.</summary>
[FactKind("challenge.answered", FactClass.Restricted, Title = "质疑答复", Basis = "政府采购法第五十三条")]
public sealed record ChallengeAnswered(string ProcurementId, string ChallengeId, string SupplierId, bool Upheld, string Answer, DateOnly AnsweredOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>监督指令执行回执：what the trading platform did with an order. Stream: the procurement.</summary>
[FactKind("order.obeyed", FactClass.Public, Title = "监督指令执行", Basis = "电子招标投标办法第五十二条")]
public sealed record OrderObeyed(string ProcurementId, string OrderId, string Kind, DateTimeOffset EffectiveAt) : IFact
{
    public string Stream => ProcurementId;
}
