using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>评审因素。</summary>
/// <param name="Points">分值; all factors together make 100.</param>
/// <param name="Qualification">The factor repeats a 资格条件.</param>
/// <param name="Quantified">Every point is tied to a step of a measurable indicator.</param>
public sealed record EvaluationFactor(string Name, decimal Points, bool IsPrice = false, bool Qualification = false, bool Quantified = true);

public static partial class DocumentRules
{
    /// <summary>招标文件的内容（条例第三十二条）。</summary>
    public static readonly IReadOnlyList<string> RequiredContents = ["商务条件", "采购需求", "资格条件", "投标报价要求", "评标方法", "评标标准", "合同文本"];

    private static readonly string[] NonCash = ["支票", "汇票", "本票", "保函"];

    /// <summary>电子采购文件不收费。</summary>
    public static Refusal? CheckFee(long feeFen, string pointer = "") =>
        When(feeFen != 0, FreeDocuments, $"电子采购文件收费{Yuan(feeFen)}。", "改为免费提供。", pointer);

    /// <summary>预算公开，最高限价在预算以内，没有最低限价。</summary>
    public static IReadOnlyList<Refusal> CheckPrices(long budgetFen, long? disclosedBudgetFen, long? ceilingFen, long? floorFen, string pointer = "") =>
        All(
            When(disclosedBudgetFen != budgetFen, BudgetDisclosed, "采购文件没有公开采购项目预算金额。", $"写明预算金额{Yuan(budgetFen)}。", pointer + "/budget"),
            When(ceilingFen > budgetFen, CeilingWithinBudget, $"最高限价{Yuan(ceilingFen ?? 0)}超过预算{Yuan(budgetFen)}。", "最高限价调至预算以内。", pointer + "/ceiling"),
            When(floorFen is not null, NoFloorPrice, "设定了最低限价。", "删去最低限价。", pointer + "/floor"));

    /// <summary>采购文件与审核通过的需求一致。</summary>
    public static Refusal? CheckFollowsReview(string? reviewedDigest, string usedDigest, string pointer = "") =>
        When(reviewedDigest is null || reviewedDigest != usedDigest, DocumentsFollowReview, "采购文件所用的需求不是审核通过的那一版。", "按审核通过的需求编制，或把修改后的需求重新送审。", pointer);

    /// <summary>评分办法：价格分比重、权重合计、资格条件、量化。</summary>
    /// <param name="fixedPrice">执行国家统一定价标准或者固定价格采购。</param>
    public static IReadOnlyList<Refusal> CheckFactors(ProjectKind kind, bool fixedPrice, IReadOnlyList<EvaluationFactor> factors, string pointer = "/factors")
    {
        var price = factors.Where(f => f.IsPrice).Sum(f => f.Points);
        var share = kind == ProjectKind.Goods ? GoodsPriceWeight : ServicesPriceWeight;
        return All(
        [
            When(factors.Sum(f => f.Points) != 100, WeightsSumToOne, $"各评审因素分值合计{factors.Sum(f => f.Points)}分，应为100分。", "调整分值。", pointer),
            When(fixedPrice && price != 0, FixedPriceIsNoFactor, "固定价格采购，价格不得列为评审因素。", "删去价格因素。", pointer),
            When(!fixedPrice && kind != ProjectKind.Works && price * 1000 < 100 * share.PerMille, share, $"价格分值{price}分，比重低于{share.PerMille / 10}%。", $"价格分值不低于{share.PerMille / 10}分。", pointer),
            .. factors.Select((f, i) => When(f.Qualification, QualificationIsNoFactor, $"“{f.Name}”是资格条件，又作评审因素。", "从评审因素中删去。", $"{pointer}/{i}")),
            .. factors.Select((f, i) => When(!f.IsPrice && !f.Quantified, ScoresQuantified, $"“{f.Name}”的分值没有对应量化指标。", "按指标等次或者区间设置不同分值。", $"{pointer}/{i}")),
        ]);
    }

