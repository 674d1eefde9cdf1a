using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>评分项：上限，是否客观。</summary>
public sealed record ScoredFactor(string Name, decimal Maximum, bool Objective);

/// <summary>一位成员对一个投标人一个评分项的打分。</summary>
public sealed record GivenScore(string Member, string Bidder, string Factor, decimal Points);

/// <summary>评审报告上的签署。</summary>
/// <param name="Dissents">The member disagrees.</param>
/// <param name="Reasons">Opinion and reasons written on the report.</param>
public sealed record ReportSignature(string Member, bool Signed, bool Dissents = false, string Reasons = "")
{
    /// <summary>视为同意：没有写明不同意见和理由。</summary>
    public bool CountsAsAgreed => !Dissents || string.IsNullOrWhiteSpace(Reasons);
}

/// <summary>视为串通投标的六种情形（87号第三十七条），按项次。</summary>
public enum CollusionSign
{
    /// <summary>同一单位或者个人编制。</summary>
    SameAuthor = 1,

    /// <summary>委托同一单位或者个人办理。</summary>
    SameHandler,

    /// <summary>管理成员或者联系人为同一人。</summary>
    SamePerson,

    /// <summary>异常一致或者报价规律性差异。</summary>
    AbnormalLikeness,

    /// <summary>相互混装。</summary>
    MixedFiles,

    /// <summary>保证金从同一账户转出。</summary>
    SameBondAccount,
}

/// <summary>重新评审的理由。</summary>
public enum ReevaluationReason
{
    /// <summary>没有法定理由。</summary>
    None,

    /// <summary>分值汇总计算错误。</summary>
    SumError,

    /// <summary>分项评分超出评分标准范围。</summary>
    OutOfRange,

    /// <summary>客观评审因素评分不一致。</summary>
    ObjectiveDifference,

    /// <summary>评分畸高、畸低。</summary>
    ExtremeScore,

    /// <summary>资格性审查认定错误（非招标）。</summary>
    QualificationError,

    /// <summary>价格计算错误（非招标）。</summary>
    PriceError,
}

public static partial class EvaluationRules
{
    /// <summary>评标报告六项（87号第五十八条）。</summary>
    public static readonly IReadOnlyList<string> ReportItems =
        ["公告媒体和开标日期地点", "投标人和评委名单", "评标方法和标准", "开标记录和评标情况", "评标结果", "其他说明"];

    /// <summary>评分表：每位成员对每个投标人逐项独立打分，分值在范围内，客观分一致，没有文件以外的因素。</summary>
    public static IReadOnlyList<Refusal> CheckScores(
        IReadOnlyList<string> members, IReadOnlyList<string> bidders, IReadOnlyList<ScoredFactor> factors, IReadOnlyList<GivenScore> scores, string pointer = "/scores")
    {
        var byName = factors.ToDictionary(f => f.Name);
        var missing = members.SelectMany(m => bidders.SelectMany(b => factors.Select(f => (Member: m, Bidder: b, Factor: f.Name))))
            .Except(scores.Select(s => (s.Member, s.Bidder, s.Factor))).ToList();
        return All(
        [
            When(missing.Count > 0, Individually, $"缺少{missing.Count}个评分，例如{(missing.Count > 0 ? $"{missing[0].Member}对{missing[0].Bidder}的{missing[0].Factor}" : "")}。", "每位成员独立完成全部评分。", pointer),
            .. scores.Select((s, i) => byName.TryGetValue(s.Factor, out var factor)
                ? When(s.Points < 0 || s.Points > factor.Maximum, ScoreInRange, $"{s.Member}对{s.Bidder}的{s.Factor}打{s.Points}分，范围为0至{factor.Maximum}分。", "更正分值。", $"{pointer}/{i}/points")
                : StatedCriteriaOnly.Refuse($"“{s.Factor}”不是招标文件规定的评审因素。", "删去该评分。", $"{pointer}/{i}/factor")),
            .. scores.Where(s => byName.TryGetValue(s.Factor, out var f) && f.Objective).GroupBy(s => (s.Bidder, s.Factor))
                .Select(g => When(g.Select(s => s.Points).Distinct().Count() > 1, ObjectiveScoresAgree, $"各成员对{g.Key.Bidder}客观因素“{g.Key.Factor}”的评分不一致。", "核对后更正。", pointer)),
        ]);
    }

    /// <summary>评审报告由全体成员签署；不同意见写明理由。</summary>
    public static IReadOnlyList<Refusal> CheckSignatures(IReadOnlyList<string> members, IReadOnlyList<ReportSignature> signatures, string pointer = "/signatures") =>
        All(
            Missing(SignedByAll, "评审报告签字", members, signatures.Where(s => s.Signed).Select(s => s.Member), pointer),
            When(signatures.Any(s => s.Dissents && s.CountsAsAgreed), DissentWithReasons, "不同意见没有写明理由，视为同意评标报告。", "写明不同意见及理由。", pointer));

    /// <summary>评标报告内容齐全。</summary>
    public static Refusal? CheckReport(IEnumerable<string> given, string pointer = "") => Missing(ReportContents, "评标报告", ReportItems, given, pointer);

