using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Law.Lint;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Invitations;

/// <summary>发布资格预审公告，连同资格预审文件。Anybody may apply; who does is told to nobody.</summary>
public static class PublishPrequalification
{
    /// <summary>一项审查标准 as typed.</summary>
    public sealed record Criterion(
        [property: Field("审查因素", Max = 200)] string Title,
        [property: Field("审查标准和方法", Lines = true, Max = 1000, Hint = "怎样算符合，看什么材料")] string Standard);

    public sealed record Request(
        [property: Field("资格预审文件提供期限自", Section = "时间", Hint = "公告发布之日起即可提供")] DateOnly DocumentsFrom,
        [property: Field("资格预审文件提供期限至", Hint = "自公告发布之日起不少于 5 个工作日")] DateOnly DocumentsTo,
        [property: Field("申请文件提交截止时间", Hint = "自公告发布之日起不少于 5 个工作日")] DateTimeOffset ApplyBy,
        [property: Field("资格审核日期")] DateOnly ReviewOn,
        [property: Field("拟邀请的供应商数量", Unit = "家", Min = 1, Max = 50, Section = "邀请", Hint = "从资格预审合格的供应商中随机抽取，三家以上")] int Wanted,
        [property: Field("审查标准和方法", Min = 1, Max = 50, Section = "资格预审文件", Hint = "审查只按这里写明的标准进行")] IReadOnlyList<Criterion> Criteria,
        [property: Field("申请文件的组成及格式", Lines = true, Max = 2000)] string Application);

    public static readonly Act Act = new("publish-prequalification", "发布资格预审公告", "/procurements/{id}/prequalification/notice", Access.To(Owner.Agency, Role.Agency))
    {
        Rules =
        [
            InvitationRules.Ways, InvitationRules.Invited, InvitationRules.Prequalification, TimeLimits.PrequalificationPreparation, TimeLimits.DocumentSupply, TimeLimits.NoticePeriod, TimeLimits.IntentionLead,
        ],
        Button = "发布公告",
        Intro = "资格预审文件随公告在公共服务平台公开，免费提供。申请截止前任何人看不到谁申请、多少家；申请人和受邀请人在开标前不对外透露。",
        Irreversible = true,
    };

