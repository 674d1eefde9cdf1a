using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Cli.Tests.Ledgers;

/// <summary>A receipt as the trading platform writes it, sealed into a real ledger, and each with one thing wrong.</summary>
public sealed class ReceiptTests : IDisposable
{
    private const string Origin = "trade.example/ledger";
    private static readonly DateTimeOffset At = new(2026, 3, 30, 1, 0, 0, TimeSpan.Zero);

    private readonly CommandLine line = new();
    private readonly Ed25519PrivateKey secret = Ed25519PrivateKey.Generate();
    private readonly Sm2PrivateKey national = Sm2PrivateKey.Generate();
    private readonly byte[] envelope = Document("tse1-envelope.json");

    private NoteSigner[] Signers => [NoteSigner.Ed25519(Origin, secret), NoteSigner.Sm2(Origin, national)];

    public void Dispose()
    {
        line.Dispose();
        secret.Dispose();
        national.Dispose();
    }

    [Fact]
    public async Task A_true_receipt_passes_every_step_offline()
    {
        var (code, output, error) = await Verify(Make(), "--envelope", Envelope);
        Assert.True(code == 0, output + error);
        foreach (var step in new[] { "回执签名", "承诺", "回执内容", "投标文件", "批内路径", "推算到根" }) Assert.Contains("✓ " + step, output, StringComparison.Ordinal);
        Assert.Equal(0, (await line.Run("verify", "receipt", line.At("receipt.json"), "--key", Signers[0].Key.ToString(), Signers[1].Key.ToString())).Code);
    }

    [Fact]
    public async Task Without_a_proof_signature_and_content_are_verified_and_it_says_what_is_open()
    {
        var receipt = Make();
        var proof = line.Write("proof", receipt["proof"]!.GetValue<string>());
        receipt.Remove("proof");
        var (code, output, _) = await Verify(receipt);
        Assert.Equal(0, code);
        Assert.Contains("尚未给出", output, StringComparison.Ordinal);
        Assert.Equal(0, (await Verify(receipt, "--proof", proof)).Code);
    }

    [Theory]
    [InlineData("receivedAt", "2026-03-30T00:59:59.000Z", "回执签名")]
    [InlineData("envelopeSm3", "00", "回执签名")]
    public async Task A_changed_word_breaks_the_signature(string member, string value, string step) => await Fails(Make(r => { }, r => r[member] = value), step);

    [Theory]
    [InlineData("receivedAt", "2026-03-30T00:59:59.000Z")]
    [InlineData("envelopeSha256", "00")]
    [InlineData("lotId", "另一包")]
    public async Task A_platform_that_signs_other_words_than_it_sealed_is_found_out(string member, string value) => await Fails(Make(r => r[member] = value), "回执内容");

    [Fact]
    public async Task A_salt_that_does_not_open_the_commitment_is_found_out() => await Fails(Make(r => r["salt"] = Convert.ToHexStringLower(new byte[32])), "承诺");

