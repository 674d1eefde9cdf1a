using System.Globalization;
using System.Text;

namespace Tongcai.Ledger;

/// <summary>An HTTP answer of a witness.</summary>
public sealed record WitnessAnswer(int Status, string ContentType, string Body)
{
    /// <summary>The content type that goes with 409: the body is the recorded size.</summary>
    public const string SizeType = "text/x.tlog.size";

    internal static WitnessAnswer Plain(int status, string body) => new(status, "text/plain; charset=utf-8", body);
}

/// <summary>
/// Cosigns the checkpoints of other logs, each only if it extends the last one it cosigned (C2SP tlog-witness). It never sees entries.
/// </summary>
/// <param name="known">Keys of the logs it knows now: asked for with every request.</param>
/// <param name="state">What it has cosigned; written before an answer leaves.</param>
/// <param name="cosigner">Its <see cref="NoteAlgorithm.CosignatureV1"/> signer.</param>
public sealed class Witness(Func<IReadOnlyList<NoteKey>> known, WitnessState state, NoteSigner cosigner)
{
    /// <summary>A witness whose logs never change.</summary>
    public Witness(IReadOnlyList<NoteKey> logs, WitnessState state, NoteSigner cosigner)
        : this(() => logs, state, cosigner)
    {
    }

    /// <summary>More proof lines than any client sends.</summary>
    internal const int MostProofLines = 63;

    /// <summary>More bytes than any request has: 63 proof lines and a note with a hundred signatures.</summary>
    public const int LongestRequest = 64 * 1024;

    /// <summary>
    /// Answers <c>POST add-checkpoint</c>: 200 with the cosignature line, 400 malformed or old size above the checkpoint's, 403 not
    /// signed by the log, 404 origin unknown, 409 with the recorded size when the old size is another, 422 proof wrong or a second root
    /// for one size. Never throws on bad input.
    /// </summary>
    public async Task<WitnessAnswer> AddCheckpointAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation = default)
    {
        if (!AddCheckpointRequest.TryParse(request.Span, out var asked, out var problem)) return WitnessAnswer.Plain(400, problem + "\n");
        var (note, head) = (asked.Note, asked.Checkpoint);
        var keys = known().Where(key => key.Name == head.Origin).ToList();
        if (keys.Count == 0) return WitnessAnswer.Plain(404, $"The log '{head.Origin}' is not known here.\n");
        if (!TlogPolicy.LogOnly(keys).Check(note.ToBytes()).Accepted) return WitnessAnswer.Plain(403, $"The checkpoint is not signed by the keys known for '{head.Origin}'.\n");
        if (asked.OldSize > head.Size) return WitnessAnswer.Plain(400, $"The old size {asked.OldSize} is above the checkpoint's {head.Size}.\n");

        var recorded = await state.Read(head.Origin, cancellation);
        var last = recorded is null ? new Checkpoint(head.Origin, 0, TreeHash.Sha256.Empty) : Checkpoint.Parse(recorded);
        if (asked.OldSize != last.Size) return Conflict(last.Size);
        if (!Extends(last, head, asked.Proof)) return WitnessAnswer.Plain(422, $"The checkpoint of size {head.Size} is not shown to extend the one of size {last.Size}.\n");

        var line = cosigner.Sign(note.Text);
        var logLines = note.Signatures.Where(signature => keys.Exists(key => key.Claims(signature)));
        if (await state.Replace(head.Origin, recorded, new SignedNote(note.Text, [.. logLines, line]).ToBytes(), cancellation))
            return WitnessAnswer.Plain(200, line.ToString());
        // Another request was faster; the client goes on from there.
        return Conflict(await state.Read(head.Origin, cancellation) is { } now ? Checkpoint.Parse(now).Size : 0);
    }

    /// <summary>The last cosigned checkpoint of a log by the hexadecimal SHA-256 of its origin, for monitors; null when there is none.</summary>
    public ValueTask<byte[]?> CheckpointAsync(string originHash, CancellationToken cancellation = default) =>
        known().FirstOrDefault(key => WitnessState.FileName(key.Name) == originHash) is { } log ? state.Read(log.Name, cancellation) : ValueTask.FromResult<byte[]?>(null);

    private static bool Extends(Checkpoint last, Checkpoint head, IReadOnlyList<NodeHash> proof) => last.Size == 0
        ? proof.Count == 0 && (head.Size > 0 || head.Root == TreeHash.Sha256.Empty)
        : new ConsistencyProof(last.Size, head.Size, proof).Verify(TreeHash.Sha256, last.Root, head.Root);

    private static WitnessAnswer Conflict(long size) => new(409, WitnessAnswer.SizeType, size.ToString(CultureInfo.InvariantCulture) + "\n");
}

/// <summary>The body of <c>add-checkpoint</c>: <c>old &lt;size&gt;</c>, proof hashes, a blank line, the checkpoint.</summary>
internal sealed record AddCheckpointRequest(long OldSize, IReadOnlyList<NodeHash> Proof, SignedNote Note, Checkpoint Checkpoint)
{
    public static bool TryParse(ReadOnlySpan<byte> bytes, out AddCheckpointRequest request, out string problem)
    {
        request = null!;
        problem = bytes.Length > Witness.LongestRequest ? "The request is too long." : "";
        var blank = bytes.IndexOf("\n\n"u8);
        if (blank < 0) problem = "The request has no blank line before the checkpoint.";
        if (problem.Length > 0) return false;

        var lines = Encoding.UTF8.GetString(bytes[..blank]).Split('\n');
        var oldSize = 0L;
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal) || !Checkpoint.TryParseSize(lines[0][4..], out oldSize)) problem = "The first line is 'old' with a decimal size.";
        if (lines.Length - 1 > Witness.MostProofLines) problem = $"There are more than {Witness.MostProofLines} proof lines.";
        if (problem.Length > 0) return false;

        var proof = new List<NodeHash>();
        foreach (var line in lines.Skip(1))
        {
            if (!NodeHash.TryParse(line, out var hash)) problem = $"Proof line {proof.Count + 1} is no base64 of 32 bytes.";
            proof.Add(hash);
        }
        if (problem.Length > 0 || !SignedNote.TryParse(bytes[(blank + 2)..], out var note, out problem) || !Checkpoint.TryParseText(note.Text, out var checkpoint, out problem)) return false;
        request = new AddCheckpointRequest(oldSize, proof, note, checkpoint);
        return true;
    }

    public static byte[] Write(ConsistencyProof proof, ReadOnlySpan<byte> checkpoint) =>
        [.. Encoding.UTF8.GetBytes($"old {proof.OldSize}\n{string.Concat(proof.Hashes.Select(hash => $"{hash}\n"))}\n"), .. checkpoint];
}
