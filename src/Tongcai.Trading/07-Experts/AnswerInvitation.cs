using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Experts;

/// <summary>专家答复：accept, decline, or step back for a ground the law names. The next of the order takes an empty seat.</summary>
public static class AnswerInvitation
{
    public enum Reply
    {
        [Label("接受")] Accept,
        [Label("不能参加")] Decline,
        [Label("应当回避")] Avoid,
    }

    public sealed record Request(
        [property: Field("答复")] Reply Reply,
        [property: Field("事由", Hint = "不能参加或回避的写明；回避情形见政府采购法实施条例第九条", Lines = true, Max = 500)] string? Ground = null);

    public static readonly Act Act = new("answer-invitation", "答复评审邀请", "/seats/{seat}/answer", Access.To(Owner.Expert, Role.Expert))
    {
        Rules = [ExpertRules.Avoidance, ExpertRules.Replacement, ExpertRules.Discipline],
        Button = "答复",
        Intro = "与供应商有任职、持股、亲属等利害关系的应当回避；开标后发现的，也在这里声明。",
    };

    /// <summary>The seat answered, and the one that takes its place.</summary>
    public sealed record Answered(Seat Seat, Seat? Replacement);

    /// <param name="seats">All seats of the procurement.</param>
    /// <param name="library">Experts of the roster.</param>
    /// <param name="scored">Whether this member has submitted scores already.</param>
    public static Outcome<Answered> Decide(Procurement procurement, Draw draw, Seat seat, IReadOnlyList<Seat> seats, IReadOnlyList<Expert> library, bool scored, Request request, string newId)
    {
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        refusals.Unless(
            seat.Answer == "invited" || (seat.Answer == "accepted" && request.Reply != Reply.Accept), ExpertRules.Discipline, "您已经答复过这次邀请。", "接受后不能参加的，可以改为不能参加或回避。", "/reply");
        refusals.Unless(procurement.Stage < Stage.Reported && !scored, ExpertRules.Replacement, "评分已提交，不能再退出。", "发现应当回避而没有回避的，向采购人、代理机构和财政部门报告。", "/reply");
        refusals.Unless(request.Reply == Reply.Accept || !string.IsNullOrWhiteSpace(request.Ground), ExpertRules.Avoidance, "没有写明事由。", "写明不能参加的原因，或者与哪一家供应商有何种利害关系。", "/ground");
        if (refusals.Count > 0)
            return refusals;
        if (request.Reply == Reply.Accept)
            return new Answered(seat with { Answer = "accepted" }, null);
        var gone = seat with { Answer = request.Reply == Reply.Avoid ? "avoided" : "declined", Ground = request.Ground! };
        var byPseudonym = library.ToDictionary(e => Roster.Pseudonym(draw.Id, e.Id));
        var next = Roster.Order(draw.Seed!, byPseudonym.Keys).Select(p => byPseudonym[p]).FirstOrDefault(e => seats.All(s => s.ExpertId != e.Id));
        return new Answered(gone, next is null ? null : RevealDraw.Invite(procurement, next, seats.Max(s => s.DrawOrder) + 1, newId));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var loaded = await context.Read(async db =>
        {
            var seat = await db.Get<Seat>(context["seat"]);
            var draw = (await db.First<Draw>("procurement_id = @ProcurementId", seat))!;
            return (
                Procurement: await db.Get<Procurement>(seat.ProcurementId),
                Draw: draw,
                Seat: seat,
                Seats: await db.Where<Seat>("procurement_id = @ProcurementId", seat),
                Library: (await db.All<Expert>()).Where(e => draw.Roster.Value.Contains(e.Id)).ToList(),
                Scored: await db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM score_sheet WHERE procurement_id = @ProcurementId AND account_id = @AccountId", seat) > 0);
        });
        var outcome = Decide(loaded.Procurement, loaded.Draw, loaded.Seat, loaded.Seats, loaded.Library, loaded.Scored, request, RandomId.New());
        if (outcome.Value is not { } answered)
            return outcome.Refusals.ToList();
        var commit = Commit.Empty.Update(answered.Seat);
        if (answered.Replacement is { } replacement)
            commit = commit.Insert(replacement);
        // An expert acts for nobody: the fact names the pseudonym, never the account.
        return new Done(
            commit.Record(new SeatAnswered(loaded.Procurement.Id, loaded.Draw.Id, Roster.Pseudonym(loaded.Draw.Id, loaded.Seat.ExpertId), answered.Seat.Answer, answered.Seat.Ground)),
            answered.Seat.Answer == "accepted" ? "已接受，请按时参加评审" : "已记录，由名册中的下一位补足", "/work");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var (procurement, bidders) = await context.Read(async db =>
        {
            var seat = await db.Get<Seat>(context["seat"]);
            return (
                await db.Get<Procurement>(seat.ProcurementId),
                (await db.Where<OpenedBidRow>("procurement_id = @ProcurementId", seat)).Select(b => b.SupplierName).Distinct().ToList());
        });
        context.Show("项目", procurement.Title);
        context.Show("采购人", procurement.PurchaserName);
        context.Show("评审时间", procurement.BidDeadline?.BeijingTime() ?? "");
        if (bidders.Count > 0)
            context.Show("投标人", string.Join("、", bidders));
        return new Request(Reply.Accept);
    }
}
