using System.Text;

namespace Tongcai.Papers.Pdf;

/// <summary>A line of text.</summary>
/// <param name="Width">Thousandths of the em, without the space that justifies it.</param>
/// <param name="Last">Whether it ends its paragraph.</param>
internal sealed record Line(IReadOnlyList<Mark> Marks, int Width, bool Last);

/// <summary>Breaks text into lines by the rules of Chinese setting (GB/T 15834-2011 附录；W3C clreq §3.1.2): no line begins with a closing mark or ends with an opening one, words and figures stay whole.</summary>
internal static class LineBreaker
{
    private const string NotFirst = "、。，．：；？！）》」』】〕〉”’…—％‰℃,.:;?!)]}%·";
    private const string NotLast = "（《「『【〔〈“‘￥№([{$";

    /// <param name="measure">Width of a line, thousandths of the em.</param>
    /// <param name="indent">Of the first line, thousandths of the em.</param>
    public static IReadOnlyList<Line> Break(string text, Faces faces, int measure, int indent = 0)
    {
        List<Line> lines = [];
        List<Mark> line = [];
        var (width, room) = (0, measure - indent);
        foreach (var (cluster, clusterWidth) in Clusters(text, faces, measure))
        {
            if (width + clusterWidth > room && line.Count > 0)
            {
                lines.Add(Trimmed(line, last: false));
                (line, width, room) = ([], 0, measure);
                if (cluster is [{ Character: ' ' }]) continue;
            }

            line.AddRange(cluster);
            width += clusterWidth;
        }

        lines.Add(Trimmed(line, last: true));
        return lines;
    }

    private static Line Trimmed(List<Mark> marks, bool last)
    {
        while (marks is [.., { Character: ' ' }]) marks.RemoveAt(marks.Count - 1);
        return new(marks, marks.Sum(m => m.Width), last);
    }

    /// <summary>What is never torn apart: a word, or a character with the marks that cling to it. One that no line holds is torn all the same.</summary>
    private static IEnumerable<(List<Mark> Marks, int Width)> Clusters(string text, Faces faces, int measure)
    {
        List<Mark> cluster = [];
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < ' ' && rune.Value != '\t') continue;
            var mark = faces.Of(rune);
            if (cluster.Count > 0 && (Parts(cluster[^1].Character, mark.Character) || width + mark.Width > measure))
            {
                yield return (cluster, width);
                (cluster, width) = ([], 0);
            }

            cluster.Add(mark);
            width += mark.Width;
        }

        if (cluster.Count > 0) yield return (cluster, width);
    }

    /// <summary>Whether a line may end between two characters.</summary>
    private static bool Parts(int before, int after) =>
        !Within(NotFirst, after) && !Within(NotLast, before) && !(IsWord(before) && IsWord(after)) && !(before is ',' or ':' && char.IsAsciiDigit((char)Math.Min(after, char.MaxValue)));

    private static bool IsWord(int c) => c is < 0x2E80 and not ' ' && Rune.IsLetterOrDigit(new Rune(c)) || c is '-' or '_' or '/' or '.' or '@';

    private static bool Within(string set, int c) => c < 0x10000 && set.Contains((char)c, StringComparison.Ordinal);
}
