using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Payments;

/// <summary>国库回单：what the treasury's answer makes of a requested payment.</summary>
public static class TreasuryVouchers
{
    /// <summary>The commit that records the voucher; null while the treasury has not decided or its voucher contradicts the request.</summary>
    /// <param name="paidBeforeFen">Sum of the contract's earlier payments.</param>
    public static Commit? Decide(Procurement procurement, Contract contract, Invoice invoice, Payment payment, TreasuryAnswer answer, long paidBeforeFen, DateTimeOffset now)
    {
        var today = now.BeijingDate();
        return answer.State switch
        {
            "paid" when answer.AmountFen == payment.AmountFen => Paid(),
            "refused" => Commit.Empty.Update(payment with { State = "refused" })
                .Record(new PaymentRefused(procurement.Id, contract.Id, payment.Id, answer.Reason), procurement.PurchaserId, contract.SupplierId),
            _ => null,
        };

        Commit Paid()
        {
            var total = paidBeforeFen + payment.AmountFen;
            var commit = Commit.Empty.Update(payment with { State = "paid", PaidOn = today, TreasuryReference = answer.Reference })
                .Record(new PaymentMade(procurement.Id, contract.Id, payment.Id, payment.AmountFen, today, invoice.DueOn, total, answer.Reference), procurement.PurchaserId);
            return total == contract.PriceFen && procurement.Stage == Stage.Accepted ? commit.Update(procurement with { Stage = Stage.Paid }) : commit;
        }
    }
}
