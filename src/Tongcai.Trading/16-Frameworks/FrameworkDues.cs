using System.Data.Common;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web.Parts;
using Tongcai.Trading.Pages;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>框架协议的待办：agreements to sign, applications to review, quotes to seal, summaries to publish, for one organisation.</summary>
internal sealed record FrameworkDues(IReadOnlyList<Entrant> Entrants, IReadOnlyList<Procurement> Quoting, IReadOnlyDictionary<string, Procurement> Procurements)
{
    public static async Task<FrameworkDues> Load(DbConnection db, Actor actor)
    {
        if (!actor.Is(Role.Supplier) && !actor.Is(Role.Purchaser))
            return new([], [], new Dictionary<string, Procurement>());
        var own = new { actor.OrganisationId };
        const string Open = "select id from procurement where ending is null and stage not in ('Paid', 'Ended')";
        var entrants = await db.Where<Entrant>($"state in ('Selected', 'Applied') and procurement_id in ({Open}) and (supplier_id = @OrganisationId or procurement_id in (select id from procurement where purchaser_id = @OrganisationId))", own);
        var quoting = await db.Where<Procurement>("stage = 'Noticed' and framework_id <> '' and ending is null and id in (select procurement_id from offer_place where supplier_id = @OrganisationId)", own);
        var ended = await db.Where<Procurement>("method = 'KJXY' and stage = 'Published' and purchaser_id = @OrganisationId", own);
        var ids = entrants.Select(e => e.ProcurementId).Distinct().ToList();
        var named = ids.Count == 0 ? [] : await db.Where<Procurement>("id in (select procurement_id from entrant where state in ('Selected', 'Applied'))", own);
        return new(entrants, quoting, named.Where(p => ids.Contains(p.Id)).Concat(ended).DistinctBy(p => p.Id).ToDictionary(p => p.Id));
    }

    /// <summary>One line for each thing that is to be done.</summary>
    public IEnumerable<Todo> Of(QueryContext context, DateOnly today)
    {
        var actor = context.Actor;
        foreach (var e in Entrants.Where(e => Procurements.ContainsKey(e.ProcurementId)))
        {
            var (p, mine) = (Procurements[e.ProcurementId], e.SupplierId == actor.OrganisationId);
            if (e.State == EntrantState.Selected && (mine ? e.SupplierSignature : e.CollectorSignature) is null)
                yield return Item(mine ? SignAgreement.Act.Title : $"{SignAgreement.Act.Title}：{e.SupplierName}", p, TimeLimits.FrameworkSigning, p.ResultOn ?? today, e.SignBy, $"/procurements/{p.Id}/agreements/{e.Id}/sign", mine || actor.Holds(Post.Head) ? "" : "由负责人岗办理", today);
            if (e.State == EntrantState.Applied && !mine)
                yield return Item(ReviewJoining.Act.Title, p, TimeLimits.OpenFrameworkReview, e.AppliedOn, Last(TimeLimits.OpenFrameworkReview, e.AppliedOn), $"/procurements/{p.Id}/framework/review", "", today);
        }

        // The same before and after a quote: what a page says of it is told on the bid page only.
        foreach (var p in Quoting.Where(p => context.Now < p.BidDeadline))
            yield return new($"二次竞价报价（{p.BidDeadline?.BeijingTime()} 截止）", p.Title, $"/procurements/{p.Id}", "", "", $"{p.BidDeadline?.BeijingDate():yyyy-MM-dd} 截止", Mark.Waiting, p.BidDeadline?.BeijingDate(), "报价", $"/procurements/{p.Id}/bid", "");

        foreach (var p in Procurements.Values.Where(p => p.PurchaserId == actor.OrganisationId && p.Framework.Value is { Supplements: "" } terms && terms.To < today))
            yield return Item(SummariseFramework.Act.Title, p, TimeLimits.FrameworkSummary, p.Framework.Value!.To!.Value, Last(TimeLimits.FrameworkSummary, p.Framework.Value.To.Value), $"/procurements/{p.Id}/framework/summary", "", today);
    }

    private static DateOnly? Last(TimeLimit limit, DateOnly from)
    {
        try
        {
            return limit.Latest(from, WorkCalendar.Official);
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }

    private static Todo Item(string title, Procurement p, TimeLimit limit, DateOnly from, DateOnly? due, string href, string refused, DateOnly today)
    {
        var deadline = due is { } last ? new Deadline("x", title, limit, from, last) : null;
        return new(
            title, p.Title, $"/procurements/{p.Id}/framework", $"{limit.Trigger}起 {limit.Length}内", $"{limit.Source.Instrument}{limit.Source.Article}", deadline?.Left(today) ?? "无法定时限",
            deadline?.Mark(today) ?? Mark.Waiting, due, "办理", href, refused);
    }
}
