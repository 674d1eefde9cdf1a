using Tongcai.Cryptography;
using Tongcai.Exchange.Trustees;

namespace Tongcai.Trustee;

/// <summary>
/// 部分解密. Given only when this trustee itself finds in the platform's signed ledger that the deadline has passed and that each bid had been committed to before it,
/// and its own clock agrees. Of one bidder and lot one envelope is ever opened; a ciphertext handed in twice opens nothing.
/// </summary>
internal sealed class PartialOpening(TrusteeKeys keys, Vault vault, TradingLedger ledger, LegalClock clock)
{
    public async Task<Answer<PartialsAnswer>> Open(string ceremony, PartialsRequest request, CancellationToken cancel)
    {
        if (vault.Find(ceremony) is not { Share.Length: > 0 } held || Vault.Transcript(held.Signed) is not { } transcript
            || transcript.KeyFor(ProjectOf(ceremony)) is not { } key)
            return Answer<PartialsAnswer>.No("ceremony.unknown", "没有这次仪式的份额。", "请核对仪式编号。");
        LedgerKnowledge known;
        try
        {
            known = await ledger.CatchUp(cancel);
        }
        catch (LedgerContradictedException e)
        {
            return Answer<PartialsAnswer>.No("ledger.contradicted", $"交易平台的账本前后矛盾，停止解密：{e.Message}", "请监督部门核查账本后决定。");
        }

        var asked = request.Bids.Select(b => (Bid: b, Document: SealedEnvelope.TryParse(b.Document))).ToList();
        Dictionary<int, DateTimeOffset> deadlines = [];
        foreach (var round in asked.Select(a => RoundOf(a.Document)).DefaultIfEmpty(1).Distinct())
        {
            if (known.Deadline(key.Project, round) is not { } deadline)
                return Answer<PartialsAnswer>.NotYet("deadline.not-passed", "账本上还没有本项目的投标截止记录，截止前不解密。", "等投标截止记录进入账本后再请求。");
            if (clock.Now() < deadline - LegalClock.Tolerance)
                return Answer<PartialsAnswer>.NotYet("clock.disagrees", "账本说已经截止，但本受托人的时钟还没有到截止时间。", "请核对双方的时钟。");
            deadlines[round] = deadline;
        }

        if (known.Ended.Contains(key.Project))
            return Answer<PartialsAnswer>.No("procurement.ended", "本项目已经终止，投标文件不再开启。", "需要继续采购的，重新开展采购活动。");

        List<(SealedBid Bid, Envelope Envelope)> envelopes = [];
        var entries = ledger.Entries(cancel);
        foreach (var (bid, document) in asked)
        {
            if (await SealedBidCheck.Refuse(bid, document, key, deadlines[RoundOf(document)], entries) is { } refusal)
                return new(null, refusal);
            envelopes.Add((bid, document!.Envelope));
        }

        if (Repeated(held, [.. envelopes.Select(e => e.Envelope)]) is { } repeated)
            return new(null, repeated);
        return Decrypt(held, key, envelopes);
    }

    /// <summary>Every round has a deadline of its own on the ledger. What cannot be read is taken for the first and refused like any such bid.</summary>
    private static int RoundOf(SealedEnvelope? document) => document is null ? 1 : OfferRound.Of(document.Envelope.Lot).Number;

    /// <summary>The ceremony of a project is named by it: project, dot, number of the attempt.</summary>
    internal static string ProjectOf(string ceremony) => ceremony.Split('.')[0];

    private static TrusteeRefusal? Repeated(HeldCeremony held, IReadOnlyList<Envelope> envelopes)
    {
        if (EnvelopeOpening.RepeatedKeys(envelopes) is [var finding, ..])
            return new(finding.Code, finding.Reason, finding.Remedy);
        foreach (var envelope in envelopes)
        {
            var mine = Slot(envelope);
            if (held.Opened.TryGetValue(mine, out var before) && before.EnvelopeSm3 != envelope.Digest())
                return new("opening.second-envelope", $"{envelope.Lot}包{envelope.Bidder}已经开启过另一份投标文件。", "同一投标人在同一采购包只开启一份；请监督部门核查。");
            if (held.Opened.Any(o => o.Key != mine && o.Value.Ephemerals.Intersect(Ephemerals(envelope)).Any()))
                return new("opening.kem-repeated", $"{envelope.Lot}包{envelope.Bidder}的密钥封装在另一份已开启的投标文件中出现过，疑有复制他人密文。", "请监督部门核查后决定。");
        }

        return null;
    }

    private Answer<PartialsAnswer> Decrypt(HeldCeremony held, ProjectKey key, IReadOnlyList<(SealedBid Bid, Envelope Envelope)> envelopes)
    {
        var opened = new Dictionary<string, OpenedEnvelope>(held.Opened);
        List<PartialAnswer> partials = [];
        using var share = KeyShare.Unwrap(keys.Encryption, held.Share);
        foreach (var (bid, envelope) in envelopes)
        {
            if (!opened.TryGetValue(Slot(envelope), out var entry))
            {
                // A ciphertext that is no point of the curve opens for nobody; the platform sees as much.
                var values = envelope.Sections.Where(s => CurvePoint.TryParse(s.Kem.AsSpan(0, CurvePoint.Length)) is not null)
                    .ToDictionary(s => s.Name, s => share.Decrypt(key, envelope.Context(s.Name), s.Kem).ToBytes());
                opened[Slot(envelope)] = entry = new(bid.BidId, envelope.Digest(), Ephemerals(envelope), values);
            }

            partials.AddRange(entry.Partials.Select(p => new PartialAnswer(bid.BidId, p.Key, p.Value)));
        }

        vault.Keep(held with { Opened = opened });
        return new PartialsAnswer(partials);
    }

    private static string Slot(Envelope envelope) => envelope.Lot + "/" + envelope.Bidder;

    private static List<string> Ephemerals(Envelope envelope) => [.. envelope.Sections.Select(s => Convert.ToHexStringLower(s.Kem.AsSpan(0, CurvePoint.Length)))];
}
