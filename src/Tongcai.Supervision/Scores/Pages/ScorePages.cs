using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Risk.Credit;
using Tongcai.Supervision.Pages;

namespace Tongcai.Supervision.Scores.Pages;

/// <summary>评价的一行。</summary>
/// <param name="Hundredths">As the facts make it now; null: too little can be judged.</param>
/// <param name="PublishedId">Latest publication; empty: none.</param>
public sealed record ScoreRow(string Id, string Name, int? Hundredths, int JudgedPoints, string PublishedId, DateOnly? PublishedOn, int? PublishedHundredths, string Objection);

/// <summary>评价，computed now.</summary>
public sealed record ScoreList(string Subject, string Title, string Formula, IReadOnlyList<Choice> Subjects, IReadOnlyList<ScoreComponent> Components, IReadOnlyList<ScoreRow> Rows, bool MayPublish)
{
    internal static Task<ScoreList?> Read(QueryContext context)
    {
        var services = context.Http.RequestServices;
        var formulas = services.GetRequiredService<Formulas>();
        var formula = formulas.Find(context.Query("subject")) ?? formulas.All[0];
        return context.Read(async db =>
        {
            var computed = await ScoreBook.Of(db, formula, services.GetRequiredService<FactKinds>(), services.GetRequiredService<PlatformOptions>().Origin, context.Now.BeijingDate());
            var published = (await db.Where<Score>("subject = @Subject order by published_on, version, id", new { formula.Subject })).GroupBy(s => s.OrganisationId).ToDictionary(g => g.Key, g => g.Last());
            return (ScoreList?)new ScoreList(formula.Subject, formula.Title, formula.Name, [.. formulas.All.Select(f => new Choice(f.Subject, f.Title))], formula.Components, [.. computed.Select(s => Of(s, published.GetValueOrDefault(s.Id)))], context.Actor.Holds(Post.Head));
        });
    }

    private static ScoreRow Of(SubjectScore s, Score? published) => new(
        s.Id, s.Name, s.Score.Hundredths, s.Score.JudgedPoints, published?.Id ?? "", published?.PublishedOn, published?.Published.Value.Hundredths,
        published?.ObjectedOn is null ? "" : published.AnsweredOn is null ? "有异议待答复" : published.Upheld ? "异议成立" : "异议不成立");
}

/// <summary>一个情形，as pages show it.</summary>
/// <param name="Proof">Address of the proof; empty: none is public.</param>
public sealed record ScoreCaseRow(bool Good, string About, string Proof);

/// <summary>一个要素，as pages show it.</summary>
public sealed record ScoreComponentRow(string Title, string Measure, string Source, int Points, int? Hundredths, int Cases, int Good, IReadOnlyList<ScoreCaseRow> Evidence);

/// <summary>现在的评价，of one subject: every component with every case.</summary>
public sealed record ScoreNow(string Id, string Name, string Subject, string Title, string Formula, int? Hundredths, int JudgedPoints, IReadOnlyList<ScoreComponentRow> Components)
{
    internal static Task<ScoreNow?> Read(QueryContext context)
    {
        var services = context.Http.RequestServices;
        if (services.GetRequiredService<Formulas>().Find(context["subject"]) is not { } formula) return Task.FromResult<ScoreNow?>(null);
        var attachments = services.GetRequiredService<LiveAttachments>().Now;
        var origin = services.GetRequiredService<PlatformOptions>().Origin;
        return context.Read(async db => await ScoreBook.Of(db, formula, services.GetRequiredService<FactKinds>(), origin, context.Now.BeijingDate(), context["scored"]) is [var s]
            ? new ScoreNow(s.Id, s.Name, formula.Subject, formula.Title, s.Score.Formula, s.Score.Hundredths, s.Score.JudgedPoints, [.. s.Score.Components.Select(c => new ScoreComponentRow(
                c.Component.Title, c.Component.Measure, c.Component.Source, c.Component.Points, c.Hundredths, c.Cases, c.Good,
                [.. c.Evidence.Take(200).Select(e => new ScoreCaseRow(e.Good, e.About, s.Facts.GetValueOrDefault(e.FactId) is { } fact ? ProofOf(attachments, origin, fact) : ""))]))])
            : null);
    }

