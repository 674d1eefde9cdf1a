using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Cryptography;

/// <summary>Round 1: a trustee binds itself to its commitments before it sees those of others, which stops it from steering the key.</summary>
public sealed record Announcement(int Dealer, byte[] Hash, byte[] Signature);

/// <summary>Round 2: commitments A_l = a_l·G of one trustee's polynomial, proof that it knows a_0, and a share for each trustee.</summary>
/// <param name="Dealer">Index of the trustee who deals.</param>
/// <param name="Commitments">k points.</param>
/// <param name="Shares">n ciphertexts C1 ‖ C3 ‖ C2 of 32 bytes f(j), to trustee j's encryption certificate.</param>
/// <param name="Signature">By the dealer's signing certificate over all of it.</param>
public sealed record Dealing(int Dealer, IReadOnlyList<CurvePoint> Commitments, KnowledgeProof Proof, IReadOnlyList<byte[]> Shares, byte[] Signature)
{
    /// <summary>Whether it has the right number of parts of the right length; what is inside the ciphertexts only their holders see.</summary>
    internal bool IsWellFormed(CeremonyPlan plan) =>
        Commitments.Count == plan.Threshold && Shares.Count == plan.Trustees.Count
        && Shares.All(s => s.Length == Scalar.Length + Sm2PublicKey.CipherTextOverhead && Sm2Kem.Ephemeral(s) is not null);

    /// <summary>f(j)·G as the commitments promise it: Σ A_l·j^l; null when a dealer arranged for infinity.</summary>
    internal CurvePoint? PromisedTo(int trustee)
    {
        using var j = Scalar.From(trustee);
        CurvePoint? promised = Commitments[^1];
        for (var l = Commitments.Count - 2; l >= 0 && promised is not null; l--)
            promised = promised.Multiply(j).TryAdd(Commitments[l]);
        return promised;
    }
}

/// <summary>
/// One trustee's secret part in a ceremony (joint Feldman key generation; Gennaro, Jarecki, Krawczyk, Rabin): a polynomial of degree k − 1 and
/// the ephemeral numbers of its encrypted shares, by which it can defend itself against a false complaint.
/// </summary>
public sealed class Dealer : IDisposable
{
    private readonly CeremonyPlan plan;
    private readonly int index;
    private readonly Scalar[] coefficients;
    private readonly Scalar[] ephemerals;

    private Dealer(CeremonyPlan plan, int index, Scalar[] coefficients, Scalar[] ephemerals) =>
        (this.plan, this.index, this.coefficients, this.ephemerals) = (plan, index, coefficients, ephemerals);

