using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Payments;

/// <summary>申请支付：by the finance post, never by who handled the purchase. The treasury completes it.</summary>
public static class RequestPayment
{
    public sealed record Request([property: Field("发票", Choices = "invoices")] string InvoiceId);

    public static readonly Act Act = new("request-payment", "申请支付", "/contracts/{contract}/payments", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Finance))
    {
        Rules = [PaymentRules.ByContract, PaymentRules.AcceptanceFirst, DutyRules.Incompatible, TimeLimits.PaymentDue],
        Button = "提交国库支付",
        Irreversible = true,
    };

    /// <param name="invoice">The invoice to pay; null when the contract has none of that id.</param>
    /// <param name="earlier">A payment already asked for on it.</param>
    public static Outcome<Payment> Decide(Procurement procurement, Contract contract, Invoice? invoice, Payment? earlier, Actor actor, string id, DateTimeOffset now)
    {
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        if (invoice is null)
            return PaymentRules.ByContract.Refuse("合同下没有这张发票。", "从列出的发票中选择；没有发票的，请供应商先提交。", "/invoiceId");
        List<Refusal> refusals = [];
        refusals.Unless(earlier is null or { State: "refused" }, PaymentRules.ByContract, $"发票 {invoice.Number} 已于 {earlier?.RequestedOn:yyyy-MM-dd} 申请支付。", "等国库回单；回单到达后自动记录。", "/invoiceId");
        refusals.Unless(actor.AccountId != procurement.HandlerId, DutyRules.Incompatible, "您是本项目的采购经办人，不能兼办支付。", "请财务岗的其他工作人员登录办理。");
        return refusals.Count > 0
            ? refusals
            : earlier is { } again
                ? again with { State = "requested", RequestedOn = now.BeijingDate() }
                : new Payment { Id = id, ProcurementId = procurement.Id, ContractId = contract.Id, InvoiceId = invoice.Id, AmountFen = invoice.AmountFen, RequestedOn = now.BeijingDate() };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (procurement, contract, invoice, earlier) = await context.Read(async db =>
        {
            var (c, p) = await db.ContractOf(context["contract"]);
            var i = await db.First<Invoice>("id = @InvoiceId and contract_id = @Id", new { request.InvoiceId, c.Id });
            return (p, c, i, await db.First<Payment>("invoice_id = @InvoiceId", request));
        });
        var outcome = Decide(procurement, contract, invoice, earlier, context.Actor, RandomId.New(), context.Now);
        if (outcome.Value is not { } payment)
            return outcome.Refusals.ToList();
        return new Done(
            Commit.Empty.Put(payment).Record(new PaymentRequested(procurement.Id, contract.Id, payment.Id, payment.AmountFen, payment.RequestedOn), context.Actor.OrganisationId, contract.SupplierId),
            "已提交国库，回单到达后自动记录支付", $"/contracts/{contract.Id}", new { paymentId = payment.Id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var invoices = await context.Read(async db => (await db.QueryAsync<Invoice>(
            "SELECT i.* FROM invoice i WHERE i.contract_id = @id AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.invoice_id = i.id AND p.state <> 'refused')", new { id = context["contract"] })).ToList());
        context.Offer("invoices", invoices.Select(i => new Choice(i.Id, $"{i.Number}　{Yuan.Text(i.AmountFen)} 元，最迟 {i.DueOn:yyyy-MM-dd}")));
        context.Trail("合同", $"/contracts/{context["contract"]}");
        return invoices.Count == 1 ? new Request(invoices[0].Id) : null;
    }
}
