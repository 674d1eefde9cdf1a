using Microsoft.Extensions.Hosting;
using Tongcai.Exchange.Recovery;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Jobs;

/// <summary>开机. Opens the store, heals it when a healing file lies there, brings the ledger's files up, and asks others whether they know more of it, before anything else runs.</summary>
internal sealed class Opening(LedgerPublisher publisher, IStore store, PlatformOptions options, Healing healing, RecoveryCheck check, RecoveryMode mode, LiveAttachments attachments) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The publisher holds the tile directory alone, and with SQLite that is the only process there is: whoever held a lease has died.
        if (options.Engine is DatabaseEngine.Sqlite) await Lease.EndAll(store, cancellationToken);
        var healed = await Heal(cancellationToken);
        await attachments.Refresh(cancellationToken);
        if (mode.Notice is not null) return;

        // Tiles that are ahead of the database are asked first: the publisher would only refuse to go back.
        await check.Run(cancellationToken);
        if (mode.Notice is not null) return;
        try
        {
            await publisher.CatchUp(sign: false, cancellationToken);
        }
        catch (LedgerConflictException e)
        {
            await check.Stop(new($"数据库与已经发布的账本不一致：{e.Message.TrimEnd('.')}", "数据库被绕过程序改动过，或者只恢复了一部分。请保全数据目录，由备份恢复后从镜像补齐。"), cancellationToken);
            return;
        }

        if (healed is not { } fact) return;
        await store.Execute(fact.Commit, fact.Origin, cancellationToken);
        healing.Finish();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<(Commit Commit, CommitOrigin Origin)?> Heal(CancellationToken cancel)
    {
        try
        {
            if (options.SafeCopy is null && HealingFile.Head(options.DataDirectory) is not null) throw new InvalidDataException("本平台没有设置安全副本（SafeCopy:PublicKey），不能补齐");
            if (await healing.Run(cancel) is not var (target, performed)) return null;
            if (await publisher.RootOfEntries(target.Size, cancel) != target.Root) throw new InvalidDataException($"补齐后的账本在 {target.Size:#,##0} 条处的根与镜像所存的检查点不同：备份恢复以后、补齐以前又被写入过，请重新恢复备份；并未写入过的，是账本分叉，请报告行政监督平台");
            await publisher.CatchUp(sign: true, cancel);
            return (Commit.Empty.Record(performed), Healing.Once(HealingFile.Head(options.DataDirectory)!));
        }
        catch (Exception e) when (e is InvalidDataException or LedgerConflictException)
        {
            await check.Stop(new($"补齐没有完成：{e.Message.TrimEnd('。')}", "请保全数据目录，核对所恢复的备份和份额属于本平台，重新执行 tongcai recovery open；仍不成功的，换一份备份恢复。"), cancel);
            return null;
        }
    }
}
