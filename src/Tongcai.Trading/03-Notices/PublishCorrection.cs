using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Notices;

/// <summary>发布更正公告。Every change with before and after; a late one moves the deadline; the object and the qualification stay what they were.</summary>
public static class PublishCorrection
{
    /// <summary>One requirement with its new words.</summary>
    public sealed record RequirementChange(
        [property: Field("编号", Max = 10, Hint = "如 R3")] string Id,
        [property: Field("更正为", Lines = true, Max = 2000)] string Text);

    public sealed record Request(
        [property: Field("更正事由", Lines = true, Max = 1000, Section = "更正")] string Reason,
        [property: Field("可能影响投标文件编制", Hint = "影响编制的，截止时间前不足法定提前量即顺延")] bool AffectsBids,
        [property: Field("采购需求更正", Max = 100)] IReadOnlyList<RequirementChange> Requirements,
        [property: Field("招标文件", Section = "更正后的招标文件")] DocumentTerms Document,
        [property: Field("变更后的截止和开标时间", Hint = "不填的，按规定自动顺延")] DateTimeOffset? BidDeadline = null);

    public static readonly Act Act = new("publish-correction", "发布更正公告", "/procurements/{id}/corrections", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [TimeLimits.ClarificationLead, DocumentRules.ClarificationKeepsObject, NoticeRules.ClarificationOnSameMedia, HouseRules.DeadlineNotShortened],
        Button = "发布更正",
        Intro = "更正前后对照随公告公开，并通知所有供应商。不得改变采购标的和资格条件。",
        Irreversible = true,
    };

