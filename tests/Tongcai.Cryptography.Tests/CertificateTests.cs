using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tongcai.Cryptography.Tests;

public sealed class CertificateTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddYears(10);
    private static readonly DateTimeOffset Now = Start.AddMonths(6);

    private readonly Sm2PrivateKey rootKey = Sm2PrivateKey.Generate();
    private readonly Sm2PrivateKey otherRootKey = Sm2PrivateKey.Generate();
    private readonly Sm2PrivateKey middleKey = Sm2PrivateKey.Generate();
    private readonly Sm2PrivateKey userKey = Sm2PrivateKey.Generate();
    private readonly CertificateAuthority root;
    private readonly CertificateAuthority otherRoot;
    private readonly CertificateAuthority middle;
    private readonly Certificate user;

    public CertificateTests()
    {
        root = CertificateAuthority.CreateRoot(new("甲根"), rootKey, Start, End);
        otherRoot = CertificateAuthority.CreateRoot(new("乙根"), otherRootKey, Start, End);
        middle = new(root.IssueAuthority(new("甲认证中心", "甲公司"), middleKey.PublicKey, Start, End, pathLength: 0), middleKey);
        user = middle.Issue(new("某某公司", "某某公司", "91330000MA27U00000"), userKey.PublicKey, CertificateUses.Signing, Start, Start.AddYears(1));
    }

    [Fact]
    public void A_certificate_reads_back_what_was_issued()
    {
        var read = Certificate.Parse(user.ToBytes());
        Assert.Equal(user, read);
        Assert.Equal(new CertificateName("某某公司", "某某公司", "91330000MA27U00000"), read.Subject);
        Assert.Equal("甲认证中心", read.Issuer.CommonName);
        Assert.Equal((Start, Start.AddYears(1)), (read.NotBefore, read.NotAfter));
        Assert.Equal(CertificateUses.Signing, read.Uses);
        Assert.False(read.IsAuthority);
        Assert.Equal(userKey.PublicKey, read.PublicKey);
        Assert.True(middle.Certificate.IsAuthority);
        Assert.Equal(0, middle.Certificate.PathLength);
    }

    [Fact]
    public void The_platform_library_parses_our_certificates_too()
    {
        using var certificate = X509CertificateLoader.LoadCertificate(user.ToBytes());
        Assert.Equal(user.SerialNumber, certificate.SerialNumber);
        Assert.Equal("1.2.156.10197.1.501", certificate.SignatureAlgorithm.Value);
        Assert.Contains("91330000MA27U00000", certificate.Subject, StringComparison.Ordinal);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
    }

    [Fact]
    public void The_openssl_tool_accepts_what_a_root_issued()
    {
        // The tool hands the identity 1234567812345678 to the last certificate only, hence no intermediate here.
        var direct = root.Issue(new("直签客户"), userKey.PublicKey, CertificateUses.Signing, Start, End);
        var folder = Directory.CreateTempSubdirectory("tongcai-certificates").FullName;
        var (rootFile, leafFile) = (Path.Combine(folder, "root.pem"), Path.Combine(folder, "leaf.pem"));
        File.WriteAllText(rootFile, root.Certificate.ToPem());
        File.WriteAllText(leafFile, direct.ToPem());
        var arguments = $"verify -vfyopt distid:1234567812345678 -attime {Now.ToUnixTimeSeconds()} -CAfile {rootFile} {leafFile}";
        Assert.Equal(0, OpenSslTool(arguments));
        File.WriteAllText(rootFile, otherRoot.Certificate.ToPem());
        Assert.NotEqual(0, OpenSslTool(arguments));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_oracle_reads_the_revocation_list_and_finds_its_signature_good()
    {
        var list = middle.IssueRevocationList([new(user.SerialNumber, Now, 1)], Start, End, 3);
        var read = new Org.BouncyCastle.X509.X509CrlParser().ReadCrl(list.ToBytes());
        Assert.True(BouncyCastleOracle.VerifyDer(middleKey.PublicKey.ToPoint(), read.GetTbsCertList(), read.GetSignature()));
        var entry = read.GetRevokedCertificate(new Org.BouncyCastle.Math.BigInteger(user.SerialNumber, 16));
        Assert.Equal(Now.UtcDateTime, entry.RevocationDate);
        Assert.Equal(End.UtcDateTime, read.NextUpdate.Value);
    }

    [Fact]
    public void A_sound_chain_is_trusted_over_any_of_several_roots()
    {
        var result = Check(user, uses: CertificateUses.Signing);
        Assert.Empty(result.Findings);
        Assert.Equal([user, middle.Certificate, root.Certificate], result.Path);
        var other = otherRoot.Issue(new("乙客户"), userKey.PublicKey, CertificateUses.Encryption, Start, End);
        Assert.Empty(Check(other, uses: CertificateUses.Encryption).Findings);
    }

    [Fact]
    public void A_cross_certificate_leads_from_a_foreign_root_to_a_trusted_one()
    {
        var cross = otherRoot.IssueAuthority(new("甲根"), rootKey.PublicKey, Start, End);
        var result = CertificateChain.Check(user, [otherRoot.Certificate], Lists(), Now, CertificateUses.Signing, [cross, root.Certificate, middle.Certificate]);
        Assert.Empty(result.Findings);
        Assert.Equal([user, middle.Certificate, cross, otherRoot.Certificate], result.Path);
    }

    [Fact]
    public void An_unknown_root_or_a_missing_intermediate_is_named()
    {
        Assert.Equal("certificate.no-root", Only(CertificateChain.Check(user, [otherRoot.Certificate], Lists(), Now, intermediates: [middle.Certificate])));
        Assert.Equal("certificate.no-root", Only(CertificateChain.Check(user, [root.Certificate], Lists(), Now)));
    }

    [Fact]
    public void Validity_is_judged_at_the_given_instant_to_the_second()
    {
        var lists = Lists();
        ChainResult At(DateTimeOffset at) => CertificateChain.Check(user, [root.Certificate], lists, at, intermediates: [middle.Certificate]);
        Assert.True(At(user.NotBefore).IsTrusted);
        Assert.True(At(user.NotAfter).IsTrusted);
        Assert.Equal("certificate.expired", Only(At(user.NotAfter.AddSeconds(1))));
        Assert.Contains("certificate.not-yet-valid", At(user.NotBefore.AddSeconds(-1)).Findings.Select(f => f.Code));
        Assert.Contains("2027年1月1日 08:00:00", At(user.NotAfter.AddSeconds(1)).Findings[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_certificate_of_a_pair_serves_only_its_own_use()
    {
        using var encryptionKey = Sm2PrivateKey.Generate();
        var pair = middle.IssuePair(new("某某公司"), userKey.PublicKey, encryptionKey.PublicKey, Start, End);
        Assert.True(Check(pair.Signing, uses: CertificateUses.Signing).IsTrusted);
        Assert.True(Check(pair.Encryption, uses: CertificateUses.Encryption).IsTrusted);
        Assert.Equal("certificate.wrong-use", Only(Check(pair.Signing, uses: CertificateUses.Encryption)));
        Assert.Equal("certificate.wrong-use", Only(Check(pair.Encryption, uses: CertificateUses.Signing)));
    }

    [Fact]
    public void A_user_certificate_cannot_issue_and_the_path_length_binds()
    {
        var forged = new CertificateAuthority(user, userKey).Issue(new("冒名者"), otherRootKey.PublicKey, CertificateUses.Signing, Start, End);
        var lists = new[] { new CertificateAuthority(user, userKey).IssueRevocationList([], Start, End, 1) };
        var result = CertificateChain.Check(forged, [root.Certificate], [.. Lists(), .. lists], Now, intermediates: [middle.Certificate, user]);
        Assert.Contains("certificate.not-authority", result.Findings.Select(f => f.Code));

        using var lowKey = Sm2PrivateKey.Generate();
        var low = new CertificateAuthority(middle.IssueAuthority(new("下级"), lowKey.PublicKey, Start, End), lowKey);
        var lowUser = low.Issue(new("下级客户"), userKey.PublicKey, CertificateUses.Signing, Start, End);
        var tooLong = CertificateChain.Check(lowUser, [root.Certificate], [.. Lists(), low.IssueRevocationList([], Start, End, 1)], Now, intermediates: [middle.Certificate, low.Certificate]);
        Assert.Equal("certificate.path-too-long", Only(tooLong));
    }

    [Fact]
    public void An_impostor_with_the_same_name_is_refused()
    {
        using var falseKey = Sm2PrivateKey.Generate();
        var impostor = CertificateAuthority.CreateRoot(new("甲认证中心", "甲公司"), falseKey, Start, End);
        var forged = impostor.Issue(new("某某公司"), userKey.PublicKey, CertificateUses.Signing, Start, End);
        Assert.Equal("certificate.no-root", Only(Check(forged)));

        // The same again with the key identifier of the true authority copied in: only the signature gives it away.
        var bytes = forged.ToBytes();
        var (falseId, trueId) = (Sm3.Hash(falseKey.PublicKey.ToPoint())[..20], Sm3.Hash(middleKey.PublicKey.ToPoint())[..20]);
        trueId.CopyTo(bytes.AsSpan(bytes.AsSpan().LastIndexOf(falseId)));
        Assert.Equal("certificate.bad-signature", Only(Check(Certificate.Parse(bytes))));
    }

    [Fact]
    public void Revocation_counts_from_its_date()
    {
        var list = middle.IssueRevocationList([new(user.SerialNumber, Now, 1)], Now, End, 7);
        var read = RevocationList.Parse(list.ToBytes());
        Assert.Equal(7, read.Number);
        Assert.Equal(new Revocation(user.SerialNumber, Now, 1), Assert.Single(read.Revoked).Value);
        RevocationList[] lists = [.. Lists(), list];
        Assert.Equal("certificate.revoked", Only(Check(user, lists: lists, at: Now)));
        Assert.True(Check(user, lists: lists, at: Now.AddSeconds(-1)).IsTrusted);
    }

    [Fact]
    public void A_missing_stale_or_forged_list_is_named()
    {
        var rootList = root.IssueRevocationList([], Start, End, 1);
        Assert.Equal("certificate.crl-missing", Only(Check(user, lists: [rootList])));
        Assert.Equal("certificate.crl-stale", Only(Check(user, lists: [rootList, middle.IssueRevocationList([], Start, Now.AddSeconds(-1), 1)])));
        using var falseKey = Sm2PrivateKey.Generate();
        var forged = CertificateAuthority.CreateRoot(new("甲认证中心", "甲公司"), falseKey, Start, End).IssueRevocationList([], Start, End, 1);
        Assert.Equal("certificate.crl-bad-signature", Only(Check(user, lists: [rootList, forged])));
    }

    [Fact]
    public void Damaged_bytes_never_parse_into_something_trusted()
    {
        var original = user.ToBytes();
        for (var at = 0; at < original.Length; at++)
        {
            var bytes = (byte[])original.Clone();
            bytes[at] ^= 1;
            var damaged = Certificate.TryParse(bytes);
            Assert.True(damaged is null || !Check(damaged).IsTrusted, $"byte {at}");
        }
        Assert.Null(Certificate.TryParse([]));
        Assert.Null(Certificate.TryParse([.. original, 0]));
        for (var length = 0; length < original.Length; length += 7)
            Assert.Null(Certificate.TryParse(original.AsSpan(0, length)));
    }

    [Fact]
    public void A_certificate_of_another_algorithm_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256);
        using var p256 = request.CreateSelfSigned(Start, End);
        Assert.Throws<CryptographicException>(() => Certificate.Parse(p256.RawData));
    }

    public void Dispose()
    {
        rootKey.Dispose();
        otherRootKey.Dispose();
        middleKey.Dispose();
        userKey.Dispose();
    }

    private RevocationList[] Lists() =>
        [root.IssueRevocationList([], Start, End, 1), otherRoot.IssueRevocationList([], Start, End, 1), middle.IssueRevocationList([], Start, End, 1)];

    private ChainResult Check(Certificate certificate, CertificateUses uses = CertificateUses.None, RevocationList[]? lists = null, DateTimeOffset? at = null) =>
        CertificateChain.Check(certificate, [otherRoot.Certificate, root.Certificate], lists ?? Lists(), at ?? Now, uses, [middle.Certificate]);

    private static string Only(ChainResult result)
    {
        var finding = Assert.Single(result.Findings);
        Assert.NotEmpty(finding.Remedy);
        return finding.Code;
    }

    private static int OpenSslTool(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
