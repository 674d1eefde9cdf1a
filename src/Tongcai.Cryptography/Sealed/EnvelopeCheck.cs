namespace Tongcai.Cryptography;

/// <summary>What the platform expects of an envelope.</summary>
/// <param name="Key">Key of the project.</param>
/// <param name="Bidder">The pseudonym given to this bidder.</param>
/// <param name="Previous">Digest of this bidder's envelope that counts now; null when there is none.</param>
/// <param name="Sections">Names that must all be there, and no others; not asked of a withdrawal.</param>
public sealed record EnvelopeExpectation(ProjectKey Key, string Lot, string Bidder, string? Previous, IReadOnlyList<string> Sections);

/// <summary>The trust in which a bidder's certificates are judged.</summary>
/// <param name="At">The instant of sealing.</param>
public sealed record CertificateTrust(IReadOnlyCollection<Certificate> Roots, IReadOnlyCollection<RevocationList> RevocationLists, DateTimeOffset At);

/// <summary>The outcome of a check; <see cref="Document"/> is null when nothing could be read.</summary>
public sealed record EnvelopeVerdict(SealedEnvelope? Document, IReadOnlyList<Finding> Findings)
{
    public bool IsAcceptable => Document is not null && Findings.Count == 0;
}

/// <summary>投标文件密封核验: everything a platform can and may check without opening.</summary>
public static class EnvelopeCheck
{
    private const string Repack = "请用平台投标工具重新生成并提交密封投标文件。";

    /// <summary>Checks the bytes handed in.</summary>
    /// <param name="stored">What is stored (and synced) under the SM3 of a chunk; null when nothing is.</param>
    /// <param name="read">The same bytes as they were read already; null: not yet.</param>
    public static EnvelopeVerdict Check(ReadOnlySpan<byte> bytes, EnvelopeExpectation expected, CertificateTrust trust, Func<EnvelopeChunk, EnvelopeChunk?> stored, SealedEnvelope? read = null)
    {
        if (bytes.Length > SealedEnvelope.MaximumLength && LooksLikeJson(bytes))
            return Refuse(new("envelope.too-large", $"密封投标文件的信封为{bytes.Length}字节，超过{SealedEnvelope.MaximumLength}字节。", "请压缩投标文件内容后重新生成。"));
        if (!LooksLikeJson(bytes))
        {
            return Refuse(new("envelope.unencrypted", "收到的不是密封投标文件：内容未按规定加密。",
                "请用平台投标工具加密后再提交；平台没有保存这份未加密的内容。"));
        }
        var wrong = "";
        if ((read ?? EnvelopeDocument.Decode(bytes, out wrong)) is not { } document)
            return Refuse(new("envelope.malformed", wrong.Length == 0 ? "密封投标文件的信封不是规定的格式。" : $"密封投标文件的信封中“{wrong}”缺失或格式不对。", Repack, wrong));
        List<Finding> findings = [.. Terms(document.Envelope, expected)];
        if (!document.IsSigned)
            findings.Add(new("envelope.bad-signature", "密封投标文件上的签名不成立：信封在签名后被改动，或签名不是所附证书的密钥所作。", Repack, "/signature"));
        findings.AddRange(Certificates(document, trust));
        if (!document.Envelope.IsWithdrawal)
        {
            findings.AddRange(SectionNames(document.Envelope, expected));
            findings.AddRange(document.Envelope.Sections.SelectMany((section, i) => Section(section, $"/envelope/sections/{i}", stored)));
        }
        return new(document, findings);

        static EnvelopeVerdict Refuse(Finding finding) => new(null, [finding]);
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> bytes) => bytes.Length > 1 && bytes[0] == '{' && bytes[^1] == '}';

    private static IEnumerable<Finding> Terms(Envelope envelope, EnvelopeExpectation expected)
    {
        if (envelope.Project != expected.Key.Project)
            yield return new("envelope.wrong-project", $"信封写明的项目是{envelope.Project}，不是本项目{expected.Key.Project}。", "请在对应项目下提交，或为本项目重新生成。", "/envelope/project");
        if (envelope.Lot != expected.Lot)
            yield return new("envelope.wrong-lot", $"信封写明的采购包是{envelope.Lot}，不是本采购包{expected.Lot}。", "请在对应采购包下提交，或为本采购包重新生成。", "/envelope/lot");
        if (envelope.KeyId != expected.Key.Id)
            yield return new("envelope.wrong-key", "信封不是用本项目的开标公钥加密的，到时无法开标。", "请重新取得本项目开标公钥，核对受托人签名后重新加密。", "/envelope/pk");
        if (envelope.Bidder != expected.Bidder)
            yield return new("envelope.wrong-bidder", "信封上的投标人代号不是平台发给您的代号。", Repack, "/envelope/bidder");
        if (envelope.IsWithdrawal && envelope.Previous is null)
            yield return new("envelope.nothing-withdrawn", "信封没有任何内容，也没有指明撤回哪一份投标文件。", "提交投标的，请加入投标内容；撤回的，请指明所撤回的投标文件。", "/envelope/prev");
        else if (envelope.Previous != expected.Previous)
        {
            yield return new("envelope.previous-mismatch",
                expected.Previous is null ? "信封要替换或撤回一份投标文件，但您在本采购包没有有效的投标文件。" : "信封要替换或撤回的不是您当前有效的那一份投标文件。",
                "请刷新页面，以当前有效的投标文件为准重新生成。", "/envelope/prev");
        }
    }

