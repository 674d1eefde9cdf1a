using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Tongcai.Cryptography;

/// <summary>One stored chunk: ciphertext ‖ tag.</summary>
/// <param name="Length">Bytes stored, 33 to 1 MiB + 32.</param>
/// <param name="Sm3">Lower-case hexadecimal SM3 of the stored bytes; chunks are stored and fetched by it.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the stored bytes.</param>
public sealed record EnvelopeChunk(long Length, string Sm3, string Sha256);

/// <summary>One part of a bid that is opened at one time.</summary>
/// <param name="Name">One of <see cref="Envelope.SectionNames"/>.</param>
/// <param name="Kem">C1 ‖ C3 ‖ C2 of the 32-byte content key under the project key.</param>
/// <param name="Self">The same content key under the bidder's own encryption certificate.</param>
/// <param name="Pad">Step to which the content was padded: 4k, 64k or 1m.</param>
public sealed record EnvelopeSection(string Name, byte[] Kem, byte[] Self, IReadOnlyList<EnvelopeChunk> Chunks, string Pad)
{
    /// <summary>Length of <see cref="Kem"/> and <see cref="Self"/>.</summary>
    public const int KemLength = ChunkCipher.KeyLength + Sm2PublicKey.CipherTextOverhead;

    /// <summary>The name for people.</summary>
    public string Title => TitleOf(Name);

    /// <summary>A section's name for people.</summary>
    public static string TitleOf(string name) => name switch
    {
        Envelope.OpeningSection => "开标一览表",
        "qualification" => "资格部分",
        "technical" => "技术部分",
        "price" => "报价部分",
        _ => $"“{name}”部分",
    };

    /// <summary>Bytes of padded content.</summary>
    internal long PaddedLength => Chunks.Sum(c => c.Length - ChunkCipher.TagLength);
}

/// <summary>密封投标文件 (TSE/1): what the bidder signs. The content itself lies in chunks beside it. Without sections it is a withdrawal.</summary>
/// <param name="Bidder">Pseudonym, random per project; no name before opening.</param>
/// <param name="Nonce">32 hexadecimal digits.</param>
/// <param name="Previous">SM3 of the envelope that this one replaces or withdraws, hexadecimal; null for the first.</param>
/// <param name="KeyId"><see cref="ProjectKey.Id"/>.</param>
/// <param name="SignedAt">By the bidder's clock, whole seconds UTC; says nothing of receipt.</param>
public sealed record Envelope(
    string Project, string Lot, string Bidder, string Nonce, string? Previous, string KeyId, IReadOnlyList<EnvelopeSection> Sections, DateTimeOffset SignedAt)
{
    public const string Version = "tse/1";

    /// <summary>开标一览表: name, price, period; always 4 KiB, so that its size says nothing of the price.</summary>
    public const string OpeningSection = "opening";

    /// <summary>开标一览表、资格、技术、价格.</summary>
    public static readonly IReadOnlyList<string> SectionNames = [OpeningSection, "qualification", "technical", "price"];

    /// <summary>Steps of padding by their names.</summary>
    public static readonly IReadOnlyDictionary<string, int> PadSteps = new Dictionary<string, int> { ["4k"] = 4 << 10, ["64k"] = 64 << 10, ["1m"] = 1 << 20 };

    /// <summary>撤回: an envelope without sections takes back the one it names.</summary>
    public bool IsWithdrawal => Sections.Count == 0;

    /// <summary>The context that trustees' proofs are bound to.</summary>
    public string Context(string section) => $"project/{Project}/lot/{Lot}/section/{section}";

    /// <summary>Canonical JSON; what is signed (through its SM3) and what receipts name.</summary>
    public byte[] ToBytes() => [.. Encoded.GetValue(this, EnvelopeDocument.Encode)];

    // By reference, so that a changed copy is encoded anew: the same envelope is signed, checked, digested twice and stored.
    private static readonly ConditionalWeakTable<Envelope, byte[]> Encoded = [];

    /// <summary>Lower-case hexadecimal SM3 of the canonical bytes.</summary>
    public string Digest() => Convert.ToHexStringLower(Sm3.Hash(ToBytes()));

    /// <summary>HKDF info of a section's chunk keys. The bidder's pseudonym is in it, so nobody's chunks can be offered again under another name.</summary>
    internal static byte[] Info(string project, string lot, string bidder, string section) =>
        Encoding.ASCII.GetBytes($"{Version}\n{project}\n{lot}\n{section}\n{bidder}");

    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>An envelope with the bidder's signature and certificates: the small document that is handed in when sealing.</summary>
/// <param name="Signature">SM2 r ‖ s over the 32-byte SM3 of <see cref="Envelope.ToBytes"/>, by <paramref name="Signing"/>.</param>
/// <param name="Signing">The bidder's signing certificate.</param>
/// <param name="Encryption">The bidder's encryption certificate, to which the self copies are encrypted.</param>
/// <param name="Chain">Further certificates up to a root.</param>
public sealed record SealedEnvelope(Envelope Envelope, byte[] Signature, Certificate Signing, Certificate Encryption, IReadOnlyList<Certificate> Chain)
{
    /// <summary>Longest document: some 1,500 chunks, that is 1.5 GiB.</summary>
    public const int MaximumLength = 256 << 10;

    /// <summary>Canonical JSON.</summary>
    public byte[] ToBytes() => EnvelopeDocument.Encode(this);

    /// <summary>Reads <see cref="ToBytes"/>; null for anything else. Nothing is verified: call <see cref="EnvelopeCheck.Check"/>.</summary>
    public static SealedEnvelope? TryParse(ReadOnlySpan<byte> bytes) => bytes.Length <= MaximumLength ? EnvelopeDocument.Decode(bytes, out _) : null;

    /// <summary>Whether the signing certificate's key signed this envelope; says nothing of the certificate.</summary>
    public bool IsSigned => Signing.PublicKey.Verify(Sm3.Hash(Envelope.ToBytes()), Signature);
}
