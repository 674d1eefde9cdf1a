using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>Fetches a stored chunk; null when it is lost.</summary>
public delegate Task<byte[]?> FetchChunk(EnvelopeChunk chunk, CancellationToken cancellation);

/// <summary>开标: from content keys to contents. Every failure says on whose side its cause lies.</summary>
public static class EnvelopeOpening
{
    /// <summary>
    /// One ciphertext handed in twice. Somebody who copied it wants trustees to open it under another name or earlier:
    /// neither is opened before the matter is cleared up.
    /// </summary>
    /// <param name="envelopes">All envelopes that are opened with one key, of all lots.</param>
    public static IReadOnlyList<Finding> RepeatedKeys(IEnumerable<Envelope> envelopes) =>
    [
        .. envelopes.SelectMany(e => e.Sections.Select(s => (Envelope: e, Section: s)))
            .GroupBy(x => Convert.ToHexString(x.Section.Kem.AsSpan(0, CurvePoint.Length)))
            .Where(g => g.Count() > 1)
            .Select(g => new Finding("opening.kem-repeated",
                $"同一份密钥封装出现在{string.Join('、', g.Select(x => $"{x.Envelope.Lot}包{x.Envelope.Bidder}的{x.Section.Title}"))}，疑有复制他人密文。",
                "受托人对这些部分暂不解密；请监督部门核查后决定。")),
    ];

    /// <summary>The content key from the bidder's own copy (补救途径); null when it is not for this key or was altered. The caller wipes it.</summary>
    public static byte[]? RecoverKey(EnvelopeSection section, Sm2PrivateKey encryptionKey) => encryptionKey.TryDecrypt(section.Self);

    /// <summary>Decrypts one section chunk by chunk. Whatever key is offered is judged by the chunks' own tags, so no other content can come out.</summary>
    /// <param name="key">Content key, 32 bytes: combined from partial decryptions, or from the bidder's own copy.</param>
    /// <param name="output">Receives the content. With any finding, what was written is to be thrown away.</param>
    public static async Task<IReadOnlyList<Finding>> OpenAsync(
        Envelope envelope, EnvelopeSection section, ReadOnlyMemory<byte> key, FetchChunk fetch, Stream output, CancellationToken cancellation = default)
    {
        Finding Found(string code, string what, string remedy) => new(code, $"{envelope.Bidder}的{section.Title}{what}", remedy);
        const string BidderSide = "该部分按投标人原因解密失败处理。";
        const string PlatformSide = "请从备份恢复该块密文后重试；无法恢复的，按平台原因处理。";
        if (key.Length != ChunkCipher.KeyLength || !Envelope.PadSteps.TryGetValue(section.Pad, out var step))
            return [Found("opening.bad-key", "的内容密钥长度或补齐方式不合规定；原因在投标人一方。", BidderSide)];
        using var cipher = new ChunkCipher(key.Span, Envelope.Info(envelope.Project, envelope.Lot, envelope.Bidder, section.Name));
        var unpadder = new Unpadder(section.PaddedLength, step);
        for (var i = 0; i < section.Chunks.Count; i++)
        {
            var stored = await fetch(section.Chunks[i], cancellation);
            if (stored is null)
                return [Found("opening.chunk-lost", $"第{i + 1}块密文缺失；原因不在投标人。", PlatformSide)];
            if (!IsAsSealed(stored, section.Chunks[i]))
                return [Found("opening.chunk-altered", $"第{i + 1}块密文与密封时的摘要不符，保管中被改动；原因不在投标人。", PlatformSide)];
            if (cipher.Open(i, i == section.Chunks.Count - 1, stored) is not { } plain)
                return [Found("opening.chunk-unsound", $"第{i + 1}块密文与密封时一致，但校验码与内容密钥不符。用的是受托人合成的密钥的，原因在投标人一方。", BidderSide)];
            var content = unpadder.Take(plain);
            if (content is not { } piece)
                return [Found("opening.bad-padding", "的长度补齐不合规定；原因在投标人一方。", BidderSide)];
            await output.WriteAsync(piece, cancellation);
            CryptographicOperations.ZeroMemory(plain);
        }
        return [];
    }

    private static bool IsAsSealed(byte[] stored, EnvelopeChunk chunk) =>
        stored.Length == chunk.Length
        && Convert.ToHexStringLower(Sm3.Hash(stored)) == chunk.Sm3
        && Convert.ToHexStringLower(SHA256.HashData(stored)) == chunk.Sha256;
}
