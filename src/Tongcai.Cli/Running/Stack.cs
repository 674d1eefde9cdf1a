using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tongcai.Exchange.Wire;

namespace Tongcai.Cli.Running;

/// <summary>Addresses of a stack on this machine.</summary>
/// <param name="First">First port; the programs take fixed places after it.</param>
internal sealed record Ports(int First)
{
    public Uri Hub => At(1);

    public Uri Trading => At(2);

    public Uri Supervision => At(3);

    public Uri Sandbox => At(10);

    public Uri Trustee(int index) => At(20 + index);

    /// <summary>The ports of a demo with one trustee.</summary>
    public IEnumerable<Uri> All => [Hub, Trading, Supervision, Sandbox, Trustee(1)];

    private Uri At(int offset) => new($"http://127.0.0.1:{(First + offset).ToString(CultureInfo.InvariantCulture)}/");
}

/// <summary>三个平台、受托人与沙箱：started as processes of their own, introduced to each other by their public keys.</summary>
internal sealed class Stack : IAsyncDisposable
{
    /// <summary>All names of a demo begin so; production refuses them.</summary>
    private const string Domain = "zhongzhou.example/ledger";

    private static readonly string[] OutsideSystems = ["Budget", "Assets", "Treasury", "Mail"];
    private static readonly string[] Platforms = ["hub", "trading", "supervision"];
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

    private Stack(string data, Ports ports) => (this.data, Ports, Clock) = (data, ports, new ClockFile(Path.Combine(data, "clock.json"), TimeProvider.System));

    public Ports Ports { get; }

    public ClockFile Clock { get; }

    /// <summary>Moves legal time forward to an instant; one already passed is left alone.</summary>
    public void Advance(DateTimeOffset to)
    {
        if (to > Clock.Now)
            Clock.Jump(to);
    }

    public string DataDirectory => data;

    /// <summary>Verifier key of each ledger by the name of its platform: hub, trading, supervision.</summary>
    public Dictionary<string, JsonElement> Keys { get; } = [];

