using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Payments;
using Tongcai.Trading.Performance;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Payments;

public sealed class PaymentTests
{
    private static readonly Procurement Accepted = Cases.Procurement with { Stage = Stage.Accepted };
    private static readonly Contract Contract = new() { Id = "c1", ProcurementId = "p1", Number = "H1", PriceFen = 452_000_00, SupplierId = "s1", SignedOn = new(2026, 6, 1) };
    private static readonly Acceptance Acceptance = new() { Id = "a1", ContractId = "c1", Passed = true, AcceptedFen = 452_000_00 };
    private static readonly Invoice Invoice = new() { Id = "i1", ContractId = "c1", Number = "F1", AmountFen = 452_000_00, DueOn = new(2026, 7, 1) };
    private static readonly Payment Payment = new() { Id = "y1", InvoiceId = "i1", AmountFen = 452_000_00, RequestedOn = new(2026, 6, 2) };
    private static readonly Actor Finance = Cases.Person("finance", "school", Role.Purchaser, Post.Finance);

    [Fact, Cites("PAY-01")]
    public void 未验收合格_不能开票请款()
    {
        Assert.Equal("PAY-01", Cases.RefusedBy(ReceiveInvoice.Decide(Accepted, Contract, [], 0, new("F1", 1), "i", Cases.Now)));
        Assert.Equal("PAY-01", Cases.RefusedBy(ReceiveInvoice.Decide(Accepted, Contract, [Acceptance with { Passed = false }], 0, new("F1", 1), "i", Cases.Now)));
    }

    [Fact]
    public void 支付不能跑在验收前面_等于可以_多一分不行()
    {
        Assert.NotNull(ReceiveInvoice.Decide(Accepted, Contract, [Acceptance], 1_00, new("F1", 451_999_00), "i", Cases.Now).Value);
        Assert.Equal("/amountFen", Assert.Single(ReceiveInvoice.Decide(Accepted, Contract, [Acceptance], 1_00, new("F1", 451_999_01), "i", Cases.Now).Refusals).Pointer);
    }

    [Fact, Cites("T075")]
    public void 收到发票三十日内支付() =>
        Assert.Equal(new DateOnly(2026, 7, 1), ReceiveInvoice.Decide(Accepted, Contract, [Acceptance], 0, new("F1", 1_00), "i", Cases.Now).Value!.DueOn);

    [Fact]
    public void 一张发票只付一次_退回的可以再付()
    {
        Assert.NotNull(RequestPayment.Decide(Accepted, Contract, Invoice, null, Finance, "y1", Cases.Now).Value);
        Assert.Equal("PAY-06", Cases.RefusedBy(RequestPayment.Decide(Accepted, Contract, Invoice, Payment, Finance, "y2", Cases.Now)));
        Assert.Equal("y1", RequestPayment.Decide(Accepted, Contract, Invoice, Payment with { State = "refused" }, Finance, "y2", Cases.Now).Value!.Id);
    }

    [Fact]
    public void 经办人不得兼办支付() =>
        Assert.Equal("DUT-01", Cases.RefusedBy(RequestPayment.Decide(Accepted, Contract, Invoice, null, Cases.Person("buyer01", "school", Role.Purchaser, Post.Finance), "y", Cases.Now)));

    [Fact]
    public void 回单与请求一致才算支付_差一分的回单不认()
    {
        var paid = TreasuryVouchers.Decide(Accepted, Contract, Invoice, Payment, new("y1", "GK-1", "paid", 452_000_00, ""), 0, Cases.Now)!;
        Assert.Contains(paid.Changes, c => c.Row is Procurement { Stage: Stage.Paid });
        Assert.Contains(paid.Facts, f => f.Fact is PaymentMade { TreasuryReference: "GK-1", PaidTotalFen: 452_000_00 });
        Assert.Null(TreasuryVouchers.Decide(Accepted, Contract, Invoice, Payment, new("y1", "GK-1", "paid", 451_999_99, ""), 0, Cases.Now));
        Assert.Null(TreasuryVouchers.Decide(Accepted, Contract, Invoice, Payment, new("y1", "GK-1", "accepted", 452_000_00, ""), 0, Cases.Now));
    }

    [Fact]
    public void 部分支付不结束项目() =>
        Assert.DoesNotContain(
            TreasuryVouchers.Decide(Accepted, Contract, Invoice, Payment with { AmountFen = 1_00 }, new("y1", "GK-1", "paid", 1_00, ""), 0, Cases.Now)!.Changes, c => c.Row is Procurement);
}
