namespace Tongcai.Exchange.Facts;

/// <summary>框架协议的采购包：what one unit of it may cost at most, and how much is expected to be bought.</summary>
/// <param name="Quantity">预估采购数量 over the term.</param>
/// <param name="CeilingFen">最高限制单价 (in an open framework 付费标准), fen per unit.</param>
public sealed record FrameworkLot(int Number, string Title, string Unit, long Quantity, long CeilingFen);

/// <summary>框架协议的条件, fixed by the scheme and unchanged for the term.</summary>
/// <param name="Form">closed 封闭式 or open 开放式.</param>
/// <param name="Second">第二阶段: direct 直接选定, bidding 二次竞价 or turns 顺序轮候.</param>
/// <param name="Use">适用情形 of 110号第三条: catalogue, advisory or publicService.</param>
/// <param name="Central">征集人 is a 集中采购机构.</param>
/// <param name="EliminationPercent">淘汰率; 0 in an open framework.</param>
/// <param name="MostEntrants">入围供应商数量上限; 0: none but what the elimination leaves.</param>
/// <param name="ScopeIds">Organisations of the purchasers that may buy under it.</param>
/// <param name="Scope">Their names.</param>
/// <param name="Upgrade">入围产品升级换代规则.</param>
/// <param name="Feedback">用户反馈和评价机制.</param>
/// <param name="Exit">入围供应商的清退和补充规则.</param>
/// <param name="From">First day in force; null before the entry result.</param>
/// <param name="To">Last day in force; known from the beginning where a framework is supplemented.</param>
/// <param name="Supplements">Id of the framework that is supplemented; empty: a framework of its own.</param>
/// <param name="BarredIds">Suppliers that were removed from it and may not take part.</param>
public sealed record FrameworkTerms(
    string Form, string Second, string Use, bool Central, int TermMonths, int EliminationPercent, int MostEntrants, IReadOnlyList<FrameworkLot> Lots, IReadOnlyList<string> ScopeIds,
    IReadOnlyList<string> Scope, string Upgrade, string Feedback, string Exit, DateOnly? From = null, DateOnly? To = null, string Supplements = "", IReadOnlyList<string>? BarredIds = null);

/// <summary>框架协议采购方案报财政部门备案（集中采购机构的经审核）。Stream: the framework's procurement.</summary>
/// <param name="Approval">批准文号 of a 集中采购机构's scheme, or the consent of the 主管预算单位; empty: the collector is one.</param>
[FactKind("framework.filed", FactClass.Restricted, Title = "框架协议采购方案", Basis = "政府采购框架协议采购方式管理暂行办法第八条")]
public sealed record FrameworkFiled(
    string ProcurementId, string Code, string CollectorId, string CollectorName, string Title, string CatalogueCode, string Region, FrameworkTerms Terms, string Evaluation, string Ground, string Approval,
    int BuyersSurveyed, int SuppliersSurveyed) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>开放式框架协议征集公告。Whoever accepts the terms may join until the end. Stream: the framework's procurement.</summary>
