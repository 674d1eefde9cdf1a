namespace Tongcai.Exchange.Facts;

/// <summary>发出单一来源采购文件，约定协商。Stream: the procurement.</summary>
/// <param name="Staff">采购人员 who negotiate.</param>
[FactKind("source.invited", FactClass.Restricted, Title = "发出单一来源采购文件", Basis = "政府采购非招标采购方式管理办法第四十一条")]
public sealed record SourceInvited(string ProcurementId, string SupplierId, string SupplierName, int Edition, DateTimeOffset MeetingAt, string Place, IReadOnlyList<string> Staff) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>供应商提交响应及成本说明。The last before the record is what was agreed. Stream: the procurement.</summary>
[FactKind("source.offered", FactClass.Sealed, Title = "单一来源响应", Basis = "政府采购非招标采购方式管理办法第四十二条")]
public sealed record SourceOffered(string ProcurementId, string SupplierId, int Number, long PriceFen, string Cost) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>同类项目合同。</summary>
/// <param name="PriceFen">Price for the same quantity, fen.</param>
public sealed record SimilarContract(string Buyer, string Title, DateOnly SignedOn, long PriceFen, string Origin);

/// <summary>协商情况记录。Stream: the procurement.</summary>
/// <param name="Publicity">公示情况说明.</param>
/// <param name="Cost">采购标的成本.</param>
/// <param name="Similar">同类项目合同价格.</param>
/// <param name="Patents">相关专利、专有技术等情况.</param>
/// <param name="Terms">合同主要条款及价格商定情况.</param>
/// <param name="Fairness">Why a price above similar contracts is reasonable; empty: it is not above.</param>
[FactKind("source.recorded", FactClass.Restricted, Title = "协商情况记录", Basis = "政府采购非招标采购方式管理办法第四十二条")]
public sealed record SourceRecorded(
    string ProcurementId, string SupplierId, DateOnly MetOn, string Place, IReadOnlyList<string> Staff, string Publicity, string Cost, IReadOnlyList<SimilarContract> Similar, string Patents,
    string Terms, long PriceFen, string Fairness) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>采购文件随结果公开, where no notice carried it before. Stream: the procurement.</summary>
[FactKind("document.disclosed", FactClass.Public, Title = "采购文件公开", Basis = "政府采购法实施条例第四十三条")]
public sealed record DocumentDisclosed(string ProcurementId, TenderDocument Document) : IFact
{
    public string Stream => ProcurementId;
}
