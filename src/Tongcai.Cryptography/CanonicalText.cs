using System.Buffers;
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

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    [ThreadStatic]
    private static StringBuilder? working;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Canonical bytes.</summary>
    /// <exception cref="FormatException">The value holds a fraction, an integer beyond 2^53 − 1 or a lone surrogate.</exception>
    public static byte[] Write(JsonNode? node)
    {
        var text = Begin();
        Append(text, node);
        return Bytes(text);
    }

    /// <summary>An empty text to put together by hand, where the members are few and known; end it with <see cref="Bytes"/> on the same thread before the next is begun.</summary>
    public static StringBuilder Begin() => (working ??= new StringBuilder(2048)).Clear();

    /// <summary>The UTF-8 bytes of a canonical text put together by the caller.</summary>
    /// <exception cref="FormatException">The text holds a lone surrogate.</exception>
    public static byte[] Bytes(StringBuilder text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(0, characters, text.Length);
            return StrictUtf8.GetBytes(characters, 0, text.Length);
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("A text holds half of a surrogate pair and cannot be written as UTF-8.", e);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
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
                Append(text, members);
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

    private static void Append(StringBuilder text, JsonObject members)
    {
        var ordered = new KeyValuePair<string, JsonNode?>[members.Count];
        ((ICollection<KeyValuePair<string, JsonNode?>>)members).CopyTo(ordered, 0);
        Array.Sort(ordered, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        text.Append('{');
        for (var i = 0; i < ordered.Length; i++)
        {
            if (i > 0) text.Append(',');
            Append(text, ordered[i].Key);
            text.Append(':');
            Append(text, ordered[i].Value);
        }

        text.Append('}');
    }

    /// <summary>Appends a text as canonical JSON, quotes included.</summary>
    public static void Append(StringBuilder text, string value)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(value);
        text.Append('"');
        if (!value.AsSpan().ContainsAny(Escaped))
        {
            text.Append(value).Append('"');
            return;
        }

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
