using System.Data.Common;
using Dapper;
using Tongcai.Platform.Acts;
using Tongcai.Supervision.Complaints;
using Tongcai.Supervision.Credit;
using Tongcai.Supervision.Inspections;
using Tongcai.Supervision.Scores;
using Tongcai.Supervision.Warnings.Loop;

namespace Tongcai.Supervision;

/// <summary>归属。Whose the objects in routes are: <c>{id}</c> is a procurement, <c>{complaint}</c>, <c>{warning}</c>, <c>{inquiry}</c>, <c>{approval}</c>, <c>{listing}</c>, <c>{inspection}</c>, <c>{check}</c>, <c>{score}</c> and <c>{challenge}</c> what they say. What does not exist is nobody's.</summary>
public static class Owners
{
    private const string ProcurementSql = "select count(*) from watched where id = @id";
    private const string ComplaintSql = "select count(*) from complaint where id = @complaint";
    private const string WarningSql = "select count(*) from warning where id = @warning";
    private const string ComplainantSql = "select count(*) from complaint where id = @complaint and supplier_id = @organisation";
    private const string ApplicationSql = "select count(*) from application where id = @approval";
    private const string ListingSql = "select count(*) from listing where id = @listing";
    private const string ListedSql = "select count(*) from listing where id = @listing and organisation_id = @organisation";
    private const string InspectionSql = "select count(*) from inspection where id = @inspection";
    private const string CheckSql = "select count(*) from inspection_check where id = @check";
    private const string InspectedSql = "select count(*) from inspection_check where id = @check and organisation_id = @organisation";
    private const string ScoreSql = "select count(*) from score where id = @score";
    private const string ScoredSql = "select count(*) from score where id = @score and organisation_id = @organisation";
    private const string InquirySql = "select count(*) from warning_inquiry where id = @inquiry";
    private const string InquiredSql = "select count(*) from warning_inquiry where id = @inquiry and organisation_id = @organisation";
    private const string ChallengerSql = "select count(*) from watched_fact where kind = 'challenge.lodged' and subject = @challenge and supplier_id = @organisation";

    /// <summary>The check that the gate asks before any handler runs. The authority supervises every procurement it follows; the role is asked by the grant.</summary>
    public static async Task<bool> Check(Owner owner, Actor actor, RouteValueDictionary route, DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(route);
        string? Of(string name) => route[name] as string;
        var sql = owner switch
        {
            _ when owner == Owner.Authority && actor.Is(Role.Supervisor) =>
                Of("complaint") is not null ? ComplaintSql : Of("warning") is not null ? WarningSql : Of("inquiry") is not null ? InquirySql : Of("approval") is not null ? ApplicationSql : Of("listing") is not null ? ListingSql : Of("inspection") is not null ? InspectionSql : Of("check") is not null ? CheckSql : Of("score") is not null ? ScoreSql : Of("id") is not null ? ProcurementSql : null,
            _ when owner == ComplaintCase.Complainant => ComplainantSql,
            _ when owner == AskParty.Inquired => InquiredSql,
            _ when owner == ListingCase.Concerned => ListedSql,
            _ when owner == CheckCase.Inspected => InspectedSql,
            _ when owner == ObjectScore.Scored => ScoredSql,
            _ when owner == LodgeComplaint.Challenger => ChallengerSql,
            _ => null,
        };
        return sql is not null && await connection.ExecuteScalarAsync<long>(
            sql, new { id = Of("id"), complaint = Of("complaint"), warning = Of("warning"), inquiry = Of("inquiry"), approval = Of("approval"), listing = Of("listing"), inspection = Of("inspection"), check = Of("check"), score = Of("score"), challenge = Of("challenge"), organisation = actor.OrganisationId }) > 0;
    }
}
