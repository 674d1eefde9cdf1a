using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;

namespace Tongcai.Trading.Bidding;

/// <summary>
/// 投标回执. Signed when the bid is durable, anew each time it is asked for (the text stays, an SM2 signature has a number of chance in it): canonical JSON <c>{receipt, signatures}</c>; the text that is signed is the canonical JSON of <c>receipt</c>, the signers are the ledger's
/// Ed25519 and SM2 keys. HMAC-SHA-256(salt, leaf) = commitment; the proof that it stands in the ledger follows once the next batch is sealed.
/// </summary>
public static class Receipt
{
    public const string Format = "tongcai/bid-receipt/v1";

    /// <summary>The text of a bid's receipt, not signed yet: what is kept. Signing takes longer than all else that a commit does, and commits wait for each other.</summary>
    /// <param name="bid">As stored.</param>
    /// <param name="factId">Id of its fact.</param>
    /// <param name="leaf">Inner leaf of the fact.</param>
    /// <param name="salt">32 bytes.</param>
    /// <param name="commitment">What stands for the fact in the ledger.</param>
    public static byte[] Text(Bid bid, string factId, byte[] leaf, byte[] salt, byte[] commitment, string origin) => CanonicalJson.Write(new JsonObject
        {
            ["v"] = Format,
            ["procurementId"] = bid.ProcurementId,
            ["lotId"] = bid.LotId,
            ["bidId"] = bid.Id,
            ["pseudonym"] = bid.Pseudonym,
            ["withdrawal"] = bid.Withdrawal,
            ["envelopeSm3"] = bid.EnvelopeSm3,
            ["envelopeSha256"] = bid.EnvelopeSha256,
            ["supersedes"] = bid.Supersedes,
            ["receivedAt"] = WireJson.Instant(bid.ReceivedAt),
            ["ledger"] = origin,
            ["factId"] = factId,
            ["leaf"] = Convert.ToBase64String(leaf),
            ["salt"] = Convert.ToHexStringLower(salt),
            ["commitment"] = Convert.ToHexStringLower(commitment),
        });

    /// <summary>What the bidder gets.</summary>
    /// <param name="kept">A text as <see cref="Text"/> makes it, or a receipt that an earlier version signed before it was kept; that is given as it is.</param>
    public static byte[] Signed(byte[] kept, LedgerKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (JsonNode.Parse(kept) is not JsonObject receipt || receipt.ContainsKey("receipt"))
            return kept;
        var text = Encoding.UTF8.GetString(kept);
        return CanonicalJson.Write(new JsonObject
        {
            ["receipt"] = receipt,
            ["signatures"] = new JsonArray([.. keys.Signers.Select(s => new JsonObject { ["key"] = s.Key.ToString(), ["signature"] = Convert.ToBase64String(s.Sign(text).Bytes.ToArray()) })]),
        });
    }
}
