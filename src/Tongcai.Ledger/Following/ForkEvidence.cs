namespace Tongcai.Ledger;

/// <summary>
/// That a log signed two histories, for anybody to check offline with the log's key alone: two signed checkpoints, and, where their sizes
/// differ, the root that the larger tree has at the smaller size, with the proof that it has it.
/// </summary>
/// <param name="First">The signed checkpoint of the smaller size.</param>
/// <param name="Second">The other one, of the same size or larger.</param>
/// <param name="Root">Root at the size of <paramref name="First"/> in the tree of <paramref name="Second"/>.</param>
/// <param name="Hashes">Consistency proof from <paramref name="Root"/> to the root of <paramref name="Second"/>; empty for one size.</param>
public sealed record ForkEvidence(ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second, NodeHash Root, IReadOnlyList<NodeHash> Hashes)
{
    /// <summary>Why this proves no fork; empty when it does. Never throws on bad input.</summary>
    /// <param name="log">The log's key or keys; cosignatures are not asked for.</param>
    public string Problem(TlogPolicy log)
    {
        var (first, second) = (log.Check(First.Span), log.Check(Second.Span));
        if (!first.Accepted) return $"The first checkpoint: {first.Detail}";
        if (!second.Accepted) return $"The second checkpoint: {second.Detail}";
        var (smaller, larger) = (first.Checkpoint!, second.Checkpoint!);
        if (smaller.Origin != larger.Origin) return $"The checkpoints are of two logs, {smaller.Origin} and {larger.Origin}.";
        if (smaller.Size > larger.Size) return "The first checkpoint is the larger one.";
        if (smaller.Root == Root) return "Both checkpoints are of one history.";
        return new ConsistencyProof(smaller.Size, larger.Size, Hashes).Verify(TreeHash.Sha256, Root, larger.Root) ? "" : "The proof does not lead to the root of the second checkpoint.";
    }
}

/// <summary>What comparing two checkpoints of one log has shown.</summary>
public abstract record ViewComparison
{
    /// <summary>One extends the other.</summary>
    public sealed record Consistent : ViewComparison;

    /// <summary>The log has shown two histories.</summary>
    public sealed record Forked(ForkEvidence Evidence) : ViewComparison;

    /// <summary>The checkpoint that was offered is not the log's: whoever offered it is wrong, not the log.</summary>
    public sealed record NotTheLogs(string Detail) : ViewComparison;

    /// <summary>The log's files do not decide it now: compare again when more of it is known.</summary>
    public sealed record Undecided(string Detail) : ViewComparison;
}

/// <summary>Split view: compares what a log has shown to two of its readers.</summary>
public static class SplitView
{
    /// <summary>Compares a checkpoint accepted here with one that somebody else saw.</summary>
    /// <param name="own">A checkpoint that satisfied <paramref name="log"/> before.</param>
    /// <param name="others">What was seen elsewhere; nothing about it is believed.</param>
    /// <param name="log">The log's key.</param>
    /// <param name="files">The log's files, as it serves them here.</param>
    public static async Task<ViewComparison> CompareAsync(ReadOnlyMemory<byte> own, ReadOnlyMemory<byte> others, TlogPolicy log, ITileSource files, CancellationToken cancellation = default)
    {
        var verdict = log.Check(others.Span);
        if (!verdict.Accepted) return new ViewComparison.NotTheLogs(verdict.Detail);
        var (here, there) = (Checkpoint.Parse(own.Span), verdict.Checkpoint!);
        if (here.Origin != there.Origin) return new ViewComparison.NotTheLogs($"The checkpoint is of {there.Origin}, not of {here.Origin}.");
        if (here.Size == there.Size) return here.Root == there.Root ? new ViewComparison.Consistent() : new ViewComparison.Forked(new ForkEvidence(own, others, there.Root, []));
        var ((smaller, larger), (first, second)) = here.Size < there.Size ? ((here, there), (own, others)) : ((there, here), (others, own));
        if (smaller.Size == 0) return new ViewComparison.Consistent();
        try
        {
            var reader = LedgerReader.Sha256(files);
            var proof = await reader.ConsistencyAsync(smaller.Size, larger.Size, cancellation);
            if (proof.Verify(TreeHash.Sha256, smaller.Root, larger.Root)) return new ViewComparison.Consistent();
            var evidence = new ForkEvidence(first, second, await reader.RootAsync(smaller.Size, cancellation), proof.Hashes);
            return evidence.Problem(log) is { Length: > 0 } problem ? new ViewComparison.Undecided(problem) : new ViewComparison.Forked(evidence);
        }
        catch (Exception e) when (e is LedgerFaultException or IOException)
        {
            return new ViewComparison.Undecided(e.Message);
        }
    }
}
