using System.Globalization;
using System.Text;

namespace Tongcai.Ledger;

/// <summary>
/// The path of a tile or an entry bundle under a log's prefix (C2SP tlog-tiles): <c>tile/&lt;L&gt;/&lt;N&gt;[.p/&lt;W&gt;]</c>,
/// <c>tile/entries/&lt;N&gt;[.p/&lt;W&gt;]</c>; N in groups of three digits, all but the last with <c>x</c> (1234067 → x001/x234/067).
/// </summary>
/// <param name="Level">0…7 for tiles of hashes, <see cref="EntriesLevel"/> for entry bundles.</param>
/// <param name="Number">Position in the level.</param>
/// <param name="Width">1…256 hashes or entries; 256 is a full tile.</param>
public readonly record struct TilePath(int Level, long Number, int Width)
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>The <see cref="Level"/> of an entry bundle.</summary>
    public const int EntriesLevel = -1;

    private const int TopLevel = 7;

    public bool IsFull => Width == FullWidth;

    public bool IsEntries => Level == EntriesLevel;

    /// <summary>Bytes in a tile of hashes.</summary>
    internal int TileBytes => Width * NodeHash.Size;

    internal TilePath Full => this with { Width = FullWidth };

    /// <summary>The level whose width decides how far this tile is filled: bundles go with level 0.</summary>
    private int CountingLevel => Math.Max(Level, 0);

    /// <summary>Tree size that this tile covers: the index after the last leaf under it.</summary>
    internal long EndLeaf => (Number * FullWidth + Width) << (8 * CountingLevel);

    /// <summary>Width of the tile <paramref name="number"/> at <paramref name="level"/> in a tree of <paramref name="size"/> leaves; 0 when there is none.</summary>
    public static int WidthAt(int level, long number, long size)
    {
        var hashes = size >> (8 * Math.Max(level, 0));
        return (int)Math.Clamp(hashes - number * FullWidth, 0, FullWidth);
    }

    /// <summary>The rightmost tile of a level, full or partial; null when the level is empty.</summary>
    internal static TilePath? Rightmost(int level, long size)
    {
        var hashes = size >> (8 * Math.Max(level, 0));
        if (hashes == 0) return null;
        var number = (hashes - 1) / FullWidth;
        return new TilePath(level, number, WidthAt(level, number, size));
    }

    /// <summary>Number of levels of hashes that a tree of <paramref name="size"/> leaves has.</summary>
    public static int Levels(long size)
    {
        var levels = 0;
        while (levels <= TopLevel && size >> (8 * levels) > 0) levels++;
        return levels;
    }

    /// <summary>Reads a path exactly as <see cref="ToString"/> writes it.</summary>
    public static bool TryParse(string path, out TilePath tile)
    {
        tile = default;
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile") return false;
        var level = EntriesLevel;
        if (parts[1] != "entries" && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out level) || level > TopLevel)) return false;
        var width = FullWidth;
        var last = parts.Length - 1;
        if (parts[last - 1].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[last], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= FullWidth) return false;
            last--;
        }
        var digits = new StringBuilder();
        for (var i = 2; i <= last; i++)
            digits.Append(i < last ? parts[i].TrimStart('x') : parts[i].Replace(".p", "", StringComparison.Ordinal));
        if (!long.TryParse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue / FullWidth / FullWidth) return false;
        tile = new TilePath(level, number, width);
        return tile.ToString() == path;
    }

    public override string ToString()
    {
        var number = (Number % 1000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = Number / 1000; rest > 0; rest /= 1000) number = $"x{rest % 1000:D3}/{number}";
        var level = IsEntries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
        return IsFull ? $"tile/{level}/{number}" : $"tile/{level}/{number}.p/{Width}";
    }
}
