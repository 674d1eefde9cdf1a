using System.Text;

namespace Tongcai.Ledger;

/// <summary>The answer to a proof: accepted, or the reason why not.</summary>
public sealed record ProofVerdict(bool Accepted, string Detail, PolicyVerdict? Policy)
{
    internal static ProofVerdict No(string detail, PolicyVerdict? policy = null) => new(false, detail, policy);
}

/// <summary>
/// A proof to keep and check offline (C2SP tlog-proof): index, inclusion hashes, checkpoint with cosignatures.
/// It is what is attached to a receipt.
/// </summary>
/// <param name="Checkpoint">A signed note.</param>
/// <param name="Extra">Bytes for the application; null when there are none.</param>
public sealed record TlogProof(long Index, IReadOnlyList<NodeHash> Hashes, ReadOnlyMemory<byte> Checkpoint, ReadOnlyMemory<byte>? Extra = null)
{
    private const string FirstLine = "c2sp.org/tlog-proof@v1";

    /// <summary>More hashes than any tree of fewer than 2^63 entries asks for.</summary>
    private const int MostHashes = 63;

    /// <summary>Makes a proof from an inclusion proof and the checkpoint of the same size.</summary>
    /// <exception cref="LedgerFormatException">The checkpoint does not parse or is of another size.</exception>
    public static TlogProof Make(InclusionProof inclusion, ReadOnlyMemory<byte> checkpoint, ReadOnlyMemory<byte>? extra = null)
    {
        var size = Ledger.Checkpoint.Parse(checkpoint.Span).Size;
        return size == inclusion.Size ? new TlogProof(inclusion.Index, inclusion.Hashes, checkpoint, extra)
            : throw new LedgerFormatException($"The proof is for size {inclusion.Size}, the checkpoint for {size}.");
    }

    /// <exception cref="LedgerFormatException">Not a tlog-proof; the message names the line.</exception>
    public static TlogProof Parse(ReadOnlySpan<byte> bytes)
    {
        var blank = bytes.IndexOf("\n\n"u8);
        if (blank < 0) throw new LedgerFormatException("A tlog-proof has a blank line before its checkpoint.");
        var lines = Encoding.UTF8.GetString(bytes[..blank]).Split('\n');
        if (lines[0] != FirstLine) throw new LedgerFormatException($"The first line of a tlog-proof is '{FirstLine}'.");
        var at = 1;
        ReadOnlyMemory<byte>? extra = null;
        if (at < lines.Length && lines[at].StartsWith("extra ", StringComparison.Ordinal)) extra = Base64(lines[at++][6..]);
        if (at == lines.Length || !lines[at].StartsWith("index ", StringComparison.Ordinal) || !Ledger.Checkpoint.TryParseSize(lines[at++][6..], out var index))
            throw new LedgerFormatException("A tlog-proof has a line 'index' with a decimal number.");
        var hashes = new List<NodeHash>();
        for (; at < lines.Length; at++)
        {
            if (!NodeHash.TryParse(lines[at], out var hash)) throw new LedgerFormatException($"Line {at + 1} of the tlog-proof is no base64 of 32 bytes.");
            hashes.Add(hash);
            if (hashes.Count > MostHashes) throw new LedgerFormatException($"The tlog-proof has more than {MostHashes} hashes.");
        }
        return new TlogProof(index, hashes, bytes[(blank + 2)..].ToArray(), extra);
    }

    /// <summary>Whether <paramref name="entry"/> stands at <see cref="Index"/> of a log that satisfies the policy. Never throws on bad input.</summary>
    public ProofVerdict Verify(ReadOnlySpan<byte> entry, TlogPolicy policy) => VerifyLeaf(TreeHash.Sha256.Leaf(entry), policy);

    /// <inheritdoc cref="Verify"/>
    public ProofVerdict VerifyLeaf(NodeHash leafHash, TlogPolicy policy)
    {
        var verdict = policy.Check(Checkpoint.Span);
        if (!verdict.Accepted) return ProofVerdict.No(verdict.Detail, verdict);
        var (size, root) = (verdict.Checkpoint!.Size, verdict.Checkpoint.Root);
        if (Index >= size) return ProofVerdict.No($"Index {Index} is not in a tree of {size} entries.", verdict);
        return new InclusionProof(Index, size, Hashes).Verify(TreeHash.Sha256, leafHash, root)
            ? new ProofVerdict(true, "", verdict)
            : ProofVerdict.No($"Entry and hashes do not lead to the root of size {size}.", verdict);
    }

    public byte[] ToBytes()
    {
        var text = new StringBuilder($"{FirstLine}\n");
        if (Extra is { } extra) text.Append($"extra {Convert.ToBase64String(extra.Span)}\n");
        text.Append($"index {Index}\n");
        foreach (var hash in Hashes) text.Append($"{hash}\n");
        return [.. Encoding.UTF8.GetBytes(text.Append('\n').ToString()), .. Checkpoint.Span];
    }

    private static byte[] Base64(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            if (Convert.ToBase64String(bytes) == text) return bytes;
        }
        catch (FormatException)
        {
            // Reported below, like base64 in another than its one form.
        }
        throw new LedgerFormatException("The line 'extra' of a tlog-proof is base64.");
    }
}
