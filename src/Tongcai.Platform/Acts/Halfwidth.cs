namespace Tongcai.Platform.Acts;

/// <summary>半角。Full-width digits and signs as their ASCII twins; the runtime's own normalisation does nothing under an invariant culture.</summary>
internal static class Halfwidth
{
    public static string Of(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i] switch { >= '\uff01' and <= '\uff5e' => (char)(from[i] - 0xfee0), '\u3000' => ' ', '\uffe5' => '¥', var c => c };
    });
}
