using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Verify;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Trustees;

/// <summary>On whose side it lies that something did not open.</summary>
public enum OpeningSide
{
    /// <summary>It opened.</summary>
    None,

    /// <summary>撤销.</summary>
    Bidder,

    /// <summary>撤回: lost or altered in keeping, or not in the ledger.</summary>
    Platform,

    /// <summary>撤回: fewer than k trustees.</summary>
    Trustees,

    /// <summary>Its chunks are not in the package, e.g. because the section is not public yet.</summary>
    NotCarried,
}

/// <summary>What came of one section of one bid.</summary>
/// <param name="Bidder">Name in the bidder's certificate.</param>
/// <param name="ByBidder">Whether the bidder's own copy opened it, not the trustees.</param>
public sealed record ReopenedSection(string BidId, string Lot, string Pseudonym, string Bidder, string Section, OpeningSide Side, bool ByBidder, IReadOnlyList<Finding> Findings);

/// <summary>What came of an opening package.</summary>
/// <param name="Checks">What had to hold before anything was decrypted.</param>
/// <param name="Trustees">What trustees did wrong, by name; the others' parts may have opened all the same.</param>
public sealed record Reopened(VerifyReport Checks, IReadOnlyList<Finding> Trustees, IReadOnlyList<ReopenedSection> Sections)
{
    public bool IsOpened => Checks.Passed && Sections.Count > 0 && Sections.All(s => s.Side is OpeningSide.None or OpeningSide.NotCarried);
}

/// <summary>
/// 不经交易平台开标. From the ledger, the trustees' parts and the stored chunks alone: the same result for everybody who repeats it, and with every failure on whose side it lies. Before the ledger
/// says that the deadline has passed nothing is decrypted, and trustees who gave their parts already are named.
/// </summary>
/// <param name="ledger">Files of the ledger.</param>
/// <param name="policy">Pinned keys of the ledger and its witnesses.</param>
/// <param name="chunk">Reads a stored chunk by its SM3; null when it is not there.</param>
public sealed class Reopening(ITileSource ledger, TlogPolicy policy, Func<string, CancellationToken, Task<byte[]?>> chunk)
{
    private readonly List<VerifyStep> steps = [];
    private readonly List<Finding> trustees = [];
    private ProvedEntries? entries;
    private long size;

    /// <summary>Opens what can be opened. Never throws on bad input.</summary>
    /// <param name="sink">Where the content of a section goes; what was written is thrown away when the section does not open.</param>
    /// <exception cref="IOException">The ledger's files cannot be read.</exception>
    public async Task<Reopened> Run(OpeningPackage package, Func<SealedBid, EnvelopeSection, Stream> sink, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(sink);
        if (!await Head(package, cancel) || await Key(package, cancel) is not { } key)
            return Stopped();
        var deadline = await Deadline(package, cancel);
        if (deadline is null)
        {
            NameEarly(package, key);
            return Stopped();
        }

        var opening = await Examined(package, key, deadline.Value, cancel);
        NameRepeated(package, key);
        List<ReopenedSection> sections = [];
        foreach (var (bid, document, refusal) in opening)
        {
            foreach (var section in document?.Envelope.Sections ?? [])
            {
                var (side, byBidder, findings) = refusal is null ? await Open(package, bid, key, document!.Envelope, section, sink, cancel) : (OpeningSide.Platform, false, [new(refusal.Code, refusal.Reason, refusal.Remedy)]);
                sections.Add(new(bid.BidId, document!.Envelope.Lot, document.Envelope.Bidder, document.Signing.Subject.CommonName, section.Name, side, byBidder, findings));
            }

            if (document is null)
                sections.Add(new(bid.BidId, "", "", "", Envelope.OpeningSection, OpeningSide.Platform, false, [new(refusal!.Code, refusal.Reason, refusal.Remedy)]));
        }

        var opened = sections.Count(s => s.Side is OpeningSide.None);
        steps.Add(new("开启", sections.All(s => s.Side is OpeningSide.None or OpeningSide.NotCarried), $"{opening.Count} 份投标共 {sections.Count} 个部分，开启 {opened} 个，不在包内 {sections.Count(s => s.Side is OpeningSide.NotCarried)} 个。"));
        return new(new(steps.TrueForAll(s => s.Passed is not false), "核对完毕。", steps) { Ledger = package.Ledger }, trustees, sections);
    }

    private Reopened Stopped() => new(new(false, $"{steps[^1].Title}一步不成立，没有解密任何内容。", steps), trustees, []);

    private async Task<bool> Head(OpeningPackage package, CancellationToken cancel)
    {
        if (await policy.CheckNewest(ledger, cancel) is not var (note, verdict))
            return Step("账本", false, "没有检查点。");
        if (!verdict.Accepted || verdict.Checkpoint is not { } head)
            return Step("账本", false, $"检查点不被信任：{verdict.Detail}");
        if (head.Origin != package.Ledger)
            return Step("账本", false, $"开标包是账本 {package.Ledger} 的，给出的是 {head.Origin}。");
        (entries, size) = (new(ledger, note), head.Size);
        return Step("账本", true, $"{head.Origin}，{head.Size:#,##0} 条，签名有效。");
    }

