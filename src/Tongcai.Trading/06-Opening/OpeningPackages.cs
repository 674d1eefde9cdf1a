using System.Data.Common;
using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Opening;

/// <summary>
/// 开标包 (<see cref="OpeningPackage"/>). After the opening for everybody, with what was read out: <c>GET …/opening/package</c> and the chunks that it names,
/// <c>GET …/opening/bids/{bid}/chunks/{sm3}</c>. From the data of a platform that no longer runs, whole and also before the opening: <c>Tongcai.Trading opening-package PROCUREMENT DIR [ROUND]</c>; last offers (round 2) only so.
/// </summary>
public static class OpeningPackages
{
    private const string Verb = "opening-package";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/procurements/{id}/opening/package", Package).WithMetadata(Access.Public).WithSummary("开标包：复核开标所需的密封信封、部分解密和账本位置").Produces<OpeningPackage>();
        routes.MapGet("/api/v1/procurements/{id}/opening/bids/{bid}/chunks/{sm3}", Chunk).WithMetadata(Access.Public).WithSummary("开标一览表部分的密文块");
    }

    /// <summary>Writes the package of a procurement as a folder when the program was called for that; the platform does not start then.</summary>
    /// <returns>False when it was called for something else.</returns>
    public static async Task<bool> Written(string[] args, IServiceProvider services)
    {
        var round = 1;
        if (args is not ([Verb, _, _] or [Verb, _, _, _]) || (args.Length == 4 && (!int.TryParse(args[3], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out round) || round < 1)))
            return false;
        var (id, folder) = (args[1], args[2]);
        var (store, chunks, origin) = (services.GetRequiredService<IStore>(), services.GetRequiredService<ChunkStore>(), services.GetRequiredService<PlatformOptions>().Origin);
        if (await store.Read(c => Whole(c, id, origin, round)) is not { } whole)
        {
            await Console.Error.WriteLineAsync("没有这个项目，或者它还没有截止、没有开标密钥、投标记录还没有写入账本。");
            Environment.ExitCode = 1;
            return true;
        }

        Directory.CreateDirectory(Path.Combine(folder, "chunks"));
        foreach (var bid in whole.Bids)
        {
            var envelope = SealedEnvelope.TryParse(bid.Document)!.Envelope;
            foreach (var chunk in envelope.Sections.SelectMany(s => s.Chunks))
            {
                if (await chunks.Read(id, envelope.Bidder, chunk.Sm3, CancellationToken.None) is { } bytes)
                    await File.WriteAllBytesAsync(Path.Combine(folder, OpeningPackage.ChunkPath(chunk.Sm3)), bytes);
            }
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, OpeningPackage.File), JsonSerializer.SerializeToUtf8Bytes(whole, WireJson.Options));
        Console.WriteLine($"开标包已写入 {folder}：{whole.Bids.Count} 份投标，{whole.Partials.Count} 名受托人的部分解密。");
        return true;
    }

    private static async Task<IResult> Package(string id, HttpContext http, IStore store) =>
        await store.Read(c => Public(c, id, http.RequestServices.GetRequiredService<PlatformOptions>().Origin), http.RequestAborted) is { } package ? Results.Json(package, WireJson.Options) : new Refused(HttpRules.NotFound);

    private static async Task<IResult> Chunk(string id, string bid, string sm3, HttpContext http, IStore store, ChunkStore chunks)
    {
        var (procurement, opened, kept) = await store.Read(async c => (await c.Find<Procurement>(id), await c.Find<OpenedBidRow>(bid), await c.Find<Bid>(bid)), http.RequestAborted);
        if (procurement?.MethodRow().Tender != true || opened is not { Cause: "" } || opened.ProcurementId != id || kept is null || SealedEnvelope.TryParse(kept.Envelope)?.Envelope is not { } envelope
            || envelope.Sections.FirstOrDefault(s => s.Name == Envelope.OpeningSection)?.Chunks.Any(k => k.Sm3 == sm3) != true
            || await chunks.Read(id, kept.Pseudonym, sm3, http.RequestAborted) is not { } bytes)
            return new Refused(HttpRules.NotFound);
        return Results.Bytes(bytes, "application/octet-stream");
    }

    /// <summary>What everybody may have: the opened bids, and of them the section that was read out.</summary>
    private static async Task<OpeningPackage?> Public(DbConnection connection, string id, string origin)
    {
        if (await connection.Find<OpeningRow>(id) is null || await connection.Find<Procurement>(id) is not { } procurement || !procurement.MethodRow().Tender)
            return null;
        var opened = (await connection.Where<OpenedBidRow>("procurement_id = @id and cause = ''", new { id })).Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        return await Of(connection, id, origin, opened.Contains, [Envelope.OpeningSection]);
    }

    private static async Task<OpeningPackage?> Whole(DbConnection connection, string id, string origin, int round)
    {
        if (round > 1)
        {
            var offers = await connection.Find<Round>(new OfferRound(id, round).ToString()) is { Closed: true } ? await OpeningCase.LiveBids(connection, id, round, await connection.FactsOf(id)) : [];
            return offers.Count > 0 && offers.All(o => o.Fact.LeafIndex is not null)
                ? await Of(connection, id, origin, offers.Select(o => o.Bid.Id).ToHashSet(StringComparer.Ordinal).Contains, Envelope.SectionNames, round)
                : null;
        }

        if (await OpeningCase.Load(connection, id) is not { IsSequenced: true } c)
            return null;
        var wanted = c.ToOpen.Select(b => b.Bid.Id).ToHashSet(StringComparer.Ordinal);
        return await Of(connection, id, origin, wanted.Contains, Envelope.SectionNames);
    }

    private static async Task<OpeningPackage?> Of(DbConnection connection, string id, string origin, Func<string, bool> wanted, IReadOnlyList<string> sections, int round = 1)
    {
        var facts = await connection.FactsOf(id);
        var bids = (await connection.Where<Bid>("procurement_id = @id", new { id })).ToDictionary(b => b.Id);
        var partials = await connection.Where<PartialRow>("procurement_id = @id", new { id });
        if (Place(facts, "key.ceremony") is not { } ceremony)
            return null;
        return new(
            OpeningPackage.Form, origin, id, ceremony, round == 1 ? Place(facts, "deadline.passed") : Place([.. facts.Where(f => RoundOf(f) == round)], "offers.closed"),
            [.. BidFacts.Among(facts).Where(f => wanted(f.BidId) && f.Fact.LeafIndex is not null).OrderBy(f => f.BidId, StringComparer.Ordinal).Select(f => new LiveBid(bids[f.BidId], "", "", f.Fact).ForTrustees())],
            [.. partials.Where(p => wanted(p.BidId) && sections.Contains(p.Section)).GroupBy(p => p.TrusteeIndex).OrderBy(g => g.Key)
                .Select(g => new TrusteePartials(g.Key, [.. g.OrderBy(p => p.BidId, StringComparer.Ordinal).ThenBy(p => p.Section, StringComparer.Ordinal).Select(p => new PartialAnswer(p.BidId, p.Section, Convert.FromHexString(p.Value)))]))],
            [.. (await connection.Where<HandedKeyRow>("procurement_id = @id", new { id })).Where(h => wanted(h.BidId) && sections.Contains(h.Section)).Select(h => new DisclosedKey(h.BidId, h.Section, Convert.FromHexString(h.ContentKey)))],
            sections, round);
    }

    private static int RoundOf(LedgerFact fact) => fact.Kind == "offers.closed" && FactBody.Read(FactKinds.Published.Find(fact.Kind)!, fact.Body).Fact is Exchange.Facts.OffersClosed closed ? closed.Round : 0;

    private static LedgerBody? Place(IReadOnlyList<LedgerFact> facts, string kind) =>
        facts.LastOrDefault(f => f.Kind == kind && f.LeafIndex is not null) is { } fact ? new(fact.LeafIndex!.Value, fact.Body) : null;
}
