using System.Globalization;

namespace Tongcai.Ledger;

/// <summary>The head of a log's tree (C2SP tlog-checkpoint): origin (the log's name), number of entries, root.</summary>
public sealed record Checkpoint(string Origin, long Size, NodeHash Root)
{
    /// <summary>The text that is signed: origin, size, base64 root, one line each.</summary>
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root}\n";

    /// <summary>The bytes to publish. A witnessed log needs an Ed25519 signer named as the origin among the signers.</summary>
    public byte[] Sign(params IEnumerable<NoteSigner> signers) => SignedNote.Sign(Text, signers).ToBytes();

    /// <summary>Reads the head out of a signed checkpoint without checking signatures (see <see cref="TlogPolicy"/>).</summary>
    /// <exception cref="LedgerFormatException">Not a signed checkpoint.</exception>
    public static Checkpoint Parse(ReadOnlySpan<byte> note) => TryParse(note, out var checkpoint, out var problem) ? checkpoint : throw new LedgerFormatException(problem);

    public static bool TryParse(ReadOnlySpan<byte> note, out Checkpoint checkpoint, out string problem)
    {
        checkpoint = new Checkpoint("", 0, TreeHash.Sha256.Empty);
        return SignedNote.TryParse(note, out var signed, out problem) && TryParseText(signed.Text, out checkpoint, out problem);
    }

    /// <summary>Reads the signed text. Extension lines of other logs are allowed and not looked at; this ledger writes none.</summary>
    public static bool TryParseText(string text, out Checkpoint checkpoint, out string problem)
    {
        checkpoint = new Checkpoint("", 0, TreeHash.Sha256.Empty);
        var lines = text.Split('\n');
        var (size, root) = (0L, default(NodeHash));
        problem = lines switch
        {
            { Length: < 4 } => "A checkpoint has at least three lines: origin, size, root.",
            _ when lines[0].Length == 0 => "The origin, first line of a checkpoint, is empty.",
            _ when lines.Skip(1).SkipLast(1).Contains("") => "A checkpoint has no empty line before its signatures.",
            _ when !TryParseSize(lines[1], out size) => "The size, second line of a checkpoint, is a decimal number without leading zeros.",
            _ when !NodeHash.TryParse(lines[2], out root) => "The root, third line of a checkpoint, is base64 of 32 bytes.",
            _ => "",
        };
        if (problem.Length > 0) return false;
        checkpoint = new Checkpoint(lines[0], size, root);
        return true;
    }

    /// <summary>A tree size or index in its only form: decimal, no sign, no leading zeros.</summary>
    internal static bool TryParseSize(string text, out long size) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size.ToString(CultureInfo.InvariantCulture) == text;
}