    /// <summary>澄清：书面要求，不改变实质。</summary>
    public static Refusal? CheckClarification(bool askedInWriting, bool changesSubstance, string pointer = "") =>
        When(!askedInWriting, WrittenClarification, "没有书面的澄清要求。", "由评标委员会以书面形式提出。", pointer)
        ?? When(changesSubstance, ClarificationChangesNothing, "澄清超出投标文件范围或者改变实质性内容。", "只澄清含义，不改变报价、响应和承诺。", pointer);

    /// <summary>报价不超过预算或者最高限价。</summary>
    public static Refusal? CheckPrice(long priceFen, long ceilingFen, string pointer = "/price") =>
        When(priceFen > ceilingFen, PriceOverCeiling, $"报价{Yuan(priceFen)}超过最高限价{Yuan(ceilingFen)}。", "由评标委员会认定投标无效。", pointer);

    /// <summary>报价修正经投标人确认。</summary>
    public static Refusal? CheckCorrection(CorrectedPrice price, bool confirmed, string pointer = "/price") =>
        When(price.NeedsConfirmation && !confirmed, CorrectionConfirmed,
            $"报价按第五十九条第{string.Join("、", price.Corrections.Select(c => c.Item).Distinct())}项修正为{Yuan(price.TotalFen)}，投标人没有确认。", "请投标人书面确认；不确认的投标无效。", pointer);

    /// <summary>按规定的顺序修正。</summary>
    /// <param name="applied">Items of 87号第五十九条 in the order somebody applied them.</param>
    public static Refusal? CheckCorrectionOrder(IReadOnlyList<int> applied, string pointer = "") =>
        When(!applied.SequenceEqual(applied.Order()), PriceCorrection, $"修正顺序为第{string.Join("、", applied)}项。", "按第一项至第四项的顺序修正。", pointer);

    /// <summary>最低评标价法只允许算术修正和政策扣除。</summary>
    /// <param name="adjustment">What changed the price.</param>
    public static Refusal? CheckAdjustment(string adjustment, string pointer = "") =>
        When(adjustment is not ("算术修正" or "政策扣除"), NoPriceAdjustment, $"以“{adjustment}”调整了投标价格。", "撤销该调整。", pointer);

    /// <summary>启动异常低价审查的投标，须说明且证明合理。</summary>
    public static Refusal? CheckExplanation(AbnormallyLowFinding finding, int minutesGiven, bool proven, string pointer = "/price") =>
        !finding.Triggered ? null
            : When(minutesGiven < TimeLimits.AbnormallyLowExplanation.Days, TimeLimits.AbnormallyLowExplanation, $"只给了{minutesGiven}分钟说明时间。", "一般不少于30分钟。", pointer)
                ?? When(!proven, AbnormallyLow, $"报价{Yuan(finding.PriceFen)}明显偏低，投标人没有证明其合理性。", "作无效投标处理，理由记入评标报告。", pointer);

    /// <summary>评标结果汇总后的修改和重新评审限于法定情形。</summary>
    /// <param name="tender">招标 (87号第六十四条) or not (74号第二十一条).</param>
    /// <param name="reportSigned">The report is signed: a re-evaluation, no longer a correction.</param>
    public static Refusal? CheckReevaluation(ReevaluationReason reason, bool tender, bool reportSigned, string pointer = "")
    {
        var lawful = tender
            ? reason is ReevaluationReason.SumError or ReevaluationReason.OutOfRange or ReevaluationReason.ObjectiveDifference or ReevaluationReason.ExtremeScore
            : reason is ReevaluationReason.QualificationError or ReevaluationReason.PriceError;
        var rule = !tender ? CompetitionRules.NonTenderReevaluation : reportSigned ? NoReevaluation : ResultUntouched;
        return When(!lawful, rule, "不属于可以修改评审结果或者重新评审的情形。", "维持评审结果；认为违法的，报告财政部门。", pointer);
    }

    /// <summary>不得以检测、考察改变结果。</summary>
    public static Refusal? CheckAfterwards(string ground, string pointer = "") =>
        When(ground is "样品检测" or "供应商考察", NoTestsAfterwards, $"以{ground}改变评审结果。", "维持评审结果。", pointer);

    /// <summary>招标文件违法或者有重大缺陷的，停止评标。</summary>
    public static Refusal? CheckDocuments(bool seriousDefect, bool breaksMandatoryRule, string pointer = "") =>
        When(seriousDefect || breaksMandatoryRule, StopOnUnlawfulDocuments, "招标文件存在重大缺陷或者违反强制性规定。", "停止评标，修改招标文件后重新组织采购。", pointer);

    /// <summary>视为串通投标的，投标无效。</summary>
    public static Refusal? CheckCollusion(IReadOnlyCollection<CollusionSign> signs, string pointer = "") =>
        When(signs.Count > 0, PresumedCollusion, $"符合视为串通投标的第{string.Join("、", signs.Select(s => (int)s).Order())}项情形。", "由评标委员会认定投标无效并报告财政部门。", pointer);
}
