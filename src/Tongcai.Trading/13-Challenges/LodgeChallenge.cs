using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Challenges;

/// <summary>质疑的对象。</summary>
public enum ChallengeSubject
{
    [Label("采购文件")] Document,
    [Label("采购过程")] Process,
    [Label("中标结果")] Result,
}

/// <summary>提出质疑：within seven working days, once per stage, by those whom it concerns. A challenge that may change the result holds the contract.</summary>
public static class LodgeChallenge
{
    public sealed record Request(
        [property: Field("质疑对象")] ChallengeSubject About,
        [property: Field("质疑事项", Hint = "逐项填写具体、明确的事项", Min = 1, Max = 20)] IReadOnlyList<string> Items,
        [property: Field("事实依据", Lines = true, Max = 10_000)] string Facts,
        [property: Field("法律依据", Lines = true)] string LegalBasis,
        [property: Field("请求", Lines = true)] string Demand);

    public static readonly Act Act = new("lodge-challenge", "提出质疑", "/procurements/{id}/challenges", Access.To(Owner.None, Role.Supplier))
    {
        Rules = [TimeLimits.ChallengeWindow, ChallengeRules.Participant, ChallengeRules.OncePerStage, ChallengeRules.LetterContents, ChallengeRules.ClearRequest],
        Button = "提交质疑函",
        Intro = "知道或者应知权益受到损害之日起 7 个工作日内提出；采购人 7 个工作日内答复。",
    };

    /// <summary>What the window is counted from: for each subject the day from which the supplier knew or should have known (实施条例第五十三条).</summary>
    /// <param name="NoticePeriodEnd">End of the tender notice's period; null before the notice.</param>
    /// <param name="OpenedOn">Day of the opening; null before.</param>
    /// <param name="ResultPeriodEnd">End of the result notice's period; null before the result.</param>
    public sealed record KnownFrom(DateOnly? NoticePeriodEnd, DateOnly? OpenedOn, DateOnly? ResultPeriodEnd)
    {
        public DateOnly? Of(ChallengeSubject about) => about switch
        {
            ChallengeSubject.Document => NoticePeriodEnd,
            ChallengeSubject.Process => OpenedOn,
            _ => ResultPeriodEnd,
        };
    }

    /// <param name="bid">Whether the supplier's bid was opened in this procurement.</param>
    /// <param name="earlier">The supplier's earlier challenges of this procurement.</param>
    public static Outcome<Challenge> Decide(
        Procurement procurement, KnownFrom known, bool bid, IReadOnlyList<Challenge> earlier, Actor actor, Request request, string id, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        var from = known.Of(request.About);
        if (from is null)
        {
            refusals.Add(ChallengeRules.KnownFrom.Refuse(
                request.About == ChallengeSubject.Document ? "招标公告还没有发布。" : request.About == ChallengeSubject.Process ? "还没有开标。" : "中标结果还没有公告。",
                "等该环节发生后再提出；有疑问可以先询问。", "/about"));
        }

        refusals.Unless(
            request.About == ChallengeSubject.Document || bid, ChallengeRules.Participant, "您没有参加本项目的投标。", "只有参加采购活动的供应商可以质疑过程和结果；线索可向监督部门举报。", "/about");
        var about = Wire.Name(request.About.ToString());
        refusals.Unless(
            earlier.All(c => c.About != about), ChallengeRules.OncePerStage, $"您已于 {earlier.FirstOrDefault(c => c.About == about)?.LodgedOn:yyyy-MM-dd} 就这一环节提出过质疑。",
            "对答复不满意或者逾期未答复的，可在答复期满后 15 个工作日内向财政部门投诉。", "/about");
        if (from is not null)
        {
            var window = Checks.OnTheCalendar<Challenge>("/about", () =>
            {
                var today = now.BeijingDate();
                var last = TimeLimits.ChallengeWindow.Latest(from.Value, WorkCalendar.Official);
                refusals.Unless(today <= last, TimeLimits.ChallengeWindow, $"质疑期自 {from:yyyy-MM-dd} 起 7 个工作日，已于 {last:yyyy-MM-dd} 届满。", "逾期不能质疑；发现违法线索可向监督部门举报。", "/about");
                return new Challenge
                {
                    Id = id,
                    ProcurementId = procurement.Id,
                    SupplierId = actor.OrganisationId,
                    SupplierName = actor.OrganisationName,
                    About = about,
                    Items = new([.. request.Items]),
                    Facts = request.Facts,
                    LegalBasis = request.LegalBasis + "\n请求：" + request.Demand,
                    LodgedOn = today,
                    AnswerBy = TimeLimits.ChallengeAnswer.Latest(today, WorkCalendar.Official),
                };
            });
            if (refusals.Count == 0)
                return window;
        }

        return refusals;
    }

