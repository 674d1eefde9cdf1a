using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Verify;

/// <summary>
/// 投标回执的校验, offline: form, signatures of the ledger's keys, that salt and leaf open the commitment, that what the receipt says is what was committed to, the envelope where it is
/// given, and the proof that the commitment stands in the ledger.
/// </summary>
public static class ReceiptVerification
{
    /// <summary>The form this reads.</summary>
    public const string Format = "tongcai/bid-receipt/v1";

    /// <summary>Checks a receipt. Never throws on bad input.</summary>
    /// <param name="file">The receipt: <c>{receipt, signatures, proof?}</c>.</param>
    /// <param name="proof">A sealed proof kept beside it; null: the one in the receipt, if any.</param>
    /// <param name="envelope">Bytes of the sealed envelope; null: not checked.</param>
    /// <param name="policy">Pinned keys of the ledger and its witnesses.</param>
    public static VerifyReport Check(ReadOnlySpan<byte> file, string? proof, byte[]? envelope, TlogPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var run = new Run(policy);
        try
        {
            var said = JsonNode.Parse(file) as JsonObject ?? throw new FormatException("the file is no JSON object");
            run.All(said, proof ?? said["proof"]?.GetValue<string>(), envelope);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or CryptographicException)
        {
            run.Step("回执格式", false, $"不是完整的投标回执（{e.Message}）。请使用平台给出的原始文件。");
        }

        return run.Report();
    }

    private sealed class Run(TlogPolicy policy)
    {
        private readonly List<VerifyStep> steps = [];
        private string ledger = "";

        public bool Step(string title, bool? passed, string detail)
        {
            steps.Add(new(title, passed, detail));
            return passed is not false;
        }

        public VerifyReport Report() => steps.Find(s => s.Passed is false) is { } failed
            ? new(false, $"验证没有通过：{failed.Title}一步不成立。", steps) { Ledger = ledger }
            : new(true, steps.Exists(s => s.Title == "推算到根") ? "验证通过：回执由账本密钥签发，所记内容确已密封在账本中。" : "验证通过：回执由账本密钥签发；账本证明尚未给出，稍后可再取。", steps) { Ledger = ledger };

        public void All(JsonObject said, string? proof, byte[]? envelope)
        {
            var receipt = said["receipt"] as JsonObject ?? throw new FormatException("receipt is missing");
            ledger = Text(receipt, "ledger");
            if (!Step("回执格式", Text(receipt, "v") == Format, Text(receipt, "v") == Format ? $"{Format}，项目 {Text(receipt, "procurementId")}，回执 {Text(receipt, "bidId")}。" : $"格式 {Text(receipt, "v")} 不认识，应为 {Format}。")) return;
            if (!Signatures(said, receipt) || !Committed(receipt)) return;
            if (envelope is not null && !Envelope(receipt, envelope)) return;
            if (proof is null)
            {
                Step("账本证明", null, "回执中没有证明；几秒后可向平台再取一次，或者用 --proof 给出。");
                return;
            }

            steps.AddRange(Verification.Check(proof, Text(receipt, "commitment"), null, policy).Steps);
        }

        /// <summary>Every trusted key of the ledger has to have signed; a signature by another key says nothing.</summary>
        private bool Signatures(JsonObject said, JsonObject receipt)
        {
            var keys = policy.Logs.Where(key => key.Name == ledger).ToList();
            if (keys.Count == 0) return Step("回执签名", false, $"{ledger} 不是所信任的账本。");
            var text = Encoding.UTF8.GetString(CanonicalJson.Write(receipt));
            var signatures = (said["signatures"] as JsonArray ?? throw new FormatException("signatures are missing")).OfType<JsonObject>().ToList();
            foreach (var key in keys)
            {
                if (signatures.Find(s => Text(s, "key") == key.ToString()) is not { } signature) return Step("回执签名", false, $"没有公钥 {key} 的签名。");
                if (!key.Verify(text, new NoteSignature(key.Name, key.Id, Convert.FromBase64String(Text(signature, "signature"))), out _)) return Step("回执签名", false, $"公钥 {key} 的签名与回执内容不符：回执被改动，或者不是该平台签发。");
            }

            return Step("回执签名", true, $"{keys.Count} 个所信任的公钥签名有效。");
        }

        /// <summary>The commitment opens to a leaf, the leaf names the digest of a body, and the receipt's own words make that body.</summary>
        private bool Committed(JsonObject receipt)
        {
            var (leaf, salt, commitment) = (Convert.FromBase64String(Text(receipt, "leaf")), Convert.FromHexString(Text(receipt, "salt")), Convert.FromHexString(Text(receipt, "commitment")));
            if (!Commitment.Opens(commitment, salt, leaf)) return Step("承诺", false, "盐和叶推不出回执上的承诺。");
            Step("承诺", true, $"盐和叶推出承诺 {Text(receipt, "commitment")}。");
            if (FactLeaf.Read(leaf) is not { } fact || fact.Id != Text(receipt, "factId")) return Step("回执内容", false, "叶不是回执所说的事实。");
            if (!WireJson.TryInstant(Text(receipt, "receivedAt"), out var at)) return Step("回执内容", false, "收讫时刻不是规定的格式。");
            IFact body = receipt["withdrawal"]?.GetValue<bool>() == true
                ? new BidWithdrawn(Text(receipt, "procurementId"), Text(receipt, "lotId"), Text(receipt, "bidId"), Text(receipt, "pseudonym"), Text(receipt, "envelopeSm3"), at)
                : new BidSealed(Text(receipt, "procurementId"), Text(receipt, "lotId"), Text(receipt, "bidId"), Text(receipt, "pseudonym"), Text(receipt, "envelopeSm3"), Text(receipt, "envelopeSha256"), Text(receipt, "supersedes"), at);
            return fact.Kind == FactKinds.Published.Of(body).Kind && fact.Body.Fits(FactBody.Write(body))
                ? Step("回执内容", true, $"项目、信封摘要和收讫时刻 {Text(receipt, "receivedAt")} 正是密封进账本的内容。")
                : Step("回执内容", false, "回执所写与密封进账本的内容不同。");
        }

        private bool Envelope(JsonObject receipt, byte[] envelope)
        {
            // A receipt names what was signed: the envelope inside the document that holds signature and certificates too.
            if (SealedEnvelope.TryParse(envelope) is not { } document) return Step("投标文件", false, "给出的文件不是密封的投标文件。");
            var content = document.Envelope.ToBytes();
            var (sm3, sha256) = (Convert.ToHexStringLower(Sm3.Hash(content)), Convert.ToHexStringLower(SHA256.HashData(content)));
            return Text(receipt, "envelopeSm3") == sm3 && Text(receipt, "envelopeSha256") == sha256
                ? Step("投标文件", true, $"信封 {content.Length:#,##0} 字节，SM3 {sm3}，与回执一致。")
                : Step("投标文件", false, $"信封的 SM3 是 {sm3}，回执所记是 {Text(receipt, "envelopeSm3")}：不是递交的那一份。");
        }

        private static string Text(JsonObject o, string name) => o[name]?.GetValue<string>() ?? throw new FormatException($"{name} is missing");
    }
}
