using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Frameworks;

/// <summary>申请加入开放式框架协议。At any time of the term.</summary>
public static class JoinFramework
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string Lot,
        [property: Field("服务（产品）内容", Lines = true, Max = 2000, Hint = "服务站点、人员、时间等能反映质量和便利性的内容，公开给采购人")] string Service,
        [property: Field("收到订单后的履行期限", Unit = "日", Min = 1, Max = 1000)] int DeliveryDays,
        [property: Field("符合资格条件，接受付费标准和协议条款")] bool Accepts,
        [property: Field("联系方式", Max = 200)] string Contact);

    public static readonly Act Act = new("join-framework", "申请加入框架协议", "/procurements/{id}/framework/joining", Access.To(Owner.None, Role.Supplier))
    {
        Rules = [FrameworkRules.JoinAnytime, FrameworkRules.RemovedStaysOut, CreditRules.ListedRefused, TimeLimits.OpenFrameworkReview],
        Button = "提交申请",
        Intro = "征集人在 7 个工作日内完成审核并通知结果；通过的随即公告，视为签订框架协议。",
    };

    /// <param name="id">Random id.</param>
    /// <param name="listings">Entries of the list of severe dishonesty about the supplier.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, Organisation supplier, Request request, string id, DateOnly today, params IEnumerable<ListedEntry> listings)
    {
        if (c.Turn(Act.Title, open: true, Stage.Published) is { } early)
            return early;
        var own = c.Entrants.Where(e => e.SupplierId == supplier.Id).ToList();
        var lot = c.Terms.Lots.FirstOrDefault(l => $"{l.Number}" == request.Lot);
        List<Refusal> refusals = [.. FrameworkRules.CheckJoining(c.Procurement.NoticedOn, c.Terms.To, own.Any(e => e.State == EntrantState.Removed), today)];
        refusals.Unless(CreditRules.CheckParticipant(supplier.Name, listings, today));
        refusals.Unless(lot is not null, InputRules.Range, "没有这个采购包。", "从列出的采购包中选择。", "/lot");
        refusals.Unless(own.All(e => e.LotNumber != lot?.Number || e.State is not (EntrantState.Applied or EntrantState.Active)), FrameworkRules.JoinAnytime, "本单位已经申请或者入围。", "在框架协议页查看。", "/lot");
        refusals.Unless(request.Accepts, FrameworkRules.JoinAnytime, "没有接受付费标准和协议条款。", "接受的勾选后再提交；不接受的不能加入。", "/accepts");
        refusals.Unless(request.Service.Trim().Length >= 10, FrameworkRules.JoinAnytime, "服务（产品）内容过于简单。", "用不少于十个字写明。", "/service");
        if (refusals.Count > 0)
            return refusals;
        var entrant = new Entrant
        {
            Id = id, FrameworkId = c.FrameworkId, ProcurementId = c.Procurement.Id, LotNumber = lot!.Number, SupplierId = supplier.Id, SupplierName = supplier.Name, Address = supplier.Address,
            Contact = request.Contact.Trim(), Size = supplier.Size, UnitPriceFen = lot.CeilingFen, Unit = lot.Unit, Product = request.Service.Trim(), DeliveryDays = request.DeliveryDays,
            Responses = new([.. c.Document.Requirements.Select(r => new Exchange.RequirementResponse(r.Id, "接受", "none"))]), State = EntrantState.Applied, AppliedOn = today,
        };
        return Commit.Empty.Insert(entrant).Require(c.Procurement).Record(new FrameworkApplied(c.FrameworkId, id, lot.Number, supplier.Id, supplier.Name, entrant.Product, today), supplier.Id, supplier.Id);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await FrameworkCase.Load(context) is not { Procurement.NoticedOn: not null } c)
            return null;
        context.Show(c.Procurement);
        context.Offer("lots", c.Terms.Lots.Select(l => new Choice($"{l.Number}", $"{l.Title}　{Yuan.Text(l.CeilingFen)} 元/{l.Unit}")));
        return c.Terms.Lots is [var only] ? new($"{only.Number}", "", 1, false, "") : null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await FrameworkCase.Load(context) is not { Procurement.NoticedOn: not null } c || await context.Read(db => db.Find<Organisation>(context.Actor.OrganisationId)) is not { } supplier)
            return ActContext.Missing;
        var listings = await context.Read(db => db.ListingsOf([supplier.Id]));
        return Decide(c, supplier, request, RandomId.New(), context.Now.BeijingDate(), listings[supplier.Id]).Done("申请已提交。", $"/procurements/{c.Procurement.Id}/framework");
    }
}
