using System.Data.Common;
using Dapper;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Pages;

/// <summary>已经办完的事项。Acts that a stage expects of a procurement and that are done although the stage goes on: no page asks for them again.</summary>
public sealed record Progress(IReadOnlySet<(string ProcurementId, string Act)> Done)
{
    /// <summary>A key is held once; of the steps to an invitation each waits for the one before; a draw waits for its reveal and is repeated while seats are declined; reviews are of every opened lot, contracts of every award.</summary>
    private const string DoneSql = """
        select k.id as procurement_id, 'open-key' as act from project_key k where k.id in ({0})
        union all select l.id, 'publish-prequalification' from invited_list l where l.id in ({0})
        union all select l.id, 'list-candidates' from invited_list l where l.id in ({0})
        union all select p.id, 'review-prequalification' from procurement p left join invited_list l on l.id = p.id where p.id in ({0}) and (l.id is null or l.settled or l.way <> 'notice')
        union all select p.id, 'commit-invitees' from procurement p left join invited_list l on l.id = p.id where p.id in ({0}) and (l.id is null or not l.settled or l.draw_id <> '')
        union all select p.id, 'draw-invitees' from procurement p left join invited_list l on l.id = p.id where p.id in ({0}) and (l.id is null or l.draw_id = '' or l.seed is not null)
        union all select p.id, 'send-invitations' from procurement p left join invited_list l on l.id = p.id where p.id in ({0}) and (l.id is null or l.seed is null)
        union all select d.procurement_id, 'commit-draw' from draw d where d.procurement_id in ({0}) group by d.procurement_id
            having count(d.seed) < count(*)
            or max(d.seats) <= (select count(*) from seat s where s.procurement_id = d.procurement_id and s.kind = 'expert' and s.answer in ('invited', 'accepted'))
        union all select d.procurement_id, 'reveal-draw' from draw d where d.procurement_id in ({0}) group by d.procurement_id having count(d.seed) = count(*)
        union all select s.procurement_id, 'appoint-representative' from seat s where s.procurement_id in ({0}) and s.kind = 'purchaser' group by s.procurement_id
        union all select b.procurement_id, 'review-qualification' from opened_bid b where b.procurement_id in ({0}) group by b.procurement_id
            having count(distinct b.lot_id) = (select count(distinct v.lot_id) from verdict v where v.procurement_id = b.procurement_id and v.kind = 'qualification')
        union all select r.procurement_id, 'record-talk' from offer_round r where r.procurement_id in ({0})
        union all select r.procurement_id, 'call-offers' from offer_round r where r.procurement_id in ({0})
        union all select a.procurement_id, 'draft-contract' from award a where a.procurement_id in ({0}) group by a.procurement_id
            having count(*) = (select count(*) from contract c where c.procurement_id = a.procurement_id)
        """;

    /// <param name="which">Condition on the procurement table.</param>
    /// <param name="parameters">Its values.</param>
    public static async Task<Progress> Load(DbConnection db, string which, object parameters)
    {
        var rows = await db.QueryAsync<(string ProcurementId, string Act)>(DoneSql.Replace("{0}", $"select id from procurement where {which}", StringComparison.Ordinal), parameters);
        return new(rows.ToHashSet());
    }

    /// <summary>Acts that have their turn, the expected one first.</summary>
    public IReadOnlyList<string> ActsAt(Procurement procurement)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        return [.. Turns.ActsAt(procurement).Where(act => !Done.Contains((procurement.Id, act)))];
    }
}
