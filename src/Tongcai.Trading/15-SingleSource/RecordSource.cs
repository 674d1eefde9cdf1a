using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.SingleSource;

/// <summary>编写协商情况记录。The agreed price is the supplier's last offer; the record stands where a committee's report stands under other methods, so what follows is the same: all sign, the purchaser confirms, the result is published.</summary>
public static class RecordSource
{
    /// <summary>同类项目合同。</summary>
    public sealed record Similar(
        [property: Field("采购单位", Max = 100)] string Buyer,
        [property: Field("合同", Max = 200)] string Title,
        [property: Field("签订日期")] DateOnly SignedOn,
        [property: Field("折合本项目数量的价格", Unit = "元", Min = 1)] long PriceFen,
        [property: Field("来源", Max = 200, Hint = "如合同公告网址、供应商提供")] string Origin);

    public sealed record Request(
        [property: Field("公示情况说明", Lines = true, Max = 2000, Section = "记录", Hint = "依法公示的写明公示期限、异议和处理；不需要公示的写明理由")] string Publicity,
        [property: Field("协商日期")] DateOnly MetOn,
        [property: Field("协商地点", Max = 200)] string Place,
        [property: Field("采购标的成本", Lines = true, Max = 4000)] string Cost,
        [property: Field("同类项目合同价格", Max = 30)] IReadOnlyList<Similar> SimilarContracts,
        [property: Field("相关专利、专有技术等情况", Lines = true, Max = 2000)] string Patents,
        [property: Field("合同主要条款及价格商定情况", Lines = true, Min = 10, Max = 4000)] string Terms,
        [property: Field("商定的成交价格", Unit = "元", Min = 1, Section = "价格", Hint = "与供应商最后一次报价一致")] long PriceFen,
        [property: Field("价格合理性", Lines = true, Max = 2000, Hint = "高于同类项目合同价格的，写明为什么合理")] string? Fairness = null);

    public static readonly Act Act = new("record-source", "编写协商情况记录", "/procurements/{id}/source/record", Access.To(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [ApprovalRules.RecordContents, ApprovalRules.FairPrice, ApprovalRules.OverBudgetEnds, ApprovalRules.RecordSigned],
        Button = "生成记录",
        Intro = "记录由全体采购人员签字认可；有异议的签署不同意见并说明理由。",
        Irreversible = true,
    };

    /// <param name="bidId">Random id of the row that carries the agreed offer.</param>
    public static Outcome<Commit> Decide(SourceCase c, Actor actor, Request request, string bidId, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title, Stage.Opened));
        if (refusals.Count > 0)
            return refusals;
        if (c.Meeting?.Offer.Value is not { } offer)
            return ApprovalRules.RecordContents.Refuse("供应商还没有提交响应。", "请供应商提交响应和成本说明。");
        refusals.Unless(request.MetOn <= now.BeijingDate() && now >= c.Meeting.MeetingAt, ApprovalRules.RecordContents, $"约定的协商时间是 {c.Meeting.MeetingAt.BeijingTime()}，协商还没有进行。", "协商后再编写记录。", "/metOn");
        refusals.Unless(ApprovalRules.CheckNegotiationRecord(request.Publicity, request.Place, request.Cost, request.Terms));
        refusals.Unless(request.PriceFen == offer.PriceFen, ApprovalRules.FairPrice, $"记录的价格 {Yuan.Text(request.PriceFen)} 元，供应商最后报价 {Yuan.Text(offer.PriceFen)} 元。", "请供应商按商定的价格再次提交响应，或者更正记录。", "/priceFen");
        var lot = c.Document.Lots[0];
        refusals.AddRange(ApprovalRules.CheckNegotiatedPrice(request.PriceFen, Math.Min(c.Procurement.BudgetFen, lot.CeilingFen), [.. request.SimilarContracts.Select(s => s.PriceFen)], request.Fairness ?? ""));
        if (refusals.Count > 0)
            return refusals;
        var fact = new SourceRecorded(
            c.Procurement.Id, c.Meeting.SupplierId, request.MetOn, request.Place.Trim(), [.. c.Seats.Select(s => s.Name)], request.Publicity.Trim(), request.Cost.Trim(),
            [.. request.SimilarContracts.Select(s => new SimilarContract(s.Buyer.Trim(), s.Title.Trim(), s.SignedOn, s.PriceFen, s.Origin.Trim()))], request.Patents.Trim(), request.Terms.Trim(),
            request.PriceFen, request.Fairness?.Trim() ?? "");
        var report = new Report
        {
            Id = lot.LotId, ProcurementId = c.Procurement.Id, Method = "negotiated", MadeAt = now, Opinion = fact.Terms,
            Ranking = new([new(1, bidId, offer.SupplierId, offer.SupplierName, offer.PriceFen, offer.PriceFen, 0, 0, "协商成交")]),
        };
        var agreed = new OpenedBidRow
        {
            Id = bidId, ProcurementId = c.Procurement.Id, LotId = lot.LotId, SupplierId = offer.SupplierId, SupplierName = offer.SupplierName, PriceFen = offer.PriceFen, DeliveryDays = offer.DeliveryDays, Content = new(offer),
        };
        return Commit.Empty.Insert(report).Insert(agreed).Update(c.Meeting with { Record = new(fact) }).Update(c.Procurement with { Stage = Stage.Evaluating }).Record(fact, actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await SourceCase.Load(context) is { } c
            ? Decide(c, context.Actor, request, RandomId.New(), context.Now).Done("记录已生成，请全体采购人员签字。", $"/procurements/{c.Procurement.Id}/source")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await SourceCase.Load(context) is not { Meeting: { } meeting } c)
            return null;
        context.Show(c.Procurement);
        context.Show("供应商", meeting.SupplierName);
        context.Show("最后报价", meeting.Offer.Value is { } offer ? $"{Yuan.Text(offer.PriceFen)} 元（第 {meeting.Offers} 次）" : "尚未提交");
        var publicity = c.Approval is { PublicisedFrom: { } from, PublicisedTo: { } to } ? $"{from:yyyy-MM-dd} 至 {to:yyyy-MM-dd} 公示，已报财政部门批准（{c.Approval.Number}）。" : "";
        return new(publicity, meeting.MeetingAt.BeijingDate(), meeting.Place, meeting.Cost, [], meeting.Patents, "", meeting.Offer.Value?.PriceFen ?? 0);
    }
}
