using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Tongcai.Risk.Ocds;

/// <summary>
/// Walks one JSON value (RFC 8259) that is valid UTF-8: what is asked for is read, the rest is checked and passed over. It accepts what <see cref="Utf8JsonReader"/> accepts, in
/// half its time, for it keeps no token and looks at 32 bytes of a text at once.
/// </summary>
/// <remarks>Every method throws <see cref="JsonException"/> where the text is not JSON or deeper than <see cref="Deepest"/>.</remarks>
internal ref struct JsonCursor(ReadOnlySpan<byte> text)
{
    /// <summary>serde_json stops at 128 levels, Cardinal with it.</summary>
    public const int Deepest = 127;

    private readonly ReadOnlySpan<byte> text = text;
    private int at;
    private int depth;
    private bool fresh;
    private bool sawEscape;

    /// <summary>Whether a \u escape was passed, read or not: only such a text can hold half of a surrogate pair.</summary>
    public bool SawUnicodeEscape { get; private set; }

    /// <summary>Goes into the next value when it begins with <paramref name="open"/> ({ or [), passes over it otherwise.</summary>
    public bool Enter(byte open)
    {
        if (Peek() != open)
        {
            Skip();
            return false;
        }
        at++;
        if (++depth > Deepest) Fail();
        return fresh = true;
    }

    /// <summary>Goes to the value of the next member of the object entered last.</summary>
    /// <param name="name">Its name between the quotes, escapes as written.</param>
    /// <param name="escaped">Whether there are any.</param>
    /// <returns>False: there was none, the object is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Member(out ReadOnlySpan<byte> name, out bool escaped)
    {
        name = default;
        escaped = false;
        var c = Peek();
        if (c == '}')
        {
            Leave();
            return false;
        }
        if (!fresh)
        {
            if (c != ',') Fail();
            at++;
            c = Peek();
        }
        fresh = false;
        if (c != '"') Fail();
        name = Quoted(out escaped);
        if (Peek() != ':') Fail();
        at++;
        return true;
    }

    /// <summary>Goes to the next element of the array entered last; false: there was none, the array is left.</summary>
    public bool Element()
    {
        var c = Peek();
        if (c == ']')
        {
            Leave();
            return false;
        }
        if (!fresh)
        {
            if (c != ',') Fail();
            at++;
        }
        fresh = false;
        return true;
    }

    /// <summary>The next value when it is a string, as written between the quotes; another value is passed over.</summary>
    public bool String(out ReadOnlySpan<byte> value, out bool escaped)
    {
        value = default;
        escaped = false;
        if (Peek() != '"')
        {
            Skip();
            return false;
        }
        value = Quoted(out escaped);
        return true;
    }

    /// <summary>The next value when it is a number, as written; another value is passed over.</summary>
    public bool Number(out ReadOnlySpan<byte> value)
    {
        var number = Peek() is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
        var start = at;
        Skip();
        value = number ? text[start..at] : default;
        return number;
    }

    /// <summary>Nothing but blanks may follow.</summary>
    public void End()
    {
        while (at < text.Length && Blank(text[at])) at++;
        if (at < text.Length) Fail();
    }

    /// <summary>Checks the next value and passes over it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip()
    {
        unchecked
        {
            // One bit a level: 1 object, 0 array.
            ulong kinds = 0, deeper = 0;
            var levels = 0;
            var json = text;
            var i = at;
            while (true)
            {
                while ((uint)i < (uint)json.Length && Blank(json[i])) i++;
                if ((uint)i >= (uint)json.Length) Fail();
                var c = json[i++];
                if (c == '"') i = AfterString(json, i);
                else if (c is (byte)'{' or (byte)'[')
                {
                    if (++levels + depth > Deepest) Fail();
                    deeper = (deeper << 1) | (kinds >> 63);
                    kinds = (kinds << 1) | (c == '{' ? 1UL : 0);
                    while ((uint)i < (uint)json.Length && Blank(json[i])) i++;
                    if ((uint)i >= (uint)json.Length) Fail();
                    if (c == '[' && json[i] != ']') continue;
                    if (c == '{' && json[i] != '}')
                    {
                        i = AfterName(json, i);
                        continue;
                    }
                }
                else if (c is (byte)'-' or (>= (byte)'0' and <= (byte)'9')) i = AfterNumber(json, i - 1);
                else i = AfterLiteral(json, i - 1);

                // A value has ended: a comma leads to the next one, closing brackets end the values around it.
                while (true)
                {
                    if (levels == 0)
                    {
                        at = i;
                        return;
                    }
                    while ((uint)i < (uint)json.Length && Blank(json[i])) i++;
                    if ((uint)i >= (uint)json.Length) Fail();
                    c = json[i++];
                    var inObject = (kinds & 1) != 0;
                    if (c == ',')
                    {
                        if (inObject)
                        {
                            while ((uint)i < (uint)json.Length && Blank(json[i])) i++;
                            i = AfterName(json, i);
                        }
                        break;
                    }
                    if (c != (inObject ? '}' : ']')) Fail();
                    kinds = (kinds >> 1) | (deeper << 63);
                    deeper >>= 1;
                    levels--;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Blank(byte c) => c <= ' ' && c is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    // i stands on what has to be the opening quote; the result stands behind the colon.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AfterName(ReadOnlySpan<byte> json, int i)
    {
        if ((uint)i >= (uint)json.Length || json[i] != '"') Fail();
        i = AfterString(json, i + 1);
        while ((uint)i < (uint)json.Length && Blank(json[i])) i++;
        if ((uint)i >= (uint)json.Length || json[i] != ':') Fail();
        return i + 1;
    }

    // i stands behind the opening quote; the result stands behind the closing one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AfterString(ReadOnlySpan<byte> json, int i)
    {
        unchecked
        {
            while (true)
            {
                ref var start = ref MemoryMarshal.GetReference(json);
                while (i + Vector256<byte>.Count <= json.Length)
                {
                    var bytes = Vector256.LoadUnsafe(ref start, (nuint)i);
                    var found = (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                        | Vector256.Equals(bytes, Vector256.Min(bytes, Vector256.Create((byte)0x1F)))).ExtractMostSignificantBits();
                    if (found != 0)
                    {
                        i += BitOperations.TrailingZeroCount(found);
                        break;
                    }
                    i += Vector256<byte>.Count;
                }
                while ((uint)i < (uint)json.Length && json[i] is not ((byte)'"' or (byte)'\\') && json[i] >= ' ') i++;
                if ((uint)i >= (uint)json.Length || json[i] < ' ') Fail();
                if (json[i] == '"') return i + 1;
                i = AfterEscape(json, i + 1);
            }
        }
    }

    private int AfterEscape(ReadOnlySpan<byte> json, int i)
    {
        sawEscape = true;
        if (i >= json.Length) Fail();
        if (json[i] == 'u')
        {
            if (i + 4 >= json.Length) Fail();
            for (var k = 1; k <= 4; k++)
                if (!char.IsAsciiHexDigit((char)json[i + k])) Fail();
            SawUnicodeEscape = true;
            return i + 5;
        }
        if ("\"\\/bfnrt"u8.IndexOf(json[i]) < 0) Fail();
        return i + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AfterNumber(ReadOnlySpan<byte> json, int i)
    {
        if (json[i] == '-') i++;
        if (i < json.Length && json[i] == '0') i++;
        else i = AfterDigits(json, i);
        if (i < json.Length && json[i] == '.') i = AfterDigits(json, i + 1);
        if (i < json.Length && json[i] is (byte)'e' or (byte)'E')
        {
            i++;
            if (i < json.Length && json[i] is (byte)'+' or (byte)'-') i++;
            i = AfterDigits(json, i);
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AfterDigits(ReadOnlySpan<byte> json, int i)
    {
        var start = i;
        while ((uint)i < (uint)json.Length && json[i] is >= (byte)'0' and <= (byte)'9') i++;
        if (i == start) Fail();
        return i;
    }

    private static int AfterLiteral(ReadOnlySpan<byte> json, int i)
    {
        var rest = json[i..];
        if (rest.StartsWith("true"u8) || rest.StartsWith("null"u8)) return i + 4;
        if (!rest.StartsWith("false"u8)) Fail();
        return i + 5;
    }

    private ReadOnlySpan<byte> Quoted(out bool escaped)
    {
        var start = at + 1;
        sawEscape = false;
        at = AfterString(text, start);
        escaped = sawEscape;
        return text[start..(at - 1)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Peek()
    {
        while ((uint)at < (uint)text.Length && Blank(text[at])) at++;
        if ((uint)at >= (uint)text.Length) Fail();
        return text[at];
    }

    private void Leave()
    {
        at++;
        depth--;
        fresh = false;
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void Fail() => throw new JsonException();
}
