using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>研判：转核查，或者建议按误报销号。</summary>
public static class JudgeWarning
{
    public enum Finding
    {
        [Label("转核查")] Inspect,
        [Label("建议按误报销号，由另一人作出")] FalseAlarm,
    }

    public sealed record Request(
        [property: Field("研判结论")] Finding Finding,
        [property: Field("研判意见", Hint = "逐条写明可能的合理解释能否排除；随办理记录保存，不能修改", Lines = true, Min = 5, Max = 5_000)] string Opinion);

    public static readonly Act Act = new("judge-warning", "研判", "/warnings/{warning}/judge", WarningCase.Officers)
    {
        Rules = [WarningRules.Loop, WarningRules.Judging, EvaluationRules.PresumedCollusion],
        Button = "作出研判结论",
        Intro = "先逐条核对可能的合理解释，再决定是否核查。系统提示不等于认定。",
    };

    /// <summary>Why it may not be judged now; empty when nothing speaks against it.</summary>
    public static IReadOnlyList<Refusal> Check(Warning warning, Actor actor) => WarningCase.CheckState(Act, warning, WarningState.Raised, WarningState.Noted) is { } refusal ? [refusal] : [];

    /// <param name="id">Id of the step.</param>
    public static Outcome<Commit> Decide(Warning warning, Actor actor, Request request, string id, DateTimeOffset now) => Check(warning, actor) is { Count: > 0 } refusals
        ? refusals.ToList()
        : WarningCase.Step(
            warning.In(WarningState.Judged, now) with { JudgedBy = actor.AccountId, Leaning = request.Finding is Finding.Inspect ? Leaning.Inspect : Leaning.FalseAlarm },
            Act, actor, $"{request.Finding.Label()}。{request.Opinion}", now, id, Wire.Name(request.Finding.ToString()));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, WarningCase.Show<Request>);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var warning = await WarningCase.Load(context);
        var outcome = Decide(warning, context.Actor, request, RandomId.New(), context.Now);
        return outcome.Value is { } commit ? new Done(commit, $"研判结论：{request.Finding.Label()}", $"/warnings/{warning.Id}") : outcome.Refusals.ToList();
    }
}
