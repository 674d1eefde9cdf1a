using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Ledgers;

/// <summary>One kind of difference and how often it was found.</summary>
public sealed record DifferenceCount(string Problem, int Count);

/// <summary>核对的结果。Says nothing of tables and rows: which row of a bid differs would tell that there is one.</summary>
public sealed record ReconciliationReport(int Differences, IReadOnlyList<DifferenceCount> Kinds);

/// <summary>账实核对 on demand: the operator, or the authority's administrator, has every row compared with the digest that its last fact carries. It reads every row once.</summary>
internal static class Reconciliation
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery<ReconciliationReport>("/ledger/reconciliation", ResumeFollowing.Act.Access, Read, title: "账实核对：逐行比对数据库与事实携带的摘要");

    private static async Task<ReconciliationReport?> Read(QueryContext context)
    {
        var found = await context.Http.RequestServices.GetRequiredService<Reconciler>().Run(context.Cancelled);
        return new(found.Count, [.. found.GroupBy(d => d.Problem, StringComparer.Ordinal).Select(g => new DifferenceCount(g.Key, g.Count())).OrderByDescending(k => k.Count)]);
    }
}
