using Tongcai.Platform.Jobs;

namespace Tongcai.Trading.Opening;

/// <summary>What the opening adds to the platform.</summary>
public static class OpeningParts
{
    public static IServiceCollection AddOpening(this IServiceCollection services) =>
        services.AddSingleton<OpeningBoard>().AddSingleton<Opener>().AddSingleton<IDueWork, OpeningWork>().AddSingleton<IDueWork, ShareHealthWork>();
}
