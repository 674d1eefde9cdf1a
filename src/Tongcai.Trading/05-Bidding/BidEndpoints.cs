using System.Buffers;
using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bidding;

/// <summary>
/// 投标的接口, suppliers only:
/// <c>PUT …/chunks/{sm3}</c> (octets) 204; <c>POST …/chunks/missing</c> <c>{sm3:[…]}</c> → <c>{missing:[…]}</c>; <c>POST …/bids</c> (sealed envelope) 201 with the receipt;
/// <c>GET …/receipts/{bid}</c> → <c>{receipt, proof?}</c>. The same envelope again gives the same receipt, also after the deadline.
/// </summary>
public static class BidEndpoints
{
    private const int Attempts = 5;
    private const int MostAsked = 4096;

    private static readonly Access Suppliers = Access.To(Owner.None, Role.Supplier);

    /// <summary>Which of these are still missing.</summary>
    public sealed record AskedChunks([property: Field("密文块的 SM3", Max = MostAsked)] IReadOnlyList<string> Sm3);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/procurements/{id}/chunks/{sm3}", Upload).WithMetadata(Suppliers, new PieceUpload()).WithSummary("上传密文块");
        routes.MapPost("/api/v1/procurements/{id}/chunks/missing", Missing).WithMetadata(Suppliers).WithSummary("还缺哪些密文块").Accepts<AskedChunks>("application/json");
        routes.MapPost("/api/v1/procurements/{id}/bids", Seal).WithMetadata(Suppliers).WithSummary("递交密封投标文件");
        routes.MapGet("/api/v1/procurements/{id}/receipts/{bid}", Again).WithMetadata(Suppliers).WithSummary("投标回执与账本证明");
    }

    private static async Task<IResult> Upload(string id, string sm3, HttpContext http, IStore store, LegalTime legal, ClockGuard guard, ChunkStore chunks, Sm3Batch batch)
    {
        if (http.Request.ContentLength > ChunkStore.Longest)
            return new Refused(HttpRules.TooLarge);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkStore.Longest + 1);
        try
        {
            var (length, digests) = await ChunkDigests.Read(http.Request.Body, buffer.AsMemory(0, ChunkStore.Longest + 1), batch, http.RequestAborted);
            if (length > ChunkStore.Longest)
                return new Refused(HttpRules.TooLarge);
            if (await store.Read(c => BiddingCase.Sender(c, id, http.Actor().OrganisationId), http.RequestAborted) is not { } sender)
                return new Refused(HttpRules.NotFound);
            if (SealBid.Open(sender.Procurement, sender.Offering, legal.GetUtcNow(), guard.Fault is not null) is { } closed)
                return new Refused([sender.Procurement.Words().Say(closed)]);
            return await chunks.Keep(id, sender.Pseudonym, sm3, digests, buffer.AsMemory(0, length)) switch
            {
                ChunkOutcome.Kept => Results.NoContent(),
                ChunkOutcome.OverQuota => new Refused([BiddingRules.UnfinishedUpload.Refuse("上传的密文块合计超过本项目的容量上限。", "压缩附件后重新生成投标文件；仍需更多的，请联系平台运营人员。")]),
                ChunkOutcome.WrongLength => new Refused([BiddingRules.UnsealedBid.Refuse("密文块的长度不合规定。", "请用平台投标工具重新生成。")]),
                _ => new Refused([BiddingRules.UnfinishedUpload.Refuse("收到的内容与摘要不符，传输中可能有误。", "请重新上传该块。")]),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<IResult> Missing(string id, HttpContext http, IStore store, ChunkStore chunks)
    {
        if (await RequestBody.Read(http, 512 << 10) is not { } bytes)
            return new Refused(HttpRules.TooLarge);
        var parsed = RequestParser.Parse<AskedChunks>(bytes);
        if (parsed.Value is not { } asked)
            return new Refused(parsed.Refusals);
        return await store.Read(c => BiddingCase.Load(c, id, http.Actor().OrganisationId), http.RequestAborted) is { Pseudonym: { } name }
            ? Results.Json(new { Missing = asked.Sm3.Where(sm3 => chunks.Find(id, name.Id, sm3) is null) }, Problems.Json)
            : new Refused(HttpRules.NotFound);
    }

    private static async Task<IResult> Seal(string id, HttpContext http, IStore store, Stamps stamps, SystemTime system, ClockGuard guard, ChunkStore chunks, SignInTrust trust)
    {
        var (keys, options) = (http.RequestServices.GetRequiredService<LedgerKeys>(), http.RequestServices.GetRequiredService<PlatformOptions>());
        http.Response.Headers.CacheControl = "no-store";
        if (await RequestBody.Read(http, SealedEnvelope.MaximumLength) is not { } bytes)
            return new Refused([BiddingRules.UnsealedBid.Refuse($"收到的内容超过密封信封的上限 {SealedEnvelope.MaximumLength} 字节。", "请用平台投标工具加密后再提交；平台没有保存这份内容。")]);
        using var stamp = stamps.Take(id);
        var actor = http.Actor();
        var (account, document) = (Receipts(actor.OrganisationId), SealedEnvelope.TryParse(bytes));
        var digest = document?.Envelope.Digest() ?? "";
        if (digest.Length > 0 && await store.Outcome(account, digest, http.RequestAborted) is { } before)
            return Answer(before.Response);

        for (var attempt = 1; ; attempt++)
        {
            if (await store.Read(c => BiddingCase.Load(c, id, actor.OrganisationId), http.RequestAborted) is not { } bidding)
                return new Refused(HttpRules.NotFound);
            if (OpenKey.KeyOf(bidding.KeyRow) is not { } key)
                return new Refused(HttpRules.Fault);
            var handed = SealBid.Judge(
                bytes, document, bidding, key, new(trust.Roots, trust.RevocationLists(), system.GetUtcNow()), chunk => bidding.Pseudonym is { } name ? chunks.Find(id, name.Id, chunk) : null, actor.Is(Role.Operator));
            var outcome = SealBid.Decide(bidding, handed, actor, RandomId.New(), RandomId.New(), stamp.At!.Value, guard.Fault is not null);
            if (outcome.Value is not { } commit)
            {
                // Between the first look and the decision its twin may have been sealed.
                return digest.Length > 0 && await store.Outcome(account, digest, http.RequestAborted) is { } twin ? Answer(twin.Response) : new Refused([.. outcome.Refusals.Select(bidding.Procurement.Words().Say)]);
            }

            var bid = commit.Changes.Select(c => c.Row).OfType<Bid>().Single();
            var origin = new CommitOrigin(digest, account, digest)
            {
                Respond = facts => new(201, "application/json; charset=utf-8", Receipt.Text(bid, facts[0].Id, facts[0].Leaf, facts[0].Salt, facts[0].Commitment, options.Origin), $"/procurements/{id}/receipts/{bid.Id}"),
            };

            // Once the stamp is taken, a bidder who closes the connection still has bid.
            switch (await store.Execute(commit, origin, CancellationToken.None))
            {
                case Committed { Response: { } response }:
                    return Answer(response);
                case Replayed replayed:
                    return Answer(replayed.Response);
                case Stale or Duplicate when attempt < Attempts:
                    continue;
                case Full:
                    return new Refused(HttpRules.Full);
                default:
                    return new Refused(HttpRules.Unavailable);
            }
        }

        IResult Answer(StoredResponse response)
        {
            http.Response.StatusCode = response.Status;
            http.Response.Headers.Location = response.Location;
            return Results.Bytes(Receipt.Signed(response.Body, keys), response.ContentType);
        }
    }

    private static async Task<IResult> Again(string id, string bid, HttpContext http, IStore store)
    {
        var (keys, options) = (http.RequestServices.GetRequiredService<LedgerKeys>(), http.RequestServices.GetRequiredService<PlatformOptions>());
        http.Response.Headers.CacheControl = "no-store";
        var supplier = http.Actor().OrganisationId;
        var (bidding, facts) = await store.Read(async c => (await BiddingCase.Load(c, id, supplier), await BidFacts.Of(c, id, supplier)), http.RequestAborted);
        if (bidding?.Bids.FirstOrDefault(b => b.Id == bid) is not { } own || facts.FirstOrDefault(f => f.BidId == bid) is not { } recorded)
            return new Refused(HttpRules.NotFound);
        var fact = recorded.Fact;
        var kept = await store.Outcome(Receipts(supplier), own.EnvelopeSm3, http.RequestAborted);
        var receipt = Receipt.Signed(kept?.Response.Body ?? Receipt.Text(own, fact.FactId, fact.Leaf, fact.Salt!, fact.Commitment!, options.Origin), keys);
        var proof = await http.RequestServices.GetRequiredService<LedgerProofs>().Of(fact, http.RequestAborted);
        using var json = JsonDocument.Parse(receipt);
        return Results.Json(
            new { Receipt = json.RootElement.GetProperty("receipt").Clone(), Signatures = json.RootElement.GetProperty("signatures").Clone(), Proof = proof is null ? null : System.Text.Encoding.UTF8.GetString(proof) }, Problems.Json);
    }

    // The answer to a sealed bid is its receipt: a bidder may ask for it again at any time.
    private static string Receipts(string supplier) => $"{CommitOrigin.Kept}bid/{supplier}";
}
