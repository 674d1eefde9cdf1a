using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;

namespace Tongcai.Cli.Running;

/// <summary>三个平台、受托人与沙箱：started as processes of their own, introduced to each other by their public keys.</summary>
internal sealed class Stack : IAsyncDisposable
{
    private static readonly string[] OutsideSystems = ["Budget", "Assets", "Treasury", "Bonds"];
    private static readonly Dictionary<PlatformKind, string> Programs = new() { [PlatformKind.Hub] = "Tongcai.PublicService", [PlatformKind.Trading] = "Tongcai.Trading", [PlatformKind.Supervision] = "Tongcai.Supervision" };
    private static readonly string[] Authorities = ["zz", "hx"];
    private static readonly (string Name, string Role)[] Neutral =
    [
        ("中州市公证处", "公证机构"), ("中州市第一中学", "采购人"), ("明衡招标代理", "代理机构"), ("中州电子认证", "认证机构"), ("中州市律师协会", "中立机构"),
    ];

    /// <summary>A first start opens the accounts of the cast: a password hash takes a tenth of a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Dictionary<string, RunningProgram> running = [];
    private readonly Dictionary<string, (ProgramFile File, Uri Address, Dictionary<string, string> Settings)> programs = [];
    private readonly string data;
    private readonly Topology topology;
    private readonly Route route;

    private Stack(string data, Ports ports, Topology topology, Route route) =>
        (this.data, Ports, this.topology, this.route, Clock) = (data, ports, topology, route, new ClockFile(Path.Combine(data, "clock.json"), TimeProvider.System));

    public Ports Ports { get; }

    public ClockFile Clock { get; }

    /// <summary>Moves legal time forward to an instant; one already passed is left alone.</summary>
    public void Advance(DateTimeOffset to)
    {
        if (to > Clock.Now)
            Clock.Jump(to);
    }

    public string DataDirectory => data;

    /// <summary>What each platform prints of its keys, by its name.</summary>
    public Dictionary<string, JsonElement> Keys { get; } = [];

