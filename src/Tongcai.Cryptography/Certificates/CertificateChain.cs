namespace Tongcai.Cryptography;

/// <summary>The path that was found and what is wrong with it.</summary>
/// <param name="Path">From the certificate up to a trusted root; shorter when no root was reached.</param>
/// <param name="Findings">Empty when the certificate may be relied on.</param>
public sealed record ChainResult(IReadOnlyList<Certificate> Path, IReadOnlyList<Finding> Findings)
{
    public bool IsTrusted => Findings.Count == 0;
}

/// <summary>证书链核验 (RFC 5280 6.1) over several mutually recognised roots (数字证书互认).</summary>
public static class CertificateChain
{
    /// <summary>Longest path from certificate to root, both counted.</summary>
    public const int MaximumLength = 6;

    private const int MaximumPaths = 64;

    /// <summary>Checks a certificate for a use at an instant, e.g. the instant of sealing, not of opening.</summary>
    /// <param name="roots">The authorities that are trusted.</param>
    /// <param name="crls">Revocation lists at hand; one of each issuer below the root is required.</param>
    /// <param name="uses">All of these are required; <see cref="CertificateUses.None"/> requires nothing.</param>
    /// <param name="intermediates">Certificates that came along, in any order; not trusted by themselves.</param>
    public static ChainResult Check(
        Certificate certificate, IReadOnlyCollection<Certificate> roots, IReadOnlyCollection<RevocationList> crls, DateTimeOffset at,
        CertificateUses uses = CertificateUses.None, IReadOnlyCollection<Certificate>? intermediates = null)
    {
        ChainResult? best = null;
        foreach (var path in Paths(certificate, roots, intermediates ?? []).Take(MaximumPaths))
        {
            var result = new ChainResult(path, [.. Judge(path, crls, at), .. JudgeUses(certificate, uses)]);
            if (result.IsTrusted)
                return result;
            if (best is null || result.Findings.Count < best.Findings.Count)
                best = result;
        }
        return best ?? new ChainResult([certificate], [new(
            "certificate.no-root",
            $"证书“{certificate.Subject.CommonName}”的签发机构“{certificate.Issuer.CommonName}”不在本平台互认的电子认证机构之列，或缺少中间证书。",
            "请使用互认名录内电子认证服务机构签发的证书，并随文件附上完整证书链。")]);
    }

    private static IEnumerable<List<Certificate>> Paths(Certificate certificate, IReadOnlyCollection<Certificate> roots, IReadOnlyCollection<Certificate> intermediates)
    {
        List<List<Certificate>> open = [[certificate]];
        for (var steps = 0; open.Count > 0 && steps < MaximumPaths * MaximumLength; steps++)
        {
            var path = open[^1];
            open.RemoveAt(open.Count - 1);
            if (roots.Contains(path[^1]))
            {
                yield return path;
                continue;
            }
            if (path.Count == MaximumLength)
                continue;
            // Roots last, hence taken first from the end: the shortest way is tried before detours over cross certificates.
            open.AddRange(intermediates.Concat(roots).Where(c => MayHaveIssued(c, path[^1]) && !path.Exists(p => IsSameHolder(p, c))).Select(c => (List<Certificate>)[.. path, c]));
        }
    }

    /// <summary>A path never visits one name and key twice, under whatever certificate (RFC 4158 2.4.2).</summary>
    private static bool IsSameHolder(Certificate one, Certificate other) =>
        one.SubjectDer.Span.SequenceEqual(other.SubjectDer.Span) && one.PublicKey.Equals(other.PublicKey);

    private static bool MayHaveIssued(Certificate issuer, Certificate subject) =>
        issuer.SubjectDer.Span.SequenceEqual(subject.IssuerDer.Span)
        && (issuer.KeyId is null || subject.IssuerKeyId is null || issuer.KeyId.AsSpan().SequenceEqual(subject.IssuerKeyId));

