using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>Who holds an opening key now: its public values, the holders with their certificates, and the digest of the record that says so.</summary>
/// <param name="Digest">SM3 of the transcript of the ceremony or of the last re-sharing.</param>
public sealed record KeyHolding(ProjectKey Key, CeremonyPlan Plan, byte[] Digest)
{
    /// <summary>The holders that a sound ceremony made; null when it is not sound.</summary>
    public static KeyHolding? Of(CeremonyTranscript transcript, string project)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        return transcript.Check().Count == 0 && transcript.KeyFor(project) is { } key ? new(key, transcript.Plan, transcript.Digest()) : null;
    }
}

/// <summary>
/// 份额重分: k holders deal their shares of a key to new holders (Desmedt and Jajodia 1997; Herzberg, Jarecki, Krawczyk and Yung 1995). The key stays, the shares are new: old and new ones do not
/// fit together, so whoever leaves takes nothing with it that counts, once those who stay have forgotten their old shares. Nobody sees the key.
/// </summary>
public static class Resharing
{
    private const string Remedy = "请由其余持有人另行重分；有疑问的，请监督部门核查。";

    /// <summary>One holder deals its share.</summary>
    /// <param name="from">Who holds now.</param>
    /// <param name="to">The new holders; its id has not been used before.</param>
    /// <param name="share">The dealer's own share.</param>
    /// <exception cref="ArgumentException">The share is none of the key.</exception>
    public static Dealing Deal(KeyHolding from, CeremonyPlan to, KeyShare share, Sm2PrivateKey signingKey)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(signingKey);
        if (!share.IsOf(from.Key))
            throw new ArgumentException("The share belongs to another key.", nameof(share));
        using var zero = Scalar.From(0);
        Scalar[] coefficients = [share.Secret.Add(zero), .. Enumerable.Range(1, to.Threshold - 1).Select(_ => Scalar.Random())];
        try
        {
            CurvePoint[] commitments = [.. coefficients.Select(CurvePoint.MultiplyBase)];
            var proof = KnowledgeProof.Create(coefficients[0], commitments[0], ProofContext(from, to, share.Index));
            List<byte[]> shares = [];
            for (var j = 1; j <= to.Trustees.Count; j++)
            {
                using var value = Polynomial.At(coefficients, j);
                var bytes = value.ToBytes();
                shares.Add(to[j].Certificates.Encryption.PublicKey.Encrypt(bytes));
                CryptographicOperations.ZeroMemory(bytes);
            }

            var unsigned = new Dealing(share.Index, commitments, proof, shares, []);
            return unsigned with { Signature = signingKey.Sign(Text(from, to, unsigned)) };
        }
        finally
        {
            foreach (var coefficient in coefficients)
                coefficient.Dispose();
        }
    }

    /// <summary>Everything that can be checked without a secret: exactly k holders dealt, each its own share and no other value. Each fault names its holder.</summary>
    public static IReadOnlyList<CeremonyFault> Check(KeyHolding from, CeremonyPlan to, IReadOnlyCollection<Dealing> dealings)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(dealings);
        var faults = dealings.Select(d => Judge(from, to, d)).OfType<CeremonyFault>().ToList();
        if (dealings.Select(d => d.Dealer).Distinct().Count() != dealings.Count || dealings.Count != from.Key.Threshold)
            faults.Add(new(0, new("reshare.dealer-count", $"重分份额恰需 {from.Key.Threshold} 名不同的持有人，现有 {dealings.Select(d => d.Dealer).Distinct().Count()} 名。", "请由恰好门限数的持有人重分。")));
        return faults;
    }

    /// <summary>A new holder takes its parts together. Call it only after <see cref="Check"/> found nothing.</summary>
    /// <param name="index">Index among the new holders, from 1.</param>
    /// <returns>The new share, or the dealers whose part was unusable: then it is done again without them.</returns>
    public static (KeyShare? Share, IReadOnlyList<CeremonyFault> Unusable) Receive(KeyHolding from, CeremonyPlan to, IReadOnlyCollection<Dealing> dealings, int index, Sm2PrivateKey encryptionKey)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(dealings);
        ArgumentNullException.ThrowIfNull(encryptionKey);
        List<CeremonyFault> unusable = [];
        var sum = Scalar.From(0);
        foreach (var dealing in dealings.OrderBy(d => d.Dealer))
        {
            var bytes = encryptionKey.TryDecrypt(dealing.Shares[index - 1]) ?? [];
            using var value = Scalar.Parse(bytes);
            CryptographicOperations.ZeroMemory(bytes);
            if (value is null || value.IsZero || !CurvePoint.MultiplyBase(value).Equals(dealing.PromisedTo(index)))
            {
                unusable.Add(new(dealing.Dealer, new("reshare.wrong-share", $"{from.Plan.Name(dealing.Dealer)}发给{to.Name(index)}的份额与其公开承诺不符。", Remedy)));
                continue;
            }

            using var weight = Polynomial.Weight(dealing.Dealer, dealings.Select(d => d.Dealer));
            using var part = weight.Multiply(value);
            using var previous = sum;
            sum = previous.Add(part);
        }

        if (unusable.Count == 0 && !sum.IsZero)
            return (new KeyShare(index, sum), unusable);
        sum.Dispose();
        return (null, unusable);
    }

    /// <summary>The same key with the new holders' X_j = Σ λ_i·g_i(j)·G; null when the dealings are not sound.</summary>
    public static ProjectKey? KeyAfter(KeyHolding from, CeremonyPlan to, IReadOnlyCollection<Dealing> dealings)
    {
        if (Check(from, to, dealings).Count > 0)
            return null;
        List<ShareHolder> holders = [];
        for (var j = 1; j <= to.Trustees.Count; j++)
        {
            if (Weighted(dealings, d => d.PromisedTo(j)!) is not { } x)
                return null;
            holders.Add(new(to[j].Name, x));
        }

        return from.Key.Point.Equals(Weighted(dealings, d => d.Commitments[0])) ? new(from.Key.Project, to.Threshold, from.Key.Point, holders) : null;
    }

    private static CurvePoint? Weighted(IReadOnlyCollection<Dealing> dealings, Func<Dealing, CurvePoint> value) => CurvePoint.TrySum(dealings.Select(d =>
    {
        using var weight = Polynomial.Weight(d.Dealer, dealings.Select(o => o.Dealer));
        return value(d).Multiply(weight);
    }));

    private static CeremonyFault? Judge(KeyHolding from, CeremonyPlan to, Dealing dealing)
    {
        CeremonyFault Fault(string code, string what) => new(dealing.Dealer, new(code, $"{from.Plan.Name(dealing.Dealer)}{what}", Remedy));
        if (!from.Plan.Has(dealing.Dealer))
            return Fault("reshare.not-a-holder", "不持有份额，不能重分。");
        if (!dealing.IsWellFormed(to))
            return Fault("reshare.malformed", "重分的份额数量或格式不对。");
        if (!from.Plan[dealing.Dealer].Certificates.Signing.PublicKey.Verify(Text(from, to, dealing), dealing.Signature))
            return Fault("reshare.unsigned", "的重分签名不成立。");
        if (!dealing.Commitments[0].Equals(from.Key.Trustees[dealing.Dealer - 1].Point) || !dealing.Proof.Verify(dealing.Commitments[0], ProofContext(from, to, dealing.Dealer)))
            return Fault("reshare.other-share", "重分的不是它持有的份额。");
        return Enumerable.Range(1, to.Trustees.Count).All(j => dealing.PromisedTo(j) is not null) ? null : Fault("reshare.degenerate", "的承诺使份额退化为零。");
    }

    private static string ProofContext(KeyHolding from, CeremonyPlan to, int dealer) => $"reshare/{Convert.ToHexStringLower(from.Digest)}/{to.Id}/dealer/{dealer}";

    /// <summary>What a dealer signs: whose shares, to whom (certificates included), and everything it deals.</summary>
    private static byte[] Text(KeyHolding from, CeremonyPlan to, Dealing dealing) =>
    [
        .. Encoding.UTF8.GetBytes($"tongcai/reshare/v1\n{Convert.ToHexStringLower(from.Digest)}\n{Convert.ToHexStringLower(Sm3.Hash(CanonicalJson.Encode(to.ToJson())))}\n"), .. Dealings.DealingText(to, dealing),
    ];
}

