using Tongcai.Law.Lint;
using static Tongcai.Law.Questions.QuestionField;

namespace Tongcai.Law.Questions;

/// <summary>采购文件的结构化数据，as a group of the clause check: the fields of <see cref="TenderStructure"/>, for the 45 structural checks.</summary>
internal static class TenderFields
{
    internal static readonly QuestionField Field = Group("tender", "采购文件的结构化数据；填了就做45项结构检查，没有写明的按文件没有规定处理",
    [
        Choice("method", "采购方式", [.. ProcurementMethods.All.Select(m => new FieldChoice(m.Code, m.Name))], required: true),
        Choice("kind", "项目属性", FieldChoices.Kinds, required: true),
        Money("projectBudgetFen", "采购项目预算，分", required: true),
        Group("notice", "公告中的事实", Money("budgetFen", "公告的预算，分"), Money("ceilingFen", "公告的最高限价，分"), Instant("deadline", "公告的投标截止时间"), Texts("qualifications", "公告的资格要求")),
        Money("budgetFen", "采购文件公开的预算，分"), Money("ceilingFen", "最高限价，分"), Money("floorFen", "最低限价，分"),
        Rows("lots", "采购包", 100,
            Text("name", "名称", required: true), Choice("kind", "属性", FieldChoices.Kinds, required: true), Money("budgetFen", "预算，分", required: true),
            Rows("items", "标的", 500, Text("name", "名称", required: true), Text("smeIndustry", "中小企业划型所属行业的名称"), Flag("compulsoryEnergySaving", "属于节能强制采购"), Flag("certificateDemanded", "节能认证证书列为实质性要求")),
            Choice("reserve", "中小企业份额的预留方式", FieldChoices.Of<SmeReserve>("没有预留", "整体或者采购包预留", "联合体", "合同分包")),
            Text("exemptionReason", "不专门面向中小企业的理由"), Texts("coreProducts", "核心产品"),
            Choice("consortium", "是否接受联合体", FieldChoices.Of<ConsortiumTerm>("没有写明", "接受", "不接受")),
            Flag("subcontractAllowed", "允许分包"), Text("subcontractContent", "分包的具体内容"), Text("subcontractLimit", "分包的金额或者比例"),
            Number("deductionPercent", "小微企业价格扣除，百分数", 0, 100), Number("sharedDeductionPercent", "联合体、分包价格扣除，百分数", 0, 100),
            Flag("prisonAndDisabledIncluded", "写明监狱企业和残疾人福利性单位同等待遇"), Flag("domesticDeclaration", "附本国产品声明函格式"), Number("domesticDeductionPercent", "本国产品价格扣除，百分数", 0, 100), Flag("packagingClause", "有包装需求标准条款")),
        Day("noticeDay", "公告日"), Day("documentsFrom", "采购文件提供起始日"), Day("documentsUntil", "采购文件提供截止日"), Instant("bidDeadline", "投标截止时间"), Instant("openAt", "开标时间"), Day("prequalificationUntil", "资格预审申请截止日"),
        Rows("clarifications", "澄清修改", 100, Day("issuedOn", "发出日", required: true), Flag("affectsBids", "可能影响投标文件编制"), Flag("extended", "截止时间已顺延")),
        Whole("validityDays", "投标有效期，日", 0, 3650), Flag("validityFromDeadline", "有效期自投标截止之日起算，不填为是"),
        Bond("bidBond", "投标保证金"), Bond("performanceBond", "履约保证金"), Money("contractFen", "合同金额，未定的填最高限价或者预算，分"),
        Rows("factors", "评审因素", 100,
            Text("name", "名称", required: true), Number("weight", "分值", 0, 100, required: true), Choice("kind", "性质", FieldChoices.Of<FactorKind>("价格", "可量化", "客观但不可量化", "方案类，须评委判断"), required: true),
            Text("requirementId", "对应的采购需求条目"), new QuestionField("steps", FieldType.Numbers, "各等次的分值") { Most = 100, Longest = 100 }, Flag("ranges", "设有区间分"), Text("text", "评分标准") with { Longest = 500 }),
        Choice("formula", "价格分计算方法", FieldChoices.Of<PriceFormula>("没有价格分", "低价优先", "以平均价等为基准", "去掉最高最低报价", "其他")),
        Flag("comprehensiveScoring", "综合评分法"), Flag("fixedPrice", "国家统一定价或者固定价格"), Flag("governmentInformationSystem", "政务信息系统"),
        Rows("requirements", "采购需求条目", 500, Text("id", "编号", required: true), Text("text", "内容", required: true) with { Longest = 2000 }, Flag("mandatory", "实质性要求"), Flag("marked", "已醒目标注")),
        Texts("qualifications", "资格条件"), Whole("qualificationContracts", "资格条件要求的同类业绩数量", 0, 1000), Text("qualificationContractsReason", "业绩数量超过2个的理由"),
        Flag("importAllowed", "允许进口产品"), Text("importApproval", "进口产品审核意见文号"), Flag("mentionsImport", "需求中有“进口”字样"),
        Group("creditQuery", "信用查询规则", Text("channels", "渠道"), Text("cutOff", "截止时点"), Text("evidence", "留存方式"), Text("use", "使用规则")),
        Group("objection", "质疑接收方式", Text("unit", "部门"), Text("phone", "电话"), Text("address", "地址"), Flag("online", "在线接收")),
        Flag("agency", "委托代理机构"), Group("agentFee", "代理费", Text("payer", "支付人"), Text("standard", "标准或者金额")),
        Group("acceptance", "履约验收方案", Text("subject", "主体"), Text("time", "时间"), Text("way", "方式"), Text("procedure", "程序"), Text("content", "内容"), Text("standard", "标准")),
        Group("payment", "付款条款", Whole("days", "自收到发票（交付）之日起的天数", 0, 3650, true), Flag("lateInterest", "写明逾期利息")),
        Flag("financingNotice", "有合同融资告知"), Flag("publicService", "政府购买服务"), Flag("complex", "技术复杂"), Flag("highImpact", "社会影响较大"),
        Group("review", "需求调查和重点审查", Flag("demandSurvey", "做了需求调查"), Flag("keyReview", "做了重点审查"), Flag("lawyerSigned", "法律顾问审定")),
        Day("intentionDay", "采购意向公开日"), Day("startDay", "采购活动开始日"), Text("urgencyReason", "急需而未公开意向的理由"),
        Group("committee", "评审组织的计划", Whole("size", "人数", 0, 100, true), Whole("experts", "其中评审专家", 0, 100, true), Flag("purchaserLeads", "采购人代表任组长")),
        Flag("assetPurchase", "新增资产配置"), Text("poolQueryRecord", "公物仓查询无匹配的记录编号"),
        Group("abnormalLow", "异常低价启动线，百分数", Number("ofMean", "平均价的", 0, 100, true), Number("ofSecond", "次低价的", 0, 100, true), Number("ofCeiling", "限价的", 0, 100, true)),
        Rows("charges", "收费", 100, Text("name", "名称", required: true), Money("amountFen", "金额，分", required: true)),
    ]);

