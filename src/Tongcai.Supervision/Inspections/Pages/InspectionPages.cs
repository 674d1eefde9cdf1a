using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Pages;
using Tongcai.Supervision.Warnings.Loop;

namespace Tongcai.Supervision.Inspections.Pages;

/// <summary>抽查计划的一行。</summary>
public sealed record InspectionRow(string Id, string Title, string Subject, DateOnly PlannedOn, int Objects, int SharePercent, int Checks, int Closed, bool Drawn);

/// <summary>双随机检查。</summary>
public sealed record InspectionList(IReadOnlyList<InspectionRow> Rows)
{
    internal static Task<InspectionList?> Read(QueryContext context) => context.Read(async db =>
    {
        var checks = (await db.All<Check>()).ToLookup(c => c.InspectionId);
        return (InspectionList?)new InspectionList([.. (await db.Where<Inspection>("1 = 1 order by planned_on desc, id limit 200", new { })).Select(i => new InspectionRow(
            i.Id, i.Title, i.Subject.Label(), i.PlannedOn, i.Objects.Value.Count, i.SharePercent, checks[i.Id].Count(), checks[i.Id].Count(c => c.State is CheckState.Closed), i.Seed.Length > 0))]);
    });
}

/// <summary>一个对象的检查，在列表中。</summary>
public sealed record CheckRow(string Id, string Name, int Order, IReadOnlyList<string> Team, string State, bool Open, bool Overdue, string Due, int Breaches)
{
    internal static CheckRow Of(Check c, DateOnly today) => new(
        c.Id, c.Name, c.DrawOrder, [.. c.Team.Value.Select(m => m.Name)], c.State.Label(), c.State is not CheckState.Closed, c.State is not CheckState.Closed && c.DueOn < today,
        c.DueOn is { } due && c.State is not CheckState.Closed ? $"{due:yyyy-MM-dd}" : "", c.Results.Value.Count(r => r.Finding == "breach"));
}

/// <summary>一项抽查计划。</summary>
/// <param name="Draw">The act of drawing; null: it has been drawn.</param>
public sealed record InspectionView(string Id, string Title, string Subject, string Region, DateOnly PlannedOn, int SharePercent, int Team, InspectionPlanned Planned, string Seed, IReadOnlyList<InspectionItem> Items, IReadOnlyList<CheckRow> Checks, ActLink? Draw)
{
    internal static Task<InspectionView?> Read(QueryContext context) => context.Read(async db =>
    {
        var i = await db.Get<Inspection>(context["inspection"]);
        var checks = await db.Where<Check>("inspection_id = @Id order by draw_order", new { i.Id });
        return (InspectionView?)new InspectionView(
            i.Id, i.Title, i.Subject.Label(), i.Region, i.PlannedOn, i.SharePercent, i.Team, PlanInspection.Fact(i), i.Seed, i.Items.Value, [.. checks.Select(c => CheckRow.Of(c, context.Now.BeijingDate()))],
            i.Seed.Length > 0 ? null : new ActLink(DrawInspection.Act.Title, $"/inspections/{i.Id}/draw", ""));
    });
}

/// <summary>一项抽查事项的结果。</summary>
public sealed record CheckItemRow(string Text, string Basis, string Finding, string Note);

/// <summary>办理记录的一行。</summary>
public sealed record CheckStepRow(string Act, string Text, IReadOnlyList<Evidence> Evidence, string Name, DateTimeOffset At);

