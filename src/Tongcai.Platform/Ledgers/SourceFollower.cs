using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers;

/// <summary>How following stands after a step.</summary>
public enum FollowState
{
    /// <summary>There may be more: step again.</summary>
    Advanced,

    /// <summary>Nothing new.</summary>
    UpToDate,

    /// <summary>The source or the own database gave no answer: later.</summary>
    Waiting,

    /// <summary>The source contradicts itself: following has stopped until a person decides.</summary>
    Alarmed,
}

/// <summary>
/// Follows one ledger. What a fact teaches and the position behind it are one commit, so each fact is learned exactly once and in order;
/// a fact that cannot be read parks its own stream and no other.
/// </summary>
/// <param name="source">Whom to follow.</param>
/// <param name="client">How to reach it.</param>
/// <param name="self">As whom the restricted feed is asked.</param>
/// <param name="store">The own database.</param>
/// <param name="kinds">The kinds this program knows.</param>
/// <param name="readers">What to do with them.</param>
public sealed class SourceFollower(FollowedSource source, LedgerClient client, PeerIdentity self, IStore store, FactKinds kinds, IEnumerable<FactReader> readers)
{
    private const int MostEntries = 4096;

    /// <summary>Facts about different things that share a commit at most.</summary>
    private const int MostTogether = 256;
    private const int Attempts = 5;

    /// <summary>A fact that is to be learned.</summary>
    /// <param name="Origin">Where it stands.</param>
    /// <param name="Leaf">Its leaf.</param>
    /// <param name="Body">Its body as fetched, not yet believed; null: not fetched.</param>
    /// <param name="Behind">Frontier of the position behind it.</param>
    /// <param name="Fact">The fact itself when it may share a commit.</param>
    /// <param name="Reader">Who reads it then.</param>
    /// <param name="Concern">What it is about then; null: it is learned by itself.</param>
    private sealed record Taught(FactOrigin Origin, byte[] Leaf, byte[]? Body, byte[] Behind, IFact? Fact, FactReader? Reader, string? Concern)
    {
        /// <summary>Public facts that have been read then.</summary>
        public long Counted { get; init; }
    }

    private readonly Dictionary<Type, FactReader> readers = readers.ToDictionary(r => r.FactType);
    private readonly Follower follower = new(client.Tiles, TlogPolicy.LogOnly(NoteKey.Parse(source.VerifierKey)), source.Origin);

    /// <summary>Size of the ledger at which the restricted feed was read to its end: items join it only with a leaf, so until the ledger grows there is nothing to ask for.</summary>
    private long restrictedReadAt = -1;

    /// <summary>Origin of the ledger that is followed.</summary>
    public string Origin => source.Origin;

    /// <summary>One step over the ledger and one over the restricted feed.</summary>
    public async Task<FollowState> Step(CancellationToken cancel = default)
    {
        var position = await Position(cancel);
        if (position.Alarm.Length > 0) return FollowState.Alarmed;
        try
        {
            if (position.Retry)
            {
                await RetryParked(cancel);
                await Done(Commit.Empty.Update(position with { Retry = false }), cancel);
                position = position with { Retry = false, Version = position.Version + 1 };
            }

            var ledger = await StepLedger(position, cancel);
            if (ledger is FollowState.Alarmed or FollowState.Waiting || source.Audience is null) return ledger;
            var restricted = await StepRestricted(await Position(cancel), cancel);
            return restricted is FollowState.UpToDate ? ledger : restricted;
        }
        catch (IOException)
        {
            return FollowState.Waiting;
        }
        catch (CommitFailedException)
        {
            return FollowState.Waiting;
        }
    }

    /// <summary>Reads parked facts again, stream by stream in order, until one still cannot be read.</summary>
    /// <returns>How many could be read.</returns>
    public async Task<int> RetryParked(CancellationToken cancel = default)
    {
        var done = 0;
        var parked = await store.Read(c => c.Where<ParkedFact>("source = @origin order by stream, restricted, place", new { origin = source.Origin }), cancel);
        foreach (var stream in parked.GroupBy(p => (p.Stream, p.Restricted)))
        {
            foreach (var fact in stream)
            {
                var origin = new FactOrigin(source.Origin, fact.LeafIndex, FactLeaf.Read(fact.Leaf)!, fact.Restricted);
                var body = fact.Restricted || origin.Leaf.Body.Fits(fact.Body) ? fact.Body : await client.Body(origin.Leaf.Body.Sha256, cancel) ?? [];
                if (await Learn(origin, body, Commit.Empty.Delete(fact), parkOnFailure: null, cancel) is { } reason)
                {
                    if (reason != fact.Reason) await Done(Commit.Empty.Update(fact with { Reason = reason }), cancel);
                    break;
                }

                done++;
            }
        }

        return done;
    }

