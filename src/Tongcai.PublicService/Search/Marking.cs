using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Search;

/// <summary>Shows where the words of a question stand in a text.</summary>
internal static class Marking
{
    private const int Before = 24;
    private const int Longest = 110;

    /// <summary>A text in parts, those that a word of the question equals being marked.</summary>
    public static IEnumerable<(string Text, bool Marked)> Parts(string text, IReadOnlyList<string> words)
    {
        var folded = Folding.Fold(text);
        var sought = words.Select(Folding.Fold).ToList();
        var at = 0;
        while (at < text.Length && First(folded, at, sought) is { Length: > 0 } hit)
        {
            if (hit.At > at) yield return (text[at..hit.At], false);
            yield return (text.Substring(hit.At, hit.Length), true);
            at = hit.At + hit.Length;
        }

        if (at < text.Length) yield return (text[at..], false);
    }

    /// <summary>A stretch of the text behind the title around the first word of the question; empty when none stands there.</summary>
    public static string Excerpt(string text, int title, IReadOnlyList<string> words)
    {
        if (words.Count == 0 || text.Length <= title) return "";
        if (First(Folding.Fold(text), title, [.. words.Select(Folding.Fold)]) is not { Length: > 0 } hit) return "";
        var start = Math.Max(title, hit.At - Before);
        var end = Math.Min(text.Length, start + Longest);
        if (char.IsLowSurrogate(text[start])) start++;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return $"{(start > title ? "……" : "")}{text[start..end].Trim()}{(end < text.Length ? "……" : "")}";
    }

    /// <summary>The first place of any word, the longest of those that begin there.</summary>
    private static (int At, int Length) First(string folded, int from, List<string> words) =>
        words.Select(w => (At: folded.IndexOf(w, from, StringComparison.Ordinal), w.Length)).Where(h => h.At >= 0).OrderBy(h => h.At).ThenByDescending(h => h.Length).FirstOrDefault((At: -1, Length: 0));
}