    /// <summary>The structure as given.</summary>
    /// <param name="published">Charges published by law, from the question itself.</param>
    internal static TenderStructure Read(Given t, IReadOnlyList<string> published)
    {
        var notice = t.Group("notice");
        return new(ProcurementMethods.ByCode(t.Text("method"))!, t.Choice<ProjectKind>("kind")!.Value, t.Fen("projectBudgetFen")!.Value,
            new(notice?.Fen("budgetFen"), notice?.Instant("deadline"), notice?.Texts("qualifications") ?? [], notice?.Fen("ceilingFen")))
        {
            BudgetFen = t.Fen("budgetFen"), CeilingFen = t.Fen("ceilingFen"), FloorFen = t.Fen("floorFen"), Lots = [.. t.Rows("lots").Select(Lot)],
            NoticeDay = t.Day("noticeDay"), DocumentsFrom = t.Day("documentsFrom"), DocumentsUntil = t.Day("documentsUntil"), BidDeadline = t.Instant("bidDeadline"), OpenAt = t.Instant("openAt"), PrequalificationUntil = t.Day("prequalificationUntil"),
            Clarifications = [.. t.Rows("clarifications").Select(c => new ClarificationTerm(c.Day("issuedOn")!.Value, c.Flag("affectsBids"), c.Flag("extended")))],
            ValidityDays = t.Whole("validityDays"), ValidityFromDeadline = !t.Has("validityFromDeadline") || t.Flag("validityFromDeadline"),
            BidBond = Bond(t.Group("bidBond")), PerformanceBond = Bond(t.Group("performanceBond")), ContractFen = t.Fen("contractFen") ?? 0,
            Factors = [.. t.Rows("factors").Select(f => new ScoringFactor(f.Text("name"), f.Number("weight")!.Value, f.Choice<FactorKind>("kind")!.Value, Null(f.Text("requirementId")), f.Numbers("steps"), f.Flag("ranges"), f.Text("text")))],
            Formula = t.Choice<PriceFormula>("formula") ?? PriceFormula.None, ComprehensiveScoring = t.Flag("comprehensiveScoring"), FixedPrice = t.Flag("fixedPrice"), GovernmentInformationSystem = t.Flag("governmentInformationSystem"),
            Requirements = [.. t.Rows("requirements").Select(r => new RequirementItem(r.Text("id"), r.Text("text"), r.Flag("mandatory"), r.Flag("marked")))],
            Qualifications = t.Texts("qualifications"), QualificationContracts = t.Whole("qualificationContracts") ?? 0, QualificationContractsReason = Null(t.Text("qualificationContractsReason")),
            ImportAllowed = t.Flag("importAllowed"), ImportApproval = Null(t.Text("importApproval")), MentionsImport = t.Flag("mentionsImport"),
            CreditQuery = t.Group("creditQuery") is { } q ? new(q.Text("channels"), q.Text("cutOff"), q.Text("evidence"), q.Text("use")) : null,
            Objection = t.Group("objection") is { } o ? new(o.Text("unit"), o.Text("phone"), o.Text("address"), o.Flag("online")) : null,
            Agency = t.Flag("agency"), AgentFee = t.Group("agentFee") is { } fee ? new(fee.Text("payer"), fee.Text("standard")) : null,
            Acceptance = t.Group("acceptance") is { } a ? new(a.Text("subject"), a.Text("time"), a.Text("way"), a.Text("procedure"), a.Text("content"), a.Text("standard")) : null,
            Payment = t.Group("payment") is { } pay ? new(pay.Whole("days")!.Value, pay.Flag("lateInterest")) : null,
            FinancingNotice = t.Flag("financingNotice"), PublicService = t.Flag("publicService"), Complex = t.Flag("complex"), HighImpact = t.Flag("highImpact"),
            Review = t.Group("review") is { } r ? new(r.Flag("demandSurvey"), r.Flag("keyReview"), r.Flag("lawyerSigned")) : null,
            IntentionDay = t.Day("intentionDay"), StartDay = t.Day("startDay"), UrgencyReason = Null(t.Text("urgencyReason")),
            Committee = t.Group("committee") is { } c ? new(c.Whole("size")!.Value, c.Whole("experts")!.Value, c.Flag("purchaserLeads")) : null,
            AssetPurchase = t.Flag("assetPurchase"), PoolQueryRecord = Null(t.Text("poolQueryRecord")),
            AbnormalLow = t.Group("abnormalLow") is { } low ? new(low.Number("ofMean")!.Value, low.Number("ofSecond")!.Value, low.Number("ofCeiling")!.Value) : null,
            Charges = [.. t.Rows("charges").Select(x => new ChargeTerm(x.Text("name"), x.Fen("amountFen")!.Value))], PublishedFees = published,
        };
    }