    private static IEnumerable<Finding> Judge(List<Certificate> path, IReadOnlyCollection<RevocationList> crls, DateTimeOffset at)
    {
        for (var i = 0; i < path.Count; i++)
        {
            var certificate = path[i];
            var name = Name(certificate);
            if (at < certificate.NotBefore)
                yield return new("certificate.not-yet-valid", $"{name}自{Beijing(certificate.NotBefore)}起才有效。", "请在证书生效后办理，或换用有效证书。");
            if (at > certificate.NotAfter)
                yield return new("certificate.expired", $"{name}已于{Beijing(certificate.NotAfter)}到期。", "请向签发机构换发证书后重新办理。");
            if (certificate.UnknownCritical.Count > 0)
                yield return new("certificate.unknown-critical", $"{name}含有本平台不能识别的关键扩展项{string.Join('、', certificate.UnknownCritical)}。", "请换用按GM/T 0015签发的证书。");
            if (i > 0 && !(certificate.IsAuthority && certificate.Uses.HasFlag(CertificateUses.CertificateSigning)))
                yield return new("certificate.not-authority", $"{name}不是签发机构证书，无权签发下级证书。", "请核对证书来源；疑似伪造的，请向签发机构举报。");
            if (i > 0 && certificate.PathLength is { } allowed && i - 1 > allowed)
                yield return new("certificate.path-too-long", $"{name}只允许其下有{allowed}级签发机构，实际有{i - 1}级。", "请换用签发层级符合规定的证书。");
            if (i + 1 == path.Count)
                continue;
            var issuer = path[i + 1];
            if (!certificate.IsSignedBy(issuer.PublicKey))
                yield return new("certificate.bad-signature", $"{name}上的签发机构签名不成立，证书内容被改动或系伪造。", "请重新从签发机构取得证书。");
            else if (Revoked(certificate, issuer, crls, at) is { } finding)
                yield return finding;
        }
    }

    private static Finding? Revoked(Certificate certificate, Certificate issuer, IReadOnlyCollection<RevocationList> crls, DateTimeOffset at)
    {
        var name = Name(certificate);
        var named = crls.Where(c => c.IssuerDer.Span.SequenceEqual(certificate.IssuerDer.Span)).ToList();
        var sound = named.Where(c => !c.HasUnknownCritical && issuer.Uses.HasFlag(CertificateUses.RevocationListSigning) && c.IsSignedBy(issuer.PublicKey)).MaxBy(c => c.ThisUpdate);
        const string Retry = "请稍后重试；持续出现的，请联系平台更新吊销列表。";
        if (sound is null)
        {
            return named.Count > 0
                ? new("certificate.crl-bad-signature", $"签发机构“{issuer.Subject.CommonName}”的吊销列表签名不成立，无法确认{name}是否被吊销。", Retry)
                : new("certificate.crl-missing", $"没有签发机构“{issuer.Subject.CommonName}”的吊销列表，无法确认{name}是否被吊销。", Retry);
        }
        if (sound.Revoked.TryGetValue(certificate.SerialNumber, out var revocation) && revocation.At <= at)
            return new("certificate.revoked", $"{name}已于{Beijing(revocation.At)}被签发机构吊销。", "请换用有效证书；对吊销有异议的，请向签发机构提出。");
        return sound.NextUpdate < at
            ? new("certificate.crl-stale", $"签发机构“{issuer.Subject.CommonName}”的吊销列表已于{Beijing(sound.NextUpdate)}过期，无法确认{name}是否被吊销。", Retry)
            : null;
    }

    private static IEnumerable<Finding> JudgeUses(Certificate certificate, CertificateUses uses)
    {
        if ((certificate.Uses & uses) != uses)
        {
            yield return new("certificate.wrong-use",
                $"{Name(certificate)}的密钥用途不符：此处需要{(uses.HasFlag(CertificateUses.DigitalSignature) ? "签名" : "加密")}证书。",
                "双证书各司其职：签名用签名证书，加密用加密证书。请选对证书后重试。");
        }
    }

    private static string Name(Certificate certificate) => $"证书“{certificate.Subject.CommonName}”（序列号{certificate.SerialNumber}）";

    private static string Beijing(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy年M月d日 HH:mm:ss");
}
