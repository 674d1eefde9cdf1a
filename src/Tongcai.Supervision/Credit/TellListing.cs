using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Credit;

/// <summary>告知拟列入名单：what is to be decided, on which facts and ground, and the rights of the party.</summary>
public static class TellListing
{
    public sealed record Request(
        [property: Field("统一社会信用代码", Max = 18)] string CreditCode,
        [property: Field("名称", Hint = "已登记的主体以登记的名称为准", Min = 2, Max = 100)] string Name,
        [property: Field("地址", Max = 200)] string? Address,
        [property: Field("对象")] ListingSubject Subject,
        [property: Field("法定情形", Choices = "grounds")] string Ground,
        [property: Field("违法事实和证据", Lines = true, Min = 10, Max = 10_000)] string Conduct,
        [property: Field("拟作出的处罚", Hint = "例如：罚款 12,000.00 元，一年内禁止参加政府采购活动", Lines = true, Min = 5, Max = 1_000)] string Penalty);

    public static readonly Act Act = new("tell-listing", "告知拟列入失信名单", "/listings/new", Access.To(Owner.None, Role.Supervisor))
    {
        Rules = [CreditRules.ToldFirst, CreditRules.StatementHeard, TimeLimits.HearingRequest, CreditRules.Listed, CreditRules.Recorded, IdentityRules.CreditCode],
        Button = "告知当事人",
        Intro = "先告知当事人拟作出的决定及其事实、理由、依据和陈述、申辩、要求听证的权利；列入由负责人另行决定。已登记的当事人在平台上收到，没有登记的书面送达。",
        Under = "/listings",
    };

    /// <param name="known">The organisation registered under the code; null: none is.</param>
    /// <param name="pending">Whether an entry of the same ground is being handled or stands.</param>
    public static Outcome<Listing> Decide(WatchedOrganisation? known, bool pending, Actor actor, Request request, string id, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        var code = Law.CreditCode.Check(request.CreditCode, "/creditCode");
        List<Refusal> refusals = [.. code.Refusals];
        if (CreditRules.CheckGround(ListingGrounds.ByCode(request.Ground), request.Subject is ListingSubject.Agency) is { } wrong)
            refusals.Add(wrong);
        if (pending)
            refusals.Add(CreditRules.Recorded.Refuse("这一主体同一情形的记录正在办理或者还在名单期内。", "在原记录上办理；另有违法事实的，期满前由负责人更正原记录。", "/creditCode"));
        return refusals.Count > 0
            ? refusals
            : new Listing
            {
                Id = id, OrganisationId = known?.Id ?? "", Name = known?.Name ?? request.Name.Trim(), CreditCode = request.CreditCode, Address = request.Address?.Trim() is { Length: > 0 } given ? given : known?.Address ?? "",
                Subject = request.Subject, Ground = request.Ground, Conduct = request.Conduct.Trim(), Penalty = request.Penalty.Trim(), ToldOn = today, ToldBy = actor.AccountId,
            };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Show);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var today = context.Now.BeijingDate();
        var (known, same) = await context.Read(async db => (
            await db.First<WatchedOrganisation>("credit_code = @CreditCode", new { request.CreditCode }), await db.Where<Listing>("credit_code = @CreditCode and ground = @Ground", new { request.CreditCode, request.Ground })));
        var pending = same.Any(l => l.State is ListingState.Told || (l.State is ListingState.Listed && l.Entry("")?.To >= today));
        var outcome = Decide(known, pending, context.Actor, request, RandomId.New(), today);
        if (outcome.Value is not { } listing)
            return outcome.Refusals.ToList();
        var until = TimeLimits.HearingRequest.Latest(today, WorkCalendar.Official);
        var text = $"拟因“{ListingGrounds.ByCode(listing.Ground)!.Text}”（{ListingGrounds.ByCode(listing.Ground)!.Article}）作出：{listing.Penalty}。事实：{listing.Conduct}";
        return new Done(
            ListingCase.Step(listing, Act, context.Actor, text, context.Now).Told(listing, "told", text, today, context.Actor),
            $"已告知；当事人可以在 {until:yyyy-MM-dd} 前陈述、申辩、要求听证", $"/listings/{listing.Id}", new { listingId = listing.Id });
    }

    private static Task<Request?> Show(ActContext context)
    {
        context.Trail("失信行为记录", "/listings");
        context.Offer("grounds", ListingGrounds.All.Select(g => new Choice(g.Code, $"{g.Text}（{g.Article}）")));
        return Task.FromResult<Request?>(null);
    }
}