    /// <summary>投标保证金：数额、截止时间、形式由供应商自选。</summary>
    public static IReadOnlyList<Refusal> CheckBidBond(
        long bondFen, long budgetFen, DateTimeOffset bondDeadline, DateTimeOffset bidDeadline, IReadOnlyCollection<string> forms, string pointer = "/bond") =>
        bondFen == 0 ? [] : All(
            When(!BidBondLimit.Allows(bondFen, budgetFen), BidBondLimit, $"投标保证金{Yuan(bondFen)}超过预算{Yuan(budgetFen)}的2%。", $"不超过{Yuan(BidBondLimit.CeilingFen(budgetFen))}。", pointer + "/amount"),
            When(bondDeadline != bidDeadline, BondDeadline, $"保证金截止{bondDeadline.BeijingTime()}，投标截止{bidDeadline.BeijingTime()}。", "两个截止时间改为一致。", pointer + "/deadline"),
            When(NonCash.Except(forms).Any() || forms.Contains("现金"), NonCashBond, $"保证金形式限为{string.Join("、", forms)}。", "允许支票、汇票、本票、保函等非现金形式，由供应商自选。", pointer + "/forms"));

    /// <summary>履约保证金不超过合同金额10%。</summary>
    public static Refusal? CheckPerformanceBond(long bondFen, long contractFen, string pointer = "/performanceBond") =>
        When(!PerformanceBondLimit.Allows(bondFen, contractFen), PerformanceBondLimit, $"履约保证金{Yuan(bondFen)}超过合同金额{Yuan(contractFen)}的10%。", $"不超过{Yuan(PerformanceBondLimit.CeilingFen(contractFen))}。", pointer);

    /// <summary>拒绝联合体须在公告中载明。</summary>
    /// <param name="accepts">What the notice says; null when it says nothing.</param>
    public static Refusal? CheckConsortiumRefused(bool? accepts, string pointer = "") =>
        When(accepts is null, ConsortiumStated, "公告没有载明是否接受联合体，不得拒绝联合体投标。", "接受联合体投标。", pointer);

    /// <summary>招标文件内容齐全。</summary>
    public static Refusal? CheckContents(IEnumerable<string> given, string pointer = "") => Missing(Contents, "招标文件", RequiredContents, given, pointer);

    /// <summary>所有供应商得到的信息相同。</summary>
    /// <param name="digests">Digest of what each supplier was given.</param>
    public static Refusal? CheckSameInformation(IEnumerable<string> digests, string pointer = "") =>
        When(digests.Distinct(StringComparer.Ordinal).Count() > 1, EqualInformation, "向不同供应商提供的项目信息不同。", "向所有获取采购文件的供应商提供同样的信息。", pointer);

    /// <summary>必须载明的政策和信用内容。</summary>
    /// <param name="products">Number of different products in the lot.</param>
    public static IReadOnlyList<Refusal> CheckStatements(string? smeIndustry, int products, string? coreProduct, string? creditQuery, string pointer = "") =>
        All(
            When(string.IsNullOrWhiteSpace(smeIndustry), SmeIndustryStated, "没有明确采购标的对应的中小企业划分标准所属行业。", "填写所属行业。", pointer + "/smeIndustry"),
            When(products > 1 && string.IsNullOrWhiteSpace(coreProduct), CoreProductNamed, $"采购包有{products}种产品，没有载明核心产品。", "确定并载明核心产品。", pointer + "/coreProduct"),
            When(string.IsNullOrWhiteSpace(creditQuery), CreditQueryStated, "没有载明信用信息查询渠道、截止时点和使用规则。", "补充信用查询规则。", pointer + "/creditQuery"));

    /// <summary>澄清、修改不得改变采购标的和资格条件。</summary>
    public static Refusal? CheckClarification(bool changesObject, bool changesQualification, string pointer = "") =>
        When(changesObject || changesQualification, ClarificationKeepsObject, $"澄清或者修改改变了{(changesObject ? "采购标的" : "资格条件")}。", "终止后修改采购文件重新招标，或撤回该处修改。", pointer);
}
