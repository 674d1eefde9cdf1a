using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>补充征集。A collection of its own with the same document, procedure and elimination; who enters belongs to the framework and to its term, which goes on meanwhile.</summary>
public static class SupplementFramework
{
    public sealed record Request([property: Field("怎样影响框架协议执行", Lines = true, Max = 2000)] string Reason);

    public static readonly Act Act = new("supplement-framework", "补充征集", "/procurements/{id}/framework/supplement", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Head))
    {
        Rules = [CompetitionRules.FrameworkSupplement, FrameworkRules.SupplementSame, FrameworkRules.RemovedStaysOut],
        Button = "开始补充征集",
        Intro = "剩余入围供应商不足总数 70% 且影响执行的，可以补充征集。沿用原征集文件，代理机构举行开启密钥仪式后发布征集公告。",
        Irreversible = true,
    };

    /// <param name="tender">The framework's document.</param>
    /// <param name="running">A supplement that has not ended; null: none.</param>
    /// <param name="id">Random id of the new collection.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, Tender tender, Procurement? running, Actor actor, Request request, string id, DateOnly today)
    {
        if (c.Turn(Act.Title, open: false, Stage.Published) is { } early)
            return early;
        List<Refusal> refusals = [];
        var admitted = c.Entrants.Where(e => e.State is not (EntrantState.Applied or EntrantState.Declined)).ToList();
        var barred = admitted.Where(e => e.State == EntrantState.Removed).Select(e => e.SupplierId).Distinct().ToList();
        refusals.Unless(c.Terms.Supplements.Length == 0, CompetitionRules.FrameworkSupplement, "这是一次补充征集。", "在原框架协议项目办理。");
        refusals.Unless(running is null, CompetitionRules.FrameworkSupplement, $"补充征集 {running?.Code} 还在进行。", "办完后再说。");
        refusals.Unless(today <= c.Terms.To, FrameworkRules.SupplementSame, $"框架协议 {c.Terms.To:yyyy-MM-dd} 期满。", "期满后重新报送方案。");
        refusals.Unless(CompetitionRules.CheckSupplement(admitted.Count(e => e.State is EntrantState.Active or EntrantState.Selected), admitted.Count));
        refusals.Unless(request.Reason.Trim().Length >= 10, CompetitionRules.FrameworkSupplement, "没有写明怎样影响框架协议执行。", "用不少于十个字写明。", "/reason");
        if (refusals.Count > 0)
            return refusals;
        var p = c.Procurement;
        var terms = c.Terms with { Supplements = p.Id, BarredIds = barred };
        var document = tender.Document.Value with { Lots = [.. tender.Document.Value.Lots.Select(l => l with { LotId = $"{id}-{l.Number}" })], Framework = terms };
        var supplement = new Procurement
        {
            Id = id, Code = FilePlan.CodeOf(ProcurementMethods.FrameworkAgreement, p.Region, today, id), DemandId = p.DemandId, BudgetLineId = p.BudgetLineId, PurchaserId = p.PurchaserId, PurchaserName = p.PurchaserName,
            PurchaserContact = p.PurchaserContact, AgencyId = p.AgencyId, AgencyName = p.AgencyName, AgencyContact = p.AgencyContact, Title = p.Title + "（补充征集）", CatalogueCode = p.CatalogueCode,
            CatalogueName = p.CatalogueName, Kind = p.Kind, Region = p.Region, Method = p.Method, EvaluationMethod = p.EvaluationMethod, SetAside = p.SetAside, BudgetFen = p.BudgetFen, Stage = Stage.Confirmed,
            HandlerId = actor.AccountId, FiledOn = today, EntrustedOn = p.EntrustedOn, AgencyFeeFen = p.AgencyFeeFen, FeePayer = p.FeePayer, ApprovalId = p.ApprovalId, Ground = p.Ground, Framework = terms,
        };
        return Commit.Empty.Insert(supplement).Insert(new Tender { Id = id, Document = document, AuthorId = tender.AuthorId, ConfirmedBy = tender.ConfirmedBy, ConfirmedOn = today, Justification = tender.Justification })
            .Require(p)
            .Record(
                new FrameworkFiled(id, supplement.Code, p.PurchaserId, p.PurchaserName, supplement.Title, p.CatalogueCode, p.Region, terms, p.Evaluation(), request.Reason.Trim(), "", 0, 0), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await FrameworkCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        context.Show("入围供应商", $"在册 {c.Entrants.Count(e => e.State is EntrantState.Active)} 家，曾经入围 {c.Entrants.Count(e => e.State is not (EntrantState.Applied or EntrantState.Declined))} 家");
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (c, tender, running) = await context.Read(async db =>
        {
            var found = await FrameworkCase.Of(db, context["id"]);
            var others = found is null ? [] : await db.Where<Procurement>("demand_id = @DemandId and method = 'KJXY' and ending is null and stage not in ('Published', 'Paid', 'Ended')", new { found.Procurement.DemandId });
            return (found, await db.Find<Tender>(context["id"]), others.FirstOrDefault(o => o.Framework.Value?.Supplements == context["id"]));
        });
        var id = RandomId.New();
        return c is null || tender is null
            ? ActContext.Missing
            : Decide(c, tender, running, context.Actor, request, id, context.Now.BeijingDate()).Done("补充征集已开始，请代理机构发布征集公告。", $"/procurements/{id}", new { Id = id });
    }
}
