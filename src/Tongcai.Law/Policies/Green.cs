using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>节能、环境标志产品品目。</summary>
/// <param name="Name">品目.</param>
/// <param name="Compulsory">★ 政府强制采购.</param>
public sealed record GreenItem(string Name, bool Compulsory);

/// <summary>绿色采购品目。The ★ rows are known but the official list was not at hand: they warn and are put before the reviewers.</summary>
public static class Green
{
    /// <summary>节能产品 ★ items.</summary>
    public static readonly IReadOnlyList<GreenItem> Items =
    [
        .. new[]
        {
            "台式计算机", "便携式计算机", "平板式微型计算机", "激光打印机", "针式打印机", "液晶显示器", "制冷压缩机", "多联式空调机组", "单元式空调机组", "机房空调",
            "房间空调器", "管形荧光灯镇流器", "电热水器", "双端荧光灯", "电视设备", "监视器", "坐便器", "蹲便器", "小便器", "水嘴",
        }.Select(n => new GreenItem(n, Compulsory: true)),
    ];

    /// <summary>强制采购的节能产品须有效期内的认证证书。</summary>
    /// <param name="validUntil">Last day of the certificate; null when there is none.</param>
    public static Refusal? Check(string item, DateOnly? validUntil, DateOnly day, string pointer = "") =>
        Items.Any(i => i.Name == item && i.Compulsory)
            ? When(validUntil is null || validUntil < day, PolicyRules.CompulsoryEnergySaving, $"{item}是政府强制采购的节能产品，{(validUntil is null ? "没有认证证书" : $"证书已于{validUntil:yyyy-MM-dd}到期")}。", "提供有效期内的节能产品认证证书，由评审认定。", pointer)
            : null;

    /// <summary>优先采购的产品须有认证证书才能优先。</summary>
    public static Refusal? CheckPreference(bool claimed, DateOnly? validUntil, DateOnly day, string pointer = "") =>
        When(claimed && (validUntil is null || validUntil < day), PolicyRules.PreferredGreen, "申请优先采购，没有有效期内的认证证书。", "提供证书，或不申请优先。", pointer);
}
