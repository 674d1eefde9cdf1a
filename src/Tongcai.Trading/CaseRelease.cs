using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading;

/// <summary>监督部门受理的投诉。Id = complaint id.</summary>
[Table("complaint_heard", Technical = true)]
public sealed record ComplaintHeard : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
}

/// <summary>
/// 立案后的开放。An authority that hears a complaint may see what is held back until then: who withdrew a bid. Before the opening nobody may
/// (招标投标法第二十二条), the authority included; a complaint about the documents opens it with the bids.
/// </summary>
public static class CaseRelease
{
    /// <summary>What the case may see, out of the facts of the procurement.</summary>
    public static Commit Of(IEnumerable<LedgerFact> facts) => facts.Released(ReleaseMoment.InCase);

    /// <summary>Whether the authority hears a complaint about the procurement.</summary>
    public static async Task<bool> IsHeard(DbConnection connection, string procurementId) =>
        (await connection.Where<ComplaintHeard>("procurement_id = @procurementId", new { procurementId })).Count > 0;

    /// <summary>Registers the reader of accepted complaints.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services.AddFactReader<ComplaintAccepted>((p, accepted, _, cancel) => p.GetRequiredService<IStore>().Read(
        async db =>
        {
            // Complaints about procurements of another trading platform pass by; one that is read twice is known.
            if (await db.Find<Procurement>(accepted.ProcurementId) is not { } procurement || await db.Find<ComplaintHeard>(accepted.ComplaintId) is not null)
                return Commit.Empty;
            var heard = Commit.Empty.Insert(new ComplaintHeard { Id = accepted.ComplaintId, ProcurementId = procurement.Id });
            return procurement.OpenedAt is null ? heard : heard.And(Of(await db.FactsOf(procurement.Id)));
        },
        cancel));
}
