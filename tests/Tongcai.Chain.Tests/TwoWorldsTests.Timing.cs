using System.Diagnostics;
using System.Globalization;
using Tongcai.Risk.Statistics;
using Tongcai.Tests;

namespace Tongcai.Chain.Tests;

/// <summary>
/// 时间：two procurements that are alike, asked by turns, first with one more bid in the second, then with one more in the first, then in the second again. An answer whose time tells the bids
/// would be slower (or quicker) each time for the one that has more; an answer that differs for another reason differs the same way each time. Rank-sum test for each route, corrected for
/// the number of routes; only what is significant in all three repeats, with the sign turning as the bids do, is a leak.
/// </summary>
public sealed partial class TwoWorldsTests
{
    private const double Significance = 0.05;

    [Fact]
    public Task The_time_of_an_answer_tells_nothing_of_bids() => Time(["agent01"], 10);

    [Fact(Explicit = true)]
    [Trait("drill", "timing")]
    public async Task The_time_of_a_hundred_answers_of_every_route_tells_nothing_of_bids()
    {
        var report = await Time(Watchers, 100);
        await File.WriteAllTextAsync(Repository.File("docs", "drills", "timing.md"), $"# 时间演练\n\n开标前答复用时是否泄露投标（`./tongcai drill timing` 写成）。\n\nDo the times of answers tell of sealed bids before the opening? The method: `tests/Tongcai.Chain.Tests/TwoWorldsTests.Timing.cs`.\n\n{report}\n", CancellationToken.None);
    }

    private async Task<string> Time(string[] watchers, int samples)
    {
        try
        {
            var (one, other) = await Noticed("ZZ-2026-0534", "ZZ-2026-0535") is [var first, var second] ? (first, second) : throw new InvalidOperationException("Two were asked for.");
            var bidders = new List<Visitor>();
            foreach (var name in new[] { "supplier03", "supplier04", "supplier05" })
            {
                bidders.Add(await chromium.Visitor(name));
                foreach (var procurement in new[] { one, other }) await bidders[^1].Get(new(stack.Trading, $"api/v1/procurements/{procurement}/bid"));
            }

            var routes = (await Addresses(one)).Where(a => a.AbsolutePath.Contains(one, StringComparison.Ordinal)).Select(a => a.ToString()).ToList();
            await Settled();
            var asked = watchers.SelectMany(w => routes.Select(r => (Watcher: w, Route: r))).ToList();
            var z = new Dictionary<string, List<double>>();
            foreach (var (repeat, more) in new[] { other, one, other }.Index())
            {
                await Bid.Seal(stack, bidders[repeat == 0 ? 0 : repeat - 1], more, 92_000_000 - repeat, 40_000);
                if (repeat > 0) await Bid.Seal(stack, bidders[repeat == 1 ? 1 : 2], more, 91_000_000 - repeat, 40_000);
                await Settled();
                foreach (var (watcher, route) in asked)
                {
                    var visitor = await chromium.Visitor(watcher);
                    var (fewer, most) = more == other ? (route, route.Replace(one, other, StringComparison.Ordinal)) : (route.Replace(one, other, StringComparison.Ordinal), route);
                    var (without, with) = (new double[samples], new double[samples]);
                    for (var n = 0; n < samples; n++)
                    {
                        // Each goes first as often as the other.
                        if (n % 2 == 0) without[n] = await Took(visitor, fewer);
                        with[n] = await Took(visitor, most);
                        if (n % 2 == 1) without[n] = await Took(visitor, fewer);
                    }

                    var key = $"{(watcher.Length == 0 ? "(anyone)" : watcher)} {route.Replace(one, "{id}", StringComparison.Ordinal)}";
                    if (!z.TryGetValue(key, out var found)) z[key] = found = [];
                    found.Add(RankSum(without, with));
                }
            }

            double P(double value) => Math.Min(1, 2 * (1 - Distributions.NormalCdf(Math.Abs(value))) * asked.Count);
            var leaks = z.Where(r => r.Value.TrueForAll(v => P(v) < Significance) && r.Value.Select(Math.Sign).Distinct().Count() == 1).Select(r => $"{r.Key}: z {string.Join(", ", r.Value.Select(v => v.ToString("0.0", CultureInfo.InvariantCulture)))}").ToList();
            Assert.True(leaks.Count == 0, $"{leaks.Count} of {asked.Count} routes tell bids by their time:\n- {string.Join("\n- ", leaks)}");
            var once = z.Count(r => r.Value.Exists(v => P(v) < Significance));
            return $"- {asked.Count} 条（{routes.Count} 个地址 × {watchers.Length} 种身份），每条每次 {samples} 对，重复 3 次：三次均显著且随投标变号的 {leaks.Count} 条，至少一次显著的 {once} 条（校正后 p < {Significance.ToString(CultureInfo.InvariantCulture)}）";
        }
        finally
        {
            stack.Clock(null, 1);
        }
    }

    private static async Task<double> Took(Visitor visitor, string address)
    {
        var began = Stopwatch.GetTimestamp();
        await visitor.Get(new(address));
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }

    /// <summary>Standard score of the Wilcoxon rank sum (Mann and Whitney 1947, normal approximation): above 0 when <paramref name="with"/> takes longer.</summary>
    private static double RankSum(double[] without, double[] with)
    {
        var (n, m) = (without.Length, with.Length);
        var larger = with.Sum(w => without.Count(o => w > o) + without.Count(o => w == o) / 2.0);
        return (larger - n * m / 2.0) / Math.Sqrt(n * m * (n + m + 1) / 12.0);
    }
}
