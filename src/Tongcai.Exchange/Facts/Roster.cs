using System.Security.Cryptography;
using Tongcai.Exchange.Verify;

namespace Tongcai.Exchange.Facts;

/// <summary>
/// 抽取的计算：experts in a procurement, objects and inspectors in an inspection stand in a roster by pseudonym, suppliers by the random id of their application; digest, commitments, seed and order are those of
/// <see cref="DrawOrder"/>. Supervision repeats it at once, anyone after the result.
/// </summary>
public static class Roster
{
    /// <summary>Stands for somebody in one draw: sm3(draw ‖ "\n" ‖ id).</summary>
    public static string Pseudonym(string drawId, string id) => DrawOrder.Commitment($"{drawId}\n{id}");

    /// <inheritdoc cref="DrawOrder.Digest"/>
    public static string Digest(IEnumerable<string> pseudonyms) => DrawOrder.Digest(pseudonyms);

    /// <inheritdoc cref="DrawOrder.Commitment"/>
    public static string Commitment(string secret) => DrawOrder.Commitment(secret);

    /// <inheritdoc cref="DrawOrder.Seed"/>
    public static string Seed(string partySecret, string platformSecret) => DrawOrder.Seed(partySecret, platformSecret);

    /// <inheritdoc cref="DrawOrder.Of"/>
    public static IReadOnlyList<string> Order(string seed, IEnumerable<string> pseudonyms) => DrawOrder.Of(seed, pseudonyms);

    /// <summary>32 random bytes as hex: the platform's own secret.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