/// <summary>重分记录: all public values of a re-sharing, signed by every new holder. The ledger keeps it beside the ceremony's.</summary>
public sealed class ResharingTranscript
{
    private const string Form = "tse-reshare/1";

    private ResharingTranscript(byte[] from, CeremonyPlan plan, IReadOnlyList<Dealing> dealings, IReadOnlyDictionary<int, byte[]> signatures) => (From, Plan, Dealings, Signatures) = (from, plan, dealings, signatures);

    /// <summary>Digest of the record by which the dealers held their shares.</summary>
    public byte[] From { get; }

    /// <summary>The new holders.</summary>
    public CeremonyPlan Plan { get; }

    public IReadOnlyList<Dealing> Dealings { get; }

    /// <summary>By index of the new holder, over <see cref="Digest"/>.</summary>
    public IReadOnlyDictionary<int, byte[]> Signatures { get; }

    /// <summary>Puts a re-sharing together; not signed yet.</summary>
    public static ResharingTranscript Conclude(KeyHolding from, CeremonyPlan to, IReadOnlyCollection<Dealing> dealings)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new(from.Digest, to, [.. dealings.OrderBy(d => d.Dealer)], new SortedDictionary<int, byte[]>());
    }

    /// <summary>SM3 of the canonical bytes without signatures.</summary>
    public byte[] Digest() => Sm3.Hash(CanonicalJson.Encode(ToJson()));

    /// <summary>A new holder signs after it found everything sound and its own share good.</summary>
    public byte[] SignatureOf(Sm2PrivateKey signingKey) => signingKey.Sign(Digest());

    /// <summary>The record with one more signature.</summary>
    public ResharingTranscript With(int holder, byte[] signature) => new(From, Plan, Dealings, new SortedDictionary<int, byte[]>(Signatures.ToDictionary()) { [holder] = signature });

    /// <summary>The new holders; null unless it goes on from <paramref name="from"/>, is sound, and every new holder signed.</summary>
    public KeyHolding? After(KeyHolding from) => Check(from).Count == 0 && Resharing.KeyAfter(from, Plan, [.. Dealings]) is { } key ? new(key, Plan, Digest()) : null;

    /// <summary>Everything wrong with it.</summary>
    public IReadOnlyList<CeremonyFault> Check(KeyHolding from)
    {
        ArgumentNullException.ThrowIfNull(from);
        var faults = Resharing.Check(from, Plan, [.. Dealings]).ToList();
        if (!From.AsSpan().SequenceEqual(from.Digest))
            faults.Add(new(0, new("reshare.other-holding", "重分记录不是从现在的持有人开始的。", "请按最近一次记录重新重分。")));
        var digest = Digest();
        for (var i = 1; i <= Plan.Trustees.Count; i++)
        {
            if (!Signatures.TryGetValue(i, out var signature) || !Plan[i].Certificates.Signing.PublicKey.Verify(digest, signature))
                faults.Add(new(i, new("reshare.transcript-unsigned", $"{Plan.Name(i)}没有有效签署重分记录。", "全体新持有人签署前，旧份额不得销毁；请该持有人核对并签署。")));
        }

        return faults;
    }

    /// <summary>Canonical JSON with signatures.</summary>
    public byte[] ToBytes()
    {
        var json = ToJson();
        json["signatures"] = CeremonyTranscript.SignaturesJson(Signatures);
        return CanonicalJson.Encode(json);
    }

    /// <summary>Reads <see cref="ToBytes"/>; null for anything else. Nothing is verified: call <see cref="Check"/>.</summary>
    public static ResharingTranscript? TryParse(ReadOnlySpan<byte> bytes)
    {
        if (CanonicalJson.Decode(bytes) is not { } json)
            return null;
        var fields = new JsonFields(json);
        if (fields.Text("v") != Form || fields.Hex("from", Sm3.DigestLength) is not { } from || fields.Child("plan") is not { } planFields || CeremonyTranscript.PlanOf(planFields) is not { } plan
            || CeremonyTranscript.DealingsOf(fields) is not { } dealings || CeremonyTranscript.SignaturesOf(fields) is not { } signatures)
            return null;
        var transcript = new ResharingTranscript(from, plan, dealings, signatures);
        return transcript.ToBytes().AsSpan().SequenceEqual(bytes) ? transcript : null;
    }

    private JsonObject ToJson() => new()
    {
        ["dealings"] = CeremonyTranscript.DealingsJson(Dealings),
        ["from"] = Convert.ToHexStringLower(From),
        ["plan"] = Plan.ToJson(),
        ["v"] = Form,
    };
}
