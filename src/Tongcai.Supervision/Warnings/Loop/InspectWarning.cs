using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>核查：补充证据，记录核查结果。</summary>
public static class InspectWarning
{
    public enum Finding
    {
        [Label("查实")] Founded,
        [Label("未查实")] Unfounded,
    }

    public sealed record Attachment([property: Field("证据", Min = 1, Max = 50)] IReadOnlyList<Evidence> Evidence);

    public sealed record Request(
        [property: Field("核查结果")] Finding Finding,
        [property: Field("查明的事实", Hint = "写明时间、经过和所依据的证据；指向的条款逐项对应", Lines = true, Min = 10, Max = 10_000)] string Facts,
        [property: Field("证据", Max = 50)] IReadOnlyList<Evidence>? Evidence);

    public static readonly Act Attach = new("attach-warning-evidence", "补充证据", "/warnings/{warning}/evidence", WarningCase.Officers)
    {
        Rules = [WarningRules.Loop, DutyRules.EverythingRecorded],
        Button = "补充证据",
        Intro = "证据的名称、来源、要点和文件摘要随办理记录保存；其 SM3 摘要记入账本，此后不能更改。",
    };

    public static readonly Act Act = new("verify-warning", "核查", "/warnings/{warning}/verify", WarningCase.Officers)
    {
        Rules = [WarningRules.Loop, WarningRules.Inspecting, WarningRules.Truthful],
        Button = "记录核查结果",
    };

    public static IReadOnlyList<Refusal> CheckAttach(Warning warning, Actor actor) =>
        WarningCase.CheckState(Attach, warning, WarningState.Judged, WarningState.Verified, WarningState.Handled) is { } refusal ? [refusal] : [];

    /// <summary>Why the result may not be recorded now; empty when nothing speaks against it.</summary>
    /// <param name="inquiries">Questions sent in this warning.</param>
    /// <param name="gathered">Pieces of evidence attached so far.</param>
    public static IReadOnlyList<Refusal> Check(Warning warning, IReadOnlyCollection<Inquiry> inquiries, int gathered, DateOnly today)
    {
        if (WarningCase.CheckState(Act, warning, WarningState.Judged) is { } refusal) return [refusal];
        List<Refusal> refusals = [];
        if (inquiries.FirstOrDefault(i => i.AnsweredOn is null && i.DueOn >= today) is { } waiting)
            refusals.Add(WarningRules.Truthful.Refuse($"{waiting.OrganisationName}还没有答复询问，答复期限到 {waiting.DueOn:yyyy-MM-dd}。", "收到答复，或者期限届满以后，再记录核查结果。"));
        return refusals;
    }

    /// <param name="id">Id of the step.</param>
    public static Outcome<Commit> Decide(Warning warning, IReadOnlyCollection<Inquiry> inquiries, int gathered, Actor actor, Request request, string id, DateTimeOffset now)
    {
        List<Refusal> refusals = [.. Check(warning, inquiries, gathered, now.BeijingDate())];
        if (refusals.Count == 0 && request.Finding is Finding.Founded && gathered + (request.Evidence?.Count ?? 0) + inquiries.Count(i => i.AnsweredOn is not null) == 0)
            refusals.Add(WarningRules.Loop.Refuse("没有询问答复，也没有核查取得的证据，只凭系统提示不能查实。", "询问当事人或者补充证据后再记录。", "/evidence"));
        return refusals.Count > 0
            ? refusals
            : WarningCase.Step(
                warning.In(WarningState.Verified, now) with { VerifiedBy = actor.AccountId, Founded = request.Finding is Finding.Founded },
                Act, actor, $"{request.Finding.Label()}。{request.Facts}", now, id, Wire.Name(request.Finding.ToString()), request.Evidence);
    }

    public static Outcome<Commit> DecideAttach(Warning warning, Actor actor, Attachment request, string id, DateTimeOffset now) =>
        CheckAttach(warning, actor) is { Count: > 0 } refusals ? refusals.ToList() : WarningCase.Step(warning, Attach, actor, $"补充证据 {request.Evidence.Count} 项：{string.Join("、", request.Evidence.Select(e => e.Name))}", now, id, "", request.Evidence);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Attachment>(Attach, HandleAttach, WarningCase.Show<Attachment>);
        routes.MapAct<Request>(Act, Handle, WarningCase.Show<Request>);
    }

    private static async Task<Outcome<Done>> HandleAttach(Attachment request, ActContext context)
    {
        var warning = await WarningCase.Load(context);
        var outcome = DecideAttach(warning, context.Actor, request, RandomId.New(), context.Now);
        return outcome.Value is { } commit ? new Done(commit, $"已补充 {request.Evidence.Count} 项证据", $"/warnings/{warning.Id}") : outcome.Refusals.ToList();
    }

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var warning = await WarningCase.Load(context);
        var (inquiries, gathered) = await context.Read(async db => (
            await db.Where<Inquiry>("warning_id = @Id", new { warning.Id }),
            (await db.Where<WarningStep>("warning_id = @Id", new { warning.Id })).Sum(s => s.Evidence.Value.Count)));
        var outcome = Decide(warning, inquiries, gathered, context.Actor, request, RandomId.New(), context.Now);
        return outcome.Value is { } commit
            ? new Done(commit, request.Finding is Finding.Founded ? "已记录：查实，下一步提出处理意见" : "已记录：未查实，由另一人按误报销号", $"/warnings/{warning.Id}")
            : outcome.Refusals.ToList();
    }
}