    [Fact]
    public async Task Another_envelope_is_not_the_one_handed_in()
    {
        var (code, output, _) = await Verify(Make(), "--envelope", line.Write("other", Encoding.UTF8.GetString(Document("tse1-envelope-sm-crypto-v2.json"))));
        Assert.Equal(1, code);
        Assert.Contains("不是递交的那一份", output, StringComparison.Ordinal);
        (code, output, _) = await Verify(Make(), "--envelope", line.Write("other", "no envelope"));
        Assert.Equal(1, code);
        Assert.Contains("不是密封的投标文件", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_s_receipt_is_not_believed()
    {
        using var stranger = Ed25519PrivateKey.Generate();
        line.Write("receipt.json", Make().ToJsonString());
        Assert.Equal(1, (await line.Run("verify", "receipt", line.At("receipt.json"), "--key", NoteSigner.Ed25519(Origin, stranger).Key.ToString())).Code);
        Assert.Equal(1, (await line.Run("verify", "receipt", line.At("receipt.json"), "--key", NoteSigner.Ed25519("other.example/ledger", stranger).Key.ToString())).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"receipt":{"v":1}}""")]
    [InlineData("""{"receipt":{"v":"tongcai/bid-receipt/v1","ledger":"trade.example/ledger"},"signatures":[]}""")]
    public async Task Rubbish_is_refuted_with_the_step_that_failed(string rubbish)
    {
        var (code, output, _) = await line.Run("verify", "receipt", line.Write("rubbish", rubbish), "--key", Signers[0].Key.ToString());
        Assert.Equal(1, code);
        Assert.Contains("✗ ", output, StringComparison.Ordinal);
    }

    /// <summary>A sealed bid as it is handed in, recorded.</summary>
    private static byte[] Document(string file) =>
        Encoding.UTF8.GetBytes(JsonNode.Parse(File.ReadAllText(Repository.File("tests", "Tongcai.Cryptography.Tests", "Vectors", file)))!["document"]!.GetValue<string>());

    private string Envelope => line.Write("envelope.json", Encoding.UTF8.GetString(envelope));

    private async Task Fails(JsonObject receipt, string step)
    {
        var (code, output, _) = await Verify(receipt);
        Assert.Equal(1, code);
        Assert.Contains("✗ " + step, output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> Verify(JsonObject receipt, params string[] more)
    {
        line.Write("receipt.json", receipt.ToJsonString());
        return line.Run(["verify", "receipt", line.At("receipt.json"), "--key", Signers[0].Key.ToString(), .. more]);
    }

    /// <param name="before">Changes what is signed.</param>
    /// <param name="after">Changes it after signing.</param>
    private JsonObject Make(Action<JsonObject>? before = null, Action<JsonObject>? after = null)
    {
        var content = SealedEnvelope.TryParse(envelope)!.Envelope;
        var bid = new BidSealed("p1", "l1", "b1", "代号", content.Digest(), Convert.ToHexStringLower(SHA256.HashData(content.ToBytes())), "", At);
        var leaf = new FactLeaf("bid.sealed", 1, "fact1", "p1", 1, At, "", BodyDigest.Of(FactBody.Write(bid)), null, null).Write();
        var salt = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var commitment = Commitment.Of(salt, leaf);
        var batch = SealedBatch.Seal([new SealedEvent(NodeHash.From(commitment))], 4);

        var directory = line.At("ledger" + Directory.GetDirectories(line.Folder).Length);
        using var store = TileStore.Open(directory);
        var tree = store.Append(0, ["before"u8.ToArray(), batch.Leaf, "after"u8.ToArray()]);
        store.Publish(new Checkpoint(Origin, tree.Size, tree.Root).Sign(Signers));
        var inclusion = LedgerReader.Sha256(new DirectoryTileSource(directory)).InclusionAsync(1, 3).AsTask().GetAwaiter().GetResult();
        var proof = new SealedProof(batch.PathOf(0), TlogProof.Make(inclusion, File.ReadAllBytes(Path.Combine(directory, "checkpoint"))));

        var receipt = new JsonObject
        {
            ["v"] = "tongcai/bid-receipt/v1", ["procurementId"] = bid.ProcurementId, ["lotId"] = bid.LotId, ["bidId"] = bid.BidId, ["pseudonym"] = bid.Pseudonym, ["withdrawal"] = false,
            ["envelopeSm3"] = bid.EnvelopeSm3, ["envelopeSha256"] = bid.EnvelopeSha256, ["supersedes"] = "", ["receivedAt"] = WireJson.Instant(At), ["ledger"] = Origin, ["factId"] = "fact1",
            ["leaf"] = Convert.ToBase64String(leaf), ["salt"] = Convert.ToHexStringLower(salt), ["commitment"] = Convert.ToHexStringLower(commitment),
        };
        before?.Invoke(receipt);
        var text = Encoding.UTF8.GetString(CanonicalJson.Write(receipt));
        var signatures = new JsonArray([.. Signers.Select(s => new JsonObject { ["key"] = s.Key.ToString(), ["signature"] = Convert.ToBase64String(s.Sign(text).Bytes.ToArray()) })]);
        after?.Invoke(receipt);
        return new JsonObject { ["receipt"] = receipt, ["signatures"] = signatures, ["proof"] = Encoding.UTF8.GetString(proof.ToBytes()) };
    }
}
