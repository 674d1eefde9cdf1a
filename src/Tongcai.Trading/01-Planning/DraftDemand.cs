using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>要求的种类（政府采购需求管理办法第六条）。</summary>
public enum RequirementKind
{
    [Label("技术要求")] Technical,
    [Label("商务要求")] Business,
}

/// <summary>编制采购需求。From a catalogue item and within one budget line.</summary>
public static class DraftDemand
{
    public sealed record Request(
        [property: Field("预算指标", Section = "标的", Choices = "budget-lines")] string BudgetLineId,
        [property: Field("项目名称", Max = 200)] string Title,
        [property: Field("品目", Choices = "catalogue", Hint = "选底级品目，编码见《政府采购品目分类目录》（2022年印发）", Pattern = "[ABC][0-9]{8}")] string CatalogueCode,
        [property: Field("数量", Min = 1, Max = 100_000_000)] long Quantity,
        [property: Field("计量单位", Max = 20)] string Unit,
        [property: Field("预算金额", Unit = "元", Min = 1)] long BudgetFen,
        [property: Field("需求概况", Lines = true, Max = 2000, Hint = "主要功能或者目标，质量、服务、安全、时限要求；将随采购意向公开")] string Summary,
        [property: Field("技术、商务要求", Section = "技术、商务要求", Min = 2, Max = 500)] IReadOnlyList<Requirement> Requirements);

    /// <summary>一项要求。</summary>
    public sealed record Requirement(
        [property: Field("种类")] RequirementKind Kind,
        [property: Field("要求", Lines = true, Max = 2000)] string Text,
        [property: Field("实质性要求（★）", Hint = "不满足即投标无效")] bool Mandatory);

    public static readonly Act Act = new("draft-demand", "编制采购需求", "/demands/new", Access.To(Owner.None, Role.Purchaser))
    {
        Rules = [PlanningRules.NoBudget, PlanningRules.OverBudget, PlanningRules.DemandComplete],
        Button = "保存需求",
        Intro = "采购需求要完整、明确，在预算以内。保存后先答复单位内部和部门内调剂，再查询公物仓，然后送审查。",
    };

    /// <param name="line">The budget line named; null when there is none.</param>
    /// <param name="actor">Who drafts; becomes the author and may not review.</param>
    /// <param name="request">As sent.</param>
    /// <param name="id">Id of the new demand.</param>
    public static Outcome<Commit> Decide(BudgetLine? line, Actor actor, Request request, string id)
    {
        var refusals = Examine(line, actor.OrganisationId, request, out var item);
        if (refusals.Count > 0)
            return refusals;

        var demand = Fill(new Demand { Id = id, OrganisationId = actor.OrganisationId, AuthorId = actor.AccountId }, request, item!);
        return Commit.Empty.Insert(demand).Record(FactOf(demand), actor.OrganisationId);
    }

