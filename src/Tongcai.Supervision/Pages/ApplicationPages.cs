using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Approvals;

namespace Tongcai.Supervision.Pages;

/// <summary>审批申请列表的一行。</summary>
public sealed record ApplicationRow(string Id, string Title, string Purchaser, string Ground, long BudgetFen, DateOnly SubmittedOn, string State, bool Waiting, string Number)
{
    internal static ApplicationRow Of(Application a) => new(
        a.Id, a.Title, a.Asked.Value.PurchaserName, a.Ground, a.Asked.Value.BudgetFen, a.SubmittedOn, a.State.Label(), a.State is ApplicationState.Waiting, a.Number);
}

/// <summary>采购方式审批：the applications that wait, then those decided.</summary>
public sealed record ApplicationList(IReadOnlyList<ApplicationRow> Rows)
{
    internal static Task<ApplicationList?> Read(QueryContext context) => context.Read(async db => (ApplicationList?)new ApplicationList(
        [.. (await db.Where<Application>("1 = 1 order by case when state = 'Waiting' then 0 else 1 end, submitted_on desc, id limit 300", new { })).Select(ApplicationRow.Of)]));
}

/// <summary>一项审批申请。</summary>
/// <param name="MayNotDecide">Why the person may not decide; empty: may.</param>
public sealed record ApplicationView(ApplicationRow Row, ApprovalApplied Asked, string Opinion, DateOnly? DecidedOn, string MayNotDecide)
{
    internal static async Task<ApplicationView?> Read(QueryContext context)
    {
        var application = await context.Read(db => db.Find<Application>(context["approval"]));
        return application is null ? null : new(
            ApplicationRow.Of(application), application.Asked.Value, application.Opinion, application.DecidedOn,
            application.State is not ApplicationState.Waiting ? "已经办结" : context.Actor.Holds(Post.Head) ? "" : "由负责人签发");
    }
}
