using System.Text.Json;

namespace Tongcai.Cli.Demo;

/// <summary>演示的主体与账号。All names are invented; credit codes carry right check digits.</summary>
internal static class Cast
{
    /// <summary>One password for all demo accounts, printed beside them; production refuses a demo origin.</summary>
    public const string Password = "tongcai-demo-2026";

    public const string Region = "410100";

    internal sealed record Account(string Name, string UserName, string Password, string[] Roles, string[] Posts);

    internal sealed record Entry(string CreditCode, string Name, string[] Roles, string Region, string Size, string Address, string ParentCreditCode, Account[] Accounts);

    private static Account One(string name, string userName, string role, params string[] posts) => new(name, userName, Password, [role], posts);

    /// <summary>Organisations and accounts of the hub.</summary>
    public static readonly Entry[] Hub =
    [
        new("11419900MB0A00026C", "中州市教育局", ["purchaser"], Region, "", "中州市人民路8号", "", [One("贺明", "edu01", "purchaser", "administrator", "handler")]),
        new("12419900MB0B00035R", "中州市第一中学", ["purchaser"], Region, "", "中州市学院路1号", "11419900MB0A00026C",
        [
            One("陈立新", "buyer01", "purchaser", "administrator", "handler"), One("王静", "buyer02", "purchaser", "reviewer"), One("李国平", "buyer03", "purchaser", "head"),
            One("赵敏", "buyer04", "purchaser", "finance"), One("孙涛", "buyer05", "purchaser", "assets"),
        ]),
        new("91419900MA9C00119W", "中州市明衡招标代理有限公司", ["agency"], Region, "small", "中州市建设路12号3层", "", [One("周岚", "agent01", "agency", "administrator", "handler"), One("吴迪", "agent02", "agency", "handler")]),
        new("91419900MA9D00216U", "河南知行教育装备有限公司", ["supplier"], Region, "small", "中州市高新区科苑路6号", "", [One("郑凯", "supplier01", "supplier", "administrator", "handler", "head")]),
        new("91419900MA9D003200", "中州启航科技有限公司", ["supplier"], Region, "micro", "中州市高新区创业街21号", "", [One("冯雪", "supplier02", "supplier", "administrator", "handler", "head")]),
        new("91419900MA9D004356", "恒泽智能装备股份有限公司", ["supplier"], Region, "medium", "中州市经开区恒泽大道1号", "", [One("许峰", "supplier03", "supplier", "administrator", "handler", "head")]),
        new("91419900MA9D0054X7", "中州远图商贸有限公司", ["supplier"], Region, "small", "中州市东城路88号B座1203室", "", [One("沈远", "supplier04", "supplier", "administrator", "handler", "head")]),
        new("91419900MA9D00654G", "中州近景商贸有限公司", ["supplier"], Region, "small", "中州市东城路88号B座1203室", "", [One("沈近", "supplier05", "supplier", "administrator", "handler", "head")]),
        new("", "", ["expert"], Region, "", "", "", [.. Enumerable.Range(1, 9).Select(i => One($"专家{"甲乙丙丁戊己庚辛壬"[i - 1]}", $"expert{i:00}", "expert"))]),
        new("", "", ["operator"], Region, "", "", "", [One("运营值班", "ops01", "operator")]),
    ];

    /// <summary>Accounts of the supervision platform's own.</summary>
    public static readonly Entry[] Supervision =
    [
        new("11419900MB0A00018H", "中州市财政局", ["supervisor"], Region, "", "中州市中原路100号", "",
            [One("高远", "regulator01", "supervisor", "administrator", "handler"), One("梁栋", "regulator02", "supervisor", "reviewer"), One("罗成", "regulator03", "supervisor", "head")]),
    ];

    /// <summary>Writes the seed files.</summary>
    /// <returns>Path by platform.</returns>
    public static IReadOnlyDictionary<string, string> Write(string data)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, "seeds")).FullName;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var files = new Dictionary<string, string>();
        foreach (var (name, entries) in new[] { ("hub", Hub), ("supervision", Supervision) })
        {
            files[name] = Path.Combine(folder, name + ".json");
            File.WriteAllBytes(files[name], JsonSerializer.SerializeToUtf8Bytes(entries, options));
        }

        return files;
    }
}
