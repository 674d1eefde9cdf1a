using Tongcai.Cryptography;
using Tongcai.Exchange.Trustees;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Opening;

/// <summary>How a try to open ended.</summary>
public enum OpenResult
{
    /// <summary>Read out.</summary>
    Opened,

    /// <summary>Fewer than three bidders: ended.</summary>
    Ended,

    /// <summary>Not yet: the board says why.</summary>
    Waiting,
}

/// <summary>
/// 开标. Asks the trustees, checks every part, combines, decrypts, commits once. Nothing of it is kept before that commit; a try that a crash ends is made again and,
/// because trustees answer the same, has the same result.
/// </summary>
public sealed class Opener(IStore store, LegalTime legal, TrusteeClient trustees, ChunkStore chunks, OpeningBoard board, SystemTime system) : IDisposable
{
    /// <summary>How long others are waited for when enough have answered.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim one = new(1);

    /// <summary>One try.</summary>
    public async Task<OpenResult> Try(string procurementId, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (await store.Read(c => OpeningCase.Load(c, procurementId), cancel) is not { } c || c.Procurement.Stage == Stage.Ended)
                return OpenResult.Ended;
            if (c.Procurement.Stage > Stage.Closed)
                return OpenResult.Opened;
            if (Standstill.Check(c.Procurement) is { } standing)
                return Wait(c, [], standing.Reason);
            var now = legal.GetUtcNow();
            if (ReadOut.TooFew(c, now) is { } ending)
                return await store.Execute(ending, null, CancellationToken.None) is Committed ? OpenResult.Ended : Wait(c, [], "暂时不能写入，稍后自动重试。");
            if (!c.IsSequenced)
                return Wait(c, [], "投标记录正在写入账本，写入后即请受托人解密。");
            return OpenKey.KeyOf(c.KeyRow) is { } key ? await Open(c, key, now, cancel) : Wait(c, [], "仪式记录得不出密钥。");
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>One try to open the closed round of a procurement.</summary>
    public async Task<OpenResult> TryRound(string procurementId, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (await store.Read(c => OpeningCase.LoadRound(c, procurementId), cancel) is not { } c)
                return OpenResult.Opened;
            if (Standstill.Check(c.Procurement) is { } standing)
                return Wait(c, [], standing.Reason);
            if (!c.IsSequenced)
                return Wait(c, [], "最后报价正在写入账本，写入后即请受托人解密。");
            return OpenKey.KeyOf(c.KeyRow) is { } key ? await Open(c, key, legal.GetUtcNow(), cancel) : Wait(c, [], "仪式记录得不出密钥。");
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<OpenResult> Open(OpeningCase c, ProjectKey key, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var bids = c.ToOpen;
        var ceremony = OpenKey.CeremonyOf(c.KeyRow);
        var request = new PartialsRequest([.. bids.Select(b => b.ForTrustees())]);
        var holders = c.KeyRow.Trustees.Value;
        // With too few offers in every lot there is nothing to open, and nobody is asked.
        var asked = c.Round is not null && bids.Count == 0 ? [] : await AskAll(holders, ceremony, request, key.Threshold, cancel);
        var wanted = Wanted(bids);
        // Half of an opening is checking proofs: as many trustees at once as there are processors.
        var answers = asked.AsParallel().AsOrdered().Select((answer, i) => answer.Value is { } value ? Take(value, i + 1, key, wanted) : (answer.Problem, [])).ToList();
        List<TrusteeState> states = [.. answers.Select((a, i) => new TrusteeState(i + 1, holders[i].Name, holders[i].Role, a.Problem.Length == 0, a.Problem))];
        var good = answers.SelectMany(a => a.Taken).GroupBy(t => t.BidId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.GroupBy(t => t.Section, StringComparer.Ordinal).ToDictionary(s => s.Key, s => s.Select(t => t.Partial).ToList()));

        if (states.Count(s => s.Answered) < key.Threshold && c.Round is not null && bids.Count > 0)
            return Wait(c, states, $"开启最后报价需要 {key.Threshold} 名受托人，现有 {states.Count(s => s.Answered)} 名给出部分解密；未给出的恢复后自动继续。");
        if (states.Count(s => s.Answered) < key.Threshold && c.Round is null)
        {
            if (OpeningRecovery.Call(c, states, startedAt) is { } call)
                _ = await store.Execute(call, null, CancellationToken.None);
            if (!OpeningRecovery.GoesOn(c, startedAt))
                return Wait(c, states, $"开标需要 {key.Threshold} 名受托人，现有 {states.Count(s => s.Answered)} 名给出部分解密；未给出的写在受托人名单上，恢复后自动继续。{OpeningRecovery.Words(c.Call, startedAt)}");
        }

        board.Show(c.Procurement.Id, states, "");
        var read = new ReadBid[bids.Count];
        await Parallel.ForAsync(0, bids.Count, cancel, async (i, stopped) =>
        {
            var bid = bids[i];
            var handed = c.Handed.Where(h => h.BidId == bid.Bid.Id).ToDictionary(h => h.Section, h => Convert.FromHexString(h.ContentKey));
            read[i] = await ReadOut.Open(bid, key, good.GetValueOrDefault(bid.Bid.Id, []), handed, (chunk, stop) => chunks.Read(c.Procurement.Id, bid.Bid.Pseudonym, chunk.Sm3, stop), stopped);
        });
        List<PartialRow> rows = [.. good.SelectMany(bid => bid.Value.SelectMany(section => section.Value.Select(p => new PartialRow
        {
            Id = RandomId.New(), ProcurementId = c.Procurement.Id, BidId = bid.Key, Section = section.Key, TrusteeIndex = p.Trustee, Value = Convert.ToHexStringLower(p.ToBytes()),
        })))];
        return await store.Execute(ReadOut.Decide(c, read, rows, startedAt, legal.GetUtcNow()), null, CancellationToken.None) is Committed
            ? OpenResult.Opened
            : Wait(c, states, "暂时不能写入，稍后自动重试。");
    }

    /// <summary>Asks all at once. When enough have answered, the others have <see cref="Grace"/>: one that hangs delays nobody's opening.</summary>
    private async Task<IReadOnlyList<TrusteeAnswer<PartialsAnswer>>> AskAll(List<Exchange.Facts.TrusteeShare> holders, string ceremony, PartialsRequest request, int threshold, CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var asking = holders.Select(h => Ask(h.TrusteeId, h.Name, ceremony, request, late.Token)).ToList();
        for (var waiting = asking.ToList(); waiting.Count > 0 && asking.Count(a => a is { IsCompletedSuccessfully: true, Result.Value: not null }) < threshold;)
            waiting.Remove(await Task.WhenAny(waiting));
        if (asking.Exists(a => !a.IsCompleted))
        {
            await Task.WhenAny(Task.WhenAll(asking), Task.Delay(Grace, system, cancel));
            await late.CancelAsync();
        }

        List<TrusteeAnswer<PartialsAnswer>> answers = [];
        foreach (var (i, one) in asking.Index())
        {
            try
            {
                answers.Add(await one);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                answers.Add(new(null, $"受托人“{holders[i].Name}”在其他受托人已经足数后 {Grace.TotalSeconds:0} 秒内没有应答，未再等待。"));
            }
        }

        return answers;
    }

    private async Task<TrusteeAnswer<PartialsAnswer>> Ask(string trusteeId, string name, string ceremony, PartialsRequest request, CancellationToken cancel) =>
        trustees.Panel.Trustees.FirstOrDefault(t => t.Id == trusteeId) is { } pin
            ? await trustees.Partials(pin, ceremony, request, cancel)
            : new(null, $"受托人“{name}”不在平台现在的名单上。");

    /// <summary>A ciphertext of which every trustee has to give its part.</summary>
    private sealed record Ciphertext(string BidId, string Section, string Context, byte[] Kem);

    /// <summary>What is no point of the curve opens for nobody, so nobody is asked for it; the bid itself says so when it is combined.</summary>
    private static List<Ciphertext> Wanted(IReadOnlyList<LiveBid> bids) =>
    [
        .. bids.AsParallel().AsOrdered().SelectMany(bid => SealedEnvelope.TryParse(bid.Bid.Envelope)?.Envelope is { } envelope
            ? envelope.Sections.Where(s => CurvePoint.TryParse(s.Kem.AsSpan(0, CurvePoint.Length)) is not null).Select(s => new Ciphertext(bid.Bid.Id, s.Name, envelope.Context(s.Name), s.Kem)) : []),
    ];

    /// <summary>The partials of one trustee, all or none, and what is wrong with them (Chinese), empty when they are good.</summary>
    private static (string Problem, IReadOnlyList<(string BidId, string Section, PartialDecryption Partial)> Taken) Take(PartialsAnswer answer, int index, ProjectKey key, IReadOnlyList<Ciphertext> wanted)
    {
        var (name, given) = (key.Trustees[index - 1].Name, (answer.Partials ?? []).Where(p => p is { BidId: not null, Section: not null }).ToLookup(p => (p.BidId, p.Section), p => p.Value));
        List<(string, string, PartialDecryption)> taken = [];
        foreach (var (bidId, section, context, kem) in wanted)
        {
            if (!given.Contains((bidId, section)))
                return ($"受托人“{name}”的部分解密不全。", []);
            var partial = PartialDecryption.TryParse(given[(bidId, section)].First() ?? []);
            if (partial is not null && partial.Trustee != index)
                return ($"受托人“{name}”提交的是第 {partial.Trustee} 号受托人的部分解密，不重复计数。", []);
            if (partial?.Verify(key, context, kem) != true)
                return ($"受托人“{name}”提交的部分解密与其份额证明不符。", []);
            taken.Add((bidId, section, partial));
        }

        return ("", taken);
    }

    private OpenResult Wait(OpeningCase c, IReadOnlyList<TrusteeState> states, string why)
    {
        board.Show(c.Procurement.Id, states, why);
        return OpenResult.Waiting;
    }
}

/// <summary>截止后自动开标: tries at the deadline and again every few seconds until it is done.</summary>
public sealed class OpeningWork(IStore store, Opener opener, SystemTime system) : Platform.Jobs.IDueWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, DateTimeOffset> nextTry = new(StringComparer.Ordinal);

    public string Name => "opening";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) => (await Waiting(cancel)).Count > 0 ? DateTimeOffset.MinValue : null;

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var id in await Waiting(cancel))
        {
            if (await opener.Try(id, cancel) is OpenResult.Waiting)
                nextTry[id] = system.GetUtcNow() + Pause;
            else
                nextTry.Remove(id);
        }
    }

    private async Task<List<string>> Waiting(CancellationToken cancel)
    {
        var closed = await store.Read(c => Platform.Storage.RowReads.Where<Procurement>(c, "stage = 'Closed' and suspended_by is null and ending is null", new { }), cancel);
        var now = system.GetUtcNow();
        return [.. closed.Select(p => p.Id).Where(id => !nextTry.TryGetValue(id, out var until) || until <= now)];
    }
}