    internal static string ProofOf(AttachmentList attachments, string origin, ScoredFact fact) =>
        fact.Ledger == origin ? $"/ledger/proof/{fact.FactId}" : attachments.ProofOf(fact.Ledger, fact.FactId)?.ToString() ?? "";
}

/// <summary>公布的一次评价。</summary>
public sealed record ScoreView(string Id, ScorePublished Published, IReadOnlyList<ScoreComponentRow> Components, string ObjectedTo, string Objection, DateOnly? ObjectedOn, string Answer, bool Upheld, DateOnly? AnsweredOn, ClockView? Clock, IReadOnlyList<ActLink> Acts, bool Supervising, DateOnly Today)
{
    internal static async Task<ScoreView?> Read(QueryContext context)
    {
        var score = await context.Read(db => db.Get<Score>(context["score"]));
        var services = context.Http.RequestServices;
        var (attachments, origin) = (services.GetRequiredService<LiveAttachments>().Now, services.GetRequiredService<PlatformOptions>().Origin);
        var (f, supervising, today) = (score.Published.Value, context.Actor.Is(Role.Supervisor), context.Now.BeijingDate());
        ActLink Link(Act act, IEnumerable<Refusal> refusals) => new(act.Title, act.Path.Replace("{score}", score.Id, StringComparison.Ordinal), string.Concat(refusals.Select(r => r.Reason)));
        return new ScoreView(
            score.Id, f, [.. f.Components.Select(c => new ScoreComponentRow(c.Title, c.Measure, c.Source, c.Points, c.Hundredths, c.Cases, c.Good, [.. c.Facts.Select(x => new ScoreCaseRow(x.Good, x.About, ScoreNow.ProofOf(attachments, origin, x)))]))],
            f.Components.FirstOrDefault(c => c.Code == score.ObjectedTo)?.Title ?? "", score.Objection, score.ObjectedOn, score.Answer, score.Upheld, score.AnsweredOn, ClockOf(score, today),
            [supervising && score.ObjectedOn is not null ? Link(ObjectScore.Answer, ObjectScore.CheckAnswer(score)) : Link(ObjectScore.Act, ObjectScore.Check(score))], supervising, today);
    }

    private static ClockView? ClockOf(Score score, DateOnly today)
    {
        try
        {
            return score.ObjectedOn is { } on ? ClockView.Of(new Watch.LegalClock(ScoreRules.Answering, on, ScoreRules.Answering.Latest(on, WorkCalendar.Official), score.AnsweredOn), today) : null;
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }
}

/// <summary>本单位的评价。</summary>
public sealed record OwnScoreList(IReadOnlyList<ScoreRow> Rows)
{
    internal static async Task<OwnScoreList?> Read(QueryContext context) => new(
        [.. (await context.Read(db => db.Where<Score>("organisation_id = @OrganisationId order by published_on desc, id", context.Actor))).Select(s => new ScoreRow(
            s.Id, s.Published.Value.Name, null, 0, s.Id, s.PublishedOn, s.Published.Value.Hundredths, s.ObjectedOn is null ? "" : s.AnsweredOn is null ? "有异议待答复" : s.Upheld ? "异议成立" : "异议不成立"))]);
}

/// <summary>The pages of scores.</summary>
public static class ScoreRoutes
{
    public static void MapScorePages(this IEndpointRouteBuilder routes)
    {
        var supervisors = Access.To(Owner.None, Role.Supervisor);
        Role[] scored = [Role.Agency, Role.Supplier, Role.Purchaser];
        routes.MapQuery("/scores", supervisors, ScoreList.Read, "/Scores/Pages/Scores.cshtml", "信用评价");
        routes.MapQuery("/scores/now/{subject}/{scored}", supervisors, ScoreNow.Read, "/Scores/Pages/ScoreNow.cshtml", "现在的评价");
        routes.MapQuery("/scores/{score}", Access.To(Owner.Authority, Role.Supervisor).Or(ObjectScore.Scored, scored), ScoreView.Read, "/Scores/Pages/ScorePage.cshtml", "公布的评价");
        routes.MapQuery("/my/scores", Access.To(Owner.None, scored), OwnScoreList.Read, "/Scores/Pages/MyScores.cshtml", "本单位的信用评价");
    }
}
