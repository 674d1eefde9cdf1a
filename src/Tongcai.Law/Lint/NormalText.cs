namespace Tongcai.Law.Lint;

/// <summary>
/// A paragraph as it is matched: full-width forms folded, Latin letters in capitals, blanks and quotation marks gone,
/// every kind of bracket one kind. Keeps the way back to the original offsets.
/// </summary>
internal readonly record struct NormalText(string Text, int[] Origin)
{
    /// <summary>Sentence boundary left where a line break ends a statement.</summary>
    internal const char Break = '\n';

    internal static NormalText Of(string raw)
    {
        var chars = new char[raw.Length];
        var origin = new int[raw.Length];
        var n = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = Fold(raw[i]);
            if (c == Break)
            {
                if (n == 0 || !JoinsLines(chars[n - 1], raw, i + 1))
                    (chars[n], origin[n++]) = (Break, i);
                continue;
            }
            if (c != '\0')
                (chars[n], origin[n++]) = (c, i);
        }
        return new(new string(chars, 0, n), origin);
    }

    /// <summary>Start and length in the original of a stretch of the folded text.</summary>
    internal (int Start, int Length) Original(int start, int end) => (Origin[start], Origin[end - 1] - Origin[start] + 1);

    internal static string Fold(string text) => Of(text).Text;

    private static char Fold(char c) => c switch
    {
        '\n' => Break,
        '\u200b' or '\u200c' or '\u200d' or '\ufeff' or '\u00ad' => '\0',
        '“' or '”' or '‘' or '’' or '"' or '\'' or '「' or '」' or '『' or '』' or '《' or '》' => '\0',
        '〔' or '［' or '【' or '（' or '(' => '[',
        '〕' or '］' or '】' or '）' or ')' => ']',
        '～' or '〜' or '—' or '–' or '－' or '―' => '-',
        '＞' => '>',
        >= 'ａ' and <= 'ｚ' => (char)(c - 'ａ' + 'A'),
        >= '\uff01' and <= '\uff5e' => Keep(c) ? c : (char)(c - 0xfee0),
        >= 'a' and <= 'z' => (char)(c - 'a' + 'A'),
        _ => char.IsWhiteSpace(c) ? '\0' : c,
    };

    // Chinese commas, semicolons, colons, question and exclamation marks stay: they carry the sentence structure.
    private static bool Keep(char c) => c is '，' or '；' or '：' or '！' or '？';

    // A line of running text broken by the page layout goes on; a new list item or a finished sentence does not.
    private static bool JoinsLines(char last, string raw, int next)
    {
        if (last is '。' or '；' or '：' or '！' or '？' or Break or ':' or ';')
            return false;
        while (next < raw.Length && char.IsWhiteSpace(raw[next]))
            next++;
        return next < raw.Length && !(raw[next] is '（' or '(' or '●' or '★' or '▲' or '第' or (>= '0' and <= '9') or (>= '①' and <= '⑳')
            || (next + 1 < raw.Length && raw[next] is >= '一' and <= '龥' && raw[next + 1] is '、' or '．'));
    }
}
