using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Tongcai.Cli.Demo;
using Tongcai.Cli.Ledgers;
using Tongcai.Cli.Running;
using Tongcai.Ledger;

namespace Tongcai.Replay.Tests.Topology;

/// <summary>How long and how roughly the exchange is tried.</summary>
/// <param name="Procurements">At least so many on each trading platform.</param>
/// <param name="Lines">At most so many.</param>
/// <param name="Kills">Power cuts of each platform.</param>
/// <param name="Down">How long supervision, which witnesses the others, stays away.</param>
/// <param name="Rounds">How often each fault comes to some link.</param>
/// <param name="Network">Whether the links lie in a network namespace and packets are disturbed, not connections.</param>
/// <param name="Seed">Decides which link, which fault, how long, who is killed when.</param>
internal sealed record ExchangePlan(int Procurements, int Lines, int Kills, TimeSpan Down, int Rounds, int Seed, bool Network = false);

/// <summary>What came of it.</summary>
/// <param name="Findings">Of the history checker; empty: all is well.</param>
/// <param name="Faults">How often each fault did something.</param>
internal sealed record ExchangeResult(
    IReadOnlyList<string> Findings, IReadOnlyCollection<Acknowledged> History, IReadOnlyList<Book> Books, IReadOnlyList<Reading> Readings, IReadOnlySet<string> Before,
    IReadOnlyDictionary<string, int> Kills, IReadOnlyDictionary<LinkFault, int> Faults, int Links, int Requests, int Seconds);

