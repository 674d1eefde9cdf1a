using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongcai.Risk.Flags;

/// <summary>Facts and findings as JSON Lines: camel case, enumerations as words, money in fen.</summary>
public static class ProcessFile
{
    /// <summary>The format of both directions.</summary>
    public static JsonSerializerOptions Format { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads one line.</summary>
    /// <returns>The facts, or why the line cannot be used (Chinese).</returns>
    public static (ProcessFacts? Facts, string? Problem) Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessFacts>(line, Format) is { Id.Length: > 0 } facts ? (facts, null) : (null, "没有 id");
        }
        catch (JsonException e)
        {
            return (null, $"字段 {e.Path ?? "$"} 不能识别");
        }
        catch (NotSupportedException)
        {
            return (null, "不是采购过程对象");
        }
    }
}
