namespace Tongcai.Exchange.Facts;

/// <summary>主体登记：一次登记，处处使用。Stream: the organisation.</summary>
/// <param name="OrganisationId">Random id given by the hub.</param>
/// <param name="CreditCode">统一社会信用代码 (GB 32100-2015).</param>
/// <param name="Roles">Role codes the organisation may act in: purchaser, agency, supplier, bank, authority.</param>
/// <param name="Size">中小微 size class as declared: large, medium, small, micro; empty when not a firm.</param>
[FactKind("organisation.registered", FactClass.Public, Title = "主体登记", Basis = "国务院令第613号《招标投标法实施条例》、“互联网+”招标采购行动方案第六条")]
public sealed record OrganisationRegistered(
    string OrganisationId, string Name, string CreditCode, IReadOnlyList<string> Roles, string Region, string Size, string Address, string ParentId) : IFact
{
    public string Stream => OrganisationId;
}

/// <summary>证书登记：the certificate with which an organisation signs and seals. Stream: the organisation.</summary>
/// <param name="SigningPem">SM2 signing certificate, PEM.</param>
/// <param name="EncryptionPem">SM2 encryption certificate of the pair, PEM.</param>
[FactKind("certificate.registered", FactClass.Public, Title = "数字证书登记", Basis = "电子签名法第十三条")]
public sealed record CertificateRegistered(
    string OrganisationId, string SerialNumber, string Issuer, string SigningPem, string EncryptionPem, DateTimeOffset NotAfter) : IFact
{
    public string Stream => OrganisationId;
}

/// <summary>评审专家入库。Names are restricted; the public sees counts by category only. Stream: the expert.</summary>
[FactKind("expert.registered", FactClass.Restricted, Title = "评审专家入库", Basis = "财库〔2016〕198号")]
public sealed record ExpertRegistered(
    string ExpertId, string AccountId, string Name, string Employer, IReadOnlyList<string> CataloguePrefixes, string Region) : IFact
{
    public string Stream => ExpertId;
}

/// <summary>账户登记：an account of an organisation with its roles and posts; neither the person's name nor the user name stands in the fact. Stream: the organisation.</summary>
/// <param name="OrganisationId">Empty for a reviewer without an organisation in the system.</param>
/// <param name="Roles">Role codes as in <see cref="OrganisationRegistered"/>, and expert, operator.</param>
/// <param name="Posts">Post codes: handler, reviewer, head, finance, assets, legal, supervision, administrator, or the organisation's own.</param>
[FactKind("account.registered", FactClass.Restricted, Title = "账户登记", Basis = "电子招标投标办法第十三条")]
public sealed record AccountRegistered(string AccountId, string OrganisationId, IReadOnlyList<string> Roles, IReadOnlyList<string> Posts) : IFact
{
    public string Stream => OrganisationId.Length > 0 ? OrganisationId : "accounts";
}

/// <summary>账户停用：every platform ends the account's sessions. Stream: the organisation.</summary>
[FactKind("account.disabled", FactClass.Restricted, Title = "账户停用", Basis = "电子招标投标办法第十三条")]
public sealed record AccountDisabled(string AccountId, string OrganisationId, string Ground) : IFact
{
    public string Stream => OrganisationId.Length > 0 ? OrganisationId : "accounts";
}