[FactKind("framework.called", FactClass.Public, Title = "框架协议征集公告", Basis = "政府采购框架协议采购方式管理暂行办法第三十八条")]
public sealed record FrameworkCalled(
    string ProcurementId, string NoticeId, string Code, string CollectorId, string CollectorName, string Contact, string Title, string Region, string CatalogueCode, TenderDocument Document, DateOnly PublishedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>加入开放式框架协议的申请。Stream: the framework's procurement.</summary>
[FactKind("framework.applied", FactClass.Restricted, Title = "加入框架协议申请", Basis = "政府采购框架协议采购方式管理暂行办法第三十九条")]
public sealed record FrameworkApplied(string ProcurementId, string EntrantId, int LotNumber, string SupplierId, string SupplierName, string Service, DateOnly AppliedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>不予加入，书面通知申请人。Stream: the framework's procurement.</summary>
[FactKind("framework.declined", FactClass.Restricted, Title = "不予加入框架协议", Basis = "政府采购框架协议采购方式管理暂行办法第三十九条")]
public sealed record FrameworkDeclined(string ProcurementId, string EntrantId, string SupplierId, string Reason) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>入围供应商及其协议价格。</summary>
/// <param name="Rank">排序; 0 in an open framework.</param>
/// <param name="Points">质量评分 in hundredths of a point; 0 where price ranks.</param>
/// <param name="Product">入围产品名称、规格型号，或者服务内容.</param>
public sealed record FrameworkEntrant(
    string EntrantId, int LotNumber, string SupplierId, string SupplierName, string Address, string Contact, int Rank, long UnitPriceFen, string Unit, int Points, string Product);

/// <summary>一个采购包的入围结果。</summary>
/// <param name="Responsive">Suppliers that met qualification and substantial requirements.</param>
/// <param name="Invalid">Who did not, with the reason.</param>
public sealed record FrameworkLotResult(int Number, string Title, int Responsive, IReadOnlyList<FrameworkEntrant> Entrants, IReadOnlyList<string> Invalid);

/// <summary>封闭式框架协议入围结果公告。Stream: the collecting procurement.</summary>
/// <param name="FrameworkId">The framework that the entrants belong to: the procurement itself, or the one it supplements.</param>
/// <param name="SignBy">签订框架协议 at the latest.</param>
[FactKind("framework.entered", FactClass.Public, Title = "框架协议入围结果公告", Basis = "政府采购框架协议采购方式管理暂行办法第二十八条")]
public sealed record FrameworkEntered(
    string ProcurementId, string NoticeId, string FrameworkId, DateOnly PublishedOn, DateOnly NoticePeriodEnd, DateOnly ChallengeUntil, DateOnly SignBy, DateOnly From, DateOnly To,
    IReadOnlyList<FrameworkLotResult> Lots, IReadOnlyList<string> CommitteeNames, long AgencyFeeFen, string FeeStandard) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>框架协议签订：副本报财政部门备案，入围信息告知适用的采购人，随时可供公众查阅。Stream: the framework's procurement.</summary>
/// <param name="Text">The agreement both sides signed.</param>
/// <param name="CollectorSignature">SM2, raw r‖s, base64, over the UTF-8 text.</param>
/// <param name="SupplierSignature">As above.</param>
[FactKind("framework.agreed", FactClass.Public, Title = "框架协议签订与备案", Basis = "政府采购框架协议采购方式管理暂行办法第二十九条、第三十条")]
public sealed record FrameworkAgreed(
    string ProcurementId, FrameworkEntrant Entrant, string Text, string CollectorSignature, string SupplierSignature, DateOnly SignedOn, DateOnly From, DateOnly To) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一方对框架协议文本的签名。Stream: the framework's procurement.</summary>
/// <param name="By">Organisation that signed.</param>
[FactKind("framework.signature", FactClass.Restricted, Title = "框架协议签名", Basis = "政府采购框架协议采购方式管理暂行办法第二十九条")]
public sealed record AgreementSignatureGiven(string ProcurementId, string EntrantId, string By, string Signature) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>开放式框架协议入围结果公告；发布即签订。Stream: the framework's procurement.</summary>
[FactKind("framework.admitted", FactClass.Public, Title = "框架协议入围结果公告（开放式）", Basis = "政府采购框架协议采购方式管理暂行办法第四十条、第四十一条")]
public sealed record FrameworkAdmitted(string ProcurementId, string NoticeId, FrameworkEntrant Entrant, DateOnly PublishedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>入围供应商退出、被清退或者不签订协议。Stream: the framework's procurement.</summary>
/// <param name="Removed">清退、取消入围资格; else it left by its own right.</param>
[FactKind("framework.left", FactClass.Public, Title = "入围供应商退出公告", Basis = "政府采购框架协议采购方式管理暂行办法第十九条、第二十条")]
public sealed record FrameworkLeft(string ProcurementId, string NoticeId, string EntrantId, string SupplierId, string SupplierName, bool Removed, string Reason, DateOnly PublishedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>二次竞价开始：the opening key stands, every entrant of the lot is invited. Who quotes is told to nobody before the opening. Stream: the call-off's procurement.</summary>
/// <param name="Quantity">What is bought, in units of the lot.</param>
/// <param name="Deadline">报价截止和开启.</param>
/// <param name="KeyId">Key to which quotes are sealed.</param>
[FactKind("calloff.begun", FactClass.Public, Title = "二次竞价开始", Basis = "政府采购框架协议采购方式管理暂行办法第三十三条")]
public sealed record CallOffBegun(
    string ProcurementId, string FrameworkId, string FrameworkCode, string FrameworkTitle, string Code, string Title, string PurchaserId, string PurchaserName, string Region, string CatalogueCode,
    int LotNumber, long Quantity, string Unit, long BudgetFen, DateTimeOffset Deadline, string KeyId) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>邀请参加二次竞价, one to each entrant of the lot. Stream: the call-off's procurement.</summary>
/// <param name="CeilingFen">协议价格, which a quote may not exceed, fen per unit.</param>
[FactKind("calloff.invited", FactClass.Restricted, Title = "邀请二次竞价", Basis = "政府采购框架协议采购方式管理暂行办法第三十三条")]
public sealed record CallOffInvited(string ProcurementId, string FrameworkId, string EntrantId, string SupplierId, string Title, long Quantity, long CeilingFen, DateTimeOffset Until) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>第二阶段成交结果单笔公告。Stream: the call-off's procurement.</summary>
/// <param name="Second">direct, bidding or turns.</param>
/// <param name="Reason">Why this entrant: the purchaser's reason, the lowest of how many quotes, or whose turn it was.</param>
[FactKind("calloff.awarded", FactClass.Public, Title = "框架协议成交结果公告", Basis = "政府采购框架协议采购方式管理暂行办法第三十五条")]
public sealed record CallOffAwarded(
    string ProcurementId, string NoticeId, string FrameworkId, string FrameworkCode, string FrameworkTitle, string Code, string Title, string PurchaserId, string PurchaserName, string PurchaserContact,
    string Region, string CatalogueCode, string Second, FrameworkEntrant Entrant, long Quantity, long UnitPriceFen, long PriceFen, string Reason, DateOnly PublishedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一家供应商在框架协议下的成交。</summary>
public sealed record FrameworkTotal(string SupplierId, string SupplierName, string Address, int Contracts, long AmountFen);

/// <summary>成交结果汇总公告, after the term. Stream: the framework's procurement.</summary>
[FactKind("framework.summarised", FactClass.Public, Title = "框架协议成交结果汇总公告", Basis = "政府采购框架协议采购方式管理暂行办法第三十五条")]
public sealed record FrameworkSummarised(string ProcurementId, string NoticeId, string Code, DateOnly From, DateOnly To, IReadOnlyList<string> Purchasers, IReadOnlyList<FrameworkTotal> Totals, DateOnly PublishedOn) : IFact
{
    public string Stream => ProcurementId;
}
