using Microsoft.Extensions.Logging;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Recovery;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.SafeCopies;

/// <summary>
/// 补齐. Does again, in order, what the segments of the safe copy tell since the data that were restored. Each batch is one transaction with the place behind it in the chain, so that a healing that is
/// interrupted goes on where it was; each must lead to the root that its segment names.
/// </summary>
/// <param name="folders">Folders of files that go along.</param>
public sealed partial class Healing(IStore store, PlatformOptions options, LedgerKeys keys, IEnumerable<SafeFolder> folders, ILogger<Healing> log)
{
    private const string Unfinished = ".healing";

    private readonly Dictionary<string, string> folders = folders.ToDictionary(f => f.Name, f => f.Directory, StringComparer.Ordinal);

    /// <summary>Applies the healing file of the data directory; null when there is none.</summary>
    /// <returns>The mirror's checkpoint, to which the entries must lead before anything is signed, and the fact to record once the platform writes again.</returns>
    /// <exception cref="InvalidDataException">The file does not fit the data; nothing of the batch that does not fit was changed.</exception>
    public async Task<(Checkpoint Target, RestorePerformed Performed)?> Run(CancellationToken cancel = default)
    {
        if (HealingFile.Head(options.DataDirectory) is not { } head) return null;
        if (head.Origin != options.Origin) throw new InvalidDataException($"补齐文件属于 {head.Origin}，不是本平台 {options.Origin} 的");
        var own = TlogPolicy.LogOnly(NoteKey.Parse(keys.VerifierKey)).Check(head.Checkpoint);
        if (own is not { Accepted: true, Checkpoint: { } target }) throw new InvalidDataException($"镜像的检查点不是本平台签出的：{own.Detail}");

        var last = DateTimeOffset.UnixEpoch;
        foreach (var step in HealingFile.Steps(options.DataDirectory))
        {
            cancel.ThrowIfCancellationRequested();
            if (step is HealingStep.Piece piece)
            {
                Place(SafePiece.Read(piece.Bytes));
                continue;
            }

            var batch = (HealingStep.Batch)step;
            var content = SafeBatch.Read(batch.Bytes);
            last = content.At;
            await store.Transact(session => Apply(session, batch, content, head), cancel);
        }

        var to = await Size(cancel);
        if (to < target.Size) throw new InvalidDataException($"补齐后的账本只有 {to:#,##0} 条，镜像所存的检查点有 {target.Size:#,##0} 条：镜像缺少段，或者备份恢复以后又被写入过；请重新恢复备份");
        await store.Transact(session => GoOn(session, head), cancel);
        LogHealed(log, to, last);
        return (target, new RestorePerformed(options.Origin, head.FromSize, to, head.Mirror, head.Holders.Count));
    }

    /// <summary>Whether a fact of this healing is recorded once, however often it is tried.</summary>
    internal static CommitOrigin Once(HealingHead head) => new($"{head.From}-{head.To}-{Convert.ToHexStringLower(head.FromDigest)}", CommitOrigin.Kept + "restore", "restore");

    /// <summary>Removes what is no longer needed.</summary>
    internal void Finish()
    {
        foreach (var file in new[] { HealingFile.File, HealingRequest.File }) File.Delete(Path.Combine(options.DataDirectory, file));
        File.Delete(Path.Combine(options.DataDirectory, RecoveryCheck.RestoredMark));
    }

