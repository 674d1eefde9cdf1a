using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Outages;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Ledgers;

namespace Tongcai.Platform.Tests.Outages;

/// <summary>One platform watches another one's seal path over HTTP and writes down when it fails and when it is back.</summary>
public sealed class SealProbingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-probe-").FullName;

    private PlatformOptions Options(string name) => new() { DataDirectory = Path.Combine(folder, name), Origin = $"{name}.example/ledger", Tick = TimeSpan.FromMilliseconds(200), FollowInterval = TimeSpan.FromMilliseconds(200) };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_outage_of_another_platform_is_recorded_when_three_probes_fail_and_over_when_three_work()
    {
        string peer;
        using (var keys = LedgerKeys.Load(Path.Combine(folder, "watch", "keys"), "watch.example/ledger"))
            peer = keys.PeerKey;
        var options = Options("trade") with { Peers = [new PeerPin("watch.example/ledger", Audience.Supervision, peer)] };
        var trade = await Trade(null);
        var (url, key) = (trade.Url, trade.VerifierKey);
        await using var watch = await SourcePlatform.Start(
            Options("watch") with { Follow = [new FollowedSource("trade.example/ledger", url, key, Role: PlatformRole.Trading)] },
            services => services.AddSingleton(new SealProbing.Settings(TimeSpan.Zero)).AddSingleton<SealProbing>());
        var probing = watch.Services.GetRequiredService<SealProbing>();
        await Probe(4);
        Assert.Empty(await Seen());
        Assert.Equal(1L, await trade.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from seal_probe")));

        await trade.DisposeAsync();
        await Probe(2);
        Assert.Empty(await Seen());
        await Probe(2);
        Assert.Null(Assert.Single(await Seen()).ToAt);

        trade = await Trade(url);
        await Probe(2);
        Assert.Null(Assert.Single(await Seen()).ToAt);
        await Probe(2);
        var outage = Assert.Single(await Seen());
        Assert.True(outage.ToAt > outage.FromAt);
        Assert.Equal(["outage.began", "outage.ended"], await watch.Store.Read(async c => (await c.QueryAsync<string>("select kind from ledger_fact where kind like 'outage.%' order by ordinal")).ToList()));
        await trade.DisposeAsync();

        Task<SourcePlatform> Trade(Uri? at) => SourcePlatform.Start(options, url: at, map: SealProbeEndpoint.Map);

        async Task Probe(int times)
        {
            for (var n = 0; n < times; n++)
                await probing.RunOnce();
        }

        Task<List<OutageObserved>> Seen() => watch.Store.Read(c => c.All<OutageObserved>());
    }

    [Fact]
    public async Task Whoever_has_never_been_reached_or_does_not_let_itself_be_probed_has_no_outage()
    {
        var free = new Uri(PlatformHost.FreeAddress() + "/");
        await using var other = await SourcePlatform.Start(Options("other"));
        await using var watch = await SourcePlatform.Start(
            Options("watch") with { Follow = [new FollowedSource("gone.example/ledger", free, other.VerifierKey, Role: PlatformRole.Trading), new FollowedSource("other.example/ledger", other.Url, other.VerifierKey, Role: PlatformRole.Trading)] },
            services => services.AddSingleton(new SealProbing.Settings(TimeSpan.Zero)).AddSingleton<SealProbing>());
        for (var n = 0; n < 5; n++)
            await watch.Services.GetRequiredService<SealProbing>().RunOnce();
        Assert.Empty(await watch.Store.Read(c => c.All<OutageObserved>()));
    }
}
