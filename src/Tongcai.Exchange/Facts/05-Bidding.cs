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

/// <summary>递交受阻：a bidder's signed record of a try to hand in that got no answer; handed in when the platform answers again. Stream: the procurement.</summary>
/// <param name="At">By the bidder's clock.</param>
/// <param name="Signature">SM2 r‖s by the bidder's registered signing certificate, base64, over the UTF-8 text of <see cref="SignedText"/>.</param>
[FactKind("attempt.reported", FactClass.Sealed, Title = "递交受阻记录", Basis = "电子招标投标办法第二十七条")]
public sealed record AttemptReported(string ProcurementId, string AttemptId, string EnvelopeSm3, DateTimeOffset At, string Signature) : IFact
{
    public string Stream => ProcurementId;

    /// <summary>What the bidder signs: procurement, envelope, instant, a line each.</summary>
    public static string SignedText(string procurementId, string envelopeSm3, DateTimeOffset at) => string.Join('\n', "tongcai/seal-attempt/v1", procurementId, envelopeSm3, Wire.WireJson.Instant(at));
}
