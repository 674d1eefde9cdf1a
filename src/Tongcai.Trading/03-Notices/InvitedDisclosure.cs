using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Notices;

/// <summary>邀请供应商产生情况：what the result tells of the draw. Names only of suppliers that were recommended in writing (87号第六十九条); of the others the random ids, over which everybody repeats the draw.</summary>
public static class InvitedDisclosure
{
    /// <summary>Null for procurements in which nobody was drawn.</summary>
    public static async Task<InviteesDisclosed?> Of(DbConnection connection, Procurement procurement)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        if (!procurement.MethodRow().InvitesDrawn || await connection.Find<InvitedList>(procurement.Id) is not { Seed: { } seed, PartyReveal: { } reveal } list)
            return null;
        var drawn = (await connection.Where<Candidate>("procurement_id = @Id and place > 0 order by place", new { procurement.Id })).ToList();
        return new(
            procurement.Id, list.Way, list.DrawId, seed, [reveal, list.PlatformSecret], [.. drawn.Select(k => k.Id)], drawn.Count(k => k.Invited),
            list.Way == "recommended" ? [.. drawn.Select(k => new ListedCandidate(k.Id, k.SupplierId, k.SupplierName, k.Grounds))] : []);
    }
}
