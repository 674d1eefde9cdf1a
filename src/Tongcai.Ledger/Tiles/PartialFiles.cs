using System.Globalization;

namespace Tongcai.Ledger;

/// <summary>The partial files (<c>….p/&lt;W&gt;</c>) of a ledger directory: found when a narrower one is asked for, dropped when out of use.</summary>
internal static class PartialFiles
{
    /// <summary>The bytes of a tile or bundle of at least the width asked for: a wider file begins with the narrower one.</summary>
    /// <exception cref="LedgerFaultException">There is none.</exception>
    public static byte[] Read(string directory, string prefix, TilePath path)
    {
        var exact = Path.Combine(directory, prefix + path);
        if (File.Exists(exact)) return File.ReadAllBytes(exact);
        var full = Path.Combine(directory, prefix + path.Full);
        if (File.Exists(full)) return File.ReadAllBytes(full);
        if (Widths(full + ".p").Where(width => width > path.Width).DefaultIfEmpty().Min() is > 0 and var wider)
            return File.ReadAllBytes(Path.Combine(full + ".p", wider.ToString(CultureInfo.InvariantCulture)));
        throw new LedgerFaultException(LedgerFault.Missing, prefix + path, "the file is not there");
    }

    /// <summary>The widest file there is of a tile or bundle; null when there is none.</summary>
    public static TilePath? Widest(string directory, TilePath full)
    {
        if (File.Exists(Path.Combine(directory, full.ToString()))) return full;
        return Widths(Path.Combine(directory, full + ".p")).DefaultIfEmpty().Max() is > 0 and var widest ? full with { Width = widest } : null;
    }

    /// <summary>
    /// Drops the partial files of tiles that are full at <paramref name="newSize"/> and all but the newest <paramref name="keep"/> of
    /// the unfinished ones. Begins one tile before <paramref name="oldSize"/>, for a run that a crash cut short.
    /// </summary>
    public static void Prune(string directory, long oldSize, long newSize, int keep)
    {
        foreach (var prefix in new[] { "", LedgerPaths.Sm3Prefix })
            for (var level = prefix.Length == 0 ? TilePath.EntriesLevel : 0; level < TilePath.Levels(newSize); level++)
            {
                var shift = 8 * (Math.Max(level, 0) + 1);
                for (var number = Math.Max(0, (oldSize >> shift) - 1); number <= newSize >> shift; number++)
                {
                    var folder = Path.Combine(directory, prefix + new TilePath(level, number, TilePath.FullWidth)) + ".p";
                    if (!Directory.Exists(folder)) continue;
                    var width = TilePath.WidthAt(level, number, newSize);
                    if (width == TilePath.FullWidth) Directory.Delete(folder, recursive: true);
                    else foreach (var old in Widths(folder).Where(w => w <= width).OrderDescending().Skip(keep))
                        File.Delete(Path.Combine(folder, old.ToString(CultureInfo.InvariantCulture)));
                }
            }
    }

    private static IEnumerable<int> Widths(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Select(file => int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : 0).Where(width => width > 0)
        : [];
}
