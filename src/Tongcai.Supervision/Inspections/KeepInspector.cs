using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Inspections;

/// <summary>执法检查人员名录库：who may be drawn, and what each has to avoid.</summary>
public static class KeepInspector
{
    public sealed record Request(
        [property: Field("检查人员", Choices = "accounts")] string AccountId,
        [property: Field("须回避的单位", Hint = "曾任职或者有其他利害关系的单位名称，一行一个", Max = 30)] IReadOnlyList<string>? Ties,
        [property: Field("在库", Hint = "离岗、不具备执法资格的取消")] bool Active);

    public static readonly Act Act = new("keep-inspector", "登记检查人员", "/inspectors/new", Access.To(Owner.None, Role.Supervisor).Holding(Post.Head))
    {
        Rules = [InspectionRules.Random, InspectionRules.Avoidance], Button = "登记", Under = "/inspections", Intro = "只登记具有行政执法资格的人员。已经登记的再登记一次，即为变更。",
    };

    /// <param name="account">The account; null: there is none of a supervisor.</param>
    public static Outcome<Inspector> Decide(Account? account, Inspector? known, Request request) => account is null
        ? InspectionRules.Random.Refuse("没有这个监督人员的账号。", "从列出的人员中选择。", "/accountId")
        : (known ?? new Inspector { Id = account.Id }) with { Name = account.Name, Ties = new([.. (request.Ties ?? []).Select(t => t.Trim()).Where(t => t.Length > 0).Distinct()]), Active = request.Active };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Show);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (account, known) = await context.Read(async db => ((await Supervisors(db)).FirstOrDefault(a => a.Id == request.AccountId), await db.Find<Inspector>(request.AccountId)));
        var outcome = Decide(account, known, request);
        return outcome.Value is { } inspector ? new Done(Commit.Empty.Put(inspector).Record(new InspectorKept(inspector.Id, inspector.Ties.Value, inspector.Active), context.Actor.OrganisationId), $"{inspector.Name}已登记", "/inspectors") : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Show(ActContext context)
    {
        context.Trail("双随机检查", "/inspections");
        context.Trail("检查人员名录", "/inspectors");
        context.Offer("accounts", (await context.Read(Supervisors)).Select(a => new Choice(a.Id, a.Name)));
        return new("", [""], true);
    }

    private static async Task<List<Account>> Supervisors(System.Data.Common.DbConnection db) =>
        [.. (await db.All<Account>()).Where(a => !a.Disabled && a.Roles.Value.Contains(Role.Supervisor)).OrderBy(a => a.Name, StringComparer.Ordinal)];
}
