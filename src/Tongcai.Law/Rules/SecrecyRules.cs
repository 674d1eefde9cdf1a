using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>保密的规则。</summary>
public static partial class SecrecyRules
{
    public static readonly Rule BidderNames = Tendering("SEC-01", "潜在投标人名称数量保密", "第二十八条",
        "投标截止时间前，采购人、采购代理机构和有关人员不得向他人透露已获取招标文件的潜在投标人的名称、数量以及可能影响公平竞争的有关招标投标的其他情况");

    public static readonly Rule PlatformKeepsNames = Electronic("SEC-02", "平台不得泄露下载者", "第二十一条",
        "电子招标投标交易平台运营机构不得向招标人或者其委托的招标代理机构以外的任何单位和个人泄露下载资格预审文件、招标文件的潜在投标人名称、数量以及可能影响公平竞争的其他信息");

    public static readonly Rule NoEarlyOpening = Electronic("SEC-03", "截止前不得解密", "第二十七条",
        "在投标截止时间前，除投标人补充、修改或者撤回投标文件外，任何单位和个人不得解密、提取投标文件");

    public static readonly Rule CommitteeNames = Tendering("SEC-04", "评委名单保密", "第四十七条", "评标委员会成员名单在评标结果公告前应当保密");

    public static readonly Rule Evaluation = Tendering("SEC-05", "评标保密", "第六十六条", "采购人、采购代理机构应当采取必要措施，保证评标在严格保密的情况下进行");

    public static readonly Rule CommercialSecrets = Act("SEC-06", "答复不涉商业秘密", "第五十三条", "但答复的内容不得涉及商业秘密");

    public static readonly Rule ContractSecrets = Regulation("SEC-07", "合同公告隐去秘密", "第五十条", "但政府采购合同中涉及国家秘密、商业秘密的内容除外");
}
