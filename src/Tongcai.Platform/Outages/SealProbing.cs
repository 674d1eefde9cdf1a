using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Outages;

/// <summary>
/// 故障监测. Tries every few seconds to have something taken by each attached trading platform that has taken something before, and records when it no longer can and when it can again.
/// Setting <c>SealProbe:Seconds</c>: 5; 0 in a demo, where legal time jumps: nothing is probed.
/// </summary>
public sealed partial class SealProbing(
    IStore store, LiveAttachments attachments, IHttpClientFactory clients, LedgerKeys keys, PlatformOptions options, LegalTime legal, SystemTime system, RecoveryMode recovery, SealProbing.Settings settings, ILogger<SealProbing> log) : BackgroundService
{
    /// <summary>How often; zero: never.</summary>
    public sealed record Settings(TimeSpan Every);

    /// <summary>An answer that takes longer is none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Dictionary<string, OutageWatch> watches = new(StringComparer.Ordinal);

    /// <summary>Tries each platform once and records what has changed.</summary>
    public async Task RunOnce(CancellationToken cancel = default)
    {
        foreach (var source in attachments.Now.Followed.Where(f => f.Role is PlatformRole.Trading))
        {
            var open = await store.Read(c => c.First<OutageObserved>("platform = @Origin and to_at is null", new { source.Origin }), cancel);
            var at = legal.GetUtcNow();
            if (await Try(source, cancel) is not { } worked)
                continue;
            if (!watches.TryGetValue(source.Origin, out var watch))
            {
                // A platform that has never taken anything from here does not fail when it still does not.
                if (!worked && open is null)
                    continue;
                watch = new([], open?.FromAt);
            }

            (watches[source.Origin], var change) = watch.See(new(at, worked));
            var commit = change switch
            {
                OutageChange.Began began => Commit.Empty.Insert(new OutageObserved { Id = RandomId.New(), Platform = source.Origin, FromAt = began.From }).Record(new OutageBegan(source.Origin, began.From)),
                OutageChange.Ended ended when open is not null => Commit.Empty.Update(open with { ToAt = ended.To }).Record(new OutageEnded(source.Origin, open.FromAt, ended.To)),
                _ => null,
            };
            if (commit is not null && await store.Execute(commit, null, cancel) is not Committed)
                watches[source.Origin] = watch;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Every == TimeSpan.Zero)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                await RunOnce(stoppingToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogTrouble(log, e);
            }

            try
            {
                await Task.Delay(settings.Every, system, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Whether a probe was taken; null when the platform does not let this one probe, which is no outage.</summary>
    private async Task<bool?> Try(FollowedSource source, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var body = SealProbeEndpoint.Body();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(source.BaseUrl, SealProbeEndpoint.Path.TrimStart('/'))) { Content = new ByteArrayContent(body) };
        PeerRequest.Attach(request, new(keys.Peer, options.Origin, system), source.Origin);
        try
        {
            using var answer = await clients.CreateClient(source.Vetted ? LedgerClients.Vetted : nameof(LedgerClient)).SendAsync(request, patience.Token);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
                return null;
            return answer.IsSuccessStatusCode && SealProbeEndpoint.Answers(await answer.Content.ReadAsByteArrayAsync(patience.Token), body, NoteKey.Parse(source.VerifierKey));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Probing the seal paths failed and will be tried again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}

/// <summary>Registration for the platforms that watch.</summary>
public static class SealProbingParts
{
    public static IServiceCollection AddSealProbing(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services
            .AddSingleton(p => new SealProbing.Settings(TimeSpan.FromSeconds(configuration.GetValue("SealProbe:Seconds", p.GetRequiredService<PlatformOptions>().IsDemo ? 0 : 5))))
            .AddSingleton<SealProbing>().AddHostedService(p => p.GetRequiredService<SealProbing>());
    }
}
