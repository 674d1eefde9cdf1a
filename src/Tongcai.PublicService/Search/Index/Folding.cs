namespace Tongcai.PublicService.Search.Index;

/// <summary>How letters are compared: lower case, full-width signs as their ASCII twins. Each UTF-16 unit stands for one, so places in folded and in given text are the same.</summary>
internal static class Folding
{
    public static char Fold(char c) => c switch
    {
        < '\u0080' => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c,
        '\u3000' => ' ',
        >= '\uff01' and <= '\uff5e' => Fold((char)(c - 0xfee0)),
        _ => char.ToLowerInvariant(c),
    };

    public static string Fold(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = Fold(from[i]);
    });
}
