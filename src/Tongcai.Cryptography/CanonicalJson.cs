using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>Signed documents as canonical objects. Reading accepts that form only, so a document has exactly one sequence of bytes.</summary>
internal static class CanonicalJson
{
    private const int MaximumDepth = 8;

    internal static byte[] Encode(JsonNode? node) => CanonicalText.Write(node);

    /// <summary>Reads an object; null unless the bytes are exactly its canonical form.</summary>
    internal static JsonObject? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };
            return JsonNode.Parse(bytes, documentOptions: options) is JsonObject root && Encode(root).AsSpan().SequenceEqual(bytes) ? root : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }
}