    private bool Apply(SqlSession session, HealingStep.Batch batch, SafeBatch content, HealingHead head)
    {
        var chain = SafeChain.Load(session, store.Dialect.ForUpdate);
        if (chain.Number < head.From || (chain.Number == head.From && !chain.Digest.AsSpan().SequenceEqual(head.FromDigest)))
            throw new InvalidDataException($"补齐文件从第 {head.From} 段接起，恢复的数据只到第 {chain.Number} 段：补齐文件是为另一份备份写出的");
        // Applied before an interruption, or before the data were copied.
        if (batch.Number <= chain.Number) return false;
        foreach (var (id, statements) in content.Records)
        {
            // What waited in the journal when the data were copied has been done.
            if (!CommitJournal.Remove(session, id)) StatementRecorder.Replay(session, statements);
        }

        // What waited when the data were copied was packed soon after; what still waits was written by somebody who took the backup for the present.
        if (content.Complete && session.Scalar("select 1 from commit_journal limit 1") is not null)
            throw new InvalidDataException("数据与安全副本接不上：备份恢复以后、补齐以前，这份数据又被写入过。请重新恢复备份，不要让它先行办理；其间的办理没有进入账本，须重新办理");
        var state = LedgerState.Load(session);
        if (content.Complete && (state.Size != content.Size || state.Sha256.Root() != content.Root))
            throw new InvalidDataException($"补到第 {batch.Number} 段时账本为 {state.Size:#,##0} 条，根与安全副本所记的 {content.Size:#,##0} 条不同：数据不是安全副本所接续的那一份");
        // What was prepared after the copy was taken has never been released by these data.
        session.ExecuteAside("delete from safe_segment where number >= @from", ("from", chain.Number + 1));
        var at = content.At.ToUnixTimeMilliseconds();
        session.ExecuteAside(
            "insert into safe_segment (number, bytes, digest, released, at, size, frontier, frontier_sm3) values (@number, @bytes, @digest, @released, @at, @size, @sha256, @sm3)",
            ("number", batch.Number), ("bytes", Array.Empty<byte>()), ("digest", batch.Digest), ("released", true), ("at", at), ("size", state.Size),
            ("sha256", content.Complete ? state.Sha256.Serialize() : null), ("sm3", content.Complete ? state.Sm3.Serialize() : null));
        session.ExecuteAside("delete from safe_mirror");
        session.ExecuteAside("insert into safe_mirror (id, taken, at) values (@id, @taken, @at)", ("id", head.Mirror), ("taken", batch.Number), ("at", at));
        new SafeChain(batch.Number, batch.Digest).Keep(session, content.At);
        return true;
    }

    /// <summary>The chain goes on after the last segment that the mirror has, even if that one belongs to a batch that was cut off; what that one would have counted gets its index anew.</summary>
    private static bool GoOn(SqlSession session, HealingHead head)
    {
        Placing.TakeBack(session);
        if (SafeChain.Load(session).Number >= head.To) return false;
        session.ExecuteAside(
            "insert into safe_segment (number, bytes, digest, released, at, size) values (@number, @bytes, @digest, @released, 0, 0)",
            ("number", head.To), ("bytes", Array.Empty<byte>()), ("digest", head.ToDigest), ("released", true));
        new SafeChain(head.To, head.ToDigest).Keep(session, DateTimeOffset.UnixEpoch);
        return true;
    }

    /// <summary>Writes a piece of a file beside its place; with the last piece the file is moved there. A file that stands is left alone.</summary>
    private void Place(SafePiece piece)
    {
        if (!folders.TryGetValue(piece.Folder, out var directory)) throw new InvalidDataException($"安全副本中有文件夹“{piece.Folder}”的文件，本程序没有这个文件夹");
        var target = Path.GetFullPath(Path.Combine(directory, piece.Path));
        if (!target.StartsWith(Path.GetFullPath(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new InvalidDataException($"安全副本中的文件名“{piece.Path}”不在它的文件夹内");
        if (File.Exists(target)) return;
        var beside = target + Unfinished;
        // A file whose beginning went before the data were copied stood then, or was lost then.
        if (piece.Offset > 0 && (!File.Exists(beside) || new FileInfo(beside).Length < piece.Offset)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using (var handle = File.OpenHandle(beside, FileMode.OpenOrCreate, FileAccess.Write))
        {
            RandomAccess.Write(handle, piece.Bytes, piece.Offset);
            RandomAccess.FlushToDisk(handle);
        }

        if (piece.Offset + piece.Bytes.Length < piece.Length) return;
        File.Move(beside, target, overwrite: true);
        for (var folder = Path.GetDirectoryName(target)!; folder.Length >= Path.GetFullPath(directory).Length; folder = Path.GetDirectoryName(folder)!) DurableFiles.FlushDirectory(folder);
    }

    private async Task<long> Size(CancellationToken cancel) => (await store.Read(LedgerState.Peek, cancel))?.Size ?? 0;

    [LoggerMessage(1, LogLevel.Warning, "Healed to {Size} entries; everything that was acknowledged up to {Until:O} is there.")]
    private static partial void LogHealed(ILogger log, long size, DateTimeOffset until);
}
