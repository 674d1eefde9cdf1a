namespace Tongcai.Exchange.Facts;

/// <summary>投标文件送达：the envelope's digest, nothing else. Stream: the procurement.</summary>
/// <param name="Pseudonym">Random per procurement; stands for the bidder until opening.</param>
/// <param name="Supersedes">SM3 of the envelope this one replaces; empty for the first.</param>
/// <param name="ReceivedAt">Instant at which the last byte had been read.</param>
[FactKind("bid.sealed", FactClass.Sealed, Title = "投标文件送达", Basis = "电子招标投标办法第二十七条")]
public sealed record BidSealed(
    string ProcurementId, string LotId, string BidId, string Pseudonym, string EnvelopeSm3, string EnvelopeSha256, string Supersedes, DateTimeOffset ReceivedAt) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>投标撤回。Stream: the procurement.</summary>
[FactKind("bid.withdrawn", FactClass.Sealed, Title = "投标撤回", Basis = "政府采购货物和服务招标投标管理办法第三十四条")]
public sealed record BidWithdrawn(string ProcurementId, string LotId, string BidId, string Pseudonym, string EnvelopeSm3, DateTimeOffset ReceivedAt) : IFact
{
    public string Stream => ProcurementId;
}
