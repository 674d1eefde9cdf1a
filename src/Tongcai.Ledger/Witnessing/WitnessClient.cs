using System.Text;

namespace Tongcai.Ledger;

/// <summary>What a witness answered to a checkpoint.</summary>
public abstract record WitnessOutcome
{
    /// <summary>It cosigned; the line goes under the checkpoint.</summary>
    /// <param name="Recorded">The size that it said it had recorded before, when that was another than expected here; smaller than one it once cosigned, it has lost its record.</param>
    public sealed record Cosigned(NoteSignature Line, DateTimeOffset Time, long Size, long? Recorded = null) : WitnessOutcome;

    /// <summary>It has seen more entries than the log has: the log was restored from an old copy and must not go on.</summary>
    public sealed record WitnessAhead(long WitnessSize) : WitnessOutcome;

    /// <summary>It refused; 422 means that the log's history is not the one it saw.</summary>
    public sealed record Refused(int Status, string Detail) : WitnessOutcome;

    /// <summary>No answer this time: go on without it and ask again.</summary>
    public sealed record Unreachable(string Detail) : WitnessOutcome;
}

/// <summary>Asks one witness over HTTP for its cosignature.</summary>
/// <param name="prefix">The witness's submission prefix, ending in a slash.</param>
/// <param name="witness">Its cosignature/v1 key: an answer that this key did not sign is none.</param>
public sealed class WitnessClient(HttpClient client, Uri prefix, NoteKey witness)
{
    private const int LongestAnswer = 16 * 1024;

    /// <summary>The size last cosigned, as far as known here; the witness corrects it.</summary>
    private long known;

    /// <summary>Sends a checkpoint with the consistency proof from the size that the witness recorded.</summary>
    /// <param name="reader">The log's own tiles, to make the proof from.</param>
    /// <exception cref="LedgerFormatException">The checkpoint does not parse.</exception>
    /// <exception cref="LedgerFaultException">The log's own tiles are missing or damaged.</exception>
    public async Task<WitnessOutcome> SubmitAsync(ReadOnlyMemory<byte> checkpoint, LedgerReader reader, CancellationToken cancellation = default)
    {
        var note = SignedNote.Parse(checkpoint.Span);
        var size = Checkpoint.Parse(checkpoint.Span).Size;
        try
        {
            // Once to learn the recorded size, once more if another submission came between.
            long? told = null;
            for (var attempt = 0; ; attempt++)
            {
                var old = Math.Min(known, size);
                var (status, type, body) = await PostAsync(AddCheckpointRequest.Write(await reader.ConsistencyAsync(old, size, cancellation), checkpoint.Span), cancellation);
                if (status == 409 && type == WitnessAnswer.SizeType && Checkpoint.TryParseSize(body.TrimEnd('\n'), out var recorded))
                {
                    known = recorded;
                    told = told is { } earlier ? Math.Min(earlier, recorded) : recorded;
                    if (recorded > size) return new WitnessOutcome.WitnessAhead(recorded);
                    if (attempt < 2) continue;
                }
                if (status != 200) return new WitnessOutcome.Refused(status, body);
                if (Cosignature(note, body) is not var (line, time)) return new WitnessOutcome.Refused(status, "The answer holds no valid cosignature by " + witness.Name);
                known = size;
                return new WitnessOutcome.Cosigned(line, time, size, told);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new WitnessOutcome.Unreachable(e.Message);
        }
    }

    private (NoteSignature Line, DateTimeOffset Time)? Cosignature(SignedNote note, string body)
    {
        foreach (var text in body.Split('\n'))
            if (SignedNote.ReadLine(text) is { } line && witness.Verify(note.Text, line, out var time) && time is { } at) return (line, at);
        return null;
    }

    private async Task<(int Status, string? Type, string Body)> PostAsync(byte[] request, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(request);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(prefix, "add-checkpoint")) { Content = content };
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, Encoding.UTF8.GetString(buffer, 0, length));
    }
}
