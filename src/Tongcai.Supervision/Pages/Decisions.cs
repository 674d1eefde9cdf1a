using Dapper;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Complaints;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Pages;

/// <summary>公开的处理决定的一行。</summary>
public sealed record DecisionRow(string ComplaintId, string Number, string Procurement, string Purchaser, string Outcome, DateOnly DecidedOn);

/// <summary>公开的处理决定。</summary>
public sealed record DecisionList(IReadOnlyList<DecisionRow> Rows);

/// <summary>投诉处理决定书（94号第三十三条：当事人、事实和依据、决定、救济、日期）。</summary>
/// <param name="Workdays">On which working day after the complaint it was made.</param>
public sealed record DecisionView(
    string ComplaintId, string Authority, string Number, string Complainant, string Purchaser, string Agency, string Procurement, string Code, DateOnly LodgedOn, IReadOnlyList<string> Items, string Demand,
    string Findings, string Grounds, string Outcome, string Rejection, string Remedies, DateOnly DecidedOn, int Workdays, bool InTime)
{
    /// <summary>The decision as an official paper (GB/T 9704-2012), one for page, Word and PDF.</summary>
    public Paper ToPaper() => new("政府采购投诉处理决定书",
    [
        new("",
        [
            $"投诉人：{Complainant}", $"被投诉人：{Purchaser}（采购人）", .. Agency.Length > 0 ? [$"被投诉人：{Agency}（采购代理机构）"] : Array.Empty<string>(),
            $"投诉人就“{Procurement}”（项目编号：{Code}），于{LodgedOn.InWords()}向本机关提起投诉。本机关依法受理，现已审理终结。",
        ]),
        new("一、投诉事项", [.. Items, $"投诉人请求：{Demand}"]),
        new("二、查明的事实", Lines(Findings)),
        new("三、本机关认为", Lines(Grounds)),
        new("四、处理决定", [$"本机关决定：{Outcome}{(Rejection.Length > 0 ? $"（{Rejection}）" : "")}。", .. Lines(Remedies)]),
    ])
    {
        Layout = PaperLayout.Official, Organ = Authority + "文件", Number = Number, Signed = [Authority, DecidedOn.InWords()],
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>公开的处理决定。</summary>
public static class Decisions
{
    private const int Most = 200;

    /// <summary>Codes of the fact <c>complaint.decided</c> in words.</summary>
    public static readonly IReadOnlyDictionary<string, string> Outcomes = new Dictionary<string, string>
    {
        ["rejected"] = "驳回投诉",
        ["upheld-continue"] = "投诉成立，不影响采购结果，继续开展采购活动",
        ["upheld-next"] = "投诉成立，从合格的中标候选人中另行确定中标供应商",
        ["upheld-restart"] = "投诉成立，责令重新开展采购活动",
        ["withdrawn"] = "终止投诉处理程序",
        ["dismissed"] = "不予受理",
    };

    internal static async Task<IReadOnlyList<DecisionRow>> Rows(System.Data.Common.DbConnection db, int most) =>
    [
        .. await db.Where<Complaint>("number <> '' order by decided_on desc, number desc limit @most", new { most }) is { Count: > 0 } decided
            ? decided.Join(
                await db.Where<Watched>("id in (select procurement_id from complaint where number <> '')", new { }),
                c => c.ProcurementId, w => w.Id, (c, w) => new DecisionRow(c.Id, c.Number, w.Title, w.PurchaserName, Outcomes[c.Outcome], c.DecidedOn!.Value))
            : [],
    ];

    internal static Task<DecisionList?> List(QueryContext context) => context.Read(async db => (DecisionList?)new DecisionList(await Rows(db, Most)));

    internal static Task<DecisionView?> One(QueryContext context)
    {
        var authority = context.Http.RequestServices.GetRequiredService<Authority>();
        return context.Read(async db =>
        {
            if (await db.First<Complaint>("id = @id and number <> ''", new { id = context["complaint"] }) is not { DecidedOn: { } on } c)
                return null;
            var row = await db.Find<Watched>(c.ProcurementId) ?? new Watched();
            return (DecisionView?)new DecisionView(
                c.Id, authority.Name, c.Number, c.SupplierName, row.PurchaserName, row.AgencyName, row.Title, row.Code, c.LodgedOn, c.Items.Value, c.Demand,
                c.Findings, c.Grounds, Outcomes[c.Outcome], c.Rejection, c.Remedies, on, Law.WorkCalendar.Official.WorkdaysBetween(c.LodgedOn, on), on <= c.DecideBy);
        });
    }
}