    private async Task<ProjectKey?> Key(OpeningPackage package, CancellationToken cancel)
    {
        const string Title = "密钥仪式";
        if (await Fact(package.Ceremony, "key.ceremony", package.ProcurementId, cancel) is not KeyCeremonyHeld held)
            return Fault("仪式记录不在账本中。");
        if (CeremonyTranscript.TryParse(System.Text.Encoding.UTF8.GetBytes(held.Transcript ?? "")) is not { } transcript)
            return Fault("仪式记录无法读取。");
        if (transcript.Check() is [var fault, ..])
            return Fault(fault.Finding.Reason);
        if (transcript.KeyFor(package.ProcurementId) is not { } key || key.Id != held.KeyId)
            return Fault("仪式记录得不出账本所记的公钥。");
        Step(Title, true, $"{key.Trustees.Count} 名受托人签署，{key.Threshold} 名可开：{string.Join('、', key.Trustees.Select(t => t.Name))}。");
        return key;

        ProjectKey? Fault(string why)
        {
            Step(Title, false, why);
            return null;
        }
    }

    private async Task<DateTimeOffset?> Deadline(OpeningPackage package, CancellationToken cancel)
    {
        const string Title = "投标截止";
        DateTimeOffset? deadline = package.Deadline is not { } place ? null
            : package.Round == 1 ? (await Fact(place, "deadline.passed", package.ProcurementId, cancel) as DeadlinePassed)?.Deadline
            : await Fact(place, "offers.closed", package.ProcurementId, cancel) is OffersClosed closed && closed.Round == package.Round ? closed.Deadline : null;
        Step(Title, deadline is not null, deadline is { } passed
            ? $"{(package.Round == 1 ? "" : $"第 {package.Round} 轮，")}{WireJson.Instant(passed)}，在账本第 {package.Deadline!.Index:#,##0} 条。"
            : package.Round == 1 ? "账本上没有本项目的投标截止记录，截止前不解密。" : $"账本上没有本项目第 {package.Round} 轮报价的截止记录，截止前不解密。");
        return deadline;
    }

    /// <summary>A part that was given before the ledger says that the deadline has passed is an act of its trustee, and provable.</summary>
    private void NameEarly(OpeningPackage package, ProjectKey key)
    {
        foreach (var given in package.Partials.Where(g => g.Trustee >= 1 && g.Trustee <= key.Trustees.Count))
        {
            if (package.Bids.Any(bid => given.Partials.Any(p => p.BidId == bid.BidId && Proved(bid, p, key) == given.Trustee)))
                trustees.Add(new("opening.early-partial", $"第{given.Trustee}号受托人“{key.Trustees[given.Trustee - 1].Name}”在账本记下投标截止之前给出了部分解密，其证明成立。", "请监督部门处理该受托人；不足门限，没有内容因此泄露，开标前请更换其份额。"));
        }
    }

    private void NameRepeated(OpeningPackage package, ProjectKey key)
    {
        foreach (var group in package.Partials.GroupBy(p => p.Trustee).Where(g => g.Count() > 1 && g.Key >= 1 && g.Key <= key.Trustees.Count))
            trustees.Add(new("opening.partial-repeated", $"第{group.Key}号受托人“{key.Trustees[group.Key - 1].Name}”给出了 {group.Count()} 次，只计一次。", "无须处理。"));
        foreach (var given in package.Partials)
        {
            var others = given.Partials.Select(p => PartialDecryption.TryParse(p.Value)?.Trustee ?? given.Trustee).Where(t => t != given.Trustee).Distinct().ToList();
            if (others.Count > 0)
                trustees.Add(new("opening.partial-of-another", $"以第{given.Trustee}号受托人名义给出的部分解密是第{string.Join('、', others)}号的。", "不重复计数；请该受托人用自己的份额重新给出。"));
        }
    }

    private static int Proved(SealedBid bid, PartialAnswer part, ProjectKey key) =>
        SealedEnvelope.TryParse(bid.Document)?.Envelope is { } envelope && envelope.Sections.FirstOrDefault(s => s.Name == part.Section) is { } section
        && PartialDecryption.TryParse(part.Value) is { } partial && partial.Verify(key, envelope.Context(section.Name), section.Kem) ? partial.Trustee : 0;

