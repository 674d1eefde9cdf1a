using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>
/// 仪式记录: all public values of a ceremony and every trustee's signature over their digest. The trustees sign; a bidder's program encrypts only
/// after <see cref="Check"/>, else whoever serves the key could hand out its own.
/// </summary>
public sealed class CeremonyTranscript
{
    private CeremonyTranscript(CeremonyPlan plan, IReadOnlyList<Announcement> announcements, IReadOnlyList<Dealing> dealings, IReadOnlyDictionary<int, byte[]> signatures) =>
        (Plan, Announcements, Dealings, Signatures) = (plan, announcements, dealings, signatures);

    public CeremonyPlan Plan { get; }

    public IReadOnlyList<Announcement> Announcements { get; }

    public IReadOnlyList<Dealing> Dealings { get; }

    /// <summary>By trustee index, over <see cref="Digest"/>.</summary>
    public IReadOnlyDictionary<int, byte[]> Signatures { get; }

    /// <summary>Puts a ceremony together that <see cref="Ceremony.Check"/> found sound; not signed yet.</summary>
    public static CeremonyTranscript Conclude(CeremonyPlan plan, IReadOnlyCollection<Announcement> announcements, IReadOnlyCollection<Dealing> dealings) =>
        new(plan, [.. announcements.OrderBy(a => a.Dealer)], [.. dealings.OrderBy(d => d.Dealer)], new SortedDictionary<int, byte[]>());

    /// <summary>SM3 of the canonical bytes without signatures; what trustees sign and the ledger records.</summary>
    public byte[] Digest() => Sm3.Hash(CanonicalJson.Encode(ToJson()));

    /// <summary>A trustee signs after it found the ceremony sound and its own share good.</summary>
    public byte[] SignatureOf(Sm2PrivateKey signingKey) => signingKey.Sign(Digest());

    /// <summary>The transcript with one more signature.</summary>
    public CeremonyTranscript With(int trustee, byte[] signature) =>
        new(Plan, Announcements, Dealings, new SortedDictionary<int, byte[]>(Signatures.ToDictionary()) { [trustee] = signature });

    /// <summary>Repeats every public check and verifies every trustee's signature; nothing found means that the key is the trustees' own.</summary>
    public IReadOnlyList<CeremonyFault> Check()
    {
        var faults = Ceremony.Check(Plan, Announcements, Dealings).ToList();
        var digest = Digest();
        for (var i = 1; i <= Plan.Trustees.Count; i++)
        {
            if (!Signatures.TryGetValue(i, out var signature) || !Plan[i].Certificates.Signing.PublicKey.Verify(digest, signature))
                faults.Add(new(i, new("ceremony.transcript-unsigned", $"{Plan.Name(i)}没有有效签署仪式记录。", "全体受托人签署前不得用该公钥加密投标文件；请该受托人核对并签署。")));
        }
        return faults;
    }

    /// <summary>PK = Σ A_i0 and X_j = Σ f_i(j)·G for use in a project; null when the ceremony is not sound.</summary>
    public ProjectKey? KeyFor(string project)
    {
        if (Ceremony.Check(Plan, Announcements, Dealings).Count > 0 || CurvePoint.TrySum(Dealings.Select(d => d.Commitments[0])) is not { } pk)
            return null;
        List<ShareHolder> holders = [];
        for (var j = 1; j <= Plan.Trustees.Count; j++)
        {
            if (CurvePoint.TrySum(Dealings.Select(d => d.PromisedTo(j)!)) is not { } x)
                return null;
            holders.Add(new(Plan[j].Name, x));
        }
        return new(project, Plan.Threshold, pk, holders);
    }

    /// <summary>Canonical JSON with signatures, for the ledger's bodies and for bidders.</summary>
    public byte[] ToBytes()
    {
        var json = ToJson();
        json["signatures"] = SignaturesJson(Signatures);
        return CanonicalJson.Encode(json);
    }

