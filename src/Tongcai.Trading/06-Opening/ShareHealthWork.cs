using System.Data.Common;
using Tongcai.Cryptography;
using Tongcai.Exchange.Trustees;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Opening;

/// <summary>
/// 份额健康检查：every trustee is asked to prove that it still holds its share, when the notice is out, every six hours, 24 hours and one hour before the deadline. The hall shows it, so that a loss is
/// seen while it can be repaired. The same for every procurement, whether anybody bids or not.
/// </summary>
public sealed class ShareHealthWork(IStore store, TrusteeClient trustees) : IDueWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private static readonly TimeSpan[] BeforeDeadline = [TimeSpan.FromHours(24), TimeSpan.FromHours(1)];

    public string Name => "share-health";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) => (await store.Read(Waiting, cancel)).Min(w => (DateTimeOffset?)w.Due);

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var (id, due) in await store.Read(Waiting, cancel))
        {
            if (due <= now)
                await Check(id, now, cancel);
        }
    }

    /// <summary>When a procurement is checked next.</summary>
    /// <param name="last">The check before; null when there was none.</param>
    public static DateTimeOffset Next(DateTimeOffset? last, DateTimeOffset deadline) => last is not { } at
        ? DateTimeOffset.MinValue
        : BeforeDeadline.Select(b => deadline - b).Where(d => d > at).Append(at + Pause).Min();

    private static async Task<List<(string Id, DateTimeOffset Due)>> Waiting(DbConnection connection)
    {
        var open = await connection.Where<Procurement>("stage = 'Noticed' and bid_deadline is not null and ending is null", new { });
        var checks = (await connection.Where<ShareHealthRow>("procurement_id in (select id from procurement where stage = 'Noticed')", new { })).GroupBy(h => h.ProcurementId).ToDictionary(g => g.Key, g => g.Max(h => h.CheckedAt));
        return [.. open.Select(p => (p.Id, Next(checks.TryGetValue(p.Id, out var at) ? at : null, p.BidDeadline!.Value)))];
    }

    private async Task Check(string id, DateTimeOffset now, CancellationToken cancel)
    {
        var (row, before) = await store.Read(async c => (await c.Find<ProjectKeyRow>(id), await c.Where<ShareHealthRow>("procurement_id = @id", new { id })), cancel);
        if (row is null || OpenKey.KeyOf(row) is not { } key)
            return;
        var ceremony = OpenKey.CeremonyOf(row);
        var checks = await Task.WhenAll(row.Trustees.Value.Select(t => Ask(t.TrusteeId, t.Name, ceremony, key, cancel)));
        var commit = Commit.Empty;
        foreach (var (i, (nonce, answer)) in checks.Index())
        {
            var known = before.FirstOrDefault(h => h.TrusteeIndex == i + 1) ?? new() { Id = $"{id}.{i + 1}", ProcurementId = id, TrusteeIndex = i + 1 };
            commit = commit.Put(answer.Value is { } proof
                ? known with { CheckedAt = now, HeldAt = now, Problem = "", Nonce = nonce, Challenge = Convert.ToHexStringLower(proof.Challenge), Response = Convert.ToHexStringLower(proof.Response) }
                : known with { CheckedAt = now, Problem = answer.Problem });
        }

        _ = await store.Execute(commit, null, cancel);
    }

    private async Task<(string Nonce, TrusteeAnswer<HealthProof> Answer)> Ask(string trusteeId, string name, string ceremony, ProjectKey key, CancellationToken cancel)
    {
        var nonce = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        return (nonce, trustees.Panel.Trustees.FirstOrDefault(t => t.Id == trusteeId) is { } pin ? await trustees.Health(pin, ceremony, key, nonce, cancel) : new(null, $"受托人“{name}”不在平台现在的名单上。"));
    }
}
