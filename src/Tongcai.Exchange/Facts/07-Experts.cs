namespace Tongcai.Exchange.Facts;

/// <summary>抽取承诺：the roster's digest, then the two parties' commitments, all before the seed is known. Stream: the procurement.</summary>
/// <param name="RosterDigest">SM3 over the pseudonymous roster, hex.</param>
/// <param name="Commitments">SM3 of each party's random value, hex: purchaser (or agency), platform.</param>
[FactKind("draw.committed", FactClass.Public, Title = "专家抽取承诺", Basis = "政府采购法实施条例第三十九条")]
public sealed record DrawCommitted(string ProcurementId, string DrawId, string RosterDigest, int RosterSize, int Seats, IReadOnlyList<string> Commitments) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>专家抽取结果，含回避与补抽。Names stay secret until the result notice. Stream: the procurement.</summary>
[FactKind("experts.drawn", FactClass.Restricted, Title = "专家抽取", Basis = "政府采购货物和服务招标投标管理办法第四十八条")]
public sealed record ExpertsDrawn(
    string ProcurementId, string DrawId, string Seed, IReadOnlyList<string> Reveals, IReadOnlyList<string> RosterPseudonyms, IReadOnlyList<DrawnExpert> Drawn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>被抽中者及其答复：accepted, declined or avoided, with the ground of avoidance.</summary>
public sealed record DrawnExpert(int Order, string ExpertId, string Pseudonym, string Answer, string Ground);

/// <summary>专家答复邀请：accepted, declined or avoided with its ground. By pseudonym. Stream: the procurement.</summary>
[FactKind("seat.answered", FactClass.Restricted, Title = "专家答复", Basis = "政府采购法实施条例第九条")]
public sealed record SeatAnswered(string ProcurementId, string DrawId, string Pseudonym, string Answer, string Ground) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>委派采购人代表。Stream: the procurement.</summary>
[FactKind("representative.appointed", FactClass.Restricted, Title = "委派采购人代表", Basis = "政府采购货物和服务招标投标管理办法第四十七条")]
public sealed record RepresentativeAppointed(string ProcurementId, string SeatId) : IFact
{
    public string Stream => ProcurementId;
}
