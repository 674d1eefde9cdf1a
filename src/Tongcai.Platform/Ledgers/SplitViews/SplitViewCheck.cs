using System.Security.Cryptography;
using System.Text;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.SplitViews;

/// <summary>
/// 分叉核对。Asks every other followed platform, and the own witness, what they saw of each followed ledger, and compares. Two histories stop the following of that ledger with a fact that
/// carries both signed checkpoints, until a person has judged it.
/// </summary>
/// <param name="own">Origin of the own ledger.</param>
/// <param name="followed">The ledgers that are followed now.</param>
/// <param name="client">How to reach one of them.</param>
public sealed class SplitViewCheck(IStore store, string own, Func<IReadOnlyList<FollowedSource>> followed, Func<FollowedSource, LedgerClient> client, TimeProvider system)
{
    /// <summary>Begins the alarm of a fork in <c>follow_position</c>.</summary>
    public const string Forked = "Forked";

    /// <summary>One round over all ledgers and all who see them.</summary>
    /// <returns>Forks found in it.</returns>
    public async Task<int> RunOnce(CancellationToken cancel = default)
    {
        var found = 0;
        var sources = followed();
        foreach (var source in sources)
        {
            foreach (var peer in sources.Where(p => p.Origin != source.Origin))
                if (await Compare(source, peer.Origin, () => Ask(peer, source.Origin, cancel), cancel)) found++;
            if (await Compare(source, own, () => Witnessed(source.Origin, cancel), cancel)) found++;
        }

        return found;
    }

    /// <summary>What this platform saw of a followed ledger, by the SHA-256 of its origin; null when it is none or nothing was seen.</summary>
    public async Task<SeenView?> Seen(string originHash, CancellationToken cancel = default)
    {
        if (followed().FirstOrDefault(f => WitnessState.FileName(f.Origin) == originHash) is not { } source || await Position(source.Origin, cancel) is not { Checkpoint.Length: > 0 } position) return null;
        return new SeenView(source.Origin, Encoding.UTF8.GetString(position.Checkpoint), position.Alarm.StartsWith(Forked, StringComparison.Ordinal) ? await LastFork(source.Origin, cancel) : null);
    }

    /// <summary>Digests of everything that is known about two histories of a ledger, for the person who judges.</summary>
    internal static async Task<IReadOnlyList<string>> Known(IStore store, string ledger, CancellationToken cancel)
    {
        var (position, seen, fork) = await store.Read(
            async c => (
                await c.Find<FollowPosition>(ledger),
                await c.Where<SeenCheckpoint>("ledger = @ledger", new { ledger }),
                (await c.FactsOf(new LedgerForked(ledger, "", "", "", "", []).Stream)).LastOrDefault(f => f.Kind == ForkKind.Kind)),
            cancel);
        var evidence = fork is null ? null : (FactBody.Read(ForkKind, fork.Body).Fact as LedgerForked)?.Evidence();
        return [.. new[] { position?.Evidence, evidence?.First.ToArray(), evidence?.Second.ToArray() }.Concat(seen.Select(s => s.Note)).OfType<byte[]>().Where(n => n.Length > 0).Select(n => Digest(n)).Distinct()];
    }

    private static FactKind ForkKind => FactKinds.Published.Find("ledger.forked")!;

