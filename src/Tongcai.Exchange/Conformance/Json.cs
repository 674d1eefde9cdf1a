using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Conformance;

/// <summary>Reads JSON of which nothing is known; never throws.</summary>
internal static class Json
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static JsonObject? Object(Reply reply) => reply.IsOk ? Object(reply.Body) : null;

    public static JsonObject? Object(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A text member; empty when there is none.</summary>
    public static string Text(JsonObject? from, string name) => from?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>A whole number; null when there is none.</summary>
    public static long? Number(JsonObject? from, string name) => from?[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    /// <summary>A verifier key; null when the text is none.</summary>
    public static NoteKey? Key(string text)
    {
        try
        {
            return text.Length > 0 ? NoteKey.Parse(text.Trim()) : null;
        }
        catch (LedgerFormatException)
        {
            return null;
        }
    }

    public static bool IsHex(string text, int digits) => text.Length == digits && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
