using System.Collections.Frozen;

namespace Tongcai.Law;

/// <summary>品目。One entry of 《政府采购品目分类目录》.</summary>
/// <param name="Code">A letter and four pairs of digits, e.g. A02010105; a single letter for the three roots.</param>
/// <param name="Name">Name in the catalogue.</param>
/// <param name="Parent">Code of the entry above; empty for a root.</param>
/// <param name="IsLeaf">底级品目：no entry below it.</param>
/// <param name="Description">Explanation in the catalogue; often empty.</param>
public sealed record CatalogueItem(string Code, string Name, string Parent, bool IsLeaf, string Description)
{
    /// <summary>goods 货物, works 工程 or services 服务, by the letter.</summary>
    public string Kind => Code[0] switch { 'A' => "goods", 'B' => "works", _ => "services" };
}

/// <summary>政府采购品目分类目录（财库〔2022〕31号）。4,304 entries in the order of the catalogue.</summary>
public static class Catalogue
{
    private static readonly FrozenDictionary<string, CatalogueItem> ByCode = Load();

    /// <summary>Every entry, in the order of codes.</summary>
    public static IReadOnlyList<CatalogueItem> Items { get; } = [.. ByCode.Values.OrderBy(i => i.Code, StringComparer.Ordinal)];

    /// <summary>The entry of a code, null when the catalogue has none.</summary>
    public static CatalogueItem? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <summary>
    /// Entries whose code begins with, or whose name or description contains, every word of the query: names that equal it first,
    /// then names that contain it, then descriptions; leaves before groups.
    /// </summary>
    /// <param name="query">Words apart by blanks; empty finds nothing.</param>
    /// <param name="limit">At most so many.</param>
    public static IReadOnlyList<CatalogueItem> Search(string? query, int limit = 20)
    {
        var words = (query ?? "").Split([' ', '\u3000', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? []
            : [.. Items.Select(i => (Item: i, Rank: words.Max(w => Rank(i, w))))
                .Where(x => x.Rank < int.MaxValue)
                .OrderBy(x => x.Rank).ThenByDescending(x => x.Item.IsLeaf).ThenBy(x => x.Item.Code, StringComparer.Ordinal)
                .Take(limit).Select(x => x.Item)];
    }

    private static int Rank(CatalogueItem item, string word) =>
        item.Name == word || item.Code == word ? 0
        : item.Name.Contains(word, StringComparison.OrdinalIgnoreCase) || item.Code.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 1
        : item.Description.Contains(word, StringComparison.OrdinalIgnoreCase) ? 2
        : int.MaxValue;

    private static FrozenDictionary<string, CatalogueItem> Load()
    {
        var rows = CodeTable.Read("catalogue-2022.csv", 3).ToList();
        var parents = rows.Select(r => ParentOf(r[0])).ToHashSet(StringComparer.Ordinal);
        return rows.ToFrozenDictionary(
            r => r[0], r => new CatalogueItem(r[0], r[1], ParentOf(r[0]), !parents.Contains(r[0]), r[2]), StringComparer.Ordinal);
    }

    // The code says its own place: the last pair of digits that is not 00 is the entry's own.
    private static string ParentOf(string code)
    {
        if (code.Length == 1)
            return "";
        var last = 7;
        while (code[last..(last + 2)] == "00")
            last -= 2;
        return last == 1 ? code[..1] : code[..last].PadRight(9, '0');
    }
}
