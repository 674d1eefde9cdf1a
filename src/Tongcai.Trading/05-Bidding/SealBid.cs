using System.Security.Cryptography;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bidding;

/// <summary>递交、替换、撤回投标文件. The platform refuses what the law lets it refuse (late, not sealed as it must be, not the bidder's own); everything else is for the reviewers.</summary>
public static class SealBid
{
    /// <summary>What a supplier's envelope is judged by.</summary>
    /// <param name="Verdict">Of the envelope, against what this supplier may hand in now.</param>
    /// <param name="Sha256">Of the canonical envelope.</param>
    /// <param name="IsOwnCertificate">Whether the signing certificate is registered for the supplier.</param>
    /// <param name="IsOperator">Whether the supplier operates this platform.</param>
    public sealed record Handed(byte[] Bytes, EnvelopeVerdict Verdict, string Sha256, bool IsOwnCertificate, bool IsOperator);

    /// <param name="c">The case of the supplier.</param>
    /// <param name="handed">What was handed in.</param>
    /// <param name="actor">The supplier.</param>
    /// <param name="bidId">Random id of the bid.</param>
    /// <param name="bidderId">Random id of the bidder's row, used when this is its first bid.</param>
    /// <param name="stamp">Instant at which the last byte had been read.</param>
    /// <param name="doubted">Whether the clock is not believed: then nobody is refused for being late, and the deadline moves past the doubt.</param>
    public static Outcome<Commit> Decide(BiddingCase c, Handed handed, Actor actor, string bidId, string bidderId, DateTimeOffset stamp, bool doubted = false)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Open(c, stamp, doubted));
        refusals.Unless(Barred(c, actor, handed.IsOperator));
        // Whoever is listed may still take back what it handed in before.
        if (handed.Verdict.Document?.Envelope.IsWithdrawal != true)
            refusals.Unless(CreditRules.CheckParticipant(actor.OrganisationName, c.Listings, stamp.BeijingDate()));
        refusals.AddRange(handed.Verdict.Findings.Select(Refusal));
        if (handed.Verdict.Document is { } document && !handed.IsOwnCertificate)
            refusals.Add(BiddingRules.RegisteredAndVerified.Refuse("签名证书没有登记在本单位名下。", "使用本单位在公共服务平台登记的签名证书；刚登记的，等一分钟后再试。", "/certificates/signing"));
        if (refusals.Count > 0)
            return refusals;

        var envelope = handed.Verdict.Document!.Envelope;
        var bid = new Bid
        {
            Id = bidId,
            ProcurementId = c.Procurement.Id,
            LotId = envelope.Lot,
            Pseudonym = envelope.Bidder,
            Envelope = handed.Bytes,
            EnvelopeSm3 = envelope.Digest(),
            EnvelopeSha256 = handed.Sha256,
            Supersedes = c.Supersedes(envelope.Lot),
            Withdrawal = envelope.IsWithdrawal,
            ReceivedAt = stamp,
        };
        // The procurement is required as it was read: whatever node records the deadline changes it.
        var commit = Commit.Empty.Insert(bid).Require(c.Procurement).StampedAt(stamp);
        if (c.Bidder is null)
            commit = commit.Insert(new Bidder { Id = bidderId, ProcurementId = c.Procurement.Id, SupplierId = actor.OrganisationId, Pseudonym = envelope.Bidder });
        foreach (var chunk in envelope.Sections.SelectMany(s => s.Chunks).DistinctBy(c => c.Sm3))
            commit = commit.With(ChunkStore.SafeFolder, ChunkStore.PathOf(bid.ProcurementId, bid.Pseudonym, chunk), chunk.Length);
        return envelope.IsWithdrawal
            ? commit.Record(new BidWithdrawn(bid.ProcurementId, bid.LotId, bid.Id, bid.Pseudonym, bid.EnvelopeSm3, stamp), by: "", party: actor.OrganisationId)
            : commit.Record(
                new BidSealed(bid.ProcurementId, bid.LotId, bid.Id, bid.Pseudonym, bid.EnvelopeSm3, bid.EnvelopeSha256, bid.Supersedes, stamp), by: "", party: actor.OrganisationId);
    }

    /// <summary>Whether the supplier's bids are taken at the instant: first responses before the deadline, last offers of those who go on before the round's own.</summary>
    public static Refusal? Open(BiddingCase c, DateTimeOffset at, bool doubted = false)
    {
        ArgumentNullException.ThrowIfNull(c);
        return Open(c.Procurement, c.Offering, at, doubted);
    }

    /// <param name="offers">What the supplier may offer in beside the first responses; null where the method has no rounds or is not there yet.</param>
    internal static Refusal? Open(Procurement procurement, Offering? offers, DateTimeOffset at, bool doubted)
    {
        if (offers is not { } offering)
            return Open(procurement, at, doubted);
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        if (offering.Round is not { } round)
            return CompetitionRules.LastOfferInTime.Refuse("现在不接收最后报价。", "请留意评审小组的要求；最后报价只在其规定的时间内提交。");
        if (offering.Lots.Count == 0)
            return CompetitionRules.LastOfferInTime.Refuse("您单位没有继续参加本项目，或者已经退出。", "只有继续参加的供应商可以提交最后报价。");
        return !doubted && at >= round.Deadline
            ? BiddingRules.LateBid.Refuse($"最后报价截止时间为 {round.Deadline.BeijingSeconds()}，收讫时刻为 {at.BeijingSeconds()}，已经截止。", "不再接收最后报价；平台没有保存这份文件。")
            : null;
    }

    /// <summary>Whether bids are taken at the instant; the deadline itself is too late.</summary>
    /// <param name="doubted">Whether the clock is not believed.</param>
    public static Refusal? Open(Procurement procurement, DateTimeOffset at, bool doubted = false)
    {
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        if (!doubted && procurement.BidDeadline is { } deadline && at >= deadline)
            return BiddingRules.LateBid.Refuse($"投标截止时间为 {deadline.BeijingSeconds()}，收讫时刻为 {at.BeijingSeconds()}，已经截止。", "本项目不再接收投标文件；平台没有保存这份文件。");
        return Standstill.Check(procurement, "递交投标文件", Stage.Noticed);
    }

    private static Refusal? Barred(BiddingCase c, Actor actor, bool isOperator)
    {
        if (isOperator)
            return BiddingRules.OperatorMayNotBid.Refuse("您单位是本平台的运营机构，或者与其有控股、管理关系。", "不得在本平台投标。");
        var (own, agency) = (actor.OrganisationId, c.Procurement.AgencyId);
        return agency is not null && (own == agency || c.Supplier?.ParentId == agency || c.Agency?.ParentId == own)
            ? BiddingRules.AgencyMayNotBid.Refuse("您单位是本项目的采购代理机构，或者与其有控股、管理关系。", "不得在所代理的采购项目中投标。")
            : null;
    }

    /// <summary>A finding about the envelope as a refusal by the rule it breaks.</summary>
    private static Refusal Refusal(Finding finding)
    {
        var rule = finding.Code switch
        {
            "envelope.chunk-missing" or "envelope.chunk-altered" => BiddingRules.UnfinishedUpload,
            "envelope.previous-mismatch" or "envelope.nothing-withdrawn" => BiddingRules.WithdrawalBeforeDeadline,
            "envelope.bad-signature" or "envelope.two-holders" => IdentityRules.ReliableSignature,
            _ when finding.Code.StartsWith("certificate.", StringComparison.Ordinal) => IdentityRules.ReliableSignature,
            _ => BiddingRules.UnsealedBid,
        };
        return rule.Refuse(finding.Reason, finding.Remedy, finding.Pointer);
    }

    /// <summary>Judges bytes as they came.</summary>
    /// <param name="read">The envelope as it was read from them; null: it could not be.</param>
    internal static Handed Judge(byte[] bytes, SealedEnvelope? read, BiddingCase c, ProjectKey key, CertificateTrust trust, Func<EnvelopeChunk, EnvelopeChunk?> stored, bool isOperator)
    {
        // A lot that takes nothing now is empty, which no envelope fits.
        var lot = c.Lots.FirstOrDefault(l => l.LotId == read?.Envelope.Lot)?.LotId ?? "";
        var expected = new EnvelopeExpectation(key, lot, c.Pseudonym?.Id ?? "", c.Current(lot)?.EnvelopeSm3, BiddingCase.Sections);
        var verdict = EnvelopeCheck.Check(bytes, expected, trust, stored, read);
        var own = verdict.Document is { } document && c.Certificates.Any(pem => pem.Trim() == document.Signing.ToPem() || Certificate.TryParsePem(pem)?.Equals(document.Signing) == true);
        return new(bytes, verdict, verdict.Document is { } d ? Convert.ToHexStringLower(SHA256.HashData(d.Envelope.ToBytes())) : "", own, isOperator);
    }
}