    /// <summary>Draws a fresh polynomial.</summary>
    /// <param name="index">The trustee's own index in the plan, from 1.</param>
    public static Dealer Create(CeremonyPlan plan, int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, plan.Trustees.Count);
        return new(plan, index, Draw(plan.Threshold), Draw(plan.Trustees.Count));
    }

    /// <summary>Round 1.</summary>
    public Announcement Announce(Sm2PrivateKey signingKey)
    {
        var hash = Dealings.CommitmentHash(plan, index, Commitments());
        return new(index, hash, signingKey.Sign(Dealings.AnnouncementText(plan, index, hash)));
    }

    /// <summary>Round 2, only after the announcements of all trustees are in hand.</summary>
    public Dealing Deal(Sm2PrivateKey signingKey)
    {
        var commitments = Commitments();
        var proof = KnowledgeProof.Create(coefficients[0], commitments[0], Dealings.ProofContext(plan, index));
        var shares = new byte[plan.Trustees.Count][];
        for (var j = 1; j <= shares.Length; j++)
        {
            using var value = Polynomial.At(coefficients, j);
            var bytes = value.ToBytes();
            shares[j - 1] = Sm2Kem.Encrypt(plan[j].Certificates.Encryption.PublicKey.Point, ephemerals[j - 1], bytes)
                ?? throw new CryptographicException("The key stream came out zero; create a new dealer.");
            CryptographicOperations.ZeroMemory(bytes);
        }
        var unsigned = new Dealing(index, commitments, proof, shares, []);
        return unsigned with { Signature = signingKey.Sign(Dealings.DealingText(plan, unsigned)) };
    }

    /// <summary>Answers a complaint by publishing the ephemeral number of the share in question: anyone can then repeat the encryption.</summary>
    /// <exception cref="ArgumentException">The complaint is not against this trustee, or not signed by the accuser: answering would disclose a share for nothing.</exception>
    public Defence Defend(Complaint complaint)
    {
        var accuser = complaint.Accuser;
        if (complaint.Accused != index || !plan.Has(accuser)
            || !plan[accuser].Certificates.Signing.PublicKey.Verify(Dealings.ComplaintText(plan, accuser, index), complaint.Signature))
            throw new ArgumentException("Not a signed complaint against this trustee.", nameof(complaint));
        return new(index, accuser, ephemerals[accuser - 1].ToBytes());
    }

    /// <summary>The secret part, encrypted to the trustee's own certificate, to be kept between the rounds.</summary>
    public byte[] Wrap()
    {
        byte[] secrets = [.. coefficients.Concat(ephemerals).SelectMany(s => s.ToBytes())];
        var wrapped = plan[index].Certificates.Encryption.PublicKey.Encrypt(secrets);
        CryptographicOperations.ZeroMemory(secrets);
        return wrapped;
    }

    /// <summary>Takes up again what <see cref="Wrap"/> put away.</summary>
    /// <exception cref="CryptographicException">Not for this key, altered, or of another plan.</exception>
    public static Dealer Unwrap(CeremonyPlan plan, int index, Sm2PrivateKey encryptionKey, ReadOnlySpan<byte> wrapped)
    {
        var secrets = encryptionKey.Decrypt(wrapped);
        try
        {
            var (k, n) = (plan.Threshold, plan.Trustees.Count);
            if (secrets.Length != (k + n) * Scalar.Length || !plan.Has(index))
                throw new CryptographicException("The kept secrets belong to another ceremony.");
            Scalar Part(int at) => Scalar.Parse(secrets.AsSpan(at * Scalar.Length, Scalar.Length)) ?? throw new CryptographicException("The kept secrets are damaged.");
            return new(plan, index, [.. Enumerable.Range(0, k).Select(Part)], [.. Enumerable.Range(k, n).Select(Part)]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }

    public void Dispose()
    {
        foreach (var secret in coefficients.Concat(ephemerals))
            secret.Dispose();
    }

    private static Scalar[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => Scalar.Random())];

    private CurvePoint[] Commitments() => [.. coefficients.Select(CurvePoint.MultiplyBase)];
}

/// <summary>The texts that are hashed and signed in a ceremony. Numbers of parts follow from the plan, lengths are fixed: no two inputs have one text.</summary>
internal static class Dealings
{
    internal static byte[] CommitmentHash(CeremonyPlan plan, int dealer, IReadOnlyList<CurvePoint> commitments) =>
        Sm3.Hash([.. Text("commitments", plan, dealer), .. commitments.SelectMany(c => c.ToBytes())]);

    internal static byte[] AnnouncementText(CeremonyPlan plan, int dealer, byte[] hash) => [.. Text("announcement", plan, dealer), .. hash];

    internal static byte[] DealingText(CeremonyPlan plan, Dealing dealing) =>
    [
        .. Text("dealing", plan, dealing.Dealer), .. dealing.Commitments.SelectMany(c => c.ToBytes()),
        .. dealing.Proof.Challenge, .. dealing.Proof.Response, .. dealing.Shares.SelectMany(Prefixed),
    ];

    internal static byte[] ComplaintText(CeremonyPlan plan, int accuser, int accused) => [.. Text("complaint", plan, accuser), (byte)accused];

    internal static string ProofContext(CeremonyPlan plan, int dealer) => $"ceremony/{plan.Id}/dealer/{dealer}";

    private static byte[] Text(string kind, CeremonyPlan plan, int trustee) => Encoding.UTF8.GetBytes($"tongcai/ceremony/{kind}/v1\n{plan.Id}\n{trustee}\n");

    private static byte[] Prefixed(byte[] share)
    {
        var bytes = new byte[share.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)share.Length);
        share.CopyTo(bytes, 2);
        return bytes;
    }
}
