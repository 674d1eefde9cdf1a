using Tongcai.Law;

namespace Tongcai.PublicService.Figures;

/// <summary>省级行政区。</summary>
/// <param name="Short">Two or three characters for the tile, e.g. 河南.</param>
/// <param name="Column">Column of its tile, from 0.</param>
/// <param name="Row">Row of its tile, from 0.</param>
internal sealed record Province(string Code, string Name, string Short, int Column, int Row);

/// <summary>省份示意网格：one tile each, about where it lies; no border is drawn.</summary>
internal static class Provinces
{
    private static readonly (string Prefix, string Short, int Column, int Row)[] Tiles =
    [
        ("23", "黑龙江", 8, 0), ("65", "新疆", 0, 1), ("15", "内蒙古", 5, 1), ("21", "辽宁", 7, 1), ("22", "吉林", 8, 1),
        ("63", "青海", 1, 2), ("62", "甘肃", 2, 2), ("64", "宁夏", 3, 2), ("14", "山西", 4, 2), ("13", "河北", 5, 2), ("11", "北京", 6, 2), ("12", "天津", 7, 2),
        ("54", "西藏", 0, 3), ("51", "四川", 2, 3), ("61", "陕西", 3, 3), ("41", "河南", 4, 3), ("37", "山东", 5, 3), ("32", "江苏", 6, 3), ("31", "上海", 7, 3),
        ("50", "重庆", 3, 4), ("42", "湖北", 4, 4), ("34", "安徽", 5, 4), ("33", "浙江", 6, 4),
        ("53", "云南", 2, 5), ("52", "贵州", 3, 5), ("43", "湖南", 4, 5), ("36", "江西", 5, 5), ("35", "福建", 6, 5), ("71", "台湾", 7, 5),
        ("45", "广西", 3, 6), ("44", "广东", 4, 6), ("81", "香港", 5, 6), ("82", "澳门", 4, 7), ("46", "海南", 3, 7),
    ];

    /// <summary>In the order of codes.</summary>
    public static IReadOnlyList<Province> All { get; } = [.. Tiles.Select(t => new Province(t.Prefix + "0000", Divisions.Name(t.Prefix + "0000")!, t.Short, t.Column, t.Row)).OrderBy(p => p.Code, StringComparer.Ordinal)];

    /// <summary>The province that a division lies in; null for a code nobody knows.</summary>
    public static Province? Of(string region) => region.Length < 2 ? null : All.FirstOrDefault(p => p.Code.StartsWith(region[..2], StringComparison.Ordinal));
}
