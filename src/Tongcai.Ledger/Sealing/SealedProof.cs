using System.Text;

namespace Tongcai.Ledger;

/// <summary>Where in its batch a commitment stands: slot and sibling hashes, leaf sibling first; their number is the depth.</summary>
public sealed record SealedPath(int Slot, IReadOnlyList<NodeHash> Hashes)
{
    /// <summary>The ledger entry that the commitment leads to; null when slot and path do not fit each other.</summary>
    public byte[]? Leaf(SealedEvent sealedEvent) =>
        Hashes.Count is < 1 or > 16 || Slot < 0 || Slot >= 1 << Hashes.Count ? null
            : new InclusionProof(Slot, 1L << Hashes.Count, Hashes).ComputeRoot(TreeHash.Sha256, TreeHash.Sha256.Leaf(sealedEvent.Commitment.Bytes)) is { } root
                ? SealedBatch.LeafBytes(root, Hashes.Count)
                : null;
}

/// <summary>
/// That a private event stands in a ledger: the path inside its batch, then the tlog-proof of the batch's entry, which any
/// outside tool checks. Kept by the party with salt and inner bytes; shown when the event is opened.
/// </summary>
public sealed record SealedProof(SealedPath Path, TlogProof Outer)
{
    private const string FirstLine = "tongcai/sealed-proof@v1";

    /// <summary>The check of a reveal: whether these inner bytes under this salt were sealed in the ledger. Never throws on bad input.</summary>
    public ProofVerdict Reveal(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inner, TlogPolicy policy) => salt.Length == SealedEvent.SaltBytes
        ? Verify(SealedEvent.Of(salt, inner), policy)
        : ProofVerdict.No($"A salt has {SealedEvent.SaltBytes} bytes, not {salt.Length}.");

    /// <summary>Whether a commitment, as a receipt names it, was sealed in the ledger. Never throws on bad input.</summary>
    public ProofVerdict Verify(SealedEvent sealedEvent, TlogPolicy policy) => Path.Leaf(sealedEvent) is { } leaf
        ? Outer.Verify(leaf, policy)
        : ProofVerdict.No($"Slot {Path.Slot} and a path of {Path.Hashes.Count} hashes do not fit each other.");

    /// <summary>Whether inner bytes and salt lead to a known ledger entry: for one who has the ledger itself.</summary>
    public static bool Reveals(SealedPath path, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inner, ReadOnlySpan<byte> ledgerEntry) =>
        salt.Length == SealedEvent.SaltBytes && path.Leaf(SealedEvent.Of(salt, inner)) is { } leaf && ledgerEntry.SequenceEqual(leaf);

    /// <exception cref="LedgerFormatException">Not a sealed proof; the message names the line.</exception>
    public static SealedProof Parse(ReadOnlySpan<byte> bytes)
    {
        var blank = bytes.IndexOf("\n\n"u8);
        if (blank < 0) throw new LedgerFormatException("A sealed proof has a blank line before its tlog-proof.");
        var lines = Encoding.UTF8.GetString(bytes[..blank]).Split('\n');
        if (lines[0] != FirstLine) throw new LedgerFormatException($"The first line of a sealed proof is '{FirstLine}'.");
        if (lines.Length < 2 || !lines[1].StartsWith("slot ", StringComparison.Ordinal) || !Checkpoint.TryParseSize(lines[1][5..], out var slot) || slot > int.MaxValue)
            throw new LedgerFormatException("The second line of a sealed proof is 'slot' with a decimal number.");
        var hashes = new List<NodeHash>();
        foreach (var line in lines[2..])
            hashes.Add(NodeHash.TryParse(line, out var hash) ? hash : throw new LedgerFormatException($"Line {hashes.Count + 3} of the sealed proof is no base64 of 32 bytes."));
        return new SealedProof(new SealedPath((int)slot, hashes), TlogProof.Parse(bytes[(blank + 2)..]));
    }

    public byte[] ToBytes() => [.. Encoding.UTF8.GetBytes($"{FirstLine}\nslot {Path.Slot}\n{string.Concat(Path.Hashes.Select(hash => $"{hash}\n"))}\n"), .. Outer.ToBytes()];
}