    /// <summary>Starts everything and waits until all are ready.</summary>
    /// <param name="data">Directory of all data; kept between runs.</param>
    /// <param name="seeds">Seed files by platform.</param>
    /// <param name="start">Legal instant at which a new demo begins.</param>
    /// <param name="tickMilliseconds">Interval of sealed batches.</param>
    /// <param name="more">Further settings by platform.</param>
    /// <param name="topology">Which platforms; null: the demo's.</param>
    /// <param name="route">What stands between them; null: nothing.</param>
    public static async Task<Stack> Start(
        string data, Ports ports, IReadOnlyDictionary<string, string> seeds, DateTimeOffset start, int trustees, int threshold, int tickMilliseconds,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? more, CancellationToken cancel, Topology? topology = null, Route? route = null)
    {
        Directory.CreateDirectory(data);
        var stack = new Stack(data, ports, topology ?? Topology.Demo, route ?? ((_, _, address) => address));
        stack.Clock.Create(start);
        try
        {
            await stack.Compose(seeds, trustees, threshold, tickMilliseconds, more ?? new Dictionary<string, IReadOnlyDictionary<string, string>>(), cancel);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a verifier pins of a platform's ledger (C2SP tlog-policy): its key, and that all platforms that read it have to have witnessed it.</summary>
    public string PolicyOf(string name)
    {
        var others = topology.ReadersOf(name);
        if (others.Count == 0) return $"log {Keys[name].GetProperty("verifierKey").GetString()}\nquorum none\n";
        return $"""
            log {Keys[name].GetProperty("verifierKey").GetString()}
            {string.Join('\n', others.Select(other => $"witness {other} {Keys[other].GetProperty("witnessKey").GetString()} {new Uri(route(name, other, programs[other].Address), "witness/")}"))}
            group readers all {string.Join(' ', others)}
            quorum readers

            """;
    }

    /// <summary>Ends one program at once, as a power cut would, and starts it again.</summary>
    /// <param name="name">hub, trading, supervision or trustee1 …</param>
    /// <exception cref="InvalidOperationException">It did not become ready again.</exception>
    public async Task Kill(string name, CancellationToken cancel)
    {
        await Down(name);
        await Up(name, cancel);
    }

    /// <summary>Ends one program at once and leaves it so.</summary>
    public async Task Down(string name)
    {
        RunningProgram program;
        lock (running)
            program = running[name];
        program.Kill();
        await program.DisposeAsync();
    }

    /// <summary>Starts a program that is down.</summary>
    /// <inheritdoc cref="Kill" path="/exception"/>
    public async Task Up(string name, CancellationToken cancel)
    {
        using var http = Unreachable.Client(TimeSpan.FromSeconds(10));
        await Launch(name, http, cancel);
    }

    /// <summary>Process id of a running program.</summary>
    public int ProcessOf(string name)
    {
        lock (running)
            return running[name].ProcessId;
    }

    /// <summary>Runs a program once with its settings and some arguments, beside or instead of the one that serves.</summary>
    /// <returns>Exit code and all it printed.</returns>
    public async Task<(int ExitCode, string Output)> Call(string name, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        using var process = Process.Start(Once(name, arguments))!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, output + await errors);
    }

    /// <summary>Where a platform listens.</summary>
    public Uri AddressOf(string name) => programs[name].Address;

    public async ValueTask DisposeAsync()
    {
        // All at once: one that takes its time to end keeps nobody waiting.
        await Task.WhenAll(running.Values.Select(p => p.DisposeAsync().AsTask()));
        running.Clear();
    }

    private async Task Compose(
        IReadOnlyDictionary<string, string> seeds, int trustees, int threshold, int tick, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> more, CancellationToken cancel)
    {
        using var http = Unreachable.Client(TimeSpan.FromSeconds(10));
        programs["sandbox"] = (new("Tongcai.Sandbox"), Ports.Sandbox, new() { ["DataDirectory"] = Folder("sandbox") });
        await Launch("sandbox", http, cancel);
        var roots = new List<string>();
        foreach (var authority in Authorities)
        {
            var file = Path.Combine(Folder("roots"), authority + ".pem");
            await File.WriteAllTextAsync(file, await http.GetStringAsync(new Uri(Ports.Sandbox, $"ca/{authority}/root.pem"), cancel), cancel);
            roots.Add(file);
        }

        foreach (var node in topology.Platforms)
        {
            var settings = new Dictionary<string, string>
            {
                ["DataDirectory"] = Folder(node.Name),
                ["Origin"] = node.Origin,
                ["ClockFile"] = Clock.Path,
                ["TickMilliseconds"] = tick.ToString(CultureInfo.InvariantCulture),
                ["FollowMilliseconds"] = "200",
                ["ViewMilliseconds"] = "5000",
                // All people of a play come from one address.
                ["RateLimit:Read"] = "100000",
                ["RateLimit:Write"] = "100000",
                ["RateLimit:Ledger"] = "100000",
                ["RateLimit:Upload"] = "100000",
                ["Logging:LogLevel:Default"] = "Warning",
                ["Site:DemoNotice"] = "演示数据：中州市及页面中的单位、企业、人员均为虚构。",
                ["Site:Contact"] = "中州市政府采购平台服务台 0379-0000000（工作日 8:30—12:00，14:30—17:30）",
                ["Site:Sponsor"] = "中州市财政局",
            };
            for (var i = 0; i < roots.Count; i++)
            {
                settings[$"Roots:{i}"] = roots[i];
                settings[$"RevocationLists:{i}"] = new Uri(Ports.Sandbox, $"ca/{Authorities[i]}/crl").ToString();
            }

            if (seeds.TryGetValue(node.Name, out var seed))
                settings["Seed"] = seed;
            programs[node.Name] = (new(Programs[node.Kind]), Ports.At(node.Place), settings);
        }

        foreach (var (node, keys) in topology.Platforms.Zip(await Task.WhenAll(topology.Platforms.Select(p => PublicKeys(p.Name, cancel)))))
            Keys[node.Name] = keys;

        foreach (var link in topology.Links)
            Introduce(link);
        foreach (var name in topology.Platforms.Select(p => p.Name))
        {
            programs[name].Settings["WitnessPolicy"] = Path.Combine(Folder(name), "witness-policy");
            await File.WriteAllTextAsync(programs[name].Settings["WitnessPolicy"], PolicyOf(name), cancel);
        }

        Identity();
        foreach (var node in topology.Platforms.Where(p => p.Kind is PlatformKind.Hub))
        {
            programs[node.Name].Settings["Mail:Address"] = new Uri(Ports.Sandbox, "mail").ToString();
            programs[node.Name].Settings["Webhooks:AllowLoopback"] = "true";
        }

        foreach (var node in topology.Platforms.Where(p => p.Kind is PlatformKind.Trading))
        {
            var trading = programs[node.Name].Settings;
            foreach (var setting in OutsideSystems)
                trading[$"{setting}:Address"] = new Uri(Ports.Sandbox, setting.ToLowerInvariant()).ToString();
            trading["Authority:Address"] = programs[node.Authority].Address.ToString();
            trading["Authority:PublicKey"] = Keys[node.Authority].GetProperty("authority").GetString()!;
        }

        if (trustees > 0)
            await Trustees(trustees, threshold, http, cancel);
        foreach (var (name, settings) in more)
        {
            foreach (var (key, value) in settings)
                programs[name].Settings[key] = value;
        }

        await Task.WhenAll(topology.Platforms.Select(p => Launch(p.Name, http, cancel)));
    }

    /// <summary>The trustees know the trading ledger by its key; trading knows each trustee by the key that it prints.</summary>
    private async Task Trustees(int count, int threshold, HttpClient http, CancellationToken cancel)
    {
        var trading = programs["trading"].Settings;
        trading["TrusteeThreshold"] = threshold.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            var name = $"trustee{i + 1}";
            programs[name] = (new("Tongcai.Trustee"), Ports.Trustee(i), new()
            {
                ["DataDirectory"] = Folder(name),
                ["Trustee:Id"] = name,
                ["Trustee:Name"] = Neutral[i % Neutral.Length].Name,
                ["ClockFile"] = Clock.Path,
                ["Trading:Address"] = Ports.Trading.ToString(),
                ["Trading:Origin"] = Keys["trading"].GetProperty("origin").GetString()!,
                ["Trading:VerifierKey"] = Keys["trading"].GetProperty("verifierKey").GetString()!,
                ["Trading:PeerKey"] = Keys["trading"].GetProperty("peerKey").GetString()!,
            });
            trading[$"Trustees:{i}:Id"] = name;
            trading[$"Trustees:{i}:Address"] = Ports.Trustee(i).ToString();
            trading[$"Trustees:{i}:Name"] = Neutral[i % Neutral.Length].Name;
            trading[$"Trustees:{i}:Role"] = Neutral[i % Neutral.Length].Role;
        }

        var keys = await Task.WhenAll(Enumerable.Range(1, count).Select(i => PublicKeys($"trustee{i}", cancel)));
        foreach (var (i, key) in keys.Index())
            trading[$"Trustees:{i}:PublicKey"] = key.GetProperty("publicKey").GetString()!;
        await Task.WhenAll(Enumerable.Range(1, count).Select(i => Launch($"trustee{i}", http, cancel)));
    }