    /// <param name="number">Number of this correction, from 1.</param>
    /// <param name="noticeId">Random id of the correction notice.</param>
    public static Outcome<Commit> Decide(Procurement procurement, Tender tender, Notice notice, int number, Actor actor, Request request, string noticeId, DateTimeOffset now) => Checks.OnTheCalendar<Commit>("/bidDeadline", () =>
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Noticed));
        refusals.Unless(procurement.AgencyId == actor.OrganisationId, PlanningRules.Entrustment, "没有生效的委托代理协议。", "由受托的代理机构办理。");
        refusals.Unless(procurement.BidDeadline > now, HouseRules.DeadlineNotShortened, "投标已经截止，招标文件不能再更正。", "招标文件有重大缺陷的，依法终止或者废标后重新采购。");

        var before = tender.Document.Value;
        var requirements = Changed(refusals, before.Requirements, request.Requirements);
        refusals.AddRange(request.Document.Examine(procurement, now.BeijingDate(), "/document"));
        if (refusals.Count > 0)
            return refusals;

        var after = request.Document.ToDocument(procurement, before.Edition + 1, requirements);
        ExamineObject(refusals, before, after);
        var changes = DocumentChanges.Between(before, after, procurement.Words()).ToList();
        var (deadline, moved) = Deadline(refusals, procurement, notice, request.AffectsBids, request.BidDeadline, now);
        refusals.Unless(changes.Count > 0 || moved, NoticeRules.NothingFalse, "更正后的内容与原来完全相同。", "改动后再发布；只需说明的，用答疑澄清。");
        return refusals.Count > 0
            ? refusals
            : Compose(procurement, tender, after, changes, request.Reason.Trim(), deadline, number, actor.OrganisationId, noticeId, now);
    });

    /// <summary>The commit of a correction that is lawful; shared with clarifications that affect bids and with extensions after an outage.</summary>
    /// <param name="by">Organisation in whose name it is published.</param>
    internal static Commit Compose(
        Procurement procurement, Tender tender, TenderDocument after, List<Change> changes, string reason, DateTimeOffset deadline, int number, string by, string noticeId, DateTimeOffset now)
    {
        var today = now.BeijingDate();
        if (deadline != procurement.BidDeadline)
            changes.Add(new Change(procurement.Words().Say("投标截止和开标时间"), procurement.BidDeadline!.Value.BeijingTime(), deadline.BeijingTime()));
        var row = new Notice { Id = noticeId, ProcurementId = procurement.Id, Kind = Notice.Correction, Number = number, Title = $"{procurement.Title}更正公告（第 {number} 次）", PublishedOn = today };
        return Commit.Empty
            .Insert(row)
            .Update(tender with { Document = after })
            .Update(procurement with { BidDeadline = deadline })
            .Record(new CorrectionPublished(procurement.Id, noticeId, number, reason, changes, today, deadline, after.Edition, procurement.InPublic(after)), by);
    }

    /// <summary>
    /// The deadline after a change. One that affects bids needs fifteen days: if fewer are left the deadline moves to the first lawful working day at the same
    /// hour, or to the later one asked for. A deadline asked for is never earlier than the law allows.
    /// </summary>
    internal static (DateTimeOffset Deadline, bool Moved) Deadline(List<Refusal> refusals, Procurement procurement, Notice notice, bool affectsBids, DateTimeOffset? wanted, DateTimeOffset now)
    {
        var (calendar, method) = (WorkCalendar.Official, procurement.MethodRow());
        // An emergency knows no least periods: suppliers have until the deadline that is set.
        if (method.Emergency)
        {
            var set = wanted?.ToUniversalTime() ?? procurement.BidDeadline!.Value;
            refusals.Unless(set > now, method.Basis, $"截止时间 {set.BeijingTime()} 已经过去。", "改为今后的时间。", "/bidDeadline");
            return (set, set != procurement.BidDeadline);
        }

        var (lead, preparation) = (method.ClarificationLead ?? TimeLimits.ClarificationLead, method.ResponsePeriod ?? TimeLimits.BidPreparation);
        var (today, current) = (now.BeijingDate(), procurement.BidDeadline!.Value);
        var asked = wanted?.ToUniversalTime() ?? current;
        // A new deadline is itself something that bids are prepared by.
        var binds = affectsBids || asked < current;
        var enough = today <= lead.Latest(asked.BeijingDate(), calendar);
        var first = lead.Unit == TimeUnit.Workday ? calendar.AddWorkdays(today, lead.Days) : calendar.AddDays(today, lead.Days);
        if (binds && !enough && wanted is null)
            asked = first.Beijing(TimeOnly.FromDateTime(current.ToOffset(Beijing.Offset).DateTime));
        else if (binds && !enough)
            refusals.Add(lead.Refuse(
                $"今日 {today:yyyy-MM-dd} 更正，截止时间 {asked.BeijingTime()} 前不足 {lead.Length}，最早为 {first:yyyy-MM-dd}。", $"把截止时间改为 {first:yyyy-MM-dd} 或者以后；不填则自动顺延。", "/bidDeadline"));

        if (wanted is not null)
        {
            var earliest = preparation.Earliest(notice.DocumentsFrom ?? notice.PublishedOn, calendar);
            refusals.Unless(asked.BeijingDate() >= earliest, preparation, $"截止时间 {asked.BeijingTime()} 早于法定的 {earliest:yyyy-MM-dd}。", $"改为 {earliest:yyyy-MM-dd} 或者以后。", "/bidDeadline");
            refusals.Unless(calendar.IsWorkday(asked.BeijingDate()), TimeLimits.OpeningAtDeadline, $"{asked.BeijingDate():yyyy-MM-dd} 不是工作日，开标无法同时进行。", $"改为工作日，如 {calendar.Roll(asked.BeijingDate()):yyyy-MM-dd}。", "/bidDeadline");
        }

        return (asked, asked != current);
    }

    private static List<RequirementItem> Changed(List<Refusal> refusals, IReadOnlyList<RequirementItem> before, IReadOnlyList<RequirementChange> changes)
    {
        foreach (var (i, change) in changes.Index())
            refusals.Unless(before.Any(r => r.Id == change.Id), DocumentRules.ClarificationKeepsObject, $"招标文件没有编号为 {change.Id} 的要求。", "按招标文件第三章的编号填写；不得新增标的。", $"/requirements/{i}/id");
        return [.. before.Select(r => changes.LastOrDefault(c => c.Id == r.Id) is { } change ? r with { Text = change.Text.Trim() } : r)];
    }

    private static void ExamineObject(List<Refusal> refusals, TenderDocument before, TenderDocument after)
    {
        static string Object(LotTerms lot) => $"{lot.CatalogueCode}|{lot.Title}|{lot.Quantity}|{lot.Unit}|{lot.BudgetFen}|{lot.SetAside}|{lot.CoreProduct}";
        refusals.Unless(before.Lots.Select(Object).SequenceEqual(after.Lots.Select(Object)), DocumentRules.ClarificationKeepsObject,
            "更正改变了采购标的（标段、品目、数量、预算、预留或者核心产品）。", "恢复原来的标段内容；确需改变标的的，终止后重新采购。", "/document/lots");
        refusals.Unless(before.Qualifications.SequenceEqual(after.Qualifications), DocumentRules.ClarificationKeepsObject,
            "更正改变了投标人资格条件。", "恢复原来的资格要求；确需改变资格条件的，终止后重新采购。", "/document/qualifications");
        refusals.Unless(before.ConsortiumAllowed == after.ConsortiumAllowed, DocumentRules.ClarificationKeepsObject, "更正改变了是否接受联合体投标。", "恢复原来的规定。", "/document/consortiumAllowed");
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return ActContext.Missing;
        var (tender, notices) = await Published(context, c.Procurement.Id);
        if (tender is null || notices.Find(n => n.Invites) is not { } notice)
            return Standstill.Check(c.Procurement, Act.Title, Stage.Noticed) ?? ActContext.Missing;
        return Decide(c.Procurement, tender, notice, notices.Count(n => n.Kind == Notice.Correction) + 1, context.Actor, request, RandomId.New(), context.Now)
            .Done("更正公告已发布。", $"/procurements/{c.Procurement.Id}");
    }

    /// <summary>The document in force and the notices published so far.</summary>
    internal static Task<(Tender? Tender, List<Notice> Notices)> Published(RequestContext context, string procurementId) => context.Read(async connection =>
        (await connection.Find<Tender>(procurementId), await connection.Where<Notice>("procurement_id = @procurementId order by published_on, number", new { procurementId })));

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        if (c.Procurement.BidDeadline is { } deadline)
            context.Show("现截止时间", deadline.BeijingTime());
        if (c.Procurement.MethodRow().ClarificationLead is { } lead)
            context.Show("法定提前量", $"截止前 {lead.Length}");
        return (await Published(context, c.Procurement.Id)).Tender is { } tender ? new("", true, [], DocumentTerms.Of(tender.Document.Value)) : null;
    }
}
