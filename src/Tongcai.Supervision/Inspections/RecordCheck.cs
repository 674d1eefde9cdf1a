using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Loop;

namespace Tongcai.Supervision.Inspections;

/// <summary>检查记录：a finding on every item with its evidence, by an inspector who was drawn; then its publication, by somebody who was not.</summary>
public static class RecordCheck
{
    public enum Finding
    {
        [Label("符合")] Conform,
        [Label("不符合")] Breach,
        [Label("不适用")] None,
    }

    public sealed record Item(
        [property: Field("抽查事项", Choices = "items", Given = true)] string Code,
        [property: Field("结果")] Finding Finding,
        [property: Field("所见", Hint = "不符合的写明事实", Max = 2_000)] string? Note);

    public sealed record Request(
        [property: Field("逐项结果", Min = 1, Max = 60)] IReadOnlyList<Item> Items,
        [property: Field("检查结论", Lines = true, Min = 5, Max = 5_000)] string Conclusion,
        [property: Field("证据", Max = 50)] IReadOnlyList<Evidence>? Evidence);

    public sealed record Publication([property: Field("整改期限", Hint = "有不符合事项时填写")] DateOnly? RectifyBy);

    public static readonly Act Act = new("record-check", "记录检查结果", "/checks/{check}/record", CheckCase.Officers)
    {
        Rules = [InspectionRules.Random, InspectionRules.TwoInspectors, InspectionRules.Recording, WarningRules.Truthful], Button = "记录", Intro = "由抽中的检查人员记录；证据的摘要记入账本。",
    };

    public static readonly Act Publish = new("publish-check", "公开检查结果", "/checks/{check}/publish", CheckCase.Officers)
    {
        Rules = [InspectionRules.Random, InspectionRules.Publishing, DutyRules.Incompatible], Button = "公开", Irreversible = true, Intro = "由检查人员以外的人员审核后公开；有不符合事项的，同时责令限期整改。",
    };

    public static IReadOnlyList<Refusal> Check(Check check, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (CheckCase.CheckStateOf(Act, check, CheckState.Drawn) is { } refusal) return [refusal];
        return check.IsInspector(actor) ? [] : [InspectionRules.Random.Refuse("您不是这个对象抽中的检查人员。", $"由 {string.Join("、", check.Team.Value.Select(m => m.Name))} 记录。")];
    }

    public static Outcome<Check> Decide(Check check, Inspection inspection, Actor actor, Request request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. Check(check, actor)];
        foreach (var missing in inspection.Items.Value.Where(i => request.Items.All(r => r.Code != i.Code)))
            refusals.Add(InspectionRules.Random.Refuse($"“{missing.Text}”没有结果。", "逐项填写。", "/items"));
        for (var i = 0; i < request.Items.Count; i++)
        {
            var item = request.Items[i];
            if (inspection.Items.Value.All(x => x.Code != item.Code) || request.Items.Take(i).Any(x => x.Code == item.Code))
                refusals.Add(InspectionRules.Random.Refuse("不是本次检查的事项，或者填写了两次。", "每个事项填写一行。", $"/items/{i}/code"));
            else if (item.Finding is Finding.Breach && string.IsNullOrWhiteSpace(item.Note))
                refusals.Add(InspectionRules.Rectified.Refuse("不符合的没有写明事实。", "写明时间、项目和情形。", $"/items/{i}/note"));
        }

        if (request.Items.Any(i => i.Finding is Finding.Breach) && (request.Evidence?.Count ?? 0) == 0)
            refusals.Add(InspectionRules.Rectified.Refuse("有不符合的事项，没有证据。", "补充工作底稿、采购文件、录像等证据。", "/evidence"));
        return refusals.Count > 0
            ? refusals
            : check.In(CheckState.Recorded, now) with { Results = new([.. request.Items.Select(i => new InspectionResult(i.Code, Wire.Name(i.Finding.ToString()), i.Note?.Trim() ?? ""))]), Conclusion = request.Conclusion.Trim() };
    }

    public static IReadOnlyList<Refusal> CheckPublish(Check check, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (CheckCase.CheckStateOf(Publish, check, CheckState.Recorded) is { } refusal) return [refusal];
        return check.IsInspector(actor) ? [DutyRules.Incompatible.Refuse("您是这个对象的检查人员，不能审核公开。", "请另一名有权限的工作人员登录办理。")] : [];
    }

    public static Outcome<Check> DecidePublish(Check check, Actor actor, DateOnly? rectifyBy, DateTimeOffset now)
    {
        List<Refusal> refusals = [.. CheckPublish(check, actor)];
        var breaches = check.Results.Value.Count(r => r.Finding == "breach");
        if (breaches > 0 && !(rectifyBy > now.BeijingDate()))
            refusals.Add(InspectionRules.Rectified.Refuse($"有 {breaches} 项不符合，{(rectifyBy is null ? "没有填写整改期限" : "整改期限不在今日以后")}。", "填写今日以后的整改期限。", "/rectifyBy"));
        if (breaches == 0 && rectifyBy is not null)
            refusals.Add(InspectionRules.Rectified.Refuse("没有不符合的事项，不需要整改。", "删去整改期限。", "/rectifyBy"));
        return refusals.Count > 0 ? refusals : check.In(breaches > 0 ? CheckState.Rectifying : CheckState.Clean, now, rectifyBy) with { PublishedBy = actor.AccountId };
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Request>(Act, Handle, Show);
        routes.MapAct<Publication>(Publish, HandlePublish, CheckCase.Show<Publication>);
    }

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (check, inspection) = await context.Read(async db =>
        {
            var found = await db.Get<Check>(context["check"]);
            return (found, await db.Get<Inspection>(found.InspectionId));
        });
        var outcome = Decide(check, inspection, context.Actor, request, context.Now);
        return outcome.Value is { } recorded
            ? new Done(
                CheckCase.Step(recorded, Act, context.Actor, recorded.Conclusion, context.Now, request.Evidence).Record(CheckCase.Advanced(recorded, "recorded", recorded.Conclusion, request.Evidence), context.Actor.OrganisationId),
                "检查结果已记录，由另一人审核公开", $"/checks/{check.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<Outcome<Done>> HandlePublish(Publication request, ActContext context)
    {
        var check = await CheckCase.Load(context);
        var outcome = DecidePublish(check, context.Actor, request.RectifyBy, context.Now);
        if (outcome.Value is not { } published)
            return outcome.Refusals.ToList();
        var fact = new InspectionPublished(published.Id, published.InspectionId, published.OrganisationId, published.Name, published.Results.Value, published.Conclusion, context.Now.BeijingDate(), published.State is CheckState.Rectifying ? published.RectifyBy : null);
        return new Done(
            CheckCase.Step(published, Publish, context.Actor, published.State is CheckState.Clean ? "没有不符合的事项" : $"责令在 {published.RectifyBy:yyyy-MM-dd} 前整改", context.Now).Record(fact, context.Actor.OrganisationId), "检查结果已公开", $"/checks/{check.Id}");
    }

    private static async Task<Request?> Show(ActContext context)
    {
        var (_, inspection) = await CheckCase.Show(context);
        context.Offer("items", inspection.Items.Value.Select(i => new Choice(i.Code, $"{i.Text}（{i.Basis}）")));
        return new([.. inspection.Items.Value.Select(i => new Item(i.Code, Finding.Conform, null))], "", []);
    }
}
