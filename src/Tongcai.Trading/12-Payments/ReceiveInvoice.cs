using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Performance;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Payments;

/// <summary>提交发票：from this day the payment clock runs.</summary>
public static class ReceiveInvoice
{
    public sealed record Request(
        [property: Field("发票号码", Max = 40)] string Number,
        [property: Field("发票金额", Unit = "元", Min = 1)] long AmountFen);

    public static readonly Act Act = new("receive-invoice", "提交发票", "/contracts/{contract}/invoices", Access.To(Owner.Bidder, Role.Supplier))
    {
        Rules = [PaymentRules.AcceptanceFirst, PaymentRules.ByContract, TimeLimits.PaymentDue, TimeLimits.SmePaymentDue],
        Intro = "采购人收到发票后 30 日内支付。",
    };

    /// <param name="acceptances">Acceptances of the contract.</param>
    /// <param name="invoicedFen">Sum of earlier invoices.</param>
    public static Outcome<Invoice> Decide(Procurement procurement, Contract contract, IReadOnlyList<Acceptance> acceptances, long invoicedFen, Request request, string id, DateTimeOffset now)
    {
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        var acceptedFen = acceptances.Where(a => a.Passed).Sum(a => a.AcceptedFen);
        refusals.Unless(acceptedFen > 0, PaymentRules.AcceptanceFirst, "还没有验收合格的履约。", "请采购人验收；采购人拖延验收的，付款期限自约定的验收期限届满之日起算，可向监督部门反映。");
        refusals.Unless(
            acceptedFen == 0 || request.AmountFen + invoicedFen <= acceptedFen, PaymentRules.ByContract,
            $"发票累计 {Yuan.Text(request.AmountFen + invoicedFen)} 元，超过已验收的 {Yuan.Text(acceptedFen)} 元。", $"本张发票不超过 {Yuan.Text(acceptedFen - invoicedFen)} 元。", "/amountFen");
        if (refusals.Count > 0)
            return refusals;
        var today = now.BeijingDate();
        return Checks.OnTheCalendar<Invoice>("", () => new Invoice
        {
            Id = id,
            ProcurementId = procurement.Id,
            ContractId = contract.Id,
            Number = request.Number,
            AmountFen = request.AmountFen,
            ReceivedOn = today,
            DueOn = TimeLimits.PaymentDue.Latest(today, WorkCalendar.Official),
        });
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (procurement, contract, acceptances, invoiced) = await Load(context);
        var outcome = Decide(procurement, contract, acceptances, invoiced, request, RandomId.New(), context.Now);
        return outcome.Value is { } invoice
            ? new Done(
                Commit.Empty.Insert(invoice).Record(
                    new InvoiceReceived(procurement.Id, contract.Id, invoice.Id, invoice.AmountFen, invoice.ReceivedOn, invoice.DueOn), context.Actor.OrganisationId, contract.SupplierId),
                $"发票已送达采购人，最迟 {invoice.DueOn:yyyy-MM-dd} 支付", $"/contracts/{contract.Id}", new { invoiceId = invoice.Id })
            : outcome.Refusals.ToList();
    }

    private static Task<(Procurement Procurement, Contract Contract, List<Acceptance> Acceptances, long InvoicedFen)> Load(ActContext context) => context.Read(async db =>
    {
        var (contract, procurement) = await db.ContractOf(context["contract"]);
        var acceptances = await db.Where<Acceptance>("contract_id = @Id", contract);
        return (procurement, contract, acceptances, await db.ExecuteScalarAsync<long?>("SELECT SUM(amount_fen) FROM invoice WHERE contract_id = @Id", contract) ?? 0);
    });

    private static async Task<Request?> Prefill(ActContext context)
    {
        var (_, contract, acceptances, invoiced) = await Load(context);
        var open = acceptances.Where(a => a.Passed).Sum(a => a.AcceptedFen) - invoiced;
        context.Show("合同", $"{contract.Number}　{Yuan.Text(contract.PriceFen)} 元");
        context.Show("可开票金额", $"{Yuan.Text(open)} 元");
        context.Trail("合同", $"/contracts/{contract.Id}");
        return new Request("", open);
    }
}
