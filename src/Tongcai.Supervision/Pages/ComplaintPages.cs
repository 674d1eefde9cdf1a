using System.Text.Json;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Supervision.Complaints;
using Tongcai.Supervision.Orders;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Pages;

/// <summary>投诉列表的一行。</summary>
/// <param name="Next">The clock that runs; null: none.</param>
public sealed record ComplaintRow(string Id, string ProcurementId, string Procurement, string Supplier, DateOnly LodgedOn, string State, bool Open, ClockView? Next, string Number)
{
    internal static ComplaintRow Of(Complaint complaint, string procurement, DateOnly today)
    {
        var next = complaint.Clocks().FirstOrDefault(c => c.Done is null);
        return new(
            complaint.Id, complaint.ProcurementId, procurement, complaint.SupplierName, complaint.LodgedOn, complaint.State.Label(),
            complaint.State is ComplaintState.Lodged or ComplaintState.Correcting or ComplaintState.Accepted, next is null ? null : ClockView.Of(next, today), complaint.Number);
    }
}

/// <summary>投诉列表。</summary>
public sealed record ComplaintList(string State, IReadOnlyList<Choice> States, IReadOnlyList<ComplaintRow> Rows, DateOnly Today);

/// <summary>一件投诉。</summary>
/// <param name="Supervising">Whether the reader is of the authority.</param>
public sealed record ComplaintView(
    ComplaintRow Row, string Code, string Purchaser, string Agency, IReadOnlyList<string> Items, string Facts, string LegalBasis, string Demand, string ChallengeAnswer, string Correction, DateOnly? CorrectBy, DateOnly? CorrectedOn,
    string Withdrawal, string Grounds, string Outcome, bool Published, IReadOnlyList<ClockView> Clocks, IReadOnlyList<OrderRow> Orders, IReadOnlyList<ActLink> Acts, int Progress, bool Supervising, DateOnly Today)
{
    /// <summary>文号 of the decision; empty while there is none.</summary>
    public string Number => Row.Number;
}

/// <summary>一份可以投诉的质疑。</summary>
/// <param name="Refused">Why it cannot be complained of now; empty: it can.</param>
public sealed record ChallengeRow(string Id, string ProcurementId, string Procurement, IReadOnlyList<string> Items, DateOnly LodgedOn, DateOnly? AnsweredOn, string Window, string Refused);

/// <summary>供应商自己的质疑。</summary>
public sealed record ChallengeList(IReadOnlyList<ChallengeRow> Rows);

/// <summary>投诉的页面。</summary>
public static class ComplaintPages
{
    private const int Most = 200;

    internal static Task<ComplaintList?> List(QueryContext context) => Listed(context, "");

    internal static Task<ComplaintList?> Mine(QueryContext context) => Listed(context, context.Actor.OrganisationId);

    internal static Task<ComplaintView?> One(QueryContext context)
    {
        var (today, actor, system) = (context.Now.BeijingDate(), context.Actor, context.Http.RequestServices.GetRequiredService<SystemTime>().GetUtcNow());
        return context.Read(async db =>
        {
            var c = await db.Get<Complaint>(context["complaint"]);
            var row = await db.Find<Watched>(c.ProcurementId) ?? new Watched();
            var orders = await db.Where<Order>("complaint_id = @Id order by issued_at desc, sent_at desc", new { c.Id });
            var answer = await db.QueryFirstOrDefaultAsync<string>("select body from watched_fact where kind = 'challenge.answered' and subject = @ChallengeId", new { c.ChallengeId });
            return (ComplaintView?)new ComplaintView(
                ComplaintRow.Of(c, row.Title, today), row.Code, row.PurchaserName, row.AgencyName, c.Items.Value, c.Facts, c.LegalBasis, c.Demand,
                answer is null ? "未在规定时间内答复" : JsonSerializer.Deserialize<ChallengeAnswered>(answer, WireJson.Options)!.Answer,
                c.Correction, c.CorrectBy, c.CorrectedOn, c.Withdrawal, c.Grounds, Decisions.Outcomes.GetValueOrDefault(c.Outcome, ""), c.Number.Length > 0, ClockView.Of(c.Clocks(), today),
                [.. orders.Select(o => OrderRow.Of(o, row.Title, system))],
                actor.Is(Role.Supervisor) ? ForAuthority(c, actor) : ForComplainant(c),
                c.State switch { ComplaintState.Lodged => 1, ComplaintState.Correcting => 1, ComplaintState.Accepted => 2, _ => 3 },
                actor.Is(Role.Supervisor), today);
        });
    }

