namespace Tongcai.Law;

/// <summary>法规文本。The official texts the rules are quoted from, by the title used in <see cref="Source.Instrument"/>. Laws and official notices carry no copyright (著作权法第五条).</summary>
public static class Statutes
{
    private const string Folder = "statutes/";

    /// <summary>Title → full text.</summary>
    public static readonly IReadOnlyDictionary<string, string> All =
        Resources.Names(Folder).ToDictionary(n => n[Folder.Length..^".txt".Length], Resources.Read);

    /// <summary>Whether the sentence stands in that text, blanks and line breaks aside; null when the text is not at hand.</summary>
    public static bool? Contains(Source source) =>
        All.TryGetValue(source.Instrument, out var text) ? Squeeze(text).Contains(Squeeze(source.Quote), StringComparison.Ordinal) : null;

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
