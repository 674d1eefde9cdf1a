using System.Security.Cryptography;
using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Trading.Experts;

/// <summary>
/// 抽取的计算：roster by pseudonym, digest, commitments, seed and order. Supervision repeats it at once, anyone after the result over the pseudonyms.
/// Every hash is SM3 (GB/T 32905) over UTF-8 text, written as lower-case hex.
/// </summary>
public static class Roster
{
    /// <summary>Stands for an expert in one draw: sm3(draw ‖ "\n" ‖ expert).</summary>
    public static string Pseudonym(string drawId, string expertId) => Hash($"{drawId}\n{expertId}");

    /// <summary>Digest of a roster: its pseudonyms in ascending order, a line each.</summary>
    public static string Digest(IEnumerable<string> pseudonyms) => Hash(string.Join('\n', pseudonyms.Order(StringComparer.Ordinal)));

    /// <summary>What a party publishes before anybody knows the seed.</summary>
    public static string Commitment(string secret) => Hash(secret);

    /// <summary>Seed from both reveals; neither party alone can choose it.</summary>
    public static string Seed(string partySecret, string platformSecret) => Hash($"{partySecret}\n{platformSecret}");

    /// <summary>The whole roster in the order in which seats are offered.</summary>
    public static IReadOnlyList<string> Order(string seed, IEnumerable<string> pseudonyms) =>
        [.. pseudonyms.OrderBy(p => Hash($"{seed}\n{p}"), StringComparer.Ordinal)];

    /// <summary>32 random bytes as hex: the platform's own secret.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string text) => Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(text)));
}
