using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Opening;

/// <summary>
/// 用自留密钥解密：a bidder opens its own bid when too few trustees came. It hands in content keys, not content: they have to fit the ciphertext that was sealed before the deadline, so nothing new
/// can enter. The browser or <c>tongcai bid disclose</c> decrypts them on the bidder's own machine.
/// </summary>
public static class HandInKey
{
    public sealed record Request(
        [property: Field("内容密钥", Lines = true, Min = 2, Max = 20_000, Hint = "在本页选择加密私钥由浏览器算出，或者粘贴 tongcai bid disclose 生成的文件内容；私钥不离开本机")] string Keys);

    public static readonly Act Act = new("hand-in-key", "用自留密钥解密", "/procurements/{id}/opening/keys", Access.To(Owner.Bidder, Role.Supplier))
    {
        Rules = [OpeningRules.Undecrypted],
        Button = "提交密钥",
        Scripts = ["disclose"],
        Intro = "受托人不足时，投标人用加密证书的私钥解开自己留存的内容密钥交给平台。密钥要与截止前密封的密文相符，换不进别的内容。",
    };

    /// <summary>What is wrong with keys that were handed in, or the commit that keeps them.</summary>
    /// <param name="c">The opening.</param>
    /// <param name="own">Bids of the supplier that are to be opened.</param>
    /// <param name="keys">As handed in.</param>
    /// <param name="fits">By bid and section: what is wrong with the key; empty when it opens what was sealed.</param>
    /// <param name="newId">Gives random ids of rows.</param>
    public static Outcome<Commit> Decide(
        OpeningCase c, IReadOnlyList<LiveBid> own, Actor actor, IReadOnlyList<DisclosedKey> keys, Func<DisclosedKey, string> fits, Func<string> newId, DateTimeOffset now)
    {
        if (Standstill.Check(c.Procurement, Act.Title, Stage.Closed) is { } standing)
            return standing;
        if (OpeningRecovery.Check(c.Call, now) is { } closed)
            return closed;
        List<Refusal> refusals = [];
        foreach (var (i, key) in keys.Index())
        {
            var wrong = own.All(b => b.Bid.Id != key.BidId) ? $"投标 {key.BidId} 不是本单位待开启的投标。" : fits(key);
            refusals.Unless(wrong.Length == 0, OpeningRules.Undecrypted, wrong, "请用递交投标文件时的加密证书对应的私钥，对当前有效的投标重新生成。", $"/keys/{i}");
        }

        if (refusals.Count > 0)
            return refusals;
        var fresh = keys.Where(k => c.Handed.All(h => (h.BidId, h.Section) != (k.BidId, k.Section))).DistinctBy(k => (k.BidId, k.Section)).ToList();
        if (fresh.Count == 0)
            return OpeningRules.Undecrypted.Refuse(keys.Count == 0 ? "没有密钥。" : "这些密钥都已经提交过。", keys.Count == 0 ? "请选择加密私钥生成后提交。" : "不需要重复提交。", "/keys");
        var commit = Commit.Empty.Require(c.Procurement);
        foreach (var bid in fresh.GroupBy(k => k.BidId))
        {
            commit = bid.Aggregate(commit, (all, k) => all.Insert(new HandedKeyRow { Id = newId(), ProcurementId = c.Procurement.Id, BidId = k.BidId, Section = k.Section, ContentKey = Convert.ToHexStringLower(k.Key) }));
            commit = commit.Record(
                new ContentKeyHanded(c.Procurement.Id, own.First(b => b.Bid.Id == bid.Key).Bid.LotId, bid.Key, [.. bid.Select(k => k.Section)], OpeningRules.Undecrypted.Id), by: "", party: actor.OrganisationId);
        }

        return commit;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Request>(Act, Handle, async context =>
        {
            if (await context.Read(c => OpeningCase.Load(c, context["id"])) is not { } c)
                return null;
            context.Show(c.Procurement);
            if (OpeningRecovery.Check(c.Call, context.Now) is { } closed)
                context.Show("现在", closed.Reason + closed.Remedy);
            else
                context.Show("提交截止", c.Call!.BiddersUntil.BeijingSeconds());
            return null;
        });
        // What the browser decrypts: the supplier's own ciphertexts, to the supplier alone.
        routes.MapGet("/api/v1/procurements/{id}/opening/self", Self).WithMetadata(Act.Access).WithSummary("本单位自留的内容密钥密文");
    }

    private static async Task<IResult> Self(string id, HttpContext http, IStore store)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await store.Read(c => OpeningCase.Load(c, id), http.RequestAborted) is { } c
            ? Results.Json(
                Own(c, http.Actor()).SelectMany(b => SealedEnvelope.TryParse(b.Bid.Envelope)!.Envelope.Sections.Select(s => new { BidId = b.Bid.Id, Section = s.Name, Self = Convert.ToHexStringLower(s.Self) })), Problems.Json)
            : new Refused(HttpRules.NotFound);
    }

    private static List<LiveBid> Own(OpeningCase c, Actor actor) => [.. c.ToOpen.Where(b => b.SupplierId == actor.OrganisationId)];

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await context.Read(c => OpeningCase.Load(c, context["id"])) is not { } c)
            return ActContext.Missing;
        if (Parse(request.Keys) is not { } keys)
            return OpeningRules.Undecrypted.Refuse("内容密钥无法读取。", "请原样粘贴 tongcai bid disclose 生成的文件内容，或者在本页选择加密私钥。", "/keys");
        var (own, chunks) = (Own(c, context.Actor), context.Http.RequestServices.GetRequiredService<ChunkStore>());
        Dictionary<(string, string), string> wrong = [];
        // Before the window opens nothing is read and nothing is tried.
        foreach (var key in OpeningRecovery.Check(c.Call, context.Now) is null ? keys : [])
            wrong[(key.BidId, key.Section)] = await Fit(own.FirstOrDefault(b => b.Bid.Id == key.BidId), key, chunks, context.Cancelled);
        return Decide(c, own, context.Actor, keys, k => wrong.GetValueOrDefault((k.BidId, k.Section), ""), RandomId.New, context.Now).Done("密钥与密封的内容相符，已经收下。", $"/procurements/{c.Procurement.Id}/opening");
    }

    private static List<DisclosedKey>? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<List<DisclosedKey>>(text, WireJson.Options) is { Count: <= 64 } keys && keys.TrueForAll(k => k is { BidId: not null, Section: not null, Key: not null }) ? keys : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<string> Fit(LiveBid? bid, DisclosedKey key, ChunkStore chunks, CancellationToken cancel)
    {
        if (bid is null || SealedEnvelope.TryParse(bid.Bid.Envelope)?.Envelope is not { } envelope || envelope.Sections.FirstOrDefault(s => s.Name == key.Section) is not { } section)
            return "没有这份投标的这个部分。";
        var findings = await EnvelopeOpening.OpenAsync(envelope, section, key.Key, (chunk, stop) => chunks.Read(envelope.Project, envelope.Bidder, chunk.Sm3, stop), Stream.Null, cancel);
        return findings.Any(f => f.Code is "opening.chunk-unsound" or "opening.bad-key") ? $"{section.Title}的密钥与密封的密文不符。" : string.Concat(findings.Select(f => f.Reason));
    }
}
