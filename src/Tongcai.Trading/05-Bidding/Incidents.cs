using System.Data.Common;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Tongcai.Exchange.Wire;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Trading.Bidding;

/// <summary>系统运行公告: every outage that hub or supervision has recorded of this platform, with the deadlines that it moved, and every time its clock was in doubt. Public.</summary>
public sealed record Incidents(IReadOnlyList<Incident> Items, IReadOnlyList<ClockIncident> Clocks, DateTimeOffset Now)
{
    private const int Shown = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/incidents", Access.Public, Read, "/05-Bidding/Incidents.cshtml", "系统运行公告");
        routes.MapQuery("/procurements/{id}/outage-proof", Access.To(Owner.None, Role.Supplier), OutageProof.Read, "/05-Bidding/OutageProof.cshtml", "故障证明");
    }

    private static Task<Incidents?> Read(QueryContext context) => context.Read<Incidents?>(async c => new(
        await All(c),
        [.. (await c.Where<ClockDoubt>("1 = 1 order by from_at desc limit @Shown", new { Shown })).Select(d => new ClockIncident(d.Cause, d.FromAt, d.ToAt, d.CorrectedMs))],
        context.Now));

    internal static async Task<IReadOnlyList<Incident>> All(DbConnection connection) => Of(
        await connection.Where<OutageReport>("1 = 1 order by from_at desc limit @Shown", new { Shown }),
        [.. await connection.QueryAsync<MovedDeadline>("""
            select e.procurement_id, p.code, p.title, e.from_deadline, e.to_deadline, e.outage_from, e.outage_to from deadline_extension e join procurement p on p.id = e.procurement_id
            order by e.outage_from desc, p.code
            """)]);

    /// <summary>Reports that overlap are one incident, from the earliest to the latest that anybody saw.</summary>
    public static IReadOnlyList<Incident> Of(IEnumerable<OutageReport> reports, IReadOnlyList<MovedDeadline> moved)
    {
        List<Incident> all = [];
        foreach (var report in reports.OrderBy(r => r.FromAt))
        {
            var seen = new Sighting(report.Source, report.Observer, report.FactId, report.FromAt, report.ToAt);
            if (all.Count > 0 && all[^1] is var last && (last.To is not { } end || report.FromAt <= end))
                all[^1] = last with { To = last.To is { } to && report.ToAt is { } other ? (to > other ? to : other) : null, SeenBy = [.. last.SeenBy, seen] };
            else
                all.Add(new(report.FromAt, report.ToAt, [seen], []));
        }

        all.Reverse();
        return [.. all.Select(i => i with { Moved = [.. moved.Where(m => m.OutageFrom >= i.From && (i.To is not { } to || m.OutageTo <= to))] })];
    }
}