    private static IEnumerable<Finding> Certificates(SealedEnvelope document, CertificateTrust trust)
    {
        foreach (var (certificate, uses, pointer) in new[]
        {
            (document.Signing, CertificateUses.Signing, "/certificates/signing"),
            (document.Encryption, CertificateUses.KeyEncipherment, "/certificates/encryption"),
        })
        {
            foreach (var finding in CertificateChain.Check(certificate, trust.Roots, trust.RevocationLists, trust.At, uses, document.Chain).Findings)
                yield return finding with { Pointer = pointer };
        }
        if (document.Signing.Subject != document.Encryption.Subject)
            yield return new("envelope.two-holders", "签名证书和加密证书不属于同一主体。", "请使用同一单位的签名证书和加密证书。", "/certificates/encryption");
    }

    private static IEnumerable<Finding> SectionNames(Envelope envelope, EnvelopeExpectation expected)
    {
        var names = envelope.Sections.Select(s => s.Name).ToList();
        foreach (var missing in expected.Sections.Except(names))
            yield return new("envelope.section-missing", $"缺少{EnvelopeSection.TitleOf(missing)}。", Repack, "/envelope/sections");
        for (var i = 0; i < names.Count; i++)
        {
            if (!expected.Sections.Contains(names[i]) || names.IndexOf(names[i]) != i)
                yield return new("envelope.section-unexpected", $"{EnvelopeSection.TitleOf(names[i])}重复或不是本采购包要求的部分。", Repack, $"/envelope/sections/{i}/name");
        }
        // One ciphertext in two sections would open the later with the earlier.
        if (envelope.Sections.Select(s => Convert.ToHexString(s.Kem.AsSpan(0, CurvePoint.Length))).Distinct().Count() < names.Count)
            yield return new("envelope.kem-repeated", "两个部分用了同一份密钥封装。", Repack, "/envelope/sections");
    }

    private static IEnumerable<Finding> Section(EnvelopeSection section, string pointer, Func<EnvelopeChunk, EnvelopeChunk?> stored)
    {
        foreach (var (kem, field) in new[] { (section.Kem, "kem"), (section.Self, "self") })
        {
            if (Sm2Kem.Ephemeral(kem) is null)
                yield return new($"envelope.{field}-malformed", $"{section.Title}的密钥封装不是有效的SM2密文。", Repack, $"{pointer}/{field}");
        }
        if (!IsWellCut(section))
            yield return new("envelope.chunk-lengths", $"{section.Title}的分块长度不合规定：每块1兆字节，末块补足到规定步长，开标一览表固定4千字节。", Repack, $"{pointer}/chunks");
        for (var i = 0; i < section.Chunks.Count; i++)
        {
            var chunk = section.Chunks[i];
            var found = stored(chunk);
            if (found is null)
                yield return new("envelope.chunk-missing", $"{section.Title}第{i + 1}块尚未上传完成。", "请继续上传后再提交；截止时仍未传输完成的，视为撤回投标文件。", $"{pointer}/chunks/{i}");
            else if (found != chunk)
                yield return new("envelope.chunk-altered", $"{section.Title}第{i + 1}块与平台收到的内容不一致。", "请重新上传该块后再提交。", $"{pointer}/chunks/{i}");
        }
    }

    private static bool IsWellCut(EnvelopeSection section)
    {
        const int Full = ChunkCipher.MaximumPlainLength + ChunkCipher.TagLength;
        if (section.Chunks.Count == 0 || !Envelope.PadSteps.TryGetValue(section.Pad, out var step)
            || section.Chunks.SkipLast(1).Any(c => c.Length != Full) || section.Chunks[^1].Length is <= ChunkCipher.TagLength or > Full)
            return false;
        var isOpening = section.Name == Envelope.OpeningSection;
        return isOpening == (section.Pad == "4k") && section.PaddedLength % step == 0 && (!isOpening || section.PaddedLength == step);
    }
}
