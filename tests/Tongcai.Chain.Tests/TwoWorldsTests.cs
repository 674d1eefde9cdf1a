using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Law;
using Tongcai.Ledger;

namespace Tongcai.Chain.Tests;

/// <summary>
/// 两个世界：before the opening nobody but the bidder can tell a world with one more bid sealed, replaced or withdrawn from the world without it: not by a page, the interface,
/// a feed, a header, a size, the mail, what other platforms are sent, the entries of a ledger, or what the programs log. Legal time stands still meanwhile, so whatever
/// differs, differs because of the bid.
/// </summary>
[Trait("secrecy", "two worlds")]
[Collection(DemoStack.Name)]
public sealed partial class TwoWorldsTests(DemoStack stack)
{
    private readonly Chromium chromium = stack.Chromium;

    private const string Catalogue = "A02102100";

    /// <summary>Everybody who does not bid here: nobody, the agency, the purchaser, its head, the operator's staff, an expert, two suppliers, the authority.</summary>
    private static readonly string[] Watchers = ["", "agent01", "buyer01", "buyer03", "ops01", "expert01", "supplier01", "supplier02", "regulator01"];

    /// <summary>Headers that differ between any two answers.</summary>
    private static readonly string[] Own = ["Date", "Set-Cookie", "RateLimit", "Content-Security-Policy"];

    /// <summary>Pages that say how far the ledgers have grown and when, or what the clock says; both go by the tick, and <see cref="Grown"/> looks at them entry by entry.</summary>
    private static readonly string[] Growing = ["/status", "/platforms", "/ledger", "/api/v1/status", "/api/v1/platforms", "/api/v1/ledger", "/api/v1/time", "/self-check", "/api/v1/self-check"];

    /// <summary>A paper that is made and signed anew each time it is asked for.</summary>
    private const string Signed = "/outage-proof";

    [Fact]
    public async Task A_bid_sealed_replaced_or_withdrawn_changes_nothing_that_others_can_see_before_the_opening()
    {
        var procurement = (await Noticed("ZZ-2026-0533"))[0];
        try
        {
            await Compare(procurement);
        }
        finally
        {
            stack.Clock(null, 1);
        }
    }

    private async Task Compare(string procurement)
    {
        var addresses = await Addresses(procurement);
        var (first, second, third) = (await chromium.Visitor("supplier03"), await chromium.Visitor("supplier04"), await chromium.Visitor("supplier05"));
        // A bidder's first look at the bid page draws its pseudonym; that is no bid.
        foreach (var bidder in new[] { first, second, third })
            await bidder.Get(new(stack.Trading, $"api/v1/procurements/{procurement}/bid"));
        foreach (var watcher in Watchers)
            _ = await chromium.Visitor(watcher);
        await Settled();

        var logged = Lengths();
        var sizes = await Sizes();
        var before = await Seen(addresses);
        var quiet = await Growth(4, _ => Task.CompletedTask);
        var still = await Seen(addresses);
        // The comparison proves itself first: with nothing done in between there must be no difference.
        Assert.Empty(Differences(before, still));
        var (quietEntries, quietLines) = (await Grown(sizes), Lines(logged));

        (logged, sizes) = (Lengths(), await Sizes());
        List<string> differences = [];
        List<long> busy = [];
        foreach (var (what, act) in ((string, Func<Task>)[])
        [
            ("sealed, the first of all", () => Bid.Seal(stack, first, procurement, 92_000_000)),
            ("one more sealed, with ten times the bytes", () => Bid.Seal(stack, second, procurement, 91_000_000, 400_000)),
            ("one more sealed and one replaced", async () =>
            {
                await Bid.Seal(stack, third, procurement, 90_000_000);
                await Bid.Seal(stack, first, procurement, 89_000_000, 70_000);
            }),
            ("one withdrawn", () => Bid.Withdraw(stack, first, procurement)),
        ])
        {
            busy.AddRange(await Growth(3, async step =>
            {
                if (step == 0)
                    await act();
            }));
            differences.AddRange(Differences(still, await Seen(addresses)).Select(d => $"[{what}] {d}"));
        }

        var (busyEntries, busyLines) = (await Grown(sizes), Lines(logged));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{still.Count} answers to {Watchers.Length} watchers, compared five times; {busyEntries.Values.Sum(e => e.Count)} ledger entries, {quietLines.Count} and {busyLines.Count} kinds of log lines while all may be logged; leaves per batch {string.Join(",", quiet)} and {string.Join(",", busy)}");
        Assert.True(differences.Count == 0, $"{differences.Count} of {still.Count} answers betray a bid:\n- {string.Join("\n- ", differences.Take(60))}");
        Assert.Equal([1L], quiet.Concat(busy).Distinct());
        foreach (var (ledger, entries) in busyEntries)
            Assert.True(entries.Distinct().Order().SequenceEqual(quietEntries[ledger].Distinct().Order()), $"{ledger}: entries of {string.Join(",", quietEntries[ledger].Distinct())} bytes without, of {string.Join(",", entries.Distinct())} bytes with bids");
        // Nothing at all: a line for each request would tell by its number what it does not say in words.
        Assert.True(quietLines.Count + busyLines.Count == 0, $"The programs log what may betray a bid:\n- {string.Join("\n- ", quietLines.Union(busyLines).Take(30))}");
        Assert.True(File.ReadAllText(LogFiles().First(f => f.EndsWith("trading.log", StringComparison.Ordinal))).Length > 0, "The programs log nothing at all: the comparison of logs is broken.");
    }

