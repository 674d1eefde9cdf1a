using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Evaluation;

/// <summary>审查结论。One row per bid, kind and reviewer; one person's row is never another's.</summary>
[Table("verdict")]
public sealed record Verdict : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string BidId { get; init; } = "";
    /// <summary>qualification or compliance.</summary>
    public string Kind { get; init; } = "";
    public string ReviewerId { get; init; } = "";
    public bool Passed { get; init; }
    public string Reason { get; init; } = "";
}

/// <summary>评分单元格。Saved as it is typed.</summary>
[Table("score")]
public sealed record Score : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string BidId { get; init; } = "";
    public string FactorId { get; init; } = "";
    public string AccountId { get; init; } = "";
    /// <summary>Hundredths of a point.</summary>
    public int Points { get; init; }
    public string Note { get; init; } = "";
}

/// <summary>评分表提交。</summary>
[Table("score_sheet")]
public sealed record ScoreSheet : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string AccountId { get; init; } = "";
    public DateTimeOffset SubmittedAt { get; init; }
}

/// <summary>评标报告。Id = lot id.</summary>
[Table("report")]
public sealed record Report : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string Method { get; init; } = "";
    public Json<List<RankedBid>> Ranking { get; init; } = new([]);
    public string Opinion { get; init; } = "";
    public bool Failed { get; init; }
    public DateTimeOffset MadeAt { get; init; }
}

/// <summary>评标报告签名。</summary>
[Table("report_signature")]
public sealed record ReportSignature : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string Name { get; init; } = "";
    public DateTimeOffset SignedAt { get; init; }
    /// <summary>Dissent, if any (不同意见).</summary>
    public string Dissent { get; init; } = "";
}
