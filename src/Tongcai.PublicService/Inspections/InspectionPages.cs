using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Inspections;

/// <summary>双随机抽查, as the authority's ledger tells it.</summary>
[Table("inspection_page", Technical = true)]
public sealed record InspectionPage : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public Json<InspectionPlanned> Planned { get; init; } = new(null!);

    /// <summary>The draw; a null inside until it was made.</summary>
    public Json<InspectionDrawn?> Drawn { get; init; } = new(null);
    public DateTimeOffset PlannedAt { get; init; }
    public DateTimeOffset? DrawnAt { get; init; }
    public string Ledger { get; init; } = "";
    public string PlannedFact { get; init; } = "";
    public string DrawnFact { get; init; } = "";
}

/// <summary>一个对象的检查结果。Id = check.</summary>
[Table("inspection_outcome", Technical = true)]
public sealed record InspectionOutcome : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string InspectionId { get; init; } = "";
    public string OrganisationId { get; init; } = "";
    public Json<InspectionPublished> Published { get; init; } = new(null!);
    public DateOnly? ClosedOn { get; init; }
    public string ClosedOpinion { get; init; } = "";
}

/// <summary>读取抽查的事实。</summary>
public static class InspectionReaders
{
    public static IServiceCollection AddInspectionReaders(this IServiceCollection services) => services
        .AddSingleton(p => FactReader.Of<InspectionPlanned>((f, origin, cancel) => p.GetRequiredService<IStore>().Read(async db => await db.Find<InspectionPage>(f.InspectionId) is null
            ? Commit.Empty.Insert(new InspectionPage { Id = f.InspectionId, Planned = new(f), PlannedAt = origin.Leaf.At, Ledger = origin.Ledger, PlannedFact = origin.Leaf.Id })
            : Commit.Empty, cancel)))
        .AddSingleton(p => FactReader.Of<InspectionDrawn>((f, origin, cancel) => p.GetRequiredService<IStore>().Read(async db =>
        {
            var page = await db.Find<InspectionPage>(f.InspectionId) ?? throw new InvalidOperationException("没有读到抽查计划。");
            return page.DrawnAt is not null ? Commit.Empty : Commit.Empty.Update(page with { Drawn = new(f), DrawnAt = origin.Leaf.At, DrawnFact = origin.Leaf.Id });
        }, cancel)))
        .AddSingleton(p => FactReader.Of<InspectionPublished>((f, _, cancel) => p.GetRequiredService<IStore>().Read(async db => await db.Find<InspectionOutcome>(f.CheckId) is null
            ? Commit.Empty.Insert(new InspectionOutcome { Id = f.CheckId, InspectionId = f.InspectionId, OrganisationId = f.OrganisationId, Published = new(f) })
            : Commit.Empty, cancel)))
        .AddSingleton(p => FactReader.Of<InspectionClosed>((f, _, cancel) => p.GetRequiredService<IStore>().Read(async db =>
        {
            var outcome = await db.Find<InspectionOutcome>(f.CheckId) ?? throw new InvalidOperationException("没有读到检查结果。");
            return outcome.ClosedOn is not null ? Commit.Empty : Commit.Empty.Update(outcome with { ClosedOn = f.ClosedOn, ClosedOpinion = f.Opinion });
        }, cancel)));
}

/// <summary>抽查的一行。</summary>
internal sealed record InspectionLine(string Id, string Title, string Subject, DateOnly PlannedOn, DateOnly? DrawnOn, int Objects, int Drawn, int Published, int Closed);

/// <summary>全部抽查。</summary>
internal sealed record InspectionList(IReadOnlyList<InspectionLine> Items);

/// <summary>一个抽中的对象。</summary>
/// <param name="State">待公开, 未发现问题, 整改中, 逾期未销号 or 已销号.</param>
internal sealed record InspectedLine(int Order, string Name, IReadOnlyList<string> Team, IReadOnlyList<string> Avoided, string State, bool Late, string Conclusion, IReadOnlyList<InspectedItem> Breaches, DateOnly? RectifyBy, DateOnly? ClosedOn, string ClosedOpinion);

/// <summary>一项不符合。</summary>
internal sealed record InspectedItem(string Text, string Basis, string Note);

