using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Cryptography;

/// <summary>Schnorr's proof that somebody knows a with A = a·G. Response z = w + c·a for a random w, challenge c over A and w·G.</summary>
/// <param name="Challenge">c, 32 bytes.</param>
/// <param name="Response">z, 32 bytes.</param>
public sealed record KnowledgeProof(byte[] Challenge, byte[] Response)
{
    internal static KnowledgeProof Create(Scalar secret, CurvePoint point, string context)
    {
        using var w = Scalar.Random();
        using var challenge = Hash(context, point, CurvePoint.MultiplyBase(w));
        var (c, z) = ProofNumbers.Answer(secret, w, challenge);
        return new(c, z);
    }

    /// <summary>Whether whoever made this knew a with A = a·G, for these words. Never throws on bad input.</summary>
    public bool Verify(CurvePoint point, string context)
    {
        using var proof = ProofNumbers.Parse(Challenge, Response);
        return proof is not null
            && proof.Commitment(() => CurvePoint.MultiplyBase(proof.Response), point) is { } w
            && proof.HasChallenge(Hash(context, point, w));
    }

    /// <summary>c = SM3("tongcai/schnorr/v1\n" ‖ context ‖ "\n" ‖ A ‖ w·G) mod n.</summary>
    private static Scalar Hash(string context, CurvePoint point, CurvePoint w) =>
        ProofNumbers.Hash($"tongcai/schnorr/v1\n{context}\n", point, w);
}

/// <summary>Chaum and Pedersen's proof (CRYPTO '92) that D = x·C1 for the same x as in X = x·G, without betraying x.</summary>
/// <param name="Challenge">c, 32 bytes.</param>
/// <param name="Response">z = w + c·x, 32 bytes.</param>
public sealed record EqualityProof(byte[] Challenge, byte[] Response)
{
    internal static EqualityProof Create(Scalar secret, CurvePoint own, CurvePoint c1, CurvePoint partial, string context, int trustee)
    {
        using var w = Scalar.Random();
        using var challenge = Hash(context, trustee, own, c1, partial, CurvePoint.MultiplyBase(w), c1.Multiply(w));
        var (c, z) = ProofNumbers.Answer(secret, w, challenge);
        return new(c, z);
    }

    internal bool Verify(CurvePoint own, CurvePoint c1, CurvePoint partial, string context, int trustee)
    {
        using var proof = ProofNumbers.Parse(Challenge, Response);
        return proof is not null
            && proof.Commitment(() => CurvePoint.MultiplyBase(proof.Response), own) is { } a
            && proof.Commitment(() => c1.Multiply(proof.Response), partial) is { } b
            && proof.HasChallenge(Hash(context, trustee, own, c1, partial, a, b));
    }

    /// <summary>c = SM3("tongcai/dleq/v1\n" ‖ context ‖ "\n" ‖ trustee ‖ "\n" ‖ X ‖ C1 ‖ D ‖ a ‖ b) mod n.</summary>
    private static Scalar Hash(string context, int trustee, CurvePoint own, CurvePoint c1, CurvePoint partial, CurvePoint a, CurvePoint b) =>
        ProofNumbers.Hash($"tongcai/dleq/v1\n{context}\n{trustee}\n", own, c1, partial, a, b);
}

/// <summary>What both proofs share.</summary>
internal sealed class ProofNumbers : IDisposable
{
    private readonly Scalar challenge;

    private ProofNumbers(Scalar challenge, Scalar response) => (this.challenge, Response) = (challenge, response);

    internal Scalar Response { get; }

    /// <summary>Null unless both are 32 bytes below n and neither is zero, which no honest proof is.</summary>
    internal static ProofNumbers? Parse(byte[] challenge, byte[] response)
    {
        var (c, z) = (Scalar.Parse(challenge), Scalar.Parse(response));
        if (c is { IsZero: false } && z is { IsZero: false })
            return new(c, z);
        c?.Dispose();
        z?.Dispose();
        return null;
    }

    internal static Scalar Hash(string text, params ReadOnlySpan<CurvePoint> points)
    {
        using var hasher = new Sm3Hasher();
        hasher.Append(Encoding.UTF8.GetBytes(text));
        foreach (var point in points)
            hasher.Append(point.Encoded);
        return Scalar.Reduce(hasher.Finish());
    }

    internal static (byte[] Challenge, byte[] Response) Answer(Scalar secret, Scalar w, Scalar challenge)
    {
        using var product = challenge.Multiply(secret);
        using var response = w.Add(product);
        return (challenge.ToBytes(), response.ToBytes());
    }

    /// <summary>z·base − c·image; null where that is infinity, which only a forger reaches.</summary>
    internal CurvePoint? Commitment(Func<CurvePoint> responseTimesBase, CurvePoint image)
    {
        using var negative = challenge.Negate();
        return responseTimesBase().TryAdd(image.Multiply(negative));
    }

    internal bool HasChallenge(Scalar recomputed)
    {
        using (recomputed)
            return CryptographicOperations.FixedTimeEquals(recomputed.ToBytes(), challenge.ToBytes());
    }

    public void Dispose()
    {
        challenge.Dispose();
        Response.Dispose();
    }
}