/// <summary>一个对象的检查。</summary>
public sealed record CheckView(
    CheckRow Row, string InspectionId, string Inspection, IReadOnlyList<CheckItemRow> Items, string Conclusion, DateOnly? RectifyBy, string Rectification, ClockView? Clock, IReadOnlyList<ActLink> Acts, IReadOnlyList<CheckStepRow> Steps, bool Supervising, DateOnly Today)
{
    private static readonly Dictionary<string, string> Findings = new() { ["conform"] = "符合", ["breach"] = "不符合", ["none"] = "不适用" };

    internal static async Task<CheckView?> Read(QueryContext context)
    {
        var (check, inspection, steps) = await context.Read(async db =>
        {
            var found = await db.Get<Check>(context["check"]);
            return (found, await db.Get<Inspection>(found.InspectionId), await db.Where<CheckStep>("check_id = @Id order by at desc, version desc, id", new { found.Id }));
        });
        var (actor, today) = (context.Actor, context.Now.BeijingDate());
        var supervising = actor.Is(Role.Supervisor);
        // The party learns findings, evidence and names with the publication, not while the inspection goes on.
        var shown = supervising || check.State is not (CheckState.Drawn or CheckState.Recorded);
        var results = shown ? check.Results.Value.ToDictionary(r => r.Code) : [];
        ActLink Link(Act act, IEnumerable<Refusal> refusals) => new(act.Title, act.Path.Replace("{check}", check.Id, StringComparison.Ordinal), string.Concat(refusals.Select(r => r.Reason)));
        List<ActLink> acts = check.State switch
        {
            CheckState.Drawn when supervising => [Link(RecordCheck.Act, RecordCheck.Check(check, actor))],
            CheckState.Recorded when supervising => [Link(RecordCheck.Publish, RecordCheck.CheckPublish(check, actor))],
            CheckState.Rectifying => [Link(CloseCheck.Rectify, CloseCheck.CheckRectify(check))],
            CheckState.Rectified or CheckState.Clean when supervising => [Link(CloseCheck.Act, CloseCheck.Check(check, actor))],
            _ => [],
        };
        return new CheckView(
            CheckRow.Of(check, today), inspection.Id, inspection.Title, [.. inspection.Items.Value.Select(i => new CheckItemRow(i.Text, i.Basis, results.GetValueOrDefault(i.Code) is { } r ? Findings[r.Finding] : "", results.GetValueOrDefault(i.Code)?.Note ?? ""))],
            shown ? check.Conclusion : "", check.RectifyBy, check.Rectification, supervising && check.Clock is { } clock ? ClockView.Of(clock, today) : null, acts,
            shown ? [.. steps.Select(s => new CheckStepRow(s.Act, s.Text, s.Evidence.Value, supervising ? s.Name : "", s.At))] : [], supervising, today);
    }
}

/// <summary>检查人员名录的一行。</summary>
public sealed record InspectorRow(string Name, IReadOnlyList<string> Ties, bool Active);

/// <summary>检查人员名录。</summary>
public sealed record InspectorList(IReadOnlyList<InspectorRow> Rows, bool MayKeep)
{
    internal static async Task<InspectorList?> Read(QueryContext context) => new(
        [.. (await context.Read(db => db.All<Inspector>())).OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => new InspectorRow(i.Name, i.Ties.Value, i.Active))], context.Actor.Holds(Post.Head));
}

/// <summary>本单位的检查。</summary>
public sealed record OwnCheckList(IReadOnlyList<CheckRow> Rows)
{
    internal static async Task<OwnCheckList?> Read(QueryContext context) => new(
        [.. (await context.Read(db => db.Where<Check>("organisation_id = @OrganisationId order by state_since desc, id", context.Actor))).Select(c => CheckRow.Of(c, context.Now.BeijingDate()) with { Team = [] })]);
}

/// <summary>The pages of inspections.</summary>
public static class InspectionRoutes
{
    public static void MapInspectionPages(this IEndpointRouteBuilder routes)
    {
        var supervisors = Access.To(Owner.None, Role.Supervisor);
        Role[] inspected = [Role.Agency, Role.Purchaser, Role.Supplier];
        routes.MapQuery("/inspections", supervisors, InspectionList.Read, "/Inspections/Pages/Inspections.cshtml", "双随机检查");
        routes.MapQuery("/inspections/{inspection}", CheckCase.Officers, InspectionView.Read, "/Inspections/Pages/InspectionPage.cshtml", "抽查计划");
        routes.MapQuery("/inspectors", supervisors, InspectorList.Read, "/Inspections/Pages/Inspectors.cshtml", "检查人员名录");
        routes.MapQuery("/checks/{check}", CheckCase.Officers.Or(CheckCase.Inspected, inspected), CheckView.Read, "/Inspections/Pages/CheckPage.cshtml", "检查");
        routes.MapQuery("/my/checks", Access.To(Owner.None, inspected), OwnCheckList.Read, "/Inspections/Pages/MyChecks.cshtml", "本单位的检查");
    }
}
