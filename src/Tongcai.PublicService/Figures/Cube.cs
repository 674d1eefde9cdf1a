using System.Data.Common;
using Dapper;

namespace Tongcai.PublicService.Figures;

/// <summary>统计的一格：lots with a result in force, of one method, month and province.</summary>
/// <param name="Month">2026-05, of the result notice.</param>
/// <param name="Province">First two digits.</param>
/// <param name="SmeFen">Of it awarded to firms that declared themselves small or medium.</param>
internal sealed record AwardCell(string Method, string Month, string Province, long Lots, long Fen, long SmeLots, long SmeFen);

/// <summary>统计的一格：lots opened in public, of one method, month of the opening and province.</summary>
internal sealed record OpeningCell(string Method, string Month, string Province, long Lots, long Bids);

/// <summary>统计立方：every figure of the statistics page is a sum of its cells.</summary>
internal sealed record Cube(IReadOnlyList<AwardCell> Awards, IReadOnlyList<OpeningCell> Openings)
{
    public static async Task<Cube> Of(DbConnection db)
    {
        static string By(string day) => $"method, substr({day}, 1, 7) as month, substr(region, 1, 2) as province";
        var awards = await db.QueryAsync<(string Method, string Month, string Province, long Lots, long Fen, long SmeLots, long SmeFen)>(
            $"select {By("result_on")}, count(*) as lots, cast(sum(award_fen) as bigint) as fen, cast(sum(case when sme_declaration <> '' then 1 else 0 end) as bigint) as sme_lots, cast(sum(case when sme_declaration <> '' then award_fen else 0 end) as bigint) as sme_fen from lot_outcome where {LotOutcome.InForce} group by method, substr(result_on, 1, 7), substr(region, 1, 2)");
        var openings = await db.QueryAsync<(string Method, string Month, string Province, long Lots, long Bids)>(
            $"select {By("opened_on")}, count(*) as lots, cast(sum(bidders) as bigint) as bids from lot_outcome where bidders is not null group by method, substr(opened_on, 1, 7), substr(region, 1, 2)");
        return new([.. awards.Select(a => new AwardCell(a.Method, a.Month, a.Province, a.Lots, a.Fen, a.SmeLots, a.SmeFen))], [.. openings.Select(o => new OpeningCell(o.Method, o.Month, o.Province, o.Lots, o.Bids))]);
    }
}
