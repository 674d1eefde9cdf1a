using System.Text.Json;

namespace Tongcai.Exchange.Wire;

/// <summary>事实正文。The record as canonical JSON and back.</summary>
public static class FactBody
{
    /// <summary>Canonical bytes of the fact.</summary>
    public static byte[] Write(IFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return CanonicalJson.Write<IFact>(fact);
    }

    /// <summary>The fact; null with the reason when the bytes are none of this kind. Never throws on bad input.</summary>
    public static (IFact? Fact, string Problem) Read(FactKind kind, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(kind);
        try
        {
            return JsonSerializer.Deserialize(body, kind.Type, WireJson.Options) is IFact fact ? (fact, "") : (null, "正文为空");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            return (null, $"正文不合 {kind.Kind} 的格式：{e.Message}");
        }
    }
}
