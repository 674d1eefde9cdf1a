using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>合同的规则。</summary>
public static partial class ContractRules
{
    public static readonly Rule NoSubstantiveChange = Tendering("CON-01", "不得实质性修改", "第七十一条", "所签订的合同不得对招标文件确定的事项和中标人投标文件作实质性修改");

    public static readonly Rule NoUnreasonableDemand = Tendering("CON-02", "不得附加不合理要求", "第七十一条", "采购人不得向中标人提出任何不合理的要求作为签订合同的条件");

    public static readonly Rule WrittenForm = Act("CON-03", "书面形式", "第四十四条", "政府采购合同应当采用书面形式");

    public static readonly Rule Clauses = Tendering("CON-04", "合同必备条款", "第七十二条",
        "政府采购合同应当包括采购人与中标人的名称和住所、标的、数量、质量、价款或者报酬、履行期限及地点和方式、验收要求、违约责任、解决争议的方法等内容");

    public static readonly Rule NextCandidate = Regulation("CON-05", "拒签的顺延", "第四十九条",
        "采购人可以按照评审报告推荐的中标或者成交候选人名单排序，确定下一候选人为中标或者成交供应商，也可以重新开展政府采购活动");

    public static readonly Rule NoUnilateralChange = Act("CON-06", "不得擅自变更终止", "第五十条", "政府采购合同的双方当事人不得擅自变更、中止或者终止合同");

    public static readonly Rule SetAsideMark = Sme("CON-07", "标注预留合同", "第十四条", "应当明确标注本合同为中小企业预留合同");

    public static readonly Rule SubcontractConsent = Act("CON-08", "分包须同意", "第四十八条", "经采购人同意，中标、成交供应商可以依法采取分包方式履行合同");

    public static readonly Rule NoUpwardSubcontract = Sme("CON-09", "不得向上分包", "第十二条", "小微企业不得将合同分包给大中型企业，中型企业不得将合同分包给大型企业");

    public static readonly Rule HeldByChallenge = Regulation("CON-10", "质疑期间暂停签约", "第五十四条",
        "询问或者质疑事项可能影响中标、成交结果的，采购人应当暂停签订合同，已经签订合同的，应当中止履行合同");

    public static readonly Rule AgencyAuthorised = Act("CON-11", "代签须授权", "第四十三条",
        "由采购代理机构以采购人名义签订合同的，应当提交采购人的授权委托书，作为合同附件");

    public static readonly Rule FinancingNotice = new("CON-12", "合同融资告知", new("郑财购〔2020〕16号", "三（五）18",
        "采购人在每次政府采购项目的招标采购文件中明确告知参与政府采购活动的供应商，在中标成交后可以持政府采购合同向融资机构申请贷款")) { From = new(2021, 1, 1) };
}
