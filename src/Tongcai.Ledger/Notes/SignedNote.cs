using System.Buffers.Binary;
using System.Text;

namespace Tongcai.Ledger;

/// <summary>One signature line of a note: <c>— name base64(keyid ‖ signature)</c>.</summary>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    public override string ToString()
    {
        var blob = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(blob, KeyId);
        Bytes.Span.CopyTo(blob.AsSpan(4));
        return $"{SignedNote.LineStart}{Name} {Convert.ToBase64String(blob)}\n";
    }
}

/// <summary>
/// A text with signature lines below it (C2SP signed-note). Lines of unknown keys are kept and ignored, so a log can add
/// a signature by an algorithm that other tools do not know.
/// </summary>
/// <param name="Text">Ends with a newline; it is what the signatures cover.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    internal const string LineStart = "— ";

    /// <summary>As many signature lines as a reader accepts; the specification asks for 16 at least.</summary>
    public const int MostSignatures = 100;

    private const int LongestNote = 1_000_000;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="LedgerFormatException">Not a signed note.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes) => TryParse(bytes, out var note, out var problem) ? note : throw new LedgerFormatException(problem);

    /// <summary>Reads a note; only the form that <see cref="ToBytes"/> writes is accepted, byte for byte.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SignedNote note, out string problem)
    {
        note = new SignedNote("", []);
        problem = "";
        if (bytes.Length > LongestNote) return Fail($"more than {LongestNote} bytes", out problem);
        string all;
        try
        {
            all = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Fail("not UTF-8", out problem);
        }
        if (all.AsSpan().IndexOfAnyInRange('\0', '\t') >= 0 || all.AsSpan().IndexOfAnyInRange('\v', '\x1f') >= 0) return Fail("a control character", out problem);
        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !all.EndsWith('\n') || split + 2 == all.Length) return Fail("no signature lines after a blank line", out problem);

        var signatures = new List<NoteSignature>();
        foreach (var line in all[(split + 2)..^1].Split('\n'))
        {
            if (ReadLine(line) is not { } signature) return Fail($"signature line {signatures.Count + 1} is not '— name base64'", out problem);
            signatures.Add(signature);
            if (signatures.Count > MostSignatures) return Fail($"more than {MostSignatures} signature lines", out problem);
        }
        note = new SignedNote(all[..(split + 1)], signatures);
        return true;

        static bool Fail(string reason, out string problem)
        {
            problem = $"Not a signed note: {reason}.";
            return false;
        }
    }

    /// <summary>The text with a signature line by each signer.</summary>
    public static SignedNote Sign(string text, params IEnumerable<NoteSigner> signers) => new(text, [.. signers.Select(signer => signer.Sign(text))]);

    public SignedNote With(params IEnumerable<NoteSignature> more) => this with { Signatures = [.. Signatures, .. more] };

    public byte[] ToBytes() => StrictUtf8.GetBytes(ToString());

    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";

    /// <summary>One signature line without its newline; null when it is none.</summary>
    internal static NoteSignature? ReadLine(string line)
    {
        if (!line.StartsWith(LineStart, StringComparison.Ordinal)) return null;
        var space = line.IndexOf(' ', LineStart.Length);
        if (space < 0) return null;
        var name = line[LineStart.Length..space];
        var base64 = line[(space + 1)..];
        var blob = new byte[base64.Length];
        if (!NoteKey.IsName(name) || !Convert.TryFromBase64String(base64, blob, out var length) || length < 5) return null;
        var signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(blob), blob.AsMemory(4, length - 4));
        // One form per signature: no spare bits in the base64.
        return signature.ToString().AsSpan()[..^1].SequenceEqual(line) ? signature : null;
    }
}
