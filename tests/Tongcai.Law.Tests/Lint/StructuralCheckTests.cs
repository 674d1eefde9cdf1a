using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tongcai.Law.Lint;
using Tongcai.Law.Questions;
using Tongcai.Tests;

namespace Tongcai.Law.Tests.Lint;

/// <summary>One sound tender in several shapes; each fault planted alone is found under its rule and nothing else is.</summary>
public sealed class StructuralCheckTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 3, 31, 1, 30, 0, TimeSpan.Zero);

    private static readonly (string Rule, string Case, Func<TenderStructure, TenderStructure> Plant)[] Faults =
    [
        ("S01", "文件没有预算", t => t with { BudgetFen = null, CeilingFen = 2_900_000_00 }),
        ("S02", "限价超过预算", t => t with { CeilingFen = 3_000_000_01 }),
        ("S02", "限价未公开", t => t with { Notice = t.Notice with { CeilingFen = null } }),
        ("S03", "设最低限价", t => t with { FloorFen = 1_000_000_00 }),
        ("S04", "采购包超预算", t => t with { Lots = [t.Lots[0] with { BudgetFen = 3_000_000_01 }] }),
        ("S05", "文件只提供4个工作日", t => t with { DocumentsUntil = new(2026, 3, 6) }),
        ("S06", "等标期19日", t => Due(t, new(2026, 3, 21, 1, 30, 0, TimeSpan.Zero))),
        ("S07", "谈判响应期不足3个工作日", t => Due(Negotiated(t), new(2026, 3, 4, 1, 30, 0, TimeSpan.Zero))),
        ("S08", "磋商响应期9日", t => Due(Consulted(t), new(2026, 3, 11, 1, 30, 0, TimeSpan.Zero))),
        ("S09", "截止前14日澄清", t => t with { Clarifications = [new(new(2026, 3, 17), true, false)] }),
        ("S10", "资格预审4个工作日", t => t with { PrequalificationUntil = new(2026, 3, 6) }),
        ("S11", "开标晚半小时", t => t with { OpenAt = Deadline.AddMinutes(30) }),
        ("S12", "没有有效期", t => t with { ValidityDays = null }),
        ("S13", "保证金超过2%", t => t with { BidBond = t.BidBond! with { AmountFen = 60_000_01 } }),
        ("S13", "保证金提前到账", t => t with { BidBond = t.BidBond! with { DueAt = Deadline.AddDays(-1) } }),
        ("S13", "拒绝保函", t => t with { BidBond = t.BidBond! with { GuaranteeAllowed = false } }),
        ("S14", "履约保证金超过10%", t => t with { PerformanceBond = t.PerformanceBond! with { AmountFen = 300_000_01 } }),
        ("S15", "总分101", t => Scored(t, f => f.Kind == FactorKind.Price ? f with { Weight = 41 } : f)),
        ("S16", "货物价格分29", t => Scored(t, f => f.Kind == FactorKind.Price ? f with { Weight = 29 } : f with { Weight = 71, Steps = [71, 30, 0] })),
        ("S16", "磋商服务价格分31", t => Scored(Consulted(t) with { Kind = ProjectKind.Services }, f => f.Kind == FactorKind.Price ? f with { Weight = 31 } : f with { Weight = 69, Steps = [69, 30, 0] })),
        ("S17", "平均价为基准", t => t with { Formula = PriceFormula.Average }),
        ("S18", "评审因素无对应需求", t => Scored(t, f => f.Kind == FactorKind.Price ? f : f with { RequirementId = "R9" })),
        ("S18", "区间分", t => Scored(t, f => f.Kind == FactorKind.Price ? f : f with { Ranges = true })),
        ("S19", "资格条件评分", t => Scored(t, f => f.Kind == FactorKind.Price ? f : f with { Text = "具有有效的医疗器械经营许可证" })),
        ("S20", "不可量化指标评分", t => Scored(t, f => f.Kind == FactorKind.Price ? f : f with { Kind = FactorKind.ObjectiveNotQuantifiable })),
        ("S21", "实质性要求未标注", t => t with { Requirements = [t.Requirements[0] with { Marked = false }] }),
        ("S22", "多种货物无核心产品", t => t with { Lots = [t.Lots[0] with { CoreProducts = [] }] }),
        ("S23", "联合体预留却拒绝", t => t with { Lots = [t.Lots[0] with { Reserve = SmeReserve.Consortium, Consortium = ConsortiumTerm.Refused }] }),
        ("S23", "没有载明", t => t with { Lots = [t.Lots[0] with { Consortium = ConsortiumTerm.NotStated }] }),
        ("S24", "分包无内容", t => t with { Lots = [t.Lots[0] with { SubcontractAllowed = true, SubcontractLimit = "20%" }] }),
        ("S25", "行业不在十六类", t => t with { Lots = [t.Lots[0] with { Items = [t.Lots[0].Items[0], new("显示器", "制造业")] }] }),
        ("S26", "扣除9%", t => t with { Lots = [t.Lots[0] with { DeductionPercent = 9 }] }),
        ("S26", "预留包又扣除", t => t with { Lots = [t.Lots[0] with { Reserve = SmeReserve.Whole }] }),
        ("S26", "联合体扣除7%", t => t with { Lots = [t.Lots[0] with { SharedDeductionPercent = 7 }] }),
        ("S27", "200万元不预留无理由", t => t with { Lots = [t.Lots[0] with { BudgetFen = 2_000_000_00 }] }),
        ("S28", "未列残疾人福利性单位", t => t with { Lots = [t.Lots[0] with { PrisonAndDisabledIncluded = false }] }),
        ("S29", "强制节能无证书", t => t with { Lots = [t.Lots[0] with { Items = [t.Lots[0].Items[0], new("显示器", "工业", true)] }] }),
        ("S30", "本国产品扣除10%", t => t with { Lots = [t.Lots[0] with { DomesticDeductionPercent = 10 }] }),
        ("S31", "未批准出现进口", t => t with { MentionsImport = true }),
        ("S32", "信用查询无使用规则", t => t with { CreditQuery = t.CreditQuery! with { Use = "" } }),
        ("S33", "质疑无在线方式", t => t with { Objection = t.Objection! with { Online = false } }),
        ("S34", "代理费无标准", t => t with { AgentFee = new("中标人", "") }),
        ("S35", "验收无标准", t => t with { Acceptance = t.Acceptance! with { Standard = " " } }),
        ("S36", "付款31日", t => t with { Payment = new(31, true) }),
        ("S36", "无逾期利息", t => t with { Payment = new(30, false) }),
        ("S37", "无融资告知", t => t with { FinancingNotice = false }),
        ("S38", "公共服务未调查", t => t with { PublicService = true, Review = new(true, true, false) }),
        ("S39", "意向公开29日", t => t with { IntentionDay = new(2026, 2, 1) }),
        ("S40", "评委四人", t => t with { Committee = new(4, 3, false) }),
        ("S40", "专家不足三分之二", t => t with { Committee = new(5, 3, false) }),
        ("S40", "采购人任组长", t => t with { Committee = new(5, 4, true) }),
        ("S40", "千万元项目五人", t => t with { ProjectBudgetFen = 10_000_000_00, Review = new(true, true, true) }),
        ("S41", "资格业绩3个", t => t with { QualificationContracts = 3 }),
        ("S42", "新增资产未查公物仓", t => t with { AssetPurchase = true }),
        ("S43", "无包装条款", t => t with { Lots = [t.Lots[0] with { PackagingClause = false }] }),
        ("S44", "无异常低价条款", t => t with { AbnormalLow = null }),
        ("S45", "公告截止时间不同", t => t with { Notice = t.Notice with { Deadline = Deadline.AddDays(1) } }),
        ("S45", "公告资格条件不同", t => t with { Notice = t.Notice with { Qualifications = ["具有营业执照"] } }),
        ("F001", "清单外收费", t => t with { Charges = [new("标书制作费", 300_00)] }),
    ];

    private static readonly (string Case, Func<TenderStructure, TenderStructure> Plant)[] Sound =
    [
        ("原样", t => t),
        ("谈判3个工作日", t => Due(Negotiated(t), new(2026, 3, 5, 1, 30, 0, TimeSpan.Zero))),
        ("磋商10日", t => Due(Consulted(t), new(2026, 3, 12, 1, 30, 0, TimeSpan.Zero))),
        ("等标期恰20日", t => Due(t, new(2026, 3, 22, 1, 30, 0, TimeSpan.Zero))),
        ("截止前15日澄清", t => t with { Clarifications = [new(new(2026, 3, 16), true, false)] }),
        ("澄清后顺延", t => t with { Clarifications = [new(new(2026, 3, 30), true, true)] }),
        ("整体预留不扣除", t => t with { Lots = [t.Lots[0] with { BudgetFen = 2_000_000_00, Reserve = SmeReserve.Whole, DeductionPercent = null, SharedDeductionPercent = null }] }),
        ("急需未公开意向", t => t with { IntentionDay = null, UrgencyReason = "抢险" }),
        ("进口已审核", t => t with { ImportAllowed = true, ImportApproval = "财采审〔2026〕1号", MentionsImport = true, Review = new(true, true, true) }),
        ("千万元项目七人", t => t with { ProjectBudgetFen = 10_000_000_00, Review = new(true, true, true), Committee = new(7, 5, false) }),
        ("分包写明", t => t with { Lots = [t.Lots[0] with { SubcontractAllowed = true, SubcontractContent = "安装", SubcontractLimit = "20%" }] }),
        ("公示收费", t => t with { Charges = [new("代理服务费", 8_000_00)] }),
        ("政务信息系统30分", t => Scored(t with { GovernmentInformationSystem = true }, f => f.Kind == FactorKind.Price ? f with { Weight = 30 } : f with { Weight = 70, Steps = [70, 30, 0] })),
    ];

    public static TheoryData<int> FaultNumbers => [.. Enumerable.Range(0, Faults.Length)];

    public static TheoryData<int> SoundNumbers => [.. Enumerable.Range(0, Sound.Length)];

    [Theory]
    [MemberData(nameof(FaultNumbers))]
    public void A_planted_fault_is_found_under_its_rule_alone(int number)
    {
        var (rule, name, plant) = Faults[number];
        var found = StructuralCheck.Run(plant(Tender()), WorkCalendar.Official);
        Assert.True(found.Select(f => f.Rule.Id).Distinct().SequenceEqual([rule]), $"{name}: {string.Join(",", found.Select(f => $"{f.Rule.Id} {f.Place.Pointer}"))}");
        Assert.All(found, f => Assert.StartsWith("/", f.Place.Pointer));
    }

    [Theory]
    [MemberData(nameof(SoundNumbers))]
    public void A_sound_tender_has_no_finding(int number) =>
        Assert.Empty(StructuralCheck.Run(Sound[number].Plant(Tender()), WorkCalendar.Official).Select(f => $"{Sound[number].Case} {f.Rule.Id} {f.Why}"));

    [Theory]
    [MemberData(nameof(FaultNumbers))]
    public void Asked_as_JSON_a_tender_has_the_same_findings(int number)
    {
        var tender = Faults[number].Plant(Tender());
        var fields = JsonSerializer.SerializeToNode(tender, WithMethodCodes)!.AsObject();
        var published = fields["publishedFees"]!.DeepClone();
        fields.Remove("publishedFees");
        var question = new JsonObject { ["publishedFees"] = published, ["tender"] = fields };
        var outcome = LawQuestion.ByName("lint")!.Ask(question, new(2026, 3, 2));
        Assert.Empty(outcome.Refusals.Select(r => $"{r.Pointer} {r.Reason}"));
        Assert.Equal(
            StructuralCheck.Run(tender, WorkCalendar.Official).Select(f => (f.Rule.Id, "/tender" + f.Place.Pointer, f.Why)),
            Assert.IsType<LintAnswer>(outcome.Value).Findings.Select(f => (f.Rule.Id, f.Pointer!, f.Why)));
    }

    [Fact]
    [Cites(
        "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S15",
        "S16", "S17", "S18", "S19", "S20", "S21", "S22", "S23", "S24", "S25", "S26", "S27", "S28", "S29", "S30",
        "S31", "S32", "S33", "S34", "S35", "S36", "S37", "S38", "S39", "S40", "S41", "S42", "S43", "S44", "S45")]
    public void Every_structural_rule_is_cited_and_has_a_planted_fault()
    {
        var cited = typeof(StructuralCheckTests).GetMethod(nameof(Every_structural_rule_is_cited_and_has_a_planted_fault))!.GetCustomAttribute<CitesAttribute>()!.Rules;
        Assert.Equal(StructuralRules.All.Select(r => r.Id), cited);
        Assert.Empty(cited.Except(Faults.Select(f => f.Rule)));
    }

    [Fact]
    public void A_year_without_announced_holidays_asks_for_a_manual_look()
    {
        var late = Tender() with { NoticeDay = new(2031, 3, 2), DocumentsFrom = new(2031, 3, 2), DocumentsUntil = new(2031, 3, 9) };
        Assert.Contains(StructuralCheck.Run(late, WorkCalendar.Official), f => f.Rule.Id == "S05" && f.Why.Contains("人工核对", StringComparison.Ordinal));
    }

    [Fact]
    public void The_domestic_product_rule_does_not_reach_back_before_2026() =>
        Assert.DoesNotContain(
            StructuralCheck.Run(Tender() with { NoticeDay = new(2025, 12, 31), Lots = [Tender().Lots[0] with { DomesticDeclaration = false }] }, WorkCalendar.Official),
            f => f.Rule.Id == "S30");

    private static TenderStructure Tender() => new(ProcurementMethods.OpenTender, ProjectKind.Goods, 3_000_000_00, new(3_000_000_00, Deadline, ["具有有效的医疗器械经营许可证", "具有营业执照"], 2_900_000_00))
    {
        BudgetFen = 3_000_000_00,
        CeilingFen = 2_900_000_00,
        Lots =
        [
            new("计算机", ProjectKind.Goods, 3_000_000_00, [new("主机", "工业"), new("显示器", "工业", true, true)])
            {
                CoreProducts = ["主机"],
                Consortium = ConsortiumTerm.Accepted,
                DeductionPercent = 10,
                SharedDeductionPercent = 4,
                PrisonAndDisabledIncluded = true,
                ExemptionReason = "",
                DomesticDeclaration = true,
                DomesticDeductionPercent = 20,
                PackagingClause = true,
            },
        ],
        NoticeDay = new(2026, 3, 2),
        DocumentsFrom = new(2026, 3, 2),
        DocumentsUntil = new(2026, 3, 9),
        BidDeadline = Deadline,
        OpenAt = Deadline,
        ValidityDays = 90,
        BidBond = new(60_000_00, Deadline, true),
        PerformanceBond = new(300_000_00, null, true),
        ContractFen = 3_000_000_00,
        ComprehensiveScoring = true,
        Formula = PriceFormula.LowestFirst,
        Factors =
        [
            new("价格", 40, FactorKind.Price, null, []),
            new("平均无故障时间", 60, FactorKind.Quantified, "R1", [60, 30, 0]),
        ],
        Requirements = [new("R1", "平均无故障时间不低于10000小时", true, true)],
        Qualifications = ["具有营业执照", "具有有效的医疗器械经营许可证"],
        QualificationContracts = 2,
        CreditQuery = new("信用中国", "投标截止当日", "截图存档", "列入即不合格"),
        Objection = new("采购科", "0371-12345678", "郑州市", true),
        Agency = true,
        AgentFee = new("中标人", "8000元"),
        Acceptance = new("采购人", "到货后5日", "现场", "开箱、测试", "每一项技术和商务要求", "国家标准"),
        Payment = new(30, true),
        FinancingNotice = true,
        IntentionDay = new(2026, 1, 15),
        StartDay = new(2026, 3, 2),
        Committee = new(5, 4, false),
        AbnormalLow = new(50, 50, 45),
        PublishedFees = ["代理服务费"],
    };

    private static TenderStructure Scored(TenderStructure t, Func<ScoringFactor, ScoringFactor> change) => t with { Factors = [.. t.Factors.Select(change)] };

    private static TenderStructure Due(TenderStructure t, DateTimeOffset deadline) =>
        t with { BidDeadline = deadline, OpenAt = deadline, Notice = t.Notice with { Deadline = deadline }, BidBond = t.BidBond! with { DueAt = deadline } };

    private static TenderStructure Negotiated(TenderStructure t) =>
        t with { Method = ProcurementMethods.Negotiation, ComprehensiveScoring = false, Factors = [], Committee = new(3, 2, false) };

    private static TenderStructure Consulted(TenderStructure t) => t with { Method = ProcurementMethods.Consultation };

    private static readonly JsonSerializerOptions WithMethodCodes = new(LawJson.Options) { Converters = { new MethodCode() } };

    private sealed class MethodCode : JsonConverter<ProcurementMethod>
    {
        public override ProcurementMethod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ProcurementMethods.ByCode(reader.GetString()!)!;

        public override void Write(Utf8JsonWriter writer, ProcurementMethod value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
    }
}