    /// <summary>Every address of the three platforms that can be read, for this procurement: the described queries, their pages, feeds, and what the sandbox keeps of mail.</summary>
    private async Task<IReadOnlyList<Uri>> Addresses(string procurement)
    {
        var addresses = new List<Uri> { new(stack.Sandbox, "mail/messages"), new(stack.Trading, "metrics"), new(stack.Hub, "metrics"), new(stack.Supervision, "metrics"), new(stack.Trading, "health/ready"), new(stack.Hub, "feed/notices.atom"), new(stack.Hub, "feed/notices.json") };
        foreach (var platform in (Uri[])[stack.Hub, stack.Trading, stack.Supervision])
        {
            foreach (var query in (await Described.Of(platform, await chromium.Visitor())).Where(o => o.Method == "GET" && !o.Path.Contains("checkpoint", StringComparison.Ordinal) && !o.Path.Contains("/tile/", StringComparison.Ordinal)
                // A Word file is written from the same paper as the PDF beside it.
                && !o.Path.EndsWith(".docx", StringComparison.Ordinal)))
            {
                var path = RouteParameter().Replace(query.Path, m => m.Value switch { "{id}" => procurement, "{format}" => "rss", _ => "none" });
                addresses.Add(new(platform, path));
                if (query.IsApi)
                    addresses.Add(new(platform, path["/api/v1".Length..]));
            }
        }

        foreach (var path in (string[])["draw", "opening/start", "opening/record", "opening/objections", "representative", "qualification", "compliance", "scores", "report", "bids", "chunks/missing", "corrections", "ending", "questions"])
            addresses.Add(new(stack.Trading, $"procurements/{procurement}/{path}"));
        return [.. addresses.Distinct()];
    }

    private async Task<SortedDictionary<string, Answered>> Seen(IReadOnlyList<Uri> addresses)
    {
        var seen = new ConcurrentDictionary<string, Answered>(StringComparer.Ordinal);
        var visitors = new List<Visitor>();
        foreach (var watcher in Watchers)
            visitors.Add(await chromium.Visitor(watcher));
        await Parallel.ForEachAsync(visitors.SelectMany(v => addresses.Select(a => (Visitor: v, Address: a))), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (look, _) =>
            seen[$"{(look.Visitor.UserName.Length == 0 ? "(anyone)" : look.Visitor.UserName)} {look.Address}"] = await look.Visitor.Get(look.Address));
        seen[$"(anyone, listening) {addresses[0]}"] = new(200, "", await Heard(addresses), new Dictionary<string, string>());
        foreach (var (peer, platform) in new[] { ("hub", stack.Trading), ("supervision", stack.Trading) })
            seen[$"({peer} as a platform) {platform}feed/restricted"] = new(200, "", await Restricted(peer, platform), new Dictionary<string, string>());
        return new(seen, StringComparer.Ordinal);
    }

