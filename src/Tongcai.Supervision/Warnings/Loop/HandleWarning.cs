using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>处理：依核查的事实责令改正、提出建议、立案或者移送。</summary>
public static class HandleWarning
{
    public enum Handling
    {
        [Label("责令改正")] Correct,
        [Label("约谈或者提出监督建议")] Advise,
        [Label("立案调查")] Penalty,
        [Label("移送公安机关")] Police,
        [Label("移送纪检监察机关")] Discipline,
        [Label("移送其他部门")] Refer,
    }

    public sealed record Request(
        [property: Field("处理方式")] Handling Handling,
        [property: Field("对象或者受移送机关", Hint = "责令改正、约谈写明对象；移送写明机关名称", Max = 200)] string? To,
        [property: Field("改正期限", Hint = "责令改正时填写")] DateOnly? RectifyBy,
        [property: Field("处理意见", Hint = "写明事实、条款和处理内容", Lines = true, Min = 10, Max = 10_000)] string Opinion);

    public static readonly Act Act = new("handle-warning", "处理", "/warnings/{warning}/handle", WarningCase.Officers)
    {
        Rules = [WarningRules.Loop, WarningRules.Handling, WarningRules.CrimeReferred, WarningRules.HeadDecides, TimeLimits.PenaltyDecision],
        Button = "作出处理",
        Intro = "需要暂停采购活动的，另由负责人在项目页下达指令。移送和立案由负责人作出。",
        Irreversible = true,
    };

    public static IReadOnlyList<Refusal> Check(Warning warning, Actor actor)
    {
        if (WarningCase.CheckState(Act, warning, WarningState.Verified) is { } refusal) return [refusal];
        return warning.Founded ? [] : [WarningRules.Loop.Refuse("核查结果是未查实，没有可以处理的事实。", "由研判人、核查人以外的人员按误报销号，或者退回补充核查。")];
    }

    /// <param name="id">Id of the step.</param>
    public static Outcome<Commit> Decide(Warning warning, Actor actor, Request request, string id, DateTimeOffset now)
    {
        List<Refusal> refusals = [.. Check(warning, actor)];
        if (request.Handling is Handling.Penalty or Handling.Police or Handling.Discipline or Handling.Refer && !actor.Holds(Post.Head))
            refusals.Add(WarningRules.HeadDecides.Refuse($"{request.Handling.Label()}由负责人审查后作出。", "请负责人登录办理。", "/handling"));
        if (request.Handling is not (Handling.Penalty or Handling.Advise) && string.IsNullOrWhiteSpace(request.To))
            refusals.Add(InputRules.Required.Refuse("没有写明对象或者受移送机关。", "填写名称。", "/to"));
        if (request.Handling is Handling.Correct && !(request.RectifyBy > now.BeijingDate()))
            refusals.Add(InputRules.Required.Refuse("责令改正没有给出今日以后的期限。", "按需要改正的事项给出合理期限。", "/rectifyBy"));
        if (request.Handling is not Handling.Correct && request.RectifyBy is not null)
            refusals.Add(InputRules.Format.Refuse("只有责令改正有改正期限。", "删去改正期限，或者改选责令改正。", "/rectifyBy"));
        if (refusals.Count > 0) return refusals;
        var words = request.Handling.Label() + (string.IsNullOrWhiteSpace(request.To) ? "" : $"：{request.To.Trim()}") + (request.RectifyBy is { } by ? $"，{by:yyyy-MM-dd} 前改正" : "");
        return WarningCase.Step(
            warning.In(WarningState.Handled, now) with { HandledBy = actor.AccountId, Handling = words, RectifyBy = request.RectifyBy }, Act, actor, $"{words}。{request.Opinion}", now, id, Wire.Name(request.Handling.ToString()));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, WarningCase.Show<Request>);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var warning = await WarningCase.Load(context);
        var outcome = Decide(warning, context.Actor, request, RandomId.New(), context.Now);
        return outcome.Value is { } commit ? new Done(commit, $"已作出处理：{request.Handling.Label()}", $"/warnings/{warning.Id}") : outcome.Refusals.ToList();
    }
}
