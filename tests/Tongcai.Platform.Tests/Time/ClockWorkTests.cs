using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Ledgers;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Tests.Time;

/// <summary>What a platform does about its clock, over a restart.</summary>
public sealed class ClockWorkTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-clock-").FullName;

    private PlatformOptions Options => new() { DataDirectory = folder, Origin = "one.example/ledger", Tick = TimeSpan.FromMilliseconds(200) };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    [Fault(13)]
    public async Task A_platform_started_again_with_an_earlier_clock_goes_on_from_the_latest_instant_and_says_so_until_it_is_right()
    {
        var wall = TimeProvider.System.GetUtcNow();
        DateTimeOffset acted;
        await using (var first = await Start(TimeSpan.Zero))
        {
            // Its own loop has begun beside this look.
            for (long at = 0; at == 0; await Task.Delay(10))
            {
                await first.Services.GetRequiredService<ClockWork>().RunOnce();
                at = await Mark(first.Store);
            }

            acted = DateTimeOffset.FromUnixTimeMilliseconds(await Mark(first.Store));
            Assert.True(acted >= wall.AddSeconds(-1));
        }

        await using (var second = await Start(TimeSpan.FromHours(-2)))
        {
            Assert.True(second.Services.GetRequiredService<LegalTime>().GetUtcNow() >= acted);
            await second.Services.GetRequiredService<ClockWork>().RunOnce();
            Assert.NotNull(second.Services.GetRequiredService<ClockGuard>().Fault);
            Assert.Contains("clock.alarmed", await Kinds(second.Store));
            Assert.Equal(acted.ToUnixTimeMilliseconds(), await Mark(second.Store));
        }

        await using var third = await Start(TimeSpan.Zero);
        await third.Services.GetRequiredService<ClockWork>().RunOnce();
        Assert.Null(third.Services.GetRequiredService<ClockGuard>().Fault);
        Assert.Contains("clock.confirmed", await Kinds(third.Store));
    }

    private static Task<long> Mark(IStore store) => store.Read(c => c.ExecuteScalarAsync<long>("select coalesce(max(at), 0) from clock_mark"));

    private Task<SourcePlatform> Start(TimeSpan off) => SourcePlatform.Start(Options, services => services.AddSingleton(new ClockGuard(new Shifted(off))));

    private static Task<List<string>> Kinds(IStore store) => store.Read(async c => (await c.QueryAsync<string>("select kind from ledger_fact")).ToList());

    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
