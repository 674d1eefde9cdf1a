namespace Tongcai.Risk.Documents;

/// <summary>
/// Alignment of short stretches beside equal ones, so that a copy with every seventh character changed counts nearly whole: a match gains one, a changed, lost or added character costs one
/// (Needleman, Wunsch 1970; extension until the score has dropped, as in Altschul et al. 1990).
/// </summary>
internal static class Alignment
{
    private const int Drop = 8;
    private const int Band = 6;

    /// <summary>Characters an alignment goes at most.</summary>
    public const int Farthest = 200;


    /// <summary>Score of the best alignment of two whole stretches; 0 when they have too little in common.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.IsEmpty || b.IsEmpty) return 0;
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = -j;
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = -i - 1;
            for (var j = 0; j < b.Length; j++)
            {
                var best = Math.Max(diagonal + (a[i] == b[j] ? 1 : -1), Math.Max(row[j], row[j + 1]) - 1);
                diagonal = row[j + 1];
                row[j + 1] = best;
            }
        }
        return Math.Max(0, row[b.Length]);
    }

    /// <summary>How far an alignment goes on from where two stretches meet, and its score.</summary>
    /// <param name="a">What follows (or precedes) in the first text.</param>
    /// <param name="direction">1: from the start of the stretches on; −1: from their ends backwards.</param>
    public static (int A, int B, int Score) Beyond(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int direction)
    {
        const int none = -1000;
        var (limitA, limitB) = (Math.Min(a.Length, Farthest), Math.Min(b.Length, Farthest));
        Span<int> row = stackalloc int[2 * Band + 1], next = stackalloc int[2 * Band + 1];
        // Cell k of row i stands for the first i characters of a and i + k − Band of b.
        for (var k = 0; k < row.Length; k++) row[k] = k >= Band && k - Band <= limitB ? Band - k : none;
        (int A, int B, int Score) best = default;
        for (var i = 1; i <= limitA; i++)
        {
            var top = none;
            for (var k = 0; k < row.Length; k++)
            {
                var j = i + k - Band;
                next[k] = none;
                if (j < 0 || j > limitB) continue;
                var score = k + 1 < row.Length ? row[k + 1] - 1 : none;
                if (k > 0) score = Math.Max(score, next[k - 1] - 1);
                if (j > 0) score = Math.Max(score, row[k] + ((direction > 0 ? a[i - 1] == b[j - 1] : a[^i] == b[^j]) ? 1 : -1));
                next[k] = score;
                top = Math.Max(top, score);
                if (score > best.Score) best = (i, j, score);
            }
            if (top < best.Score - Drop) break;
            next.CopyTo(row);
        }
        return best;
    }
}
