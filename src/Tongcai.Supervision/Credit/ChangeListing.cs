using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Orders;

namespace Tongcai.Supervision.Credit;

/// <summary>更正或者撤销记录：a wrong entry is put right with a reason; what stood before stays on the ledger and in the steps.</summary>
public static class ChangeListing
{
    public enum Change
    {
        [Label("更正")] Correct,
        [Label("撤销")] Revoke,
    }

    public sealed record Request(
        [property: Field("变更")] Change Change,
        [property: Field("变更的依据", Hint = "例如：行政复议决定、生效判决、自行纠正，写明文号和日期", Lines = true, Min = 5, Max = 5_000)] string Reason,
        [property: Field("违法事实", Hint = "更正时填写更正后的内容；不变的不填", Lines = true, Max = 10_000)] string? Conduct,
        [property: Field("处罚结果", Hint = "更正时填写更正后的内容；不变的不填", Lines = true, Max = 1_000)] string? Penalty,
        [property: Field("起算日", Hint = "更正时填写；不变的不填")] DateOnly? From,
        [property: Field("期限", Unit = "个月", Hint = "更正时填写；不变的不填", Min = 0, Max = 60)] int? Months);

    public static readonly Act Act = new("change-listing", "更正或者撤销记录", "/listings/{listing}/change", ListingCase.Heads)
    {
        Rules = [CreditRules.Withdrawn, BiddingRules.Banned, CreditRules.AgencyBanned, CreditRules.Listed], Button = "签发", Irreversible = true,
        Intro = "原记录和变更的理由一并公开；撤销的，自当日起不再是拒绝参加的理由。",
    };

    public static IReadOnlyList<Refusal> Check(Listing listing) => ListingCase.CheckState(Act, listing, ListingState.Listed) is { } refusal ? [refusal] : [];

    public static Outcome<Listing> Decide(Listing listing, Request request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. Check(listing)];
        if (refusals.Count > 0)
            return refusals;
        if (request.Change is Change.Revoke)
            return listing with { State = ListingState.Revoked, RemovedOn = today, RepairText = "" };
        var (from, months) = (request.From ?? listing.FromDay!.Value, request.Months);
        if (string.IsNullOrWhiteSpace(request.Conduct) && string.IsNullOrWhiteSpace(request.Penalty) && request.From is null && months is null)
            refusals.Add(CreditRules.Withdrawn.Refuse("没有填写任何更正的内容。", "填写更正后的内容；整条记录有误的，撤销。"));
        if (request.From is not null && months is null)
            refusals.Add(InputRules.Required.Refuse("更正了起算日，没有填写期限。", "一并填写期限。", "/months"));
        if (months is { } length)
            refusals.AddRange(CreditRules.CheckPeriod(ListingGrounds.ByCode(listing.Ground)!, listing.DecidedOn!.Value, from, length));
        return refusals.Count > 0
            ? refusals
            : listing with
            {
                Conduct = request.Conduct?.Trim() is { Length: > 0 } conduct ? conduct : listing.Conduct, Penalty = request.Penalty?.Trim() is { Length: > 0 } penalty ? penalty : listing.Penalty, FromDay = from,
                ToDay = months is { } m ? CreditRules.LastDay(from, m) : listing.ToDay,
            };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        ListingCase.Show(context, await ListingCase.Load(context));
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (listing, today) = (await ListingCase.Load(context), context.Now.BeijingDate());
        var outcome = Decide(listing, request, today);
        if (outcome.Value is not { } changed)
            return outcome.Refusals.ToList();
        var (number, reason) = (await ListingCase.NextNumber(context), request.Reason.Trim());
        var fact = ListingCase.SignChange(changed, request.Change is Change.Revoke ? "revoked" : "corrected", number, reason, today, context.Http.RequestServices.GetRequiredService<AuthorityKey>().Key);
        var before = $"此前：{listing.FromDay:yyyy-MM-dd} 至 {listing.ToDay:yyyy-MM-dd}，{listing.Penalty}；{listing.Conduct}";
        return new Done(
            ListingCase.Step(changed, Act, context.Actor, $"{request.Change.Label()}：{reason}\n{before}", context.Now, number).Record(fact, context.Actor.OrganisationId),
            $"{request.Change.Label()}已签发：{number}", $"/listings/{listing.Id}", new { number });
    }
}
