namespace Tongcai.Exchange.Facts;

/// <summary>核实投标保证金: what the institution said of a bond that a bid named, asked after the opening. Stream: the procurement.</summary>
/// <param name="Form">guarantee 保函, deposit 转账.</param>
/// <param name="Number">The institution's number; empty: the bid named none.</param>
/// <param name="Sound">Whether it is what the tender document asks for.</param>
/// <param name="Reason">Why not; empty when it is.</param>
[FactKind("bond.verified", FactClass.Restricted, Title = "核实投标保证金", Basis = "政府采购法实施条例第三十三条")]
public sealed record BondVerified(string ProcurementId, string LotId, string BidId, string SupplierId, string Form, string Number, long RequiredFen, long GivenFen, bool Sound, string Reason) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>退还投标保证金, by the institution's answer. Stream: the procurement.</summary>
/// <param name="FromOn">Day from which the limit runs: award letter, contract or end.</param>
/// <param name="DueOn">Last lawful day.</param>
[FactKind("bond.returned", FactClass.Restricted, Title = "退还投标保证金", Basis = "政府采购法实施条例第三十三条")]
public sealed record BondReturned(string ProcurementId, string LotId, string BidId, string SupplierId, long AmountFen, DateOnly FromOn, DateOnly DueOn, DateOnly ReturnedOn, string Rule, string Reference) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>投标保证金不予退还, paid by the institution to the purchaser. Stream: the procurement.</summary>
[FactKind("bond.claimed", FactClass.Restricted, Title = "投标保证金不予退还", Basis = "政府采购货物和服务招标投标管理办法第二十三条")]
public sealed record BondClaimed(string ProcurementId, string LotId, string BidId, string SupplierId, long AmountFen, string Ground, DateOnly ClaimedOn, string Reference) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>要求退还或者支付投标保证金. Stream: the procurement.</summary>
/// <param name="Order">return or claim.</param>
/// <param name="Ground">Why it is claimed; empty when it is returned.</param>
[FactKind("bond.ordered", FactClass.Restricted, Title = "要求退还或支付投标保证金", Basis = "政府采购法实施条例第三十三条")]
public sealed record BondOrdered(string ProcurementId, string LotId, string BidId, string SupplierId, string Order, string Ground, DateOnly OrderedOn) : IFact
{
    public string Stream => ProcurementId;
}
