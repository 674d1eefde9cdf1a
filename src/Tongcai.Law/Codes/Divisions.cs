using System.Collections.Frozen;

namespace Tongcai.Law;

/// <summary>县以上行政区划代码（GB/T 2260）。Six digits: province, city, county; data of 2023.</summary>
public static class Divisions
{
    private static readonly FrozenDictionary<string, string> Names =
        CodeTable.Read("divisions-2023.csv", 2).ToFrozenDictionary(r => r[0], r => r[1], StringComparer.Ordinal);

    /// <summary>Every code, ascending.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Names.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The name of one division, e.g. 上街区; null when the code is not known.</summary>
    public static string? Name(string? code) => code is null ? null : Names.GetValueOrDefault(code);

    /// <summary>The name with those above it, e.g. 河南省郑州市上街区; the code itself when it is not known.</summary>
    public static string FullName(string code)
    {
        if (Name(code) is null)
            return code;
        string[] levels = [code[..2] + "0000", code[..4] + "00", code];
        return string.Concat(levels.Distinct().Select(Name).Where(n => n is not (null or "市辖区" or "县" or "省直辖县级行政区划" or "自治区直辖县级行政区划")));
    }
}
