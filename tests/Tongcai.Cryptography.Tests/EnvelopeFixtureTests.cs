using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tongcai.Cryptography.Tests;

/// <summary>The files that a packer in another language is tested against must themselves be right.</summary>
public sealed class EnvelopeFixtureTests
{
    private static readonly JsonElement Fixture = Vector.Read("tse1-envelope.json");
    private static readonly ProjectKey Key = ProjectKey.TryParse(Encoding.UTF8.GetBytes(Fixture.GetProperty("projectKey").Text("document")))!;
    private static readonly byte[] Document = Encoding.UTF8.GetBytes(Fixture.Text("document"));

    [Fact]
    public void The_envelope_is_acceptable_and_written_in_its_only_form()
    {
        var verdict = Check(Document, Fixture.GetProperty("sections").EnumerateArray().SelectMany(s => s.GetProperty("chunks").EnumerateArray()).ToDictionary(c => c.Text("sm3"), Chunk));
        Assert.Empty(verdict.Findings);
        var document = verdict.Document!;
        Assert.Equal(Fixture.Text("document"), Encoding.UTF8.GetString(document.ToBytes()));
        Assert.Equal(Fixture.Text("envelope"), Encoding.UTF8.GetString(document.Envelope.ToBytes()));
        Assert.Equal(Fixture.Text("envelopeSm3"), document.Envelope.Digest());
        Assert.Equal(Fixture.Hex("signature"), document.Signature);
        Assert.Equal(Fixture.GetProperty("projectKey").Text("id"), Key.Id);
        var bidder = Fixture.GetProperty("bidder");
        Assert.True(BouncyCastleOracle.Verify(bidder.Hex("signingPoint"), Fixture.Hex("envelopeSm3"), Fixture.Hex("signature"), "1234567812345678"));
    }

    [Fact]
    public void Each_section_seals_again_to_the_same_chunks_and_opens_by_both_ways()
    {
        var envelope = Read(Document).Envelope;
        using var share = KeyShare.FromBytes(1, Fixture.GetProperty("projectKey").Hex("secret"));
        using var own = Sm2PrivateKey.FromScalar(Fixture.GetProperty("bidder").Hex("encryptionKey"));
        foreach (var (recorded, section) in Fixture.GetProperty("sections").EnumerateArray().Zip(envelope.Sections))
        {
            var cek = recorded.Hex("cek");
            Assert.Equal(cek, Open(share, envelope, section));
            Assert.Equal(cek, EnvelopeOpening.RecoverKey(section, own));
            Assert.Equal(recorded.Text("info"), Encoding.ASCII.GetString(Envelope.Info(envelope.Project, envelope.Lot, envelope.Bidder, section.Name)));
            Assert.Equal(recorded.Text("sm4Key") + recorded.Text("macKey"), Convert.ToHexStringLower(Sm3.Hkdf(cek, [], Encoding.ASCII.GetBytes(recorded.Text("info")), 48)));
            var stored = Seal(envelope, section, cek, Content(recorded));
            Assert.Equal(section.Chunks, stored.Select(Describe));
            if (recorded.TryGetProperty("stored", out var first))
                Assert.Equal(first.GetString(), Convert.ToHexStringLower(stored[0]));
        }
    }

    [Fact]
    public void The_recorded_partial_decryption_verifies()
    {
        var recorded = Fixture.GetProperty("partial");
        var envelope = Read(Document).Envelope;
        Assert.Equal(envelope.Context(recorded.Text("section")), recorded.Text("context"));
        Assert.True(PartialDecryption.TryParse(recorded.Hex("bytes"))!.Verify(Key, recorded.Text("context"), envelope.Sections[0].Kem));
    }

    [Fact]
    public Task What_sm_crypto_v2_sealed_is_acceptable_and_opens() => IsAcceptableAndOpens(Vector.Read("tse1-envelope-sm-crypto-v2.json").Text("document"));