    /// <summary>The procurement while the challenge is open: one that may change the result holds the contract (实施条例第五十四条).</summary>
    public static Procurement? Hold(Procurement procurement, Challenge challenge) =>
        challenge.About is not "document" && procurement.ContractHold is null && procurement.Stage is Stage.Opened or Stage.Evaluating or Stage.Reported or Stage.Decided or Stage.Published
            ? procurement with { ContractHold = challenge.Id }
            : null;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var loaded = await context.Read(async db =>
        {
            var by = new { id = context["id"], supplier = context.Actor.OrganisationId };
            var p = await db.Find<Procurement>(context["id"]);
            if (p is null || p.NoticedOn is null)
                return null;
            var notice = await db.First<Notice>("procurement_id = @id and documents_from is not null order by number", by);
            var bids = await db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM opened_bid WHERE procurement_id = @id AND supplier_id = @supplier", by);
            var earlier = await db.Where<Challenge>("procurement_id = @id and supplier_id = @supplier", by);
            return new { Procurement = p, Notice = notice, Bid = bids > 0, Earlier = earlier };
        });
        if (loaded is null)
            return ActContext.Missing;
        var outcome = Decide(loaded.Procurement, Known(loaded.Procurement, loaded.Notice), loaded.Bid, loaded.Earlier, context.Actor, request, RandomId.New(), context.Now);
        if (outcome.Value is not { } challenge)
            return outcome.Refusals.ToList();
        var commit = Commit.Empty.Insert(challenge).Record(
            new ChallengeLodged(challenge.ProcurementId, challenge.Id, challenge.SupplierId, challenge.About, challenge.Items.Value, challenge.Facts, challenge.LegalBasis, challenge.LodgedOn),
            challenge.SupplierId);
        if (Hold(loaded.Procurement, challenge) is { } held)
            commit = commit.Update(held);
        return new Done(commit, $"质疑已送达，{challenge.AnswerBy:yyyy-MM-dd} 前答复", $"/challenges/{challenge.Id}", new { challengeId = challenge.Id });
    }

    /// <summary>The days from which the windows run.</summary>
    public static KnownFrom Known(Procurement procurement, Notice? notice) => new(
        notice is null ? null : TimeLimits.NoticePeriod.Latest(notice.PublishedOn, WorkCalendar.Official),
        procurement.OpenedAt?.BeijingDate(),
        procurement.ResultOn is { } day ? TimeLimits.ResultNoticePeriod.Latest(day, WorkCalendar.Official) : null);

    private static async Task<Request?> Prefill(ActContext context)
    {
        var procurement = await context.Read(db => db.First<Procurement>("id = @id and noticed_on is not null", new { id = context["id"] }));
        if (procurement is null)
            return null;
        context.Show("项目", $"{procurement.Title}（{procurement.Code}）");
        if (procurement.ChallengeUntil is { } until)
            context.Show("对结果的质疑", $"{until:yyyy-MM-dd} 前提出");
        context.Trail(procurement.Title, $"/procurements/{procurement.Id}");
        return new Request(procurement.ResultOn is null ? ChallengeSubject.Document : ChallengeSubject.Result, [""], "", "", "");
    }
}
