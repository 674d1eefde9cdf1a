using System.Data.Common;
using Dapper;
using Tongcai.Platform.Acts;

namespace Tongcai.Trading;

/// <summary>归属。Whose the objects in routes are: <c>{id}</c> is a procurement, <c>{demand}</c>, <c>{contract}</c>, <c>{approval}</c>, <c>{challenge}</c> and <c>{seat}</c> what they say. What does not exist is nobody's.</summary>
public static class Owners
{
    private const string DemandSql = "select count(*) from demand where id = @demand and organisation_id = @organisation";
    private const string PurchaserSql = "select count(*) from procurement where id = @id and purchaser_id = @organisation";
    private const string AgencySql = "select count(*) from procurement where id = @id and agency_id = @organisation";
    private const string BidderSql = "select count(*) from bidder where procurement_id = @id and supplier_id = @organisation";
    private const string ExpertSql = "select count(*) from seat where procurement_id = @id and account_id = @account and answer = 'accepted'";

    private const string ContractPurchaserSql = "select count(*) from contract where id = @contract and purchaser_id = @organisation";
    private const string ContractSupplierSql = "select count(*) from contract where id = @contract and supplier_id = @organisation";
    private const string ContractAgencySql = "select count(*) from contract c join procurement p on p.id = c.procurement_id where c.id = @contract and p.agency_id = @organisation";
    private const string ChallengePurchaserSql = "select count(*) from challenge c join procurement p on p.id = c.procurement_id where c.id = @challenge and p.purchaser_id = @organisation";
    private const string ChallengeAgencySql = "select count(*) from challenge c join procurement p on p.id = c.procurement_id where c.id = @challenge and p.agency_id = @organisation";
    private const string ChallengeSupplierSql = "select count(*) from challenge where id = @challenge and supplier_id = @organisation";
    private const string ApprovalSql = "select count(*) from approval where id = @approval and purchaser_id = @organisation";
    private const string SeatSql = "select count(*) from seat where id = @seat and account_id = @account";

    /// <summary>The check that the gate asks before any handler runs.</summary>
    public static async Task<bool> Check(Owner owner, Actor actor, RouteValueDictionary route, DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(actor);
        string? Of(string name) => route[name] as string;
        var sql = owner.Kind switch
        {
            "purchaser" when Of("demand") is not null => DemandSql,
            "purchaser" when Of("approval") is not null => ApprovalSql,
            "purchaser" when Of("contract") is not null => ContractPurchaserSql,
            "purchaser" when Of("challenge") is not null => ChallengePurchaserSql,
            "purchaser" when Of("id") is not null => PurchaserSql,
            "agency" when Of("contract") is not null => ContractAgencySql,
            "agency" when Of("challenge") is not null => ChallengeAgencySql,
            "agency" when Of("id") is not null => AgencySql,
            "bidder" when Of("contract") is not null => ContractSupplierSql,
            "bidder" when Of("challenge") is not null => ChallengeSupplierSql,
            "bidder" when Of("id") is not null => BidderSql,
            "expert" when Of("seat") is not null => SeatSql,
            "expert" when Of("id") is not null => ExpertSql,
            _ => null,
        };
        var whose = new
        {
            id = Of("id"), demand = Of("demand"), contract = Of("contract"), challenge = Of("challenge"), seat = Of("seat"), approval = Of("approval"),
            organisation = actor.OrganisationId, account = actor.AccountId,
        };
        return sql is not null && await connection.ExecuteScalarAsync<long>(sql, whose) > 0;
    }
}
