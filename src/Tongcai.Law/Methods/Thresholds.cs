namespace Tongcai.Law;

/// <summary>采购项目属性。</summary>
public enum ProjectKind
{
    /// <summary>货物。</summary>
    Goods,

    /// <summary>服务。</summary>
    Services,

    /// <summary>工程。</summary>
    Works,
}

/// <summary>预算级次。</summary>
public enum BudgetLevel
{
    /// <summary>中央。</summary>
    Central,

    /// <summary>省级。</summary>
    Province,

    /// <summary>市级。</summary>
    City,

    /// <summary>县级。</summary>
    County,
}

/// <summary>限额标准：一个地区、一个级次、一段时间的采购限额和公开招标数额。Amounts in fen; "以上" includes the number.</summary>
/// <param name="Region">Six digits; 000000 is the nation (central budget, or the national floor for local budgets).</param>
/// <param name="LimitFen">采购限额标准 for goods and services.</param>
/// <param name="WorksLimitFen">采购限额标准 for works.</param>
/// <param name="OpenTenderFen">公开招标数额标准 for goods and services.</param>
public sealed record Threshold(string Region, BudgetLevel Level, long LimitFen, long WorksLimitFen, long OpenTenderFen, Rule Rule)
{
    /// <summary>Whether the amount falls under the procurement law though outside the catalogue.</summary>
    public bool ReachesLimit(ProjectKind kind, long budgetFen) => budgetFen >= (kind == ProjectKind.Works ? WorksLimitFen : LimitFen);

    /// <summary>Whether goods or services of that amount must be tendered openly.</summary>
    public bool ReachesOpenTender(ProjectKind kind, long budgetFen) => kind != ProjectKind.Works && budgetFen >= OpenTenderFen;
}

/// <summary>限额标准表。National rows here; provinces come with their region file.</summary>
public static class Thresholds
{
    private const long Wan = 1_000_000;

    /// <summary>工程必须招标 (发展改革委令第16号): construction, goods, services; in fen.</summary>
    public static readonly (long ConstructionFen, long GoodsFen, long ServicesFen) WorksTender = (400 * Wan, 200 * Wan, 100 * Wan);

    /// <summary>National rows. The local ones are the floors of 财库〔2019〕69号: a province may set higher amounts.</summary>
    public static readonly IReadOnlyList<Threshold> National =
    [
        new("000000", BudgetLevel.Central, 100 * Wan, 120 * Wan, 200 * Wan, MethodRules.CentralThresholds),
        new("000000", BudgetLevel.Province, 50 * Wan, 60 * Wan, 200 * Wan, MethodRules.LocalThresholds),
        new("000000", BudgetLevel.City, 30 * Wan, 60 * Wan, 200 * Wan, MethodRules.LocalThresholds),
        new("000000", BudgetLevel.County, 30 * Wan, 60 * Wan, 200 * Wan, MethodRules.LocalThresholds),
    ];

    /// <summary>The row in force for a region, level and day: the region's own, then its city's, province's, the nation's.</summary>
    /// <param name="region">Six digits of the purchaser's division.</param>
    /// <param name="rows">Rows of region files, before the national ones.</param>
    public static Threshold? Of(string region, BudgetLevel level, DateOnly day, IEnumerable<Threshold>? rows = null)
    {
        var all = (rows ?? []).Concat(National).Where(t => t.Level == level && t.Rule.InForceOn(day)).ToList();
        string[] wider = region.Length == 6 ? [region, region[..4] + "00", region[..2] + "0000", "000000"] : ["000000"];
        return wider.Select(r => all.Find(t => t.Region == r)).FirstOrDefault(t => t is not null);
    }
}