    /// <summary>Goes on after an alarm that a person has judged; the position stays where it was.</summary>
    public async Task Resume(CancellationToken cancel = default) => await Done(Commit.Empty.Update(Resumed(await Position(cancel))), cancel);

    /// <summary>The position from which following goes on, and parked facts are read again.</summary>
    internal static FollowPosition Resumed(FollowPosition halted) => halted with { Alarm = "", Evidence = [], Retry = true };

    private async Task<FollowState> StepLedger(FollowPosition position, CancellationToken cancel)
    {
        switch (await follower.StepAsync(new FollowerPosition(position.Frontier, position.Checkpoint), MostEntries, cancel))
        {
            case FollowResult.Advanced advanced:
                await Take(position, advanced, cancel);
                return FollowState.Advanced;
            case FollowResult.UpToDate current:
                // A checkpoint that has only gained cosignatures is none to write down.
                if (position.Checkpoint.Length == 0 || Checkpoint.Parse(current.Position.Checkpoint.Span) != Checkpoint.Parse(position.Checkpoint)) await Done(Commit.Empty.Update(position with { Checkpoint = current.Position.Checkpoint.ToArray() }), cancel);
                return FollowState.UpToDate;
            case FollowResult.Alarmed alarmed:
                await Done(Commit.Empty.Update(position with { Alarm = $"{alarmed.Alarm}: {alarmed.Detail}", Evidence = alarmed.Seen.ToArray() }), cancel);
                return FollowState.Alarmed;
            default:
                return FollowState.Waiting;
        }
    }

    /// <summary>Learns from the entries, in order: neighbours about different things together, others by themselves. Entries that teach nothing move the position along with the next that does.</summary>
    private async Task Take(FollowPosition position, FollowResult.Advanced advanced, CancellationToken cancel)
    {
        var frontier = MerkleFrontier.Parse(TreeHash.Sha256, position.Frontier);
        position = position with { Checkpoint = advanced.Position.Checkpoint.ToArray() };
        var read = advanced.Entries.Select(e => (Entry: e, Leaf: FactLeaf.Read(e.Bytes.Span))).ToList();
        var bodies = await Bodies([.. read.Where(e => e.Leaf is not null && IsWanted(e.Leaf.Kind)).Select(e => e.Entry.Index)], cancel);
        var together = new List<Taught>();
        var (untold, counted) = (false, position.PublicFacts);
        foreach (var (entry, leaf) in read)
        {
            frontier.Append(TreeHash.Sha256.Leaf(entry.Bytes.Span));
            untold = true;
            if (leaf is null) continue;
            counted++;
            if (!IsWanted(leaf.Kind)) continue;
            var taught = Teaches(new FactOrigin(source.Origin, entry.Index, leaf, Restricted: false), entry.Bytes.ToArray(), bodies.GetValueOrDefault(entry.Index), frontier.Serialize()) with { Counted = counted };
            if (together.Count > 0 && (together.Count == MostTogether || taught.Concern is null || together.Exists(t => t.Concern is null || t.Concern == taught.Concern)))
            {
                position = await Learn(together, position, cancel);
                together.Clear();
            }

            together.Add(taught);
            untold = false;
        }

        if (together.Count > 0) position = await Learn(together, position, cancel);
        if (untold) await Done(Commit.Empty.Update(position with { Frontier = frontier.Serialize(), PublicFacts = counted }), cancel);
    }

    /// <summary>The bodies at the wanted indexes, and those between, fetched many at a time; one that the source leaves out is asked for by its digest later.</summary>
    private async Task<Dictionary<long, byte[]>> Bodies(IReadOnlyList<long> wanted, CancellationToken cancel)
    {
        var bodies = new Dictionary<long, byte[]>();
        // One body is asked for by its digest as well as by its index.
        if (wanted.Count < 2) return bodies;
        for (var (from, end) = (wanted[0], wanted[^1] + 1); from < end;)
        {
            var some = await client.Bodies(from, Math.Min(end, from + BodyRange.MostIndexes), cancel);
            if (some.Count == 0) break;
            foreach (var (index, body) in some) bodies[index] = body;
            from = some.Keys.Max() + 1;
        }

        return bodies;
    }

