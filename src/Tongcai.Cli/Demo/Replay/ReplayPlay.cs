using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tongcai.Cli.Running;
using Tongcai.Law;

namespace Tongcai.Cli.Demo.Replay;

/// <summary><c>tongcai demo --replay</c>：real city auctions through the platforms, interleaved by their days; the clock only jumps forward.</summary>
internal sealed class ReplayPlay(Stage stage, ReplayCast cast, Restoring? restoring, Action<string> say)
{
    /// <summary>Auctions of one instant that are played side by side.</summary>
    private const int SideBySide = 6;

    /// <summary>Legal instant at which a replay begins: before the first plan is filed.</summary>
    public static readonly DateTimeOffset Epoch = new DateOnly(2018, 1, 2).Beijing(new(9, 0));

    /// <summary>Plays the auctions, checks the three ledgers and prints one line for each auction and one for all.</summary>
    /// <param name="count">How many, spread evenly over the file; 0 for all.</param>
    /// <param name="plan">Power cuts on the way.</param>
    /// <param name="restore">Whether the trading platform is lost after the bids and restored from a copy taken before; then all auctions are held on one day.</param>
    /// <param name="report">File that the result is written to as JSON; null: none.</param>
    /// <returns>0 when each ended as the law says and the ledgers are sound; 1 otherwise.</returns>
    public static async Task<int> Run(string data, int port, int count, KillPlan plan, bool restore, string? report, Action<string> say, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var all = Auction.All();
        var chosen = count <= 0 || count >= all.Count ? all : [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Count / count)])];
        if (restore) chosen = [.. all.Where(a => a.Expect().Course is not Course.TooFew).Take(chosen.Count).Select(a => a with { Held = all[0].Held })];
        var cast = new ReplayCast(all, chosen);
        var restoring = restore ? new Restoring(data) : null;
        await using var stack = await Stack.Start(data, new Ports(port), cast.Write(data), Epoch, 1, 1, 200, restoring is null ? null : await restoring.Prepare(), cancel);
        await using var kills = new Kills(plan, stack, cancel);
        using var stage = new Stage(stack, cancel, cast.AddressOf, kills.Sending);
        var endings = await new ReplayPlay(stage, cast, restoring, say).Play(chosen);
        await kills.Finish();
        var unseen = await Unseen(stage, cast, endings);
        var ledgers = await LedgerCheck.All(stack, cancel);
        var result = new Replayed(
            chosen.Count, endings, unseen, ledgers, kills.Requests, kills.Done.ToDictionary(), (int)Stopwatch.GetElapsedTime(began).TotalSeconds, restoring?.Result);
        foreach (var line in unseen.Concat(ledgers.SelectMany(l => l.Findings.Select(f => $"{l.Name}：{f}"))))
            say(line);
        say(result.Summary);
        if (report is not null)
            await File.WriteAllTextAsync(report, result.ToJson(), cancel);
        return result.Succeeded ? 0 : 1;
    }

    private async Task<List<Ending>> Play(IReadOnlyList<Auction> auctions)
    {
        var agency = await Prepare();
        List<Lot> lots = [];
        foreach (var auction in auctions)
        {
            if (Schedule.For(auction.Held) is { } schedule && schedule.Filed.Beijing(new(9, 0)) >= Epoch)
                lots.Add(new(stage, cast, auction, schedule, agency));
            else
                say($"{auction.Id} {auction.Held:yyyy-MM-dd}：所需日期不在已公布的节假日安排之内，未回放");
        }

        await Budget(lots);
        List<Ending> endings = [];
        foreach (var instant in lots.SelectMany(l => l.Acts().Select(a => (a.At, Lot: l, a.Do))).GroupBy(a => a.At).OrderBy(g => g.Key))
        {
            stage.Stack.Advance(instant.Key);
            var bidding = restoring is not null && instant.Any(a => a.Do.Method.Name == "Bid");
            if (bidding) await restoring!.Backup(stage);
            await Parallel.ForEachAsync(instant, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stage.Cancel }, async (act, _) => await act.Lot.Try(act.Do));
            if (bidding) await restoring!.Lose(stage);
            foreach (var ending in instant.Select(a => a.Lot.Ended).OfType<Ending>().Where(e => !endings.Contains(e)))
            {
                endings.Add(ending);
                say(Line(ending));
            }
        }

        return endings;
    }

    /// <summary>What the public and the authority cannot see though the trading ledger has it: the winner, or a fact of a played procurement.</summary>
    private static async Task<List<string>> Unseen(Stage stage, ReplayCast cast, IReadOnlyList<Ending> endings)
    {
        var unseen = new ConcurrentBag<string>();
        var told = await Book.Of(stage.Stack, stage.Cancel);
        var officer = await stage.Only(stage.Supervision, "regulator01");
        using var anyone = new Person("");
        await Parallel.ForEachAsync(endings.Where(e => e.ProcurementId.Length > 0), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stage.Cancel }, async (ending, cancel) =>
        {
            var winner = ending.Winner.Length > 0 ? cast[ending.Winner].Name : "";
            var facts = told[ending.ProcurementId];
            if (await Missing(anyone, stage.Hub, ending.ProcurementId, "records", winner, facts.Public, cancel) is { Length: > 0 } hidden)
                unseen.Add($"{ending.Auction.Id}：公共服务平台没有显示{hidden}");
            if (await Missing(officer, stage.Supervision, ending.ProcurementId, "facts", winner, [.. facts.Public, .. facts.Restricted], cancel) is { Length: > 0 } unknown)
                unseen.Add($"{ending.Auction.Id}：监督平台没有显示{unknown}");
        });
        return [.. unseen.Order(StringComparer.Ordinal)];
    }

    /// <summary>What a platform's page of a procurement lacks, after half a minute for the ledger feed; empty: nothing.</summary>
    /// <param name="list">Member of the page that lists the facts, each with its id.</param>
    private static async Task<string> Missing(Person who, Uri platform, string procurement, string list, string winner, HashSet<string> facts, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            var page = await who.Get(platform, $"procurements/{procurement}", cancel);
            var shown = page?[list]?.AsArray().Select(f => f!["id"]!.GetValue<string>()).ToHashSet() ?? [];
            var lacks = page is null ? "项目" : !facts.IsSubsetOf(shown) ? $" {facts.Except(shown).Count()} 条事实" : Texts(page).Any(t => t.Contains(winner, StringComparison.Ordinal)) ? "" : $"中标人 {winner}";
            if (lacks.Length == 0 || tries == 120)
                return lacks;
            await Task.Delay(250, cancel);
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Texts(p.Value)),
        JsonArray a => a.SelectMany(Texts),
        JsonValue v when v.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Line(Ending e) =>
        $"{e.Auction.Held:yyyy-MM-dd} {e.Auction.Id,5} {e.Auction.Bids.Count} 家 {(e.Agrees ? e.Winner.Length > 0 ? $"{e.Winner} 中标" : "废标" : "不符")}"
        + (e.Expected.Reason.Length > 0 ? $"（{e.Expected.Reason}）" : "") + (e.Detail.Length > 0 ? $" {e.Detail}" : "");

    /// <summary>Keys of everybody who signs, experts of works, and the id of the agency.</summary>
    private async Task<string> Prepare()
    {
        await Parallel.ForEachAsync(cast.Suppliers, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stage.Cancel }, async (entry, _) =>
            await stage.KeysOf(entry.Accounts[0].UserName, entry.CreditCode, entry.Name, "zz"));
        var operations = await stage.Only(stage.Hub, "ops01");
        for (var i = 1; i <= 9; i++)
            await operations.Post(stage.Hub, "experts/new", new { userName = $"expert{i:00}", employer = $"中州市某院第{i}研究所", cataloguePrefixes = new[] { "B02" }, region = Cast.Region, bornOn = $"{1968 + i}-05-01" }, stage.Cancel);
        return (await stage.Of("agent01")).OrganisationId;
    }

    private async Task Budget(List<Lot> lots)
    {
        using var http = new HttpClient { BaseAddress = stage.Stack.Ports.Sandbox };
        foreach (var lot in lots)
        {
            using var answer = await http.PostAsJsonAsync("budget/lines", lot.BudgetLine, stage.Cancel);
            answer.EnsureSuccessStatusCode();
        }

        var city = await stage.Of("city01");
        foreach (var year in lots.Select(l => l.BudgetYear).Distinct().Order())
            await Patience.Until("接收预算批复", () => city.Post(stage.Trading, "budget/take-in", new { year }, stage.Cancel), stage.Cancel);
    }
}
