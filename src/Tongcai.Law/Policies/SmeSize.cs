namespace Tongcai.Law;

/// <summary>企业规模。</summary>
public enum EnterpriseSize
{
    /// <summary>微型。</summary>
    Micro,

    /// <summary>小型。</summary>
    Small,

    /// <summary>中型。</summary>
    Medium,

    /// <summary>大型。</summary>
    Large,
}

/// <summary>划型指标的下限；null where the industry does not use the indicator.</summary>
/// <param name="Staff">从业人员, persons.</param>
/// <param name="RevenueWan">营业收入, 万元.</param>
/// <param name="AssetsWan">资产总额, 万元.</param>
public readonly record struct SizeFloor(int? Staff = null, long? RevenueWan = null, long? AssetsWan = null);

/// <summary>划型行业。</summary>
/// <param name="Gbt4754">Sections of GB/T 4754-2017.</param>
public sealed record SmeIndustry(string Code, string Name, string Gbt4754, SizeFloor Large, SizeFloor Medium, SizeFloor Small);

/// <summary>中小企业划型（工信部联企业〔2011〕300号，国统字〔2017〕213号）：every lower bound of a size must hold, otherwise one size down. 以上 includes the number.</summary>
public static class SmeSize
{
    /// <summary>The 16 industries.</summary>
    public static readonly IReadOnlyList<SmeIndustry> Industries =
    [
        new("AGRI", "农、林、牧、渔业", "A", Revenue(20000), Revenue(500), Revenue(50)),
        new("INDU", "工业", "B,C,D", Staff(1000, 40000), Staff(300, 2000), Staff(20, 300)),
        new("CONS", "建筑业", "E", Assets(80000, 80000), Assets(6000, 5000), Assets(300, 300)),
        new("WHOL", "批发业", "F51", Staff(200, 40000), Staff(20, 5000), Staff(5, 1000)),
        new("RETL", "零售业", "F52", Staff(300, 20000), Staff(50, 500), Staff(10, 100)),
        new("TRAN", "交通运输业", "G54-G58", Staff(1000, 30000), Staff(300, 3000), Staff(20, 200)),
        new("STOR", "仓储业", "G59", Staff(200, 30000), Staff(100, 1000), Staff(20, 100)),
        new("POST", "邮政业", "G60", Staff(1000, 30000), Staff(300, 2000), Staff(20, 100)),
        new("HOTL", "住宿业", "H61", Staff(300, 10000), Staff(100, 2000), Staff(10, 100)),
        new("CATR", "餐饮业", "H62", Staff(300, 10000), Staff(100, 2000), Staff(10, 100)),
        new("TELE", "信息传输业", "I63,I64", Staff(2000, 100000), Staff(100, 1000), Staff(10, 100)),
        new("SOFT", "软件和信息技术服务业", "I65", Staff(300, 10000), Staff(100, 1000), Staff(10, 50)),
        new("REAL", "房地产开发经营", "K7010", Assets(200000, 10000), Assets(1000, 5000), Assets(100, 2000)),
        new("PROP", "物业管理", "K7020", Staff(1000, 5000), Staff(300, 1000), Staff(100, 500)),
        new("LEAS", "租赁和商务服务业", "L", new(300, AssetsWan: 120000), new(100, AssetsWan: 8000), new(10, AssetsWan: 100)),
        new("OTHR", "其他未列明行业", "M,N,O,Q(除Q84),R,K7030-K7090", new(300), new(100), new(10)),
    ];

    /// <summary>The size of a firm by last year's figures; refuses when an indicator the industry needs is missing or negative.</summary>
    /// <param name="industry">Code of <see cref="Industries"/>.</param>
    public static Outcome<Cited<EnterpriseSize>> Of(string industry, int? staff, long? revenueWan, long? assetsWan, string pointer = "")
    {
        if (Industries.FirstOrDefault(i => i.Code == industry) is not { } row)
            return InputRules.Range.Refuse($"没有划型行业“{industry}”。", "从十六个划型行业中选择。", pointer + "/industry");
        if (Lacks(row.Small.Staff is not null, staff) || Lacks(row.Small.RevenueWan is not null, revenueWan) || Lacks(row.Small.AssetsWan is not null, assetsWan))
            return InputRules.Required.Refuse($"{row.Name}划型缺少从业人员、营业收入或者资产总额。", "填报上一年度数据。", pointer);
        var size = Holds(row.Large) ? EnterpriseSize.Large : Holds(row.Medium) ? EnterpriseSize.Medium : Holds(row.Small) ? EnterpriseSize.Small : EnterpriseSize.Micro;
        return new Cited<EnterpriseSize>(size, PolicyRules.SizeStandard);

        bool Holds(SizeFloor floor) => !(staff < floor.Staff) && !(revenueWan < floor.RevenueWan) && !(assetsWan < floor.AssetsWan);
        static bool Lacks(bool needed, long? value) => value < 0 || (needed && value is null);
    }

    private static SizeFloor Revenue(long wan) => new(RevenueWan: wan);

    private static SizeFloor Staff(int persons, long revenueWan) => new(persons, revenueWan);

    private static SizeFloor Assets(long revenueWan, long assetsWan) => new(RevenueWan: revenueWan, AssetsWan: assetsWan);
}