    internal static Task<ChallengeList?> Challenges(QueryContext context)
    {
        var (today, organisation) = (context.Now.BeijingDate(), context.Actor.OrganisationId);
        return context.Read(async db =>
        {
            T[] Read<T>(IEnumerable<string> bodies) => [.. bodies.Select(b => JsonSerializer.Deserialize<T>(b, WireJson.Options)!)];
            const string Sql = "select body from watched_fact where supplier_id = @organisation and kind = @kind order by at desc";
            var lodged = Read<ChallengeLodged>(await db.QueryAsync<string>(Sql, new { organisation, kind = "challenge.lodged" }));
            var answers = Read<ChallengeAnswered>(await db.QueryAsync<string>(Sql, new { organisation, kind = "challenge.answered" })).ToDictionary(a => a.ChallengeId);
            var complaints = (await db.Where<Complaint>("supplier_id = @organisation", new { organisation })).ToDictionary(c => c.ChallengeId);
            var titles = (await db.QueryAsync<(string Id, string Title)>("select id, title from watched where id in (select procurement_id from watched_fact where supplier_id = @organisation)", new { organisation })).ToDictionary(t => t.Id, t => t.Title);
            return (ChallengeList?)new ChallengeList(
            [
                .. lodged.Select(c =>
                {
                    var refusals = LodgeComplaint.Check(c, answers.GetValueOrDefault(c.ChallengeId), complaints.GetValueOrDefault(c.ChallengeId), today, out var window);
                    return new ChallengeRow(
                        c.ChallengeId, c.ProcurementId, titles.GetValueOrDefault(c.ProcurementId, ""), c.Items, c.LodgedOn, answers.GetValueOrDefault(c.ChallengeId)?.AnsweredOn, window,
                        string.Concat(refusals.Select(r => r.Reason)));
                }),
            ]);
        });
    }

    private static Task<ComplaintList?> Listed(QueryContext context, string supplier)
    {
        var today = context.Now.BeijingDate();
        return context.Read(async db =>
        {
            var states = Labels.Choices(typeof(ComplaintState)).Prepend(new("open", "在办")).ToList();
            var asked = states.FirstOrDefault(s => s.Value == context.Query("state"))?.Value ?? "";
            var rows = await db.QueryAsync<Complaint>($"select * from complaint {(supplier.Length > 0 ? "where supplier_id = @supplier" : "")} order by lodged_on desc, id", new { supplier });
            var shown = rows.Where(c => asked switch
            {
                "" => true,
                "open" => c.State is ComplaintState.Lodged or ComplaintState.Correcting or ComplaintState.Accepted,
                _ => Wire.Name(c.State.ToString()) == asked,
            }).Take(Most).ToList();
            var titles = (await db.QueryAsync<(string Id, string Title)>("select id, title from watched where id in (select procurement_id from complaint)")).ToDictionary(t => t.Id, t => t.Title);
            return (ComplaintList?)new ComplaintList(asked, states, [.. shown.Select(c => ComplaintRow.Of(c, titles.GetValueOrDefault(c.ProcurementId, ""), today))], today);
        });
    }

    private static IReadOnlyList<ActLink> ForAuthority(Complaint c, Actor actor) =>
    [
        new(AcceptComplaint.Act.Title, $"/complaints/{c.Id}/accept", c.State is ComplaintState.Lodged or ComplaintState.Correcting ? "" : "已经审查过"),
        new(DecideComplaint.Act.Title, $"/complaints/{c.Id}/decide", string.Concat(DecideComplaint.Check(c, actor).Select(r => r.Reason))),
    ];

    private static IReadOnlyList<ActLink> ForComplainant(Complaint c) =>
    [
        new(CorrectComplaint.Act.Title, $"/complaints/{c.Id}/correct", c.State is ComplaintState.Correcting ? "" : "没有需要补正的材料"),
        new(WithdrawComplaint.Act.Title, $"/complaints/{c.Id}/withdraw", c.WithdrawnOn is not null ? "已经申请撤回" : c.State is ComplaintState.Lodged or ComplaintState.Correcting or ComplaintState.Accepted ? "" : "已经办结"),
    ];
}
