using System.Data.Common;
using Dapper;
using Tongcai.Platform.Ledgers.Attachments;

namespace Tongcai.PublicService.Disclosure;

/// <summary>已接入的平台 with the state of its ledger here, and what is shown of it.</summary>
/// <param name="Status">How it is attached, how far it is read, the traffic.</param>
/// <param name="Records">Public facts shown.</param>
/// <param name="LastAt">Legal instant of the newest of them.</param>
public sealed record AttachedPlatform(AttachmentStatus Status, long Records, DateTimeOffset? LastAt)
{
    /// <summary>Every platform that is or was attached; configured ones first, in the order of the settings.</summary>
    /// <param name="now">System time.</param>
    public static async Task<IReadOnlyList<AttachedPlatform>> All(DbConnection db, AttachmentList list, DateTimeOffset now)
    {
        var records = (await db.QueryAsync<Shown>("select ledger as id, count(*) as number, max(at) as last_at from chain_fact group by ledger")).ToDictionary(r => r.Id);
        return [.. (await AttachmentStatus.All(db, list, now)).Select(status => records.GetValueOrDefault(status.Origin) is { } shown ? new AttachedPlatform(status, shown.Number, shown.LastAt) : new(status, 0, null))];
    }

    private sealed record Shown
    {
        public string Id { get; init; } = "";
        public long Number { get; init; }
        public DateTimeOffset? LastAt { get; init; }
    }
}
