using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>投标环节的规则。</summary>
public static partial class BiddingRules
{
    public static readonly Rule LateBid = Tendering("BID-01", "逾期拒收", "第三十三条", "逾期送达或者未按照招标文件要求密封的投标文件，采购人、采购代理机构应当拒收");

    public static readonly Rule UnsealedBid = Electronic("BID-02", "未加密拒收", "第二十六条", "投标人未按规定加密的投标文件，电子招标投标交易平台应当拒收并提示");

    public static readonly Rule WithdrawalBeforeDeadline = Tendering("BID-03", "截止前可修改撤回", "第三十四条",
        "投标人在投标截止时间前，可以对所递交的投标文件进行补充、修改或者撤回");

    public static readonly Rule UnfinishedUpload = Electronic("BID-04", "未传完视为撤回", "第二十七条", "投标截止时间前未完成投标文件传输的，视为撤回投标文件");

    public static readonly Rule ReceiptAtOnce = Electronic("BID-05", "即时回执", "第二十七条",
        "电子招标投标交易平台收到投标人送达的投标文件，应当即时向投标人发出确认回执通知，并妥善保存投标文件");

    public static readonly Rule SameController = Regulation("BID-06", "同一控制人不得同投", "第十八条",
        "单位负责人为同一人或者存在直接控股、管理关系的不同供应商，不得参加同一合同项下的政府采购活动");

    public static readonly Rule ConsultantMayNotBid = Regulation("BID-07", "前期服务供应商不得参加", "第十八条",
        "为采购项目提供整体设计、规范编制或者项目管理、监理、检测等服务的供应商，不得再参加该采购项目的其他采购活动");

    public static readonly Rule AgencyMayNotBid = Tendering("BID-08", "代理机构不得投标", "第八条", "采购代理机构及其分支机构不得在所代理的采购项目中投标或者代理投标");

    public static readonly Rule OperatorMayNotBid = Electronic("BID-09", "运营机构不得投标", "第二十三条",
        "电子招标投标交易平台的运营机构，以及与该机构有控股或者管理关系可能影响招标公正性的任何单位和个人，不得在该交易平台进行的招标项目中投标和代理投标");

    public static readonly Rule OneConsortium = Regulation("BID-10", "联合体各方不得另投", "第二十二条",
        "联合体各方不得再单独参加或者与其他供应商另外组成联合体参加同一合同项下的政府采购活动");

    public static readonly Rule ConsortiumAgreement = Act("BID-11", "联合协议", "第二十四条", "应当向采购人提交联合协议，载明联合体各方承担的工作和义务");

    public static readonly Rule SubcontractNamed = Tendering("BID-12", "分包主体载明且不得再分包", "第三十五条",
        "应当在投标文件中载明分包承担主体，分包承担主体应当具备相应资质条件且不得再次分包");

    public static readonly Rule Validity = Tendering("BID-13", "投标有效期", "第二十三条", "投标文件中承诺的投标有效期应当不少于招标文件中载明的投标有效期");

    public static readonly Rule Banned = Act("BID-14", "禁止期内不得参加", "第七十七条", "列入不良行为记录名单，在一至三年内禁止参加政府采购活动");

    public static readonly Rule BondMissing = Regulation("BID-15", "未交保证金无效", "第三十三条", "投标人未按照招标文件要求提交投标保证金的，投标无效");

    public static readonly Rule RegisteredAndVerified = Electronic("BID-16", "注册登记并验证", "第二十四条", "如实递交有关信息，并经电子招标投标交易平台运营机构验证");
}
