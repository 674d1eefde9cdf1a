using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>销号、误报销号、退回补充核查和重新办理：each by somebody other than who did the work before.</summary>
public static class EndWarning
{
    public sealed record Request([property: Field("意见", Hint = "写明所依据的事实和理由；随办理记录保存，不能修改", Lines = true, Min = 5, Max = 5_000)] string Opinion);

    public static readonly Act Close = new("close-warning", "销号", "/warnings/{warning}/close", WarningCase.Officers)
    {
        Rules = [WarningRules.Loop, WarningRules.Closing, DutyRules.Incompatible],
        Button = "复核销号",
        Intro = "由研判人、核查人和处理人以外的人员复核后归档；计入规则的查实统计。",
    };

    public static readonly Act Dismiss = new("dismiss-warning", "误报销号", "/warnings/{warning}/dismiss", WarningCase.Officers)
    {
        Rules = [WarningRules.Loop, DutyRules.Incompatible],
        Button = "按误报销号",
        Intro = "由研判人、核查人以外的人员作出；理由计入规则的误报统计。",
    };

    public static readonly Act Return = new("return-warning", "退回补充核查", "/warnings/{warning}/return", WarningCase.Officers)
    {
        Rules = [WarningRules.Loop, DutyRules.Incompatible],
        Button = "退回",
        Intro = "事实不清、证据不足的，退回核查；此前的核查结果和处理意见不再有效，留在办理记录中。",
    };

    public static readonly Act Reopen = new("reopen-warning", "重新办理", "/warnings/{warning}/reopen", WarningCase.Officers)
    {
        Rules = [WarningRules.NewEvidenceReopens],
        Button = "重新办理",
        Intro = "销号以后出现新的事实或者证据的，说明理由，从研判重新开始；此前的记录保留。",
    };

    public static IReadOnlyList<Refusal> CheckClose(Warning warning, Actor actor, DateOnly today)
    {
        if (WarningCase.CheckState(Close, warning, WarningState.Handled) is { } refusal) return [refusal];
        List<Refusal> refusals = [.. new[] { WarningCase.CheckSecond(Close, warning, actor, handled: true) }.OfType<Refusal>()];
        if (warning.RectifyBy >= today)
            refusals.Add(WarningRules.Loop.Refuse($"改正期限到 {warning.RectifyBy:yyyy-MM-dd}，还没有届满。", "期限届满、核对改正情况以后再销号。"));
        return refusals;
    }

    public static IReadOnlyList<Refusal> CheckDismiss(Warning warning, Actor actor)
    {
        if (WarningCase.CheckState(Dismiss, warning, WarningState.Judged, WarningState.Verified) is { } refusal) return [refusal];
        List<Refusal> refusals = [.. new[] { WarningCase.CheckSecond(Dismiss, warning, actor, handled: false) }.OfType<Refusal>()];
        if (warning is { State: WarningState.Verified, Founded: true })
            refusals.Add(WarningRules.Loop.Refuse("核查结果是查实，不能按误报销号。", "提出处理意见；核查不清的，退回补充核查。"));
        if (warning is { State: WarningState.Judged, Leaning: Leaning.Inspect })
            refusals.Add(WarningRules.Loop.Refuse("研判结论是转核查，还没有核查结果。", "记录核查结果以后再决定。"));
        return refusals;
    }

    public static IReadOnlyList<Refusal> CheckReturn(Warning warning, Actor actor) =>
        [.. new[] { WarningCase.CheckState(Return, warning, WarningState.Verified, WarningState.Handled) ?? WarningCase.CheckSecond(Return, warning, actor, handled: false) }.OfType<Refusal>()];

    public static IReadOnlyList<Refusal> CheckReopen(Warning warning, Actor actor) =>
        [.. new[] { WarningCase.CheckState(Reopen, warning, WarningState.Closed, WarningState.Dismissed) }.OfType<Refusal>()];

    public static Outcome<Commit> DecideClose(Warning warning, Actor actor, Request request, string id, DateTimeOffset now) =>
        Decide(Close, CheckClose(warning, actor, now.BeijingDate()), () => warning.In(WarningState.Closed, now) with { EndedBy = actor.AccountId }, actor, request, id, now, "founded");

    public static Outcome<Commit> DecideDismiss(Warning warning, Actor actor, Request request, string id, DateTimeOffset now) =>
        Decide(Dismiss, CheckDismiss(warning, actor), () => warning.In(WarningState.Dismissed, now) with { EndedBy = actor.AccountId }, actor, request, id, now, "falseAlarm");

    public static Outcome<Commit> DecideReturn(Warning warning, Actor actor, Request request, string id, DateTimeOffset now) =>
        Decide(Return, CheckReturn(warning, actor), () => warning.In(WarningState.Judged, now) with { VerifiedBy = "", HandledBy = "", Founded = false, Handling = "", RectifyBy = null, Leaning = Leaning.Inspect }, actor, request, id, now, "returned");

    public static Outcome<Commit> DecideReopen(Warning warning, Actor actor, Request request, string id, DateTimeOffset now) =>
        Decide(Reopen, CheckReopen(warning, actor), () => warning.In(WarningState.Raised, now) with { JudgedBy = "", VerifiedBy = "", HandledBy = "", EndedBy = "", Founded = false, Handling = "", RectifyBy = null, Leaning = Leaning.None }, actor, request, id, now, "reopened");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Request>(Close, (r, c) => Handle(DecideClose, "已复核销号", r, c), WarningCase.Show<Request>);
        routes.MapAct<Request>(Dismiss, (r, c) => Handle(DecideDismiss, "已按误报销号", r, c), WarningCase.Show<Request>);
        routes.MapAct<Request>(Return, (r, c) => Handle(DecideReturn, "已退回补充核查", r, c), WarningCase.Show<Request>);
        routes.MapAct<Request>(Reopen, (r, c) => Handle(DecideReopen, "已重新办理，从研判开始", r, c), WarningCase.Show<Request>);
    }

    private static Outcome<Commit> Decide(Act act, IReadOnlyList<Refusal> refusals, Func<Warning> advanced, Actor actor, Request request, string id, DateTimeOffset now, string conclusion) =>
        refusals.Count > 0 ? refusals.ToList() : WarningCase.Step(advanced(), act, actor, request.Opinion, now, id, conclusion);

    private static async Task<Outcome<Done>> Handle(Func<Warning, Actor, Request, string, DateTimeOffset, Outcome<Commit>> decide, string message, Request request, ActContext context)
    {
        var warning = await WarningCase.Load(context);
        var outcome = decide(warning, context.Actor, request, RandomId.New(), context.Now);
        return outcome.Value is { } commit ? new Done(commit, message, $"/warnings/{warning.Id}") : outcome.Refusals.ToList();
    }
}