    private void Introduce(PlatformLink link)
    {
        var (follower, source, audience) = (link.Follower, link.Source, topology.Platforms.Single(p => p.Name == link.Follower).Kind.ToString());
        var settings = programs[follower].Settings;
        var place = settings.Keys.Count(k => k.StartsWith("Follow:", StringComparison.Ordinal) && k.EndsWith(":Origin", StringComparison.Ordinal));
        settings[$"Follow:{place}:Origin"] = Keys[source].GetProperty("origin").GetString()!;
        settings[$"Follow:{place}:BaseUrl"] = route(follower, source, programs[source].Address).ToString();
        settings[$"Follow:{place}:Role"] = link.Role;
        if (link.WithSubordinates)
            settings[$"Follow:{place}:WithSubordinates"] = "true";
        settings[$"Follow:{place}:VerifierKey"] = Keys[source].GetProperty("verifierKey").GetString()!;
        settings[$"Follow:{place}:Audience"] = audience;
        var peers = programs[source].Settings;
        var seat = peers.Keys.Count(k => k.StartsWith("Peers:", StringComparison.Ordinal)) / 3;
        peers[$"Peers:{seat}:Origin"] = Keys[follower].GetProperty("origin").GetString()!;
        peers[$"Peers:{seat}:Audience"] = audience;
        peers[$"Peers:{seat}:PublicKey"] = Keys[follower].GetProperty("peerKey").GetString()!;
    }

