using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>开标密钥份额: one trustee's share x_i of an opening key. Wiped on <see cref="Dispose"/>.</summary>
public sealed class KeyShare : IDisposable
{
    private readonly Scalar secret;

    internal KeyShare(int index, Scalar secret)
    {
        (Index, this.secret) = (index, secret);
        Point = CurvePoint.MultiplyBase(secret);
    }

    /// <summary>The trustee's index, from 1.</summary>
    public int Index { get; }

    /// <summary>X_i = x_i·G, which everyone knows.</summary>
    public CurvePoint Point { get; }

    /// <summary>x_i.</summary>
    internal Scalar Secret => secret;

    /// <summary>Takes a share of 32 bytes.</summary>
    /// <exception cref="CryptographicException">Zero or not below n.</exception>
    public static KeyShare FromBytes(int index, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, CeremonyPlan.MaximumTrustees);
        return Scalar.Parse(bytes) is { IsZero: false } scalar
            ? new(index, scalar)
            : throw new CryptographicException("Not a share: 32 bytes between 1 and n − 1.");
    }

    /// <summary>The share encrypted to its holder's certificate, for keeping: index (1 byte) ‖ x_i (32 bytes) inside.</summary>
    public byte[] Wrap(Sm2PublicKey holder)
    {
        var value = secret.ToBytes();
        byte[] plain = [(byte)Index, .. value];
        var wrapped = holder.Encrypt(plain);
        CryptographicOperations.ZeroMemory(value);
        CryptographicOperations.ZeroMemory(plain);
        return wrapped;
    }

    /// <summary>Takes up again what <see cref="Wrap"/> put away.</summary>
    /// <exception cref="CryptographicException">Not for this key, or altered.</exception>
    public static KeyShare Unwrap(Sm2PrivateKey holder, ReadOnlySpan<byte> wrapped)
    {
        var plain = holder.Decrypt(wrapped);
        try
        {
            return plain.Length == 1 + Scalar.Length && plain[0] is >= 1 and <= CeremonyPlan.MaximumTrustees
                ? FromBytes(plain[0], plain.AsSpan(1))
                : throw new CryptographicException("Not a wrapped share.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>
    /// This trustee's part in opening one ciphertext. Whoever calls this decides that opening is due: the share cannot know the time.
    /// </summary>
    /// <param name="key">The project's key, of which this is a share.</param>
    /// <param name="context">What is opened, <see cref="Envelope.Context"/>.</param>
    /// <param name="cipherText">C1 ‖ C3 ‖ C2; only C1 is used.</param>
    /// <exception cref="ArgumentException">The share belongs to another key.</exception>
    /// <exception cref="CryptographicException">C1 is not a point of the curve.</exception>
    public PartialDecryption Decrypt(ProjectKey key, string context, ReadOnlySpan<byte> cipherText)
    {
        if (!IsOf(key))
            throw new ArgumentException("The share belongs to another key.", nameof(key));
        var c1 = Sm2Kem.Ephemeral(cipherText) ?? throw new CryptographicException("C1 is not a point of the SM2 curve.");
        var partial = c1.Multiply(secret);
        return new(Index, partial, EqualityProof.Create(secret, Point, c1, partial, context, Index));
    }

    /// <summary>Whether this is the share that the key lists at its index.</summary>
    public bool IsOf(ProjectKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Index <= key.Trustees.Count && key.Trustees[Index - 1].Point.Equals(Point);
    }

    /// <summary>健康证明: shows that the share is still held, bound to the words of whoever asks; opens nothing.</summary>
    /// <param name="context">Begins with <c>health/</c>, so that no other proof can be had this way.</param>
    /// <exception cref="ArgumentException">Other words.</exception>
    public KnowledgeProof ProveHeld(string context) => context.StartsWith("health/", StringComparison.Ordinal)
        ? KnowledgeProof.Create(secret, Point, context)
        : throw new ArgumentException("A proof of health begins with health/.", nameof(context));

    public void Dispose() => secret.Dispose();
}
