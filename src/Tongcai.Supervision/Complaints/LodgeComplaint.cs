using System.Text.Json;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Complaints;

/// <summary>提起投诉：after a challenge, within fifteen working days, and no wider than what was challenged.</summary>
public static class LodgeComplaint
{
    public sealed record Request(
        [property: Field("投诉事项", Hint = "不得超出已质疑的事项；质疑答复内容本身除外", Min = 1, Max = 20, Choices = "items")] IReadOnlyList<string> Items,
        [property: Field("事实依据", Lines = true, Max = 10_000)] string Facts,
        [property: Field("法律依据", Lines = true)] string LegalBasis,
        [property: Field("投诉请求", Lines = true)] string Demand);

    public static readonly Owner Challenger = new("challenger");

    public static readonly Act Act = new("lodge-complaint", "提起投诉", "/challenges/{challenge}/complaint", Access.To(Challenger, Role.Supplier))
    {
        Rules = [ComplaintRules.ChallengedFirst, ComplaintRules.OnlyWhatWasChallenged, TimeLimits.ComplaintWindow, ComplaintRules.LetterContents],
        Button = "提交投诉书",
        Intro = "对质疑答复不满意，或者采购人未在规定时间内答复的，可以在答复期满后 15 个工作日内投诉。",
    };

    /// <summary>The items a complaint may name: those of the challenge, and the answer itself.</summary>
    public const string AboutTheAnswer = "质疑答复内容";

    /// <param name="challenge">The challenge; null when supervision knows none of that id.</param>
    /// <param name="answer">Its answer; null while there is none.</param>
    /// <param name="earlier">A complaint already lodged on the challenge.</param>
    public static Outcome<Complaint> Decide(ChallengeLodged? challenge, ChallengeAnswered? answer, Complaint? earlier, Actor actor, Request request, string id, DateTimeOffset now)
    {
        if (challenge is null)
            return ComplaintRules.ChallengedFirst.Refuse("没有查到您的这份质疑。", "先在交易平台向采购人或代理机构提出质疑；质疑刚提出的，几秒后再试。");
        List<Refusal> refusals = [.. Check(challenge, answer, earlier, now.BeijingDate(), out _)];
        for (var i = 0; i < request.Items.Count; i++)
        {
            if (request.Items[i] != AboutTheAnswer && !challenge.Items.Contains(request.Items[i]))
                refusals.Add(ComplaintRules.OnlyWhatWasChallenged.Refuse($"“{request.Items[i]}”没有质疑过。", "从已质疑的事项中选择；新的事项先质疑。", $"/items/{i}"));
        }

        return refusals.Count > 0
            ? refusals
            : new Complaint
            {
                Id = id,
                ProcurementId = challenge.ProcurementId,
                ChallengeId = challenge.ChallengeId,
                SupplierId = actor.OrganisationId,
                SupplierName = actor.OrganisationName,
                Items = new([.. request.Items]),
                Facts = request.Facts,
                LegalBasis = request.LegalBasis,
                Demand = request.Demand,
                LodgedOn = now.BeijingDate(),
            };
    }

    /// <summary>Whether a challenge may be complained of on a day, whatever the complaint says.</summary>
    /// <param name="window">From which day to which, in words; empty when the calendar is not announced.</param>
    public static IReadOnlyList<Refusal> Check(ChallengeLodged challenge, ChallengeAnswered? answer, Complaint? earlier, DateOnly today, out string window)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        window = "";
        List<Refusal> refusals = [];
        if (earlier is not null)
            refusals.Add(ComplaintRules.OnceOnly.Refuse($"您已于 {earlier.LodgedOn:yyyy-MM-dd} 就这份质疑投诉。", "在“我的投诉”查看办理进度。"));
        try
        {
            var answerDue = TimeLimits.ChallengeAnswer.Latest(challenge.LodgedOn, WorkCalendar.Official);
            var last = TimeLimits.ComplaintWindow.Latest(answerDue, WorkCalendar.Official);
            window = $"答复期满 {answerDue:yyyy-MM-dd} 后 15 个工作日，到 {last:yyyy-MM-dd}";
            if (answer is null && today <= answerDue)
                refusals.Add(ComplaintRules.ChallengedFirst.Refuse($"质疑还在答复期内，最迟 {answerDue:yyyy-MM-dd} 答复。", "收到答复，或者答复期满未答复的，再投诉。"));
            if (today > last)
                refusals.Add(TimeLimits.ComplaintWindow.Refuse($"投诉期自答复期满 {answerDue:yyyy-MM-dd} 起 15 个工作日，已于 {last:yyyy-MM-dd} 届满。", "逾期不能投诉；发现违法线索可以举报。"));
        }
        catch (CalendarNotAnnouncedException e)
        {
            refusals.Add(e.ToRefusal());
        }

        return refusals;
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (challenge, answer, earlier) = await Load(context);
        var outcome = Decide(challenge, answer, earlier, context.Actor, request, RandomId.New(), context.Now);
        return outcome.Value is { } complaint
            ? new Done(
                Commit.Empty.Insert(complaint).Record(new ComplaintLodged(complaint.Id, complaint.ProcurementId, complaint.ChallengeId, complaint.SupplierId, complaint.LodgedOn), complaint.SupplierId),
                "投诉书已送达，5 个工作日内审查是否受理", $"/complaints/{complaint.Id}", new { complaintId = complaint.Id })
            : outcome.Refusals.ToList();
    }

    private static Task<(ChallengeLodged? Challenge, ChallengeAnswered? Answer, Complaint? Earlier)> Load(ActContext context) => context.Read(async db =>
    {
        async Task<T?> About<T>(string kind)
            where T : class
        {
            var body = await db.QueryFirstOrDefaultAsync<string>("SELECT body FROM watched_fact WHERE kind = @kind AND subject = @id ORDER BY at DESC", new { kind, id = context["challenge"] });
            return body is null ? null : JsonSerializer.Deserialize<T>(body, WireJson.Options);
        }

        return (
            await About<ChallengeLodged>("challenge.lodged"),
            await About<ChallengeAnswered>("challenge.answered"),
            await db.First<Complaint>("challenge_id = @id", new { id = context["challenge"] }));
    });

    private static async Task<Request?> Prefill(ActContext context)
    {
        var (challenge, answer, _) = await Load(context);
        if (challenge is null)
            return null;
        context.Trail("我的投诉", "/my/complaints");
        context.Trail("提起投诉", "/complaints/new");
        context.Offer("items", challenge.Items.Append(AboutTheAnswer).Select(i => new Choice(i, i)));
        context.Show("质疑日期", $"{challenge.LodgedOn:yyyy-MM-dd}");
        context.Show("质疑答复", answer?.Answer ?? "尚未答复");
        return new Request([.. challenge.Items], challenge.Facts, challenge.LegalBasis, "");
    }
}
