using Tongcai.Cryptography;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bidding;

/// <summary>
/// 试投：<c>POST …/bids/rehearsal</c> judges an envelope exactly as handing it in would (signature, certificates, lot, key, chain, deadline), takes its chunks for uploaded, and keeps nothing: no row,
/// no fact, no file.
/// </summary>
public static class RehearseBid
{
    /// <summary>What a rehearsal that would be taken is answered with.</summary>
    /// <param name="EnvelopeSm3">Of the envelope that was judged; handing in seals anew.</param>
    /// <param name="Chunks">How many chunks of ciphertext would have to be uploaded.</param>
    /// <param name="Bytes">Their length in all.</param>
    /// <param name="Deadline">Until when it can be handed in.</param>
    public sealed record Rehearsed(string EnvelopeSm3, int Chunks, long Bytes, DateTimeOffset Deadline);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/procurements/{id}/bids/rehearsal", Rehearse)
        .WithMetadata(Access.To(Owner.None, Role.Supplier)).WithSummary("试投：只核对，不递交").Produces<Rehearsed>().ProducesProblem(422);

    private static async Task<IResult> Rehearse(string id, HttpContext http, IStore store, LegalTime legal, SystemTime system, ClockGuard guard, SignInTrust trust)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await RequestBody.Read(http, SealedEnvelope.MaximumLength) is not { } bytes)
            return new Refused([BiddingRules.UnsealedBid.Refuse($"收到的内容超过密封信封的上限 {SealedEnvelope.MaximumLength} 字节。", "请用平台投标工具加密后再试。")]);
        var (actor, document) = (http.Actor(), SealedEnvelope.TryParse(bytes));
        if (await store.Read(c => BiddingCase.Load(c, id, actor.OrganisationId), http.RequestAborted) is not { } bidding)
            return new Refused(HttpRules.NotFound);
        if (OpenKey.KeyOf(bidding.KeyRow) is not { } key)
            return new Refused(HttpRules.Fault);
        var chunks = document?.Envelope.Sections.SelectMany(s => s.Chunks).DistinctBy(c => c.Sm3).ToDictionary(c => c.Sm3) ?? [];
        var handed = SealBid.Judge(bytes, document, bidding, key, new(trust.Roots, trust.RevocationLists(), system.GetUtcNow()), chunk => chunks.GetValueOrDefault(chunk.Sm3), actor.Is(Role.Operator));
        var outcome = SealBid.Decide(bidding, handed, actor, RandomId.New(), RandomId.New(), legal.GetUtcNow(), guard.Fault is not null);
        return outcome.Value is null
            ? new Refused([.. outcome.Refusals.Select(bidding.Procurement.Words().Say)])
            : Results.Json(new Rehearsed(document!.Envelope.Digest(), chunks.Count, chunks.Values.Sum(c => c.Length), bidding.Deadline!.Value), Problems.Json);
    }
}
