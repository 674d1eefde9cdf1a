using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Cli.Bidding;
using Tongcai.Cli.Demo;
using Tongcai.Cli.Demo.Replay;
using Tongcai.Cli.Running;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;

namespace Tongcai.Replay.Tests.Trustees;

/// <summary>Where canaries were found at one moment.</summary>
/// <param name="Disk">By file below the data of all programs.</param>
/// <param name="Memory">Of the trading platform, while it runs; through a core dump in the drill.</param>
internal sealed record Sighting(IReadOnlyDictionary<string, IReadOnlyList<string>> Disk, IReadOnlyList<string> Memory, long MemoryRead)
{
    public IEnumerable<string> All => Disk.Values.SelectMany(f => f).Concat(Memory).Distinct();
}

/// <summary>
/// 五名受托人、停掉的公共服务平台与探针：three platforms and five trustees as processes, 3 of 5 open. A canary of content and one of a person stand in every bid; the hub is killed an hour before the
/// deadline, three suppliers sign in with their certificates and seal; after the deadline one trustee is away, one lies, one copies, one is late.
/// </summary>
internal sealed class TrusteesRun : IAsyncLifetime
{
    private static readonly DateTimeOffset Epoch = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Deadline = new(2026, 4, 30, 1, 30, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-trustees-").FullName;
    private readonly int bids;
    private readonly bool dump;
    private readonly Canaries canaries = new();
    private readonly FaultyTrustee?[] trustees = new FaultyTrustee?[5];
    private Stack stack = null!;
    private Stage stage = null!;

    public TrusteesRun()
        : this(5, false)
    {
    }

    /// <param name="bids">How many bidders.</param>
    /// <param name="dump">Whether a core dump is written and searched as well.</param>
    public TrusteesRun(int bids, bool dump) => (this.bids, this.dump) = (bids, dump);

    public string Procurement { get; private set; } = "";

    /// <summary>While bids are sealed.</summary>
    public Sighting Before { get; private set; } = null!;

    /// <summary>After they were read out.</summary>
    public Sighting After { get; private set; } = null!;

    /// <summary>What each trustee said when it was asked before the deadline, in the platform's name.</summary>
    public IReadOnlyList<(int Status, string Said)> Early { get; private set; } = [];

    /// <summary>The hall while too few answer, for the agency: its API and its page.</summary>
    public JsonNode Waiting { get; private set; } = null!;

    public string WaitingPage { get; private set; } = "";

    /// <summary>The hall when it is over.</summary>
    public JsonNode Opened { get; private set; } = null!;

    /// <summary>Suppliers who signed in and sealed while the hub was dead.</summary>
    public IReadOnlyList<string> WithoutHub { get; private set; } = [];

    /// <summary>The same sign-in by <c>tongcai bid terms</c>, as a program.</summary>
    public (int ExitCode, string Output) Terms { get; private set; }

    /// <summary>Exit code and words of <c>tongcai open</c>: from the public package; and from the data and ledger files of a trading platform that no longer runs.</summary>
    public (int ExitCode, string Output) Reopened { get; private set; }

    public (int ExitCode, string Output) Salvaged { get; private set; }

    public string Folder => folder;

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(30));
        await Play(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        stage?.Dispose();
        foreach (var trustee in trustees.OfType<FaultyTrustee>())
            await trustee.DisposeAsync();
        if (stack is not null)
            await stack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private async Task Play(CancellationToken cancel)
    {
        var first = Tongcai.Tests.Ports.Take(40);
        var ports = new Cli.Running.Ports(first);
        Dictionary<string, string> settings = new() { ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "data", "trading-temp")).FullName, ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft"] = "Trace" };
        for (var i = 0; i < trustees.Length; i++)
        {
            var at = ports.At(30 + i);
            trustees[i] = new FaultyTrustee(at, ports.Trustee(i), () => trustees[0]!.Given);
            settings[$"Trustees:{i}:Address"] = at.ToString();
        }

        stack = await Stack.Start(
            Data, ports, Seeds(), Epoch, trustees.Length, 3, 500, new Dictionary<string, IReadOnlyDictionary<string, string>> { ["trading"] = settings }, cancel);
        stage = new Stage(stack, cancel);
        Procurement = await new Tender(stage, _ => { }).ToNotice();
        stack.Advance(Deadline.AddDays(-2));
        var suppliers = Suppliers().ToList();
        foreach (var entry in suppliers)
            await stage.KeysOf(entry.Accounts[0].UserName, entry.CreditCode, entry.Name, "zz");
        foreach (var (i, entry) in suppliers.SkipLast(3).Index())
            await Seal(await stage.Of(entry.Accounts[0].UserName), entry, i);
        // What the search must find, or it finds nothing anywhere: a question stands in the database and passed through memory, a line stands in the log.
        var asker = await stage.Of(suppliers[0].Accounts[0].UserName);
        _ = await stage.Of("agent01");

        stack.Advance(Deadline.AddHours(-1));
        await stack.Down("hub");
        List<string> without = [];
        foreach (var (i, entry) in suppliers.TakeLast(3).Index())
        {
            using var person = await ByCertificate(entry, cancel);
            await Seal(person, entry, bids - 3 + i);
            without.Add(entry.Name);
        }

        WithoutHub = without;
        var pem = (await stage.KeysOf(suppliers[^1].Accounts[0].UserName, suppliers[^1].CreditCode, suppliers[^1].Name, "zz")).Folder;
        Terms = await Command(["bid", "terms", Procurement, "--platform", stage.Trading.ToString(), "--key", Path.Combine(pem, "signing.key"), "--certificate", Path.Combine(pem, "signing.pem"), "--out", Path.Combine(folder, "terms.json")], cancel);
        Early = await AskEarly(cancel);
        await asker.Post(stage.Trading, $"procurements/{Procurement}/questions", new { text = "探针问题 " + canaries.Word("planted", 1) }, cancel);
        await File.AppendAllTextAsync(Path.Combine(Data, "logs", "trading.log"), canaries.Word("planted", 2) + "\n", cancel);
        Before = await Look(cancel);

        await Open(cancel);
        After = await Look(cancel);
        await Again(cancel);
    }

