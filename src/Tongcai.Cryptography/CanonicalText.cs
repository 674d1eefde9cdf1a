using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>
/// 规范 JSON. One value, one byte string: members ordered by UTF-16 code units, no white space, shortest escapes, UTF-8 (RFC 8785).
/// Numbers are integers of at most 2^53 − 1 only: a fraction has no single spelling that every language agrees on, so there is none.
/// </summary>
public static class CanonicalText
{
    /// <summary>Whole numbers beyond this are not exact in every reader (RFC 8785 appendix D).</summary>
    private const long LargestInteger = (1L << 53) - 1;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Canonical bytes.</summary>
    /// <exception cref="FormatException">The value holds a fraction, an integer beyond 2^53 − 1 or a lone surrogate.</exception>
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

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                Join(text, '{', '}', members.OrderBy(m => m.Key, StringComparer.Ordinal), member =>
                {
                    Append(text, member.Key);
                    text.Append(':');
                    Append(text, member.Value);
                });
                break;
            case JsonArray items:
                Join(text, '[', ']', items, item => Append(text, item));
                break;
            default:
                AppendValue(text, node);
                break;
        }
    }

    private static void AppendValue(StringBuilder text, JsonNode value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                Append(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            default:
                var number = value.ToJsonString();
                if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) || integer is > LargestInteger or < -LargestInteger)
                    throw new FormatException($"{number} is not an integer between −(2^53 − 1) and 2^53 − 1.");
                text.Append(integer.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Join<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                text.Append(',');
            first = false;
            append(item);
        }

        text.Append(close);
    }

    private static void Append(StringBuilder text, string value)
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
