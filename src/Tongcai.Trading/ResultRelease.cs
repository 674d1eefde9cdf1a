using System.Data.Common;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading;

/// <summary>结果公告后的开放。With the result, or with the end of a procurement, independent opinions and scores reach those who had to wait for it.</summary>
public static class ResultRelease
{
    /// <summary>Releases what the procurement's ledger stream holds back until the result; whatever was released before stays so.</summary>
    public static async Task<Commit> Of(DbConnection connection, string procurementId) =>
        (await connection.FactsOf(procurementId)).Released(ReleaseMoment.AfterResult);
}
