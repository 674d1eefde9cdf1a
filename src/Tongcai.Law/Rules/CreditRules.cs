using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>严重违法失信行为记录的规则。</summary>
public static partial class CreditRules
{
    private static readonly DateOnly Penalties = new(2021, 7, 15);

    public static readonly Rule CleanRecord = Act("CRD-01", "没有重大违法记录", "第二十二条", "参加政府采购活动前三年内，在经营活动中没有重大违法记录");

    public static readonly Rule ListedRefused = Known(Certainty.Sure, "财库〔2016〕125号", "CRD-02", "名单期内拒绝参与", "二、（三）",
        "对列入政府采购严重违法失信行为记录名单的供应商，应当拒绝其参与政府采购活动；联合体成员存在不良信用记录的，视同联合体存在不良信用记录");

    public static readonly Rule EndedMayJoin = Regulation("CRD-03", "期限届满可以参加", "第十九条",
        "供应商在参加政府采购活动前3年内因违法经营被禁止在一定期限内参加政府采购活动，期限届满的，可以参加政府采购活动");

    public static readonly Rule AgencyBanned = Act("CRD-04", "代理机构的禁止期", "第七十八条", "可以在一至三年内禁止其代理政府采购业务");

    public static readonly Rule FabricatedComplaint = Regulation("CRD-05", "捏造事实投诉列入名单", "第七十三条",
        "供应商捏造事实、提供虚假材料或者以非法手段取得证明材料进行投诉的，由财政部门列入不良行为记录名单，禁止其1至3年内参加政府采购活动");

    public static readonly Rule Recorded = Regulation("CRD-06", "不良行为记录纳入信用平台", "第六十三条", "对其不良行为予以记录，并纳入统一的信用信息平台");

    public static readonly Rule ToldFirst = Penalty("CRD-07", "先告知后决定", "第四十四条",
        "应当告知当事人拟作出的行政处罚内容及事实、理由、依据，并告知当事人依法享有的陈述、申辩、要求听证等权利");

    public static readonly Rule StatementHeard = Penalty("CRD-08", "听取陈述和申辩", "第四十五条", "行政机关必须充分听取当事人的意见，对当事人提出的事实、理由和证据，应当进行复核");

    public static readonly Rule HearingHeld = Penalty("CRD-09", "听证由非本案调查人员主持", "第六十四条", "听证由行政机关指定的非本案调查人员主持");

    public static readonly Rule Withdrawn = Penalty("CRD-10", "变更、撤销的公开说明理由", "第四十八条",
        "公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，行政机关应当在三日内撤回行政处罚决定信息并公开说明理由");

    public static readonly Rule Listed = Known(Certainty.Sure, "财办库〔2014〕526号", "CRD-11", "列入情形与期限", "一",
        "三年内受到财政部门作出的三万元以上罚款、在一至三年内禁止参加政府采购活动或者禁止代理政府采购业务的，列入名单；处罚期限届满的移出");

    public static readonly Rule Repair = new("CRD-12", "失信行为纠正后的信用修复", new("国办发〔2024〕33号", "二（三）2", "研究建立相关失信行为纠正后信用修复机制的可行性"));

    public static readonly Rule ReviewerDiffers = Penalty("CRD-13", "负责人审查后决定", "第五十七条", "调查终结，行政机关负责人应当对调查结果进行审查，根据不同情况，分别作出如下决定");

    private static Rule Penalty(string id, string title, string article, string quote) => new(id, title, new("行政处罚法", article, quote)) { From = Penalties };
}

/// <summary>列入名单的法定情形。</summary>
/// <param name="Code">Permanent code on the wire.</param>
/// <param name="Text">Words of the law.</param>
/// <param name="Article">Instrument, article and item.</param>
/// <param name="Agency">Whether it is about an agency; else about a supplier.</param>
/// <param name="Fine">Whether the entry rests on a fine alone, which is shown for three years; else on a ban of one to three.</param>
/// <param name="Rule">The rule that sets the period.</param>
public sealed record ListingGround(string Code, string Text, string Article, bool Agency, bool Fine, Rule Rule);

/// <summary>全部法定情形。</summary>
public static class ListingGrounds
{
    public static readonly IReadOnlyList<ListingGround> All =
    [
        Firm("false-material", "提供虚假材料谋取中标、成交", "政府采购法第七十七条第一款第（一）项"),
        Firm("slander", "采取不正当手段诋毁、排挤其他供应商", "政府采购法第七十七条第一款第（二）项"),
        Firm("collusion", "与采购人、其他供应商或者采购代理机构恶意串通", "政府采购法第七十七条第一款第（三）项"),
        Firm("bribery", "向采购人、采购代理机构行贿或者提供其他不正当利益", "政府采购法第七十七条第一款第（四）项"),
        Firm("negotiation", "在招标采购过程中与采购人进行协商谈判", "政府采购法第七十七条第一款第（五）项"),
        Firm("refusal", "拒绝有关部门监督检查或者提供虚假情况", "政府采购法第七十七条第一款第（六）项"),
        Firm("committee-bribery", "向评审小组成员行贿或者提供其他不正当利益", "政府采购法实施条例第七十二条第一款第（一）项"),
        Firm("unsigned", "中标或者成交后无正当理由拒不与采购人签订政府采购合同", "政府采购法实施条例第七十二条第一款第（二）项"),
        Firm("other-terms", "未按照采购文件确定的事项签订政府采购合同", "政府采购法实施条例第七十二条第一款第（三）项"),
        Firm("transfer", "将政府采购合同转包", "政府采购法实施条例第七十二条第一款第（四）项"),
        Firm("counterfeit", "提供假冒伪劣产品", "政府采购法实施条例第七十二条第一款第（五）项"),
        Firm("contract-broken", "擅自变更、中止或者终止政府采购合同", "政府采购法实施条例第七十二条第一款第（六）项"),
        new("false-complaint", "捏造事实、提供虚假材料或者以非法手段取得证明材料进行投诉", "政府采购法实施条例第七十三条", false, false, CreditRules.FabricatedComplaint),
        new("fine", "因违法行为被财政部门处以三万元以上罚款", "财办库〔2014〕526号", false, true, CreditRules.Listed),
        new("agency", "采购代理机构在代理政府采购业务中有违法行为", "政府采购法第七十八条", true, false, CreditRules.AgencyBanned),
        new("agency-fine", "采购代理机构因违法行为被财政部门处以三万元以上罚款", "财办库〔2014〕526号", true, true, CreditRules.Listed),
    ];

    /// <summary>The ground of that code; null: none.</summary>
    public static ListingGround? ByCode(string code) => All.FirstOrDefault(g => g.Code == code);

    private static ListingGround Firm(string code, string text, string article) => new(code, text, article, false, false, BiddingRules.Banned);
}

/// <summary>名单上的一条记录，as whoever has to refuse needs it.</summary>
/// <param name="Number">文号 of the decision.</param>
/// <param name="Article">Instrument, article and item of the ground.</param>
/// <param name="From">First day on the list.</param>
/// <param name="To">Last day on the list.</param>
/// <param name="RemovedOn">Day from which it stands no more, by repair or revocation; null: it runs to its end.</param>
public sealed record ListedEntry(string Number, string Authority, string Article, DateOnly From, DateOnly To, DateOnly? RemovedOn)
{
    /// <summary>Whether the entry is on the list on that day.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= To && !(RemovedOn <= day);
}
