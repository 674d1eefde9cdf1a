using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Experts;

/// <summary>专家库成员（由公共服务平台登记，经账本得知）。</summary>
[Table("expert", Technical = true)]
public sealed record Expert : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string AccountId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Employer { get; init; } = "";
    public Json<List<string>> CataloguePrefixes { get; init; } = new([]);
    public string Region { get; init; } = "";
}

/// <summary>抽取：roster digest, commitments, seed once both have revealed. Id = draw id.</summary>
[Table("draw")]
public sealed record Draw : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public Json<List<string>> Roster { get; init; } = new([]);
    public string RosterDigest { get; init; } = "";
    public int Seats { get; init; }
    public string PlatformSecret { get; init; } = "";
    public string PlatformCommitment { get; init; } = "";
    public string PartyCommitment { get; init; } = "";
    public string? PartyReveal { get; init; }
    public string? Seed { get; init; }
}

/// <summary>评标委员会席位。</summary>
[Table("seat")]
public sealed record Seat : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    /// <summary>expert or purchaser (采购人代表).</summary>
    public string Kind { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string ExpertId { get; init; } = "";
    public string Name { get; init; } = "";
    public int DrawOrder { get; init; }
    /// <summary>invited, accepted, declined, avoided.</summary>
    public string Answer { get; init; } = "invited";
    public string Ground { get; init; } = "";
    public bool Leader { get; init; }
}
