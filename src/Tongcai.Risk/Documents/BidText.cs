using System.Buffers;

namespace Tongcai.Risk.Documents;

/// <summary>A place in an original text.</summary>
/// <param name="Page">1-based, counted by form feeds; 1 where the source has no pages.</param>
/// <param name="Offset">Character offset in the extracted text.</param>
/// <param name="Length">Characters.</param>
public readonly record struct TextPlace(int Page, int Offset, int Length);

/// <summary>
/// 归一化文本。Letters, digits and Han characters only, folded and in lower case, so that layout, punctuation and page furniture do not count;
/// each kept character knows where it stood.
/// </summary>
public sealed class BidText
{
    // Runs of kept characters that stand side by side in the source too: where each begins in the text and in the source.
    private readonly int[] runs;
    private readonly int[] origins;

    private BidText(string name, string source, string text, int[] runs, int[] origins) => (Name, Source, Text, this.runs, this.origins) = (name, source, text, runs, origins);

    /// <summary>Name of the bid or file.</summary>
    public string Name { get; }

    /// <summary>The text as extracted.</summary>
    public string Source { get; }

    /// <summary>The text as compared.</summary>
    public string Text { get; }

    /// <summary>Lines that come back on at least this many pages are headers, footers or page numbers.</summary>
    public const int FurniturePages = 4;

    public static BidText Of(string name, string source)
    {
        var furniture = Furniture(source);
        var text = ArrayPool<char>.Shared.Rent(source.Length);
        List<int> runs = [], origins = [];
        int n = 0, next = -1;
        for (var start = 0; start < source.Length;)
        {
            var end = source.AsSpan(start).IndexOfAny('\n', '\f');
            end = end < 0 ? source.Length : start + end;
            if (furniture is null || !furniture.Contains(Bare(source.AsSpan(start, end - start))))
            {
                for (var i = start; i < end; i++)
                {
                    var c = char.ToLowerInvariant(CharacterFolding.Fold(source[i]));
                    if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c)) continue;
                    if (i != next)
                    {
                        runs.Add(n);
                        origins.Add(i);
                    }
                    text[n++] = c;
                    next = i + 1;
                }
            }
            start = end + 1;
        }
        var kept = source.AsSpan().SequenceEqual(text.AsSpan(0, n)) ? source : new(text, 0, n);
        ArrayPool<char>.Shared.Return(text);
        return new(name, source, kept, [.. runs], [.. origins]);
    }

    /// <summary>Where a stretch of <see cref="Text"/> stands in <see cref="Source"/>.</summary>
    public TextPlace Place(int start, int length)
    {
        var from = Origin(start);
        var to = Origin(start + length - 1) + 1;
        return new(1 + Source.AsSpan(0, from).Count('\f'), from, to - from);
    }

    private int Origin(int at)
    {
        var run = Array.BinarySearch(runs, at);
        if (run < 0) run = ~run - 1;
        return origins[run] + at - runs[run];
    }

    // Digits are dropped, so that running page numbers are alike.
    private static string Bare(ReadOnlySpan<char> line)
    {
        Span<char> kept = stackalloc char[64];
        var n = 0;
        foreach (var c in line)
        {
            if (!char.IsLetter(c)) continue;
            if (n == kept.Length) return "";
            kept[n++] = c;
        }
        return n < 2 && line.Trim().Length > 8 ? "" : new(kept[..n]);
    }

    private static HashSet<string>? Furniture(string source)
    {
        if (source.AsSpan().Count('\f') + 1 < FurniturePages) return null;
        Dictionary<string, int> pages = [];
        foreach (var page in source.Split('\f'))
            foreach (var line in page.Split('\n').Select(l => Bare(l)).Where(l => l.Length > 0).Distinct()) pages[line] = pages.GetValueOrDefault(line) + 1;
        return [.. pages.Where(p => p.Value >= FurniturePages).Select(p => p.Key)];
    }
}
