using System.Globalization;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>The JSON form of envelopes. Reading is strict: a document has one sequence of bytes, and a field that is wrong is named by its pointer.</summary>
internal static class EnvelopeDocument
{
    private const int MaximumChain = 8;

    internal static byte[] Encode(Envelope envelope) => CanonicalJson.Encode(ToJson(envelope));

    internal static byte[] Encode(SealedEnvelope document) => CanonicalJson.Encode(new JsonObject
    {
        ["certificates"] = new JsonObject
        {
            ["chain"] = new JsonArray([.. document.Chain.Select(c => JsonValue.Create(Hex(c.ToBytes())))]),
            ["encryption"] = Hex(document.Encryption.ToBytes()),
            ["signing"] = Hex(document.Signing.ToBytes()),
        },
        ["envelope"] = ToJson(document.Envelope),
        ["signature"] = Hex(document.Signature),
    });

    /// <summary>Reads a sealed envelope.</summary>
    /// <param name="wrong">Pointer of the first field that is wrong; empty when the bytes are not canonical JSON at all.</param>
    internal static SealedEnvelope? Decode(ReadOnlySpan<byte> bytes, out string wrong)
    {
        wrong = "";
        if (CanonicalJson.Decode(bytes) is not { } json)
            return null;
        var fields = new JsonFields(json);
        if (!fields.Has("certificates", "envelope", "signature"))
            return null;
        wrong = "/certificates";
        if (fields.Child("certificates") is not { } certificates || !certificates.Has("chain", "encryption", "signing"))
            return null;
        wrong = "/certificates/signing";
        if (Certificate.TryParse(certificates.Hex("signing")) is not { } signing)
            return null;
        wrong = "/certificates/encryption";
        if (Certificate.TryParse(certificates.Hex("encryption")) is not { } encryption)
            return null;
        wrong = "/certificates/chain";
        var chain = certificates.HexList("chain")?.Select(c => Certificate.TryParse(c)).ToList();
        if (chain is null || chain.Count > MaximumChain || chain.Contains(null))
            return null;
        wrong = "/signature";
        if (fields.Hex("signature", Sm2PublicKey.SignatureLength) is not { } signature)
            return null;
        wrong = "/envelope";
        return fields.Child("envelope") is { } inner && Decode(inner, ref wrong) is { } envelope
            ? new(envelope, signature, signing, encryption, [.. chain.OfType<Certificate>()])
            : null;
    }

    private static Envelope? Decode(JsonFields fields, ref string wrong)
    {
        if (!fields.Has("bidder", "lot", "nonce", "pk", "prev", "project", "sections", "signedAt", "v"))
            return null;
        string? First(params ReadOnlySpan<(string Name, bool Good)> checks)
        {
            foreach (var (name, good) in checks)
            {
                if (!good)
                    return $"/envelope/{name}";
            }
            return null;
        }
        var previous = fields.Text("prev");
        var timed = DateTimeOffset.TryParseExact(
            fields.Text("signedAt"), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var signedAt);
        var bad = First(
            ("v", fields.Text("v") == Envelope.Version),
            ("bidder", CeremonyPlan.IsIdentifier(fields.Text("bidder"))),
            ("lot", CeremonyPlan.IsIdentifier(fields.Text("lot"))),
            ("project", CeremonyPlan.IsIdentifier(fields.Text("project"))),
            ("nonce", fields.Hex("nonce", 16) is not null),
            ("pk", fields.Hex("pk", Sm3.DigestLength) is not null),
            ("prev", fields.Object["prev"] is null || fields.Hex("prev", Sm3.DigestLength) is not null),
            ("signedAt", timed),
            ("sections", fields.Object["sections"] is JsonArray));
        if (bad is not null)
        {
            wrong = bad;
            return null;
        }
        List<EnvelopeSection> sections = [];
        foreach (var item in fields.Objects("sections"))
        {
            wrong = $"/envelope/sections/{sections.Count}";
            if (DecodeSection(item) is not { } section)
                return null;
            sections.Add(section);
        }
        return new(fields.Text("project")!, fields.Text("lot")!, fields.Text("bidder")!, fields.Text("nonce")!, previous, fields.Text("pk")!, sections, signedAt);
    }

    private static EnvelopeSection? DecodeSection(JsonFields fields)
    {
        if (!fields.Has("alg", "chunks", "kem", "name", "pad", "self") || fields.Text("alg") != ChunkCipher.Format
            || fields.Text("name") is not { } name || fields.Text("pad") is not { } pad
            || fields.Hex("kem", EnvelopeSection.KemLength) is not { } kem || fields.Hex("self", EnvelopeSection.KemLength) is not { } self)
            return null;
        List<EnvelopeChunk> chunks = [];
        foreach (var item in fields.Objects("chunks"))
        {
            if (!item.Has("len", "sha256", "sm3") || item.Hex("sm3", 32) is null || item.Hex("sha256", 32) is null)
                return null;
            chunks.Add(new(item.Integer("len"), item.Text("sm3")!, item.Text("sha256")!));
        }
        return new(name, kem, self, chunks, pad);
    }

    private static JsonObject ToJson(Envelope envelope) => new()
    {
        ["bidder"] = envelope.Bidder,
        ["lot"] = envelope.Lot,
        ["nonce"] = envelope.Nonce,
        ["pk"] = envelope.KeyId,
        ["prev"] = envelope.Previous,
        ["project"] = envelope.Project,
        ["sections"] = new JsonArray([.. envelope.Sections.Select(ToJson)]),
        ["signedAt"] = Envelope.Time(envelope.SignedAt),
        ["v"] = Envelope.Version,
    };

    private static JsonObject ToJson(EnvelopeSection section) => new()
    {
        ["alg"] = ChunkCipher.Format,
        ["chunks"] = new JsonArray([.. section.Chunks.Select(c => new JsonObject { ["len"] = c.Length, ["sha256"] = c.Sha256, ["sm3"] = c.Sm3 })]),
        ["kem"] = Hex(section.Kem),
        ["name"] = section.Name,
        ["pad"] = section.Pad,
        ["self"] = Hex(section.Self),
    };

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
