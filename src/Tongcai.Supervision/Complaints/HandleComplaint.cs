using Dapper;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Orders;

namespace Tongcai.Supervision.Complaints;

/// <summary>审查与受理。</summary>
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
        [property: Field("补正内容或不予受理的理由", Lines = true, Min = 0)] string Reason,
        [property: Field("暂停采购活动", Hint = "视具体情况；书面通知采购人和交易平台，最长 30 日")] bool Suspend);

    public static readonly Act Act = new("accept-complaint", "审查投诉", "/complaints/{id}/accept", Access.To(Owner.Authority, Role.Supervisor))
    {
        Rules = [TimeLimits.ComplaintAcceptance, ComplaintRules.CorrectionOnce, ComplaintRules.Suspended, TimeLimits.SuspensionMax],
        Button = "作出结论",
        Irreversible = true,
    };

    public static Outcome<Complaint> Decide(Complaint complaint, Actor actor, Request request, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        if (complaint.State is not (ComplaintState.Lodged or ComplaintState.Correcting))
            refusals.Add(ComplaintRules.OnceOnly.Refuse("这件投诉已经审查过。", "在投诉页继续办理。"));
        if (request.Finding == Finding.Correct && complaint.State == ComplaintState.Correcting)
            refusals.Add(ComplaintRules.CorrectionOnce.Refuse("已经要求补正过一次。", "补正后仍不符合规定的，不予受理。", "/finding"));
        if (request.Finding != Finding.Accept && request.Reason.Length == 0)
            refusals.Add(InputRules.Required.Refuse("没有写明理由。", "写明需要补正的事项，或者不予受理的理由和依据。", "/reason"));
        if (request.Finding != Finding.Accept && request.Suspend)
            refusals.Add(ComplaintRules.Suspended.Refuse("没有受理的投诉不能暂停采购活动。", "受理后再暂停。", "/suspend"));
        if (refusals.Count > 0)
            return refusals;
        var today = now.BeijingDate();
        try
        {
            return request.Finding switch
            {
                Finding.Correct => complaint with { State = ComplaintState.Correcting, Correction = request.Reason },
                Finding.Refuse => complaint with { State = ComplaintState.NotAccepted, Outcome = "dismissed", Grounds = request.Reason, DecidedOn = today, DecidedBy = actor.AccountId },
                // 收到投诉书之日即为受理之日 (94号第二十一条): the thirty working days run from the day of lodging.
                _ => complaint with
                {
                    State = ComplaintState.Accepted, AcceptedBy = actor.AccountId, AcceptedOn = complaint.LodgedOn,
                    DecideBy = TimeLimits.ComplaintDecision.Latest(complaint.LodgedOn, WorkCalendar.Official),
                },
            };
        }
        catch (CalendarNotAnnouncedException e)
        {
            return e.ToRefusal();
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Complaints.Show<Request>);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var complaint = await Complaints.Load(context);
        var outcome = Decide(complaint, context.Actor, request, context.Now);
        if (outcome.Value is not { } handled)
            return outcome.Refusals.ToList();
        var commit = Commit.Empty;
        if (handled.State == ComplaintState.Accepted)
        {
            commit = commit.Record(new ComplaintAccepted(handled.Id, handled.ProcurementId, handled.ChallengeId, handled.SupplierId, handled.LodgedOn), context.Actor.OrganisationId, handled.SupplierId);
            if (request.Suspend)
            {
                var order = IssueOrder.Make(handled, "suspend", TimeLimits.SuspensionMax.Latest(context.Now.BeijingDate(), WorkCalendar.Official), "处理投诉期间暂停采购活动", TimeLimits.SuspensionMax, context.Now);
                handled = handled with { SuspensionOrderId = order.Id };
                commit = commit.And(IssueOrder.Commit(order, context.Http.RequestServices.GetRequiredService<AuthorityKey>(), context.Actor.OrganisationId));
            }
        }
        else
        {
            commit = commit.Record(new ComplaintReviewed(handled.Id, handled.ProcurementId, handled.State == ComplaintState.Correcting ? "correct" : "refuse", request.Reason), context.Actor.OrganisationId, handled.SupplierId);
        }

        return new Done(commit.Update(handled), handled.State switch
        {
            ComplaintState.Accepted => $"已受理，{handled.DecideBy:yyyy-MM-dd} 前作出处理决定",
            ComplaintState.Correcting => "已通知投诉人补正",
            _ => "已通知投诉人不予受理",
        }, $"/complaints/{handled.Id}");
    }
}

/// <summary>投诉处理决定：by somebody other than who accepted the case.</summary>
public static class DecideComplaint
{
    public enum Result
    {
        [Label("驳回投诉")] Rejected,
        [Label("投诉成立，不影响采购结果，继续")] UpheldContinue,
        [Label("投诉成立，从合格候选人中另行确定")] UpheldNext,
        [Label("投诉成立，责令重新开展采购活动")] UpheldRestart,
        [Label("投诉人撤回，终止处理")] Withdrawn,
    }

