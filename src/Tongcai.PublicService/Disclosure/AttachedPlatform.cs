using System.Data.Common;
using Dapper;
using Tongcai.Ledger;
using Tongcai.Platform;

namespace Tongcai.PublicService.Disclosure;

/// <summary>已接入的平台 with the state of its ledger here.</summary>
/// <param name="VerifierKey">Pinned Ed25519 key of the ledger.</param>
/// <param name="Size">Entries that the newest accepted checkpoint covers; 0 before the first.</param>
/// <param name="Root">Root of that checkpoint, base64.</param>
/// <param name="Read">Entries read.</param>
/// <param name="Records">Public facts shown.</param>
/// <param name="LastAt">Legal instant of the newest of them.</param>
/// <param name="Parked">Public facts that could not be read and wait, visibly.</param>
/// <param name="ParkedReason">Why the first of them waits.</param>
/// <param name="Alarm">Why following has stopped; empty while it goes on.</param>
public sealed record AttachedPlatform(
    string Origin, string Address, string VerifierKey, long Size, string Root, long Read, long Records, DateTimeOffset? LastAt, long Parked, string ParkedReason, string Alarm)
{
    /// <summary>Every configured ledger, in the order of the settings.</summary>
    public static async Task<IReadOnlyList<AttachedPlatform>> All(DbConnection db, PlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var positions = (await db.QueryAsync<Position>("select id, frontier, checkpoint, alarm from follow_position")).ToDictionary(p => p.Id);
        var parked = (await db.QueryAsync<Waiting>("select source as id, count(*) as number, max(reason) as reason from parked_fact where not restricted group by source")).ToDictionary(p => p.Id);
        var records = (await db.QueryAsync<Shown>("select ledger as id, count(*) as number, max(at) as last_at from chain_fact group by ledger")).ToDictionary(r => r.Id);
        return [.. options.Follow.Select(source =>
        {
            var position = positions.GetValueOrDefault(source.Origin);
            var head = position is { Checkpoint.Length: > 0 } && Checkpoint.TryParse(position.Checkpoint, out var checkpoint, out _) ? checkpoint : null;
            var (waiting, shown) = (parked.GetValueOrDefault(source.Origin), records.GetValueOrDefault(source.Origin));
            return new AttachedPlatform(
                source.Origin, source.BaseUrl.ToString(), source.VerifierKey, head?.Size ?? 0, head?.Root.ToString() ?? "", position is { Frontier.Length: > 0 } ? MerkleFrontier.Parse(TreeHash.Sha256, position.Frontier).Size : 0,
                shown?.Number ?? 0, shown?.LastAt, waiting?.Number ?? 0, waiting?.Reason ?? "", position?.Alarm ?? "");
        })];
    }

    private sealed record Position
    {
        public string Id { get; init; } = "";
        public byte[] Frontier { get; init; } = [];
        public byte[] Checkpoint { get; init; } = [];
        public string Alarm { get; init; } = "";
    }

    private sealed record Waiting
    {
        public string Id { get; init; } = "";
        public long Number { get; init; }
        public string Reason { get; init; } = "";
    }

    private sealed record Shown
    {
        public string Id { get; init; } = "";
        public long Number { get; init; }
        public DateTimeOffset? LastAt { get; init; }
    }
}
