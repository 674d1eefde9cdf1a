using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Figures;

internal static class FigureParts
{
    /// <summary>What figures are made of, one for the process.</summary>
    public static IServiceCollection AddFigures(this IServiceCollection services) => services
        .AddHostedService<LotBackfill>()
        .AddSingleton(p => new Kept<Parties.PartyDirectory>(p.GetRequiredService<SystemTime>(), Parties.PartyDirectory.Of))
        .AddSingleton(p => new Kept<Cube>(p.GetRequiredService<SystemTime>(), Cube.Of));
}
