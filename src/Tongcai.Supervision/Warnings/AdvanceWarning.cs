using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Warnings;

/// <summary>预警的闭环办理：研判、核查、处理、销号、误报销号。One decision over a table of five acts.</summary>
public static class AdvanceWarning
{
    public sealed record Request([property: Field("意见", Hint = "写明所依据的事实和条款；随办理记录保存，不能修改", Lines = true, Min = 5, Max = 5_000)] string Opinion);

    /// <summary>One act of the loop.</summary>
    /// <param name="From">States from which it may be taken.</param>
    /// <param name="To">State it leads to.</param>
    /// <param name="Second">Whether whoever judged may not take it (四眼原则).</param>
    public sealed record Move(Act Act, IReadOnlyList<WarningState> From, WarningState To, bool Second);

    private static readonly Access Authority = Access.To(Owner.Authority, Role.Supervisor);

    /// <summary>The acts, in the order of the loop.</summary>
    public static readonly IReadOnlyList<Move> Moves =
    [
        new(new Act("judge-warning", "研判", "/warnings/{warning}/judge", Authority) { Rules = [DutyRules.EverythingRecorded, EvaluationRules.PresumedCollusion], Button = "转核查", Intro = "先逐条核对可能的合理解释，再决定是否核查。" },
            [WarningState.Raised], WarningState.Judged, false),
        new(new Act("verify-warning", "核查", "/warnings/{warning}/verify", Authority) { Rules = [DutyRules.EverythingRecorded, EvaluationRules.PresumedCollusion], Button = "记录核查结果" },
            [WarningState.Judged], WarningState.Verified, false),
        new(new Act("handle-warning", "处理", "/warnings/{warning}/handle", Authority) { Rules = [DutyRules.EverythingRecorded, EvaluationRules.PresumedCollusion], Button = "提出处理意见", Intro = "依核查的事实和法律条款处理；需要暂停采购活动的，另行下达指令。" },
            [WarningState.Verified], WarningState.Handled, false),
        new(new Act("close-warning", "销号", "/warnings/{warning}/close", Authority) { Rules = [DutyRules.Incompatible, DutyRules.EverythingRecorded], Button = "复核销号", Intro = "由研判人以外的人员复核后归档。", Irreversible = true },
            [WarningState.Handled], WarningState.Closed, true),
        new(new Act("dismiss-warning", "误报销号", "/warnings/{warning}/dismiss", Authority) { Rules = [DutyRules.Incompatible, DutyRules.EverythingRecorded], Button = "按误报销号", Intro = "由研判人以外的人员作出；理由计入规则的误报统计。", Irreversible = true },
            [WarningState.Judged, WarningState.Verified], WarningState.Dismissed, true),
    ];

    /// <summary>Why this person may not take the step now; empty when nothing speaks against it.</summary>
    public static IReadOnlyList<Refusal> Check(Move move, Warning warning, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(move);
        ArgumentNullException.ThrowIfNull(warning);
        ArgumentNullException.ThrowIfNull(actor);
        List<Refusal> refusals = [];
        if (!move.From.Contains(warning.State))
        {
            refusals.Add(DutyRules.EverythingRecorded.Refuse(
                $"这条预警处在“{warning.State.Label()}”环节，不能{move.Act.Title}。",
                warning.State is WarningState.Closed or WarningState.Dismissed ? "已经销号，见办理记录；有新证据的，另行立案。" : $"{move.Act.Title}之前须先完成：{string.Join("或", move.From.Select(s => s.Label()))}。"));
        }

        if (move.Second && warning.JudgedBy == actor.AccountId)
            refusals.Add(DutyRules.Incompatible.Refuse($"您是这条预警的研判人，不能{move.Act.Title}。", "请另一名有权限的工作人员登录办理。"));
        return refusals;
    }

    /// <summary>The warning after the step, and the record of the step.</summary>
    /// <param name="id">Id of the step.</param>
    public static Outcome<Commit> Decide(Move move, Warning warning, Actor actor, Request request, string id, DateTimeOffset now)
    {
        var refusals = Check(move, warning, actor);
        if (refusals.Count > 0)
            return refusals.ToList();
        var advanced = warning with { State = move.To, JudgedBy = move.To is WarningState.Judged ? actor.AccountId : warning.JudgedBy };
        return Commit.Empty
            .Update(advanced)
            .Insert(new WarningStep { Id = id, WarningId = warning.Id, State = move.To, Opinion = request.Opinion, AccountId = actor.AccountId, Name = actor.Name, At = now })
            .Record(new WarningAdvanced(warning.Id, warning.ProcurementId, Wire.Name(move.To.ToString()), request.Opinion), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var move in Moves)
            routes.MapAct<Request>(move.Act, (request, context) => Handle(move, request, context), Show);
    }

    private static async Task<Outcome<Done>> Handle(Move move, Request request, ActContext context)
    {
        var warning = await Load(context);
        var outcome = Decide(move, warning, context.Actor, request, RandomId.New(), context.Now);
        return outcome.Value is { } commit ? new Done(commit, $"已记录：{move.Act.Title}", $"/warnings/{warning.Id}") : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Show(ActContext context)
    {
        var warning = await Load(context);
        context.Trail("预警", "/warnings");
        context.Trail(warning.Title, $"/warnings/{warning.Id}");
        context.Show("预警", warning.Title);
        context.Show("所见", warning.Evidence);
        context.Show("可能的合理解释", warning.Innocent);
        return null;
    }

    private static Task<Warning> Load(ActContext context) =>
        context.Read(db => db.Get<Warning>(context["warning"]));
}
