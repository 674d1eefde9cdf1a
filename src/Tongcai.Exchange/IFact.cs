namespace Tongcai.Exchange;

/// <summary>事实。What an act changed, in the past tense, as one record of the published interface; immutable, and only ever widened.</summary>
public interface IFact
{
    /// <summary>
    /// The stream whose order the fact joins, e.g. <c>procedure/6v3k…</c>. Public and private facts of one stream are counted apart,
    /// so a public counter never betrays a private event. Never a person's id.
    /// </summary>
    string Stream { get; }
}

/// <summary>事实的公开级别。Decides how the ledger carries it.</summary>
public enum FactClass
{
    /// <summary>公开：the leaf stands in the ledger, the body is served to anybody.</summary>
    Public,

    /// <summary>限定：only a commitment stands in the ledger; the body goes to the audiences of <c>Wire.Entitlements</c>.</summary>
    Restricted,

    /// <summary>密封：a commitment only, and nobody but its party before the opening (政府采购法实施条例、87号令：开标前不得开启).</summary>
    Sealed,
}

/// <summary>Names a fact record on the wire. The kind is permanent; a changed meaning is a new kind.</summary>
/// <param name="kind">Lower-case dotted name in the past tense, e.g. <c>notice.published</c>.</param>
/// <param name="factClass">How the ledger carries it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactKindAttribute(string kind, FactClass factClass) : Attribute
{
    public string Kind => kind;

    public FactClass FactClass => factClass;

    /// <summary>The act in Chinese, e.g. 发布采购公告.</summary>
    public string Title { get; init; } = "";

    /// <summary>The article that asks for the act or the record, e.g. 政府采购法第十一条.</summary>
    public string Basis { get; init; } = "";

    /// <summary>Version of the body's shape; grows when fields are added.</summary>
    public int Version { get; init; } = 1;
}
