using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Credit;

/// <summary>陈述、申辩、要求听证或者放弃：by the party online, or recorded by the authority from its letter. Then the hearing, by somebody who did not investigate.</summary>
public static class AnswerListing
{
    public enum Answer
    {
        [Label("陈述、申辩")] State,
        [Label("陈述、申辩并要求听证")] AskHearing,
        [Label("放弃陈述、申辩和听证")] Waive,
    }

    public sealed record Request(
        [property: Field("意见")] Answer Answer,
        [property: Field("内容", Hint = "由监督部门代录的，写明来函日期", Lines = true, Min = 2, Max = 10_000)] string Text);

    public sealed record Minutes(
        [property: Field("通知当事人的日期")] DateOnly NoticedOn,
        [property: Field("听证日期")] DateOnly HeardOn,
        [property: Field("笔录要点", Hint = "当事人的主要意见，以及对其事实、理由、证据的复核", Lines = true, Min = 10, Max = 10_000)] string Record);

    public static readonly Act Act = new("answer-listing", "陈述和申辩", "/listings/{listing}/answer", Access.To(ListingCase.Concerned, Role.Supplier, Role.Agency).Or(Owner.Authority, Role.Supervisor))
    {
        Rules = [CreditRules.ToldFirst, CreditRules.StatementHeard, TimeLimits.HearingRequest], Button = "提交", Irreversible = true,
        Intro = "当事人不因陈述、申辩受到更重的处罚。要求听证的，须在告知后五个工作日内提出。",
    };

    public static readonly Act Hearing = new("hold-hearing", "记录听证", "/listings/{listing}/hearing", Access.To(Owner.Authority, Role.Supervisor))
    {
        Rules = [CreditRules.HearingHeld, TimeLimits.HearingNotice, DutyRules.Incompatible], Button = "记录", Irreversible = true, Intro = "由非本案调查人员主持；七个工作日前通知当事人。",
    };

    public static IReadOnlyList<Refusal> Check(Listing listing)
    {
        if (ListingCase.CheckState(Act, listing, ListingState.Told) is { } refusal) return [refusal];
        return listing.AnsweredOn is { } on ? [CreditRules.StatementHeard.Refuse($"已于 {on:yyyy-MM-dd} 提交意见。", "需要补充的，书面提交监督部门。")] : [];
    }

    public static Outcome<Listing> Decide(Listing listing, Request request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(listing);
        List<Refusal> refusals = [.. Check(listing)];
        try
        {
            var until = TimeLimits.HearingRequest.Latest(listing.ToldOn, WorkCalendar.Official);
            if (request.Answer is Answer.AskHearing && today > until)
                refusals.Add(TimeLimits.HearingRequest.Refuse($"要求听证应当在 {until:yyyy-MM-dd} 前提出。", "可以提交陈述、申辩。", "/answer"));
        }
        catch (CalendarNotAnnouncedException e)
        {
            refusals.Add(e.ToRefusal());
        }

        return refusals.Count > 0 ? refusals : listing with { AnsweredOn = today, HearingAsked = request.Answer is Answer.AskHearing };
    }

    public static IReadOnlyList<Refusal> CheckHearing(Listing listing, Actor actor)
    {
        if (ListingCase.CheckState(Hearing, listing, ListingState.Told) is { } refusal) return [refusal];
        if (!listing.HearingAsked) return [CreditRules.HearingHeld.Refuse("当事人没有要求听证。", "不需要举行听证。")];
        if (listing.HeardOn is { } on) return [CreditRules.HearingHeld.Refuse($"听证已于 {on:yyyy-MM-dd} 举行。", "由负责人作出决定。")];
        return actor.AccountId == listing.ToldBy ? [CreditRules.HearingHeld.Refuse("您是本案的调查人员，不能主持听证。", "由另一名工作人员主持并记录。")] : [];
    }

    public static Outcome<Listing> DecideHearing(Listing listing, Actor actor, Minutes request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(listing);
        List<Refusal> refusals = [.. CheckHearing(listing, actor)];
        if (request.HeardOn > today || request.NoticedOn < listing.AnsweredOn)
            refusals.Add(CreditRules.HearingHeld.Refuse("日期不在当事人提出要求以后至今日之间。", "填写实际通知和举行的日期。", request.HeardOn > today ? "/heardOn" : "/noticedOn"));
        try
        {
            if (CreditRules.CheckHearingNotice(request.NoticedOn, request.HeardOn) is { } late)
                refusals.Add(late);
        }
        catch (CalendarNotAnnouncedException e)
        {
            refusals.Add(e.ToRefusal("/heardOn"));
        }

        return refusals.Count > 0 ? refusals : listing with { HeardOn = request.HeardOn };
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Request>(Act, Handle, Show<Request>);
        routes.MapAct<Minutes>(Hearing, HandleHearing, Show<Minutes>);
    }

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (listing, today) = (await ListingCase.Load(context), context.Now.BeijingDate());
        var outcome = Decide(listing, request, today);
        var text = $"{request.Answer.Label()}：{request.Text.Trim()}";
        return outcome.Value is { } answered
            ? new Done(ListingCase.Step(answered, Act, context.Actor, text, context.Now).Told(answered, "answered", text, today, context.Actor), "意见已提交", $"/listings/{listing.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<Outcome<Done>> HandleHearing(Minutes request, ActContext context)
    {
        var listing = await ListingCase.Load(context);
        var outcome = DecideHearing(listing, context.Actor, request, context.Now.BeijingDate());
        var text = $"{request.NoticedOn:yyyy-MM-dd} 通知，{request.HeardOn:yyyy-MM-dd} 举行：{request.Record.Trim()}";
        return outcome.Value is { } heard
            ? new Done(ListingCase.Step(heard, Hearing, context.Actor, text, context.Now).Told(heard, "heard", text, request.HeardOn, context.Actor), "听证已记录", $"/listings/{listing.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<TRequest?> Show<TRequest>(ActContext context)
        where TRequest : class
    {
        ListingCase.Show(context, await ListingCase.Load(context));
        return null;
    }
}
