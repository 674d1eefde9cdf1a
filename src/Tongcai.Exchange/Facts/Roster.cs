using System.Security.Cryptography;
using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Exchange.Facts;

/// <summary>
/// 抽取的计算：digest of a roster, commitments, seed and order, for the platform that draws and for whoever repeats it. Experts of a procurement, objects and inspectors of an inspection stand in a roster by pseudonym,
/// suppliers by the random id of their application. Every hash is SM3 (GB/T 32905) over UTF-8 text, written as lower-case hex.
/// </summary>
public static class Roster
{
    /// <summary>Stands for somebody in one draw: sm3(draw ‖ "\n" ‖ id).</summary>
    public static string Pseudonym(string drawId, string id) => Hash($"{drawId}\n{id}");

    /// <summary>Digest of a roster: its names in ascending order, a line each.</summary>
    public static string Digest(IEnumerable<string> names) => Hash(string.Join('\n', names.Order(StringComparer.Ordinal)));

    /// <summary>What a party publishes before anybody knows the seed.</summary>
    public static string Commitment(string secret) => Hash(secret);

    /// <summary>Seed from both reveals; neither party alone can choose it.</summary>
    public static string Seed(string partySecret, string platformSecret) => Hash($"{partySecret}\n{platformSecret}");

    /// <summary>The whole roster in the order in which places are given.</summary>
    public static IReadOnlyList<string> Order(string seed, IEnumerable<string> names) => [.. names.OrderBy(n => Hash($"{seed}\n{n}"), StringComparer.Ordinal)];

    /// <summary>32 random bytes as hex: the platform's own secret.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string text) => Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(text)));
}
