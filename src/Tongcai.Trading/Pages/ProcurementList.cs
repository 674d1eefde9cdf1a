using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>项目列表：the organisation's own, and for suppliers those that are noticed.</summary>
public sealed record ProcurementList(IReadOnlyList<ProcurementLine> Items, int Page, long Total, string Query)
{
    public const int Size = 20;

    internal static async Task<ProcurementList?> Read(QueryContext context)
    {
        var page = int.TryParse(context.Query("page"), out var p) ? Math.Clamp(p, 1, 100_000) : 1;
        var query = context.Query("q").Trim();
        var condition = context.Actor.Is(Role.Purchaser) ? "purchaser_id = @organisation"
            : context.Actor.Is(Role.Agency) ? "agency_id = @organisation"
            : context.Actor.Is(Role.Supplier) ? "noticed_on is not null"
            : "1 = 0";
        if (query.Length > 0)
            condition = $"({condition}) and (title like @like or code like @like)";
        var parameters = new { organisation = context.Actor.OrganisationId, like = $"%{query}%", size = Size, skip = (page - 1) * Size };
        return await context.Read(async connection => new ProcurementList(
            [.. (await connection.Where<Procurement>($"{condition} order by filed_on desc, id limit @size offset @skip", parameters)).Select(ProcurementLine.Of)],
            page, await connection.ExecuteScalarAsync<long>($"select count(*) from procurement where {condition}", parameters), query));
    }
}

/// <summary>One line of a list of procurements.</summary>
/// <param name="Current">0-based step that has its turn.</param>
/// <param name="Next">Next point in time, in words; empty: none.</param>
public sealed record ProcurementLine(string Id, string Title, string Code, long BudgetFen, int Current, string Where, string Next)
{
    internal static ProcurementLine Of(Procurement p) => new(
        p.Id, p.Title, p.Code, p.BudgetFen, Turns.Current(p.Stage), Turns.Sentence(p),
        p.SuspendedBy is not null ? "暂停" : p is { Stage: Stage.Noticed, BidDeadline: { } deadline } ? $"{deadline.BeijingTime()} {p.Words().Say("开标")}" : p is { Stage: Stage.Confirmed, ApplyBy: { } applyBy } ? $"{applyBy.BeijingTime()} 资格预审申请截止" : p is { Stage: < Stage.Noticed, ExpectedOn: { } on } ? $"{on:yyyy-MM-dd} 起可以公告" : "");
}
