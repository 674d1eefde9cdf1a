using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Recovery;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.SafeCopies;

/// <summary>A checkpoint of the own ledger that somebody else keeps, signed by the own key.</summary>
/// <param name="Who">Name of the witness, origin of the mirror, or the own tiles.</param>
public sealed record KeptCheckpoint(string Who, Checkpoint Head);

/// <summary>
/// 恢复核对. Asks whoever may have seen more of the own ledger than the own database knows: the tiles beside it, the witnesses, the platforms that may mirror it. What only the own key can have signed
/// is believed, nothing else; so a witness that lies stops nobody.
/// </summary>
public sealed partial class RecoveryCheck(
    IStore store, PlatformOptions options, LedgerKeys keys, LedgerPolicy policy, LedgerPublisher publisher, IHttpClientFactory http, RecoveryMode mode, SystemTime system, ILogger<RecoveryCheck> log)
{
    /// <summary>Put into a data directory by whoever restores a backup there: then the platform does not start to write before somebody could be asked.</summary>
    public const string RestoredMark = "restored";

    private const string Ask = "联系保管恢复密钥份额的各单位和镜像平台的运营人员";

    private int checking;

    /// <summary>Asks everybody once and enters recovery mode when the own ledger is behind, or of two histories.</summary>
    /// <returns>Whether anybody answered.</returns>
    public async Task<bool> Run(CancellationToken cancel = default)
    {
        var kept = await Kept(cancel);
        var state = await store.Read(LedgerState.Peek, cancel);
        var own = state?.CheckpointSize ?? 0;
        if (kept.MaxBy(k => k.Head.Size) is { } most && most.Head.Size > own)
        {
            await Stop(new($"本平台的账本只到 {own:#,##0} 条，而{most.Who}保存着本平台签出的 {most.Head.Size:#,##0} 条的检查点：数据是由旧备份恢复的，或者数据库丢失了已确认的内容", Remedy()), cancel);
            return true;
        }

        if (await LostSegments(cancel) is { } mirror)
        {
            await Stop(new($"镜像平台 {mirror} 保存着本平台签出、而本平台的数据中没有的安全副本：数据是由旧备份恢复的，或者数据库丢失了已确认的内容", Remedy()), cancel);
            return true;
        }

        foreach (var (who, head) in kept)
        {
            if (await RootAt(head.Size, cancel) is { } root && root != head.Root)
            {
                await Stop(new($"{who}保存的本平台 {head.Size:#,##0} 条的检查点与本平台账本的根不同：同一账本签出过两种历史", "不得自行修复。请保全数据目录和双方的检查点，报告行政监督平台，并查明另一份历史由谁签出。", Forked: true), cancel);
                return true;
            }
        }

        var answered = kept.Any(k => k.Who != OwnTiles);
        if (mode.Notice is null && File.Exists(Mark))
        {
            if (answered) File.Delete(Mark);
            else await Stop(new("这份数据标明是由备份恢复的，而现在没有一个见证方或镜像可以核对它是否完整", "请先恢复与见证方或镜像平台的连接，再重新启动；确知备份是最新的，由负责人删去数据目录中的 restored 文件后启动。"), cancel);
        }

        return answered;
    }

    /// <summary>Somebody claims to know more than the own ledger has: asks everybody, in the background and once at a time.</summary>
    public void Suspect()
    {
        if (mode.Notice is not null || Interlocked.Exchange(ref checking, 1) == 1) return;
        _ = Task.Run(async () =>
        {
            try
            {
                await Run();
            }
            catch (Exception e) when (e is IOException or System.Data.Common.DbException or LedgerFaultException)
            {
                LogTrouble(log, e);
            }
            finally
            {
                Interlocked.Exchange(ref checking, 0);
            }
        });
    }

    /// <summary>Stops all writing and leaves what <c>tongcai recovery open</c> needs in the data directory.</summary>
    internal async Task Stop(RecoveryNotice why, CancellationToken cancel)
    {
        if (mode.Enter(why)) return;
        LogStopped(log, why.What);
        var (chain, size) = await store.Read(c => Task.FromResult((SafeChain.Load(new DbSession(c)), LedgerState.Peek(c).Result?.Size ?? 0)), cancel);
        var request = new HealingRequest(options.Origin, keys.VerifierKey, options.SafeCopy is { } safe ? safe.RecoveryKey.Point.ToString() : "", chain.Number, chain.Digest, size);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(options.DataDirectory, HealingRequest.File))!);
        DurableFiles.Write(options.DataDirectory, [new(HealingRequest.File, JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Options))], []);
    }

    private const string OwnTiles = "本平台账本目录";

    private string Mark => Path.Combine(options.DataDirectory, RestoredMark);

    private string Remedy() => options.SafeCopy is null
        ? "本平台没有设置安全副本，请用更新的备份恢复后再启动；没有更新的备份的，报告行政监督平台。"
        : $"请{Ask}，执行 tongcai recovery open，用足数的份额从镜像补齐，然后重新启动本平台。期间只能查阅，不能办理。";

    private async Task<List<KeptCheckpoint>> Kept(CancellationToken cancel)
    {
        var hash = WitnessState.FileName(options.Origin);
        List<(string Who, Uri Address)> others =
        [
            .. policy.Parsed.Addresses.Select(a => ($"见证方 {a.Key} ", new Uri(a.Value, hash + "/checkpoint"))),
            .. options.Follow.Select(f => ($"镜像平台 {f.Origin} ", new Uri(f.BaseUrl, MirrorClient.Of(options.Origin) + LedgerPaths.Checkpoint))),
        ];
        var client = http.CreateClient(nameof(RecoveryCheck));
        var answers = await Task.WhenAll(others.Select(o => Fetch(client, o.Address, cancel)));
        List<(string Who, byte[]? Note)> notes = [(OwnTiles, publisher.Served), .. others.Zip(answers, (o, a) => (o.Who, a))];
        var own = TlogPolicy.LogOnly(NoteKey.Parse(keys.VerifierKey));
        return [.. notes.Where(n => n.Note is not null).Select(n => (n.Who, Verdict: own.Check(n.Note!))).Where(n => n.Verdict is { Accepted: true, Checkpoint: not null }).Select(n => new KeptCheckpoint(n.Who, n.Verdict.Checkpoint!))];
    }

    /// <summary>A mirror whose newest segment the own key has signed and the own data do not know; null when there is none. Private acts may have been lost though nobody has seen a larger checkpoint.</summary>
    private async Task<string?> LostSegments(CancellationToken cancel)
    {
        if (options.SafeCopy is null) return null;
        var own = NoteKey.Parse(keys.VerifierKey);
        var self = new PeerIdentity(keys.Peer, options.Origin, system);
        foreach (var source in options.Follow)
        {
            try
            {
                var (client, folder) = (new MirrorClient(http.CreateClient(nameof(RecoveryCheck)), self, source.Origin), new Uri(source.BaseUrl, MirrorClient.Of(options.Origin) + "safe/"));
                if (await client.View(folder, cancel) is not { Last: > 0 } view || (await client.Segment(folder, view.Last, cancel: cancel)).Bytes is not { } segment || SafeSegment.Check(segment, own, out _) is not { } head) continue;
                var (chain, known) = await store.Read(c => Task.FromResult((SafeChain.Load(new DbSession(c)), new DbSession(c).Scalar("select digest from safe_segment where number = @number", ("number", head.Number)) as byte[])), cancel);
                if (head.Number > chain.Number || (known is not null && !known.AsSpan().SequenceEqual(SafeSegment.Digest(segment)))) return source.Origin;
            }
            catch (IOException)
            {
                // It gives no answer, or not now: as if it were no mirror.
            }
        }

        return null;
    }

    private static async Task<byte[]?> Fetch(HttpClient client, Uri address, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancel);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancel) : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The own root at a size, from the own tiles; null while these do not reach so far or are being made anew.</summary>
    private async Task<NodeHash?> RootAt(long size, CancellationToken cancel)
    {
        if (publisher.Published is not { } published || size > published.Size) return null;
        try
        {
            return await LedgerReader.Sha256(publisher.Files).RootAsync(size, cancel);
        }
        catch (LedgerFaultException)
        {
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "The platform stands still: {Reason}")]
    private static partial void LogStopped(ILogger log, string reason);

    [LoggerMessage(2, LogLevel.Error, "Asking for the newest checkpoint of the own ledger failed.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}
