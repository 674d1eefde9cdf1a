using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Trustees;

/// <summary>一份密封投标可否开启：what every trustee checks for itself, and whoever opens without the platform checks again.</summary>
public static class SealedBidCheck
{
    /// <summary>Why the bid may not be opened; null: it may.</summary>
    /// <param name="document">The bid's document as it was read; null: it could not be.</param>
    /// <param name="key">Of the project.</param>
    /// <param name="deadline">As the ledger names it.</param>
    /// <param name="entry">Reads a proved entry of the ledger; null when the ledger does not hold it.</param>
    public static async Task<TrusteeRefusal?> Refuse(SealedBid bid, SealedEnvelope? document, ProjectKey key, DateTimeOffset deadline, Func<long, Task<byte[]?>> entry)
    {
        TrusteeRefusal No(string code, string what) => new(code, $"投标 {bid.BidId} {what}", "请平台核对后重新请求；无法说明的，请监督部门核查。");
        if (document is not { IsSigned: true })
            return No("bid.malformed", "的信封无法读取或签名不成立。");
        var envelope = document.Envelope;
        if (envelope.Project != key.Project || envelope.KeyId != key.Id)
            return No("bid.foreign", "的信封不是用本项目的密钥密封的。");
        if (FactLeaf.Read(bid.Fact.Leaf) is not { Kind: "bid.sealed" } leaf || leaf.Stream != key.Project
            || FactBody.Read(FactKinds.Published.Find("bid.sealed")!, bid.Fact.Body).Fact is not BidSealed sealedFact
            || sealedFact.BidId != bid.BidId || sealedFact.EnvelopeSm3 != envelope.Digest() || sealedFact.Pseudonym != envelope.Bidder || sealedFact.LotId != envelope.Lot)
            return No("bid.not-recorded", "与送达记录不符。");
        if (leaf.At >= deadline || sealedFact.ReceivedAt >= deadline)
            return No("bid.late", "在截止之后送达。");
        if (await entry(bid.Fact.Index) is not { } found || !bid.Fact.StandsIn(found))
            return No("bid.not-committed", "的送达记录不在账本中。");
        return null;
    }
}
