using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web.Parts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Pages;

/// <summary>采购审批列表的一行。</summary>
public sealed record ApprovalLine(string Id, string Title, string Purchaser, long BudgetFen, string Number, string State, Mark Mark, DateOnly? Until)
{
    internal static ApprovalLine Of(Approval a) => new(
        a.Id, Approvals.TitleOf(a), a.PurchaserName, a.BudgetFen, a.Number, a.State.Label(),
        a.State switch { ApprovalState.Approved or ApprovalState.Used => Mark.Done, ApprovalState.Refused or ApprovalState.Dropped => Mark.Late, _ => Mark.Running },
        a.State == ApprovalState.Publicised ? a.PublicisedTo : null);
}

/// <summary>采购审批：the own applications of a purchaser; to a supplier the publicities that run.</summary>
public sealed record ApprovalList(bool Supplier, IReadOnlyList<ApprovalLine> Items)
{
    internal static Task<ApprovalList?> Read(QueryContext context)
    {
        var (purchaser, today) = (context.Actor.Is(Role.Purchaser), context.Now.BeijingDate());
        return context.Read(async db => (ApprovalList?)new ApprovalList(!purchaser, [.. (purchaser
            ? await db.Where<Approval>("purchaser_id = @OrganisationId order by state, title, id limit 500", new { context.Actor.OrganisationId })
            : await db.Where<Approval>("state = 'Publicised' and publicised_to >= @today order by publicised_to, id limit 500", new { today })).Select(ApprovalLine.Of)]));
    }
}

/// <summary>一件异议 as the reader may see it.</summary>
public sealed record ObjectionView(string Id, string Supplier, string Text, DateOnly On, string Conclusion);

/// <summary>一项采购审批申请。A supplier sees what was publicised and its own objection, nothing else.</summary>
public sealed record ApprovalPage(
    string Id, string Title, string DemandId, string Purchaser, string Ground, string Reason, string Consent, long BudgetFen, string Supplier, string OriginalContract, string State, Mark Mark,
    string Publicity, string Number, string Opinion, IReadOnlyList<string> Arguments, IReadOnlyList<ObjectionView> Objections, IReadOnlyList<Offer> Offers, bool Own)
{
    internal static async Task<ApprovalPage?> Read(QueryContext context)
    {
        if (await Approvals.Load(context) is not { } c)
            return null;
        var (a, own) = (c.Approval, c.Approval.PurchaserId == context.Actor.OrganisationId && context.Actor.Is(Role.Purchaser));
        // What has not been made public is nobody's business outside.
        if (!own && (a.PublicisedFrom is null || !context.Actor.Is(Role.Supplier)))
            return null;
        var line = ApprovalLine.Of(a);
        var ground = MethodGrounds.ByCode(a.Ground);
        HashSet<string> owns = own ? [Owner.Purchaser.Kind] : [];
        return new(
            a.Id, line.Title, own ? a.DemandId : "", a.PurchaserName, ground is null ? "" : $"{ground.Text}（{ground.Article}）", a.Reason, own ? a.Consent : "", a.BudgetFen,
            a.SupplierName.Length > 0 ? $"{a.SupplierName}　{a.SupplierAddress}" : "", a.OriginalContract, line.State, line.Mark,
            a.PublicisedFrom is null ? "" : $"{a.PublicisedFrom:yyyy-MM-dd} 至 {a.PublicisedTo:yyyy-MM-dd}", a.Number, own ? a.Opinion : "",
            [.. a.Arguments.Value.Select(e => $"{e.Name}（{e.Employer}，{e.Title}{(e.Lawyer ? "，法律专家" : "")}）：{e.Opinion}")],
            [.. c.Objections.Where(o => own || o.SupplierId == context.Actor.OrganisationId).Select(o => new ObjectionView(o.Id, o.SupplierName, o.Text, o.ObjectedOn, o.AnsweredOn is null ? "" : $"{o.AnsweredOn:yyyy-MM-dd} {(o.Upheld ? "异议成立" : "异议不成立")}：{o.Conclusion}"))],
            Pages.Offers.Of(context, Turn(c, own, context.Now.BeijingDate()), path => path.Replace("{approval}", a.Id, StringComparison.Ordinal), owns), own);
    }

    private static IEnumerable<string> Turn(ApprovalCase c, bool own, DateOnly today)
    {
        var over = today > c.Approval.PublicisedTo;
        return (c.Approval.State, own) switch
        {
            (ApprovalState.Prepared, true) => ["publicise-source"],
            (ApprovalState.Publicised, true) when over => c.Objections.Any(o => o.AnsweredOn is null) ? ["answer-objections"] : ["submit-approval"],
            (ApprovalState.Publicised, false) when !over => ["object-to-source"],
            _ => [],
        };
    }
}
