namespace Tongcai.Exchange.Facts;

/// <summary>招标公告，连同招标文件。Stream: the procurement.</summary>
/// <param name="Kind">Code of notice_types (TN 招标公告 …).</param>
/// <param name="DocumentsFrom">First day on which the document is supplied, free and without registration.</param>
/// <param name="DocumentsTo">Last day of supply (at least five working days).</param>
[FactKind("notice.published", FactClass.Public, Title = "招标公告", Basis = "政府采购货物和服务招标投标管理办法第十三条")]
public sealed record NoticePublished(
    string ProcurementId, string NoticeId, string Kind, string Code, string Title, string PurchaserId, string PurchaserName, string PurchaserContact,
    string AgencyId, string AgencyName, string AgencyContact, string Region, string CatalogueCode, string Method, long BudgetFen, DateOnly PublishedOn,
    DateOnly DocumentsFrom, DateOnly DocumentsTo, DateTimeOffset BidDeadline, DateTimeOffset OpeningAt, string OpeningPlace, string KeyId, TenderDocument Document) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>更正公告，含澄清：every change with before and after; a late one carries the moved deadline. Stream: the procurement.</summary>
[FactKind("correction.published", FactClass.Public, Title = "更正公告", Basis = "政府采购货物和服务招标投标管理办法第二十七条")]
public sealed record CorrectionPublished(
    string ProcurementId, string NoticeId, int Number, string Reason, IReadOnlyList<Change> Changes, DateOnly PublishedOn, DateTimeOffset BidDeadline, int Edition, TenderDocument Document) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一处更正：before and after, by field name in Chinese.</summary>
public sealed record Change(string Field, string Before, string After);

/// <summary>答疑：a question without its asker, and the answer to all. Stream: the procurement.</summary>
[FactKind("clarification.published", FactClass.Public, Title = "澄清答复", Basis = "政府采购法实施条例第三十一条")]
public sealed record ClarificationPublished(string ProcurementId, string ClarificationId, string Question, string Answer, bool AffectsBids) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>终止公告：废标、终止或撤销。Stream: the procurement.</summary>
/// <param name="RuleId">Rule of law that ends it.</param>
/// <param name="LotIds">Lots concerned; all when empty.</param>
/// <param name="Ending">failed 废标, terminated 终止, annulled 监督决定撤销.</param>
[FactKind("procurement.ended", FactClass.Public, Title = "终止公告", Basis = "政府采购法第三十六条")]
public sealed record ProcurementEnded(string ProcurementId, string Ending, IReadOnlyList<string> LotIds, string RuleId, string Reason, DateOnly PublishedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>开标密钥仪式：the public values of the key to which bids are sealed. Stream: the procurement.</summary>
/// <param name="KeyId">sm3(PK‖project), hex.</param>
/// <param name="Threshold">k of n trustees open.</param>
/// <param name="Transcript">Canonical JSON of the ceremony, signed by every trustee.</param>
[FactKind("key.ceremony", FactClass.Public, Title = "开标密钥仪式", Basis = "电子招标投标办法第二十六条、第二十七条")]
public sealed record KeyCeremonyHeld(string ProcurementId, string KeyId, string PublicKey, int Threshold, IReadOnlyList<TrusteeShare> Trustees, string Transcript) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>受托人及其公开份额。</summary>
public sealed record TrusteeShare(int Index, string TrusteeId, string Name, string Role, string PublicShare);
