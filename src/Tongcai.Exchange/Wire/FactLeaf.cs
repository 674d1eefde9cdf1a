using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Wire;

/// <summary>Digests and length of a fact's canonical body.</summary>
/// <param name="Sm3">Lower-case hex.</param>
/// <param name="Sha256">Lower-case hex; the name under which a public body is fetched.</param>
/// <param name="Len">Bytes.</param>
public sealed record BodyDigest(string Sm3, string Sha256, long Len)
{
    public static BodyDigest Of(ReadOnlySpan<byte> body) =>
        new(Convert.ToHexStringLower(Cryptography.Sm3.Hash(body)), Convert.ToHexStringLower(SHA256.HashData(body)), body.Length);

    /// <summary>Whether the bytes are the body, by both digests.</summary>
    public bool Fits(ReadOnlySpan<byte> body) => this == Of(body);
}

/// <summary>
/// 叶。What the ledger says of a fact: a public leaf stands in the ledger as it is, a private one inside a commitment.
/// Canonical JSON with the members v, k, kv, id, agg, seq, at, by, body, prev, rows.
/// </summary>
/// <param name="Kind">Kind of the fact.</param>
/// <param name="KindVersion">Version of the body's shape.</param>
/// <param name="Id">Random id of the fact.</param>
/// <param name="Stream">Stream it joined.</param>
/// <param name="Seq">1-based number in the stream, public and private counted apart.</param>
/// <param name="At">Legal instant.</param>
/// <param name="By">Organisation that acted.</param>
/// <param name="Body">Digests of the body.</param>
/// <param name="Prev">Hex SHA-256 leaf hash (RFC 6962) of the stream's previous leaf; null for the first.</param>
/// <param name="Rows">Hex digest over the salted digests of the rows that the commit changed; null when it changed none.</param>
public sealed record FactLeaf(
    string Kind, int KindVersion, string Id, string Stream, long Seq, DateTimeOffset At, string By, BodyDigest Body, string? Prev, string? Rows)
{
    /// <summary>Largest leaf, in bytes.</summary>
    public const int LongestLeaf = 2048;

    /// <summary>Canonical bytes.</summary>
    /// <exception cref="FormatException">The leaf is longer than <see cref="LongestLeaf"/>.</exception>
    public byte[] Write()
    {
        // The members are few and known, in the order that RFC 8785 demands.
        var text = CanonicalText.Begin();
        Member(text, "{\"agg\":", Stream);
        Member(text, ",\"at\":", WireJson.Instant(At));
        text.Append(",\"body\":{\"len\":").Append(Body.Len);
        Member(text, ",\"sha256\":", Body.Sha256);
        Member(text, ",\"sm3\":", Body.Sm3);
        Member(text, "},\"by\":", By);
        Member(text, ",\"id\":", Id);
        Member(text, ",\"k\":", Kind);
        text.Append(",\"kv\":").Append(KindVersion);
        Member(text, ",\"prev\":", Prev);
        Member(text, ",\"rows\":", Rows);
        text.Append(",\"seq\":").Append(Seq).Append(",\"v\":1}");
        var bytes = CanonicalText.Bytes(text);
        return bytes.Length <= LongestLeaf ? bytes : throw new FormatException($"The leaf of {Kind} has {bytes.Length} bytes; {LongestLeaf} are allowed. Are stream or organisation ids too long?");
    }

    /// <summary>The leaf hash that the next leaf of the stream names: hex SHA-256(0x00 ‖ leaf).</summary>
    public static string HashOf(ReadOnlySpan<byte> leaf)
    {
        var hash = TreeHash.Sha256.Leaf(leaf);
        return Convert.ToHexStringLower(hash.Bytes);
    }

    /// <summary>Reads a leaf; null when the bytes are no fact leaf (a sealed batch, or nothing we know). Never throws on bad input.</summary>
    public static FactLeaf? Read(ReadOnlySpan<byte> bytes)
    {
        // A sealed batch is no JSON at all, and there is one at every tick.
        if (bytes.Length is 0 or > LongestLeaf || bytes[0] != '{') return null;
        try
        {
            var reader = new Utf8JsonReader(bytes);
            using var document = JsonDocument.ParseValue(ref reader);
            var o = document.RootElement;
            if (!WireJson.TryInstant(Text(o, "at"), out var at)) return null;
            var body = o.GetProperty("body");
            var leaf = new FactLeaf(
                Text(o, "k"), o.GetProperty("kv").GetInt32(), Text(o, "id"), Text(o, "agg"), o.GetProperty("seq").GetInt64(), at, Text(o, "by"),
                new BodyDigest(Text(body, "sm3"), Text(body, "sha256"), body.GetProperty("len").GetInt64()), o.GetProperty("prev").GetString(), o.GetProperty("rows").GetString());
            return leaf.Write().AsSpan().SequenceEqual(bytes) ? leaf : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private static void Member(StringBuilder text, string name, string? value)
    {
        text.Append(name);
        if (value is null) text.Append("null");
        else CanonicalText.Append(text, value);
    }

    private static string Text(JsonElement o, string name) => o.GetProperty(name).GetString() ?? throw new FormatException($"{name} is missing.");
}

/// <summary>承诺。What stands for a private fact: HMAC-SHA-256(salt, inner leaf).</summary>
public static class Commitment
{
    public const int Length = 32;

    public const int SaltLength = 32;

    public static byte[] Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> innerLeaf) => HMACSHA256.HashData(salt, innerLeaf);

    /// <summary>Whether salt and inner leaf open the commitment.</summary>
    public static bool Opens(ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> innerLeaf) =>
        salt.Length == SaltLength && CryptographicOperations.FixedTimeEquals(Of(salt, innerLeaf), commitment);
}
