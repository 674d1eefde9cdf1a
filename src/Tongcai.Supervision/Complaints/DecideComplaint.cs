using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Supervision.Orders;

namespace Tongcai.Supervision.Complaints;

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

    /// <summary>法定驳回情形（94号第二十九条）。</summary>
    public enum Rejection
    {
        [Label("受理后发现投诉不符合法定受理条件")] Inadmissible,
        [Label("投诉事项缺乏事实依据，投诉事项不成立")] Unfounded,
        [Label("投诉人捏造事实或者提供虚假材料")] Fabricated,
        [Label("投诉人以非法手段取得证明材料")] UnlawfulEvidence,
    }

    public sealed record Request(
        [property: Field("处理结果")] Result Result,
        [property: Field("驳回的情形", Hint = "驳回投诉时选择")] Rejection? Rejection,
        [property: Field("查明的事实", Lines = true, Max = 20_000)] string Facts,
        [property: Field("处理依据和理由", Lines = true, Max = 20_000)] string Grounds,
        [property: Field("救济途径", Hint = "行政复议机关、起诉法院和期限", Lines = true)] string Remedies);

    public static readonly Act Act = new("decide-complaint", "作出处理决定", "/complaints/{complaint}/decide", Access.To(Owner.Authority, Role.Supervisor))
    {
        Rules = [ComplaintRules.DecisionContents, ComplaintRules.DecisionPublished, TimeLimits.ComplaintDecision, DutyRules.Incompatible, ComplaintRules.Rejected, ComplaintRules.ResultComplaintUpheld, ComplaintRules.Withdrawn],
        Button = "作出决定",
        Intro = "决定公告后送达各方；受理人不能作决定。",
        Irreversible = true,
    };

    /// <summary>The code of each result in the published fact.</summary>
    public static readonly IReadOnlyDictionary<Result, string> Outcomes = new Dictionary<Result, string>
    {
        [Result.Rejected] = "rejected",
        [Result.UpheldContinue] = "upheld-continue",
        [Result.UpheldNext] = "upheld-next",
        [Result.UpheldRestart] = "upheld-restart",
        [Result.Withdrawn] = "withdrawn",
    };

    /// <summary>Why this person may not decide now; empty when nothing speaks against it.</summary>
    public static IReadOnlyList<Refusal> Check(Complaint complaint, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        ArgumentNullException.ThrowIfNull(actor);
        List<Refusal> refusals = [];
        if (complaint.State is not ComplaintState.Accepted)
            refusals.Add(ComplaintRules.DecisionContents.Refuse("这件投诉不在待决定状态。", complaint.State is ComplaintState.Lodged or ComplaintState.Correcting ? "先审查受理。" : "已经办结，见投诉页。"));
        if (complaint.AcceptedBy.Length > 0 && actor.AccountId == complaint.AcceptedBy)
            refusals.Add(DutyRules.Incompatible.Refuse("您是本案的受理人，不能作出决定。", "请另一名有权限的工作人员登录办理。"));
        return refusals;
    }

    /// <param name="number">文号, unique.</param>
    public static Outcome<Complaint> Decide(Complaint complaint, Actor actor, Request request, string number, DateTimeOffset now)
    {
        List<Refusal> refusals = [.. Check(complaint, actor)];
        if (request.Result is Result.Rejected && request.Rejection is null)
            refusals.Add(ComplaintRules.CheckRejection(null, "/rejection")!);
        if (request.Result is not Result.Rejected && request.Rejection is not null)
            refusals.Add(ComplaintRules.Rejected.Refuse("处理结果不是驳回，却选了驳回的情形。", "改选处理结果，或者不选驳回的情形。", "/rejection"));
        if (request.Result is Result.Withdrawn && complaint.WithdrawnOn is null)
            refusals.Add(ComplaintRules.Withdrawn.Refuse("投诉人没有书面申请撤回。", "按查明的事实作出处理决定。", "/result"));
        if (request.Result is not Result.Withdrawn && complaint.WithdrawnOn is { } withdrawn)
            refusals.Add(ComplaintRules.Withdrawn.Refuse($"投诉人已于 {withdrawn:yyyy-MM-dd} 书面申请撤回。", "终止处理程序；发现违法线索的，另行检查。", "/result"));
        return refusals.Count > 0
            ? refusals
            : complaint with
            {
                State = request.Result is Result.Withdrawn ? ComplaintState.Withdrawn : ComplaintState.Decided,
                Outcome = Outcomes[request.Result],
                Rejection = request.Rejection?.Label() ?? "",
                Findings = request.Facts,
                Grounds = request.Grounds,
                Remedies = request.Remedies,
                Number = number,
                DecidedBy = actor.AccountId,
                DecidedOn = now.BeijingDate(),
            };
    }

    /// <summary>Order that carries the decision out; empty: none is needed.</summary>
    public static (string Kind, Rule Rule) OrderFor(Complaint decided) => decided.Outcome switch
    {
        "upheld-restart" => ("annul", ComplaintRules.ResultComplaintUpheld),
        "upheld-next" => ("next", ComplaintRules.ResultComplaintUpheld),
        _ when decided.SuspensionOrderId.Length == 0 => ("", ComplaintRules.Rejected),
        "rejected" => ("resume", ComplaintRules.Rejected),
        "withdrawn" => ("resume", ComplaintRules.Withdrawn),
        _ => ("resume", ComplaintRules.ResultComplaintUpheld),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var complaint = await ComplaintCase.Load(context);
        var services = context.Http.RequestServices;
        var outcome = Decide(complaint, context.Actor, request, await DecisionNumber.Next(context, services.GetRequiredService<Authority>().Symbol, "complaint"), context.Now);
        if (outcome.Value is not { } decided)
            return outcome.Refusals.ToList();
        var by = context.Actor.OrganisationId;
        var commit = Commit.Empty.Update(decided).Record(
            new ComplaintDecided(decided.Id, decided.ProcurementId, decided.Number, decided.Outcome, decided.Findings, decided.Grounds, decided.Remedies, decided.DecidedOn!.Value), by);

        // The decision and the order that carries it out are one commit: neither can stand without the other.
        if (OrderFor(decided) is ({ Length: > 0 } kind, var rule))
        {
            var order = IssueOrder.Make(
                decided.ProcurementId, decided.Id, kind, null, $"执行处理决定 {decided.Number}", rule, context.Actor, RandomId.New(), context.Now, services.GetRequiredService<SystemTime>().GetUtcNow());
            commit = commit.And(OrderSigning.Issue(order, services.GetRequiredService<AuthorityKey>().Key, by));
        }

        var late = decided.DecidedOn > decided.DecideBy;
        return new Done(commit, late ? $"决定已作出并公告；晚于 {decided.DecideBy:yyyy-MM-dd}，已记录" : "决定已作出并公告", $"/complaints/{decided.Id}", new { number = decided.Number });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var complaint = await ComplaintCase.Load(context);
        ComplaintCase.Show(context, complaint);
        if (complaint.WithdrawnOn is { } withdrawn)
            context.Show("撤回申请", $"{withdrawn:yyyy-MM-dd}　{complaint.Withdrawal}");
        var authority = context.Http.RequestServices.GetRequiredService<Authority>();
        context.Show("救济途径的写法", $"如不服本决定，可以自收到本决定书之日起{TimeLimits.AdministrativeReview.Length}内向{authority.ReviewedBy}申请行政复议，也可以自收到本决定书之日起{TimeLimits.Lawsuit.Length}内依法向人民法院提起行政诉讼。");
        // Nothing is chosen beforehand: a decision is never a default.
        return null;
    }
}