    /// <summary>What the hall's events say until the first pause.</summary>
    private static async Task<string> Heard(IReadOnlyList<Uri> addresses)
    {
        using var http = new HttpClient();
        using var stream = new StreamReader(await http.GetStreamAsync(new Uri(addresses.First(a => a.AbsolutePath.EndsWith("/opening", StringComparison.Ordinal) && !a.AbsolutePath.Contains("/api/", StringComparison.Ordinal)) + "/events")), Encoding.UTF8);
        var heard = new StringBuilder();
        while (await stream.ReadLineAsync() is { } line && line != ": ")
            heard.Append(line).Append('\n');
        return heard.ToString();
    }

    /// <summary>What a platform is sent beside the public ledger: cursor and size of each private fact.</summary>
    private async Task<string> Restricted(string peer, Uri platform)
    {
        string Keys(string of) => Path.Combine(stack.Data, "demo", of, "keys");
        async Task<string> Origin(string of) => (await File.ReadAllTextAsync(Path.Combine(Keys(of), "ledger.vkey"))).Split('+')[0];
        using var key = Sm2PrivateKey.ImportPkcs8(await File.ReadAllBytesAsync(Path.Combine(Keys(peer), "peer.sm2")));
        using var http = new HttpClient();
        var page = await new LedgerClient(http, platform, await Origin("trading")).Restricted(0, new PeerIdentity(key, await Origin(peer), TimeProvider.System));
        return string.Join('\n', page.Items.Select(i => $"{i.Cursor} {i.Leaf.Length} {i.Body.Length}").Append($"{page.Items.Count} facts"));
    }

    private static List<string> Differences(SortedDictionary<string, Answered> before, SortedDictionary<string, Answered> after)
    {
        List<string> differences = [];
        foreach (var (address, was) in before)
        {
            var now = after[address];
            var path = address[address.IndexOf("http", StringComparison.Ordinal)..];
            var growing = path.StartsWith("http", StringComparison.Ordinal) && new Uri(path).AbsolutePath is var asked && (Growing.Contains(asked) || asked.EndsWith(Signed, StringComparison.Ordinal));
            var (wasBody, nowBody) = (Masked(was.Body, growing), Masked(now.Body, growing));
            if (was.Status != now.Status)
                differences.Add($"{address}: status {was.Status} → {now.Status}");
            if (growing ? wasBody.Length != nowBody.Length : was.Body.Length != now.Body.Length)
                differences.Add($"{address}: size {was.Body.Length} → {now.Body.Length}");
            foreach (var header in was.Headers.Keys.Union(now.Headers.Keys, StringComparer.OrdinalIgnoreCase).Except(Own, StringComparer.OrdinalIgnoreCase).Except(growing ? ["ETag", "Content-Length"] : Array.Empty<string>(), StringComparer.OrdinalIgnoreCase))
            {
                if (was.Headers.GetValueOrDefault(header) != now.Headers.GetValueOrDefault(header))
                    differences.Add($"{address}: {header}: {was.Headers.GetValueOrDefault(header)} → {now.Headers.GetValueOrDefault(header)}");
            }

            var (a, b) = (wasBody.Split('\n'), nowBody.Split('\n'));
            for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            {
                if (a[i] == b[i])
                    continue;
                var at = a[i].Zip(b[i]).TakeWhile(p => p.First == p.Second).Count();
                differences.Add($"{address}: …{Part(a[i], at)} → …{Part(b[i], at)}");
                break;
            }
        }

        return differences;
    }

    private static string Part(string line, int at) => line[Math.Max(0, at - 40)..Math.Min(line.Length, at + 80)];