/// <summary>
/// 互联演练：two trading platforms, a city and a provincial hub and supervision as processes; every link between them, and those of the client, through a proxy with seeded faults; power cuts of each; one platform
/// attached late and one detached and attached again on the way, all while acts run. Then the faults end, and the history is checked.
/// </summary>
internal sealed class ExchangeRun : IAsyncDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly LinkFault[] Kinds = [.. Enum.GetValues<LinkFault>().Where(f => f is not LinkFault.None)];

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-exchange-").FullName;
    private readonly int port = Tongcai.Tests.Ports.Take(Block);
    private readonly ConcurrentDictionary<(string From, string To), FaultProxy> links = new();
    private readonly History history = new();
    private readonly ConcurrentDictionary<string, int> kills = new();
    private readonly ExchangePlan plan;
    private readonly CancellationToken cancel;
    private int proxies;
    private Stack stack = null!;
    private NetworkNamespace? network;

    private const int Block = 80;
    private const int FirstProxy = 40;
    private const string Client = "client";

    private static readonly Cli.Running.Topology Province = Cli.Running.Topology.Province;

    /// <summary>Who reads whom once the second trading platform is attached.</summary>
    internal static readonly IReadOnlyList<Reading> Readings =
    [
        .. Province.Links.Select(l => new Reading(l.Follower, l.Source)),
        new("city", "second"), new("supervision", "second"), new("second", "supervision"), new("province", "trading"), new("province", "second"),
    ];

    private ExchangeRun(ExchangePlan plan, CancellationToken cancel) => (this.plan, this.cancel) = (plan, cancel);

    /// <summary>Plays and checks.</summary>
    public static async Task<ExchangeResult> Play(ExchangePlan plan, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        await using var run = new ExchangeRun(plan, cancel);
        return await run.Play() is var result ? result with { Seconds = (int)Stopwatch.GetElapsedTime(began).TotalSeconds } : throw new UnreachableException();
    }

    public async ValueTask DisposeAsync()
    {
        if (stack is not null) await stack.DisposeAsync();
        foreach (var link in links.Values) await link.DisposeAsync();
        if (network is not null) await network.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The link from one to the other, made when it is first asked for.</summary>
    internal FaultProxy Link(string from, string to, Uri address) =>
        links.GetOrAdd((from, to), key =>
        {
            var (place, seed) = (port + FirstProxy + Interlocked.Increment(ref proxies), plan.Seed ^ string.Concat(key.From, key.To).Sum(c => c));
            return network is null || key.From is Client ? new FaultProxy(address, place, seed) : new FaultProxy(address, network.Listen(place), seed);
        });

    /// <summary>Where the client reaches a platform.</summary>
    internal Uri At(string platform) => Link(Client, platform, stack.AddressOf(platform)).Address;

    internal JsonNode Keys(string platform) => JsonNode.Parse(stack.Keys[platform].GetRawText())!;

    /// <summary>Address under which one platform reaches another.</summary>
    internal Uri Between(string from, string to) => Link(from, to, stack.AddressOf(to)).Address;

    /// <summary>Somebody whose requests are written down, signed in where the account is kept and, for a trading platform, there through its hub.</summary>
    internal async Task<Person> SignIn(string userName, string platform)
    {
        var person = new Person(userName, null, history.Sending, e => history.Heard(links.Single(l => l.Key.From == Client && l.Value.Address == e.Platform).Key.To, e.Path, e.Status, e.Answer));
        var home = platform is "supervision" ? "supervision" : "city";
        using var quiet = new Person(userName);
        await person.SignIn(At(home), Cast.Password, cancel);
        if (platform != home) await person.Through(stack.AddressOf(platform), cancel);
        return person;
    }

    private async Task<ExchangeResult> Play()
    {
        if (plan.Network) network = await NetworkNamespace.Make();
        var data = Path.Combine(folder, "data");
        var seeds = Cast.Write(folder);
        stack = await Stack.Start(
            data, new Cli.Running.Ports(port), new Dictionary<string, string> { ["city"] = seeds["hub"], ["supervision"] = seeds["supervision"] }, Epoch, 0, 0, 500, null, cancel, Province,
            (from, to, address) => Link(from, to, address).Address);
        var before = Province.Platforms.SelectMany(p => Books.Of(data, p.Name, p.Origin).Facts.Select(f => f.Id)).ToHashSet();

        using var drive = new ExchangeDrive(this, stack, plan, cancel);
        await drive.Prepare();
        using var over = new CancellationTokenSource();
        var disturbing = Task.WhenAll(Disturb(), Kill());
        var acting = drive.Run(over.Token);
        // A lane that fails ends the run at once; otherwise acts go on as long as the faults do.
        if (await Task.WhenAny(disturbing, acting) == acting) await acting;
        await disturbing;
        foreach (var link in links.Values) link.Fault = LinkFault.None;
        await over.CancelAsync();
        await acting;

        // Orders are obeyed in the first round, what the second one brings is read by everybody.
        await Settle();
        await Settle();
        var findings = new List<string>();
        using (var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) })
        {
            foreach (var platform in Province.Platforms)
            {
                var report = await WholeLedger.Check(new HttpTileSource(http, new Uri(stack.AddressOf(platform.Name), "ledger/")), TlogPolicy.LogOnly(NoteKey.Parse((string)Keys(platform.Name)["verifierKey"]!)), null, cancel);
                findings.AddRange(report.Findings.Select(f => $"{platform.Name}: {f}"));
            }
        }

        await stack.DisposeAsync();
        IReadOnlyList<Book> books = [.. Province.Platforms.Select(p => Books.Of(data, p.Name, p.Origin))];
        findings.AddRange(HistoryChecks.Findings(history.Acknowledged, books, Readings, before));
        var acted = links.Values.SelectMany(l => l.Acted).GroupBy(a => a.Key).ToDictionary(g => g.Key, g => g.Sum(a => a.Value));
        return new(findings, history.Acknowledged, books, Readings, before, kills.ToDictionary(), acted, links.Count, history.Requests, 0);
    }

    /// <summary>Every fault comes to a seeded link, for a second or so, as often as the plan says; several links are disturbed at a time.</summary>
    private async Task Disturb()
    {
        var random = new Random(plan.Seed);
        if (network is not null)
        {
            foreach (var fault in Enumerable.Range(0, plan.Rounds).SelectMany(_ => NetworkFault.All.OrderBy(_ => random.Next())))
            {
                await network.Begin(fault);
                await Task.Delay(1_500 + random.Next(2_000), cancel);
                await network.End();
                await Task.Delay(random.Next(1_000), cancel);
            }

            return;
        }

        var due = Enumerable.Range(0, plan.Rounds).SelectMany(_ => Kinds.OrderBy(_ => random.Next())).ToList();
        foreach (var kind in due)
        {
            var at = links.Values.OrderBy(_ => random.Next()).Take(Math.Max(3, links.Count / 4)).ToList();
            var until = Acted(kind);
            foreach (var link in at) link.Fault = kind;
            await Task.Delay(400 + random.Next(900), cancel);
            // A platform that is being started has idle links: the fault stays until it has met something.
            for (var waited = 0; waited < 200 && Acted(kind) == until; waited++) await Task.Delay(50, cancel);
            foreach (var link in at) link.Fault = LinkFault.None;
        }
    }

    private int Acted(LinkFault kind) => links.Values.Sum(l => l.Acted.GetValueOrDefault(kind));

    private async Task Kill()
    {
        var random = new Random(plan.Seed + 1);
        var due = Enumerable.Range(0, plan.Kills).SelectMany(_ => Province.Platforms.Select(p => p.Name).OrderBy(_ => random.Next())).ToList();
        foreach (var name in due)
        {
            await Task.Delay(random.Next(600), cancel);
            await stack.Down(name);
            if (name is "supervision") await Task.Delay(plan.Down, cancel);
            await stack.Up(name, cancel);
            kills.AddOrUpdate(name, 1, static (_, n) => n + 1);
        }
    }

    /// <summary>Waits until everybody has read what everybody has written by now.</summary>
    private async Task Settle()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        var sizes = new Dictionary<string, long>();
        foreach (var platform in Province.Platforms) sizes[platform.Origin] = await Size(http, platform.Name, patience.Token) + 3;
        foreach (var reading in Readings)
        {
            var origin = Province.Platforms.Single(p => p.Name == reading.Source).Origin;
            while (await ReadBy(http, reading.Reader, origin, patience.Token) < sizes[origin]) await Task.Delay(50, patience.Token);
        }
    }

    private async Task<long> Size(HttpClient http, string platform, CancellationToken stop) =>
        Checkpoint.Parse(await http.GetByteArrayAsync(new Uri(stack.AddressOf(platform), "ledger/checkpoint"), stop)).Size;

    private async Task<long> ReadBy(HttpClient http, string reader, string origin, CancellationToken stop)
    {
        var overview = JsonNode.Parse(await http.GetStringAsync(new Uri(stack.AddressOf(reader), "api/v1/ledger"), stop))!;
        return overview["followed"]!.AsArray().FirstOrDefault(f => (string)f!["origin"]! == origin)?["status"]?["read"]?.GetValue<long>() ?? -1;
    }
}
