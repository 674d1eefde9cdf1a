using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Notices;

/// <summary>发布招标公告，连同招标文件。Opening is at the deadline, the bids are sealed to the project's key, the document is free to everybody.</summary>
public static class PublishNotice
{
    public sealed record Request(
        [property: Field("招标文件提供期限自", Section = "时间", Hint = "公告发布之日起即可提供")] DateOnly DocumentsFrom,
        [property: Field("招标文件提供期限至", Hint = "自公告发布之日起不少于法定的提供期限")] DateOnly DocumentsTo,
        [property: Field("投标截止和开标时间", Hint = "自招标文件开始发出之日起不少于法定的期限；开标与截止同时进行")] DateTimeOffset BidDeadline,
        [property: Field("开标地点", Max = 200, Hint = "线上开标大厅；另有现场的写明地址")] string OpeningPlace);

    public static readonly Act Act = new("publish-notice", "发布招标公告", "/procurements/{id}/notice", Access.To(Owner.Agency, Role.Agency))
    {
        Rules =
        [
            TimeLimits.IntentionLead, TimeLimits.DocumentSupply, TimeLimits.BidPreparation, TimeLimits.OpeningAtDeadline, TimeLimits.NoticePeriod,
            PlanningRules.Entrustment, DocumentRules.DocumentsFollowReview, SecrecyRules.NoEarlyOpening, NoticeRules.TenderNoticeContents,
        ],
        Button = "发布公告",
        Intro = "公告随招标文件在公共服务平台公开，任何人免费下载，不需要报名。发布后只能以更正公告更正。",
        Irreversible = true,
    };

    /// <param name="procurement">The procurement.</param>
    /// <param name="tender">Its document; null when none is drafted.</param>
    /// <param name="key">The project's opening key; null before the ceremony.</param>
    /// <param name="actor">Who publishes.</param>
    /// <param name="request">As sent.</param>
    /// <param name="noticeId">Random id of the notice.</param>
    /// <param name="now">Legal time.</param>
    public static Outcome<Commit> Decide(Procurement procurement, Tender? tender, ProjectKeyRow? key, Actor actor, Request request, string noticeId, DateTimeOffset now) => Checks.OnTheCalendar<Commit>("/bidDeadline", () =>
    {
        var today = now.BeijingDate();
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Confirmed));
        refusals.Unless(procurement.EntrustedOn is not null && procurement.AgencyId == actor.OrganisationId, PlanningRules.Entrustment, "没有生效的委托代理协议，不能发布本项目的公告。", "请采购人先委托并由您单位接受。");
        refusals.Unless(tender?.ConfirmedOn is not null, DocumentRules.DocumentsFollowReview, "招标文件还没有经采购人确认。", "请采购人确认最新一稿后再发布。");
        refusals.Unless(key is not null, SecrecyRules.NoEarlyOpening, "还没有举行开标密钥仪式，投标文件无从加密。", "先办“开标密钥仪式”，由各受托人生成本项目的密钥。");
        refusals.Unless(procurement.MethodRow().InvitesAll, procurement.MethodRow().Basis, $"本项目备案的采购方式是{procurement.MethodRow().Name}，不发布招标公告。", "按备案的采购方式发布相应的公告。");
        ExamineDates(refusals, procurement, request, now, today);
        if (refusals.Count > 0)
            return refusals;

