using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>Reads the fields of a canonical object; null where a field is missing or of another kind.</summary>
internal sealed record JsonFields(JsonObject Object)
{
    internal bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Object.ContainsKey(name))
                return false;
        }
        return Object.Count == names.Length;
    }

    internal string? Text(string name) => Object[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>−1 for what is not a whole number from 0 on.</summary>
    internal long Integer(string name) =>
        Object[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out long number) && number >= 0 ? number : -1;

    /// <summary>Lower-case hexadecimal only: bytes have one spelling.</summary>
    internal byte[]? Hex(string name, int length = -1) => Text(name) is { } text ? FromHex(text, length) : null;

    internal CurvePoint? Point(string name) => Hex(name, CurvePoint.Length) is { } bytes ? CurvePoint.TryParse(bytes) : null;

    internal JsonFields? Child(string name) => Object[name] is JsonObject child ? new(child) : null;

    /// <summary>The objects of an array; an element that is none comes as an empty object, in which every field is missing.</summary>
    internal IReadOnlyList<JsonFields> Objects(string name) =>
        Object[name] is JsonArray list ? [.. list.Select(item => new JsonFields(item as JsonObject ?? []))] : [];

    /// <summary>The byte strings of an array; null when it is missing or an element is not hexadecimal.</summary>
    internal IReadOnlyList<byte[]>? HexList(string name)
    {
        if (Object[name] is not JsonArray list)
            return null;
        List<byte[]> all = [];
        foreach (var item in list)
        {
            if (item is not JsonValue value || value.GetValueKind() != JsonValueKind.String || FromHex(value.GetValue<string>(), -1) is not { } bytes)
                return null;
            all.Add(bytes);
        }
        return all;
    }

    private static byte[]? FromHex(string text, int length) =>
        text.Length % 2 == 0 && (length < 0 || text.Length == 2 * length) && text.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(text) : null;
}
