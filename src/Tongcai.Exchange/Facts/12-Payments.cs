namespace Tongcai.Exchange.Facts;

/// <summary>收到发票：the payment clock starts. Stream: the procurement.</summary>
[FactKind("invoice.received", FactClass.Restricted, Title = "收到发票", Basis = "保障中小企业款项支付条例第九条")]
public sealed record InvoiceReceived(string ProcurementId, string ContractId, string InvoiceId, long AmountFen, DateOnly ReceivedOn, DateOnly DueOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>申请支付。Stream: the procurement.</summary>
[FactKind("payment.requested", FactClass.Restricted, Title = "申请支付", Basis = "政府采购法实施条例第五十一条")]
public sealed record PaymentRequested(string ProcurementId, string ContractId, string PaymentId, long AmountFen, DateOnly RequestedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>国库退回支付。Stream: the procurement.</summary>
[FactKind("payment.refused", FactClass.Restricted, Title = "支付退回", Basis = "政府采购法实施条例第五十一条")]
public sealed record PaymentRefused(string ProcurementId, string ContractId, string PaymentId, string Reason) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>支付完成，国库回单为据。Stream: the procurement.</summary>
[FactKind("payment.made", FactClass.Public, Title = "资金支付", Basis = "政府采购法实施条例第五十一条")]
public sealed record PaymentMade(string ProcurementId, string ContractId, string PaymentId, long AmountFen, DateOnly PaidOn, DateOnly DueOn, long PaidTotalFen, string TreasuryReference) : IFact
{
    public string Stream => ProcurementId;
}