    public sealed record Request(
        [property: Field("处理结果")] Result Result,
        [property: Field("查明的事实", Lines = true, Max = 20_000)] string Facts,
        [property: Field("处理依据和理由", Lines = true, Max = 20_000)] string Grounds,
        [property: Field("救济途径", Hint = "行政复议机关、起诉法院和期限", Lines = true)] string Remedies);

    public static readonly Act Act = new("decide-complaint", "作出处理决定", "/complaints/{id}/decide", Access.To(Owner.Authority, Role.Supervisor))
    {
        Rules = [ComplaintRules.DecisionContents, ComplaintRules.DecisionPublished, TimeLimits.ComplaintDecision, DutyRules.Unauthorised, ComplaintRules.Rejected, ComplaintRules.ResultComplaintUpheld],
        Button = "作出决定",
        Intro = "决定公告后送达各方；受理人不能作决定。",
        Irreversible = true,
    };

    public static Outcome<Complaint> Decide(Complaint complaint, Actor actor, Request request, string number, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        if (complaint.State != ComplaintState.Accepted)
            refusals.Add(ComplaintRules.DecisionContents.Refuse("这件投诉不在待决定状态。", complaint.State < ComplaintState.Accepted ? "先审查受理。" : "决定已经作出，见投诉页。"));
        if (actor.AccountId == complaint.AcceptedBy)
            refusals.Add(DutyRules.Unauthorised.Refuse("您是本案的受理人，不能作出决定。", "请另一名有权限的工作人员登录办理。"));
        return refusals.Count > 0
            ? refusals
            : complaint with
            {
                State = request.Result == Result.Withdrawn ? ComplaintState.Withdrawn : ComplaintState.Decided,
                Outcome = Outcomes[request.Result],
                Facts = complaint.Facts,
                Grounds = request.Grounds,
                Number = number,
                DecidedBy = actor.AccountId,
                DecidedOn = now.BeijingDate(),
            };
    }

    /// <summary>The code of each result in the published fact.</summary>
    public static readonly IReadOnlyDictionary<Result, string> Outcomes = new Dictionary<Result, string>
    {
        [Result.Rejected] = "rejected",
        [Result.UpheldContinue] = "upheld-continue",
        [Result.UpheldNext] = "upheld-next",
        [Result.UpheldRestart] = "upheld-restart",
        [Result.Withdrawn] = "withdrawn",
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Complaints.Show<Request>);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var complaint = await Complaints.Load(context);
        var year = context.Now.BeijingDate().Year;
        var count = await context.Read(db => db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM complaint WHERE number <> ''"));
        var outcome = Decide(complaint, context.Actor, request, $"财采决〔{year}〕{count + 1}号", context.Now);
        if (outcome.Value is not { } decided)
            return outcome.Refusals.ToList();
        var authority = context.Actor.OrganisationId;
        var key = context.Http.RequestServices.GetRequiredService<AuthorityKey>();
        var commit = Commit.Empty.Update(decided).Record(
            new ComplaintDecided(decided.Id, decided.ProcurementId, decided.Number, decided.Outcome, request.Facts, request.Grounds, request.Remedies, decided.DecidedOn!.Value), authority);

        // The decision and the order that carries it out are one commit: neither can stand without the other.
        var kind = request.Result switch
        {
            Result.UpheldRestart => "annul",
            Result.UpheldNext => "next",
            _ when decided.SuspensionOrderId.Length > 0 => "resume",
            _ => "",
        };
        if (kind.Length > 0)
        {
            var rule = request.Result is Result.UpheldRestart or Result.UpheldNext ? ComplaintRules.ResultComplaintUpheld : ComplaintRules.Rejected;
            commit = commit.And(IssueOrder.Commit(IssueOrder.Make(decided, kind, null, $"执行处理决定 {decided.Number}", rule, context.Now), key, authority));
        }

        var late = decided.DecidedOn > decided.DecideBy;
        return new Done(commit, late ? $"决定已作出并公告；晚于 {decided.DecideBy:yyyy-MM-dd}，已记录" : "决定已作出并公告", $"/complaints/{decided.Id}");
    }
}

/// <summary>What the acts on one complaint share.</summary>
internal static class Complaints
{
    public static Task<Complaint> Load(ActContext context) => context.Read(db => db.QuerySingleAsync<Complaint>("SELECT * FROM complaint WHERE id = @id", new { id = context["id"] }));

    public static async Task<TRequest?> Show<TRequest>(ActContext context)
        where TRequest : class
    {
        var complaint = await Load(context);
        context.Show("投诉人", complaint.SupplierName);
        context.Show("投诉事项", string.Join("；", complaint.Items.Value));
        context.Show("事实依据", complaint.Facts);
        context.Show("请求", complaint.Demand);
        if (complaint.DecideBy is { } by)
            context.Show("处理期限", $"{by:yyyy-MM-dd} 前");
        context.Trail("投诉", $"/complaints/{complaint.Id}");
        return null;
    }
}