    /// <param name="noticeId">Random id of the notice.</param>
    public static Outcome<Commit> Decide(InvitationCase c, Actor actor, Request request, string noticeId, DateTimeOffset now) => Checks.OnTheCalendar<Commit>("/applyBy", () =>
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title, actor));
        if (refusals.Count > 0)
            return refusals;
        var (p, today, calendar) = (c.Procurement, now.BeijingDate(), WorkCalendar.Official);
        refusals.Unless(c.List is null, InvitationRules.Ways, "本项目已经确定供应商名单的产生方式。", "按已经确定的方式办理。");
        refusals.Unless(PublishNotice.CheckLead(p, today));
        refusals.Unless(InvitationRules.CheckInvited(request.Wanted));
        refusals.Unless(request.DocumentsFrom >= today, NoticeRules.NothingFalse, $"资格预审文件提供期限自 {request.DocumentsFrom:yyyy-MM-dd} 起，已经过去。", "从今日或者以后起提供。", "/documentsFrom");
        var supplyEnd = TimeLimits.DocumentSupply.Earliest(request.DocumentsFrom > today ? request.DocumentsFrom : today, calendar);
        refusals.Unless(request.DocumentsTo >= supplyEnd, TimeLimits.DocumentSupply, $"提供期限至 {request.DocumentsTo:yyyy-MM-dd}，不足 {TimeLimits.DocumentSupply.Length}，最早为 {supplyEnd:yyyy-MM-dd}。", $"改为 {supplyEnd:yyyy-MM-dd} 或者以后。", "/documentsTo");
        var (earliest, applyBy) = (TimeLimits.PrequalificationPreparation.Earliest(today, calendar), request.ApplyBy.BeijingDate());
        refusals.Unless(applyBy >= earliest, TimeLimits.PrequalificationPreparation, $"申请截止 {request.ApplyBy.BeijingTime()}，自公告发布之日起不足 {TimeLimits.PrequalificationPreparation.Length}，最早为 {earliest:yyyy-MM-dd}。", $"改为 {earliest:yyyy-MM-dd} 或者以后。", "/applyBy");
        refusals.Unless(request.DocumentsTo <= applyBy, NoticeRules.NothingFalse, "资格预审文件提供期限晚于申请截止。", "提供期限不晚于申请截止之日。", "/documentsTo");
        refusals.Unless(request.ReviewOn >= applyBy, InvitationRules.Prequalification, "资格审核日期早于申请截止。", $"改为 {applyBy:yyyy-MM-dd} 或者以后。", "/reviewOn");
        refusals.AddRange(Forbidden(p, request.Criteria));
        if (refusals.Count > 0)
            return refusals;

        var (document, title) = (c.Document, $"{p.Title}资格预审公告");
        var list = new InvitedList
        {
            Id = p.Id, Way = "notice", NoticeId = noticeId, DocumentsFrom = request.DocumentsFrom, DocumentsTo = request.DocumentsTo, ApplyBy = request.ApplyBy.ToUniversalTime(), ReviewOn = request.ReviewOn, Wanted = request.Wanted,
            Criteria = new([.. request.Criteria.Select((k, i) => new PrequalificationCriterion($"S{i + 1}", k.Title.Trim(), k.Standard.Trim()))]), Application = request.Application.Trim(),
        };
        return Commit.Empty.Insert(list).Update(p with { NoticedOn = today, ApplyBy = list.ApplyBy }).Require(c.Tender!)
            .Insert(new Notice { Id = noticeId, ProcurementId = p.Id, Kind = p.MethodRow().NoticeKind, Number = 1, Title = title, PublishedOn = today })
            .Record(
                new PrequalificationPublished(
                    p.Id, noticeId, p.Code, p.Title, p.PurchaserId, p.PurchaserName, p.PurchaserContact, p.AgencyId!, p.AgencyName!, p.AgencyContact ?? "", p.Region, p.CatalogueCode, p.Method, p.BudgetFen, today,
                    request.DocumentsFrom, request.DocumentsTo, list.ApplyBy.Value, request.ReviewOn, request.Wanted, document.Lots, document.Requirements, document.Qualifications, list.Criteria.Value, list.Application,
                    document.ConsortiumAllowed, document.Delivery),
                actor.OrganisationId);
    });

    /// <summary>What the clause check forbids in the standards: nobody is kept out by what a tender document may not ask for.</summary>
    private static IEnumerable<Refusal> Forbidden(Procurement procurement, IReadOnlyList<Criterion> criteria)
    {
        var text = new TenderText([.. criteria.Select((k, i) => new TenderParagraph(SectionKind.Qualification, i + 1, 0, $"{k.Title}：{k.Standard}"))]);
        return ClauseCheck.Run(text, new ClauseContext { JointVentureStatedInNotice = true, BudgetFen = procurement.BudgetFen }).Where(f => f.Severity == ClauseSeverity.Forbidden)
            .Select(f => f.Rule.Refuse($"{f.Why} 原文：“{f.Place.Quote}”", f.Suggestion, f.Place.Paragraph > 0 ? $"/criteria/{f.Place.Paragraph - 1}/standard" : "/criteria"));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await InvitationCase.Load(context) is { } c
            ? Decide(c, context.Actor, request, RandomId.New(), context.Now).Done("资格预审公告已发布。", $"/procurements/{c.Procurement.Id}/prequalification")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await InvitationCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        var (calendar, today) = (WorkCalendar.Official, context.Now.BeijingDate());
        try
        {
            var last = TimeLimits.PrequalificationPreparation.Earliest(today, calendar);
            return new(today, TimeLimits.DocumentSupply.Earliest(today, calendar), calendar.AddWorkdays(last, 1).Beijing(new TimeOnly(17, 0)), calendar.AddWorkdays(last, 2), 3,
                [.. c.Document.Qualifications.Select(q => new Criterion(q.Length > 200 ? q[..200] : q, ""))], "");
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }
}
