using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Orders;

namespace Tongcai.Supervision.Credit;

/// <summary>决定列入名单：by the head, after the party was told and heard; signed, public, and from its first day a bar on every trading platform that follows.</summary>
public static class DecideListing
{
    public enum Finding
    {
        [Label("列入名单")] List,
        [Label("不予列入")] Drop,
    }

    public sealed record Request(
        [property: Field("决定")] Finding Finding,
        [property: Field("处罚结果", Hint = "列入时填写", Lines = true, Max = 1_000)] string? Penalty,
        [property: Field("起算日", Hint = "列入时填写；不早于决定之日")] DateOnly? From,
        [property: Field("期限", Unit = "个月", Hint = "列入时填写；禁止参加为 12 至 36 个月，罚款的记录为 36 个月", Min = 0, Max = 60)] int? Months,
        [property: Field("理由", Hint = "写明对陈述、申辩意见是否采纳", Lines = true, Min = 5, Max = 5_000)] string Opinion,
        [property: Field("救济途径", Hint = "行政复议机关、起诉法院和期限；列入时填写", Lines = true, Max = 1_000)] string? Remedies);

    public static readonly Act Act = new("decide-listing", "决定列入失信名单", "/listings/{listing}/decide", ListingCase.Heads)
    {
        Rules = [CreditRules.ReviewerDiffers, CreditRules.ToldFirst, CreditRules.StatementHeard, CreditRules.HearingHeld, BiddingRules.Banned, CreditRules.AgencyBanned, CreditRules.FabricatedComplaint, CreditRules.Listed, DutyRules.Incompatible],
        Button = "签发决定",
        Intro = "决定经本部门密钥签名后公开；交易平台自起算日起拒绝其参加，期满自行恢复。",
        Irreversible = true,
    };

    public static IReadOnlyList<Refusal> Check(Listing listing, Actor actor, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(actor);
        if (ListingCase.CheckState(Act, listing, ListingState.Told) is { } refusal) return [refusal];
        List<Refusal> refusals = [];
        if (actor.AccountId == listing.ToldBy)
            refusals.Add(DutyRules.Incompatible.Refuse("您是本案的调查人员，不能作决定。", "由负责人审查后决定。"));
        try
        {
            refusals.AddRange(CreditRules.CheckHeard(listing.ToldOn, listing.AnsweredOn is not null, listing.HearingAsked, listing.HeardOn, today));
        }
        catch (CalendarNotAnnouncedException e)
        {
            refusals.Add(e.ToRefusal());
        }

        return refusals;
    }

    /// <param name="number">文号, unique.</param>
    public static Outcome<Listing> Decide(Listing listing, Actor actor, Request request, string number, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. Check(listing, actor, today)];
        if (request.Finding is Finding.Drop)
            return refusals.Count > 0 ? refusals : listing with { State = ListingState.Dropped, DecidedOn = today, DecidedBy = actor.AccountId };
        void Needed(bool given, string name, string pointer)
        {
            if (!given) refusals.Add(InputRules.Required.Refuse($"没有填写{name}。", $"列入名单须写明{name}。", pointer));
        }

        Needed(!string.IsNullOrWhiteSpace(request.Penalty), "处罚结果", "/penalty");
        Needed(!string.IsNullOrWhiteSpace(request.Remedies), "救济途径", "/remedies");
        Needed(request.From is not null, "起算日", "/from");
        Needed(request.Months is not null, "期限", "/months");
        if (request is { From: { } from, Months: { } months })
            refusals.AddRange(CreditRules.CheckPeriod(ListingGrounds.ByCode(listing.Ground)!, today, from, months));
        return refusals.Count > 0
            ? refusals
            : listing with
            {
                State = ListingState.Listed, Penalty = request.Penalty!.Trim(), Number = number, DecidedOn = today, DecidedBy = actor.AccountId, Remedies = request.Remedies!.Trim(), FromDay = request.From,
                ToDay = CreditRules.LastDay(request.From!.Value, request.Months!.Value),
            };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Show);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (listing, services) = (await ListingCase.Load(context), context.Http.RequestServices);
        var outcome = Decide(listing, context.Actor, request, await ListingCase.NextNumber(context), context.Now.BeijingDate());
        if (outcome.Value is not { } decided)
            return outcome.Refusals.ToList();
        var opinion = request.Opinion.Trim();
        if (decided.State is ListingState.Dropped)
            return new Done(ListingCase.Step(decided, Act, context.Actor, $"不予列入：{opinion}", context.Now).Told(decided, "dropped", opinion, decided.DecidedOn!.Value, context.Actor), "已决定不予列入", $"/listings/{decided.Id}");
        var fact = ListingCase.Sign(decided, services.GetRequiredService<Authority>().Name, services.GetRequiredService<AuthorityKey>().Key);
        return new Done(
            ListingCase.Step(decided, Act, context.Actor, $"{decided.FromDay:yyyy-MM-dd} 至 {decided.ToDay:yyyy-MM-dd}，{decided.Penalty}。{opinion}", context.Now, decided.Number).Record(fact, context.Actor.OrganisationId),
            $"决定已签发：{decided.Number}", $"/listings/{decided.Id}", new { number = decided.Number });
    }

    private static async Task<Request?> Show(ActContext context)
    {
        var listing = await ListingCase.Load(context);
        ListingCase.Show(context, listing);
        context.Show("告知日期", $"{listing.ToldOn:yyyy-MM-dd}");
        context.Show("当事人意见", listing.AnsweredOn is { } on ? $"{on:yyyy-MM-dd} 提交{(listing.HearingAsked ? "，要求听证" : "")}，见办理记录" : "没有提交");
        var authority = context.Http.RequestServices.GetRequiredService<Authority>();
        context.Show("救济途径的写法", $"如不服本决定，可以自收到本决定书之日起{TimeLimits.AdministrativeReview.Length}内向{authority.ReviewedBy}申请行政复议，也可以自收到本决定书之日起{TimeLimits.Lawsuit.Length}内依法向人民法院提起行政诉讼。");
        return null;
    }
}
