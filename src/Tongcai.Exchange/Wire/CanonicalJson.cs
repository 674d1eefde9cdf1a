using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.Exchange.Wire;

/// <summary>
/// 规范 JSON. One value, one byte string: members ordered by UTF-16 code units, no white space, shortest escapes, UTF-8 (RFC 8785).
/// Numbers are integers of at most 2^53 − 1 only: a fraction has no single spelling that every language agrees on, so there is none.
/// </summary>
public static class CanonicalJson
{
    private const long LargestInteger = (1L << 53) - 1;

    /// <summary>Canonical bytes of any value that <see cref="WireJson.Options"/> can write.</summary>
    /// <exception cref="FormatException">The value holds a fraction, an integer beyond 2^53 − 1 or a lone surrogate.</exception>
    public static byte[] Write<T>(T value) => Write(value is JsonNode node ? node : JsonSerializer.SerializeToNode(value, value?.GetType() ?? typeof(T), WireJson.Options));

    /// <inheritdoc cref="Write{T}(T)"/>
    public static byte[] Write(JsonNode? node)
    {
        var text = new StringBuilder(256);
        Append(text, node);
        try
        {
            return StrictUtf8.GetBytes(text.ToString());
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("A text holds half of a surrogate pair and cannot be written as UTF-8.", e);
        }
    }

    /// <summary>Whether the bytes are canonical: parsing and writing them gives the same bytes. Never throws on bad input.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> json)
    {
        try
        {
            return Write(JsonNode.Parse(json)).AsSpan().SequenceEqual(json);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                text.Append('{');
                var first = true;
                foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    if (!first) text.Append(',');
                    first = false;
                    AppendText(text, name);
                    text.Append(':');
                    Append(text, value);
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Append(text, items[i]);
                }

                text.Append(']');
                break;
            case JsonValue value:
                AppendValue(text, value);
                break;
        }
    }

    private static void AppendValue(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.String:
                AppendText(text, value.GetValue<string>());
                break;
            default:
                var number = value.ToJsonString();
                if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) || integer is > LargestInteger or < -LargestInteger)
                    throw new FormatException($"{number} is not an integer between −(2^53 − 1) and 2^53 − 1.");
                text.Append(integer.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
