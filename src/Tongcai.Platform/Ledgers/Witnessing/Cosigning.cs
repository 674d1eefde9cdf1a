using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Ledger;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.Witnessing;

/// <summary>
/// 征集见证签名。Offers the newest checkpoint to every witness of the policy at once, adds each answer to the checkpoint that is served, and keeps the newest
/// one that the policy accepts. Nothing of the platform waits for it: a witness that is dead, slow or lies has a standing that people see, and is asked again.
/// </summary>
/// <param name="witnesses">A client for every witness that the policy gives an address, by its name there.</param>
/// <param name="suspect">Told when a witness says that it has seen more of the ledger than there is.</param>
/// <param name="round">How long a round waits for slow witnesses before a newer checkpoint is offered to the quick ones.</param>
public sealed class Cosigning(
    IStore store, LedgerPublisher publisher, LedgerPolicy policy, IReadOnlyDictionary<string, WitnessClient> witnesses, TimeSpan round, TimeProvider system, Action? suspect = null) : IDisposable
{
    /// <summary>Checkpoints for which a late answer still counts.</summary>
    private const int Remembered = 32;

    /// <summary>Time that slow witnesses are given.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly List<Offered> offered = [];
    private readonly Dictionary<string, Asked> asked = witnesses.Keys.ToDictionary(name => name, _ => new Asked(), StringComparer.Ordinal);
    private readonly SemaphoreSlim recording = new(1);

    /// <summary>One round: the newest checkpoint to every witness that is free and has not yet cosigned it. Ends when they have answered or the round is over.</summary>
    public async Task RunOnce(CancellationToken cancel = default)
    {
        if (publisher.Served is not { } note) return;
        var head = Remember(SignedNote.Parse(note));
        var now = system.GetUtcNow();
        foreach (var (name, client) in witnesses)
        {
            var state = asked[name];
            if (!state.Pending.IsCompleted || head.Lines.ContainsKey(name) || state.NotBefore > now) continue;
            state.Pending = Ask(name, client, head, cancel);
        }

        var pending = Task.WhenAll(asked.Values.Select(a => a.Pending));
        if (!pending.IsCompleted) await Task.WhenAny(pending, Task.Delay(round, system, cancel));
        if (pending.IsFaulted) await pending;
    }

    /// <summary>Brings this node's served files to what another node has collected.</summary>
    public async Task Show(CancellationToken cancel = default)
    {
        if (await Head(cancel) is { } kept) await publisher.ShowWitnessed(kept.Note, cancel);
    }

    public void Dispose() => recording.Dispose();

    private Offered Remember(SignedNote note)
    {
        if (offered.Find(o => o.Note.Text == note.Text) is { } known) return known;
        // Cosignatures that stand already, from before a start, come anew with the answers.
        var added = new Offered(note with { Signatures = [.. note.Signatures.Where(s => s.Name == publisher.Origin)] });
        offered.Add(added);
        if (offered.Count > Remembered) offered.RemoveAt(0);
        return added;
    }

    private async Task Ask(string name, WitnessClient client, Offered head, CancellationToken cancel)
    {
        WitnessOutcome outcome;
        try
        {
            outcome = await client.SubmitAsync(head.Note.ToBytes(), LedgerReader.Sha256(publisher.Files), cancel);
        }
        catch (LedgerFaultException e)
        {
            // The own files are being rebuilt; the witness has nothing to do with it.
            outcome = new WitnessOutcome.Unreachable(e.Message);
        }

        await recording.WaitAsync(cancel);
        try
        {
            await Record(name, head, outcome, cancel);
        }
        finally
        {
            recording.Release();
        }
    }

    private async Task Record(string name, Offered head, WitnessOutcome outcome, CancellationToken cancel)
    {
        var (state, now) = (asked[name], system.GetUtcNow());
        var problem = Problem(outcome);
        state.Failures = problem.Length > 0 ? state.Failures + 1 : 0;
        state.NotBefore = problem.Length > 0 ? now + Pause(state.Failures) : now;

        var standing = await store.Read(c => c.Find<WitnessStanding>(name), cancel) ?? new WitnessStanding { Id = name, Since = now };
        var next = standing with { Problem = problem, Since = problem == standing.Problem ? standing.Since : now };
        var commit = Commit.Empty;
        if (outcome is WitnessOutcome.Cosigned cosigned)
        {
            head.Lines[name] = cosigned.Line;
            var note = head.Note.With(head.Lines.Values);
            await publisher.Cosign(note, cancel);
            // A witness that has forgotten what it cosigned could cosign a second history: everybody is told.
            if (cosigned.Recorded is { } recorded && recorded < standing.Size) commit = commit.Record(new WitnessWentBack(name, standing.Size, recorded));
            next = next with { Size = Math.Max(standing.Size, cosigned.Size), CosignedAt = cosigned.Time };
            if (policy.Parsed.Check(note.ToBytes()).Accepted) commit = await Accepted(commit, cosigned.Size, note.ToBytes(), now, cancel);
        }
        else if (outcome is WitnessOutcome.WitnessAhead)
        {
            suspect?.Invoke();
        }

        if (outcome is not WitnessOutcome.Cosigned && next == standing)
        {
            return;
        }

        // A stale row means that another node has taken over; what it writes is as good.
        await store.Execute(commit.Put(next), null, cancel);
    }

    private async Task<Commit> Accepted(Commit commit, long size, byte[] note, DateTimeOffset now, CancellationToken cancel)
    {
        var kept = await Head(cancel);
        if (kept is not null && kept.Size > size) return commit;
        await publisher.ShowWitnessed(note, cancel);
        return commit.Put((kept ?? new CosignedHead()) with { Size = size, Note = note, At = now });
    }

    private Task<CosignedHead?> Head(CancellationToken cancel) => store.Read(c => c.Find<CosignedHead>(CosignedHead.Only), cancel);

    private static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 1L << Math.Min(failures - 1, 5)));

    private static string Problem(WitnessOutcome outcome) => outcome switch
    {
        WitnessOutcome.Cosigned => "",
        WitnessOutcome.WitnessAhead ahead => $"它记录的账本已有 {ahead.WitnessSize} 条，多于本平台：本平台可能由旧备份恢复，也可能是它记错；请先与其他见证方核对",
        WitnessOutcome.Refused { Status: 422 } => "它拒绝签名：它所见的历史与本账本不同；请立即核对双方保存的检查点",
        WitnessOutcome.Refused { Status: 404 } => "它不认识本账本：请把本账本的公钥交给它登记",
        WitnessOutcome.Refused { Status: 403 } => "它登记的本账本公钥与签名不符：请核对它登记的公钥",
        WitnessOutcome.Refused { Status: 200 } => "它的答复中没有有效的见证签名：请核对见证规则中它的公钥",
        WitnessOutcome.Refused refused => $"它拒绝签名（HTTP {refused.Status}），本平台继续重试",
        WitnessOutcome.Unreachable => "没有应答，本平台继续重试",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private sealed record Offered(SignedNote Note)
    {
        public Dictionary<string, NoteSignature> Lines { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Asked
    {
        public Task Pending { get; set; } = Task.CompletedTask;

        public int Failures { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }
}
