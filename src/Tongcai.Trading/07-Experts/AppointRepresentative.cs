using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Experts;

/// <summary>委派采购人代表：a member of the committee from the purchaser's own people; never its leader.</summary>
public static class AppointRepresentative
{
    public sealed record Request(
        [property: Field("采购人代表", Choices = "staff", Max = 64, Hint = "本单位人员；没有列出的，请本人先登录一次交易平台")] string AccountId);

    public static readonly Act Act = new("appoint-representative", "委派采购人代表", "/procurements/{id}/representative", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [ExpertRules.ExpertShare, ExpertRules.RepresentativeNotLeader, ExpertRules.CommitteeSize],
        Button = "委派",
    };

    /// <param name="seats">Seats of the procurement.</param>
    /// <param name="draw">The draw; null before it.</param>
    /// <param name="staff">Accounts of the purchaser.</param>
    public static Outcome<Seat> Decide(Procurement procurement, Draw? draw, IReadOnlyList<Seat> seats, IReadOnlyList<KnownAccount> staff, Request request, string id)
    {
        if (Standstill.Check(procurement, "委派采购人代表", Stage.Noticed, Stage.Closed, Stage.Opened) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        var experts = draw?.Seats ?? seats.Count(s => s.Kind == "expert");
        var representatives = seats.Count(s => s.Kind == "purchaser") + 1;
        refusals.Unless(
            experts == 0 || experts * 3 >= (experts + representatives) * 2, ExpertRules.ExpertShare, $"专家 {experts} 人，再委派代表则代表有 {representatives} 人，专家不足三分之二。", "减少代表人数。");
        refusals.Unless(seats.All(s => s.AccountId != request.AccountId), ExpertRules.OwnUnit, "这个账号已在评标委员会中。", "另选一名工作人员。", "/accountId");
        var person = staff.FirstOrDefault(a => a.Id == request.AccountId);
        refusals.Unless(person is not null, ExpertRules.CommitteeSize, "不是本单位在本平台办理过业务的人员。", "从列出的人员中选择；没有列出的，请本人先登录一次交易平台。", "/accountId");
        return refusals.Count > 0
            ? refusals
            : new Seat { Id = id, ProcurementId = procurement.Id, Kind = "purchaser", AccountId = person!.Id, Name = person.Name, Answer = "accepted" };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (procurement, draw, seats, staff) = await context.Read(async db => (
            await db.Get<Procurement>(context["id"]),
            await db.First<Draw>("procurement_id = @id", new { id = context["id"] }),
            await db.Where<Seat>("procurement_id = @id", new { id = context["id"] }),
            await KnownRegistry.Accounts(db, context.Actor.OrganisationId)));
        var outcome = Decide(procurement, draw, seats, staff, request, RandomId.New());
        return outcome.Value is { } seat
            ? new Done(Commit.Empty.Insert(seat).Record(new RepresentativeAppointed(procurement.Id, seat.Id), context.Actor.OrganisationId), "采购人代表已委派", $"/procurements/{procurement.Id}", new { seatId = seat.Id })
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        context.Show(await context.Read(db => db.Get<Procurement>(context["id"])));
        context.Offer("staff", (await context.Read(db => KnownRegistry.Accounts(db, context.Actor.OrganisationId))).Select(a => new Choice(a.Id, a.Name)));
        return null;
    }
}
