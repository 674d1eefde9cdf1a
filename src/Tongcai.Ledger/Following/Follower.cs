namespace Tongcai.Ledger;

/// <summary>
/// How far a follower has read: the frontier of the entries it has taken in and the newest checkpoint it has accepted. The follower's
/// owner stores it in the same commit as what it learned from the entries.
/// </summary>
public sealed record FollowerPosition(ReadOnlyMemory<byte> Frontier, ReadOnlyMemory<byte> Checkpoint)
{
    /// <summary>Before the first entry.</summary>
    public static FollowerPosition Start { get; } = new(new MerkleFrontier(TreeHash.Sha256).Serialize(), ReadOnlyMemory<byte>.Empty);

    /// <summary>Index of the next entry to read.</summary>
    public long Next => MerkleFrontier.Parse(TreeHash.Sha256, Frontier.Span).Size;
}

/// <summary>Why a follower stops.</summary>
public enum FollowerAlarm
{
    /// <summary>The source has fewer entries than were read or seen before: restored from an old backup, or rolled back.</summary>
    SourceSmaller,

    /// <summary>The source's history is not the one read or seen before, or its entries do not lead to its checkpoint.</summary>
    RootDiffers,

    /// <summary>The checkpoint is not signed as the policy demands.</summary>
    BadSignature,

    /// <summary>A file that the checkpoint promises is missing.</summary>
    MissingTile,

    /// <summary>A file is not in the form it must have.</summary>
    Malformed,

    /// <summary>The stored position itself does not parse.</summary>
    PositionUnreadable,
}

/// <summary>What one step of following brought.</summary>
public abstract record FollowResult
{
    /// <summary>Entries in order, each proved against the checkpoint, and the position to store with what they taught.</summary>
    public sealed record Advanced(IReadOnlyList<LedgerEntry> Entries, FollowerPosition Position, long SourceSize) : FollowResult;

    /// <summary>Nothing new; the position may carry a newer checkpoint of the same tree.</summary>
    public sealed record UpToDate(FollowerPosition Position) : FollowResult;

    /// <summary>The source could not be read this time: try again later.</summary>
    public sealed record Unreachable(string Detail) : FollowResult;

    /// <summary>Stop and call a person. <paramref name="Seen"/> is the checkpoint offered, evidence beside the stored one.</summary>
    public sealed record Alarmed(FollowerAlarm Alarm, string Detail, ReadOnlyMemory<byte> Seen) : FollowResult;
}

/// <summary>Reads another ledger forward, believing nothing that its signed root does not prove. Keeps nothing but the last note that the policy accepted.</summary>
public sealed class Follower(ITileSource source, TlogPolicy policy, string origin)
{
    /// <summary>Bundles are no longer added to a step once it holds this many bytes.</summary>
    private const long StepBytes = 16 * 1024 * 1024;

    /// <summary>A source at rest serves the same note at every look; its signatures are checked once.</summary>
    private (ReadOnlyMemory<byte> Note, PolicyVerdict Verdict)? accepted;

