using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Supervision.Orders;

namespace Tongcai.Supervision.Complaints;

/// <summary>审查投诉：受理、一次性补正、不予受理。</summary>
public static class AcceptComplaint
{
    public enum Finding
    {
        [Label("受理")] Accept,
        [Label("要求一次性补正")] Correct,
        [Label("不予受理")] Refuse,
    }

    public sealed record Request(
        [property: Field("审查结论")] Finding Finding,
        [property: Field("补正事项，或者不予受理的理由", Lines = true)] string? Reason,
        [property: Field("补正期限", Hint = "要求补正时填写")] DateOnly? CorrectBy,
        [property: Field("暂停采购活动", Hint = "视具体情况；书面通知采购人和交易平台，最长 30 日")] bool Suspend);

    public static readonly Act Act = new("accept-complaint", "审查投诉", "/complaints/{complaint}/accept", Access.To(Owner.Authority, Role.Supervisor))
    {
        Rules = [TimeLimits.ComplaintAcceptance, ComplaintRules.CorrectionOnce, ComplaintRules.Suspended, TimeLimits.SuspensionMax],
        Button = "作出结论",
        Irreversible = true,
    };

    public static Outcome<Complaint> Decide(Complaint complaint, Actor actor, Request request, DateTimeOffset now)
    {
        var today = now.BeijingDate();
        List<Refusal> refusals = [];
        if (complaint.State is not (ComplaintState.Lodged or ComplaintState.Correcting))
            refusals.Add(ComplaintRules.OnceOnly.Refuse("这件投诉已经审查过。", "在投诉页继续办理。"));
        if (complaint.State is ComplaintState.Correcting && request.Finding is Finding.Accept)
            refusals.Add(ComplaintRules.LetterContents.Refuse("要求补正的材料还没有收到。", "收到补正材料后再受理。", "/finding"));
        if (complaint.State is ComplaintState.Correcting && request.Finding is Finding.Refuse && today <= complaint.CorrectBy)
            refusals.Add(ComplaintRules.CorrectionOnce.Refuse($"补正期限到 {complaint.CorrectBy:yyyy-MM-dd}，还没有届满。", "期限届满没有补正的，再决定不予受理。", "/finding"));
        if (request.Finding is not Finding.Accept && string.IsNullOrWhiteSpace(request.Reason))
            refusals.Add(InputRules.Required.Refuse("没有写明理由。", "写明需要补正的事项，或者不予受理的理由和依据。", "/reason"));
        if (request.Finding is not Finding.Accept && request.Suspend)
            refusals.Add(ComplaintRules.Suspended.Refuse("没有受理的投诉不能暂停采购活动。", "受理后再暂停。", "/suspend"));
        if (request.Finding is Finding.Correct && !(request.CorrectBy > today))
            refusals.Add(InputRules.Required.Refuse("没有给出今日以后的补正期限。", "按需要补正的材料给出合理期限。", "/correctBy"));
        try
        {
            if (request.Finding is Finding.Correct
                && ComplaintRules.CheckCorrectionNotice(complaint.CorrectionSentOn is null ? 0 : 1, complaint.LodgedOn, today, WorkCalendar.Official, "/finding") is { } late)
                refusals.Add(late);
            if (refusals.Count > 0)
                return refusals;
            return request.Finding switch
            {
                Finding.Correct => complaint with { State = ComplaintState.Correcting, Correction = request.Reason!, CorrectionSentOn = today, CorrectBy = request.CorrectBy },
                Finding.Refuse => complaint with { State = ComplaintState.NotAccepted, Outcome = "dismissed", Grounds = request.Reason!, ReviewedOn = today, DecidedBy = actor.AccountId },
                // 收到投诉书之日即为受理之日；补正所需时间不计入 (94号第二十一条、第二十七条).
                _ => complaint with
                {
                    State = ComplaintState.Accepted,
                    ReviewedOn = today,
                    AcceptedBy = actor.AccountId,
                    AcceptedOn = complaint.LodgedOn,
                    DecideBy = ComplaintRules.DecisionDue(
                        complaint.LodgedOn, complaint is { CorrectionSentOn: { } sent, CorrectedOn: { } received } ? [(sent, received)] : [], WorkCalendar.Official),
                },
            };
        }
        catch (CalendarNotAnnouncedException e)
        {
            refusals.Add(e.ToRefusal());
            return refusals;
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, ComplaintCase.Show<Request>);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var outcome = Decide(await ComplaintCase.Load(context), context.Actor, request, context.Now);
        if (outcome.Value is not { } handled)
            return outcome.Refusals.ToList();
        var (by, commit) = (context.Actor.OrganisationId, Commit.Empty);
        if (handled.State is not ComplaintState.Accepted)
        {
            commit = commit.Record(new ComplaintReviewed(handled.Id, handled.ProcurementId, handled.State is ComplaintState.Correcting ? "correct" : "refuse", request.Reason!), by, handled.SupplierId);
        }
        else
        {
            commit = commit.Record(new ComplaintAccepted(handled.Id, handled.ProcurementId, handled.ChallengeId, handled.SupplierId, handled.LodgedOn), by, handled.SupplierId);
            if (request.Suspend)
            {
                var services = context.Http.RequestServices;
                if (LastDay(context.Now).Value is not { } last)
                    return LastDay(context.Now).Refusals.ToList();
                var order = IssueOrder.Make(
                    handled.ProcurementId, handled.Id, "suspend", last.Day, "处理投诉期间暂停采购活动", TimeLimits.SuspensionMax, context.Actor, RandomId.New(), context.Now, services.GetRequiredService<SystemTime>().GetUtcNow());
                handled = handled with { SuspensionOrderId = order.Id };
                commit = commit.And(OrderSigning.Issue(order, services.GetRequiredService<AuthorityKey>().Key, by));
            }
        }

        return new Done(commit.Update(handled), handled.State switch
        {
            ComplaintState.Accepted => $"已受理，{handled.DecideBy:yyyy-MM-dd} 前作出处理决定",
            ComplaintState.Correcting => "已通知投诉人补正",
            _ => "已通知投诉人不予受理",
        }, $"/complaints/{handled.Id}");
    }

    private sealed record SuspensionEnd(DateOnly Day);

    private static Outcome<SuspensionEnd> LastDay(DateTimeOffset now)
    {
        try
        {
            return new SuspensionEnd(TimeLimits.SuspensionMax.Latest(now.BeijingDate(), WorkCalendar.Official));
        }
        catch (CalendarNotAnnouncedException e)
        {
            return e.ToRefusal("/suspend");
        }
    }
}