    /// <summary>What is wrong with a demand as sent; shared with its revision.</summary>
    internal static List<Refusal> Examine(BudgetLine? line, string organisationId, Request request, out CatalogueItem? item)
    {
        List<Refusal> refusals = [];
        item = Catalogue.Find(request.CatalogueCode);
        if (line is null || line.OrganisationId != organisationId)
        {
            refusals.Add(PlanningRules.NoBudget.Refuse("所选预算指标不是本单位已批复的指标，没有预算不能采购。", "先接收预算批复，再从本单位的指标中选择。", "/budgetLineId"));
        }
        else
        {
            var left = line.AmountFen - line.DrawnFen;
            refusals.Unless(request.BudgetFen <= left, PlanningRules.OverBudget,
                $"需求金额 {Yuan.Text(request.BudgetFen)} 元，指标“{line.Name}”批复 {Yuan.Text(line.AmountFen)} 元，可用 {Yuan.Text(left)} 元，超出 {Yuan.Text(request.BudgetFen - left)} 元。",
                "减少数量或者降低标准，或者先办理预算调剂、追加，接收新的批复后再编制。", "/budgetFen");
            refusals.Unless(item is null || Covers(line.CatalogueCode, item.Code), PlanningRules.NoBudget,
                $"指标“{line.Name}”批复的品目是 {NameOf(line.CatalogueCode)}，不包括 {NameOf(request.CatalogueCode)}。", "在批复的品目之内选择，或者换用对应的指标。", "/catalogueCode");
        }

        refusals.Unless(item is { IsLeaf: true }, PlanningRules.DemandComplete,
            item is null ? $"品目编码 {request.CatalogueCode} 不在《政府采购品目分类目录》中。" : $"{NameOf(item.Code)} 下还有细分品目。", "选择最末一级的品目。", "/catalogueCode");
        refusals.Unless(request.Requirements.Any(r => r.Kind == RequirementKind.Technical) && request.Requirements.Any(r => r.Kind == RequirementKind.Business), PlanningRules.DemandComplete,
            "采购需求既要有技术要求，也要有商务要求（交付时间、地点、付款、售后等）。", "补上缺少的一类，每类至少一项。", "/requirements");
        return refusals;
    }

    /// <summary>The demand with what was sent, before any answer or review.</summary>
    internal static Demand Fill(Demand demand, Request request, CatalogueItem item) => demand with
    {
        BudgetLineId = request.BudgetLineId,
        Title = request.Title.Trim(),
        CatalogueCode = item.Code,
        CatalogueName = item.Name,
        Kind = item.Kind,
        Quantity = request.Quantity,
        Unit = request.Unit.Trim(),
        BudgetFen = request.BudgetFen,
        Summary = request.Summary.Trim(),
        Requirements = request.Requirements
            .Select((r, i) => new RequirementItem($"R{i + 1}", r.Kind == RequirementKind.Technical ? "technical" : "business", r.Text.Trim(), r.Mandatory)).ToList(),
        ToBuy = request.Quantity,
        State = DemandState.Drafted,
    };

    internal static DemandDrafted FactOf(Demand d) =>
        new(d.Id, d.OrganisationId, d.BudgetLineId, d.Title, d.CatalogueCode, d.BudgetFen, d.Requirements.Value);

    // A line approved for a group covers every entry below it: the code says its own place.
    private static bool Covers(string group, string code) => code.StartsWith(group.Length == 1 ? group : TrimPairs(group), StringComparison.Ordinal);

    private static string TrimPairs(string code)
    {
        while (code.Length > 1 && code.EndsWith("00", StringComparison.Ordinal))
            code = code[..^2];
        return code;
    }

    private static string NameOf(string code) => $"{code} {Catalogue.Find(code)?.Name}".TrimEnd();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var line = await context.Read(connection => connection.Find<BudgetLine>(request.BudgetLineId));
        var id = RandomId.New();
        return Decide(line, context.Actor, request, id).Done("采购需求已保存。", $"/demands/{id}", new { Id = id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        context.Trail("工作台", "/work");
        context.Trail("采购需求", "/demands");
        await Offer(context);
        return null;
    }

    /// <summary>Lookups of the form: the lines with something left, and the catalogue items that belong to them.</summary>
    internal static async Task Offer(ActContext context)
    {
        var lines = await context.Read(connection => connection.Where<BudgetLine>(
            "organisation_id = @OrganisationId and amount_fen > drawn_fen order by year desc, name", new { context.Actor.OrganisationId }));
        context.Offer("budget-lines", lines.Select(l => new Choice(l.Id, $"{l.Year} {l.Name}（{l.CatalogueCode}，可用 {Yuan.Text(l.AmountFen - l.DrawnFen)} 元）")));
        context.Offer("catalogue", Catalogue.Items.Where(i => i.IsLeaf && lines.Any(l => Covers(l.CatalogueCode, i.Code))).Take(2000).Select(i => new Choice(i.Code, $"{i.Code} {i.Name}")));
    }
}
