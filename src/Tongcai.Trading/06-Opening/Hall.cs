using System.Data.Common;
using System.Text.Json;
using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Opening;

/// <summary>A line of the read-out.</summary>
/// <param name="Cause">Empty when opened; else bidder or platform.</param>
public sealed record HallBid(string BidId, int LotNumber, string SupplierName, long PriceFen, int DeliveryDays, int ConsortiumMembers, string EnvelopeSm3, string Cause, string Detail);

/// <summary>份额健康证明: what a trustee last proved. Nonce, challenge and response are the proof itself; they are empty before the first.</summary>
/// <param name="Problem">Why it could not be had at the last check (Chinese); empty when it could.</param>
public sealed record ShareHealth(int Index, DateTimeOffset CheckedAt, DateTimeOffset? HeldAt, string Problem, string Nonce, string Challenge, string Response);

/// <summary>A record of the hall's log: a public fact.</summary>
public sealed record HallEvent(string FactId, string Kind, string Title, DateTimeOffset At);

/// <summary>
/// 开标大厅. The same for everybody; before the read-out it shows the clock and the trustees, never a bid. <c>GET /api/v1/procurements/{id}/opening</c>,
/// events <c>GET /procurements/{id}/opening/events</c> (SSE, public facts only).
/// </summary>
/// <param name="State">waiting, decrypting, opened, recorded or ended.</param>
/// <param name="Mine">Whether the reader is the agency: buttons are shown.</param>
/// <param name="MayObject">Whether the reader may object here and now.</param>
public sealed record Hall(
    string ProcurementId, string Code, string Method, string Title, string PurchaserName, string AgencyName, long BudgetFen, DateTimeOffset? Deadline, DateTimeOffset Now, string State, string Ending,
    IReadOnlyList<TrusteeState> Trustees, IReadOnlyList<ShareHealth> Health, int Threshold, string Waiting, IReadOnlyList<HallBid> Bids, IReadOnlyList<HallEvent> Log, int Objections, bool Mine, bool MayObject)
{
    private static readonly Dictionary<string, string> Titles = new()
    {
        ["notice.published"] = "发布招标公告",
        ["correction.published"] = "发布更正公告",
        ["key.ceremony"] = "举行开标密钥仪式",
        ["calloff.begun"] = "邀请入围供应商报价",
        ["deadline.passed"] = "投标截止",
        ["partials.published"] = "公布受托人的部分解密",
        ["opening.called"] = "催请受托人解密",
        ["bidkeys.disclosed"] = "公布投标人自留密钥",
        ["bids.opened"] = "开标，公布开标一览表",
        ["responses.opened"] = "响应文件开启",
        ["offers.called"] = "要求提交最后报价",
        ["offers.closed"] = "最后报价截止",
        ["opening.recorded"] = "确认开标记录",
        ["procurement.ended"] = "项目终止",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/procurements/{id}/opening", Access.Public, Read, "/06-Opening/Hall.cshtml", "开标");
        routes.MapGet("/procurements/{id}/opening/events", Follow).WithMetadata(Access.Public).ExcludeFromDescription();
    }

    private static async Task<Hall?> Read(QueryContext context)
    {
        var id = context["id"];
        var board = context.Http.RequestServices.GetRequiredService<OpeningBoard>();
        return await context.Read(async c =>
        {
            if (await c.Find<Procurement>(id) is not { NoticedOn: not null, BidDeadline: not null } p || await c.Find<Notices.ProjectKeyRow>(id) is not { } key)
                return null;
            var opening = await c.Find<OpeningRow>(id);
            var lots = (await c.Find<Tender>(id))?.Document.Value.Lots.ToDictionary(l => l.LotId, l => l.Number) ?? [];
            var bids = opening is null ? [] : await c.Where<OpenedBidRow>("procurement_id = @id order by lot_id, price_fen, id", new { id });
            var objections = opening is null ? [] : await c.Where<ObjectionRow>("procurement_id = @id", new { id });
            var asked = board.Of(id);
            var bidder = opening?.State is OpeningState.Opened && context.Actor.Is(Role.Supplier) && bids.Any(b => b.SupplierId == context.Actor.OrganisationId);
            return new Hall(
                id, p.Code, p.Method, p.Title, p.PurchaserName, p.AgencyName ?? "", p.BudgetFen, p.BidDeadline, context.Now, StateOf(p, opening), p.EndingReason ?? "",
                asked.Count > 0 ? asked : [.. key.Trustees.Value.Select(t => new TrusteeState(t.Index, t.Name, t.Role, opening is not null, ""))],
                [.. (await c.Where<ShareHealthRow>("procurement_id = @id order by trustee_index", new { id })).Select(h => new ShareHealth(h.TrusteeIndex, h.CheckedAt, h.HeldAt, h.Problem, h.Nonce, h.Challenge, h.Response))],
                key.Threshold,
                p.Stage is Stage.Closed ? board.Waiting(id) : "",
                [.. bids.Where(_ => p.MethodRow().Tender).Select(b => new HallBid(b.Id, lots.GetValueOrDefault(b.LotId), b.SupplierName, b.PriceFen, b.DeliveryDays, b.ConsortiumIds.Value.Count, b.EnvelopeSm3, b.Cause, b.Detail))],
                [.. (await Public(c, id, 0)).Select(f => f.Event(p.Words())).OfType<HallEvent>()], objections.Count,
                context.Actor.Is(Role.Agency) && p.AgencyId == context.Actor.OrganisationId, bidder);
        });
    }

    private static string StateOf(Procurement p, OpeningRow? opening) => (p.Stage, opening?.State) switch
    {
        (_, OpeningState.Recorded) => "recorded",
        (_, OpeningState.Opened) => "opened",
        (Stage.Ended, _) => "ended",
        (Stage.Closed, _) => "decrypting",
        _ => "waiting",
    };

    /// <summary>Public facts after a number of the stream; a private one would tell that somebody did something.</summary>
    private static Task<IEnumerable<PublicFact>> Public(DbConnection connection, string stream, long after) => connection.QueryAsync<PublicFact>(
        "select seq, fact_id, kind, at from ledger_fact where stream = @stream and scope = '' and salt is null and seq > @after order by seq", new { stream, after });

    private static async Task Follow(string id, HttpContext http, IStore store, SystemTime system)
    {
        if (await store.Read(c => c.Find<Procurement>(id), http.RequestAborted) is not { NoticedOn: not null, BidDeadline: not null } noticed)
        {
            await new Refused(HttpRules.NotFound).ExecuteAsync(http);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()?.DisableBuffering();
        var last = 0L;
        try
        {
            while (!http.RequestAborted.IsCancellationRequested)
            {
                foreach (var fact in await store.Read(c => Public(c, id, last), http.RequestAborted))
                {
                    last = fact.Seq;
                    if (fact.Event(noticed.Words()) is { } one)
                        await http.Response.WriteAsync($"id: {one.FactId}\nevent: fact\ndata: {JsonSerializer.Serialize(one, Problems.Json)}\n\n", http.RequestAborted);
                }

                await http.Response.WriteAsync(": \n\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(TimeSpan.FromSeconds(1), system, http.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The reader has left.
        }
    }

    private sealed record PublicFact
    {
        public long Seq { get; init; }
        public string FactId { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateTimeOffset At { get; init; }

        /// <summary>Null for what the hall does not log.</summary>
        public HallEvent? Event(MethodWords words) => Titles.TryGetValue(Kind, out var title) ? new(FactId, Kind, words.Say(title), At) : null;
    }
}
