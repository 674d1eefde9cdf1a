using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Inspections;

/// <summary>公布随机数，抽出检查对象和检查人员；检查人员回避有利害关系的对象。</summary>
public static class DrawInspection
{
    public sealed record Request([property: Field("随机数原文", Hint = "与承诺时计算摘要的文字一字不差", Max = 500)] string Secret);

    public static readonly Act Act = new("draw-inspection", "抽取对象和检查人员", "/inspections/{inspection}/draw", CheckCase.Officers)
    {
        Rules = [InspectionRules.Random, InspectionRules.TwoInspectors, InspectionRules.Avoidance], Button = "公布并抽取", Irreversible = true, Intro = "抽中的对象和双方随机数立即公开，任何人都可以复算。检查人员以代号公开。",
    };

    /// <summary>The plan with its seed, a check for each object drawn, and what is published.</summary>
    public sealed record Drawn(Inspection Inspection, IReadOnlyList<Check> Checks, InspectionDrawn Fact);

    /// <param name="objects">Organisations of the roster and their 主管单位, by id.</param>
    /// <param name="inspectors">Inspectors of the roster.</param>
    public static Outcome<Drawn> Decide(Inspection plan, IReadOnlyDictionary<string, WatchedOrganisation> objects, IReadOnlyList<Inspector> inspectors, string secret, Func<string> newId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(objects);
        if (plan.Seed.Length > 0)
            return InspectionRules.Random.Refuse("已经抽取过。", "在抽中对象的检查页上办理。");
        if (Roster.Commitment(secret) != plan.PartyCommitment)
            return InspectionRules.Random.Refuse("原文的 SM3 摘要与承诺不符。", "填写承诺时保存的原文；首尾空格和换行也要一致。", "/secret");
        var seed = Roster.Seed(secret, plan.PlatformSecret);
        var ids = plan.Objects.Value.ToDictionary(o => Roster.Pseudonym(plan.Id, o));
        var people = inspectors.ToDictionary(i => Roster.Pseudonym(plan.Id, i.Id));
        var order = Roster.Order(seed, ids.Keys);
        List<Check> checks = [];
        List<DrawnObject> drawn = [];
        List<Refusal> refusals = [];
        foreach (var (pseudonym, i) in order.Take(InspectionDraw.CountOf(order.Count, plan.SharePercent)).Select((p, i) => (p, i)))
        {
            var (id, name, parent) = objects.GetValueOrDefault(ids[pseudonym]) is { } known ? (known.Id, known.Name, objects.GetValueOrDefault(known.ParentId)?.Name ?? "") : (ids[pseudonym], "", "");
            var (team, avoided) = InspectionDraw.TeamOf(seed, pseudonym, people.Keys, plan.Team, p => people[p].Avoids(name, parent));
            if (team.Count < plan.Team)
                refusals.Add(InspectionRules.Avoidance.Refuse($"可以检查{name}的人员有 {team.Count} 人，其余 {avoided.Count} 人须回避，不足 {plan.Team} 人。", "补充登记检查人员后另行制定计划。"));
            drawn.Add(new(i + 1, id, name, pseudonym, team, avoided));
            checks.Add(new Check { Id = newId(), InspectionId = plan.Id, OrganisationId = id, Name = name, DrawOrder = i + 1, Team = new([.. team.Select(p => new TeamMember(people[p].Id, people[p].Name, p))]) }.In(CheckState.Drawn, now));
        }

        return refusals.Count > 0
            ? refusals
            : new Drawn(plan with { Seed = seed }, checks, new InspectionDrawn(plan.Id, seed, [secret, plan.PlatformSecret], order, [.. people.Keys.Order(StringComparer.Ordinal)], drawn));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Show);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (plan, objects, inspectors) = await context.Read(async db =>
        {
            var found = await db.Get<Inspection>(context["inspection"]);
            var own = await db.Among<WatchedOrganisation>("id", found.Objects.Value);
            var parents = await db.Among<WatchedOrganisation>("id", own.Select(o => o.ParentId).Where(p => p.Length > 0));
            return (found, own.Concat(parents).DistinctBy(o => o.Id).ToDictionary(o => o.Id), await db.Among<Inspector>("id", found.Inspectors.Value));
        });
        var outcome = Decide(plan, objects, inspectors, request.Secret, RandomId.New, context.Now);
        return outcome.Value is { } drawn
            ? new Done(
                drawn.Checks.Aggregate(Commit.Empty.Update(drawn.Inspection), (c, check) => c.Insert(check)).Record(drawn.Fact, context.Actor.OrganisationId), $"抽中 {drawn.Checks.Count} 个对象，已公开", $"/inspections/{plan.Id}",
                new { checks = drawn.Checks.Select(c => new { checkId = c.Id, organisationId = c.OrganisationId }).ToArray() })
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Show(ActContext context)
    {
        var plan = await context.Read(db => db.Get<Inspection>(context["inspection"]));
        context.Trail("双随机检查", "/inspections");
        context.Trail(plan.Title, $"/inspections/{plan.Id}");
        var fact = PlanInspection.Fact(plan);
        context.Show("检查对象名录", $"{plan.Objects.Value.Count} 个，抽取 {InspectionDraw.CountOf(plan.Objects.Value.Count, plan.SharePercent)} 个；摘要 {fact.RosterDigest}");
        context.Show("检查人员名录", $"{plan.Inspectors.Value.Count} 人，每个对象 {plan.Team} 人；摘要 {fact.InspectorDigest}");
        context.Show("本方承诺", fact.Commitments[0]);
        context.Show("平台承诺", fact.Commitments[1]);
        return null;
    }
}
