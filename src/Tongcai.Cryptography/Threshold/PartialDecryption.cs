namespace Tongcai.Cryptography;

/// <summary>部分解密: D_i = x_i·C1 of one trustee with the proof that it used its own share, bound to project, lot and section.</summary>
public sealed record PartialDecryption(int Trustee, CurvePoint Point, EqualityProof Proof)
{
    /// <summary>Length of the byte form.</summary>
    public const int Length = 1 + CurvePoint.Length + 2 * Scalar.Length;

    /// <summary>index (1 byte) ‖ D_i (65) ‖ c (32) ‖ z (32).</summary>
    public byte[] ToBytes() => [(byte)Trustee, .. Point.Encoded, .. Proof.Challenge, .. Proof.Response];

    /// <summary>Reads <see cref="ToBytes"/>; null for a wrong length, index or point. The proof is not checked.</summary>
    public static PartialDecryption? TryParse(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length && bytes[0] is >= 1 and <= CeremonyPlan.MaximumTrustees && CurvePoint.TryParse(bytes.Slice(1, CurvePoint.Length)) is { } point
            ? new(bytes[0], point, new(bytes.Slice(1 + CurvePoint.Length, Scalar.Length).ToArray(), bytes[^Scalar.Length..].ToArray()))
            : null;

    /// <summary>Whether the trustee used its share of <paramref name="key"/> on this ciphertext for this context.</summary>
    public bool Verify(ProjectKey key, string context, ReadOnlySpan<byte> cipherText) =>
        Trustee >= 1 && Trustee <= key.Trustees.Count && Sm2Kem.Ephemeral(cipherText) is { } c1
        && Proof.Verify(key.Trustees[Trustee - 1].Point, c1, Point, context, Trustee);
}

/// <summary>What came out of combining partial decryptions.</summary>
/// <param name="Plain">The plaintext; null when it could not be had. Secret until the opening is public.</param>
/// <param name="Findings">What was wrong. A wrong partial is named even where enough good ones remained.</param>
public sealed record Combined(byte[]? Plain, IReadOnlyList<Finding> Findings);

/// <summary>合成解密: anyone can combine k good partial decryptions; no secret is needed.</summary>
public static class ThresholdDecryption
{
    /// <summary>Checks every partial, names the wrong ones, and finishes decryption from k good ones.</summary>
    public static Combined Combine(ProjectKey key, string context, ReadOnlySpan<byte> cipherText, IEnumerable<PartialDecryption> partials)
    {
        List<Finding> findings = [];
        // No part can be verified against it, and no trustee is to blame.
        if (Sm2Kem.Ephemeral(cipherText) is null)
            return new(null, [Malformed]);
        List<PartialDecryption> good = [];
        foreach (var partial in partials)
        {
            if (partial.Verify(key, context, cipherText))
                good.Add(partial);
            else
                findings.Add(new("opening.bad-partial", $"{Name(key, partial.Trustee)}提交的部分解密与其份额证明不符。", "请该受托人核对所持份额后重新提交；其余受托人足数的，开标照常进行。"));
        }
        var (plain, why) = CombineVerified(key, cipherText, good);
        return new(plain, [.. findings, .. why]);
    }

    /// <summary>Finishes decryption from partials that have been verified, each of its trustee, for this key, context and ciphertext.</summary>
    public static Combined CombineVerified(ProjectKey key, ReadOnlySpan<byte> cipherText, IEnumerable<PartialDecryption> verified)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Sm2Kem.Ephemeral(cipherText) is null)
            return new(null, [Malformed]);
        var good = verified.DistinctBy(p => p.Trustee).OrderBy(p => p.Trustee).Select(p => KeyValuePair.Create(p.Trustee, p.Point)).ToList();
        if (good.Count < key.Threshold)
            return new(null, [new("opening.too-few-partials", $"需要{key.Threshold}名受托人的有效部分解密，现有{good.Count}名。", "请通知其余受托人提交；仍不足的，由投标人用自留密钥解密。")]);
        return Interpolate([.. good.Take(key.Threshold)]) is { } shared && Sm2Kem.Finish(shared, cipherText) is { } plain
            ? new(plain, [])
            : new(null, [new("opening.kem-undecryptable", "受托人的部分解密均已验证，合成后密文校验值仍不符：密文在加密时即有误；原因在投标人一方。", "该部分按投标人原因解密失败处理。")]);
    }

    private static Finding Malformed { get; } = new("opening.kem-malformed", "密钥封装不是有效的SM2密文，无法解密；原因在投标人一方。", "该部分按投标人原因解密失败处理。");

    /// <summary>Σ λ_i·D_i over the points: the polynomial through them, at 0.</summary>
    private static CurvePoint? Interpolate(IReadOnlyList<KeyValuePair<int, CurvePoint>> points) => CurvePoint.TrySum(points.Select(point =>
    {
        using var coefficient = Polynomial.Weight(point.Key, points.Select(p => p.Key));
        return point.Value.Multiply(coefficient);
    }));

    private static string Name(ProjectKey key, int trustee) =>
        trustee >= 1 && trustee <= key.Trustees.Count ? $"第{trustee}号受托人“{key.Trustees[trustee - 1].Name}”" : $"第{trustee}号（不存在的受托人）";
}
