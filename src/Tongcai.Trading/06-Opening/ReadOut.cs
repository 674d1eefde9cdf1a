using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Opening;

/// <summary>What came out of one bid.</summary>
/// <param name="Content">Null when it could not be opened.</param>
/// <param name="Cause">Empty, bidder or platform.</param>
public sealed record ReadBid(LiveBid Live, BidContent? Content, string Cause, string Detail);

/// <summary>唱标：opened sections become contents, contents the record that is read out. The same partials give the same record, whoever repeats it.</summary>
public static class ReadOut
{
    /// <summary>Longest content that is kept in memory; files of the technical part are only checked.</summary>
    private const int LongestContent = 32 << 20;

    /// <summary>Opens one bid.</summary>
    /// <param name="partials">By section: partials of all trustees that answered, each verified when it was taken.</param>
    /// <param name="fetch">Reads a stored chunk.</param>
    /// <param name="handed">By section: what the bidder handed in of its own copy; used where trustees are too few.</param>
    public static async Task<ReadBid> Open(
        LiveBid live, ProjectKey key, IReadOnlyDictionary<string, List<PartialDecryption>> partials, IReadOnlyDictionary<string, byte[]> handed, FetchChunk fetch, CancellationToken cancel)
    {
        if (SealedEnvelope.TryParse(live.Bid.Envelope)?.Envelope is not { } envelope)
            return new(live, null, "platform", "保存的信封无法读取，原因不在投标人。");
        Dictionary<string, byte[]> plain = [];
        foreach (var section in envelope.Sections)
        {
            var combined = ThresholdDecryption.CombineVerified(key, section.Kem, partials.GetValueOrDefault(section.Name, []));
            if ((combined.Plain ?? (combined.Findings.Any(f => f.Code == "opening.too-few-partials") ? handed.GetValueOrDefault(section.Name) : null)) is not { } contentKey)
                return Failed(live, combined.Findings);
            using var output = new MemoryStream();
            await using var sink = section.Name == "technical" ? Stream.Null : output;
            var findings = await EnvelopeOpening.OpenAsync(envelope, section, contentKey, fetch, sink, cancel);
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(contentKey);
            if (findings.Count > 0)
                return Failed(live, findings);
            plain[section.Name] = section.Name == "technical" ? [] : output.Length <= LongestContent ? output.ToArray() : [];
        }

        return Parse(live, plain.GetValueOrDefault(Envelope.OpeningSection, []), plain.GetValueOrDefault("price", []));
    }

    /// <summary>The content of the two sections. What 开标一览表 says goes before the rest of the bid (87号第五十九条); who bids is whom the certificate named.</summary>
    public static ReadBid Parse(LiveBid live, byte[] opening, byte[] price)
    {
        if (Content(opening) is not { } head || Content(price) is not { } whole || head.LotId != live.Bid.LotId || head.PriceFen <= 0 || head.DeliveryDays < 0)
            return new(live, null, "bidder", "开标一览表或报价部分已经解密，但不是规定的格式，无法读取；原因在投标人一方。");
        var content = whole with
        {
            SupplierId = live.SupplierId,
            SupplierName = live.SupplierName,
            LotId = head.LotId,
            PriceFen = head.PriceFen,
            DeliveryDays = head.DeliveryDays,
            ConsortiumIds = head.ConsortiumIds ?? [],
        };
        return new(live, content, "", "");
    }

    /// <summary>The one commit of the opening: every row, the public record, the releases.</summary>
    public static Commit Decide(OpeningCase c, IReadOnlyList<ReadBid> read, IReadOnlyList<PartialRow> partials, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var opened = read.Where(r => r.Content is not null).Select(r => new OpenedBid(
            r.Live.Bid.Id, r.Live.Bid.LotId, r.Live.SupplierId, r.Live.SupplierName, r.Content!.PriceFen, r.Content.DeliveryDays, r.Content.ConsortiumIds, r.Live.Bid.EnvelopeSm3,
            Convert.ToBase64String(r.Live.Fact.Leaf), Convert.ToBase64String(r.Live.Fact.Salt!))).ToList();
        var unopened = read.Where(r => r.Content is null).Select(r => new UnopenedBid(r.Live.Bid.Id, r.Live.Bid.LotId, r.Live.Bid.EnvelopeSm3, r.Cause, r.Detail)).ToList();
        var commit = c.Round is { } round
            ? Commit.Empty.Update(round with { OpenedAt = now }).Require(c.Procurement)
            : Commit.Empty.Insert(new OpeningRow { Id = c.Procurement.Id, State = OpeningState.Opened, StartedAt = startedAt, OpenedAt = now }).Update(c.Procurement with { Stage = Stage.Opened, OpenedAt = now });
        var shown = opened.Select(o => o.BidId).ToHashSet(StringComparer.Ordinal);
        var good = partials.Select(p => p.TrusteeIndex).Distinct().Count();
        // What is read out to everybody can be repeated by everybody; what is not stays with those who review it.
        var told = c.Procurement.MethodRow().Tender ? shown : [];
        commit = partials.GroupBy(p => p.TrusteeIndex).OrderBy(g => g.Key).Aggregate(commit, (all, g) => all.Record(Published(c, g.Key, [.. g], told)))
            .And(Disclosed(c, good, told));
        commit = c.Procurement.MethodRow().Tender
            ? commit.Record(new BidsOpened(c.Procurement.Id, c.KeyRow.KeyId, now, opened, unopened))
            : commit.Record(new ResponsesOpened(c.Procurement.Id, c.KeyRow.KeyId, c.Round?.Number ?? 1, now)).Record(new ResponsesRead(c.Procurement.Id, c.KeyRow.KeyId, c.Round?.Number ?? 1, now, opened, unopened));
        commit = read.Aggregate(commit, (all, r) => all.Insert(Row(c.Procurement.Id, r)));
        commit = partials.Aggregate(commit, (all, p) => all.Insert(p));
        commit = read.Where(r => r.Content is not null).Aggregate(commit, (all, r) => all.Release(r.Live.Fact.FactId, ReleaseMoment.AfterOpening));
        return c.Questions.Aggregate(commit, (all, q) => all.Release(q.FactId, ReleaseMoment.AfterOpening)).And(CaseRelease.Of(c.ForCase));
    }

