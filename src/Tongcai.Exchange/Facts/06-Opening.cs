namespace Tongcai.Exchange.Facts;

/// <summary>投标截止：written only when every earlier stamp is committed or has failed. Stream: the procurement.</summary>
[FactKind("deadline.passed", FactClass.Public, Title = "投标截止", Basis = "政府采购货物和服务招标投标管理办法第三十九条")]
public sealed record DeadlinePassed(string ProcurementId, DateTimeOffset Deadline) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>开标记录：what is read out. Stream: the procurement.</summary>
[FactKind("bids.opened", FactClass.Public, Title = "开标", Basis = "政府采购货物和服务招标投标管理办法第四十一条")]
public sealed record BidsOpened(string ProcurementId, string KeyId, DateTimeOffset OpenedAt, IReadOnlyList<OpenedBid> Bids, IReadOnlyList<UnopenedBid> Unopened) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>开标一览表的一行。</summary>
/// <param name="Inner">The private event of the bid as it was sealed into the ledger, base64, with <paramref name="Salt"/>: anyone can check that it stood there before the deadline.</param>
public sealed record OpenedBid(
    string BidId, string LotId, string SupplierId, string SupplierName, long PriceFen, int DeliveryDays, IReadOnlyList<string> ConsortiumIds, string EnvelopeSm3, string Inner, string Salt);

/// <summary>未能开启的投标及其原因。</summary>
/// <param name="Cause">bidder (撤销) or platform (撤回, direct loss may be claimed).</param>
public sealed record UnopenedBid(string BidId, string LotId, string EnvelopeSm3, string Cause, string Detail);

/// <summary>开标异议。Stream: the procurement.</summary>
[FactKind("opening.objected", FactClass.Restricted, Title = "开标异议", Basis = "政府采购货物和服务招标投标管理办法第四十二条")]
public sealed record OpeningObjected(string ProcurementId, string SupplierId, string Text) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>开标记录签署：the opening record as signed by agency and bidders; silence counts as consent. Stream: the procurement.</summary>
[FactKind("opening.recorded", FactClass.Public, Title = "开标记录", Basis = "政府采购货物和服务招标投标管理办法第四十二条")]
public sealed record OpeningRecorded(string ProcurementId, DateTimeOffset ClosedAt, int Objections) : IFact
{
    public string Stream => ProcurementId;
}