/// <summary>一次故障。</summary>
/// <param name="To">Null while it lasts.</param>
/// <param name="Moved">Deadlines that it moved.</param>
public sealed record Incident(DateTimeOffset From, DateTimeOffset? To, IReadOnlyList<Sighting> SeenBy, IReadOnlyList<MovedDeadline> Moved)
{
    /// <summary>Whole minutes, begun ones counted; null while it lasts.</summary>
    public long? Minutes => To is { } to ? ((to - From).Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute : null;
}

/// <summary>Who saw it: hub or supervision, in its ledger by that fact.</summary>
public sealed record Sighting(string Source, string Ledger, string FactId, DateTimeOffset From, DateTimeOffset? To);

/// <summary>一个顺延的项目。</summary>
public sealed record MovedDeadline
{
    public string ProcurementId { get; init; } = "";
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public DateTimeOffset FromDeadline { get; init; }
    public DateTimeOffset ToDeadline { get; init; }
    public DateTimeOffset OutageFrom { get; init; }
    public DateTimeOffset OutageTo { get; init; }
}

/// <summary>一次时钟异常。</summary>
public sealed record ClockIncident(string Cause, DateTimeOffset From, DateTimeOffset? To, long CorrectedMilliseconds)
{
    public string Words => Cause switch { "jumped" => "系统时钟跳变", "behind" => "系统时钟早于已有记录", _ => "系统时钟与见证方时间不符" };
}

/// <summary>
/// 故障证明, for a bidder: what is recorded of the outages since the notice of a procurement, of its deadline, and of the bidder's own tries; signed by the ledger's keys, so that it stands without the platform.
/// </summary>
/// <param name="Document">Canonical JSON; the text that is signed.</param>
/// <param name="Signatures">By the ledger's Ed25519 and SM2 keys.</param>
public sealed record OutageProof(
    string ProcurementId, string Code, string Title, string SupplierName, DateTimeOffset? Deadline, IReadOnlyList<Incident> Incidents, IReadOnlyList<MovedDeadline> Moved, IReadOnlyList<OwnAttempt> Attempts, DateTimeOffset IssuedAt,
    string Document, IReadOnlyList<ProofSignature> Signatures)
{
    public const string Format = "tongcai/outage-proof/v1";

    internal static async Task<OutageProof?> Read(QueryContext context)
    {
        var (id, supplier, services) = (context["id"], context.Actor.OrganisationId, context.Http.RequestServices);
        var (c, all, attempts) = await context.Read(async db => (
            await BiddingCase.Load(db, id, supplier), await Bidding.Incidents.All(db), await db.Where<SealAttempt>("procurement_id = @id and supplier_id = @supplier order by at", new { id, supplier })));
        if (c is null)
            return null;
        context.Http.Response.Headers.CacheControl = "no-store";
        var noticed = c.Procurement.NoticedOn is { } day ? Law.BeijingTimes.Beijing(day, default) : default;
        List<Incident> incidents = [.. all.Where(i => i.To is not { } to || to >= noticed).Select(i => i with { Moved = [] })];
        List<MovedDeadline> moved = [.. all.SelectMany(i => i.Moved).Where(m => m.ProcurementId == id)];
        List<OwnAttempt> own = [.. attempts.Select(a => new OwnAttempt(a.EnvelopeSm3, a.At))];
        var (keys, options) = (services.GetRequiredService<LedgerKeys>(), services.GetRequiredService<PlatformOptions>());
        var document = Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject
        {
            ["v"] = Format,
            ["ledger"] = options.Origin,
            ["procurementId"] = id,
            ["supplierId"] = supplier,
            ["deadline"] = c.Procurement.BidDeadline is { } deadline ? WireJson.Instant(deadline) : null,
            ["incidents"] = new JsonArray([.. incidents.SelectMany(i => i.SeenBy).Select(s => new JsonObject { ["ledger"] = s.Ledger, ["factId"] = s.FactId, ["from"] = WireJson.Instant(s.From), ["to"] = s.To is { } to ? WireJson.Instant(to) : null })]),
            ["moved"] = new JsonArray([.. moved.Select(m => new JsonObject { ["from"] = WireJson.Instant(m.FromDeadline), ["to"] = WireJson.Instant(m.ToDeadline) })]),
            ["attempts"] = new JsonArray([.. own.Select(a => new JsonObject { ["envelopeSm3"] = a.EnvelopeSm3, ["at"] = WireJson.Instant(a.At) })]),
            ["issuedAt"] = WireJson.Instant(context.Now),
        }));
        return new(
            id, c.Procurement.Code, c.Procurement.Title, context.Actor.OrganisationName, c.Procurement.BidDeadline, incidents, moved, own, context.Now, document,
            [.. keys.Signers.Select(s => new ProofSignature(s.Key.ToString(), Convert.ToBase64String(s.Sign(document).Bytes.ToArray())))]);
    }
}

/// <summary>本单位的一次受阻。</summary>
public sealed record OwnAttempt(string EnvelopeSm3, DateTimeOffset At);

/// <summary>Signature of a proof, raw, base64.</summary>
public sealed record ProofSignature(string Key, string Signature);
