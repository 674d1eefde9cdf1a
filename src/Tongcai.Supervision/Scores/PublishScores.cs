using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Scores;

/// <summary>公布评价：computed from the facts as they are now, each with every component, by the head.</summary>
public static class PublishScores
{
    public enum Kind
    {
        [Label("采购代理机构")] Agency,
        [Label("供应商")] Supplier,
        [Label("采购人")] Purchaser,
    }

    public sealed record Request([property: Field("公布哪一类主体的评价")] Kind Subject);

    public static readonly Act Act = new("publish-scores", "公布信用评价", "/scores/new", Access.To(Owner.None, Role.Supervisor).Holding(Post.Head))
    {
        Rules = [ScoreRules.Published, ScoreRules.Objection, CreditRules.Recorded], Button = "计算并公布", Irreversible = true, Under = "/scores",
        Intro = "按施行的公式从已有结果的项目的事实计算，连同每个要素和所依据的公开事实一并公布；可判断的要素不足一半的不公布分数。评审专家的评价不公布。",
    };

    /// <param name="computed">All subjects of the kind.</param>
    public static Outcome<Commit> Decide(IReadOnlyList<SubjectScore> computed, Risk.Credit.ScoreFormula formula, Actor actor, Func<string> newId, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(computed);
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(newId);
        var given = computed.Where(s => s.Score.Hundredths is not null).ToList();
        if (given.Count == 0)
            return ScoreRules.Published.Refuse($"没有一个{formula.Title}有足够的事实可以评价。", "有了结果、验收或者检查以后再公布。", "/subject");
        if (given.Count > ScoreRules.Most)
            return ScoreRules.Published.Refuse($"可以评价的{formula.Title}有 {given.Count} 个，一次最多公布 {ScoreRules.Most} 个。", "请平台运营人员分区划部署。", "/subject");
        return given.Aggregate(Commit.Empty, (commit, score) => commit.Publish(ScoreRules.Fact(score, formula, newId(), today), actor.OrganisationId));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, context =>
    {
        context.Trail("信用评价", "/scores");
        return Task.FromResult<Request?>(new(Kind.Agency));
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var services = context.Http.RequestServices;
        var (formula, today) = (services.GetRequiredService<Formulas>().Find(Wire.Name(request.Subject.ToString()))!, context.Now.BeijingDate());
        var computed = await context.Read(db => ScoreBook.Of(db, formula, services.GetRequiredService<FactKinds>(), services.GetRequiredService<PlatformOptions>().Origin, today));
        var outcome = Decide(computed, formula, context.Actor, RandomId.New, today);
        return outcome.Value is { } commit
            ? new Done(commit, $"已公布 {commit.Facts.Count} 个{formula.Title}的评价", $"/scores?subject={formula.Subject}", new { published = commit.Facts.Count, formula = formula.Name })
            : outcome.Refusals.ToList();
    }
}
