using Tongcai.Platform.Jobs;

namespace Tongcai.Trading.Opening;

/// <summary>What the opening adds to the platform.</summary>
public static class OpeningParts
{
    /// <summary>This program, whoever hosts it.</summary>
    private static string Program => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Tongcai.Trading.exe" : "Tongcai.Trading");

    public static IServiceCollection AddOpening(this IServiceCollection services) =>
        services.AddSingleton(new FileJudgeProcess(Program, TimeSpan.FromMinutes(3))).AddSingleton<FileJudging>().AddSingleton<IDueWork>(p => p.GetRequiredService<FileJudging>())
            .AddSingleton<OpeningBoard>().AddSingleton<Opener>().AddSingleton<IDueWork, OpeningWork>().AddSingleton<IDueWork, ShareHealthWork>();
}
