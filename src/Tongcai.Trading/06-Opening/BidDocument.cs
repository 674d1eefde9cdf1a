using System.Data.Common;
using Tongcai.Exchange;
using Tongcai.Exchange.Files;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Opening;

/// <summary>一份已开启的投标文件：what committee, purchaser and agency review. <c>GET /api/v1/procurements/{id}/bids/{bid}</c>; its technical part <c>GET /procurements/{id}/bids/{bid}/technical</c>.</summary>
/// <param name="Requirements">Requirements of the tender document with the bidder's answers, in the order of the document.</param>
/// <param name="Whole">Whether the reader may see the whole bid; else what was read out and what qualification is reviewed by.</param>
/// <param name="Judgement">What the safety check found in the technical part; null while it is under way.</param>
/// <param name="TechnicalName">Name under which the technical part is saved.</param>
public sealed record BidDocument(
    string Id, string ProcurementId, string Method, string Title, string LotTitle, bool Whole, BidContent Content, IReadOnlyList<AnsweredRequirement> Requirements, string EnvelopeSm3, FileJudgement? Judgement, string TechnicalName)
{
    /// <summary>The committee; after the opening also who reviews qualification. To nobody else does a bid become known before the result.</summary>
    public static readonly Access Readers = Access.To(Owner.Expert, Role.Expert).Or(Owner.Expert, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/procurements/{id}/bids/{bid}", Readers, Read, "/06-Opening/BidDocument.cshtml", "投标文件");
        routes.MapGet("/procurements/{id}/bids/{bid}/technical", Technical).WithMetadata(Readers).WithSummary("投标文件技术部分");
    }

    private static async Task<BidDocument?> Read(QueryContext context)
    {
        var (procurement, tender, bid, judged, isMember) = await context.Read(async db => (
            await db.Find<Procurement>(context["id"]), await db.Find<Tender>(context["id"]), await db.Find<OpenedBidRow>(context["bid"]), await db.Find<FileJudgementRow>(context["bid"]), await IsMember(db, context.Http)));
        if (procurement is null || tender is null || bid is null || bid.ProcurementId != procurement.Id || bid.Cause.Length > 0)
            return null;
        // Where nothing is read out to everybody, the group alone knows what was offered (74号第六条).
        if (!procurement.MethodRow().Tender && !isMember && procurement.Stage < Stage.Reported)
            return null;
        var (whole, content, document) = (IsWhole(procurement, isMember), bid.Content.Value, tender.Document.Value);
        return new(
            bid.Id, procurement.Id, procurement.Method, procurement.Title, document.Lots.FirstOrDefault(l => l.LotId == bid.LotId)?.Title ?? "", whole, whole ? content : content with { Prices = [], Responses = [], Files = [] },
            [.. (whole ? document.Requirements : []).Select(r => Answered(r.Id, r.Text, r.Mandatory, content.Responses.FirstOrDefault(a => a.RequirementId == r.Id)))], bid.EnvelopeSm3, judged?.Judgement.Value, FileNames.Safe(TechnicalPart.NameOf(content), judged?.Judgement.Value.IsDangerous == true));
    }

    /// <summary>评标保密 (SEC-05): until the report, responses, prices in detail and the technical part are for the committee alone.</summary>
    private static bool IsWhole(Procurement procurement, bool isMember) => isMember || procurement.Stage >= Stage.Reported;

    private static Task<bool> IsMember(DbConnection connection, HttpContext http) => Owners.Check(Owner.Expert, http.Actor(), http.Request.RouteValues, connection);

    private static AnsweredRequirement Answered(string id, string text, bool mandatory, RequirementResponse? response) => new(
        id, text, mandatory, response?.Text ?? "", response is null ? "没有响应" : response.Deviation switch { "better" => "正偏离", "worse" => "负偏离", _ => "无偏离" });

    /// <summary>Opens the technical part once more; first whether it is whole, then as it is sent, so that it is never whole in memory.</summary>
    private static async Task<IResult> Technical(string id, string bid, HttpContext http, IStore store, ChunkStore chunks)
    {
        var cancel = http.RequestAborted;
        var (procurement, isMember, opened, judged) = await store.Read(async db => (await db.Find<Procurement>(id), await IsMember(db, http), await db.Find<OpenedBidRow>(bid), await db.Find<FileJudgementRow>(bid)), cancel);
        if (procurement is null || opened is not { Cause: "" } || opened.ProcurementId != id)
            return new Refused(HttpRules.NotFound);
        if (!IsWhole(procurement, isMember))
            return new Refused([procurement.Words().Say(SecrecyRules.Evaluation.Refuse("评标还没有结束，技术方案只供评标委员会成员评审。", "评标报告提出后再下载；资格审查看投标文件页上的承诺和声明。"))]);
        var part = await TechnicalPart.Find(store, bid, cancel);
        if (part is null)
            return new Refused(HttpRules.NotFound);
        http.Response.RegisterForDispose(part);
        if (await part.Write(chunks, Stream.Null, cancel) is { Count: > 0 } findings)
            return new Refused([OpeningRules.Undecrypted.Refuse(string.Concat(findings.Select(f => f.Reason)), "请平台运营人员核对保存的密文。")]);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(output => Sent(part, chunks, output, cancel), "application/octet-stream", FileNames.Safe(part.Name, judged?.Judgement.Value.IsDangerous == true));
    }

    private static async Task Sent(TechnicalPart part, ChunkStore chunks, Stream output, CancellationToken cancel)
    {
        if (await part.Write(chunks, output, cancel) is { Count: > 0 } findings)
            throw new IOException(findings[0].Code);
    }
}

/// <summary>一项要求和投标人的响应。</summary>
public sealed record AnsweredRequirement(string Id, string Text, bool Mandatory, string Response, string Deviation);
