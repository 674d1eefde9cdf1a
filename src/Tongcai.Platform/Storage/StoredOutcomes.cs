using System.Data.Common;
using Dapper;

namespace Tongcai.Platform.Storage;

/// <summary>Reads kept answers.</summary>
internal static class StoredOutcomes
{
    public static async Task<StoredOutcome?> Find(DbConnection connection, string account, string key)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(CommitWriter.OutcomeSql, new { account, key });
        return row is null ? null : new StoredOutcome(row.RequestDigest, new StoredResponse((int)row.Status, row.ContentType, row.Body, row.Location));
    }

    private sealed record Row
    {
        public string RequestDigest { get; init; } = "";
        public long Status { get; init; }
        public string ContentType { get; init; } = "";
        public byte[] Body { get; init; } = [];
        public string Location { get; init; } = "";
    }
}
