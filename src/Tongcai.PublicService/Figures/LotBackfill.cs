using Dapper;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Figures;

/// <summary>Makes the rows of lots whose facts were read before the program knew such rows; once, when it starts.</summary>
internal sealed partial class LotBackfill(IStore store, RecoveryMode recovery, ILogger<LotBackfill> log) : BackgroundService
{
    private const int AtOnce = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await recovery.Passed(stoppingToken);
            await Run(store, stoppingToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
        {
            LogTrouble(log, e);
        }
    }

    /// <summary>Makes the missing rows.</summary>
    /// <returns>Procurements that were looked at.</returns>
    public static async Task<int> Run(IStore store, CancellationToken cancel)
    {
        var missing = await store.Read(async db => (await db.QueryAsync<string>(
            "select distinct f.procurement_id from chain_fact f where f.kind in ('bids.opened', 'result.published', 'calloff.awarded') and not exists (select 1 from lot_outcome l where l.procurement_id = f.procurement_id)")).AsList(), cancel);
        foreach (var some in missing.Chunk(AtOnce))
        {
            var commit = await store.Read(async db =>
            {
                var pages = await db.Among<ProcurementPage>("id", some);
                var facts = (await db.Among<ChainFact>("procurement_id", some)).ToLookup(f => f.ProcurementId);
                return pages.Aggregate(Commit.Empty, (all, page) => all.And(LotFold.Write(ProcurementChain.Of(page, facts[page.Id]), [], [])));
            }, cancel);
            // Whoever reads the ledger at this moment may be faster; then the rows are there.
            if (commit.Changes.Count > 0) await store.Execute(commit, cancel: cancel);
        }

        return missing.Count;
    }

    [LoggerMessage(1, LogLevel.Error, "The rows of lots could not be made; they are made at the next start.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}
