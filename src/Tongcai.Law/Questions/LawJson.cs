using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Tongcai.Law.Questions;

/// <summary>答案的写法。How answers and rules are written as JSON: camelCase, Chinese readable, nothing null, a rule always with its source.</summary>
public static class LawJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new RuleConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A rule as an object of its own: id, title, value, instrument, article, quote, confidence, from, to.</summary>
    public static RuleLine Line(Rule rule) => new(
        rule.Id, rule.Title, RuleWords.Value(rule) is { Length: > 0 } value ? value : null, rule.Source.Instrument, rule.Source.Article, rule.Source.Quote, rule.Certainty, rule.From, rule.To);

    private sealed class RuleConverter : JsonConverter<Rule>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(Rule).IsAssignableFrom(typeToConvert);

        public override Rule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Rules are written, never read.");

        public override void Write(Utf8JsonWriter writer, Rule value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, Line(value), options);
    }
}

/// <summary>规则的一行。</summary>
/// <param name="Value">The number it fixes, for people; absent where it fixes none.</param>
/// <param name="Confidence">How its wording was obtained.</param>
public sealed record RuleLine(string Id, string Title, string? Value, string Instrument, string Article, string Quote, Certainty Confidence, DateOnly? From, DateOnly? To);

/// <summary>拒绝的一行：哪条规则、哪个字段、发生了什么、怎么办。</summary>
/// <param name="Pointer">JSON pointer of the field, empty when the whole question is meant.</param>
public sealed record RefusalLine(Rule Rule, string Pointer, string Reason, string Remedy)
{
    internal static RefusalLine Of(Refusal refusal) => new(refusal.Rule, refusal.Pointer, refusal.Reason, refusal.Remedy);
}
