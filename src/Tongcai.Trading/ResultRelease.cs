using System.Data.Common;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading;

/// <summary>结果公告后的开放。With the result, or with the end of a procurement, independent opinions and scores reach those who had to wait for it.</summary>
public static class ResultRelease
{
    /// <summary>Releases what the procurement's ledger stream holds back until the result; whatever was released before stays so.</summary>
    public static async Task<Commit> Of(DbConnection connection, string procurementId)
    {
        var facts = await connection.FactsOf(procurementId);
        return facts.Released(ReleaseMoment.AfterResult).And(facts.Where(f => Invitations.Contains(f.Kind)).Released(ReleaseMoment.AfterOpening));
    }

    /// <summary>Who applied and who was invited: of a procurement that ended before its opening nothing of it is secret to supervision any more.</summary>
    internal static readonly IReadOnlySet<string> Invitations = new HashSet<string> { "application.submitted", "application.reviewed", "candidates.listed", "invitees.drawn", "supplier.invited" };
}
