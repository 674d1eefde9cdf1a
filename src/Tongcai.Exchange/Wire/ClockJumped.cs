namespace Tongcai.Exchange.Wire;

/// <summary>演示时钟调整。Only in a demo's ledger: legal time was jumped or its speed changed. Stream: clock.</summary>
/// <param name="Sequence">Number of the change.</param>
/// <param name="Legal">Legal instant from which it holds.</param>
/// <param name="Factor">Seconds of legal time in one second.</param>
[FactKind("clock.jumped", FactClass.Public, Title = "演示时钟调整", Basis = "通采平台接口与填报规范（仅演示账本）")]
public sealed record ClockJumped(long Sequence, DateTimeOffset Legal, int Factor) : IFact
{
    public string Stream => "clock";
}
