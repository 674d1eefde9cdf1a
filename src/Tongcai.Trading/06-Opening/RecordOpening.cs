using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Opening;

/// <summary>确认开标记录：closes the hall. Bidders who say nothing accept the record. With fewer than three bids opened in every lot the procurement ends here.</summary>
public static class RecordOpening
{
    public sealed record Request;

    public static readonly Act Act = new("record-opening", "确认开标记录", "/procurements/{id}/opening/record", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [OpeningRules.RecordSigned, OpeningRules.AbsentAccepts, OpeningRules.Quorum],
        Button = "确认开标记录",
        Intro = "确认后开标结束，投标人不能再当场提出异议；记录随采购文件一并存档。",
        Irreversible = true,
    };

    /// <param name="opening">Null before the opening.</param>
    /// <param name="bids">Every bid of the read-out.</param>
    public static Outcome<Commit> Decide(Procurement procurement, Tender tender, OpeningRow? opening, IReadOnlyList<OpenedBidRow> bids, int objections, Actor actor, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Opened));
        refusals.Unless(opening?.State is OpeningState.Opened, OpeningRules.RecordSigned, opening is null ? "还没有开标。" : "开标记录已经确认过。", opening is null ? "开标后再确认。" : "不需要重复确认。");
        if (refusals.Count > 0)
            return refusals;
        var commit = Commit.Empty
            .Update(opening! with { State = OpeningState.Recorded, ClosedAt = now })
            .Record(new OpeningRecorded(procurement.Id, now, objections), actor.OrganisationId);
        if (tender.Document.Value.Lots.Any(l => bids.Count(b => b.LotId == l.LotId && b.Cause.Length == 0) >= procurement.Minimum().Value))
            return commit.Require(procurement);
        var minimum = procurement.Minimum();
        var reason = procurement.Words().Say($"成功解密的投标人不足{minimum.Suppliers()}。");
        return commit
            .Update(procurement with { Stage = Stage.Ended, Ending = "failed", EndingReason = reason })
            .Record(new ProcurementEnded(procurement.Id, "failed", [], minimum.Rule.Id, reason, now.BeijingDate()), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await context.Read(c => c.Find<Procurement>(context["id"])) is { } procurement)
            context.Show(procurement);
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var id = context["id"];
        var (procurement, tender, opening, bids, objections) = await context.Read(async c => (
            await c.Find<Procurement>(id), await c.Find<Tender>(id), await c.Find<OpeningRow>(id), await c.Where<OpenedBidRow>("procurement_id = @id", new { id }),
            (await c.Where<ObjectionRow>("procurement_id = @id", new { id })).Count));
        return procurement is null || tender is null
            ? ActContext.Missing
            : Decide(procurement, tender, opening, bids, objections, context.Actor, context.Now).Done("开标记录已确认。", $"/procurements/{procurement.Id}/opening");
    }
}
