using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>
/// 一处生成、多人保管的密钥 (Shamir): for a key that is used only in an emergency, so that a ceremony among its holders is not worth its trouble. Whoever deals knows the private key
/// for a moment; the opening keys of bids are never made so (see <see cref="Ceremony"/>).
/// </summary>
public static class DealtKey
{
    /// <summary>Draws a key and splits it; the private half is forgotten before this returns.</summary>
    /// <param name="purpose">What the key is for; enters its id.</param>
    /// <param name="threshold">k holders restore it.</param>
    /// <param name="holders">n names, index 1 first; at most <see cref="CeremonyPlan.MaximumTrustees"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 ≤ k ≤ n ≤ 7.</exception>
    public static (ProjectKey Key, IReadOnlyList<KeyShare> Shares) Deal(string purpose, int threshold, IReadOnlyList<string> holders)
    {
        ArgumentNullException.ThrowIfNull(holders);
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, holders.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(holders.Count, CeremonyPlan.MaximumTrustees);
        Scalar[] coefficients = [.. Enumerable.Range(0, threshold).Select(_ => Scalar.Random())];
        try
        {
            var shares = new List<KeyShare>(holders.Count);
            for (var i = 1; i <= holders.Count; i++)
                shares.Add(new(i, Polynomial.At(coefficients, i)));
            return (new(purpose, threshold, CurvePoint.MultiplyBase(coefficients[0]), [.. shares.Select(s => new ShareHolder(holders[s.Index - 1], s.Point))]), shares);
        }
        finally
        {
            foreach (var coefficient in coefficients)
                coefficient.Dispose();
        }
    }

    /// <summary>The private key from shares of k holders; the caller disposes of it as soon as it has been used.</summary>
    /// <exception cref="CryptographicException">Fewer than k different holders, or a share of another key.</exception>
    public static Sm2PrivateKey Restore(ProjectKey key, IReadOnlyCollection<KeyShare> shares)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.FirstOrDefault(s => !s.IsOf(key)) is { } foreign)
            throw new CryptographicException($"Share {foreign.Index} belongs to another key.");
        List<KeyShare> used = [.. shares.DistinctBy(s => s.Index).OrderBy(s => s.Index).Take(key.Threshold)];
        if (used.Count < key.Threshold)
            throw new CryptographicException($"{key.Threshold} shares are needed, {used.Count} are there.");
        var sum = Scalar.From(0);
        try
        {
            foreach (var share in used)
            {
                using var coefficient = Polynomial.Weight(share.Index, used.Select(s => s.Index));
                using var part = share.Secret.Multiply(coefficient);
                using var before = sum;
                sum = before.Add(part);
            }
            var bytes = sum.ToBytes();
            try
            {
                return Sm2PrivateKey.FromScalar(bytes);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
        }
        finally
        {
            sum.Dispose();
        }
    }
}