    /// <summary>A fact with what can be said of it before its turn: what it is about is known only when it can be read and its reader looks at nothing else.</summary>
    private Taught Teaches(FactOrigin origin, byte[] leaf, byte[]? body, byte[] behind)
    {
        if (kinds.Find(origin.Leaf.Kind) is { } kind && readers.GetValueOrDefault(kind.Type) is { Concern: { } concern } reader && body is not null && origin.Leaf.Body.Fits(body) && FactBody.Read(kind, body).Fact is { } fact)
            return new(origin, leaf, body, behind, fact, reader, concern(fact));
        return new(origin, leaf, body, behind, null, null, null);
    }

    /// <summary>Learns facts in one commit; when that cannot be, each by itself.</summary>
    private async Task<FollowPosition> Learn(List<Taught> facts, FollowPosition position, CancellationToken cancel)
    {
        var all = position with { Frontier = facts[^1].Behind, PublicFacts = facts[^1].Counted };
        if (facts.Count > 1 && await TryTogether(facts, all, cancel)) return all with { Version = position.Version + 1 };
        foreach (var fact in facts)
        {
            var next = position with { Frontier = fact.Behind, PublicFacts = fact.Counted };
            await Learn(fact.Origin, fact.Leaf, fact.Body, next, cancel);
            position = next with { Version = position.Version + 1 };
        }

        return position;
    }