    /// <summary>Reads <see cref="ToBytes"/>; null for anything else. Nothing is verified: call <see cref="Check"/>.</summary>
    public static CeremonyTranscript? TryParse(ReadOnlySpan<byte> bytes)
    {
        if (CanonicalJson.Decode(bytes) is not { } json)
            return null;
        var fields = new JsonFields(json);
        if (fields.Child("plan") is not { } planFields || PlanOf(planFields) is not { } plan)
            return null;
        List<Announcement> announcements = [];
        foreach (var item in fields.Objects("announcements"))
        {
            if (item.Hex("hash", Sm3.DigestLength) is not { } hash || item.Hex("signature", Sm2PublicKey.SignatureLength) is not { } signature)
                return null;
            announcements.Add(new((int)Math.Min(item.Integer("dealer"), int.MaxValue), hash, signature));
        }
        if (DealingsOf(fields) is not { } dealings || SignaturesOf(fields) is not { } signatures)
            return null;
        var transcript = new CeremonyTranscript(plan, announcements, dealings, signatures);
        // Whatever was not understood would be missing from our own bytes.
        return transcript.ToBytes().AsSpan().SequenceEqual(bytes) ? transcript : null;
    }

    internal static List<Dealing>? DealingsOf(JsonFields fields)
    {
        List<Dealing> dealings = [];
        foreach (var item in fields.Objects("dealings"))
        {
            if (DealingOf(item) is not { } dealing)
                return null;
            dealings.Add(dealing);
        }

        return dealings;
    }

    internal static SortedDictionary<int, byte[]>? SignaturesOf(JsonFields fields)
    {
        SortedDictionary<int, byte[]> signatures = [];
        foreach (var item in fields.Objects("signatures"))
        {
            if (item.Hex("signature", Sm2PublicKey.SignatureLength) is not { } signature || !signatures.TryAdd((int)Math.Min(item.Integer("trustee"), int.MaxValue), signature))
                return null;
        }

        return signatures;
    }

    internal static JsonArray SignaturesJson(IReadOnlyDictionary<int, byte[]> signatures) =>
        [.. signatures.OrderBy(s => s.Key).Select(s => new JsonObject { ["trustee"] = s.Key, ["signature"] = Hex(s.Value) })];

    internal static JsonArray DealingsJson(IReadOnlyList<Dealing> dealings) =>
    [
        .. dealings.Select(d => new JsonObject
        {
            ["challenge"] = Hex(d.Proof.Challenge),
            ["commitments"] = new JsonArray([.. d.Commitments.Select(c => JsonValue.Create(c.ToString()))]),
            ["dealer"] = d.Dealer,
            ["response"] = Hex(d.Proof.Response),
            ["shares"] = new JsonArray([.. d.Shares.Select(s => JsonValue.Create(Hex(s)))]),
            ["signature"] = Hex(d.Signature),
        }),
    ];

    internal static CeremonyPlan? PlanOf(JsonFields fields)
    {
        List<Trustee> trustees = [];
        foreach (var item in fields.Objects("trustees"))
        {
            if (item.Text("name") is not { } name || Certificate.TryParse(item.Hex("signing")) is not { } signing || Certificate.TryParse(item.Hex("encryption")) is not { } encryption)
                return null;
            trustees.Add(new(name, new(signing, encryption)));
        }
        try
        {
            return new CeremonyPlan(fields.Text("id") ?? "", (int)Math.Min(fields.Integer("threshold"), int.MaxValue), trustees);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Dealing? DealingOf(JsonFields fields)
    {
        var commitments = fields.HexList("commitments")?.Select(c => CurvePoint.TryParse(c)).ToList();
        return commitments is not null && !commitments.Contains(null) && fields.HexList("shares") is { } shares
            && fields.Hex("challenge", Scalar.Length) is { } challenge && fields.Hex("response", Scalar.Length) is { } response
            && fields.Hex("signature", Sm2PublicKey.SignatureLength) is { } signature
            ? new((int)Math.Min(fields.Integer("dealer"), int.MaxValue), [.. commitments.OfType<CurvePoint>()], new(challenge, response), shares, signature)
            : null;
    }

    private JsonObject ToJson() => new()
    {
        ["announcements"] = new JsonArray([.. Announcements.Select(a => new JsonObject { ["dealer"] = a.Dealer, ["hash"] = Hex(a.Hash), ["signature"] = Hex(a.Signature) })]),
        ["dealings"] = DealingsJson(Dealings),
        ["plan"] = Plan.ToJson(),
        ["v"] = "tse/1",
    };

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