    private async Task<bool> Compare(FollowedSource source, string peer, Func<Task<(SeenView? View, string Problem)>> ask, CancellationToken cancel)
    {
        if (await Position(source.Origin, cancel) is not { Checkpoint.Length: > 0, Alarm.Length: 0 } position) return false;
        var id = $"{source.Origin}|{peer}";
        var row = await store.Read(c => c.Find<SeenCheckpoint>(id), cancel) ?? new SeenCheckpoint { Id = id, Ledger = source.Origin, Peer = peer, Since = system.GetUtcNow() };
        var (view, problem) = await ask();
        if (problem.Length > 0)
        {
            await Keep(row, row.Note, row.State is ViewState.Undecided ? row.State : ViewState.Unreachable, problem, cancel);
            return false;
        }

        if (view is null) return false;

        var log = TlogPolicy.LogOnly(NoteKey.Parse(source.VerifierKey));
        var judged = await Judged(source.Origin, cancel);
        if (view.Fork?.Evidence() is { } shown && shown.Problem(log).Length == 0 && Checkpoint.Parse(shown.First.Span).Origin == source.Origin && !(judged.Contains(Digest(shown.First.Span)) && judged.Contains(Digest(shown.Second.Span))))
            return await Alarm(position, row, peer, shown, Encoding.UTF8.GetBytes(view.Checkpoint), cancel);

        // What was undecided comes first: it was seen, and the ledger has to account for it some day.
        var notes = (row.State is ViewState.Undecided ? new[] { row.Note } : []).Append(Encoding.UTF8.GetBytes(view.Checkpoint)).Where(n => !judged.Contains(Digest(n))).ToList();
        if (row.State is ViewState.Consistent && notes is [var same] && Digest(same) == Digest(row.Note)) return false;
        foreach (var note in notes)
        {
            switch (await SplitView.CompareAsync(position.Checkpoint, note, log, client(source).Tiles, cancel))
            {
                case ViewComparison.Forked forked:
                    return await Alarm(position, row, peer, forked.Evidence, note, cancel);
                case ViewComparison.Undecided undecided:
                    await Keep(row, note, ViewState.Undecided, undecided.Detail, cancel);
                    return false;
                case ViewComparison.NotTheLogs lie:
                    await Keep(row, note, ViewState.NotTheLogs, lie.Detail, cancel);
                    return false;
                default:
                    row = await Keep(row, note, ViewState.Consistent, "", cancel);
                    break;
            }
        }

        return false;
    }

    /// <summary>Following stops in the commit that records why. When the follower moved meanwhile, the next round finds the same.</summary>
    private async Task<bool> Alarm(FollowPosition position, SeenCheckpoint row, string peer, ForkEvidence evidence, byte[] others, CancellationToken cancel)
    {
        var halted = position with { Alarm = $"{Forked}: the ledger has signed two histories; the other one was seen by {peer}.", Evidence = others };
        var commit = Commit.Empty.Update(halted).Put(row with { Note = others, State = ViewState.Forked, Detail = "", Since = system.GetUtcNow() }).Record(LedgerForked.Of(position.Id, peer, evidence));
        return await store.Execute(commit, null, cancel) is Committed;
    }

    /// <summary>The row as it stands then; the same when there was nothing new to write.</summary>
    private async Task<SeenCheckpoint> Keep(SeenCheckpoint row, byte[] note, ViewState state, string detail, CancellationToken cancel)
    {
        if (row.Version > 0 && row.State == state && row.Detail == detail && row.Note.AsSpan().SequenceEqual(note)) return row;
        var next = row with { Note = note, State = state, Detail = detail, Since = row.State == state && row.Version > 0 ? row.Since : system.GetUtcNow() };
        return await store.Execute(Commit.Empty.Put(next), null, cancel) is Committed ? next with { Version = row.Version + 1 } : row;
    }

    private async Task<(SeenView?, string)> Ask(FollowedSource peer, string ledger, CancellationToken cancel)
    {
        try
        {
            return (await client(peer).Seen(ledger, cancel), "");
        }
        catch (IOException e)
        {
            return (null, e.Message);
        }
    }

    private async Task<(SeenView?, string)> Witnessed(string ledger, CancellationToken cancel) =>
        await store.Read(c => c.QuerySingleOrDefaultAsync<byte[]?>("select note from witnessed where origin = @ledger", new { ledger }), cancel) is { } note
            ? (new SeenView(ledger, Encoding.UTF8.GetString(note), null), "")
            : (null, "");

    private async Task<HashSet<string>> Judged(string ledger, CancellationToken cancel) =>
        [.. (await store.Read(c => c.Where<FollowDecision>("ledger = @ledger", new { ledger }), cancel)).SelectMany(d => d.Judged.Value)];

    private async Task<LedgerForked?> LastFork(string ledger, CancellationToken cancel) =>
        await store.Read(async c => (await c.FactsOf(new LedgerForked(ledger, "", "", "", "", []).Stream)).LastOrDefault(f => f.Kind == ForkKind.Kind), cancel) is { } fact ? FactBody.Read(ForkKind, fact.Body).Fact as LedgerForked : null;

    private Task<FollowPosition?> Position(string origin, CancellationToken cancel) => store.Read(c => c.Find<FollowPosition>(origin), cancel);

    /// <summary>Of the text that is signed: cosignatures come and go.</summary>
    private static string Digest(ReadOnlySpan<byte> note) => Convert.ToHexStringLower(SHA256.HashData(SignedNote.TryParse(note, out var signed, out _) ? Encoding.UTF8.GetBytes(signed.Text) : note));
}
