using System.Collections.Frozen;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.PublicService.Notices;

/// <summary>用语。Chinese words for the codes of facts: a code never reaches a page. A code nobody here knows stays as it is, so that nothing is hidden.</summary>
public static class Wording
{
    internal static readonly FrozenDictionary<string, string> SetAsides = new Dictionary<string, string>
    {
        ["whole"] = "专门面向中小企业采购", ["consortium"] = "预留份额：以联合体形式参加", ["subcontract"] = "预留份额：合同分包", ["none"] = "", [""] = "",
    }.ToFrozenDictionary();

    internal static readonly FrozenDictionary<string, string> Endings = new Dictionary<string, string> { ["failed"] = "废标", ["terminated"] = "终止", ["annulled"] = "撤销" }.ToFrozenDictionary();

    internal static readonly FrozenDictionary<string, string> Outcomes = new Dictionary<string, string>
    {
        ["rejected"] = "投诉事项不成立，驳回投诉。", ["upheld-continue"] = "投诉事项成立，不影响采购结果，继续采购活动。", ["upheld-next"] = "投诉事项成立，中标结果无效，另行确定中标供应商。",
        ["upheld-restart"] = "投诉事项成立，责令重新开展采购活动。", ["dismissed"] = "不予受理。", ["withdrawn"] = "投诉人撤回投诉，终止处理。",
    }.ToFrozenDictionary();

    internal static readonly FrozenDictionary<string, string> Orders = new Dictionary<string, string>
    {
        ["suspend"] = "暂停采购活动", ["resume"] = "恢复采购活动", ["next"] = "另行确定中标供应商", ["annul"] = "撤销采购，重新开展",
    }.ToFrozenDictionary();

    /// <summary>中小企业预留; empty when nothing is set aside.</summary>
    public static string SetAside(string code) => SetAsides.GetValueOrDefault(code, code);

    /// <summary>废标、终止或者撤销.</summary>
    public static string Ending(string code) => Endings.GetValueOrDefault(code, code);

    /// <summary>投诉处理结果.</summary>
    public static string Outcome(string code) => Outcomes.GetValueOrDefault(code, code);

    /// <summary>监督指令.</summary>
    public static string Order(string code) => Orders.GetValueOrDefault(code, code);

    /// <summary>采购方式.</summary>
    public static string Method(string code) => ProcurementMethods.ByCode(code)?.Name ?? code;

    /// <summary>Whether only suppliers drawn from a list are invited.</summary>
    public static bool InvitesDrawn(string code) => ProcurementMethods.ByCode(code)?.InvitesDrawn == true;

    /// <summary>The words of a method; those of a tender for a code nobody here knows.</summary>
    public static MethodWords Words(string code) => ProcurementMethods.ByCode(code)?.Words ?? MethodWords.Tender;

    /// <summary>评审方法 of a method.</summary>
    public static string Evaluation(string code, string method) => Words(method).Say(Evaluation(code));

    /// <summary>评审方法.</summary>
    public static string Evaluation(string code) => code switch { "comprehensive" => "综合评分法", "lowest" => "最低评标价法", _ => code };

    /// <summary>A02102100 教学仪器.</summary>
    public static string Catalogue(string code) => Tongcai.Law.Catalogue.Find(code) is { } item ? $"{item.Code} {item.Name}" : code;

    /// <summary>货物、工程或者服务.</summary>
    public static string Kind(string catalogueCode) => catalogueCode.Length == 0 ? "" : catalogueCode[0] switch { 'A' => "货物", 'B' => "工程", 'C' => "服务", _ => "" };

    /// <summary>Hundredths of a point as people write them: 91.84.</summary>
    public static string Points(int hundredths) => (hundredths / 100m).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>1,234.50 元.</summary>
    public static string Money(long fen) => $"{Yuan.Text(fen)} 元";

    /// <summary>One lot as a row of a table.</summary>
    public static IReadOnlyList<string> Row(LotTerms lot) =>
        [$"{lot.Number}", lot.Title, Catalogue(lot.CatalogueCode), $"{lot.Quantity} {lot.Unit}", Yuan.Text(lot.BudgetFen), lot.CeilingFen > 0 ? Yuan.Text(lot.CeilingFen) : "同预算", lot.CoreProduct.Length > 0 ? lot.CoreProduct : "无"];
}
