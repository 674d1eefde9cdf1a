using System.Collections.Frozen;
using Tongcai.Law;

namespace Tongcai.PublicService.Search.Index;

/// <summary>The two trees of codes: a code stands for all that begins as it does before its closing noughts.</summary>
internal static class Trees
{
    private static readonly FrozenDictionary<string, IReadOnlyList<string>> RegionPaths = Divisions.Codes.ToFrozenDictionary(
        c => c, c => (IReadOnlyList<string>)[.. new[] { c[..2] + "0000", c[..4] + "00", c }.Distinct().Where(d => Divisions.Name(d) is not null)], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, IReadOnlyList<string>> CataloguePaths = Catalogue.Items.ToFrozenDictionary(i => i.Code, i => (IReadOnlyList<string>)Above(i), StringComparer.Ordinal);

    /// <summary>41, 4101 or 410105.</summary>
    public static string RegionPrefix(string region) => region.EndsWith("0000", StringComparison.Ordinal) ? region[..2] : region.EndsWith("00", StringComparison.Ordinal) ? region[..4] : region;

    /// <summary>A, A02, A0210 …</summary>
    public static string CataloguePrefix(string code)
    {
        while (code.Length > 2 && code.EndsWith("00", StringComparison.Ordinal)) code = code[..^2];
        return code;
    }

    /// <summary>Province, city and county of a division as far as it goes down, the province first; those that have a name. Empty for a code that is none.</summary>
    public static IReadOnlyList<string> RegionPath(string region) => RegionPaths.GetValueOrDefault(region, []);

    /// <summary>The entries of the catalogue above a code and itself, the root first. Empty for a code that is none.</summary>
    public static IReadOnlyList<string> CataloguePath(string code) => CataloguePaths.GetValueOrDefault(code, []);

    private static List<string> Above(CatalogueItem item) => [.. Catalogue.Find(item.Parent) is { } parent ? Above(parent) : [], item.Code];
}
