using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Registry;

/// <summary>登记主体。What the hub's ledger says of an organisation; a copy that can be made again, hence technical.</summary>
[Table("organisation", Technical = true)]
public sealed record Organisation : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";
    public string CreditCode { get; init; } = "";
    /// <summary>purchaser, agency, supplier, bank, authority.</summary>
    public Json<List<string>> Roles { get; init; } = new([]);
    /// <summary>Six digits (GB/T 2260).</summary>
    public string Region { get; init; } = "";
    /// <summary>large, medium, small, micro; empty when not a firm.</summary>
    public string Size { get; init; } = "";
    public string Address { get; init; } = "";
    /// <summary>主管部门; empty when there is none.</summary>
    public string ParentId { get; init; } = "";
}

/// <summary>数字证书。Id = serial number of the certificate at its issuer.</summary>
[Table("certificate", Technical = true)]
public sealed record Certificate : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string OrganisationId { get; init; } = "";
    public string SerialNumber { get; init; } = "";
    public string Issuer { get; init; } = "";
    public string SigningPem { get; init; } = "";
    public string EncryptionPem { get; init; } = "";
    public DateTimeOffset NotAfter { get; init; }
}