        var deadline = request.BidDeadline.ToUniversalTime();
        var title = $"{procurement.Title}{procurement.Words().Notice}";
        var noticed = procurement with { Stage = Stage.Noticed, NoticedOn = today, BidDeadline = deadline };
        var notice = new Notice
        {
            Id = noticeId,
            ProcurementId = procurement.Id,
            Kind = procurement.MethodRow().NoticeKind,
            Number = 1,
            Title = title,
            PublishedOn = today,
            DocumentsFrom = request.DocumentsFrom,
            DocumentsTo = request.DocumentsTo,
        };
        return Commit.Empty.Insert(notice).Update(noticed).Require(tender!).Require(key!).Record(
            new NoticePublished(
                procurement.Id, noticeId, notice.Kind, procurement.Code, procurement.Title, procurement.PurchaserId, procurement.PurchaserName, procurement.PurchaserContact,
                procurement.AgencyId!, procurement.AgencyName!, procurement.AgencyContact ?? "", procurement.Region, procurement.CatalogueCode, procurement.Method, procurement.BudgetFen,
                today, request.DocumentsFrom, request.DocumentsTo, deadline, deadline, request.OpeningPlace.Trim(), key!.KeyId, tender!.Document.Value),
            actor.OrganisationId);
    });

    /// <summary>Whether the intention has been public long enough to begin; null when it has, or an urgency was given.</summary>
    /// <exception cref="CalendarNotAnnouncedException">The day falls in a year whose holidays are not announced.</exception>
    internal static Refusal? CheckLead(Procurement procurement, DateOnly today) =>
        procurement is { UrgentReason: null, IntentionOn: { } intention } && WorkCalendar.Official.AddDays(intention, TimeLimits.IntentionLead.Days) is var start && today < start
            ? TimeLimits.IntentionLead.Refuse(
                $"采购意向 {intention:yyyy-MM-dd} 公开，满 {TimeLimits.IntentionLead.Length} 为 {start:yyyy-MM-dd}，今日 {today:yyyy-MM-dd} 尚不能开始采购活动。", $"{start:yyyy-MM-dd} 起再发布公告。")
            : null;

    /// <summary>The dates of a notice or of an invitation.</summary>
    internal static void ExamineDates(List<Refusal> refusals, Procurement procurement, Request request, DateTimeOffset now, DateOnly today)
    {
        var calendar = WorkCalendar.Official;
        refusals.Unless(CheckLead(procurement, today));
        var method = procurement.MethodRow();
        refusals.Unless(request.DocumentsFrom >= today, NoticeRules.NothingFalse, $"招标文件提供期限自 {request.DocumentsFrom:yyyy-MM-dd} 起，已经过去。", "从今日或者以后起提供。", "/documentsFrom");

        var from = request.DocumentsFrom > today ? request.DocumentsFrom : today;
        // An emergency knows no least periods.
        if ((method.DocumentSupply ?? method.ResponsePeriod) is { } supply && supply.Earliest(from, calendar) is var supplyEnd)
            refusals.Unless(request.DocumentsTo >= supplyEnd, supply,
                $"提供期限至 {request.DocumentsTo:yyyy-MM-dd}，不足 {supply.Length}，最早为 {supplyEnd:yyyy-MM-dd}。", $"改为 {supplyEnd:yyyy-MM-dd} 或者以后。", "/documentsTo");

        var (preparation, deadline) = (method.ResponsePeriod, request.BidDeadline.BeijingDate());
        var earliest = preparation?.Earliest(from, calendar) ?? from;
        refusals.Unless(deadline >= earliest, preparation ?? method.Basis,
            $"投标截止 {request.BidDeadline.BeijingTime()}，自招标文件开始发出之日起不足 {preparation?.Length ?? "一日"}，最早为 {earliest:yyyy-MM-dd}。", $"改为 {earliest:yyyy-MM-dd} 或者以后。", "/bidDeadline");
        refusals.Unless(calendar.IsWorkday(deadline), TimeLimits.OpeningAtDeadline, $"{deadline:yyyy-MM-dd} 不是工作日，开标无法同时进行。", $"改为工作日，如 {calendar.Roll(deadline):yyyy-MM-dd}。", "/bidDeadline");
        refusals.Unless(request.BidDeadline > now, preparation ?? method.Basis, "投标截止时间已经过去。", $"改为 {earliest:yyyy-MM-dd} 或者以后。", "/bidDeadline");
        refusals.Unless(request.DocumentsTo <= deadline, NoticeRules.NothingFalse, "招标文件提供期限晚于投标截止。", "提供期限不晚于投标截止之日。", "/documentsTo");
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return ActContext.Missing;
        var (tender, key) = await context.Read(async connection =>
            (await connection.Find<Tender>(c.Procurement.Id), await connection.Find<ProjectKeyRow>(c.Procurement.Id)));
        var id = RandomId.New();
        return Decide(c.Procurement, tender, key, context.Actor, request, id, context.Now).Done("招标公告已发布。", $"/procurements/{c.Procurement.Id}", new { NoticeId = id });
    }

    internal static async Task<Request?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        var (calendar, today) = (WorkCalendar.Official, context.Now.BeijingDate());
        try
        {
            var method = c.Procurement.MethodRow();
            if (method.ResponsePeriod is not { } preparation)
                return new(today, today, calendar.AddWorkdays(today, 1).Beijing(new TimeOnly(9, 30)), "线上开标大厅");
            var supply = method.DocumentSupply ?? preparation;
            context.Show("法定期限", method.Words.Say($"提供期限不少于 {supply.Length}，自招标文件开始发出之日起至投标截止不少于 {preparation.Length}"));
            var deadline = preparation.Unit == TimeUnit.Workday ? calendar.AddWorkdays(today, preparation.Days + 1) : calendar.AddDays(today, preparation.Days + 1);
            return new(today, supply.Earliest(today, calendar), deadline.Beijing(new TimeOnly(9, 30)), "线上开标大厅");
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }
}