/// <summary>一项抽查。</summary>
/// <param name="Wrong">What does not agree when the draw is repeated here; empty: all does, or it has not been made.</param>
/// <param name="Proofs">Addresses of the proofs of plan and draw.</param>
internal sealed record InspectionView(InspectionLine Line, InspectionPlanned Planned, InspectionDrawn? Drawn, IReadOnlyList<string> Wrong, IReadOnlyList<InspectedLine> Objects, string Ledger, IReadOnlyList<string> Proofs);

/// <summary>抽查的公开页：plan, draw with its repetition, results, rectification.</summary>
internal static class InspectionPages
{
    public static readonly IReadOnlyDictionary<string, string> Subjects = new Dictionary<string, string> { ["agency"] = "采购代理机构", ["purchaser"] = "采购人", ["supplier"] = "供应商" };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/inspections", List, "/Inspections/Inspections.cshtml", _ => new PageHead("双随机、一公开检查") { Column = "监督检查", Under = "/credit", Description = "政府采购双随机检查的计划、抽取、结果和整改" }, "双随机检查");
        routes.MapTwin("/inspections/{id}", One, "/Inspections/Inspection.cshtml", v => new PageHead(v.Line.Title) { Column = "监督检查", Trail = [new("双随机、一公开检查", "/inspections")], Heading = false, Under = "/credit" }, "一项双随机检查");
    }

    private static async Task<Outcome<InspectionList>> List(Asked asked)
    {
        var (pages, outcomes) = await asked.Read(async db => (await db.Where<InspectionPage>("1 = 1 order by planned_at desc, id limit 200", new { }), (await db.All<InspectionOutcome>()).ToLookup(o => o.InspectionId)));
        return new InspectionList([.. pages.Select(p => LineOf(p, [.. outcomes[p.Id]]))]);
    }

    private static async Task<Outcome<InspectionView>> One(Asked asked)
    {
        var (page, outcomes) = await asked.Read(async db => (await db.Find<InspectionPage>(asked["id"]), await db.Where<InspectionOutcome>("inspection_id = @id", new { id = asked["id"] })));
        if (page is null) return Pages.Missing;
        var (planned, drawn) = (page.Planned.Value, page.Drawn.Value);
        var items = planned.Items.ToDictionary(i => i.Code);
        var of = outcomes.ToDictionary(o => o.OrganisationId);
        var attachments = asked.Http.RequestServices.GetRequiredService<LiveAttachments>().Now;
        return new InspectionView(
            LineOf(page, outcomes), planned, drawn, drawn is null ? [] : InspectionDraw.Check(planned, drawn),
            [.. (drawn?.Objects ?? []).Select(o => ObjectOf(o, of.GetValueOrDefault(o.OrganisationId), items, asked.Today))], page.Ledger,
            [.. new[] { page.PlannedFact, page.DrawnFact }.Where(f => f.Length > 0).Select(f => attachments.ProofOf(page.Ledger, f)?.ToString()).OfType<string>()]);
    }

    private static InspectionLine LineOf(InspectionPage page, List<InspectionOutcome> outcomes) => new(
        page.Id, page.Planned.Value.Title, Subjects.GetValueOrDefault(page.Planned.Value.Subject, ""), page.PlannedAt.BeijingDate(), page.DrawnAt?.BeijingDate(), page.Planned.Value.RosterSize, page.Drawn.Value?.Objects.Count ?? 0, outcomes.Count,
        outcomes.Count(o => o.ClosedOn is not null));

    private static InspectedLine ObjectOf(DrawnObject drawn, InspectionOutcome? outcome, Dictionary<string, InspectionItem> items, DateOnly today)
    {
        var published = outcome?.Published.Value;
        var breaches = (published?.Results ?? []).Where(r => r.Finding == "breach").Select(r => new InspectedItem(items.GetValueOrDefault(r.Code)?.Text ?? r.Code, items.GetValueOrDefault(r.Code)?.Basis ?? "", r.Note)).ToList();
        var late = outcome is { ClosedOn: null } && published?.RectifyBy < today;
        return new(
            drawn.Order, drawn.Name, drawn.Team, drawn.Avoided, outcome switch { null => "待公开结果", { ClosedOn: not null } => "已销号", _ when late => "整改期满，待核对", _ when breaches.Count > 0 => "整改中", _ => "未发现问题" }, late, published?.Conclusion ?? "",
            breaches, published?.RectifyBy, outcome?.ClosedOn, outcome?.ClosedOpinion ?? "");
    }
}
