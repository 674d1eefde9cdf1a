using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.SingleSource;

/// <summary>提交响应。By the only supplier, as often as the negotiation needs; there is no competitor and no deadline before which a price would have to be kept from anybody, so it is handed in and not sealed.</summary>
public static class OfferSource
{
    /// <summary>分项报价。</summary>
    public sealed record Price(
        [property: Field("内容", Max = 200)] string Item,
        [property: Field("数量", Min = 1, Max = 100_000_000)] long Quantity,
        [property: Field("单位", Max = 20)] string Unit,
        [property: Field("单价", Unit = "元", Min = 1)] long UnitPriceFen);

    /// <summary>逐项响应。</summary>
    public sealed record Response(
        [property: Field("要求", Choices = "requirements", Given = true)] string RequirementId,
        [property: Field("响应", Lines = true, Min = 1, Max = 1000)] string Text);

    public sealed record Request(
        [property: Field("分项报价", Section = "报价", Min = 1, Max = 200, Hint = "总价为各项之和，含税，为完成项目的全部费用")] IReadOnlyList<Price> Prices,
        [property: Field("交付期", Unit = "日", Min = 1, Max = 3650)] int DeliveryDays,
        [property: Field("逐项响应", Section = "响应", Min = 1, Max = 500)] IReadOnlyList<Response> Responses,
        [property: Field("标的成本", Lines = true, Min = 10, Max = 4000, Section = "价格说明", Hint = "成本构成，近期同类合同价格")] string Cost,
        [property: Field("专利、专有技术", Lines = true, Max = 2000, Hint = "没有的不填")] string? Patents,
        [property: Field("联系方式", Max = 200)] string Contact);

    public static readonly Act Act = new("offer-source", "提交响应", "/procurements/{id}/source/offer", Access.To(Owner.Bidder, Role.Supplier))
    {
        Rules = [ApprovalRules.RecordContents, ApprovalRules.FairPrice, CreditRules.ListedRefused],
        Button = "提交",
        Intro = "协商中可以再次提交，以最后一次为准；协商情况记录编写后不再接受。",
    };

    /// <param name="supplier">The supplier as registered.</param>
    /// <param name="listings">Entries of the list of severe dishonesty about the supplier.</param>
    public static Outcome<Commit> Decide(SourceCase c, Organisation supplier, Request request, DateOnly today, params IEnumerable<ListedEntry> listings)
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title, Stage.Opened));
        refusals.Unless(c.Meeting is { } m && m.SupplierId == supplier.Id, MethodRules.SingleSource, "本项目没有邀请本单位协商。", "与采购人核对。");
        refusals.Unless(CreditRules.CheckParticipant(supplier.Name, listings, today));
        if (refusals.Count > 0)
            return refusals;
        var total = request.Prices.Aggregate((Int128)0, (sum, p) => sum + ((Int128)p.UnitPriceFen * p.Quantity));
        refusals.Unless(total <= long.MaxValue / 100, InputRules.Range, "总价超出可以表示的范围。", "核对单价和数量。", "/prices");
        foreach (var missing in c.Document.Requirements.Where(r => request.Responses.All(a => a.RequirementId != r.Id)))
            refusals.Add(ApprovalRules.RecordContents.Refuse($"要求 {missing.Id}“{missing.Text}”没有响应。", "逐项响应采购文件的要求。", "/responses"));
        for (var i = 0; i < request.Responses.Count; i++)
            refusals.Unless(c.Document.Requirements.Any(r => r.Id == request.Responses[i].RequirementId), InputRules.Range, "采购文件中没有这项要求。", "从列出的要求中选择。", $"/responses/{i}/requirementId");
        refusals.Unless(request.Cost.Trim().Length >= 10, ApprovalRules.RecordContents, "成本说明过于简单。", "用不少于十个字写明成本构成。", "/cost");
        if (refusals.Count > 0)
            return refusals;
        var offer = new BidContent(
            supplier.Id, supplier.Name, c.Document.Lots[0].LotId, (long)total, request.DeliveryDays, [], 0, supplier.Size is "small" or "micro" or "medium" ? supplier.Size : "", false, "", true,
            [.. request.Prices.Select(p => new Tongcai.Exchange.PriceLine(p.Item.Trim(), p.Quantity, p.Unit.Trim(), p.UnitPriceFen, checked(p.UnitPriceFen * p.Quantity)))],
            [.. request.Responses.Select(r => new RequirementResponse(r.RequirementId, r.Text.Trim(), "none"))], [], request.Contact.Trim(), supplier.Address);
        var number = c.Meeting!.Offers + 1;
        return Commit.Empty.Update(c.Meeting with { Offers = number, Offer = new(offer), Cost = request.Cost.Trim(), Patents = request.Patents?.Trim() ?? "" }).Require(c.Procurement)
            .Record(new SourceOffered(c.Procurement.Id, supplier.Id, number, offer.PriceFen, request.Cost.Trim()), supplier.Id);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await SourceCase.Load(context) is not { } c || await context.Read(db => db.Find<Organisation>(context.Actor.OrganisationId)) is not { } supplier)
            return ActContext.Missing;
        var listings = await context.Read(db => db.ListingsOf([supplier.Id]));
        return Decide(c, supplier, request, context.Now.BeijingDate(), listings[supplier.Id]).Done("响应已提交。", $"/procurements/{c.Procurement.Id}/source");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await SourceCase.Load(context) is not { } c || c.Document.Lots is not [var lot])
            return null;
        context.Show(c.Procurement);
        context.Offer("requirements", c.Document.Requirements.Select(r => new Choice(r.Id, $"{r.Id} {(r.Mandatory ? "★" : "")}{r.Text}")));
        return c.Meeting?.Offer.Value is { } last
            ? new([.. last.Prices.Select(p => new Price(p.Item, p.Quantity, p.Unit, p.UnitPriceFen))], last.DeliveryDays, [.. last.Responses.Select(r => new Response(r.RequirementId, r.Text))], c.Meeting.Cost, c.Meeting.Patents, last.Contact)
            : new([new(lot.Title, lot.Quantity, lot.Unit, 0)], 30, [.. c.Document.Requirements.Select(r => new Response(r.Id, ""))], "", null, "");
    }
}
