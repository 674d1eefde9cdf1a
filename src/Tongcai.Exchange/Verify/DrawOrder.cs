using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;

namespace Tongcai.Exchange.Verify;

/// <summary>
/// 抽取的计算：digest of a roster, commitments, seed and order, the same for experts and for suppliers, for the platform that draws and for whoever repeats it.
/// Every hash is SM3 (GB/T 32905) over UTF-8 text, written as lower-case hex.
/// </summary>
public static class DrawOrder
{
    /// <summary>Digest of a roster: its names in ascending order, a line each.</summary>
    public static string Digest(IEnumerable<string> names) => Hash(string.Join('\n', names.Order(StringComparer.Ordinal)));

    /// <summary>What a party publishes before anybody knows the seed.</summary>
    public static string Commitment(string secret) => Hash(secret);

    /// <summary>Seed from both reveals; neither party alone can choose it.</summary>
    public static string Seed(string partySecret, string platformSecret) => Hash($"{partySecret}\n{platformSecret}");

    /// <summary>The whole roster in the order in which it is drawn.</summary>
    public static IReadOnlyList<string> Of(string seed, IEnumerable<string> names) => [.. names.OrderBy(p => Hash($"{seed}\n{p}"), StringComparer.Ordinal)];

    /// <summary>Whether a draw of suppliers is what was committed to: digest, commitments, seed, order, and the first of the order drawn.</summary>
    public static bool Repeats(InviteesDrawn drawn, InviteesCommitted committed)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        ArgumentNullException.ThrowIfNull(committed);
        var roster = drawn.Roster.OrderBy(r => r.Order).ToList();
        return drawn.DrawId == committed.DrawId && drawn.Reveals.Count == 2 && committed.Commitments.SequenceEqual(drawn.Reveals.Select(Commitment)) && committed.RosterDigest == Digest(roster.Select(r => r.ApplicationId))
            && drawn.Seed == Seed(drawn.Reveals[0], drawn.Reveals[1]) && roster.Select(r => r.ApplicationId).SequenceEqual(Of(drawn.Seed, roster.Select(r => r.ApplicationId)))
            && roster.TakeWhile(r => r.Drawn).Count() == roster.Count(r => r.Drawn);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(text)));
}