    /// <summary>Starts everything and waits until all are ready.</summary>
    /// <param name="data">Directory of all data; kept between runs.</param>
    /// <param name="seeds">Seed files by platform.</param>
    /// <param name="start">Legal instant at which a new demo begins.</param>
    /// <param name="tickMilliseconds">Interval of sealed batches.</param>
    /// <param name="more">Further settings by platform.</param>
    public static async Task<Stack> Start(
        string data, Ports ports, IReadOnlyDictionary<string, string> seeds, DateTimeOffset start, int trustees, int threshold, int tickMilliseconds,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? more, CancellationToken cancel)
    {
        Directory.CreateDirectory(data);
        var stack = new Stack(data, ports);
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

    /// <summary>What a verifier pins of a platform's ledger (C2SP tlog-policy): its key, and that both other platforms have to have witnessed it.</summary>
    public string PolicyOf(string name)
    {
        var others = Platforms.Where(other => other != name).ToList();
        return $"""
            log {Keys[name].GetProperty("verifierKey").GetString()}
            {string.Join('\n', others.Select(other => $"witness {other} {Keys[other].GetProperty("witnessKey").GetString()} {new Uri(programs[other].Address, "witness/")}"))}
            group both all {string.Join(' ', others)}
            quorum both

            """;
    }

    /// <summary>Ends one program at once, as a power cut would, and starts it again.</summary>
    /// <param name="name">hub, trading, supervision or trustee1 …</param>
    /// <exception cref="InvalidOperationException">It did not become ready again.</exception>
    public async Task Kill(string name, CancellationToken cancel)
    {
        RunningProgram program;
        lock (running)
            program = running[name];
        program.Kill();
        await program.DisposeAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await Launch(name, http, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in running.Values.Reverse())
            await program.DisposeAsync();
        running.Clear();
    }

    private async Task Compose(
        IReadOnlyDictionary<string, string> seeds, int trustees, int threshold, int tick, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> more, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        programs["sandbox"] = (new("Tongcai.Sandbox"), Ports.Sandbox, new() { ["DataDirectory"] = Folder("sandbox") });
        await Launch("sandbox", http, cancel);
        var roots = new List<string>();
        foreach (var authority in Authorities)
        {
            var file = Path.Combine(Folder("roots"), authority + ".pem");
            await File.WriteAllTextAsync(file, await http.GetStringAsync(new Uri(Ports.Sandbox, $"ca/{authority}/root.pem"), cancel), cancel);
            roots.Add(file);
        }

        foreach (var (name, program, address, origin) in new[]
        {
            ("hub", "Tongcai.PublicService", Ports.Hub, "demo.hub." + Domain),
            ("trading", "Tongcai.Trading", Ports.Trading, "demo.trade." + Domain),
            ("supervision", "Tongcai.Supervision", Ports.Supervision, "demo.watch." + Domain),
        })
        {
            var settings = new Dictionary<string, string>
            {
                ["DataDirectory"] = Folder(name),
                ["Origin"] = origin,
                ["ClockFile"] = Clock.Path,
                ["TickMilliseconds"] = tick.ToString(CultureInfo.InvariantCulture),
                ["FollowMilliseconds"] = "200",
                ["ViewMilliseconds"] = "5000",
                // All people of a play come from one address.
                ["RateLimit:Read"] = "100000",
                ["RateLimit:Write"] = "100000",
                ["RateLimit:Ledger"] = "100000",
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

            if (seeds.TryGetValue(name, out var seed))
                settings["Seed"] = seed;
            programs[name] = (new(program), address, settings);
            Keys[name] = await PublicKeys(name, cancel);
        }

        Introduce("hub", "trading", "Hub");
        Introduce("hub", "supervision", "Hub");
        Introduce("trading", "hub", "Trading");
        Introduce("trading", "supervision", "Trading");
        Introduce("supervision", "trading", "Supervision");
        Introduce("supervision", "hub", "Supervision");
        foreach (var name in Platforms)
        {
            programs[name].Settings["WitnessPolicy"] = Path.Combine(Folder(name), "witness-policy");
            await File.WriteAllTextAsync(programs[name].Settings["WitnessPolicy"], PolicyOf(name), cancel);
        }

        Identity();
        var trading = programs["trading"].Settings;
        foreach (var setting in OutsideSystems)
            trading[$"{setting}:Address"] = new Uri(Ports.Sandbox, setting.ToLowerInvariant()).ToString();
        trading["Authority:Address"] = Ports.Supervision.ToString();
        trading["Authority:PublicKey"] = Keys["supervision"].GetProperty("authority").GetString()!;
        await Trustees(trustees, threshold, http, cancel);
        foreach (var (name, settings) in more)
        {
            foreach (var (key, value) in settings)
                programs[name].Settings[key] = value;
        }

        await Task.WhenAll(Platforms.Select(name => Launch(name, http, cancel)));
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
            var key = await PublicKeys(name, cancel);
            trading[$"Trustees:{i}:Id"] = name;
            trading[$"Trustees:{i}:Address"] = Ports.Trustee(i).ToString();
            trading[$"Trustees:{i}:Name"] = Neutral[i % Neutral.Length].Name;
            trading[$"Trustees:{i}:Role"] = Neutral[i % Neutral.Length].Role;
            trading[$"Trustees:{i}:PublicKey"] = key.GetProperty("publicKey").GetString()!;
        }

        await Task.WhenAll(Enumerable.Range(1, count).Select(i => Launch($"trustee{i}", http, cancel)));
    }

    private void Introduce(string follower, string source, string audience)
    {
        var settings = programs[follower].Settings;
        var place = settings.Keys.Count(k => k.StartsWith("Follow:", StringComparison.Ordinal)) / 4;
        settings[$"Follow:{place}:Origin"] = Keys[source].GetProperty("origin").GetString()!;
        settings[$"Follow:{place}:BaseUrl"] = programs[source].Address.ToString();
        settings[$"Follow:{place}:VerifierKey"] = Keys[source].GetProperty("verifierKey").GetString()!;
        settings[$"Follow:{place}:Audience"] = audience;
        var peers = programs[source].Settings;
        var seat = peers.Keys.Count(k => k.StartsWith("Peers:", StringComparison.Ordinal)) / 3;
        peers[$"Peers:{seat}:Origin"] = Keys[follower].GetProperty("origin").GetString()!;
        peers[$"Peers:{seat}:Audience"] = audience;
        peers[$"Peers:{seat}:PublicKey"] = Keys[follower].GetProperty("peerKey").GetString()!;
    }

    /// <summary>Registers trading and supervision as clients of the hub's sign-in, each with a secret of its own that is kept in the data directory.</summary>
    private void Identity()
    {
        var hub = programs["hub"].Settings;
        hub["Issuer"] = Ports.Hub.ToString().TrimEnd('/');
        var place = 0;
        foreach (var (name, id, title) in new[] { ("trading", "trade", "交易平台"), ("supervision", "watch", "行政监督平台") })
        {
            var file = Path.Combine(Folder("secrets"), id);
            if (!File.Exists(file))
                File.WriteAllText(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
            var secret = File.ReadAllText(file);
            var client = programs[name].Settings;
            client["Hub:Address"] = Ports.Hub.ToString();
            client["Hub:Name"] = "公共服务平台";
            client["Hub:ClientId"] = id;
            client["Hub:ClientSecret"] = secret;
            hub[$"Clients:{place}:Id"] = id;
            hub[$"Clients:{place}:Name"] = title;
            hub[$"Clients:{place}:SecretDigest"] = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));
            hub[$"Clients:{place}:RedirectUri"] = new Uri(programs[name].Address, "sign-in/hub/callback").ToString();
            place++;
        }
    }

    private async Task<JsonElement> PublicKeys(string name, CancellationToken cancel)
    {
        var (file, _, settings) = programs[name];
        var path = file.Path();
        var start = new ProcessStartInfo(path, "keys") { WorkingDirectory = Path.GetDirectoryName(path)!, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<JsonElement>(output.Trim().Split('\n')[^1])
            : throw new InvalidOperationException($"{file.Name} keys 失败：{await errors}");
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
