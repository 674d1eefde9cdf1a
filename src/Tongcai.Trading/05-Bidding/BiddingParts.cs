using Microsoft.Extensions.DependencyInjection.Extensions;
using Tongcai.Cryptography;
using Tongcai.Platform;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Time;
using Tongcai.Trading.Notices;

namespace Tongcai.Trading.Bidding;

/// <summary>
/// What bidding adds to the platform. Settings: <c>Trustees:N:*</c> and <c>TrusteeThreshold</c> (<see cref="TrusteePanel"/>), <c>Bidding:ChunkDirectory</c> (chunks in the data
/// directory), <c>Bidding:QuotaMebibytes</c> of one bidder in one procurement (2048).
/// </summary>
public static class BiddingParts
{
    public static IServiceCollection AddBidding(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TrusteePanel.Read(configuration));
        services.AddHttpClient<TrusteeClient>(http => http.Timeout = TimeSpan.FromSeconds(30));
        services.TryAddSingleton(p => new ClockGuard(p.GetRequiredService<SystemTime>()));
        services.AddSingleton(p => new Stamps(p.GetRequiredService<LegalTime>()));
        services.AddSingleton(p => new ChunkStore(
            configuration["Bidding:ChunkDirectory"] is { Length: > 0 } named ? named : Path.Combine(p.GetRequiredService<PlatformOptions>().DataDirectory, "chunks"),
            configuration.GetValue("Bidding:QuotaMebibytes", 2048L) << 20));
        services.AddSingleton(new Sm3Batch());
        services.AddSingleton(p => new SafeFolder(ChunkStore.SafeFolder, p.GetRequiredService<ChunkStore>().Root));
        ExtendDeadline.AddOutages(services);
        return services.AddSingleton<IDueWork, DeadlineWork>();
    }
}
