using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>单一来源公示。The only supplier is named before the authority is asked; anybody may object.</summary>
public static class PubliciseSource
{
    public sealed record Request(
        [property: Field("拟采购的货物或者服务的说明", Lines = true, Min = 10, Max = 4000, Section = "公示内容")] string Description,
        [property: Field("公示至", Hint = "自今日起不少于 5 个工作日")] DateOnly To,
        [property: Field("采购人联系方式", Max = 200, Hint = "联系地址、联系人、电话", Section = "联系方式")] string PurchaserContact,
        [property: Field("代理机构联系方式", Max = 200)] string? AgencyContact,
        [property: Field("财政部门联系方式", Max = 200, Hint = "异议同时抄送财政部门")] string AuthorityContact);

    public static readonly Act Act = new("publicise-source", "发布单一来源公示", "/approvals/{approval}/publicity", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [ApprovalRules.PublicityFirst, ApprovalRules.Reasoned, TimeLimits.SingleSourcePublicity],
        Button = "发布公示",
        Intro = "公示随论证意见、专业人员姓名、工作单位和职称在公共服务平台公开。公示期内任何供应商、单位和个人可以提出异议。",
        Irreversible = true,
    };

    /// <param name="noticeId">Random id of the notice.</param>
    public static Outcome<Commit> Decide(ApprovalCase c, Actor actor, Request request, string noticeId, DateOnly today) => Checks.OnTheCalendar<Commit>("/to", () =>
    {
        List<Refusal> refusals = [];
        refusals.Unless(Approvals.Turn(c.Approval, Act.Title, ApprovalState.Prepared));
        refusals.Unless(request.Description.Trim().Length >= 10, ApprovalRules.Material, "说明过于简单。", "用不少于十个字写明拟采购的货物或者服务。", "/description");
        refusals.Unless(ApprovalRules.CheckPublicity(today, request.To, WorkCalendar.Official));
        if (refusals.Count > 0)
            return refusals;
        var a = c.Approval;
        return Commit.Empty
            .Update(a with { State = ApprovalState.Publicised, PublicisedFrom = today, PublicisedTo = request.To })
            .Record(
                new SourcePublicised(
                    a.ProcurementId, noticeId, a.PurchaserId, a.PurchaserName, request.PurchaserContact.Trim(), a.Title, a.Region, c.Demand.CatalogueCode, c.Demand.CatalogueName, a.BudgetFen,
                    request.Description.Trim(), $"{MethodGrounds.ByCode(a.Ground)?.Text}（{MethodGrounds.ByCode(a.Ground)?.Article}）。{a.Reason}", a.SupplierName, a.SupplierAddress,
                    a.Arguments.Value, today, request.To, request.AgencyContact?.Trim() ?? "", request.AuthorityContact.Trim()),
                actor.OrganisationId);
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await Approvals.Load(context) is { } c
            ? Decide(c, context.Actor, request, RandomId.New(), context.Now.BeijingDate()).Done("公示已发布。", $"/approvals/{c.Approval.Id}")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Approvals.Load(context) is not { } c)
            return null;
        context.Show(c);
        try
        {
            return new(c.Demand.Summary, TimeLimits.SingleSourcePublicity.Earliest(context.Now.BeijingDate(), WorkCalendar.Official), "", null, "");
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }
}