    private static TenderLot Lot(Given l) => new(l.Text("name"), l.Choice<ProjectKind>("kind")!.Value, l.Fen("budgetFen")!.Value,
        [.. l.Rows("items").Select(i => new LotItem(i.Text("name"), Null(i.Text("smeIndustry")), i.Flag("compulsoryEnergySaving"), i.Flag("certificateDemanded")))])
    {
        Reserve = l.Choice<SmeReserve>("reserve") ?? SmeReserve.None, ExemptionReason = Null(l.Text("exemptionReason")), CoreProducts = l.Texts("coreProducts"), Consortium = l.Choice<ConsortiumTerm>("consortium") ?? ConsortiumTerm.NotStated,
        SubcontractAllowed = l.Flag("subcontractAllowed"), SubcontractContent = Null(l.Text("subcontractContent")), SubcontractLimit = Null(l.Text("subcontractLimit")),
        DeductionPercent = l.Number("deductionPercent"), SharedDeductionPercent = l.Number("sharedDeductionPercent"), PrisonAndDisabledIncluded = l.Flag("prisonAndDisabledIncluded"),
        DomesticDeclaration = l.Flag("domesticDeclaration"), DomesticDeductionPercent = l.Number("domesticDeductionPercent"), PackagingClause = l.Flag("packagingClause"),
    };

    private static BondTerm? Bond(Given? bond) => bond is null ? null : new(bond.Fen("amountFen")!.Value, bond.Instant("dueAt"), bond.Flag("guaranteeAllowed"));

    private static QuestionField Bond(string name, string title) => Group(name, title, Money("amountFen", "数额，分", required: true), Instant("dueAt", "到账截止时间"), Flag("guaranteeAllowed", "接受保函等非现金形式"));

    private static QuestionField Instant(string name, string title) => new(name, FieldType.Instant, title) { Longest = 40 };

    private static QuestionField Texts(string name, string title) => new(name, FieldType.Texts, title) { Longest = 100 };

    private static string? Null(string text) => text.Length > 0 ? text : null;
}
