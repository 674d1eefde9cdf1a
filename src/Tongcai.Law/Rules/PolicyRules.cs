using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>比例幅度，两端均含。</summary>
/// <param name="From100">Lower end in percent.</param>
/// <param name="To100">Upper end in percent.</param>
public sealed record RateRange(string Id, string Title, decimal From100, decimal To100, Source Source) : Rule(Id, Title, Source)
{
    /// <summary>Whether the percentage lies in the range.</summary>
    public bool Allows(decimal percent) => From100 <= percent && percent <= To100;
}

/// <summary>采购政策的规则：中小企业、本国产品、绿色。</summary>
public static partial class PolicyRules
{
    private const string Measures = "政府采购促进中小企业发展管理办法";
    private static readonly DateOnly Raised = new(2022, 7, 1);

    public static readonly Rule WholeLotReserved = Sme("SME-01", "限额以上200万/400万以下整体预留", "第七条",
        "采购限额标准以上，200 万元以下的货物和服务采购项目、400 万元以下的工程采购项目，适宜由中小企业提供的，采购人应当专门面向中小企业采购");

    public static readonly MinimumShare ReservedShare = new("SME-02", "预留30%以上", 300, new(Measures, "第八条",
        "预留该部分采购项目预算总额的 30%以上专门面向中小企业采购")) { From = new(2021, 1, 1) };

    public static readonly MinimumShare WorksReservedShare = new("SME-03", "工程预留40%以上", 400, new("国办发〔2024〕33号", "二（四）1",
        "对超过400万元的工程采购项目中适宜由中小企业提供的，预留份额由30%以上阶段性提高至40%以上的政策延续至2026年底"))
        { From = new(2022, 7, 1), To = new(2026, 12, 31) };

    public static readonly MinimumShare SmallMicroShare = new("SME-04", "小微不低于60%", 600, new(Measures, "第八条",
        "其中预留给小微企业的比例不低于 60%")) { From = new(2021, 1, 1) };

    public static readonly MinimumCount EligibleSmes = new("SME-05", "合格中小企业不足三家中止", 3, new(Measures, "第十条",
        "符合资格条件的中小企业数量不足 3 家的，应当中止采购活动")) { From = new(2021, 1, 1) };

    public static readonly Rule DeclarationOnly = Sme("SME-06", "只凭声明函", "第十一条", "任何单位和个人不得要求供应商提供《中小企业声明函》之外的中小企业身份证明文件");

    public static readonly Rule TiedToLarge = Sme("SME-07", "大企业关联的除外", "第二条", "但与大企业的负责人为同一人，或者与大企业存在直接控股、管理关系的除外");

    public static readonly Rule GoodsBySme = Sme("SME-08", "含大型企业货物不享受", "第四条",
        "供应商提供的货物既有中小企业制造货物，也有大型企业制造货物的，不享受本办法规定的中小企业扶持政策");

    public static readonly RateRange OriginalDeduction = new("SME-09", "小微价格扣除6%—10%", 6, 10, new(Measures, "第九条",
        "应当对符合本办法规定的小微企业报价给予 6%—10%（工程项目为 3%—5%）的扣除")) { From = new(2021, 1, 1), To = new(2022, 6, 30) };

    public static readonly RateRange Deduction = new("SME-10", "小微价格扣除10%—20%", 10, 20, new("财库〔2022〕19号", "一",
        "货物服务采购项目给予小微企业的价格扣除优惠，由6%—10%提高至10%—20%")) { From = Raised, Certainty = Certainty.ReadSecondary };

    public static readonly RateRange OriginalSharedDeduction = new("SME-11", "联合体分包扣除2%—3%", 2, 3, new(Measures, "第九条",
        "对联合体或者大中型企业的报价给予 2%-3%（工程项目为 1%—2%）的扣除")) { From = new(2021, 1, 1), To = new(2022, 6, 30) };

    public static readonly RateRange SharedDeduction = new("SME-12", "联合体分包扣除4%—6%", 4, 6, new("财库〔2022〕19号", "一",
        "大中型企业与小微企业组成联合体或者大中型企业向小微企业分包的，评审优惠幅度由2%—3%提高至4%—6%")) { From = Raised, Certainty = Certainty.ReadSecondary };

    public static readonly RateRange WorksDeduction = new("SME-13", "工程价格扣除3%—5%", 3, 5, new(Measures, "第九条", "（工程项目为 3%—5%）的扣除")) { From = new(2021, 1, 1) };

    public static readonly RateRange WorksSharedDeduction = new("SME-14", "工程联合体扣除1%—2%", 1, 2, new(Measures, "第九条", "（工程项目为 1%—2%）的扣除")) { From = new(2021, 1, 1) };

    public static readonly MinimumShare SharedPart = new("SME-15", "小微份额30%以上", 300, new(Measures, "第九条",
        "对于联合协议或者分包意向协议约定小微企业的合同份额占到合同总金额 30%以上的")) { From = new(2021, 1, 1) };

    public static readonly Rule SizeStandard = Known(Certainty.ReadSecondary, "工信部联企业〔2011〕300号", "SME-16", "中小企业划型标准", "四",
        "大型、中型和小型企业须同时满足所列指标的下限，否则下划一档；微型企业只须满足所列指标中的一项即可");

    public static readonly Rule DomesticDeduction = Known(Certainty.ReadSecondary, "国办发〔2025〕34号", "DOM-01", "本国产品价格扣除20%", "待核",
        "既有本国产品又有非本国产品参与竞争的，对本国产品的报价给予20%的价格扣除，用扣除后的价格参加评审") with { From = new(2026, 1, 1) };

    public static readonly MinimumShare DomesticShare = new("DOM-02", "多产品本国成本80%以上", 800, new("国办发〔2025〕34号", "待核",
        "一个项目或者采购包含多种产品，供应商提供的本国产品成本之和占全部产品成本总和80%以上的，对其全部产品给予价格扣除")) { From = new(2026, 1, 1), Certainty = Certainty.ReadSecondary };

    public static readonly Rule CompulsoryEnergySaving = Known(Certainty.Sure, "财库〔2019〕19号", "GRN-01", "节能产品强制采购", "一",
        "品目清单中以“★”标注的为政府强制采购产品，应当提供处于有效期之内的节能产品认证证书") with { From = new(2019, 4, 1) };

    public static readonly Rule PreferredGreen = Known(Certainty.Sure, "财库〔2019〕9号", "GRN-02", "节能环保优先采购", "二",
        "依据品目清单和认证证书实施政府优先采购和强制采购") with { From = new(2019, 4, 1) };

    /// <summary>小微企业价格扣除幅度 for a notice of that day.</summary>
    public static RateRange DeductionOn(DateOnly noticeDay) => noticeDay >= Raised ? Deduction : OriginalDeduction;

    /// <summary>联合体、分包价格扣除幅度 for a notice of that day.</summary>
    public static RateRange SharedDeductionOn(DateOnly noticeDay) => noticeDay >= Raised ? SharedDeduction : OriginalSharedDeduction;
}