    private async Task<bool> TryTogether(List<Taught> facts, FollowPosition next, CancellationToken cancel)
    {
        var parked = await store.Read(async c => (await c.QueryAsync<string>("select distinct stream from parked_fact where source = @Origin and restricted = @no", new { source.Origin, no = false })).ToHashSet(StringComparer.Ordinal), cancel);
        if (parked.Count > 0 && facts.Exists(f => parked.Contains(f.Origin.Leaf.Stream))) return false;
        try
        {
            var commits = await Task.WhenAll(facts.Select(f => f.Reader!.Read(f.Fact!, f.Origin, cancel)));
            var commit = commits.Aggregate(Commit.Empty.Update(next), (all, one) => all.And(one)) with { Learned = true };
            return await store.Execute(commit, null, cancel) is Committed;
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or CommitFailedException))
        {
            // One of them cannot be read: which, and why, is found out by themselves.
            return false;
        }
    }

    private async Task<FollowState> StepRestricted(FollowPosition position, CancellationToken cancel)
    {
        var read = MerkleFrontier.Parse(TreeHash.Sha256, position.Frontier);
        if (read.Size == restrictedReadAt) return FollowState.UpToDate;
        var page = await client.Restricted(position.RestrictedCursor, self, cancel);
        if (page.Items.Count == 0)
        {
            restrictedReadAt = read.Size;
            return FollowState.UpToDate;
        }

        var ledger = new ProvedEntries(client.Tiles, position.Checkpoint);
        foreach (var fact in page.Items)
        {
            // What the ledger itself has not brought yet is asked for again later.
            if (fact.Index >= read.Size) return FollowState.UpToDate;
            if (fact.Cursor != position.RestrictedCursor + 1 || !fact.StandsIn(await ledger.At(fact.Index, cancel)))
            {
                await Done(Commit.Empty.Update(position with { Alarm = $"RestrictedFeed: item {fact.Cursor} after {position.RestrictedCursor} does not open the commitment at index {fact.Index}." }), cancel);
                return FollowState.Alarmed;
            }

            var leaf = FactLeaf.Read(fact.Leaf)!;
            var next = position with { RestrictedCursor = fact.Cursor };
            if (IsWanted(leaf.Kind)) await Learn(new FactOrigin(source.Origin, fact.Index, leaf, Restricted: true), fact, next, cancel);
            else await Done(Commit.Empty.Update(next), cancel);
            position = next with { Version = position.Version + 1 };
        }

        return FollowState.Advanced;
    }

    /// <summary>A kind nobody here knows may matter to a later program: it is parked, not skipped.</summary>
    private bool IsWanted(string kind) => kinds.Find(kind) is not { } known || readers.ContainsKey(known.Type);

    private async Task Learn(FactOrigin origin, byte[] leaf, byte[]? body, FollowPosition next, CancellationToken cancel)
    {
        var parked = new ParkedFact { Id = RandomId.New(), Source = source.Origin, Stream = origin.Leaf.Stream, Place = origin.Index, LeafIndex = origin.Index, Leaf = leaf };
        if (await IsParked(parked, cancel)) await Done(Commit.Empty.Insert(parked).Update(next), cancel);
        else await Learn(origin, body ?? await client.Body(origin.Leaf.Body.Sha256, cancel) ?? [], Commit.Empty.Update(next), parked, cancel);
    }

    private async Task Learn(FactOrigin origin, RestrictedFact fact, FollowPosition next, CancellationToken cancel)
    {
        var parked = new ParkedFact { Id = RandomId.New(), Source = source.Origin, Stream = origin.Leaf.Stream, Place = fact.Cursor, Restricted = true, LeafIndex = fact.Index, Leaf = fact.Leaf, Body = fact.Body };
        if (await IsParked(parked, cancel)) await Done(Commit.Empty.Insert(parked).Update(next), cancel);
        else await Learn(origin, fact.Body, Commit.Empty.Update(next), parked, cancel);
    }

    /// <summary>Reads one fact and commits what it teaches with <paramref name="along"/>; returns why it could not be read, null when it was.</summary>
    private async Task<string?> Learn(FactOrigin origin, byte[] body, Commit along, ParkedFact? parkOnFailure, CancellationToken cancel)
    {
        var reason = await TryLearn(origin, body, along, cancel);
        if (reason is not null && parkOnFailure is not null) await Done(Commit.Empty.Insert(parkOnFailure with { Body = body, Reason = reason }).And(along), cancel);
        return reason;
    }

    private async Task<string?> TryLearn(FactOrigin origin, byte[] body, Commit along, CancellationToken cancel)
    {
        if (kinds.Find(origin.Leaf.Kind) is not { } kind) return $"本程序不认识 {origin.Leaf.Kind} 类事实，请升级后重试";
        if (!readers.TryGetValue(kind.Type, out var reader)) return $"没有 {kind.Kind} 类事实的读者";
        if (!origin.Leaf.Body.Fits(body)) return body.Length == 0 ? "来源平台没有提供正文" : "正文与账本中的摘要不符";
        var (fact, problem) = FactBody.Read(kind, body);
        if (fact is null) return problem;
        for (var attempt = 1; ; attempt++)
        {
            CommitResult result;
            try
            {
                var taught = await reader.Read(fact, origin, cancel);
                result = await store.Execute(taught.And(along) with { Learned = true }, null, cancel);
            }
            catch (Exception e) when (e is not (OperationCanceledException or IOException or CommitFailedException))
            {
                return $"读取出错：{e.Message}";
            }

            switch (result)
            {
                case Committed:
                    return null;
                case Stale { Table: "follow_position" }:
                    throw new CommitFailedException("another process follows the same ledger");
                case Stale when attempt < Attempts:
                    continue;
                case Stale or Duplicate:
                    return $"写入被拒：{result}";
                default:
                    throw new CommitFailedException(result.ToString());
            }
        }
    }

    private Task<bool> IsParked(ParkedFact fact, CancellationToken cancel) => store.Read(
        async c => await c.ExecuteScalarAsync<long?>("select 1 from parked_fact where source = @Source and stream = @Stream and restricted = @Restricted limit 1", new { fact.Source, fact.Stream, fact.Restricted }) is not null,
        cancel);

    private async Task<FollowPosition> Position(CancellationToken cancel)
    {
        var start = new FollowPosition { Id = source.Origin, Frontier = FollowerPosition.Start.Frontier.ToArray() };
        var known = await store.Read(c => c.Find<FollowPosition>(start.Id), cancel);
        if (known is not null) return known;
        await store.Execute(Commit.Empty.Insert(start), null, cancel);
        return start with { Version = 1 };
    }

    private async Task Done(Commit commit, CancellationToken cancel)
    {
        if (await store.Execute(commit, null, cancel) is not Committed and var result) throw new CommitFailedException(result.ToString());
    }
}

/// <summary>The own database did not take what was learned; the step is repeated later.</summary>
internal sealed class CommitFailedException(string message) : Exception(message);