    /// <summary>Takes in at most about <paramref name="most"/> entries after <paramref name="position"/> (whole bundles once more than one is read).</summary>
    public async Task<FollowResult> StepAsync(FollowerPosition position, int most = 4096, CancellationToken cancellation = default)
    {
        ReadOnlyMemory<byte> seen = default;
        try
        {
            var frontier = MerkleFrontier.Parse(TreeHash.Sha256, position.Frontier.Span);
            var last = position.Checkpoint.IsEmpty ? null : Checkpoint.Parse(position.Checkpoint.Span);
            var reader = LedgerReader.Sha256(source);
            if (await reader.CheckpointAsync(cancellation) is not { } note)
                return last is null ? new FollowResult.Unreachable("The source has no checkpoint yet.") : Alarm(FollowerAlarm.MissingTile, "The source has no checkpoint any more.");
            seen = note;
            var verdict = Check(note);
            if (!verdict.Accepted) return Alarm(verdict.Fault == PolicyFault.Malformed ? FollowerAlarm.Malformed : FollowerAlarm.BadSignature, verdict.Detail);
            var head = verdict.Checkpoint!;
            if (head.Origin != origin) return Alarm(FollowerAlarm.BadSignature, $"The checkpoint is of {head.Origin}, not of {origin}.");
            if (await HistoryAsync(reader, frontier, last, head, cancellation) is var (alarm, detail)) return Alarm(alarm, detail);
            if (head.Size == frontier.Size) return new FollowResult.UpToDate(position with { Checkpoint = note });

            var entries = await TakeAsync(reader, frontier, head.Size, most, cancellation);
            if (!await ProvedAsync(reader, frontier, head, cancellation))
                return Alarm(FollowerAlarm.RootDiffers, $"The entries up to {frontier.Size} do not lead to the root of the checkpoint of size {head.Size}.");
            return new FollowResult.Advanced(entries, new FollowerPosition(frontier.Serialize(), note), head.Size);
        }
        catch (LedgerFaultException e)
        {
            return Alarm(e.Finding.Fault == LedgerFault.Missing ? FollowerAlarm.MissingTile : FollowerAlarm.Malformed, e.Message);
        }
        catch (LedgerFormatException e)
        {
            return Alarm(FollowerAlarm.PositionUnreadable, e.Message);
        }
        catch (IOException e)
        {
            return new FollowResult.Unreachable(e.Message);
        }

        FollowResult.Alarmed Alarm(FollowerAlarm alarm, string detail) => new(alarm, detail, seen);
    }

    private PolicyVerdict Check(ReadOnlyMemory<byte> note)
    {
        if (accepted is { } last && last.Note.Span.SequenceEqual(note.Span)) return last.Verdict;
        var verdict = policy.Check(note.Span);
        if (verdict.Accepted) accepted = (note, verdict);
        return verdict;
    }

    /// <summary>Null when the offered head extends both what was read and what was seen.</summary>
    private static async Task<(FollowerAlarm, string)?> HistoryAsync(LedgerReader reader, MerkleFrontier frontier, Checkpoint? last, Checkpoint head, CancellationToken cancellation)
    {
        var known = Math.Max(frontier.Size, last?.Size ?? 0);
        if (head.Size < known) return (FollowerAlarm.SourceSmaller, $"The source has {head.Size} entries; {known} were there before.");
        if (head.Size == frontier.Size && head.Root != frontier.Root()) return (FollowerAlarm.RootDiffers, $"The source has another root at size {head.Size} than its entries had.");
        // What was seen lies beyond what was read: the entries not read yet must still be the same ones.
        if (last is null || last.Size <= frontier.Size) return null;
        var proof = await reader.ConsistencyAsync(last.Size, head.Size, cancellation);
        return proof.Verify(TreeHash.Sha256, last.Root, head.Root) ? null
            : (FollowerAlarm.RootDiffers, $"The checkpoint of size {head.Size} does not extend the one of size {last.Size} seen before.");
    }

    private static async Task<List<LedgerEntry>> TakeAsync(LedgerReader reader, MerkleFrontier frontier, long size, int most, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntry>();
        var bytes = 0L;
        while (frontier.Size < size && entries.Count < most && bytes < StepBytes)
        {
            var number = frontier.Size / TilePath.FullWidth;
            var bundle = await reader.BundleAsync(number, size, cancellation);
            foreach (var entry in bundle.Skip((int)(frontier.Size % TilePath.FullWidth)))
            {
                entries.Add(new LedgerEntry(frontier.Size, entry));
                frontier.Append(TreeHash.Sha256.Leaf(entry.Span));
                bytes += entry.Length;
            }
        }
        return entries;
    }

    private static async Task<bool> ProvedAsync(LedgerReader reader, MerkleFrontier frontier, Checkpoint head, CancellationToken cancellation) =>
        frontier.Size == head.Size
            ? frontier.Root() == head.Root
            : (await reader.ConsistencyAsync(frontier.Size, head.Size, cancellation)).Verify(TreeHash.Sha256, frontier.Root(), head.Root);
}
