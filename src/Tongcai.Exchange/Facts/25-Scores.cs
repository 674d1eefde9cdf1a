namespace Tongcai.Exchange.Facts;

/// <summary>信用评价公布：one subject's score with every component, by a formula that is named. Stream: the subject's scores.</summary>
/// <param name="Subject">agency, supplier or purchaser.</param>
/// <param name="Formula">Name of the computation with its weights.</param>
/// <param name="From">First day of what was counted.</param>
/// <param name="To">Last day of what was counted.</param>
/// <param name="Hundredths">0 to 10000.</param>
[FactKind("score.published", FactClass.Public, Title = "信用评价公布", Basis = "政府采购法实施条例第六十三条、国办发〔2024〕33号二（三）2")]
public sealed record ScorePublished(
    string ScoreId, string OrganisationId, string Name, string CreditCode, string Subject, string Formula, DateOnly On, DateOnly From, DateOnly To, int Hundredths, IReadOnlyList<ScoredComponent> Components) : IFact
{
    public string Stream => "score/" + OrganisationId;
}

/// <summary>评价的一个要素。</summary>
/// <param name="Points">Full marks.</param>
/// <param name="Hundredths">Hundredths of a point gained; null: there was no case, it does not count.</param>
/// <param name="Facts">Public facts that show its cases, those that are not good first; at most twenty.</param>
public sealed record ScoredComponent(string Code, string Title, string Measure, string Source, int Points, int? Hundredths, int Cases, int Good, IReadOnlyList<ScoredFact> Facts);

/// <summary>评价所依据的一条公开事实。</summary>
public sealed record ScoredFact(string FactId, string Ledger, long Index, bool Good, string About);

/// <summary>对评价的异议。Stream: the subject's scores.</summary>
[FactKind("score.objected", FactClass.Restricted, Title = "信用评价异议", Basis = "政府采购法实施条例第六十三条")]
public sealed record ScoreObjected(string ScoreId, string OrganisationId, string Component, string Text, DateOnly On) : IFact
{
    public string Stream => "score/" + OrganisationId;
}

/// <summary>评价异议的答复。Stream: the subject's scores.</summary>
/// <param name="Upheld">Whether the objection was right; then the score was computed and published anew.</param>
[FactKind("score.answered", FactClass.Public, Title = "信用评价异议答复", Basis = "政府采购法实施条例第六十三条")]
public sealed record ScoreAnswered(string ScoreId, string OrganisationId, string Component, bool Upheld, string Answer, DateOnly On) : IFact
{
    public string Stream => "score/" + OrganisationId;
}
