using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Orders;

namespace Tongcai.Supervision.Credit;

/// <summary>信用修复：application of the firm, decision of the authority, removal from the list on the day of the decision.</summary>
public static class RepairListing
{
    public enum Finding
    {
        [Label("准予修复")] Grant,
        [Label("不予修复")] Refuse,
    }

    public sealed record Request(
        [property: Field("已经履行处罚决定、纠正违法行为、弥补损失")] bool Redressed,
        [property: Field("纠正的情况和证据", Hint = "由监督部门代录的，写明来函日期", Lines = true, Min = 10, Max = 10_000)] string Text);

    public sealed record Decision(
        [property: Field("决定")] Finding Finding,
        [property: Field("理由", Lines = true, Min = 5, Max = 5_000)] string Reason);

    public static readonly Act Ask = new("ask-repair", "申请信用修复", "/listings/{listing}/repair", Access.To(ListingCase.Concerned, Role.Supplier, Role.Agency).Or(Owner.Authority, Role.Supervisor))
    {
        Rules = [CreditRules.Repair], Button = "提交申请", Irreversible = true, Intro = "列入满一年、已经履行处罚决定并纠正的，可以申请；准予修复的，自决定之日起移出名单。",
    };

    public static readonly Act Act = new("decide-repair", "决定信用修复", "/listings/{listing}/repair/decide", ListingCase.Heads)
    {
        Rules = [CreditRules.Repair], Button = "签发决定", Irreversible = true, Intro = "准予修复的，自今日起移出名单；记录和修复决定一并公开。",
    };

    public static IReadOnlyList<Refusal> CheckAsk(Listing listing, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (ListingCase.CheckState(Ask, listing, ListingState.Listed) is { } refusal) return [refusal];
        if (listing.ToDay < today) return [CreditRules.EndedMayJoin.Refuse($"名单期已于 {listing.ToDay:yyyy-MM-dd} 届满。", "不需要修复，可以参加政府采购活动。")];
        return listing.RepairText.Length > 0 ? [CreditRules.Repair.Refuse("已有一件修复申请等待决定。", "等待监督部门决定。")] : CreditRules.CheckRepair(listing.FromDay!.Value, today, redressed: true);
    }

    public static Outcome<Listing> DecideAsk(Listing listing, Request request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. CheckAsk(listing, today)];
        if (refusals.Count == 0)
            refusals.AddRange(CreditRules.CheckRepair(listing.FromDay!.Value, today, request.Redressed));
        return refusals.Count > 0 ? refusals : listing with { RepairText = request.Text.Trim(), Redressed = request.Redressed };
    }

    public static IReadOnlyList<Refusal> Check(Listing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (ListingCase.CheckState(Act, listing, ListingState.Listed) is { } refusal) return [refusal];
        return listing.RepairText.Length == 0 ? [CreditRules.Repair.Refuse("没有等待决定的修复申请。", "由当事人先提出申请。")] : [];
    }

    public static Outcome<Listing> Decide(Listing listing, Decision request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. Check(listing)];
        if (refusals.Count > 0)
            return refusals;
        if (request.Finding is Finding.Refuse)
            return listing with { RepairText = "", Redressed = false };
        refusals.AddRange(CreditRules.CheckRepair(listing.FromDay!.Value, today, listing.Redressed));
        return refusals.Count > 0 ? refusals : listing with { State = ListingState.Repaired, RemovedOn = today };
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Request>(Ask, HandleAsk, Show<Request>);
        routes.MapAct<Decision>(Act, Handle, Show<Decision>);
    }

    private static async Task<Outcome<Done>> HandleAsk(Request request, ActContext context)
    {
        var (listing, today) = (await ListingCase.Load(context), context.Now.BeijingDate());
        var outcome = DecideAsk(listing, request, today);
        return outcome.Value is { } asked
            ? new Done(ListingCase.Step(asked, Ask, context.Actor, asked.RepairText, context.Now).Told(asked, "repairAsked", asked.RepairText, today, context.Actor), "申请已提交，由监督部门决定", $"/listings/{listing.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<Outcome<Done>> Handle(Decision request, ActContext context)
    {
        var (listing, today) = (await ListingCase.Load(context), context.Now.BeijingDate());
        var outcome = Decide(listing, request, today);
        if (outcome.Value is not { } decided)
            return outcome.Refusals.ToList();
        var reason = request.Reason.Trim();
        if (decided.State is ListingState.Listed)
            return new Done(ListingCase.Step(decided, Act, context.Actor, $"不予修复：{reason}", context.Now).Told(decided, "repairRefused", reason, today, context.Actor), "已决定不予修复", $"/listings/{listing.Id}");
        var number = await ListingCase.NextNumber(context);
        var fact = ListingCase.SignChange(decided, "repaired", number, reason, today, context.Http.RequestServices.GetRequiredService<AuthorityKey>().Key);
        return new Done(
            ListingCase.Step(decided, Act, context.Actor, $"准予修复：{reason}", context.Now, number).Record(fact, context.Actor.OrganisationId), $"准予修复，已移出名单：{number}", $"/listings/{listing.Id}", new { number });
    }

    private static async Task<TRequest?> Show<TRequest>(ActContext context)
        where TRequest : class
    {
        var listing = await ListingCase.Load(context);
        ListingCase.Show(context, listing);
        if (listing.RepairText.Length > 0)
            context.Show("修复申请", listing.RepairText);
        return null;
    }
}
