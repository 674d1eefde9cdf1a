using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Cryptography;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Identity;

/// <summary>A revocation list that an authority publishes, and the file in which the newest one lies.</summary>
public sealed record PublishedList(Uri Address, string File);

/// <summary>
/// 吊销列表的更新。Fetches the lists of the recognised authorities every ten minutes and ends the sessions of certificates that they name.
/// A list that cannot be had leaves the last one in force until its own nextUpdate; from then on no certificate of that authority is accepted (RFC 5280 6.3.3).
/// </summary>
public sealed partial class RevocationUpdates(
    IReadOnlyList<PublishedList> lists, SignInTrust trust, IHttpClientFactory clients, IStore store, Sessions sessions, ILogger<RevocationUpdates> log, SystemTime system) : BackgroundService
{
    private const int LongestList = 32 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Ready with the lists of today before the first certificate is shown.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RunOnce(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Fetches every list once.</summary>
    /// <returns>How many sessions ended.</returns>
    public async Task<int> RunOnce(CancellationToken cancel = default)
    {
        foreach (var list in lists)
        {
            try
            {
                await Fetch(list, cancel);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                LogTrouble(log, list.Address, e.Message);
            }
        }

        return await EndSessions(cancel);
    }

    private async Task Fetch(PublishedList list, CancellationToken cancel)
    {
        using var http = clients.CreateClient(nameof(RevocationUpdates));
        http.MaxResponseContentBufferSize = LongestList;
        http.Timeout = TimeSpan.FromSeconds(20);
        var bytes = await http.GetByteArrayAsync(list.Address, cancel);
        if (RevocationList.TryParse(bytes) is not { } fresh || !trust.Roots.Any(r => fresh.IsSignedBy(r.PublicKey)))
        {
            LogTrouble(log, list.Address, "It is no list of a recognised authority.");
            return;
        }

        // An older list than the one at hand would forget revocations.
        if (File.Exists(list.File) && RevocationList.TryParse(await File.ReadAllBytesAsync(list.File, cancel)) is { } old && (fresh.Number < old.Number || fresh.ThisUpdate < old.ThisUpdate))
        {
            LogTrouble(log, list.Address, "It is older than the list at hand.");
            return;
        }

        var draft = list.File + ".new";
        await File.WriteAllBytesAsync(draft, bytes, cancel);
        File.Move(draft, list.File, overwrite: true);
    }

    private async Task<int> EndSessions(CancellationToken cancel)
    {
        var revoked = trust.RevocationLists().SelectMany(l => l.Revoked.Values).Where(r => r.At <= system.GetUtcNow()).Select(r => KnownRegistry.AccountOf(r.SerialNumber)).ToHashSet(StringComparer.Ordinal);
        if (revoked.Count == 0) return 0;
        var commit = Commit.Empty;
        foreach (var account in (await sessions.OfCertificates(cancel)).Where(revoked.Contains)) commit = commit.And(await sessions.EndAll(account));
        return commit.Changes.Count > 0 && await store.Execute(commit, null, cancel) is Committed ? commit.Changes.Count : 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Pause, system, stoppingToken);
            await RunOnce(stoppingToken);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The revocation list at {Address} could not be taken: {Reason} The last one stays in force.")]
    private static partial void LogTrouble(ILogger log, Uri address, string reason);
}
