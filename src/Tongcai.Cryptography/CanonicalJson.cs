using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>
/// Canonical JSON (RFC 8785) of objects, arrays, strings, booleans, null and whole numbers: the one form that is signed and digested.
/// Reading accepts that form only, so a document has exactly one sequence of bytes.
/// </summary>
internal static class CanonicalJson
{
    private const int MaximumDepth = 8;

    /// <summary>Whole numbers beyond this are not exact in every reader (RFC 8785 appendix D).</summary>
    private const long MaximumInteger = (1L << 53) - 1;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static byte[] Encode(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return StrictUtf8.GetBytes(text.ToString());
    }

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

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject map:
                Join(text, '{', '}', map.OrderBy(p => p.Key, StringComparer.Ordinal), property =>
                {
                    Write(text, property.Key);
                    text.Append(':');
                    Write(text, property.Value);
                });
                break;
            case JsonArray list:
                Join(text, '[', ']', list, item => Write(text, item));
                break;
            default:
                WriteValue(text, node);
                break;
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode node)
    {
        switch (node.GetValueKind())
        {
            case JsonValueKind.String:
                Write(text, node.GetValue<string>());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                text.Append(node.GetValue<bool>() ? "true" : "false");
                break;
            default:
                // Only plain digits parse: fractions and exponents have no place here.
                var number = long.Parse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                if (number is > MaximumInteger or < -MaximumInteger)
                    throw new FormatException("A whole number beyond 2^53 has no canonical form.");
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Join<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                text.Append(',');
            first = false;
            write(item);
        }
        text.Append(close);
    }

    private static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u00").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}
