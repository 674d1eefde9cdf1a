namespace Tongcai.Exchange.Facts;

/// <summary>合同文本生成。Stream: the procurement.</summary>
[FactKind("contract.drafted", FactClass.Restricted, Title = "合同文本", Basis = "政府采购货物和服务招标投标管理办法第七十一条")]
public sealed record ContractDrafted(string ProcurementId, string LotId, string ContractId, string Number, string SupplierId) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一方签名。Stream: the procurement.</summary>
[FactKind("contract.signature", FactClass.Restricted, Title = "合同一方签名", Basis = "电子签名法第十四条")]
public sealed record ContractSignatureGiven(string ProcurementId, string ContractId, string OrganisationId, string Signature) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>合同签订，双方电子签名。Stream: the procurement.</summary>
[FactKind("contract.signed", FactClass.Restricted, Title = "合同签订", Basis = "政府采购法第四十六条")]
public sealed record ContractSigned(string ProcurementId, string LotId, string ContractId, string PurchaserSignature, string SupplierSignature, string TextSm3, DateOnly SignedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>合同公告（脱敏文本）。Stream: the procurement.</summary>
[FactKind("contract.published", FactClass.Public, Title = "合同公告", Basis = "政府采购法实施条例第五十条")]
public sealed record ContractPublished(
    string ProcurementId, string LotId, string ContractId, string Number, string PurchaserId, string SupplierId, string SupplierName, long PriceFen, DateOnly SignedOn, DateOnly PublishedOn, bool SmeReserved, string Text) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>合同备案。Stream: the procurement.</summary>
[FactKind("contract.filed", FactClass.Public, Title = "合同备案", Basis = "政府采购法第四十七条")]
public sealed record ContractFiled(string ProcurementId, string ContractId, DateOnly FiledOn) : IFact
{
    public string Stream => ProcurementId;
}