    [Fact]
    public async Task The_browsers_packer_makes_the_recorded_bytes_and_what_it_seals_anew_opens()
    {
        var start = new ProcessStartInfo("node", [Repository.File("tests", "outside", "seal.mjs"), Repository.File("tests", "Tongcai.Cryptography.Tests", "Vectors", "tse1-envelope.json")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var fault = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await fault);
        using var json = JsonDocument.Parse(output);
        await IsAcceptableAndOpens(json.RootElement.Text("document"));
    }

    private static async Task IsAcceptableAndOpens(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.NotEqual(Document, bytes);
        var envelope = Read(bytes).Envelope;
        using var share = KeyShare.FromBytes(1, Fixture.GetProperty("projectKey").Hex("secret"));
        using var own = Sm2PrivateKey.FromScalar(Fixture.GetProperty("bidder").Hex("encryptionKey"));
        Dictionary<string, EnvelopeChunk> index = [];
        foreach (var (recorded, section) in Fixture.GetProperty("sections").EnumerateArray().Zip(envelope.Sections))
        {
            var cek = Open(share, envelope, section);
            Assert.Equal(cek, EnvelopeOpening.RecoverKey(section, own));
            // The other program sealed the same content, so sealing it again under its key must give the chunks that it listed.
            var chunks = Seal(envelope, section, cek, Content(recorded)).ToDictionary(s => Describe(s).Sm3);
            foreach (var (sm3, stored) in chunks)
                index[sm3] = Describe(stored);
            using var output = new MemoryStream();
            Assert.Empty(await EnvelopeOpening.OpenAsync(envelope, section, cek, (c, _) => Task.FromResult(chunks.GetValueOrDefault(c.Sm3)), output, TestContext.Current.CancellationToken));
            Assert.Equal(Content(recorded), output.ToArray());
        }
        Assert.Empty(Check(bytes, index).Findings);
    }

    private static EnvelopeVerdict Check(byte[] document, Dictionary<string, EnvelopeChunk> stored)
    {
        var terms = Fixture.GetProperty("terms");
        var trust = new CertificateTrust([Certificate.Parse(Fixture.Hex("root"))], [RevocationList.Parse(Fixture.Hex("crl"))], DateTimeOffset.Parse(Fixture.Text("checkedAt")));
        return EnvelopeCheck.Check(document, new(Key, terms.Text("lot"), terms.Text("bidder"), null, ["opening", "price"]), trust, chunk => stored.GetValueOrDefault(chunk.Sm3));
    }

    private static SealedEnvelope Read(byte[] document) => EnvelopeDocument.Decode(document, out _)!;

    private static byte[] Open(KeyShare share, Envelope envelope, EnvelopeSection section)
    {
        var context = envelope.Context(section.Name);
        return ThresholdDecryption.Combine(Key, context, section.Kem, [share.Decrypt(Key, context, section.Kem)]).Plain!;
    }

    private static List<byte[]> Seal(Envelope envelope, EnvelopeSection section, byte[] cek, byte[] content)
    {
        using var cipher = new ChunkCipher(cek, Envelope.Info(envelope.Project, envelope.Lot, envelope.Bidder, section.Name));
        var padded = new byte[Padding.Padded(content.Length, Envelope.PadSteps[section.Pad])];
        Padding.Prefix(content.Length).CopyTo(padded, 0);
        content.CopyTo(padded, Padding.PrefixLength);
        var pieces = padded.Chunk(ChunkCipher.MaximumPlainLength).ToList();
        return [.. pieces.Select((piece, i) => cipher.Seal(i, i == pieces.Count - 1, piece))];
    }

    private static byte[] Content(JsonElement section) => section.TryGetProperty("contentUtf8", out var text)
        ? Encoding.UTF8.GetBytes(text.GetString()!)
        : Bid.Pattern(section.GetProperty("contentPattern").GetProperty("length").GetInt32());

    private static EnvelopeChunk Chunk(JsonElement chunk) => new(chunk.GetProperty("len").GetInt64(), chunk.Text("sm3"), chunk.Text("sha256"));

    private static EnvelopeChunk Describe(byte[] stored) =>
        new(stored.Length, Convert.ToHexStringLower(Sm3.Hash(stored)), Convert.ToHexStringLower(SHA256.HashData(stored)));
}
