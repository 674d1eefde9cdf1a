using Tongcai.Exchange;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>四类违法违规行为，以及程序与评审的问题。</summary>
public enum Violation
{
    [Label("围标串标")] Collusion,
    [Label("差别歧视")] Discrimination,
    [Label("乱收费")] Fees,
    [Label("虚假材料")] FalseMaterial,
    [Label("程序")] Procedure,
    [Label("评审与专家")] Evaluation,
}

/// <summary>规则的一个参数。A changed value is replayed over the facts held before it is put in force.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Default">Value that ships.</param>
public sealed record Parameter(string Name, string Label, string Unit, decimal Default, decimal Least, decimal Most);

/// <summary>Parameters of one detector as they are in force.</summary>
public sealed class Parameters(Detector detector, IReadOnlyDictionary<string, decimal> values)
{
    public decimal this[string name] => values.TryGetValue(name, out var value) ? value : detector.Parameters.Single(p => p.Name == name).Default;

    public double Number(string name) => (double)this[name];

    public int Whole(string name) => (int)this[name];
}

/// <summary>一次所见。What a detector saw, with everything a reviewer has to weigh.</summary>
/// <param name="LotId">采购包; empty: the whole procurement.</param>
/// <param name="Parties">Organisations or seats concerned, the key of the warning together with the detector.</param>
/// <param name="Evidence">One sentence with names and figures.</param>
/// <param name="Value">The measured value; null: none.</param>
/// <param name="Measure">What the value is.</param>
/// <param name="Source">Fact from which it was seen.</param>
/// <param name="Excluded">Exclusions that were checked, each with its result.</param>
/// <param name="Support">How many observations the value rests on.</param>
public sealed record Seen(string LotId, IReadOnlyList<string> Parties, string Evidence, double? Value, string Measure, SceneFact Source, IReadOnlyList<string> Excluded, int Support);

/// <summary>判断的结果。Missing facts are neither guilt nor innocence: such a scene is not judged and does not count in the base rate.</summary>
/// <param name="Judged">How many lots or objects could be judged.</param>
public sealed record Judgement(int Judged, IReadOnlyList<Seen> Seen)
{
    public static readonly Judgement None = new(0, []);
}

/// <summary>预警规则。Pure: a scene and parameters in, what was seen out.</summary>
/// <param name="Id">Permanent name on the wire.</param>
/// <param name="Version">Grows whenever the computation changes.</param>
/// <param name="Tier">A deeming item or identity, B strong circumstance, C weak circumstance that never stands alone.</param>
/// <param name="Rule">Rule of law that the pattern points to.</param>
/// <param name="Item">Item of the article, e.g. 第（四）项; empty: the article has none.</param>
/// <param name="Innocent">Harmless explanations to rule out first.</param>
/// <param name="On">Facts on whose arrival it is asked.</param>
public sealed record Detector(
    string Id, int Version, string Title, Violation Violation, char Tier, Rule Rule, string Item, IReadOnlyList<string> Innocent, IReadOnlyList<Type> On, Func<Scene, Parameters, Judgement> Judge)
{
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Words of the item; empty: the quotation of the rule says it all.</summary>
    public string ItemQuote { get; init; } = "";

    /// <summary>The operative sentence with its item.</summary>
    public string Quote => Rule.Source.Quote + (ItemQuote.Length > 0 ? $"：……{Item[1..^1]}{ItemQuote}" : "");

    /// <summary>Method and source in a sentence.</summary>
    public string Method { get; init; } = "";

    /// <summary>The parameters that ship.</summary>
    public Parameters Shipped => new(this, new Dictionary<string, decimal>());

    public bool AsksOn(IFact fact) => On.Contains(fact.GetType());
}
