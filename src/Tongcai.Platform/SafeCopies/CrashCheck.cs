using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.SafeCopies;

/// <summary>
/// 异常结束后的核对. When the program did not end in order, the database is read through beside the work: SQLite's own check of its pages, then every row against the digest that its last fact carries. What
/// differs stops the platform, to be healed. It reads every row once (docs/decisions/0009-recovery.md tells the cost).
/// </summary>
internal sealed partial class CrashCheck(IStore store, Reconciler reconciler, PlatformOptions options, RecoveryCheck check, ILogger<CrashCheck> log) : BackgroundService
{
    /// <summary>Lies in the data directory while the program runs.</summary>
    public const string RunningMark = "running";

    private const string Remedy = "请保全数据目录，由备份恢复后从镜像补齐；差异清单在数据目录的 recovery/differences.txt，仅供负责人查阅。";
    private const int MostListed = 1000;

    private string Mark => Path.Combine(options.DataDirectory, RunningMark);

    /// <summary>Looks through the database now.</summary>
    /// <returns>What differs, one line each; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> Look(CancellationToken cancel = default)
    {
        if (options.Engine is DatabaseEngine.Sqlite)
        {
            List<string> pages = [.. await store.Read(async c => (await c.QueryAsync<string>("pragma integrity_check")).Where(line => line != "ok").ToList(), cancel)];
            if (pages.Count > 0) return pages;
        }

        return [.. (await reconciler.Run(cancel)).Select(d => $"{d.Table} {d.RowId}：{d.Problem}")];
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var crashed = File.Exists(Mark);
        File.WriteAllText(Mark, "");
        return crashed ? base.StartAsync(cancellationToken) : Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        File.Delete(Mark);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        IReadOnlyList<string> found;
        try
        {
            found = await Look(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or InvalidCastException or FormatException)
        {
            // A database that cannot even be read through is damaged.
            LogTrouble(log, e);
            found = [e.Message];
        }

        if (found.Count == 0) return;
        Directory.CreateDirectory(Path.Combine(options.DataDirectory, "recovery"));
        Ledger.OwnerOnlyFiles.Write(Path.Combine(options.DataDirectory, "recovery", "differences.txt"), System.Text.Encoding.UTF8.GetBytes(string.Join('\n', found.Take(MostListed)) + "\n"), overwrite: true);
        await check.Stop(new("程序上次没有正常结束，核对发现数据库内容与账本事实不符，或者数据库已损坏", Remedy), stoppingToken);
    }

    [LoggerMessage(1, LogLevel.Error, "The database could not be read through.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}
