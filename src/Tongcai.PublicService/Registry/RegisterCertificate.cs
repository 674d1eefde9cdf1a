using System.Security.Cryptography;
using Dapper;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Registry;

/// <summary>登记的数字证书。Id = serial number.</summary>
[Table("registered_certificate")]
public sealed record RegisteredCertificate : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string OrganisationId { get; init; } = "";
    public string Issuer { get; init; } = "";
    public string SigningPem { get; init; } = "";
    public string EncryptionPem { get; init; } = "";
    public DateTimeOffset NotAfter { get; init; }
}

/// <summary>登记数字证书：the pair with which an organisation signs and seals on every platform; certificates of all recognised authorities are equal.</summary>
public static class RegisterCertificate
{
    public sealed record Request(
        [property: Field("签名证书", Hint = "PEM，以 -----BEGIN CERTIFICATE----- 开头", Lines = true, Max = 8_000)] string SigningPem,
        [property: Field("加密证书", Hint = "同一机构签发的加密证书，PEM", Lines = true, Max = 8_000)] string EncryptionPem);

    public static readonly Act Act = new("register-certificate", "登记数字证书", "/account/certificate", Access.To(Owner.None).Holding(Post.Administrator))
    {
        Rules = [IdentityRules.ReliableSignature],
        Button = "登记",
        Intro = "已互认的认证机构签发的证书在各交易平台通用；私钥始终由本单位保管，不上传。",
    };

    /// <param name="organisation">The actor's organisation.</param>
    /// <param name="now">System time: certificates live in real time, also in a demo.</param>
    public static Outcome<RegisteredCertificate> Decide(Organisation organisation, Request request, SignInTrust trust, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        var signing = Parse(request.SigningPem, "/signingPem", refusals);
        var encryption = Parse(request.EncryptionPem, "/encryptionPem", refusals);
        if (signing is null || encryption is null)
            return refusals;
        foreach (var (certificate, uses, pointer) in new[] { (signing, CertificateUses.DigitalSignature, "/signingPem"), (encryption, CertificateUses.Encryption, "/encryptionPem") })
        {
            refusals.AddRange(CertificateChain.Check(certificate, trust.Roots, trust.RevocationLists(), now, uses).Findings
                .Select(f => IdentityRules.ReliableSignature.Refuse(f.Reason, f.Remedy, pointer)));
            if (certificate.Subject.OrganizationIdentifier != organisation.CreditCode)
                refusals.Add(IdentityRules.ReliableSignature.Refuse($"证书的主体是 {certificate.Subject.OrganizationIdentifier}，不是本单位 {organisation.CreditCode}。", "使用签发给本单位的证书。", pointer));
        }

        return refusals.Count > 0
            ? refusals
            : new RegisteredCertificate
            {
                Id = signing.SerialNumber,
                OrganisationId = organisation.Id,
                Issuer = signing.Issuer.CommonName,
                SigningPem = request.SigningPem.Trim() + "\n",
                EncryptionPem = request.EncryptionPem.Trim() + "\n",
                NotAfter = signing.NotAfter,
            };
    }

    private static Certificate? Parse(string pem, string pointer, List<Refusal> refusals)
    {
        if (Certificate.TryParsePem(pem) is { } certificate)
            return certificate;
        refusals.Add(InputRules.Format.Refuse("不是 PEM 格式的 SM2 证书。", "从认证机构导出 PEM（Base64）格式的证书，整段粘贴。", pointer));
        return null;
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await context.Read(c => Accounts.Organisation(c, context.Actor.OrganisationId)) is not { } organisation)
            return ActContext.Missing;
        var services = context.Http.RequestServices;
        var outcome = Decide(organisation, request, services.GetRequiredService<SignInTrust>(), services.GetRequiredService<SystemTime>().GetUtcNow());
        if (outcome.Value is not { } row)
            return outcome.Refusals.ToList();
        if (await context.Read(c => c.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM registered_certificate WHERE id = @Id", row)) > 0)
            return IdentityRules.ReliableSignature.Refuse("这张证书已经登记。", "不需要重复登记；更换证书的，登记新证书。", "/signingPem");
        return new Done(
            Commit.Empty.Insert(row).Record(new CertificateRegistered(organisation.Id, row.Id, row.Issuer, row.SigningPem, row.EncryptionPem, row.NotAfter), organisation.Id),
            "证书已登记，几秒后各平台可用", "/account", new { serialNumber = row.Id });
    }
}
