using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Scores;

/// <summary>对评价的异议及其答复。An objection that is right changes the facts first and the score by them, never the score by hand.</summary>
public static class ObjectScore
{
    public static readonly Owner Scored = new("scored");

    public enum Finding
    {
        [Label("异议成立，重新计算并公布")] Uphold,
        [Label("异议不成立")] Reject,
    }

    public sealed record Request(
        [property: Field("评价要素", Choices = "components")] string Component,
        [property: Field("异议的事实和理由", Lines = true, Min = 10, Max = 5_000)] string Text);

    public sealed record Reply(
        [property: Field("结论")] Finding Finding,
        [property: Field("答复", Hint = "写明核对了哪些事实", Lines = true, Min = 5, Max = 5_000)] string Text);

    public static readonly Act Act = new("object-score", "对评价提出异议", "/scores/{score}/objection", Access.To(Scored, Role.Agency, Role.Supplier, Role.Purchaser).Or(Owner.Authority, Role.Supervisor))
    {
        Rules = [ScoreRules.Objection, ScoreRules.Answering], Button = "提出异议", Irreversible = true, Intro = "监督部门可以代录书面提出的异议，写明来函日期。",
    };

    public static readonly Act Answer = new("answer-score", "答复评价异议", "/scores/{score}/answer", Access.To(Owner.Authority, Role.Supervisor))
    {
        Rules = [ScoreRules.Objection, ScoreRules.Answering], Button = "答复", Irreversible = true, Intro = "异议成立的，立即按现在的事实重新计算并公布；事实有误的，先更正事实。答复公开。",
    };

    public static IReadOnlyList<Refusal> Check(Score score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return score.ObjectedOn is { } on ? [ScoreRules.Objection.Refuse($"已于 {on:yyyy-MM-dd} 对这次评价提出异议。", score.AnsweredOn is null ? "等待答复。" : "对以后公布的评价可以再提出。")] : [];
    }

    public static Outcome<Score> Decide(Score score, Request request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. Check(score)];
        if (score.Published.Value.Components.All(c => c.Code != request.Component))
            refusals.Add(InputRules.Range.Refuse("评价没有这个要素。", "从列出的要素中选择。", "/component"));
        return refusals.Count > 0 ? refusals : score with { ObjectedTo = request.Component, Objection = request.Text.Trim(), ObjectedOn = today };
    }

    public static IReadOnlyList<Refusal> CheckAnswer(Score score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return score.ObjectedOn is null ? [ScoreRules.Objection.Refuse("没有异议。", "不需要答复。")] : score.AnsweredOn is { } on ? [ScoreRules.Objection.Refuse($"已于 {on:yyyy-MM-dd} 答复。", "不需要再答复。")] : [];
    }

    /// <param name="again">The score as the facts make it now; null: there is too little now.</param>
    public static Outcome<Score> DecideAnswer(Score score, ScorePublished? again, Reply request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Refusal> refusals = [.. CheckAnswer(score)];
        if (refusals.Count == 0 && request.Finding is Finding.Uphold && again is not null && ScoreRules.Same(score.Published.Value, again))
            refusals.Add(ScoreRules.Objection.Refuse("按现在的事实重新计算，与公布的评价相同。", "事实有误的，先更正事实（补正验收、检查、记录等），再答复；分数不能直接改动。", "/finding"));
        return refusals.Count > 0 ? refusals : score with { Answer = request.Text.Trim(), Upheld = request.Finding is Finding.Uphold, AnsweredOn = today };
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Request>(Act, Handle, Show);
        routes.MapAct<Reply>(Answer, HandleAnswer, ShowAnswer);
    }

    private static Task<Score> Load(ActContext context) => context.Read(db => db.Get<Score>(context["score"]));

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (score, today) = (await Load(context), context.Now.BeijingDate());
        var outcome = Decide(score, request, today);
        return outcome.Value is { } objected
            ? new Done(Commit.Empty.Update(objected).Record(new ScoreObjected(objected.Id, objected.OrganisationId, objected.ObjectedTo, objected.Objection, today), context.Actor.OrganisationId, objected.OrganisationId), "异议已提出", $"/scores/{score.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<Outcome<Done>> HandleAnswer(Reply request, ActContext context)
    {
        var (score, today, services) = (await Load(context), context.Now.BeijingDate(), context.Http.RequestServices);
        var formula = services.GetRequiredService<Formulas>().Find(score.Subject)!;
        var now = await context.Read(db => ScoreBook.Of(db, formula, services.GetRequiredService<FactKinds>(), services.GetRequiredService<PlatformOptions>().Origin, today, score.OrganisationId));
        var again = now is [{ Score.Hundredths: not null } only] ? ScoreRules.Fact(only, formula, RandomId.New(), today) : null;
        var outcome = DecideAnswer(score, again, request, today);
        if (outcome.Value is not { } answered)
            return outcome.Refusals.ToList();
        var by = context.Actor.OrganisationId;
        var commit = Commit.Empty.Update(answered).Record(new ScoreAnswered(answered.Id, answered.OrganisationId, answered.ObjectedTo, answered.Upheld, answered.Answer, today), by);
        return new Done(answered.Upheld && again is not null ? commit.Publish(again, by) : commit, answered.Upheld ? "已答复，重新计算的评价已公布" : "已答复", $"/scores/{score.Id}");
    }

    private static async Task<Request?> Show(ActContext context)
    {
        var score = await Load(context);
        context.Trail(context.Actor.Is(Role.Supervisor) ? "信用评价" : "本单位的信用评价", context.Actor.Is(Role.Supervisor) ? "/scores" : "/my/scores");
        context.Trail(score.Published.Value.Name, $"/scores/{score.Id}");
        context.Show("评价", $"{score.Published.Value.Hundredths / 100m:0.00} 分，{score.PublishedOn:yyyy-MM-dd} 公布");
        context.Offer("components", score.Published.Value.Components.Select(c => new Choice(c.Code, $"{c.Title}：{c.Good} / {c.Cases}")));
        return null;
    }

    private static async Task<Reply?> ShowAnswer(ActContext context)
    {
        var score = await Load(context);
        context.Trail("信用评价", "/scores");
        context.Trail(score.Published.Value.Name, $"/scores/{score.Id}");
        context.Show("评价要素", score.Published.Value.Components.FirstOrDefault(c => c.Code == score.ObjectedTo)?.Title ?? "");
        context.Show("异议", score.Objection);
        return null;
    }
}
