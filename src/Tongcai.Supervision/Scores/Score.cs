using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Risk.Credit;

namespace Tongcai.Supervision.Scores;

/// <summary>公布的评价。What was published stands as it was; a later one takes its place.</summary>
[Table("score")]
public sealed record Score : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string OrganisationId { get; init; } = "";
    public string Subject { get; init; } = "";
    public Json<ScorePublished> Published { get; init; } = new(null!);
    public DateOnly PublishedOn { get; init; }

    /// <summary>Component that was objected to; empty: nothing was.</summary>
    public string ObjectedTo { get; init; } = "";
    public string Objection { get; init; } = "";
    public DateOnly? ObjectedOn { get; init; }
    public string Answer { get; init; } = "";
    public bool Upheld { get; init; }
    public DateOnly? AnsweredOn { get; init; }
}

/// <summary>施行的公式：those that ship, with the weights of the setting <c>Scores:subject:component</c>.</summary>
public sealed record Formulas(IReadOnlyList<ScoreFormula> All)
{
    public ScoreFormula? Find(string subject) => All.FirstOrDefault(f => f.Subject == subject);

    /// <exception cref="InvalidOperationException">A setting names no component, or its weight is none.</exception>
    public static Formulas Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var settings = configuration.GetSection("Scores");
        try
        {
            foreach (var unknown in settings.GetChildren().Where(s => ScoreFormulas.All.All(f => f.Subject != s.Key)))
                throw new ArgumentException($"没有“{unknown.Key}”这类评价。", nameof(configuration));
            return new([.. ScoreFormulas.All.Select(f => f.With(settings.GetSection(f.Subject).GetChildren().ToDictionary(s => s.Key, s => int.Parse(s.Value ?? "", System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture))))]);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new InvalidOperationException($"设置 Scores 无法使用：{e.Message}", e);
        }
    }
}

/// <summary>评价的规则。</summary>
public static class ScoreRules
{
    public static readonly Rule Published = new("SCR-01", "完善代理机构评价指标体系", new("国办发〔2024〕33号", "二（三）2", "完善采购代理机构评价指标体系，引导采购人择优选择采购代理机构"));

    public static readonly Rule Objection = new("SCR-02", "对评价的异议须答复", new("内部控制设定（依政府采购法实施条例第六十三条）", "异议", "被评价的主体可以对任何一项要素提出异议；由公布人以外的人员核对事实后答复，异议成立的重新计算并公布"));

    public static readonly TimeLimit Answering = Warnings.Loop.WarningRules.Internal("SCR-11", "答复评价异议", 10, "收到异议");

    /// <summary>Most subjects of one publication.</summary>
    public const int Most = 2_000;

    /// <summary>Facts that a component names.</summary>
    private const int MostFacts = 20;

    /// <summary>What is published of a computed score.</summary>
    /// <exception cref="InvalidOperationException">The score has too little to be given.</exception>
    public static ScorePublished Fact(SubjectScore computed, ScoreFormula formula, string id, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(computed);
        ArgumentNullException.ThrowIfNull(formula);
        return new(
            id, computed.Id, computed.Name, computed.CreditCode, formula.Subject, formula.Name, today, ScoreBook.FromOf(today), today, computed.Score.Hundredths ?? throw new InvalidOperationException("Too little was judged."),
            [
                .. computed.Score.Components.Select(c => new ScoredComponent(
                    c.Component.Code, c.Component.Title, c.Component.Measure, c.Component.Source, c.Component.Points, c.Hundredths, c.Cases, c.Good,
                    [.. c.Evidence.Where(e => computed.Facts.ContainsKey(e.FactId)).Take(MostFacts).Select(e => computed.Facts[e.FactId] with { Good = e.Good, About = e.About })])),
            ]);
    }

    /// <summary>Row and fact of a publication.</summary>
    public static Commit Publish(this Commit commit, ScorePublished fact, string by) =>
        commit.Insert(new Score { Id = fact.ScoreId, OrganisationId = fact.OrganisationId, Subject = fact.Subject, Published = new(fact), PublishedOn = fact.On }).Record(fact, by);

    /// <summary>Whether two publications say the same of the subject.</summary>
    public static bool Same(ScorePublished one, ScorePublished other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Hundredths == other.Hundredths && one.Formula == other.Formula && one.Components.Select(c => (c.Code, c.Cases, c.Good)).SequenceEqual(other.Components.Select(c => (c.Code, c.Cases, c.Good)));
    }
}
