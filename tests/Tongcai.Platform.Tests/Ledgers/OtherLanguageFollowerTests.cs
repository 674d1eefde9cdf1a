using System.Diagnostics;
using System.Text.Json;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

/// <summary>The follower of docs/exchange, written in another language, against a running platform: it has the platform's address and nothing else.</summary>
public sealed class OtherLanguageFollowerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-node-").FullName;
    private SourcePlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await Start();

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_attaches_from_the_published_page_reads_every_public_fact_once_and_in_order_and_goes_on()
    {
        await platform.Record(Numbered(300));
        await platform.Record(new SpecimenSealed("s", "密"), new SpecimenNoted("s", "限"));
        var first = await Follow();
        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Equal(Enumerable.Range(0, 300).Select(n => $"{n}"), first.Names);
        Assert.Equal(Enumerable.Range(1, 300).Select(n => (long)n), first.Sequence);

        Assert.Empty((await Follow()).Names);
        await platform.Record(new SpecimenShown("s", "后"));
        Assert.Equal(["后"], (await Follow()).Names);
    }

    [Fact]
    public async Task It_stops_when_the_ledger_is_another_than_before()
    {
        await platform.Record(new SpecimenShown("s", "一"), new SpecimenShown("s", "二"), new SpecimenShown("s", "三"));
        Assert.Equal(0, (await Follow()).Code);
        await platform.DisposeAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "platform"), "data.db*")) File.Delete(file);
        Directory.Delete(Path.Combine(folder, "platform", "ledger"), recursive: true);
        platform = await Start();
        await platform.Record();
        var smaller = await Follow();
        Assert.Equal(1, smaller.Code);
        Assert.Contains("were read before", smaller.Error, StringComparison.Ordinal);
        await platform.Record(Numbered(9));
        var other = await Follow();
        Assert.Equal((1, 0), (other.Code, other.Names.Count));
        Assert.Contains("signed root", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_the_one_in_the_ledger_is_not_believed()
    {
        await platform.Record(new SpecimenShown("s", "真"));
        await platform.Store.Transact(s => s.Execute("update ledger_fact set body = @body where salt is null", ("body", "{}"u8.ToArray())));
        var said = await Follow();
        Assert.Equal((1, 0), (said.Code, said.Names.Count));
    }

    private Task<SourcePlatform> Start() => SourcePlatform.Start(new PlatformOptions { DataDirectory = Path.Combine(folder, "platform"), Origin = "node.example/ledger", Tick = TimeSpan.FromHours(1), SealedDepth = 4 });

    private async Task<(int Code, IReadOnlyList<string> Names, IReadOnlyList<long> Sequence, string Error)> Follow()
    {
        var script = Repository.File("docs", "exchange", "follower.mjs");
        var start = new ProcessStartInfo("node", [script, platform.Url.ToString(), Path.Combine(folder, "state.json")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        await process.WaitForExitAsync();
        Assert.All(lines, line => Assert.Equal("specimen.shown", line.GetProperty("kind").GetString()));
        return (process.ExitCode, [.. lines.Select(l => l.GetProperty("body").GetProperty("name").GetString()!)], [.. lines.Select(l => l.GetProperty("seq").GetInt64())], await error);
    }

    private static Exchange.IFact[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(n => new SpecimenShown("s", $"{n}"))];
}
