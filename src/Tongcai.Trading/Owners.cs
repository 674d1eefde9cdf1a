using System.Data.Common;
using Dapper;
using Tongcai.Platform.Acts;

namespace Tongcai.Trading;

/// <summary>归属。Whose the objects in routes are: <c>{id}</c> is a procurement, <c>{demand}</c> a demand. What does not exist is nobody's.</summary>
public static class Owners
{
    private const string DemandSql = "select count(*) from demand where id = @demand and organisation_id = @organisation";
    private const string PurchaserSql = "select count(*) from procurement where id = @id and purchaser_id = @organisation";
    private const string AgencySql = "select count(*) from procurement where id = @id and agency_id = @organisation";
    private const string BidderSql = "select count(*) from bidder where procurement_id = @id and supplier_id = @organisation";
    private const string ExpertSql = "select count(*) from seat where procurement_id = @id and account_id = @account and answer = 'accepted'";

    /// <summary>The check that the gate asks before any handler runs.</summary>
    public static async Task<bool> Check(Owner owner, Actor actor, RouteValueDictionary route, DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(actor);
        var (id, demand) = (route["id"] as string, route["demand"] as string);
        var sql = owner.Kind switch
        {
            "purchaser" when demand is not null => DemandSql,
            "purchaser" when id is not null => PurchaserSql,
            "agency" when id is not null => AgencySql,
            "bidder" when id is not null => BidderSql,
            "expert" when id is not null => ExpertSql,
            _ => null,
        };
        return sql is not null
            && await connection.ExecuteScalarAsync<long>(sql, new { id, demand, organisation = actor.OrganisationId, account = actor.AccountId }) > 0;
    }
}
