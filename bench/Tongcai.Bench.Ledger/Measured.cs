using Tongcai.Exchange;
using Tongcai.Platform.Storage;

namespace Tongcai.Bench.Ledger;

/// <summary>A business row as acts write them: an id, a name, an amount, a state, an instant.</summary>
[Table("measured_row")]
public sealed record MeasuredRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";
    public long AmountFen { get; init; }
    public string State { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>The public fact that goes with it; 250 bytes of body, about the mean of the facts of a whole procurement.</summary>
[FactKind("measured", FactClass.Public, Title = "量测")]
public sealed record Measured(string Stream, string Title, string SupplierName, long AmountFen, DateTimeOffset At, IReadOnlyList<string> Lots) : IFact;
