using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bidding;

/// <summary>
/// 递交受阻记录: <c>POST /api/v1/procurements/{id}/attempts</c>. What a bidder's program signed when it could not hand in, handed in when the platform answers again: one of three voices that an outage needs
/// two of. The same record again changes nothing.
/// </summary>
public static class ReportAttempt
{
    private const int Longest = 4096;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public sealed record Request(
        [property: Field("密封信封的 SM3", Max = 64)] string EnvelopeSm3,
        [property: Field("尝试递交的时刻")] DateTimeOffset At,
        [property: Field("签名", Max = 100, Hint = "签名证书对记录的 SM2 签名，Base64")] string Signature);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/procurements/{id}/attempts", Take).WithMetadata(Access.To(Owner.None, Role.Supplier)).WithSummary("递交受阻记录").Accepts<Request>("application/json");

    /// <param name="attemptId">Random id of the record.</param>
    public static Outcome<Commit> Decide(BiddingCase c, Actor actor, Request request, string attemptId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(c);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [];
        var at = DateTimeOffset.FromUnixTimeMilliseconds(request.At.ToUnixTimeMilliseconds());
        refusals.Unless(ChunkStore.IsDigest(request.EnvelopeSm3), BiddingRules.UnfinishedUpload, "记录没有写明密封信封的 SM3。", "提交投标工具生成的原记录，不要改动。", "/envelopeSm3");
        refusals.Unless(at <= now + Ahead && at > now - Kept, BiddingRules.UnfinishedUpload, $"记录的时刻 {at.BeijingSeconds()} 晚于现在，或者已经超过 72 小时。", "核对本机时钟；受阻后 72 小时内提交记录。", "/at");
        refusals.Unless(Signs(c.Certificates, AttemptReported.SignedText(c.Procurement.Id, request.EnvelopeSm3, at), request.Signature), IdentityRules.ReliableSignature, "记录上的签名不是本单位登记的签名证书所作。", "用密封投标文件的同一签名证书签署后再提交。", "/signature");
        return refusals.Count > 0
            ? refusals
            : Commit.Empty
                .Insert(new SealAttempt { Id = attemptId, ProcurementId = c.Procurement.Id, SupplierId = actor.OrganisationId, EnvelopeSm3 = request.EnvelopeSm3, At = at, Signature = request.Signature })
                .Record(new AttemptReported(c.Procurement.Id, attemptId, request.EnvelopeSm3, at, request.Signature), by: "", party: actor.OrganisationId);
    }

    private static bool Signs(IEnumerable<string> certificates, string text, string signature)
    {
        var raw = new byte[Sm2PublicKey.SignatureLength];
        return Convert.TryFromBase64String(signature, raw, out var length) && length == raw.Length
            && certificates.Any(pem => Certificate.TryParsePem(pem)?.PublicKey.Verify(Encoding.UTF8.GetBytes(text), raw) == true);
    }

    private static async Task<IResult> Take(string id, HttpContext http, IStore store, LegalTime legal)
    {
        if (await RequestBody.Read(http, Longest) is not { } bytes)
            return new Refused(HttpRules.TooLarge);
        var parsed = RequestParser.Parse<Request>(bytes);
        if (parsed.Value is not { } request)
            return new Refused(parsed.Refusals);
        var actor = http.Actor();
        if (await store.Read(c => BiddingCase.Load(c, id, actor.OrganisationId), http.RequestAborted) is not { } bidding)
            return new Refused(HttpRules.NotFound);
        var attemptId = RandomId.New();
        var outcome = Decide(bidding, actor, request, attemptId, legal.GetUtcNow());
        if (outcome.Value is not { } commit)
            return new Refused(outcome.Refusals);
        return await store.Execute(commit, null, CancellationToken.None) switch
        {
            Committed => Results.Json(new { AttemptId = attemptId }, Problems.Json, statusCode: 201),
            Duplicate => Results.NoContent(),
            Full => new Refused(HttpRules.Full),
            _ => new Refused(HttpRules.Unavailable),
        };
    }
}
