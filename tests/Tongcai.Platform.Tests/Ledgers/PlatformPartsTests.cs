using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Tests.Ledgers;

public sealed class PlatformPartsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-parts-").FullName;
    private readonly HttpClient http = new();

    private PlatformOptions Options(string name) => new() { DataDirectory = Path.Combine(folder, name), Origin = $"{name}.example/ledger", Tick = TimeSpan.FromMilliseconds(200), FollowInterval = TimeSpan.FromMilliseconds(50) };

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_platforms_follow_each_other_by_themselves()
    {
        await using var one = await SourcePlatform.Start(Options("one"));
        var learned = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var two = await SourcePlatform.Start(
            Options("two") with { Follow = [new FollowedSource("one.example/ledger", one.Url, one.VerifierKey)] },
            services => services.AddFactReader<SpecimenShown>((_, fact, origin, _) =>
            {
                learned.TrySetResult($"{fact.Name} {origin.Ledger}");
                return Task.FromResult(Commit.Empty);
            }));
        await one.Store.Execute(Commit.Empty.Record(new SpecimenShown("a", "公开"), "org"));
        Assert.Equal("公开 one.example/ledger", await learned.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("", one.Services.GetRequiredService<LedgerHealth>().Problem);
    }

    [Fact]
    public async Task The_proof_of_a_private_fact_is_its_partys_alone()
    {
        await using var platform = await SourcePlatform.Start(Options("one"), caller: context => ValueTask.FromResult(context.Request.Headers["X-Test-Organisation"].ToString()));
        var result = (Committed)await platform.Store.Execute(Commit.Empty.Record(new SpecimenSealed("p", "密"), "org-a").Record(new SpecimenShown("p", "公开"), "org"));
        await platform.Sequence();
        var (secret, shown) = (result.Facts[0], result.Facts[1]);
        var policy = TlogPolicy.LogOnly(NoteKey.Parse(platform.VerifierKey));

        Assert.True(SealedProof.Parse(await (await Get("org-a")).Content.ReadAsByteArrayAsync()).Reveal(secret.Salt, secret.Leaf, policy).Accepted);
        Assert.Equal(HttpStatusCode.NotFound, (await Get("org-b")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Get("")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(platform.Url, "ledger/proof/" + RandomId.New()))).StatusCode);
        Assert.True(TlogProof.Parse(await http.GetByteArrayAsync(new Uri(platform.Url, "ledger/proof/" + shown.Id))).Verify(shown.Leaf, policy).Accepted);

        // Bodies: the public one by digest, the private one not.
        Assert.Equal(shown.Body, await http.GetByteArrayAsync(new Uri(platform.Url, "ledger/bodies/" + BodyDigest.Of(shown.Body).Sha256)));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(platform.Url, "ledger/bodies/" + BodyDigest.Of(secret.Body).Sha256))).StatusCode);

        // Nothing but files of the ledger is served from its directory.
        foreach (var path in new[] { "ledger/tile/../.lock", "ledger/tile/%2e%2e/%2e%2e/data.db", "ledger/tile/0/..", "ledger/.lock" })
            Assert.Contains((await http.GetAsync(new Uri(platform.Url, path))).StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.Equal(platform.VerifierKey, (await http.GetStringAsync(new Uri(platform.Url, "ledger/vkey"))).Split('\n')[0]);
        Assert.Contains("\n— one.example/ledger ", await http.GetStringAsync(new Uri(platform.Url, "ledger/checkpoint")), StringComparison.Ordinal);

        Task<HttpResponseMessage> Get(string organisation)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(platform.Url, "ledger/proof/" + secret.Id));
            request.Headers.Add("X-Test-Organisation", organisation);
            return http.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_demo_jumps_in_all_processes_and_each_records_it()
    {
        var clock = Path.Combine(folder, "clock.json");
        var legal = new DateTimeOffset(2025, 5, 6, 1, 0, 0, TimeSpan.Zero);
        new ClockFile(clock, TimeProvider.System).Create(legal);
        var options = Options("one") with { Origin = "demo.one.example/ledger", ClockFile = clock };
        await using var one = await SourcePlatform.Start(options);
        var time = one.Services.GetRequiredService<LegalTime>();
        Assert.InRange(time.GetUtcNow(), legal, legal.AddMinutes(5));

        var seen = new TaskCompletionSource<ClockJumped>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var two = await SourcePlatform.Start(
            Options("two") with { Origin = "demo.two.example/ledger", ClockFile = clock, Follow = [new FollowedSource(options.Origin, one.Url, one.VerifierKey)] },
            services => services.AddFactReader<ClockJumped>((_, fact, _, _) =>
            {
                if (fact.Sequence == 2) seen.TrySetResult(fact);
                return Task.FromResult(Commit.Empty);
            }));
        new ClockFile(clock, TimeProvider.System).Jump(legal.AddDays(20));
        Assert.Equal(legal.AddDays(20), (await seen.Task.WaitAsync(TimeSpan.FromSeconds(30))).Legal);
        Assert.InRange(two.Services.GetRequiredService<LegalTime>().GetUtcNow(), legal.AddDays(20), legal.AddDays(20).AddMinutes(5));
        Assert.InRange((two.Services.GetRequiredService<SystemTime>().GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_demo_clock_and_a_production_ledger_exclude_each_other()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => SourcePlatform.Start(Options("one") with { ClockFile = Path.Combine(folder, "clock.json") }));
        await Assert.ThrowsAsync<ArgumentException>(() => SourcePlatform.Start(Options("one") with { Origin = "demo.one/ledger" }));
    }

    [Fact]
    public void Keys_are_made_once_for_their_owner_alone_and_refused_when_others_can_read_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are a matter of Unix");
        var keys = Path.Combine(folder, "keys");
        string first, again;
        using (var made = LedgerKeys.Load(keys, "x/ledger")) first = made.VerifierKey + made.Sm2VerifierKey + made.PeerKey;
        using (var loaded = LedgerKeys.Load(keys, "x/ledger")) again = loaded.VerifierKey + loaded.Sm2VerifierKey + loaded.PeerKey;
        Assert.Equal(first, again);
        if (OperatingSystem.IsWindows()) return;
        foreach (var secret in new[] { "ledger.ed25519", "ledger.sm2", "peer.sm2" })
        {
            var file = Path.Combine(keys, secret);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Assert.Contains(secret, Assert.Throws<InvalidOperationException>(() => LedgerKeys.Load(keys, "x/ledger")).Message, StringComparison.Ordinal);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    [Fault(31)]
    public async Task A_second_copy_over_the_same_data_refuses_to_start_and_the_first_goes_on()
    {
        await using var first = await SourcePlatform.Start(Options("one"));
        await first.Record(new SpecimenShown("a", "一"));
        Assert.Contains("open for writing elsewhere", (await Assert.ThrowsAsync<LedgerConflictException>(() => SourcePlatform.Start(Options("one")))).Message, StringComparison.Ordinal);
        await first.Record(new SpecimenShown("a", "二"));
        Assert.True(first.Services.GetRequiredService<LedgerPublisher>().Published!.Size >= 4);
    }

    [Fact]
    public async Task A_start_on_sqlite_does_not_wait_for_the_leases_of_the_process_that_died()
    {
        await using (var killed = await SourcePlatform.Start(Options("one")))
            Assert.True(await new Lease(killed.Store, "work:opening", TimeProvider.System).Take());
        await using var again = await SourcePlatform.Start(Options("one"));
        Assert.True(await new Lease(again.Store, "work:opening", TimeProvider.System).Take());
    }
}
