using System.Globalization;
using System.Text;

namespace Tongcai.Replay.Tests;

/// <summary>断电：programs that are killed at any moment and started again do what an undisturbed play does, once.</summary>
[Collection(ReplayCollection.Name)]
public sealed class KillTests(SomeAuctions some)
{
    private const int Auctions = 4;

    [Fact]
    public async Task Four_auctions_with_a_power_cut_of_each_program_have_the_awards_and_facts_of_the_undisturbed_play()
    {
        await using var cut = await ReplayRun.Play(Auctions, TimeSpan.FromMinutes(6), kills: 1, seed: 36, requests: some.Run.Report.Requests * Auctions / SomeAuctions.Count);
        KillChecks.Same(some.Run, cut, kills: 1);
    }

    [Fact]
    public void The_normal_form_keeps_what_tells_two_plays_apart()
    {
        var facts = KillFacts.Read(some.Run.Data);
        var kinds = facts.Select(f => f.Kind).Distinct().ToList();
        Assert.True(kinds.Count >= 30, string.Join(' ', kinds));
        var bids = facts.Where(f => f.Kind == "award.decided").Select(f => f.Body).ToList();
        Assert.Equal(bids.Count, bids.Distinct().Count());
        Assert.All(bids, b => Assert.Contains("的投标", b, StringComparison.Ordinal));
        Assert.All(facts.Where(f => f.Kind == "bid.sealed"), f => Assert.StartsWith("TS-", f.Auction, StringComparison.Ordinal));
        Assert.NotEmpty(KillChecks.Differences(facts, [.. facts.Skip(1)]));
        Assert.NotEmpty(KillChecks.Differences(facts, [.. facts, facts[^1]]));
    }
}

/// <summary>Twenty power cuts of each program: a drill.</summary>
public sealed class KillDrill
{
    private const int Auctions = 24;
    private const int Kills = 20;
    private const int Seed = 2026;

    [Fact(Explicit = true)]
    [Trait("drill", "kill")]
    public async Task Twenty_power_cuts_of_each_program_change_no_award_and_no_fact()
    {
        await using var undisturbed = await ReplayRun.Play(Auctions, TimeSpan.FromMinutes(30));
        await using var cut = await ReplayRun.Play(Auctions, TimeSpan.FromMinutes(60), Kills, Seed, undisturbed.Report.Requests);
        var (facts, again) = (KillFacts.Read(undisturbed.Data), KillFacts.Read(cut.Data));
        Directory.CreateDirectory(Repository.File("docs", "drills"));
        await File.WriteAllTextAsync(Repository.File("docs", "drills", "kill.md"), Page(undisturbed.Report, cut.Report, facts, again), CancellationToken.None);
        KillChecks.Same(undisturbed, cut, Kills);
    }

    private static string Page(ReplayReport undisturbed, ReplayReport cut, IReadOnlyList<PlayedFact> facts, IReadOnlyList<PlayedFact> again)
    {
        var different = KillChecks.Differences(facts, again);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # 断电演练

            同样的 {Auctions} 次拍卖回放两遍。第二遍按种子 {Seed} 在途中对三个平台和受托人各 `kill -9` {Kills} 次并重新启动，客户端以同一幂等键重发没有得到答复的请求；
            结束后比较中标结果和三本账本中的全部事实（含非公开事实；常式见 `tests/Tongcai.Replay.Tests/KillFacts.cs`）。结果由 `./tongcai drill kill` 写成。

            The result of `./tongcai drill kill`: the same auctions twice, the second time with seeded power cuts; awards and facts are compared.

            - 未断电：{undisturbed.Summary}
            - 断电：{cut.Summary}

            | 程序 | 断电次数 |
            |---|---:|
            {string.Join('\n', cut.Kills.Select(k => $"| {k.Key} | {k.Value} |"))}

            | 账本 | 未断电的事实 | 断电后的事实 |
            |---|---:|---:|
            {string.Join('\n', facts.Select(f => f.Ledger).Distinct().Select(l => $"| {l} | {facts.Count(f => f.Ledger == l)} | {again.Count(f => f.Ledger == l)} |"))}

            中标结果不同的拍卖：{undisturbed.Endings.Count(e => cut.Endings.All(c => (c.Id, c.Winner) != (e.Id, e.Winner)))}。常式不同的事实：{different.Count}。

            """);
        foreach (var line in different)
            page.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        return page.ToString();
    }
}

/// <summary>What holds of a play with power cuts.</summary>
internal static class KillChecks
{
    /// <summary>The disturbed play ended as the undisturbed one did in the auctions that it played, with the same facts, each once.</summary>
    public static void Same(ReplayRun undisturbed, ReplayRun cut, int kills)
    {
        ReplayChecks.Check(cut, cut.Report.Chosen);
        Assert.Equal(["hub", "supervision", "trading", "trustee1"], cut.Report.Kills.Keys.Order(StringComparer.Ordinal));
        Assert.All(cut.Report.Kills, k => Assert.Equal(kills, k.Value));
        var ids = cut.Report.Endings.Select(e => e.Id).ToHashSet();
        Assert.Equal(
            undisturbed.Report.Endings.Where(e => ids.Contains(e.Id)).Select(e => (e.Id, e.Winner, e.Agrees)).OrderBy(e => e.Id, StringComparer.Ordinal),
            cut.Report.Endings.Select(e => (e.Id, e.Winner, e.Agrees)).OrderBy(e => e.Id, StringComparer.Ordinal));
        Assert.Equal(0, KillFacts.Parked(cut.Data));

        var again = KillFacts.Read(cut.Data);
        var lines = ids.Select(i => $"TS-{i}").ToHashSet();
        var registered = again.Where(f => f.Auction.Length == 0).Select(f => (f.Ledger, f.Subject)).ToHashSet();
        var expected = KillFacts.Read(undisturbed.Data).Where(f => f.Auction.Length > 0 ? lines.Contains(f.Auction) : registered.Contains((f.Ledger, f.Subject))).ToList();
        Assert.True(expected.Count > 40 * ids.Count, $"{expected.Count} facts of {ids.Count} auctions");
        Assert.Empty(Differences(expected, again));
    }

    /// <summary>Facts that one play has more often than the other, one line each.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<PlayedFact> first, IReadOnlyList<PlayedFact> second)
    {
        var (one, two) = (first.CountBy(f => f).ToDictionary(), second.CountBy(f => f).ToDictionary());
        return [.. one.Keys.Union(two.Keys).Select(f => (Fact: f, One: one.GetValueOrDefault(f), Two: two.GetValueOrDefault(f))).Where(d => d.One != d.Two)
            .Select(d => $"{d.Fact.Ledger} {d.Fact.Kind} {d.Fact.Subject}: {d.One} → {d.Two} {d.Fact.Body}").Order(StringComparer.Ordinal)];
    }
}
