namespace Tongcai.Exchange.Facts;

/// <summary>履约验收：every requirement with its result. Stream: the procurement.</summary>
[FactKind("acceptance.recorded", FactClass.Public, Title = "履约验收", Basis = "政府采购法第四十一条")]
public sealed record AcceptanceRecorded(string ProcurementId, string ContractId, DateOnly AcceptedOn, bool Passed, long AcceptedFen, IReadOnlyList<ItemResult> Items, string Opinion) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一项验收结果。</summary>
public sealed record ItemResult(string RequirementId, bool Met, string Note);
