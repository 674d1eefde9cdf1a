using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Inspections;

/// <summary>制定抽查计划：scope, share and items; both rosters are fixed and both parties commit, all before the seed is known.</summary>
public static class PlanInspection
{
    /// <summary>Fewest inspectors of one object (行政处罚法第四十二条).</summary>
    public const int FewestInspectors = 2;

    public sealed record Request(
        [property: Field("检查名称", Min = 4, Max = 100)] string Title,
        [property: Field("检查对象")] InspectionSubject Subject,
        [property: Field("行政区划", Hint = "六位代码或其开头；不填为全部", Pattern = "^[0-9]{0,6}$", Max = 6)] string? Region,
        [property: Field("抽取比例", Unit = "%", Min = 1, Max = 100, Hint = "代理机构“三年一查”填 34，“五年一查”填 20")] int SharePercent,
        [property: Field("每个对象的检查人员", Unit = "人", Min = 1, Max = 10)] int Team,
        [property: Field("补充的抽查事项", Hint = "清单以外的，一行一项", Max = 20)] IReadOnlyList<string>? More,
        [property: Field("随机数承诺（SM3）", Pattern = "[0-9a-f]{64}", Hint = "一段随机文字的 SM3 摘要，64 位十六进制；原文保存好，抽取时公布")] string Commitment);

    public static readonly Act Act = new("plan-inspection", "制定抽查计划", "/inspections/new", Access.To(Owner.None, Role.Supervisor))
    {
        Rules = [InspectionRules.Random, InspectionRules.TwoInspectors, InspectionRules.Avoidance, InspectionRules.AgencyClasses], Button = "固定名录并承诺", Scripts = ["draw"], Under = "/inspections",
        Intro = "检查对象名录、检查人员名录的摘要和双方承诺先上账本并公开，再公布随机数，谁也不能挑选对象和检查人员。",
    };

    /// <param name="objects">Organisations in the scope.</param>
    /// <param name="inspectors">Active inspectors.</param>
    public static Outcome<Inspection> Decide(IReadOnlyList<WatchedOrganisation> objects, IReadOnlyList<Inspector> inspectors, Actor actor, Request request, string id, string platformSecret, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [];
        if (objects.Count == 0)
            refusals.Add(InspectionRules.Random.Refuse($"范围内没有登记的{request.Subject.Label()}。", "放宽行政区划，或者改选检查对象。", "/subject"));
        if (request.Team < FewestInspectors)
            refusals.Add(InspectionRules.TwoInspectors.Refuse($"每个对象只有 {request.Team} 名检查人员。", "填写 2 人以上。", "/team"));
        if (inspectors.Count < request.Team)
            refusals.Add(InspectionRules.Random.Refuse($"名录库中在库的检查人员有 {inspectors.Count} 人，少于 {request.Team} 人。", "先登记检查人员。", "/team"));
        return refusals.Count > 0
            ? refusals
            : new Inspection
            {
                Id = id, Title = request.Title.Trim(), Subject = request.Subject, Region = request.Region ?? "", SharePercent = request.SharePercent, Team = request.Team,
                Items = new([.. InspectionItems.Of(request.Subject), .. (request.More ?? []).Select(m => m.Trim()).Where(m => m.Length > 0).Select((m, i) => new InspectionItem($"more-{i + 1}", m, "本次检查的补充事项"))]),
                Objects = new([.. objects.Select(o => o.Id)]), Inspectors = new([.. inspectors.Select(i => i.Id)]), PlatformSecret = platformSecret, PartyCommitment = request.Commitment, PlannedOn = today, PlannedBy = actor.AccountId,
            };
    }

    /// <summary>What the plan publishes.</summary>
    public static InspectionPlanned Fact(Inspection i)
    {
        ArgumentNullException.ThrowIfNull(i);
        return new(
            i.Id, i.Title, Wire.Name(i.Subject.ToString()), i.Region, i.SharePercent, i.Team, i.Items.Value, Roster.Digest(i.Objects.Value.Select(o => Roster.Pseudonym(i.Id, o))), i.Objects.Value.Count,
            Roster.Digest(i.Inspectors.Value.Select(p => Roster.Pseudonym(i.Id, p))), i.Inspectors.Value.Count, [i.PartyCommitment, Roster.Commitment(i.PlatformSecret)]);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, context =>
    {
        context.Trail("双随机检查", "/inspections");
        return Task.FromResult<Request?>(new("", InspectionSubject.Agency, null, 34, FewestInspectors, [], ""));
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (objects, inspectors) = await context.Read(async db => (
            await db.Where<WatchedOrganisation>("roles like @role and region like @region order by id", new { role = $"%\"{Wire.Name(request.Subject.ToString())}\"%", region = (request.Region ?? "") + "%" }),
            (await db.All<Inspector>()).Where(i => i.Active).ToList()));
        var outcome = Decide(objects, inspectors, context.Actor, request, RandomId.New(), Roster.NewSecret(), context.Now.BeijingDate());
        return outcome.Value is { } plan
            ? new Done(
                Commit.Empty.Insert(plan).Record(Fact(plan), context.Actor.OrganisationId), $"名录已固定：{plan.Objects.Value.Count} 个对象、{plan.Inspectors.Value.Count} 名检查人员；现在公布随机数完成抽取", $"/inspections/{plan.Id}",
                new { inspectionId = plan.Id })
            : outcome.Refusals.ToList();
    }
}
