using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>接收预算批复。Fetches the approved lines of the actor's organisation from the budget system; new lines come in, changed amounts follow, never below what is drawn.</summary>
public static class TakeInBudget
{
    public sealed record Request([property: Field("预算年度", Hint = "接收该年度已批复的政府采购预算指标", Min = 2018, Max = 2100)] int Year);

    public static readonly Act Act = new("take-in-budget", "接收预算批复", "/budget/take-in", Access.To(Owner.None, Role.Purchaser))
    {
        Rules = [PlanningRules.NoBudget],
        Button = "接收",
        Intro = "从预算管理一体化系统取回本单位已批复的指标。没有列入预算的，不能采购。",
    };

    /// <param name="actor">Who asks; the lines become those of the actor's organisation.</param>
    /// <param name="creditCode">统一社会信用代码 of that organisation; null when it is not registered.</param>
    /// <param name="year">Budget year asked for.</param>
    /// <param name="approved">What the budget system answered.</param>
    /// <param name="known">The organisation's lines already here.</param>
    public static Outcome<Commit> Decide(Actor actor, string? creditCode, int year, IReadOnlyList<ApprovedLine> approved, IReadOnlyList<BudgetLine> known)
    {
        if (creditCode is null)
            return PlanningRules.NoBudget.Refuse("本单位尚未在公共服务平台登记，不能对应预算单位。", "请单位管理员先完成主体登记，登记结果几分钟内同步到本平台。");

        List<Refusal> refusals = [];
        var commit = Commit.Empty;
        foreach (var line in approved.Where(l => l.CreditCode == creditCode && l.Year == year))
        {
            if (Catalogue.Find(line.CatalogueCode) is null || line.AmountFen <= 0)
            {
                refusals.Add(PlanningRules.NoBudget.Refuse($"指标 {line.Id}“{line.Name}”的品目 {line.CatalogueCode} 或金额不合规范，没有接收。", "请财务岗在预算系统更正后重新接收。"));
                continue;
            }

            var mine = known.FirstOrDefault(k => k.Id == line.Id);
            if (mine?.AmountFen == line.AmountFen)
                continue;
            if (mine is not null && line.AmountFen < mine.DrawnFen)
            {
                refusals.Add(PlanningRules.OverBudget.Refuse(
                    $"指标 {line.Id}“{line.Name}”调整为 {Yuan.Text(line.AmountFen)} 元，少于已安排采购的 {Yuan.Text(mine.DrawnFen)} 元。",
                    $"先终止或调减该指标下的项目 {Yuan.Text(mine.DrawnFen - line.AmountFen)} 元，再接收调整。"));
                continue;
            }

            var row = mine is null
                ? new BudgetLine
                {
                    Id = line.Id,
                    OrganisationId = actor.OrganisationId,
                    OrganisationName = actor.OrganisationName,
                    DepartmentId = line.DepartmentCreditCode,
                    Year = line.Year,
                    Name = line.Name,
                    CatalogueCode = line.CatalogueCode,
                    AmountFen = line.AmountFen,
                }
                : mine with { AmountFen = line.AmountFen };
            commit = commit.Put(row).Record(
                new BudgetApproved(row.Id, row.OrganisationId, row.OrganisationName, row.DepartmentId, row.Year, row.Name, row.CatalogueCode, row.AmountFen), actor.OrganisationId);
        }

        if (!commit.Facts.IsEmpty)
            return commit;
        return refusals.Count > 0
            ? refusals
            : PlanningRules.NoBudget.Refuse($"预算系统没有本单位 {year} 年度新的批复或调整。", "已接收的指标在“预算”页；尚未批复的，请与财政部门联系。", "/year");
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, context =>
    {
        context.Trail("工作台", "/work");
        context.Trail("预算", "/budget");
        return Task.FromResult<Request?>(new(context.Now.BeijingDate().Year));
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (organisation, known) = await context.Read(async connection => (
            await connection.Find<Organisation>(context.Actor.OrganisationId),
            await connection.Where<BudgetLine>("organisation_id = @OrganisationId", new { context.Actor.OrganisationId })));
        try
        {
            var system = context.Http.RequestServices.GetRequiredService<IBudgetSystem>();
            var approved = organisation is null ? [] : await system.Lines(organisation.CreditCode, context.Cancelled);
            return Decide(context.Actor, organisation?.CreditCode, request.Year, approved, known).Done("预算批复已接收。", "/budget");
        }
        catch (OutsideSystemException e)
        {
            return e.ToRefusal();
        }
    }
}
