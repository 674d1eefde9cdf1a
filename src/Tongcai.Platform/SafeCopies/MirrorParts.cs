using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Recovery;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.SafeCopies;

/// <summary>What safe copy, mirrors and recovery add to a platform.</summary>
internal static class MirrorParts
{
    public static void AddSafeCopies(this IServiceCollection services, PlatformOptions options)
    {
        services.TryAddSingleton<RecoveryMode>();
        services.AddHttpClient(nameof(MirrorClient), http => http.Timeout = TimeSpan.FromSeconds(30));
        services.AddHttpClient(nameof(RecoveryCheck), http => http.Timeout = TimeSpan.FromSeconds(3));
        services.AddSingleton<RecoveryCheck>();
        services.AddSingleton<Healing>();
        if (options.SafeCopy is { } settings)
            services.AddSingleton(p => new SafeCopy(p.GetRequiredService<IStore>(), settings, p.GetRequiredService<LedgerKeys>(), p.GetServices<SafeFolder>(), p.GetRequiredService<SystemTime>()));
        foreach (var source in options.Follow.Where(f => f.Mirror)) services.AddSingleton(p => Mirror(p, options, source));
    }

    /// <summary>Where a mirrored ledger's files are.</summary>
    public static string DirectoryOf(PlatformOptions options, string origin) => Path.Combine(options.DataDirectory, "mirror", WitnessState.FileName(origin));

    private static LedgerMirror Mirror(IServiceProvider p, PlatformOptions options, FollowedSource source)
    {
        var (http, system) = (p.GetRequiredService<IHttpClientFactory>(), p.GetRequiredService<SystemTime>());
        var self = new PeerIdentity(p.GetRequiredService<LedgerKeys>().Peer, options.Origin, system);
        return new(
            source, new LedgerClient(http.CreateClient(nameof(LedgerClient)), source.BaseUrl, source.Origin), new MirrorClient(http.CreateClient(nameof(MirrorClient)), self, source.Origin),
            DirectoryOf(options, source.Origin), options.MirrorKept, system);
    }
}
