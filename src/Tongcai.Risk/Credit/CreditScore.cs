using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Risk.Credit;

/// <summary>评价的一个要素：a share of cases in which something was as it should be.</summary>
/// <param name="Code">Permanent code on the wire.</param>
/// <param name="Title">Name, with the dimension of the policy it belongs to.</param>
/// <param name="Points">Full marks.</param>
/// <param name="Measure">What is counted, in a sentence.</param>
/// <param name="Source">Where it comes from; weights are this product's own setting unless the text names them.</param>
public sealed record ScoreComponent(string Code, string Title, int Points, string Measure, string Source);

/// <summary>评价公式：the components of one kind of subject.</summary>
/// <param name="Subject">agency, supplier, purchaser or expert.</param>
/// <param name="Version">Grows whenever what is counted changes.</param>
public sealed record ScoreFormula(string Subject, string Title, int Version, IReadOnlyList<ScoreComponent> Components)
{
    /// <summary>Version of the computation with its weights, e.g. agency-1.3f2a90cd: the same name always computes the same.</summary>
    public string Name => $"{Subject}-{Version}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Components.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Code} {c.Points}"))))).AsSpan(0, 4))}";

    /// <summary>The formula with other weights; a component without one keeps its own.</summary>
    /// <exception cref="ArgumentException">A weight is negative, names no component, or all are zero.</exception>
    public ScoreFormula With(IReadOnlyDictionary<string, int> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.FirstOrDefault(p => p.Value < 0 || Components.All(c => c.Code != p.Key)) is { Key: not null } wrong)
            throw new ArgumentException($"{Subject} 的评价没有要素“{wrong.Key}”，或者分值为负。", nameof(points));
        var changed = this with { Components = [.. Components.Select(c => c with { Points = points.GetValueOrDefault(c.Code, c.Points) })] };
        return changed.Components.Sum(c => c.Points) > 0 ? changed : throw new ArgumentException($"{Subject} 的评价全部分值为零。", nameof(points));
    }
}

/// <summary>一个情形：counted for a component, good or not.</summary>
/// <param name="FactId">Fact that shows it.</param>
/// <param name="About">What it is about, e.g. the title of a procurement.</param>
public sealed record ScoreCase(string Component, bool Good, string FactId, string About);

/// <summary>一个要素的得分。</summary>
/// <param name="Hundredths">Points × good / cases in hundredths of a point, rounded half up; null: no case, not scored.</param>
public sealed record ComponentScore(ScoreComponent Component, int Cases, int Good, int? Hundredths, IReadOnlyList<ScoreCase> Evidence);

/// <summary>评价的结果。</summary>
/// <param name="Hundredths">0 to 10000: the points gained per points that could be judged; null: too little could be judged.</param>
/// <param name="JudgedPoints">Full marks of the components that had cases.</param>
public sealed record CreditScore(string Formula, int? Hundredths, int JudgedPoints, IReadOnlyList<ComponentScore> Components)
{
    /// <summary>Least share, in per cent of the full marks, that must be judged before a score is given.</summary>
    public const int LeastJudgedPercent = 50;

    /// <summary>
    /// Each component scores its points in proportion to its good cases; components without cases are left out of both sums, so that no data is neither praise nor blame. Order of the cases does not matter.
    /// </summary>
    public static CreditScore Of(ScoreFormula formula, IEnumerable<ScoreCase> cases)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var by = cases.ToLookup(c => c.Component);
        List<ComponentScore> components = [];
        foreach (var component in formula.Components)
        {
            var own = by[component.Code].OrderBy(c => c.Good).ThenBy(c => c.FactId, StringComparer.Ordinal).ThenBy(c => c.About, StringComparer.Ordinal).ToList();
            var good = own.Count(c => c.Good);
            components.Add(new(component, own.Count, good, own.Count == 0 ? null : Share(component.Points, good, own.Count), own));
        }

        var judged = components.Where(c => c.Cases > 0).ToList();
        var (points, full) = (judged.Sum(c => c.Component.Points), formula.Components.Sum(c => c.Points));
        return new(formula.Name, points > 0 && points * 100 >= full * LeastJudgedPercent ? (int)Round(judged.Sum(c => (long)c.Hundredths!.Value) * 100, points) : null, points, components);
    }

    private static int Share(int points, int good, int cases) => (int)Round(100L * points * good, cases);

    private static long Round(long numerator, long denominator) => (2 * numerator + denominator) / (2 * denominator);
}

/// <summary>随产品提供的公式。What is counted follows the policy; the weights are this product's own and configurable, since no text names any.</summary>
public static class ScoreFormulas
{
    private const string AgencyPolicy = "内蒙古三年行动方案二（三）1：日常评价、监督检查、投诉、业绩、专业能力；分值为本平台设定";
    private const string CreditPolicy = "政府采购法实施条例第六十三条；分值为本平台设定";

    public static readonly ScoreFormula Agency = new("agency", "采购代理机构", 1,
    [
        new("clocks", "法定时限（日常评价）", 30, "所代理项目的法定时限按期办理", AgencyPolicy),
        new("inspection", "监督检查", 25, "公开的双随机检查中符合的事项", AgencyPolicy),
        new("complaints", "投诉", 15, "已有结果的项目没有成立的投诉", AgencyPolicy),
        new("completed", "业绩", 15, "项目采购成功，没有废标、终止", AgencyPolicy),
        new("challenges", "专业能力", 15, "收到的质疑经答复不成立", AgencyPolicy),
    ]);

    public static readonly ScoreFormula Supplier = new("supplier", "供应商", 1,
    [
        new("acceptance", "履约验收", 50, "合同验收合格", CreditPolicy),
        new("dishonesty", "失信记录", 25, "三年内没有被决定列入严重违法失信行为记录名单（撤销的不计）", CreditPolicy),
        new("complaints", "诚信投诉", 15, "投诉没有捏造事实、提供虚假材料、以非法手段取得证明材料", CreditPolicy),
        new("inspection", "监督检查", 10, "公开的双随机检查中符合的事项", CreditPolicy),
    ]);

    public static readonly ScoreFormula Purchaser = new("purchaser", "采购人", 1,
    [
        new("clocks", "法定时限", 35, "定标、公告、签约、备案等法定时限按期办理", CreditPolicy),
        new("payment", "资金支付", 25, "在约定和法定的期限内支付", CreditPolicy),
        new("complaints", "投诉", 20, "已有结果的项目没有成立的投诉", CreditPolicy),
        new("inspection", "监督检查", 20, "公开的双随机检查中符合的事项", CreditPolicy),
    ]);

    public static readonly ScoreFormula Expert = new("expert", "评审专家", 1,
    [
        new("answered", "接受邀请", 40, "被抽中后接受邀请或者依法回避", "财库〔2016〕198号；分值为本平台设定"),
        new("signed", "签署评审报告", 60, "接受邀请后签署评审报告", "政府采购法实施条例第四十一条；分值为本平台设定"),
    ]);

    public static readonly IReadOnlyList<ScoreFormula> All = [Agency, Supplier, Purchaser, Expert];
}