    /// <summary>Tokens of forms, numbers of requests and the clock of the shell are new in every answer; all have one length. Where ledgers are shown growing, sizes, roots and instants of theirs are masked too.</summary>
    private static string Masked(string body, bool growing)
    {
        var masked = EachTime().Replace(body, "~");
        // Page and interface write the sign + of a root each in its own way.
        return growing ? EachTick().Replace(masked.Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase).Replace("&#x2B;", "+", StringComparison.OrdinalIgnoreCase), "~") : masked;
    }

    /// <summary>Leaves that each of the next batches of the trading ledger adds.</summary>
    private async Task<List<long>> Growth(int steps, Func<int, Task> during)
    {
        List<long> sizes = [];
        var doing = Task.CompletedTask;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        List<long> unseen = [];
        var looked = Stopwatch.GetTimestamp();
        while (sizes.Count <= steps)
        {
            var size = await Size(stack.Trading);
            // Between two looks more than half a tick apart there may have been two batches.
            var late = Stopwatch.GetElapsedTime(looked) > TimeSpan.FromSeconds(1);
            looked = Stopwatch.GetTimestamp();
            if (sizes.Count == 0 || size > sizes[^1])
            {
                if (late)
                    unseen.Add(size);
                sizes.Add(size);
                // Beside the watching, so that no batch is missed while a bid is on its way.
                var (step, earlier) = (sizes.Count - 1, doing);
                doing = Task.Run(async () =>
                {
                    await earlier;
                    await during(step);
                });
            }

            await Task.Delay(50, patience.Token);
        }

        await doing;
        return [.. sizes.Zip(sizes.Skip(1)).Where(p => !unseen.Contains(p.Second)).Select(p => p.Second - p.First)];
    }

    private async Task<long> Size(Uri platform) =>
        long.Parse((await (await chromium.Visitor()).Get(new(platform, "ledger/checkpoint"))).Body.Split('\n')[1], CultureInfo.InvariantCulture);

    private IEnumerable<(string Name, Uri At)> Ledgers() => [("hub", stack.Hub), ("trading", stack.Trading), ("supervision", stack.Supervision)];

    private async Task<Dictionary<string, long>> Sizes()
    {
        var sizes = new Dictionary<string, long>();
        foreach (var (name, at) in Ledgers())
            sizes[name] = await Size(at);
        return sizes;
    }

    /// <summary>Bytes of each entry that the ledgers have added since.</summary>
    private async Task<Dictionary<string, List<int>>> Grown(Dictionary<string, long> since)
    {
        var grown = new Dictionary<string, List<int>>();
        using var http = new HttpClient();
        foreach (var (name, at) in Ledgers())
        {
            var (size, lengths) = (await Size(at), new List<int>());
            for (var number = since[name] / TilePath.FullWidth; number * TilePath.FullWidth < size; number++)
            {
                var width = TilePath.WidthAt(0, number, size);
                var entries = EntryBundle.Read(await http.GetByteArrayAsync(new Uri(at, $"ledger/{new TilePath(TilePath.EntriesLevel, number, width)}")), width);
                lengths.AddRange(entries.Select((e, i) => (Index: number * TilePath.FullWidth + i, e.Length)).Where(e => e.Index >= since[name]).Select(e => e.Length));
            }

            grown[name] = lengths;
        }

        return grown;
    }

    /// <summary>What the staff of the three platforms can read.</summary>
    private string[] LogFiles() => [.. Ledgers().Select(l => Path.Combine(stack.Data, "demo", "logs", l.Name + ".log"))];

    private Dictionary<string, long> Lengths() => LogFiles().ToDictionary(f => f, f => new FileInfo(f).Length);

    /// <summary>Kinds of lines that the programs and the demo itself have written since, without what is new in every line.</summary>
    private HashSet<string> Lines(Dictionary<string, long> since)
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in LogFiles())
        {
            using var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            log.Seek(since.GetValueOrDefault(file), SeekOrigin.Begin);
            using var reader = new StreamReader(log, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
                lines.Add($"{Path.GetFileName(file)}: {EachLine().Replace(line, "~")}");
        }

        return lines;
    }

    /// <summary>Waits until what has been done has reached ledger and followers: two batches.</summary>
    private async Task Settled() => _ = await Growth(2, _ => Task.CompletedTask);

    /// <summary>Further procurements, from budget to notice, at the same instants, whose bids can be handed in.</summary>
    private async Task<IReadOnlyList<string>> Noticed(params IReadOnlyList<string> lines)
    {
        var (buyer, agent) = (await chromium.Visitor("buyer01"), await chromium.Visitor("agent01"));
        foreach (var line in lines)
        {
            using var http = new HttpClient { BaseAddress = stack.Sandbox };
            using var approved = await http.PostAsJsonAsync("budget/lines", new { id = line, creditCode = "12419900MB0B00035R", departmentCreditCode = "11419900MB0A00026C", year = 2026, name = "实验室更新", catalogueCode = Catalogue, amountFen = 300_000_000 });
            approved.EnsureSuccessStatusCode();
        }

        // As much later as it is after the other tests.
        var now = DateTimeOffset.Parse((await buyer.Get(new(stack.Trading, "api/v1/time"))).Json!["legal"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        var asked = Monday(DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).Date));
        var noticed = Monday(asked.AddDays(31));
        stack.Clock(asked.Beijing(new(9, 0)), 0);
        await buyer.Do(stack.Trading, "budget/take-in", new { year = 2026 });
        var procurements = new List<string>();
        foreach (var line in lines) procurements.Add(await Prepared(line, noticed));
        stack.Clock(noticed.Beijing(new(9, 0)), 0);
        await Settled();
        foreach (var procurement in procurements)
            await agent.Do(stack.Trading, $"procurements/{procurement}/notice", new { documentsFrom = Day(noticed), documentsTo = Day(noticed.AddDays(7)), bidDeadline = $"{Day(noticed.AddDays(22))}T09:30:00+08:00", openingPlace = "通采交易平台线上开标大厅" });
        stack.Clock(noticed.AddDays(8).Beijing(new(10, 0)), 0);
        await Settled();
        return procurements;
    }

    /// <summary>A procurement with everything that a notice needs.</summary>
    private async Task<string> Prepared(string line, DateOnly noticed)
    {
        var (buyer, reviewer, agent) = (await chromium.Visitor("buyer01"), await chromium.Visitor("buyer02"), await chromium.Visitor("agent01"));
        var demand = Id(await buyer.Do(stack.Trading, "demands/new", new
        {
            budgetLineId = line, title = "中州市第一中学实验室更新项目", catalogueCode = Catalogue, quantity = 120, unit = "套", budgetFen = 300_000_000, summary = "实验室教学仪器更新，含安装调试和培训。",
            requirements = new object[] { new { kind = "technical", text = "输出电压0至24伏连续可调。", mandatory = true }, new { kind = "business", text = "合同签订后60日内交付。", mandatory = true } },
        }));
        await buyer.Do(stack.Trading, $"demands/{demand}/reuse", new { inUnit = 0, unitAnswer = "查库房，无可用的同类仪器。", inDepartment = 0, departmentAnswer = "询装备中心，无闲置。" });
        await buyer.Do(stack.Trading, $"demands/{demand}/warehouse", new { unsuited = 0 });
        await reviewer.Do(stack.Trading, $"demands/{demand}/review", new { kind = "general", nonDiscrimination = true, competition = true, policy = true, risk = true, passed = true, opinion = "需求明确，同意。" });
        var procurement = Id(await buyer.Do(stack.Trading, $"demands/{demand}/plan", new
        {
            method = "GKZB", uniform = false, cannotSpecify = false, priceUnknown = false, urgent = false, fewSuppliers = false, onlySupplier = false, publicService = false, inCatalogue = false,
            budgetFen = 300_000_000, setAside = "none", evaluation = "comprehensive", region = "410100", purchaserContact = "陈立新 0379-0000001", setAsideReason = "由本部门其他项目预留，本项目给予价格扣除。",
        }));
        await buyer.Do(stack.Trading, $"procurements/{procurement}/intention", new { summary = "教学仪器120套，60日内交付。", expectedOn = Day(noticed) });
        var account = (await agent.Get(new(stack.Hub, "api/v1/session"))).Json;
        await buyer.Do(stack.Trading, $"procurements/{procurement}/entrustment", new
        {
            agencyId = account?["actor"]?["organisationId"]?.GetValue<string>() ?? await Agency(buyer, procurement), scope = new[] { "编制招标文件", "组织开标评标" }, feePayer = "purchaser", feeStandard = "参照国家标准", feeFen = 2_000_000,
        });
        await agent.Do(stack.Trading, $"procurements/{procurement}/entrustment/answer", new { accept = true, contact = "周岚 0379-0000002" });
        await agent.Do(stack.Trading, $"procurements/{procurement}/document/draft", new
        {
            lots = new[] { new { title = "教学仪器", catalogueCode = Catalogue, quantity = 120, unit = "套", budgetFen = 300_000_000, ceilingFen = 300_000_000, setAside = "none", coreProduct = "学生电源" } },
            qualifications = new[] { "具有独立承担民事责任的能力。" },
            factors = new object[]
            {
                new { kind = "price", title = "价格", standard = "低价优先法：评标基准价÷投标报价×30", weight = 30 },
                new { kind = "objective", title = "技术响应", standard = "非实质性技术要求每满足一项得35分，共70分", weight = 70 },
            },
            smeDeductionPercent = 10, consortiumDeductionPercent = 4, consortiumAllowed = true, bidValidityDays = 90, bondFen = 0, decryptMinutes = 30, delivery = "合同签订后60日内送达并安装调试完毕。",
            payment = "验收合格并收到发票后30日内一次付清。", acceptance = "按招标文件和投标文件逐项验收。", warranty = "质保三年。", breachTerms = "逾期每日支付万分之五违约金。", contact = "周岚 0379-0000002",
        });
        await reviewer.Do(stack.Trading, $"procurements/{procurement}/document/confirmation", new { edition = 1 });
        await agent.Do(stack.Trading, $"procurements/{procurement}/key", new { });
        return procurement;
    }

    private async Task<string> Agency(Visitor buyer, string procurement)
    {
        var form = await buyer.Get(new(stack.Trading, $"procurements/{procurement}/entrustment"));
        return Option().Match(form.Body) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("委托页面没有列出明衡招标代理。");
    }

    private static string Id(System.Text.Json.Nodes.JsonNode answer) => answer["result"]!["id"]!.GetValue<string>();

    /// <summary>The next Monday that is no holiday (国庆 1 to 8 October).</summary>
    private static DateOnly Monday(DateOnly after)
    {
        do
            after = after.AddDays(1);
        while (after.DayOfWeek is not DayOfWeek.Monday || after is { Month: 10, Day: <= 8 });
        return after;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("""name="_(token|key)"[^>]*value="[^"]*"|"now":"[^"]*"|data-now="[^"]*"|(?<=data-clock>)[0-9:]{8}|"(?:nonce|challenge|response)":"[0-9a-f]*"|"traceId":"[0-9a-f]{32}"|[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}""")]
    private static partial Regex EachTime();

    [GeneratedRegex("[0-9A-Za-z+/]{40,}={0,2}|[0-9]+")]
    private static partial Regex EachTick();

    [GeneratedRegex("[a-z2-7]{26}|[0-9A-Za-z+/_-]{20,}={0,2}|[0-9A-Fa-f]{8,}|[0-9]+")]
    private static partial Regex EachLine();

    [GeneratedRegex(@"\{[a-zA-Z0-9]+\}")]
    private static partial Regex RouteParameter();

    [GeneratedRegex("""value="([A-Za-z0-9_-]+)"[^>]*>[^<]*明衡""")]
    private static partial Regex Option();
}
