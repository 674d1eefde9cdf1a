using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Payments;
using Tongcai.Trading.Performance;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>合同页：text, signatures, clocks, acceptance, invoices and payments.</summary>
public sealed record ContractPage(
    string Id, string ProcurementId, string ProcurementTitle, string Number, string Supplier, long PriceFen, string Text, bool PurchaserSigned, bool SupplierSigned, DateOnly SignBy, DateOnly? SignedOn,
    DateOnly? PublishedOn, DateOnly? FiledOn, IReadOnlyList<Acceptance> Acceptances, IReadOnlyList<InvoiceRow> Invoices, IReadOnlyList<Offer> Offers)
{
    public static readonly Access Readers = Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.Bidder, Role.Supplier);

    internal static async Task<ContractPage?> Read(QueryContext context)
    {
        var (contract, procurement, acceptances, invoices, payments) = await context.Read(async db =>
        {
            var (c, p) = await db.ContractOf(context["contract"]);
            return (
                c,
                p,
                await db.Where<Acceptance>("contract_id = @Id order by accepted_on", c),
                await db.Where<Invoice>("contract_id = @Id order by received_on", c),
                (await db.Where<Payment>("contract_id = @Id", c)).ToDictionary(p => p.InvoiceId));
        });
        HashSet<string> owns = [.. ProcurementPage.OwnedKinds(procurement, context.Actor)];
        if (contract.SupplierId == context.Actor.OrganisationId)
            owns.Add(Owner.Bidder.Kind);
        string[] acts = contract.SignedOn is null ? ["sign-contract"] : [
            .. contract.PublishedOn is null ? ["publish-contract"] : Array.Empty<string>(), .. contract.FiledOn is null ? ["file-contract"] : Array.Empty<string>(),
            "record-acceptance", "receive-invoice", "request-payment"];
        return new(
            contract.Id, procurement.Id, procurement.Title, contract.Number, contract.SupplierName, contract.PriceFen, contract.Text, contract.PurchaserSignature is not null,
            contract.SupplierSignature is not null, contract.SignBy, contract.SignedOn, contract.PublishedOn, contract.FiledOn, acceptances,
            [.. invoices.Select(i => new InvoiceRow(i.Id, i.Number, i.AmountFen, i.ReceivedOn, i.DueOn, payments.GetValueOrDefault(i.Id)?.State ?? "", payments.GetValueOrDefault(i.Id)?.PaidOn))],
            Pages.Offers.Of(context, acts, path => path.Replace("{contract}", contract.Id, StringComparison.Ordinal), owns, Planning.Standstill.Check(procurement)?.Reason ?? ""));
    }
}

/// <summary>一张发票及其支付。</summary>
public sealed record InvoiceRow(string Id, string Number, long AmountFen, DateOnly ReceivedOn, DateOnly DueOn, string Payment, DateOnly? PaidOn)
{
    public string PaymentText => Payment switch { "" => "待申请支付", "requested" => "已提交国库", "paid" => $"已支付 {PaidOn:yyyy-MM-dd}", _ => "国库退回，需重新申请" };
}
