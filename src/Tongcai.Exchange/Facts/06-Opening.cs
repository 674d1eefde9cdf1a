namespace Tongcai.Exchange.Facts;

/// <summary>投标截止：written only when every earlier stamp is committed or has failed. Stream: the procurement.</summary>
[FactKind("deadline.passed", FactClass.Public, Title = "投标截止", Basis = "政府采购货物和服务招标投标管理办法第三十九条")]
public sealed record DeadlinePassed(string ProcurementId, DateTimeOffset Deadline) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>公布一名受托人的部分解密：what it gave for the section that is read out, so that anybody repeats the opening from the ledger. Stream: the procurement.</summary>
/// <param name="Trustee">Index in the ceremony, from 1.</param>
/// <param name="AnswerSm3">SM3 of everything it gave, also for the sections that are not public yet.</param>
[FactKind("partials.published", FactClass.Public, Title = "公布部分解密", Basis = "电子招标投标办法第三十条")]
public sealed record PartialsPublished(string ProcurementId, string KeyId, int Trustee, string Name, string AnswerSm3, IReadOnlyList<PublishedPartial> Partials) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一份投标的开标一览表部分的部分解密及证明。</summary>
/// <param name="Value">D_i and Chaum–Pedersen proof, 130 bytes in hexadecimal as in TSE/1.</param>
public sealed record PublishedPartial(string BidId, string Value);

/// <summary>催请受托人解密：too few trustees gave their parts; until when the missing ones are waited for, and until when bidders may open with their own copies. Stream: the procurement.</summary>
/// <param name="Missing">Names of the trustees that gave nothing good.</param>
/// <param name="Rule">Rule that provides for it.</param>
[FactKind("opening.called", FactClass.Public, Title = "催请受托人解密", Basis = "电子招标投标办法第三十条、第三十一条")]
public sealed record OpeningCalled(string ProcurementId, DateTimeOffset CalledAt, DateTimeOffset TrusteesUntil, DateTimeOffset BiddersUntil, IReadOnlyList<string> Missing, string Rule) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>投标人交出自留的内容密钥, after trustees failed: it fits the ciphertext that was sealed, so nothing else can have been sealed. Stream: the procurement.</summary>
[FactKind("bidkey.handed", FactClass.Restricted, Title = "投标人用自留密钥解密", Basis = "电子招标投标办法第三十一条")]
public sealed record ContentKeyHanded(string ProcurementId, string LotId, string BidId, IReadOnlyList<string> Sections, string Rule) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>公布自留密钥：keys of what is read out that came from bidders and not from trustees, so that anybody repeats the opening. Stream: the procurement.</summary>
[FactKind("bidkeys.disclosed", FactClass.Public, Title = "公布投标人自留密钥", Basis = "电子招标投标办法第三十一条")]
public sealed record ContentKeysDisclosed(string ProcurementId, string Rule, IReadOnlyList<DisclosedContentKey> Keys) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>开标一览表部分的内容密钥。</summary>
/// <param name="Key">32 bytes in hexadecimal.</param>
public sealed record DisclosedContentKey(string BidId, string Key);

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
