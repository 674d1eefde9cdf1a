namespace Tongcai.Exchange.Facts;

/// <summary>
/// 响应文件开启：that responses were opened, of which round, and nothing of them. Methods that are no tender have no public read-out: nobody may disclose what others offered (政府采购法第三十八条第三项). Stream: the procurement.
/// </summary>
/// <param name="Round">1: the first responses; from 2: the round of that number.</param>
[FactKind("responses.opened", FactClass.Public, Title = "响应文件开启", Basis = "政府采购非招标采购方式管理办法第六条")]
public sealed record ResponsesOpened(string ProcurementId, string KeyId, int Round, DateTimeOffset OpenedAt) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>响应文件开启记录：what was in them, for the group and for supervision. Stream: the procurement.</summary>
/// <param name="Round">As in <see cref="ResponsesOpened"/>; lots of later rounds carry it (<see cref="Trustees.OfferRound"/>).</param>
[FactKind("responses.read", FactClass.Restricted, Title = "响应文件开启记录", Basis = "政府采购非招标采购方式管理办法第二十六条")]
public sealed record ResponsesRead(string ProcurementId, string KeyId, int Round, DateTimeOffset OpenedAt, IReadOnlyList<OpenedBid> Bids, IReadOnlyList<UnopenedBid> Unopened) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>谈判（磋商）记录：of the whole group with one supplier. Stream: the procurement.</summary>
/// <param name="Number">How many times the group has talked with this supplier about this lot, this one included.</param>
[FactKind("negotiation.recorded", FactClass.Restricted, Title = "谈判（磋商）记录", Basis = "政府采购非招标采购方式管理办法第三十一条")]
public sealed record NegotiationRecorded(string ProcurementId, string LotId, string TalkId, string SupplierId, int Number, string Minutes) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>实质性变动的提出：what the group wants to change of technical or service requirements or of the contract draft. Stream: the procurement.</summary>
/// <param name="Kind">technical 技术要求, service 服务要求 or contract 合同草案条款.</param>
[FactKind("change.proposed", FactClass.Restricted, Title = "提出实质性变动", Basis = "政府采购非招标采购方式管理办法第三十二条")]
public sealed record NeedChangeProposed(string ProcurementId, string LotId, string ChangeId, string Kind, string Text) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>实质性变动通知：confirmed by the purchaser's representative, given in writing to every supplier of the lot in one commit. Stream: the procurement.</summary>
/// <param name="Kind">As in <see cref="NeedChangeProposed"/>.</param>
[FactKind("change.notified", FactClass.Restricted, Title = "实质性变动通知", Basis = "政府采购非招标采购方式管理办法第三十二条")]
public sealed record NeedChangeNotified(string ProcurementId, string LotId, string ChangeId, string SupplierId, string Kind, string Text, DateTimeOffset NotifiedAt) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>要求提交最后报价：until when last offers are taken. Who may give one is known to the group and to the suppliers themselves. Stream: the procurement.</summary>
/// <param name="Round">From 2.</param>
[FactKind("offers.called", FactClass.Public, Title = "要求提交最后报价", Basis = "政府采购非招标采购方式管理办法第三十三条")]
public sealed record OffersCalled(string ProcurementId, int Round, DateTimeOffset Deadline) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>最后报价截止：written only when every earlier stamp is committed or has failed; trustees open the round's envelopes only when they find it on the ledger. Stream: the procurement.</summary>
[FactKind("offers.closed", FactClass.Public, Title = "最后报价截止", Basis = "政府采购非招标采购方式管理办法第三十三条")]
public sealed record OffersClosed(string ProcurementId, int Round, DateTimeOffset Deadline) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>退出谈判（磋商）：before the last offer. Stream: the procurement.</summary>
[FactKind("negotiation.left", FactClass.Restricted, Title = "退出谈判（磋商）", Basis = "政府采购非招标采购方式管理办法第三十四条")]
public sealed record NegotiationLeft(string ProcurementId, string LotId, string SupplierId) : IFact
{
    public string Stream => ProcurementId;
}
