using System.Text;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Search;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Opportunities;

/// <summary>One department in a year.</summary>
/// <param name="Name">Name as registered, else its code.</param>
/// <param name="Projects">Procurements with a public budget.</param>
/// <param name="ReservedFen">Budget of those that are set aside, wholly or in part.</param>
internal sealed record DepartmentShare(string Name, long Projects, long BudgetFen, long Reserved, long ReservedFen)
{
    /// <summary>Tenths of a per cent.</summary>
    public long PerMille => BudgetFen == 0 ? 0 : ReservedFen * 1000 / BudgetFen;
}

/// <summary>中小企业专窗。</summary>
/// <param name="Open">Notices of procurements that are set aside and take bids, those that close sooner first.</param>
/// <param name="Total">How many such procurements there are.</param>
/// <param name="Year">Year of the budgets.</param>
/// <param name="Years">Years with budgets, newest first.</param>
internal sealed record SmeView(DateTimeOffset Now, IReadOnlyList<NoticeLine> Open, long Total, int Year, IReadOnlyList<int> Years, IReadOnlyList<DepartmentShare> Departments)
{
    public DepartmentShare Sum => new("合计", Departments.Sum(d => d.Projects), Departments.Sum(d => d.BudgetFen), Departments.Sum(d => d.Reserved), Departments.Sum(d => d.ReservedFen));
}

/// <summary>中小企业专窗：what is set aside and open, what each department has set aside, which policies there are and how to begin.</summary>
internal static class SmePage
{
    private const int Most = 20;

    private static readonly FactKind Approved = FactKinds.Published.Find("budget.approved")!;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapTwin(
        "/sme", Read, "/Opportunities/Sme.cshtml", _ => new PageHead("中小企业专窗") { Column = "中小企业专窗", Description = "面向中小企业的采购项目、各部门预留份额、扶持政策和办理指引" }, "中小企业专窗：预留项目和各部门预留份额");

    private static async Task<Outcome<SmeView>> Read(Asked asked)
    {
        var given = asked.Http.Request.Query["year"].ToString();
        if (given.Length > 0 && (!int.TryParse(given, System.Globalization.NumberStyles.None, null, out var wanted) || wanted is < 2000 or > 2100))
            return InputRules.Format.Refuse($"“{(given.Length > 20 ? given[..20] : given)}”不是年度", "写成四位数字，例如 2026。", "/year");
        var open = NoticeQuery.Everything with { Kind = Chain.NoticeKind.Tender, SetAside = NoticeQuery.AnySetAside, Deadline = DeadlineIs.Open, Sort = NoticeSort.Deadline };
        return await asked.Read(async db =>
        {
            // The year and the department stand in the budget's own fact.
            var budgets = (await db.QueryAsync<(string Line, string Body)>("select stream, body from chain_fact where kind = 'budget.approved'"))
                .Select(b => (b.Line, Fact: FactBody.Read(Approved, Encoding.UTF8.GetBytes(b.Body)).Fact as BudgetApproved)).Where(b => b.Fact is not null).ToDictionary(b => b.Line, b => b.Fact!);
            List<int> years = [.. budgets.Values.Select(b => b.Year).Distinct().OrderDescending()];
            var year = given.Length > 0 ? int.Parse(given, null) : years.Count > 0 ? years[0] : asked.Today.Year;
            var names = (await db.QueryAsync<(string Code, string Name)>("select credit_code, name from registered_organisation")).ToDictionary(o => o.Code, o => o.Name);
            var projects = await db.QueryAsync<(string Line, string SetAside, long BudgetFen)>("select budget_line_id, set_aside, budget_fen from procurement_page where budget_fen > 0 and state <> 'Ended' and title <> ''");
            var departments = projects.Where(p => budgets.TryGetValue(p.Line, out var b) && b.Year == year).GroupBy(p => budgets[p.Line].DepartmentId).Select(g =>
            {
                var reserved = g.Where(p => p.SetAside is not ("" or "none")).ToList();
                return new DepartmentShare(names.GetValueOrDefault(g.Key, g.Key), g.Count(), g.Sum(p => p.BudgetFen), reserved.Count, reserved.Sum(p => p.BudgetFen));
            });
            return (Outcome<SmeView>)new SmeView(
                asked.Now, await asked.Notices.Latest(db, open, asked.Now, Most), await asked.Notices.Count(db, open, asked.Now), year, years, [.. departments.OrderByDescending(d => d.BudgetFen).ThenBy(d => d.Name, StringComparer.Ordinal)]);
        });
    }
}