    private async Task Open(CancellationToken cancel)
    {
        await stack.Down("trustee2");
        (trustees[2]!.Fault, trustees[3]!.Fault, trustees[4]!.Fault) = (TrusteeFault.Lying, TrusteeFault.Duplicate, TrusteeFault.Late);
        stack.Advance(Deadline);
        using var late = new Timer(_ => trustees[4]!.Release(), null, TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);
        var agent = await stage.Of("agent01");
        // At first they have not read the deadline in the ledger. Then the late one answers after a while; with it two good ones are there.
        Waiting = await Until(agent, hall => hall["trustees"]!.AsArray() is var all && all.Count(t => t!["answered"]!.GetValue<bool>()) == 2 && all.All(t => !t!["problem"]!.GetValue<string>().Contains("账本", StringComparison.Ordinal)), cancel);
        WaitingPage = await agent.Page(stage.Trading, $"procurements/{Procurement}/opening", cancel);
        await stack.Up("trustee2", cancel);
        Opened = await Until(agent, hall => hall["state"]!.GetValue<string>() == "opened", cancel);
    }

    private async Task<JsonNode> Until(Person agent, Func<JsonNode, bool> met, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var hall = (await agent.Get(stage.Trading, $"procurements/{Procurement}/opening", cancel))!;
            if (met(hall))
                return hall;
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"The hall did not come to it: {hall.ToJsonString()}");
            await Task.Delay(200, cancel);
        }
    }

    /// <summary>开标的复核：with the command that anybody has.</summary>
    private async Task Again(CancellationToken cancel)
    {
        var key = stack.Keys["trading"].GetProperty("verifierKey").GetString()!;
        var ledger = new Uri(stage.Trading, "ledger/").ToString();
        Reopened = await Command(["open", Path.Combine(folder, "package"), "--from", stage.Trading.ToString(), "--procurement", Procurement, "--ledger", ledger, "--key", key, "--demo", "--out", Path.Combine(folder, "contents")], cancel);
        await stack.Down("trading");
        var salvaged = Path.Combine(folder, "salvaged");
        var (code, said) = await stack.Call("trading", ["opening-package", Procurement, salvaged], cancel);
        Salvaged = code != 0 ? (code, said) : await Command(["open", salvaged, "--ledger", Path.Combine(Data, "trading", "ledger"), "--key", key, "--demo"], cancel);
    }

    private static async Task<(int ExitCode, string Output)> Command(string[] arguments, CancellationToken cancel)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Tongcai.Tests.DemoProgram.Path, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, output + await errors);
    }

    private async Task Seal(Person person, Cast.Entry entry, int number)
    {
        var keys = await stage.KeysOf(entry.Accounts[0].UserName, entry.CreditCode, entry.Name, "zz");
        var packer = BidPacker.Read(await person.Get(stage.Trading, $"procurements/{Procurement}/bid", stage.Cancel));
        var price = 450_000_000 + number;
        var content = new BidContent(
            packer.Terms["supplierId"]!.GetValue<string>(), entry.Name, packer.FirstLot, price, 50, [], 0, "small", true, canaries.Word("content", number), true, [new("教学仪器", 120, "套", price / 120, price)],
            [.. packer.Terms["document"]!["requirements"]!.AsArray().Select(r => new RequirementResponse(r!["id"]!.GetValue<string>(), canaries.Word("content", number), "none"))], [],
            canaries.Word("person", number), "中州市");
        await using var technical = new MemoryStream(Encoding.UTF8.GetBytes("技术方案 " + canaries.Word("technical", number)));
        var envelope = await packer.Seal(
            content, technical, keys.Signing, Certificate.TryParsePem(keys.SigningPem)!, Certificate.TryParsePem(keys.EncryptionPem)!,
            async (chunk, stored, stop) => await person.Send(HttpMethod.Put, stage.Trading, $"procurements/{Procurement}/chunks/{chunk.Sm3}", stored, "application/octet-stream", stop),
            TimeProvider.System.GetUtcNow(), stage.Cancel);
        await person.Send(HttpMethod.Post, stage.Trading, $"procurements/{Procurement}/bids", envelope.ToBytes(), "application/json", stage.Cancel);
    }

    /// <summary>Signs in at the trading platform itself, without the hub.</summary>
    private async Task<Person> ByCertificate(Cast.Entry entry, CancellationToken cancel)
    {
        var keys = await stage.KeysOf(entry.Accounts[0].UserName, entry.CreditCode, entry.Name, "zz");
        var person = new Person(entry.Accounts[0].UserName);
        var challenge = await person.Post(stage.Trading, "session/challenge", new { }, cancel);
        var signature = SignCommand.Sign(keys.Signing, Encoding.UTF8.GetBytes(challenge["text"]!.GetValue<string>()));
        await person.Post(stage.Trading, "session/certificate", new { challengeId = challenge["challengeId"]!.GetValue<string>(), serialNumber = keys.SerialNumber, signature }, cancel);
        return person;
    }

    /// <summary>Asks every trustee before the deadline with the platform's own key, as whoever had broken into the platform could.</summary>
    private async Task<IReadOnlyList<(int, string)>> AskEarly(CancellationToken cancel)
    {
        using var http = new HttpClient();
        using var peer = Sm2PrivateKey.ImportPkcs8(await File.ReadAllBytesAsync(Path.Combine(Data, "trading", "keys", "peer.sm2"), cancel));
        var origin = stack.Keys["trading"].GetProperty("origin").GetString()!;
        List<(int, string)> said = [];
        for (var i = 0; i < trustees.Length; i++)
        {
            var ceremony = Path.GetFileNameWithoutExtension(Directory.GetFiles(Path.Combine(Data, $"trustee{i + 1}", "ceremonies")).Single());
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Ports.Trustee(i), TrusteeProtocol.Partials(ceremony).TrimStart('/')));
            PeerRequest.Attach(request, new(peer, origin, TimeProvider.System), TrusteeProtocol.Origin($"trustee{i + 1}"));
            request.Content = JsonContent.Create(new PartialsRequest([]), options: WireJson.Options);
            using var answer = await http.SendAsync(request, cancel);
            said.Add(((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel)));
        }

        return said;
    }

    private async Task<Sighting> Look(CancellationToken cancel)
    {
        var process = stack.ProcessOf("trading");
        var (found, read) = canaries.InMemory(process);
        if (dump)
        {
            var core = Path.Combine(folder, "core");
            using var createdump = System.Diagnostics.Process.Start(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "createdump"), ["--full", "-f", core, process.ToString(CultureInfo.InvariantCulture)]);
            await createdump.WaitForExitAsync(cancel);
            found = [.. found.Union(canaries.InFile(core)).Order(StringComparer.Ordinal)];
            read += new FileInfo(core).Length;
            File.Delete(core);
        }

        return new(canaries.InFolder(Data), found, read);
    }

    private IEnumerable<Cast.Entry> Suppliers() => Cast.Hub.Where(e => e.Roles is ["supplier"]).Take(bids).Concat(Enumerable.Range(1, Math.Max(0, bids - 5)).Select(More));

    private Dictionary<string, string> Seeds()
    {
        var seeds = new Dictionary<string, string>(Cast.Write(folder), StringComparer.Ordinal);
        File.WriteAllBytes(seeds["hub"], JsonSerializer.SerializeToUtf8Bytes(Cast.Hub.Concat(Suppliers().Skip(5)).ToArray(), Format));
        return seeds;
    }

    private static Cast.Entry More(int number) => new(
        ReplayCast.Code("91", 800_000 + number), $"中州第{number}投标单位", ["supplier"], Cast.Region, "small", $"中州市工业路{number}号", "",
        [new($"投标{number:000}", $"more{number:000}", Cast.Password, ["supplier"], ["administrator", "handler", "head"])]);
}