    private async Task<List<(SealedBid Bid, SealedEnvelope? Document, TrusteeRefusal? Refusal)>> Examined(OpeningPackage package, ProjectKey key, DateTimeOffset deadline, CancellationToken cancel)
    {
        List<(SealedBid Bid, SealedEnvelope? Document, TrusteeRefusal? Refusal)> all = [];
        foreach (var bid in package.Bids)
        {
            var document = SealedEnvelope.TryParse(bid.Document);
            all.Add((bid, document, document is not null && OfferRound.Of(document.Envelope.Lot).Number != package.Round
                ? new("bid.other-round", $"投标 {bid.BidId} 不是第 {package.Round} 轮的。", "每一轮各有截止时间，分别取得开标包。")
                : await SealedBidCheck.Refuse(bid, document, key, deadline, index => Entry(index, cancel))));
        }

        var refused = all.Where(b => b.Refusal is not null).ToList();
        Step("送达记录", refused.Count == 0, refused.Count == 0 ? $"{all.Count} 份投标都在截止前写入账本。" : string.Concat(refused.Select(r => r.Refusal!.Reason)));
        var repeated = EnvelopeOpening.RepeatedKeys(all.Where(b => b.Refusal is null).Select(b => b.Document!.Envelope));
        Step("密文重复", repeated.Count == 0, repeated.Count == 0 ? "没有一份密文出现两次。" : string.Concat(repeated.Select(f => f.Reason)));
        return repeated.Count == 0 ? all : [.. all.Select(b => b.Refusal is null && Copies(b.Document!.Envelope, all) ? (b.Bid, b.Document, new TrusteeRefusal(repeated[0].Code, repeated[0].Reason, repeated[0].Remedy)) : b)];
    }

    private static bool Copies(Envelope envelope, List<(SealedBid Bid, SealedEnvelope? Document, TrusteeRefusal? Refusal)> all) =>
        EnvelopeOpening.RepeatedKeys([envelope]).Count > 0
        || all.Any(o => o.Refusal is null && o.Document!.Envelope.Digest() != envelope.Digest() && EnvelopeOpening.RepeatedKeys([envelope, o.Document.Envelope]).Count > 0);

    private async Task<(OpeningSide Side, bool ByBidder, IReadOnlyList<Finding> Findings)> Open(
        OpeningPackage package, SealedBid bid, ProjectKey key, Envelope envelope, EnvelopeSection section, Func<SealedBid, EnvelopeSection, Stream> sink, CancellationToken cancel)
    {
        var parts = package.Partials.SelectMany(p => p.Partials).Where(p => p.BidId == bid.BidId && p.Section == section.Name).Select(p => PartialDecryption.TryParse(p.Value)).OfType<PartialDecryption>().DistinctBy(p => Convert.ToHexString(p.ToBytes())).ToList();
        if (!package.Carried.Contains(section.Name) && parts.Count == 0)
            return (OpeningSide.NotCarried, false, []);
        var combined = ThresholdDecryption.Combine(key, envelope.Context(section.Name), section.Kem, parts);
        foreach (var wrong in combined.Findings.Where(f => f.Code == "opening.bad-partial" && trustees.TrueForAll(t => t.Reason != f.Reason)))
            trustees.Add(wrong);
        var disclosed = combined.Plain is null && combined.Findings.Any(f => f.Code == "opening.too-few-partials")
            ? package.Keys.FirstOrDefault(k => k.BidId == bid.BidId && k.Section == section.Name)?.Key
            : null;
        if ((combined.Plain ?? disclosed) is not { } contentKey)
        {
            var findings = combined.Findings.Where(f => f.Code != "opening.bad-partial").ToList();
            return (findings.Exists(f => f.Code == "opening.too-few-partials") ? OpeningSide.Trustees : OpeningSide.Bidder, false, findings);
        }

        try
        {
            if (!package.Carried.Contains(section.Name))
                return (OpeningSide.NotCarried, disclosed is not null, []);
            await using var output = sink(bid, section);
            var findings = await EnvelopeOpening.OpenAsync(envelope, section, contentKey, (wanted, stop) => chunk(wanted.Sm3, stop), output, cancel);
            // A key that its bidder disclosed and that does not fit shows nothing of the bid: the trustees are still missing.
            return (findings.Count == 0 ? OpeningSide.None : SideOf(findings) is OpeningSide.Bidder && disclosed is not null ? OpeningSide.Trustees : SideOf(findings), disclosed is not null, findings);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(contentKey);
        }
    }

    private static OpeningSide SideOf(IReadOnlyList<Finding> findings) => findings.Any(f => f.Code is "opening.chunk-lost" or "opening.chunk-altered") ? OpeningSide.Platform : OpeningSide.Bidder;

    private async Task<byte[]?> Entry(long index, CancellationToken cancel) => index >= 0 && index < size ? await entries!.At(index, cancel) : null;

    private async Task<IFact?> Fact(LedgerBody place, string kind, string stream, CancellationToken cancel) =>
        place.Body is not null && await Entry(place.Index, cancel) is { } entry && FactLeaf.Read(entry) is { } leaf && leaf.Kind == kind && leaf.Stream == stream && leaf.Body.Fits(place.Body)
            ? FactBody.Read(FactKinds.Published.Find(kind)!, place.Body).Fact
            : null;

    private bool Step(string title, bool passed, string detail)
    {
        steps.Add(new(title, passed, detail));
        return passed;
    }
}
