using Tongcai.Exchange.Follow;

namespace Tongcai.Exchange.Trustees;

/// <summary>
/// 受托人接口. What a trading platform and the program of a trustee say to each other, JSON over HTTP under <c>/api/v1</c>; requests are signed by the
/// platform's peer key (<see cref="PeerRequest"/>), asked origin <see cref="Origin"/>. A refusal is a <see cref="TrusteeRefusal"/> with 409, or 503 when it may pass.
/// </summary>
public static class TrusteeProtocol
{
    /// <summary>GET: <see cref="TrusteeCard"/>. Anybody may ask.</summary>
    public const string Card = "/api/v1/trustee";

    /// <summary>How a request names the trustee that it is meant for.</summary>
    public static string Origin(string trusteeId) => "trustee/" + trusteeId;

    /// <summary>POST a transcript that holds the plan only; answers it with the trustee's announcement. The project's id is what stands before the dot.</summary>
    public static string Announcement(string ceremony) => $"/api/v1/ceremonies/{ceremony}/announcement";

    /// <summary>POST a transcript with every announcement; answers it with the trustee's dealing.</summary>
    public static string Dealing(string ceremony) => $"/api/v1/ceremonies/{ceremony}/dealing";

    /// <summary>POST the whole transcript; answers it with the trustee's signature, or with complaints.</summary>
    public static string Signature(string ceremony) => $"/api/v1/ceremonies/{ceremony}/signature";

    /// <summary>POST a <see cref="ComplaintWire"/> against the trustee; answers a <see cref="DefenceWire"/>.</summary>
    public static string Defence(string ceremony) => $"/api/v1/ceremonies/{ceremony}/defence";

    /// <summary>GET with <c>?nonce=</c>, 1 to 64 of A–Z a–z 0–9: <see cref="HealthProof"/>.</summary>
    public static string Health(string ceremony) => $"/api/v1/ceremonies/{ceremony}/health";

    /// <summary>POST a <see cref="PartialsRequest"/>; answers a <see cref="PartialsAnswer"/>.</summary>
    public static string Partials(string ceremony) => $"/api/v1/ceremonies/{ceremony}/partials";

    /// <summary>The words whose proof of knowledge shows that a share is still held.</summary>
    public static string HealthContext(string ceremony, string nonce) => $"health/{ceremony}/{nonce}";
}

/// <summary>Who a trustee is.</summary>
/// <param name="Signing">Signing certificate, DER in base64.</param>
/// <param name="Encryption">Encryption certificate, DER in base64.</param>
public sealed record TrusteeCard(string Id, string Name, byte[] Signing, byte[] Encryption);

/// <summary>A step of a ceremony.</summary>
/// <param name="Transcript">Canonical JSON of the transcript so far.</param>
/// <param name="Complaints">Only at the last step: dealers whose share was unusable; the transcript is then not signed.</param>
public sealed record CeremonyMessage(string Transcript, IReadOnlyList<ComplaintWire> Complaints);

/// <summary>A complaint as it travels.</summary>
public sealed record ComplaintWire(int Accuser, int Accused, byte[] Signature);

/// <summary>A defence as it travels.</summary>
public sealed record DefenceWire(int Accused, int Accuser, byte[] Ephemeral);

/// <summary>份额健康证明: Schnorr proof over <see cref="TrusteeProtocol.HealthContext"/>; says that the share is held, discloses nothing of it.</summary>
/// <param name="Trustee">Index in the ceremony.</param>
public sealed record HealthProof(int Trustee, byte[] Challenge, byte[] Response);

/// <summary>A sealed bid, and the proof that the ledger had committed to it.</summary>
/// <param name="Document">Sealed envelope with signature and certificates, as handed in.</param>
/// <param name="Fact">The fact <c>bid.sealed</c> with all that opens its commitment in the ledger.</param>
public sealed record SealedBid(string BidId, byte[] Document, RestrictedFact Fact);

/// <summary>Every bid that is opened under the key, at once: what was copied shows only side by side.</summary>
public sealed record PartialsRequest(IReadOnlyList<SealedBid> Bids);

/// <summary>One partial decryption, 130 bytes as in TSE/1.</summary>
public sealed record PartialAnswer(string BidId, string Section, byte[] Value);

/// <summary>All partials that were asked for.</summary>
public sealed record PartialsAnswer(IReadOnlyList<PartialAnswer> Partials);

/// <summary>Why a trustee does not do what was asked, and what to do (Chinese).</summary>
public sealed record TrusteeRefusal(string Code, string Reason, string Remedy);
