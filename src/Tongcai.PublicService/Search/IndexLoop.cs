using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Search;

/// <summary>Makes the index when the program starts and keeps it near the store, so that no reader waits for a long list of changes.</summary>
internal sealed partial class IndexLoop(NoticeSearch search, IStore store, SystemTime system, ILogger<IndexLoop> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await store.Read(async db =>
                {
                    await search.CatchUp(db, stoppingToken);
                    return true;
                }, stoppingToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogTrouble(log, e);
            }

            await Task.Delay(Pause, system, stoppingToken);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The index of notices could not be brought up to date and will be tried again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}

internal static class SearchParts
{
    /// <summary>The search of notices, one for the process.</summary>
    public static IServiceCollection AddNoticeSearch(this IServiceCollection services) =>
        services.AddSingleton(p => new NoticeSearch(p.GetRequiredService<SystemTime>())).AddHostedService<IndexLoop>();
}
