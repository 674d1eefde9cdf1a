using System.Data.Common;
using Dapper;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Archives;

/// <summary>已形成的电子档案。</summary>
[Table("archive")]
public sealed record ArchiveRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";

    /// <summary>Whether the procurement was over.</summary>
    public bool IsFinal { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public string MadeBy { get; init; } = "";
    public DateOnly? KeepUntil { get; init; }
    public int Facts { get; init; }
    public int Documents { get; init; }
    public string Sm3 { get; init; } = "";
    public string Sha256 { get; init; } = "";

    /// <summary>The signed package.</summary>
    public byte[] Package { get; init; } = [];
}

/// <summary>一份档案的概要, without the package.</summary>
public sealed record ArchiveLine
{
    public string Id { get; init; } = "";
    public bool IsFinal { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public string MadeBy { get; init; } = "";
    public DateOnly? KeepUntil { get; init; }
    public int Facts { get; init; }
    public int Documents { get; init; }
    public string Sm3 { get; init; } = "";
    public string Sha256 { get; init; } = "";
    public long Length { get; init; }

    /// <summary>The archives of a procurement, newest first.</summary>
    public static async Task<IReadOnlyList<ArchiveLine>> Of(DbConnection connection, string procurementId) => [.. await connection.QueryAsync<ArchiveLine>(
        "select id, is_final, made_at, made_by, keep_until, facts, documents, sm3, sha256, length(package) as length from archive where procurement_id = @procurementId order by made_at desc, id", new { procurementId })];
}
