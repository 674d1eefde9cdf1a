using System.Security.Cryptography;

namespace Tongcai.Platform.Storage;

/// <summary>随机标识。Ids say nothing about when or how many: 128 random bits, never time-ordered (secrecy contract 5).</summary>
public static class RandomId
{
    /// <summary>Length of an id in characters.</summary>
    public const int Length = 26;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>26 lower-case base32 characters (RFC 4648 alphabet, no padding) of 128 random bits.</summary>
    public static string New() => string.Create(Length, RandomNumberGenerator.GetBytes(16), static (text, bytes) =>
    {
        var (buffer, bits, at) = (0, 0, 0);
        foreach (var b in bytes)
        {
            (buffer, bits) = ((buffer << 8) | b, bits + 8);
            while (bits >= 5)
            {
                text[at++] = Alphabet[(buffer >> (bits - 5)) & 31];
                bits -= 5;
                buffer &= (1 << bits) - 1;
            }
        }

        text[at] = Alphabet[(buffer << (5 - bits)) & 31];
    });

    /// <summary>Whether a text has the form of an id (for routes; says nothing about existence).</summary>
    public static bool IsValid(string? text) => text is { Length: Length } && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal));
}
