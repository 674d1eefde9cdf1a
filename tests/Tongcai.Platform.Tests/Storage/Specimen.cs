using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Tests.Storage;

public enum SpecimenState
{
    Draft,
    Published,
}

/// <summary>A row with a property of every type that can be stored.</summary>
[Table("specimen")]
public sealed record Specimen : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Name { get; init; } = "";
    public string? Note { get; init; }
    public long AmountFen { get; init; }
    public long? Rank { get; init; }
    public int Pieces { get; init; }
    public bool Urgent { get; init; }
    public SpecimenState State { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateOnly StartsOn { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public byte[] Content { get; init; } = [];
    public Json<IReadOnlyList<string>> Tags { get; init; } = new([]);

    public static Specimen Named(string name) => new() { Id = RandomId.New(), Name = name };
}

[Table("scratch", Technical = true)]
public sealed record Scratch : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Text { get; init; } = "";
}

[FactKind("specimen.shown", FactClass.Public, Title = "公开样品")]
public sealed record SpecimenShown(string Stream, string Name, long AmountFen = 0) : IFact;

[FactKind("specimen.noted", FactClass.Restricted, Title = "登记样品")]
public sealed record SpecimenNoted(string Stream, string Name) : IFact;

[FactKind("specimen.sealed", FactClass.Sealed, Title = "密封样品")]
public sealed record SpecimenSealed(string Stream, string Secret) : IFact;

/// <summary>Entitlements of the kinds above.</summary>
public static class SpecimenEntitlements
{
    public static IReadOnlyList<Entitlement> Cells { get; } =
    [
        new("specimen.noted", Audience.Supervision, ReleaseMoment.AtOnce),
        new("specimen.noted", Audience.Hub, ReleaseMoment.AfterResult),
        new("specimen.sealed", Audience.Supervision, ReleaseMoment.AfterOpening),
    ];
}