    /// <summary>Registers the other platforms as clients of their hub's sign-in, each with a secret of its own that is kept in the data directory.</summary>
    private void Identity()
    {
        foreach (var node in topology.Platforms.Where(p => p.Kind is PlatformKind.Hub))
            programs[node.Name].Settings["Issuer"] = programs[node.Name].Address.ToString().TrimEnd('/');
        foreach (var node in topology.Platforms.Where(p => p.Hub.Length > 0))
        {
            var (name, id, title) = (node.Name, ClientId(node), node.Kind is PlatformKind.Trading ? "交易平台" : "行政监督平台");
            var hub = programs[node.Hub].Settings;
            var place = hub.Keys.Count(k => k.StartsWith("Clients:", StringComparison.Ordinal) && k.EndsWith(":Id", StringComparison.Ordinal));
            var file = Path.Combine(Folder("secrets"), id);
            if (!File.Exists(file))
                File.WriteAllText(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
            var secret = File.ReadAllText(file);
            var client = programs[name].Settings;
            client["Hub:Address"] = programs[node.Hub].Address.ToString();
            client["Hub:Name"] = "公共服务平台";
            client["Hub:ClientId"] = id;
            client["Hub:ClientSecret"] = secret;
            hub[$"Clients:{place}:Id"] = id;
            hub[$"Clients:{place}:Name"] = title;
            hub[$"Clients:{place}:SecretDigest"] = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));
            hub[$"Clients:{place}:RedirectUri"] = new Uri(programs[name].Address, "sign-in/hub/callback").ToString();
        }
    }

    /// <summary>The first trading platform and the first authority have short names; they stand in files that a demo keeps.</summary>
    private static string ClientId(PlatformNode node) => node.Name switch
    {
        "trading" => "trade",
        "supervision" => "watch",
        var name => name,
    };

    private async Task<JsonElement> PublicKeys(string name, CancellationToken cancel)
    {
        using var process = Process.Start(Once(name, ["keys"]))!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<JsonElement>(output.Trim().Split('\n')[^1])
            : throw new InvalidOperationException($"{programs[name].File.Name} keys 失败：{await errors}");
    }

    private ProcessStartInfo Once(string name, IReadOnlyList<string> arguments)
    {
        var (file, _, settings) = programs[name];
        var path = file.Path();
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = Path.GetDirectoryName(path)!, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    private async Task Launch(string name, HttpClient http, CancellationToken cancel)
    {
        var (file, address, settings) = programs[name];
        var started = RunningProgram.Start(file, address, settings, Path.Combine(Folder("logs"), name + ".log"));
        lock (running)
            running[name] = started;
        await started.Ready(http, Patience, cancel);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(data, name)).FullName;
}
