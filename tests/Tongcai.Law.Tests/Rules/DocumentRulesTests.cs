using Tongcai.Tests;
using static Tongcai.Law.DocumentRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class DocumentRulesTests
{
    private static readonly string[] AllForms = ["支票", "汇票", "本票", "保函"];

    [Fact, Cites("DOC-01")]
    public void 电子文件收一分钱不行() => Pair(FreeDocuments, CheckFee(1), CheckFee(0));

    [Fact, Cites("DOC-02")]
    public void 设最低限价不行() => Pair(NoFloorPrice, CheckPrices(100, 100, 90, 1), CheckPrices(100, 100, 90, null));

    [Fact, Cites("DOC-03")]
    public void 最高限价等于预算可以_多一分不行() => Pair(CeilingWithinBudget, CheckPrices(100, 100, 101, null), CheckPrices(100, 100, 100, null));

    [Fact, Cites("DOC-04")]
    public void 不公开预算不行() => Pair(BudgetDisclosed, CheckPrices(100, null, null, null), CheckPrices(100, 100, null, null));

    [Fact, Cites("DOC-05")]
    public void 用了没有审过的一版不行() => Pair(DocumentsFollowReview, CheckFollowsReview("a", "b"), CheckFollowsReview("b", "b"));

    [Fact, Cites("DOC-06")]
    public void 货物价格分30可以_29点99不行() => Pair(GoodsPriceWeight, Factors(ProjectKind.Goods, 29.99m), Factors(ProjectKind.Goods, 30));

    [Fact, Cites("DOC-07")]
    public void 服务价格分10可以_9点99不行() => Pair(ServicesPriceWeight, Factors(ProjectKind.Services, 9.99m), Factors(ProjectKind.Services, 10));

    [Fact, Cites("DOC-08")]
    public void 固定价格项目有价格因素不行() => Pair(FixedPriceIsNoFactor, Factors(ProjectKind.Services, 10, fixedPrice: true), CheckFactors(ProjectKind.Services, true, [new("服务方案", 100)]));

    [Fact, Cites("DOC-09")]
    public void 分值合计99点99不行() => Pair(WeightsSumToOne, CheckFactors(ProjectKind.Goods, false, [new("价格", 40, true), new("技术", 59.99m)]), Factors(ProjectKind.Goods, 40));

    [Fact, Cites("DOC-10")]
    public void 资格条件作评审因素不行() =>
        Pair(QualificationIsNoFactor, CheckFactors(ProjectKind.Goods, false, [new("价格", 40, true), new("营业执照", 60, Qualification: true)]), Factors(ProjectKind.Goods, 40));

    [Fact, Cites("DOC-22")]
    public void 没有量化的分值不行() => Pair(ScoresQuantified, CheckFactors(ProjectKind.Goods, false, [new("价格", 40, true), new("综合印象", 60, Quantified: false)]), Factors(ProjectKind.Goods, 40));

    [Fact, Cites("DOC-11")]
    public void 投标保证金等于预算百分之二可以_多一分不行() => Pair(BidBondLimit, Bond(20_001), Bond(20_000));

    [Fact, Cites("DOC-12")]
    public void 履约保证金等于合同百分之十可以_多一分不行() => Pair(PerformanceBondLimit, CheckPerformanceBond(100_001, 1_000_000), CheckPerformanceBond(100_000, 1_000_000));

    [Fact, Cites("DOC-13")]
    public void 保证金早一分钟截止不行() => Pair(BondDeadline, Bond(1, minute: 29), Bond(1));

    [Fact, Cites("DOC-14")]
    public void 只收支票不行_四种非现金都可以() => Pair(NonCashBond, Bond(1, forms: ["支票"]), Bond(1));

    [Fact, Cites("DOC-15")]
    public void 公告没有写联合体就不得拒绝_写了不接受可以() => Pair(ConsortiumStated, CheckConsortiumRefused(null), CheckConsortiumRefused(false));

    [Fact, Cites("DOC-16")]
    public void 招标文件缺合同文本不行() => Pair(Contents, CheckContents(RequiredContents.But("合同文本")), CheckContents(RequiredContents));

    [Fact, Cites("DOC-17")]
    public void 两家收到不同内容不行() => Pair(EqualInformation, CheckSameInformation(["a", "b"]), CheckSameInformation(["a", "a"]));

    [Fact, Cites("DOC-18")]
    public void 没有所属行业不行() => Pair(SmeIndustryStated, CheckStatements(" ", 1, null, "有"), CheckStatements("工业", 1, null, "有"));

    [Fact, Cites("DOC-19")]
    public void 两种产品没有核心产品不行_单一产品不必() => Pair(CoreProductNamed, CheckStatements("工业", 2, null, "有"), CheckStatements("工业", 1, null, "有"));

    [Fact, Cites("DOC-21")]
    public void 没有信用查询规则不行() => Pair(CreditQueryStated, CheckStatements("工业", 1, null, null), CheckStatements("工业", 1, null, "有"));

    [Fact, Cites("DOC-20")]
    public void 澄清改变资格条件不行() => Pair(ClarificationKeepsObject, CheckClarification(false, true), CheckClarification(false, false));

    private static IReadOnlyList<Refusal> Factors(ProjectKind kind, decimal price, bool fixedPrice = false) =>
        CheckFactors(kind, fixedPrice, [new("价格", price, IsPrice: true), new("技术", 100 - price)]);

    private static IReadOnlyList<Refusal> Bond(long fen, int minute = 30, string[]? forms = null) =>
        CheckBidBond(fen, 1_000_000, At(9, minute), At(9, 30), forms ?? AllForms);
}
