using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Opening;

/// <summary>开标异议：on the spot, before the opening record is closed.</summary>
public static class ObjectToOpening
{
    public sealed record Request([property: Field("异议或者询问", Lines = true, Min = 5, Max = 2000, Hint = "对开标过程、开标记录的疑义，或者回避申请；记入开标记录")] string Text);

    public static readonly Act Act = new("object-to-opening", "提出开标异议", "/procurements/{id}/opening/objections", Access.To(Owner.Bidder, Role.Supplier))
    {
        Rules = [OpeningRules.ObjectionOnTheSpot],
        Button = "提出",
        Intro = "投标人对开标过程和开标记录有疑义的，应当场提出；采购人、代理机构应当及时处理。",
    };

    /// <param name="opening">Null before the opening.</param>
    public static Outcome<Commit> Decide(Procurement procurement, OpeningRow? opening, Actor actor, Request request, string id, DateTimeOffset now)
    {
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        if (opening?.State is not OpeningState.Opened)
            return OpeningRules.ObjectionOnTheSpot.Refuse(opening is null ? "还没有开标。" : "开标记录已经确认，开标已经结束。", opening is null ? "开标后当场提出。" : "对采购过程有疑问的，可以依法询问、质疑。");
        var text = request.Text.Trim();
        return Commit.Empty
            .Insert(new ObjectionRow { Id = id, ProcurementId = procurement.Id, SupplierId = actor.OrganisationId, Text = text, At = now })
            .Require(opening)
            .Record(new OpeningObjected(procurement.Id, actor.OrganisationId, text), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await context.Read(c => c.Find<Procurement>(context["id"])) is { } procurement)
            context.Show(procurement);
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (procurement, opening) = await context.Read(async c => (await c.Find<Procurement>(context["id"]), await c.Find<OpeningRow>(context["id"])));
        return procurement is null
            ? ActContext.Missing
            : Decide(procurement, opening, context.Actor, request, RandomId.New(), context.Now).Done("异议已记入开标记录。", $"/procurements/{procurement.Id}/opening");
    }
}
