using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Ledgers.SplitViews;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers;

/// <summary>一个见证方。</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="Key">Its verifier key.</param>
/// <param name="Standing">What is known of it; null before it was asked.</param>
public sealed record WitnessLine(string Name, string Key, string Address, WitnessStanding? Standing);

/// <summary>他方所见的比较。</summary>
/// <param name="Peer">Origin of the platform; the own origin for the own witness.</param>
public sealed record ViewLine(string Peer, ViewState State, string Detail, DateTimeOffset Since);

/// <summary>一个被同步的账本。</summary>
/// <param name="Hash">SHA-256 of the origin, as in addresses.</param>
/// <param name="Size">Entries under the newest accepted checkpoint.</param>
/// <param name="Alarm">Why following has stopped; empty while it goes on.</param>
/// <param name="Accepted">The newest accepted checkpoint, only while there is an alarm: one of the two notes.</param>
/// <param name="Offered">The other note.</param>
/// <param name="EvidenceBody">SHA-256 of the public body that proves a fork; empty: none.</param>
/// <param name="Parked">Public facts that wait.</param>
/// <param name="Waiting">Whether anything at all waits, private facts included: said only to whoever may resume.</param>
/// <param name="Status">How it is attached, and the traffic.</param>
public sealed record FollowedLine(
    string Origin, string Hash, string Address, long Size, string Alarm, string Accepted, string Offered, string EvidenceBody, long Parked, bool Waiting, IReadOnlyList<ViewLine> Views, AttachmentStatus Status);

/// <summary>账本与见证：the own ledger, who witnesses it, and the ledgers that are followed.</summary>
/// <param name="Problem">What is wrong with the own sequencer; empty when nothing is.</param>
/// <param name="WitnessedSize">Entries under the newest checkpoint that satisfies the policy; 0: none.</param>
/// <param name="PeerKey">Key of the own requests to other platforms.</param>
/// <param name="Others">Platforms that are attached and not read, and those that are attached no more.</param>
/// <param name="Recovery">Why the platform stands still; null while it works.</param>
/// <param name="CoveredUntil">Everything acknowledged up to this system time can be restored from the mirrors; null without a safe copy.</param>
/// <param name="MayResume">Whether whoever asks may resume following, attach and detach.</param>
public sealed record LedgerOverview(
    string Origin, string VerifierKey, string Sm2VerifierKey, string WitnessKey, string PeerKey, long Size, string Root, long WitnessedSize, DateTimeOffset? WitnessedAt, string Problem,
    IReadOnlyList<WitnessLine> Witnesses, IReadOnlyList<FollowedLine> Followed, IReadOnlyList<AttachmentStatus> Others, RecoveryNotice? Recovery, DateTimeOffset? CoveredUntil, bool MayResume);

/// <summary>The page and its twin of the API, the same on every platform.</summary>
internal static class LedgerPage
{
    public const string Path = "/ledger";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery<LedgerOverview>(Path, Access.Public, Read, "/Pages/Ledger.cshtml", "账本与见证");

    private static async Task<LedgerOverview?> Read(QueryContext context)
    {
        var services = context.Http.RequestServices;
        var (options, keys, policy, publisher) = (services.GetRequiredService<PlatformOptions>(), services.GetRequiredService<LedgerKeys>(), services.GetRequiredService<LedgerPolicy>(), services.GetRequiredService<LedgerPublisher>());
        var (list, now) = (services.GetRequiredService<LiveAttachments>().Now, services.GetRequiredService<SystemTime>().GetUtcNow());
        var mayResume = ResumeFollowing.Act.Access.Grants.Any(g => g.Fits(context.Actor));
        var (standings, witnessed, positions, parked, seen, forks, statuses) = await context.Read(async c => (
            (await c.All<WitnessStanding>()).ToDictionary(s => s.Id, StringComparer.Ordinal),
            await c.Find<CosignedHead>(CosignedHead.Only),
            (await c.All<FollowPosition>()).ToDictionary(p => p.Id, StringComparer.Ordinal),
            (await c.All<ParkedFact>()).ToLookup(p => p.Source, StringComparer.Ordinal),
            (await c.QueryAsync<SeenCheckpoint>("select * from seen_checkpoint order by peer")).ToLookup(s => s.Ledger, StringComparer.Ordinal),
            (await c.QueryAsync<string>("select fact_id from ledger_fact where kind = 'ledger.forked' order by ordinal")).AsList(),
            await AttachmentStatus.All(c, list, now)));
        var evidence = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in forks)
        {
            if (await context.Read(c => c.Fact(id)) is { } fact && FactBody.Read(FactKinds.Published.Find(fact.Kind)!, fact.Body).Fact is LedgerForked fork) evidence[fork.Ledger] = BodyDigest.Of(fact.Body).Sha256;
        }

        var head = publisher.Published;
        return new(
            options.Origin, keys.VerifierKey, keys.Sm2VerifierKey, keys.WitnessKey, keys.PeerKey, head?.Size ?? 0, head?.Root.ToString() ?? "", witnessed?.Size ?? 0, witnessed?.At, services.GetRequiredService<LedgerHealth>().Problem,
            [.. policy.Parsed.Witnesses.Select(w => new WitnessLine(w.Key, w.Value.ToString(), policy.Parsed.Addresses.GetValueOrDefault(w.Key)?.ToString() ?? "", standings.GetValueOrDefault(w.Key)))],
            [.. statuses.Where(s => s.Followed).Select(s => Line(s, positions.GetValueOrDefault(s.Origin), [.. parked[s.Origin]], [.. seen[s.Origin]], evidence.GetValueOrDefault(s.Origin, ""), mayResume))],
            [.. statuses.Where(s => !s.Followed)], services.GetRequiredService<RecoveryMode>().Notice, services.GetService<SafeCopy>() is { } safe ? await safe.CoveredUntil(context.Cancelled) : null, mayResume);
    }

    private static FollowedLine Line(AttachmentStatus status, FollowPosition? position, List<ParkedFact> parked, List<SeenCheckpoint> seen, string evidence, bool mayResume)
    {
        var alarm = status.Alarm;
        return new(
            status.Origin, status.Hash, status.Address, status.Size,
            alarm, alarm.Length > 0 ? Text(position!.Checkpoint) : "", alarm.Length > 0 ? Text(position!.Evidence) : "", alarm.StartsWith(SplitViewCheck.Forked, StringComparison.Ordinal) ? evidence : "",
            status.Parked, mayResume && parked.Count > 0, [.. seen.Select(s => new ViewLine(s.Peer, s.State, s.Detail, s.Since))], status);
    }

    private static string Text(byte[] note) => System.Text.Encoding.UTF8.GetString(note);
}
