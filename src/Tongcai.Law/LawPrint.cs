using System.Text;

namespace Tongcai.Law;

/// <summary>规则总表的打印。docs/law/rules.md is this text.</summary>
public static class LawPrint
{
    private static readonly (string Prefix, string Name)[] Chapters =
    [
        ("CAL", "期间计算"), ("T", "法定期限"), ("W", "工程招标期限"), ("G", "国际协定期限"), ("PLN", "预算、需求、计划"), ("MET", "采购方式"), ("DOC", "采购文件"), ("NOT", "公告"),
        ("BID", "投标"), ("SEC", "保密"), ("OPN", "开标与资格审查"), ("EXP", "评审专家"), ("EVA", "评审"), ("NEG", "谈判"), ("CST", "磋商"), ("INQ", "询价"), ("FRM", "框架协议"),
        ("MAL", "网上商城"), ("AWD", "定标"), ("CON", "合同"), ("PAY", "验收与支付"), ("SME", "中小企业"), ("DOM", "本国产品"), ("GRN", "绿色采购"), ("CHL", "质疑"), ("CMP", "投诉"),
        ("IDN", "身份与代码"), ("INP", "填报"), ("DUT", "岗位与权限"), ("HSE", "办理程序"), ("REG", "地方规定"), ("L", "采购文件条款检查"), ("S", "采购文件结构检查"),
    ];

    /// <summary>All rules as Markdown, by chapter and id, with the shipped regional limits at the end.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# 规则总表\n\n")
            .Append("通采据以拒绝或者提示的每一条规则：编号、内容、出处、原文、施行日期。“逐字”的引文在 `src/Tongcai.Law/Statutes` 的法规文本中可以查到；")
            .Append("其余写明是转引、熟知还是待核，引文是其要旨。本页由 `LawPrint` 生成，过期时测试失败。\n");
        var left = AllRules.All.ToList();
        foreach (var (prefix, name) in Chapters)
        {
            var rules = left.Where(r => r.Id.TrimEnd("0123456789-".ToCharArray()) == prefix).ToList();
            Chapter(text, name, rules);
            left.RemoveAll(rules.Contains);
        }

        Chapter(text, "其他", left);
        foreach (var region in RegionalRules.Shipped)
            Chapter(text, $"地方：{region.Name}（{region.Region}）", region.Limits);
        return text.ToString();
    }

    private static void Chapter(StringBuilder text, string name, IReadOnlyCollection<Rule> rules)
    {
        if (rules.Count == 0)
            return;
        text.Append($"\n## {name}\n\n| 编号 | 规则 | 出处 | 原文或要旨 | 施行 | 依据 |\n|---|---|---|---|---|---|\n");
        foreach (var r in rules)
            text.Append($"| {r.Id} | {Cell(r is TimeLimit limit ? $"{r.Title}：{limit.Trigger}，{limit.Length}" : r.Title)} | {Cell($"{r.Source.Instrument} {r.Source.Article}")} | {Cell(r.Source.Quote)} | {RuleWords.Period(r)} | {RuleWords.Mark(r.Certainty)} |\n");
    }

    private static string Cell(string text) => string.Concat(text.Where(c => c is not '\n' and not '\r')).Replace("|", "\\|", StringComparison.Ordinal);
}
