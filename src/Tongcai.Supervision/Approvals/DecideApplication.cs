using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Orders;

namespace Tongcai.Supervision.Approvals;

/// <summary>批复采购审批申请：the authority decides and signs; the trading platform lets the plan rest on nothing else.</summary>
public static class DecideApplication
{
    public enum Finding
    {
        [Label("批准")] Approve,
        [Label("不予批准")] Refuse,
    }

    public sealed record Request(
        [property: Field("批复")] Finding Finding,
        [property: Field("批准的预算金额", Unit = "元", Min = 1, Hint = "不高于申请的金额")] long BudgetFen,
        [property: Field("批复意见", Lines = true, Min = 5, Max = 2_000, Hint = "不予批准的写明理由")] string Opinion);

    public static readonly Act Act = new("decide-application", "批复采购审批申请", "/approvals/{approval}/decide", Access.To(Owner.Authority, Role.Supervisor).Holding(Post.Head))
    {
        Rules = [MethodRules.MethodApproval, ApprovalRules.PublicityFirst, ApprovalRules.ObjectorTold, ApprovalRules.ImportOpinion, DutyRules.SupervisorStaysOut],
        Button = "签发批复",
        Intro = "批复经本部门密钥签名，交易平台核验后生效。财政部门只批复方式，不指定供应商、代理机构和评审专家。",
        Irreversible = true,
    };

    /// <param name="number">文号 of the decision.</param>
    public static Outcome<Application> Decide(Application application, Actor actor, Request request, string number, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(request);
        var asked = application.Asked.Value;
        List<Refusal> refusals = [];
        if (application.State is not ApplicationState.Waiting)
            refusals.Add(MethodRules.MethodApproval.Refuse(application.State is ApplicationState.Noted ? "没有达到公开招标数额标准，由采购人自行决定，不需要批复。" : $"已于 {application.DecidedOn:yyyy-MM-dd} 批复（{application.Number}）。", "不需要再办。"));
        if (request.BudgetFen > asked.BudgetFen)
            refusals.Add(MethodRules.MethodApproval.Refuse($"批准的金额 {Yuan.Text(request.BudgetFen)} 元，高于申请的 {Yuan.Text(asked.BudgetFen)} 元。", $"不高于 {Yuan.Text(asked.BudgetFen)} 元。", "/budgetFen"));
        if (request.Finding is Finding.Approve)
        {
            if (MethodGrounds.ByCode(asked.Ground) is { } ground && ApprovalRules.NeedsPublicity(ground, asked.ReachesOpenTender))
            {
                refusals.AddRange(ApprovalRules.CheckSubmission(true, asked.PublicisedTo, asked.Objections.Count(o => o.Conclusion.Length == 0), 0, today));
                if (asked is { PublicisedFrom: { } from, PublicisedTo: { } to })
                    Publicity(refusals, from, to);
            }

            if (asked.Subject == "import")
                refusals.AddRange(ApprovalRules.CheckImportPanel(asked.Arguments.Count, asked.Arguments.Count(a => a.Lawyer), asked.Arguments.Count(a => a.Employer == asked.PurchaserName), ""));
        }

        return refusals.Count > 0
            ? refusals
            : application with
            {
                State = request.Finding is Finding.Approve ? ApplicationState.Approved : ApplicationState.Refused, Number = number, Opinion = request.Opinion.Trim(), DecidedOn = today, DecidedBy = actor.AccountId,
            };
    }

    private static void Publicity(List<Refusal> refusals, DateOnly from, DateOnly to)
    {
        try
        {
            if (ApprovalRules.CheckPublicity(from, to, WorkCalendar.Official, "") is { } shorter)
                refusals.Add(shorter);
        }
        catch (CalendarNotAnnouncedException e)
        {
            refusals.Add(e.ToRefusal());
        }
    }

    /// <summary>The signed fact of a decided application.</summary>
    public static ApprovalDecided Sign(Application decided, long budgetFen, Sm2PrivateKey authority)
    {
        ArgumentNullException.ThrowIfNull(decided);
        ArgumentNullException.ThrowIfNull(authority);
        var asked = decided.Asked.Value;
        var unsigned = new ApprovalDecided(
            decided.ProcurementId, decided.Id, decided.Number, decided.State is ApplicationState.Approved, asked.Subject, asked.Method, asked.Ground, budgetFen, decided.Opinion, decided.DecidedOn!.Value, "");
        return unsigned with { Signature = AuthoritySignature.Sign(unsigned.SignedText(), authority) };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Show);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var application = await context.Read(db => db.Get<Application>(context["approval"]));
        var services = context.Http.RequestServices;
        var number = await DecisionNumber.Next(context, services.GetRequiredService<Authority>().ApprovalSymbol, "application");
        var outcome = Decide(application, context.Actor, request, number, context.Now.BeijingDate());
        if (outcome.Value is not { } decided)
            return outcome.Refusals.ToList();
        var fact = Sign(decided, request.BudgetFen, services.GetRequiredService<AuthorityKey>().Key);
        return new Done(Commit.Empty.Update(decided).Record(fact, context.Actor.OrganisationId, decided.Asked.Value.PurchaserId), $"批复已签发：{number}", $"/approvals/{decided.Id}", new { number });
    }

    private static async Task<Request?> Show(ActContext context)
    {
        if (await context.Read(db => db.Find<Application>(context["approval"])) is not { } application)
            return null;
        context.Trail("采购方式审批", "/approvals");
        context.Trail(application.Title, $"/approvals/{application.Id}");
        context.Show("申请", application.Title);
        context.Show("采购人", application.Asked.Value.PurchaserName);
        context.Show("法定情形", application.Ground.Length > 0 ? application.Ground : "采购进口产品");
        context.Show("预算金额", $"{Yuan.Text(application.Asked.Value.BudgetFen)} 元");
        return new(Finding.Approve, application.Asked.Value.BudgetFen, "");
    }
}
