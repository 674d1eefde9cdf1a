using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;

namespace Tongcai.Exchange.Wire;

/// <summary>
/// 规范 JSON of facts and wire records: <see cref="CanonicalText"/> of whatever <see cref="WireJson.Options"/> writes.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Canonical bytes of any value that <see cref="WireJson.Options"/> can write.</summary>
    /// <exception cref="FormatException">The value holds a fraction, an integer beyond 2^53 − 1 or a lone surrogate.</exception>
    public static byte[] Write<T>(T value) => Write(value is JsonNode node ? node : JsonSerializer.SerializeToNode(value, value?.GetType() ?? typeof(T), WireJson.Options));

    /// <inheritdoc cref="Write{T}(T)"/>
    public static byte[] Write(JsonNode? node) => CanonicalText.Write(node);

    /// <summary>Whether the bytes are canonical: parsing and writing them gives the same bytes. Never throws on bad input.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> json) => TryRead(json, out _);

    /// <summary>Reads canonical bytes; false for all others. Never throws on bad input.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="node">The value; null for the literal null, and when the answer is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, out JsonNode? node)
    {
        node = null;
        try
        {
            var read = JsonNode.Parse(json);
            if (!Write(read).AsSpan().SequenceEqual(json)) return false;
            node = read;
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
