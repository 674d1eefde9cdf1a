using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Pages;

namespace Tongcai.Supervision.Credit.Pages;

/// <summary>失信行为记录的一行。</summary>
/// <param name="Standing">Whether the entry bars its firm today.</param>
/// <param name="Waiting">Whether the authority owes a decision.</param>
public sealed record ListingRow(string Id, string Name, string CreditCode, string Subject, string Ground, string Article, string State, bool Standing, bool Waiting, string Number, DateOnly ToldOn, DateOnly? From, DateOnly? To)
{
    internal static ListingRow Of(Listing l, DateOnly today) => new(
        l.Id, l.Name, l.CreditCode, l.Subject.Label(), ListingGrounds.ByCode(l.Ground)?.Text ?? l.Ground, ListingGrounds.ByCode(l.Ground)?.Article ?? "", l.StateOn(today), l.Entry("")?.Holds(today) ?? false,
        l.State is ListingState.Told || l is { State: ListingState.Listed, RepairText.Length: > 0 }, l.Number, l.ToldOn, l.FromDay, l.ToDay);
}

/// <summary>失信行为记录：those that wait for a decision first.</summary>
public sealed record ListingList(string Query, IReadOnlyList<ListingRow> Rows, bool Supervising)
{
    private const int Most = 300;

    internal static Task<ListingList?> Read(QueryContext context) => Read(context, context.Query("q").Trim(), "1 = 1", supervising: true);

    internal static Task<ListingList?> Mine(QueryContext context) => Read(context, "", "organisation_id = @organisation", supervising: false);

    private static async Task<ListingList?> Read(QueryContext context, string words, string condition, bool supervising)
    {
        if (words.Length > 100) words = words[..100];
        var like = $"%{words.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        var rows = await context.Read(db => db.Where<Listing>(
            $"{condition} and (name like @like escape '!' or credit_code like @like escape '!') order by case when state = 'Told' or repair_text <> '' then 0 else 1 end, told_on desc, id limit {Most}", new { like, organisation = context.Actor.OrganisationId }));
        return new(words, [.. rows.Select(r => ListingRow.Of(r, context.Now.BeijingDate()))], supervising);
    }
}

/// <summary>办理记录的一行。</summary>
public sealed record ListingStepRow(string Act, string Text, string Name, string Number, DateTimeOffset At);

/// <summary>一条失信行为记录。</summary>
public sealed record ListingView(
    ListingRow Row, string Address, string Conduct, string Penalty, string Remedies, DateOnly? AnsweredOn, bool HearingAsked, DateOnly? HeardOn, DateOnly HearingUntil, DateOnly? RemovedOn, DateOnly? RepairFrom, IReadOnlyList<ActLink> Acts,
    IReadOnlyList<ListingStepRow> Steps, bool Supervising)
{
    internal static async Task<ListingView?> Read(QueryContext context)
    {
        var (listing, steps) = await context.Read(async db => (await db.Get<Listing>(context["listing"]), await db.Where<ListingStep>("listing_id = @id order by at desc, version desc, id", new { id = context["listing"] })));
        var (actor, today) = (context.Actor, context.Now.BeijingDate());
        ActLink Link(Act act, IEnumerable<Refusal> refusals, bool head = false) => new(
            act.Title, act.Path.Replace("{listing}", listing.Id, StringComparison.Ordinal), head && !actor.Holds(Post.Head) ? "由负责人办理" : string.Concat(refusals.Select(r => r.Reason)));
        List<ActLink> acts = listing.State switch
        {
            ListingState.Told => [Link(AnswerListing.Act, AnswerListing.Check(listing))],
            ListingState.Listed when listing.ToDay >= today => [Link(RepairListing.Ask, RepairListing.CheckAsk(listing, today))],
            _ => [],
        };
        if (actor.Is(Role.Supervisor))
        {
            if (listing.State is ListingState.Told)
            {
                if (listing.HearingAsked) acts.Add(Link(AnswerListing.Hearing, AnswerListing.CheckHearing(listing, actor)));
                acts.Insert(0, Link(DecideListing.Act, DecideListing.Check(listing, actor, today), head: true));
            }

            if (listing.RepairText.Length > 0 && listing.State is ListingState.Listed) acts.Insert(0, Link(RepairListing.Act, RepairListing.Check(listing), head: true));
            if (listing.State is ListingState.Listed) acts.Add(Link(ChangeListing.Act, ChangeListing.Check(listing), head: true));
        }

        return new ListingView(
            ListingRow.Of(listing, today), listing.Address, listing.Conduct, listing.Penalty, listing.Remedies, listing.AnsweredOn, listing.HearingAsked, listing.HeardOn, HearingUntilOf(listing), listing.RemovedOn,
            listing.FromDay is { } from ? CreditRules.RepairFrom(from) : null, acts, [.. steps.Select(s => new ListingStepRow(s.Act, s.Text, actor.Is(Role.Supervisor) ? s.Name : "", s.Number ?? "", s.At))], actor.Is(Role.Supervisor));
    }

    private static DateOnly HearingUntilOf(Listing listing)
    {
        try
        {
            return TimeLimits.HearingRequest.Latest(listing.ToldOn, WorkCalendar.Official);
        }
        catch (CalendarNotAnnouncedException)
        {
            return listing.ToldOn;
        }
    }
}

/// <summary>The pages of entries.</summary>
public static class ListingRoutes
{
    public static void MapListingPages(this IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/listings", Access.To(Owner.None, Role.Supervisor), ListingList.Read, "/Credit/Pages/Listings.cshtml", "失信行为记录");
        routes.MapQuery("/my/listings", Access.To(Owner.None, Role.Supplier, Role.Agency), ListingList.Mine, "/Credit/Pages/Listings.cshtml", "本单位的失信行为记录");
        routes.MapQuery("/listings/{listing}", Access.To(Owner.Authority, Role.Supervisor).Or(ListingCase.Concerned, Role.Supplier, Role.Agency), ListingView.Read, "/Credit/Pages/ListingPage.cshtml", "失信行为记录");
    }
}
