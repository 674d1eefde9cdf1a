using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Loop;

namespace Tongcai.Supervision.Inspections;

/// <summary>整改与销号：the inspected organisation reports what it has put right; somebody who neither inspected nor published verifies and closes, or sends it back.</summary>
public static class CloseCheck
{
    public enum Finding
    {
        [Label("销号")] Close,
        [Label("退回继续整改")] Return,
    }

    public sealed record Report(
        [property: Field("整改情况", Hint = "逐项写明；由监督部门代录的，写明来函日期", Lines = true, Min = 10, Max = 10_000)] string Text,
        [property: Field("证据", Max = 50)] IReadOnlyList<Evidence>? Evidence);

    public sealed record Request(
        [property: Field("结论")] Finding Finding,
        [property: Field("意见", Hint = "写明如何核对", Lines = true, Min = 5, Max = 5_000)] string Opinion,
        [property: Field("新的整改期限", Hint = "退回时填写")] DateOnly? RectifyBy);

    public static readonly Act Rectify = new("rectify-check", "报告整改", "/checks/{check}/rectify", Access.To(CheckCase.Inspected, Role.Agency, Role.Purchaser, Role.Supplier).Or(Owner.Authority, Role.Supervisor))
    {
        Rules = [InspectionRules.Rectified, WarningRules.Truthful], Button = "提交", Irreversible = true, Intro = "整改报告和证据清单提交后不能更改；其摘要记入账本。",
    };

    public static readonly Act Act = new("close-check", "核对整改、销号", "/checks/{check}/close", CheckCase.Officers)
    {
        Rules = [InspectionRules.Rectified, InspectionRules.Closing, DutyRules.Incompatible], Button = "作出结论", Irreversible = true, Intro = "由检查人员和公开结果的人员以外的人员办理。",
    };

    public static IReadOnlyList<Refusal> CheckRectify(Check check) => CheckCase.CheckStateOf(Rectify, check, CheckState.Rectifying) is { } refusal ? [refusal] : [];

    public static Outcome<Check> DecideRectify(Check check, Report request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. CheckRectify(check)];
        return refusals.Count > 0 ? refusals : check.In(CheckState.Rectified, now) with { Rectification = request.Text.Trim() };
    }

    public static IReadOnlyList<Refusal> Check(Check check, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(actor);
        if (CheckCase.CheckStateOf(Act, check, CheckState.Clean, CheckState.Rectified) is { } refusal) return [refusal];
        return check.IsInspector(actor) || actor.AccountId == check.PublishedBy ? [DutyRules.Incompatible.Refuse("您检查了这个对象或者公开了结果，不能销号。", "请另一名有权限的工作人员登录办理。")] : [];
    }

    public static Outcome<Check> Decide(Check check, Actor actor, Request request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. Check(check, actor)];
        if (request.Finding is Finding.Return && check.State is CheckState.Clean)
            refusals.Add(InspectionRules.Rectified.Refuse("没有不符合的事项，没有可以退回的整改。", "销号。", "/finding"));
        if (request.Finding is Finding.Return && !(request.RectifyBy > now.BeijingDate()))
            refusals.Add(InspectionRules.Rectified.Refuse("退回整改，没有今日以后的整改期限。", "填写新的整改期限。", "/rectifyBy"));
        if (request is { Finding: Finding.Close, RectifyBy: not null })
            refusals.Add(InputRules.Format.Refuse("销号没有整改期限。", "删去新的整改期限。", "/rectifyBy"));
        return refusals.Count > 0 ? refusals : request.Finding is Finding.Close ? check.In(CheckState.Closed, now) : check.In(CheckState.Rectifying, now, request.RectifyBy);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Report>(Rectify, HandleRectify, CheckCase.Show<Report>);
        routes.MapAct<Request>(Act, Handle, CheckCase.Show<Request>);
    }

    private static async Task<Outcome<Done>> HandleRectify(Report request, ActContext context)
    {
        var check = await CheckCase.Load(context);
        var outcome = DecideRectify(check, request, context.Now);
        return outcome.Value is { } rectified
            ? new Done(
                CheckCase.Step(rectified, Rectify, context.Actor, rectified.Rectification, context.Now, request.Evidence)
                    .Record(CheckCase.Advanced(rectified, "rectified", rectified.Rectification, request.Evidence), context.Actor.OrganisationId, rectified.OrganisationId),
                "整改报告已提交", $"/checks/{check.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var check = await CheckCase.Load(context);
        var outcome = Decide(check, context.Actor, request, context.Now);
        if (outcome.Value is not { } advanced)
            return outcome.Refusals.ToList();
        var (opinion, by) = (request.Opinion.Trim(), context.Actor.OrganisationId);
        var step = CheckCase.Step(advanced, Act, context.Actor, opinion, context.Now);
        return advanced.State is CheckState.Closed
            ? new Done(step.Record(new InspectionClosed(check.Id, check.InspectionId, check.OrganisationId, opinion, context.Now.BeijingDate()), by), "已销号", $"/checks/{check.Id}")
            : new Done(step.Record(CheckCase.Advanced(advanced, "returned", opinion, null), by, check.OrganisationId), $"已退回，{advanced.RectifyBy:yyyy-MM-dd} 前整改", $"/checks/{check.Id}");
    }
}
