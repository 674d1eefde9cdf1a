using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Experts;

/// <summary>公布随机数，抽出专家。Names go to the experts themselves and to supervision, to nobody else before the result.</summary>
public static class RevealDraw
{
    public sealed record Request([property: Field("随机数原文", Hint = "与承诺时计算摘要的文字一字不差", Max = 500)] string Secret);

    public static readonly Act Act = new("reveal-draw", "抽取评审专家", "/procurements/{id}/draw/reveal", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [ExpertRules.RandomDraw],
        Button = "公布并抽取",
        Irreversible = true,
    };

    /// <summary>The draw with its seed, and the seats offered first.</summary>
    public sealed record Drawn(Draw Draw, IReadOnlyList<Seat> Seats, ExpertsDrawn Fact);

    /// <param name="library">Experts of the roster.</param>
    /// <param name="newId">Random ids for seats.</param>
    public static Outcome<Drawn> Decide(Procurement procurement, Draw? draw, IReadOnlyList<Expert> library, string secret, Func<string> newId)
    {
        if (Standstill.Check(procurement) is { } standing)
            return standing;
        if (draw is null)
            return ExpertRules.RandomDraw.Refuse("还没有固定名册和承诺。", "先办理“专家抽取准备”。");
        if (draw.Seed is not null)
            return ExpertRules.RandomDraw.Refuse("已经抽取过。", "缺席、回避的按名册顺序自动补抽。");
        if (Roster.Commitment(secret) != draw.PartyCommitment)
            return ExpertRules.RandomDraw.Refuse("原文的 SM3 摘要与承诺不符。", "填写承诺时保存的原文；首尾空格和换行也要一致。", "/secret");
        var seed = Roster.Seed(secret, draw.PlatformSecret);
        var byPseudonym = library.ToDictionary(e => Roster.Pseudonym(draw.Id, e.Id));
        var order = Roster.Order(seed, byPseudonym.Keys);
        var seats = order.Take(draw.Seats).Select((p, i) => Invite(procurement, byPseudonym[p], i + 1, newId())).ToList();
        var fact = new ExpertsDrawn(
            procurement.Id, draw.Id, seed, [secret, draw.PlatformSecret], order,
            [.. seats.Select(s => new DrawnExpert(s.DrawOrder, s.ExpertId, Roster.Pseudonym(draw.Id, s.ExpertId), s.Answer, ""))]);
        return new Drawn(draw with { Seed = seed, PartyReveal = secret }, seats, fact);
    }

    /// <summary>A seat offered to an expert.</summary>
    public static Seat Invite(Procurement procurement, Expert expert, int order, string id) => new()
    {
        Id = id,
        ProcurementId = procurement.Id,
        Kind = "expert",
        AccountId = expert.AccountId,
        ExpertId = expert.Id,
        Name = expert.Name,
        DrawOrder = order,
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (procurement, draw, library) = await context.Read(async db =>
        {
            var d = await db.First<Draw>("procurement_id = @id", new { id = context["id"] });
            return (
                await db.Get<Procurement>(context["id"]),
                d,
                (await db.All<Expert>()).Where(e => d?.Roster.Value.Contains(e.Id) ?? false).ToList());
        });
        var outcome = Decide(procurement, draw, library, request.Secret, RandomId.New);
        return outcome.Value is { } drawn
            ? new Done(
                drawn.Seats.Aggregate(Commit.Empty.Update(drawn.Draw), (c, s) => c.Insert(s)).Record(drawn.Fact, context.Actor.OrganisationId),
                $"已抽取 {drawn.Seats.Count} 名专家并发出邀请；结果公告前名单保密", $"/procurements/{procurement.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var (procurement, draw) = await context.Read(async db => (
            await db.Get<Procurement>(context["id"]),
            await db.First<Draw>("procurement_id = @id", new { id = context["id"] })));
        context.Show(procurement);
        if (draw is not null)
        {
            context.Show("名册摘要（SM3）", draw.RosterDigest);
            context.Show("本方承诺", draw.PartyCommitment);
            context.Show("平台承诺", draw.PlatformCommitment);
        }

        return null;
    }
}