    /// <summary>Keys that opened because trustees were too few, and the facts by which bidders handed them in.</summary>
    private static Commit Disclosed(OpeningCase c, int good, HashSet<string> shown)
    {
        var keys = c.Handed.Where(h => h.Section == Envelope.OpeningSection && shown.Contains(h.BidId)).OrderBy(h => h.BidId, StringComparer.Ordinal).Select(h => new DisclosedContentKey(h.BidId, h.ContentKey)).ToList();
        var commit = good < c.KeyRow.Threshold && keys.Count > 0 ? Commit.Empty.Record(new ContentKeysDisclosed(c.Procurement.Id, OpeningRules.Undecrypted.Id, keys)) : Commit.Empty;
        return c.HandedFacts.Aggregate(commit, (all, f) => all.Release(f.FactId, ReleaseMoment.AfterOpening));
    }

    private static PartialsPublished Published(OpeningCase c, int trustee, IReadOnlyList<PartialRow> given, HashSet<string> shown) => new(
        c.Procurement.Id, c.KeyRow.KeyId, trustee, c.KeyRow.Trustees.Value[trustee - 1].Name,
        new TrusteePartials(trustee, [.. given.Select(p => new PartialAnswer(p.BidId, p.Section, Convert.FromHexString(p.Value)))]).Digest(),
        [.. given.Where(p => p.Section == Envelope.OpeningSection && shown.Contains(p.BidId)).OrderBy(p => p.BidId, StringComparer.Ordinal).Select(p => new PublishedPartial(p.BidId, p.Value))]);

    /// <summary>投标人不足法定家数，不得开标: ends the procurement when that is so in every lot; the bids stay sealed. Null when some lot can be opened.</summary>
    public static Commit? TooFew(OpeningCase c, DateTimeOffset now)
    {
        if (c.OpenableLots.Count > 0)
            return null;
        var minimum = c.Procurement.Minimum();
        var reason = c.Procurement.Words().Say(minimum.Value == 1 ? "投标截止时没有收到投标文件。" : $"投标截止时投标人不足{minimum.Suppliers()}，不得开标。");
        return Commit.Empty
            .Update(c.Procurement with { Stage = Stage.Ended, Ending = "failed", EndingReason = reason })
            .Record(new ProcurementEnded(c.Procurement.Id, "failed", [], minimum.Rule.Id, reason, now.BeijingDate()))
            .And(c.Questions.Where(f => ResultRelease.Invitations.Contains(f.Kind)).Released(ReleaseMoment.AfterOpening));
    }

    private static OpenedBidRow Row(string procurementId, ReadBid read) => new()
    {
        Id = read.Live.Bid.Id,
        ProcurementId = procurementId,
        LotId = read.Live.Bid.LotId,
        SupplierId = read.Live.SupplierId,
        SupplierName = read.Live.SupplierName,
        PriceFen = read.Content?.PriceFen ?? 0,
        DeliveryDays = read.Content?.DeliveryDays ?? 0,
        ConsortiumIds = read.Content?.ConsortiumIds.ToList() ?? [],
        Content = read.Content ?? Nothing(read.Live),
        Cause = read.Cause,
        Detail = read.Detail,
        EnvelopeSm3 = read.Live.Bid.EnvelopeSm3,
    };

    /// <summary>The content of a bid that could not be opened: nothing but who and where.</summary>
    private static BidContent Nothing(LiveBid live) => new(live.SupplierId, live.SupplierName, live.Bid.LotId, 0, 0, [], 0, "", false, "", false, [], [], [], "", "");

    private static ReadBid Failed(LiveBid live, IReadOnlyList<Finding> findings) => new(
        live, null, findings.Any(f => f.Code is "opening.chunk-lost" or "opening.chunk-altered" or "opening.too-few-partials") ? "platform" : "bidder",
        string.Concat(findings.Select(f => f.Reason)));

    private static BidContent? Content(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<BidContent>(bytes, WireJson.Options) is { LotId: not null } content
                ? content with
                {
                    ConsortiumIds = content.ConsortiumIds ?? [], Prices = content.Prices ?? [], Responses = content.Responses ?? [], Files = content.Files ?? [],
                    SmeSize = content.SmeSize ?? "", Brand = content.Brand ?? "", Contact = content.Contact ?? "", Address = content.Address ?? "",
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
