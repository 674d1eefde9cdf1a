using System.CommandLine;
using Tongcai.Risk.Bidding;
using Tongcai.Risk.Learning;
using Tongcai.Risk.Prices;
using Tongcai.Risk.Statistics;

namespace Tongcai.Cli.Risk;

/// <summary>
/// <c>tongcai risk evaluate DIR</c>: measures the detectors on labelled files and prints one table with intervals, references and misses.
/// </summary>
internal static class EvaluateCommand
{
    /// <summary>
    /// The best figures another implementation reached on the complete published sets (extra trees 500 or histogram boosting 200, scikit-learn 1.2.1; tender level,
    /// scale-free features, at least three bids, five folds) and the least a rule score without training has to reach.
    /// </summary>
    private static readonly Dictionary<string, (double Trained, double? Cold)> References = new()
    {
        ["brazil-petrobras"] = (0.90, 0.80),
        ["italy-turin"] = (0.955, 0.62),
        ["japan-okinawa"] = (0.91, 0.66),
        ["switzerland-gr"] = (0.70, null),
        ["us-milk"] = (0.996, null),
    };

    private static readonly string[] Members = ["extra trees", "boosted trees", "logistic", "ensemble"];

    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "含已裁决竞价数据（CSV，列 tender,bid,bidder,winner,estimate,label）的目录" };
        var runs = new Option<int>("--runs") { Description = "五折验证的次数", DefaultValueFactory = _ => 20 };
        var seed = new Option<ulong>("--seed") { Description = "随机种子", DefaultValueFactory = _ => 20261121 };
        var only = new Option<string?>("--only") { Description = "只评估文件名含此文字的数据集" };
        var command = new Command("evaluate", "在已裁决数据上评估检测器，打印数字、区间与未达标项") { directory, runs, seed, only };
        command.SetAction(parse => Run(
            parse.GetRequiredValue(directory), parse.GetValue(runs), parse.GetValue(seed), parse.GetValue(only) ?? "",
            parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string directory, int runs, ulong seed, string only, TextWriter output, TextWriter error)
    {
        if (!Directory.Exists(directory) || runs < 1)
        {
            error.WriteLine(runs < 1 ? "--runs 至少为 1。" : $"没有目录 {directory}。");
            return RiskCommand.Unusable;
        }
        List<string> misses = [];
        output.WriteLine($"Five folds by tender, {runs} runs, seed {seed}, {Environment.ProcessorCount} cores. Features are scale-free and label-free; a tender is taken out of its own history.");
        output.WriteLine();
        output.WriteLine("| set | tenders (rigged) | features | model | AUC mean | 5-95 % of runs | 5-95 % of tenders | AP | balanced accuracy | recall at 5 % false | reference | difference, 5-95 % of runs |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        List<string> others = [];
        foreach (var path in Directory.GetFiles(directory, "*.csv").Where(p => Path.GetFileName(p).Contains(only, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(path);
            if (AuctionFile.Read(reader, error.WriteLine) is { } auctions) Evaluate(Path.GetFileNameWithoutExtension(path), auctions, runs, seed, output, others, misses);
        }
        output.WriteLine();
        output.WriteLine("| set | measure without any training | value | reference |");
        output.WriteLine("|---|---|---|---|");
        foreach (var line in others) output.WriteLine(line);
        output.WriteLine();
        output.WriteLine(misses.Count == 0 ? "Misses: none." : "Misses: " + string.Join("; ", misses) + ".");
        return RiskCommand.Done;
    }

    private static void Evaluate(string set, IReadOnlyList<Auction> auctions, int runs, ulong seed, TextWriter output, List<string> others, List<string> misses)
    {
        var history = new BiddingHistory();
        foreach (var auction in auctions) history.Add(auction);
        var named = history.Tenders > 0;
        var kept = auctions.Where(a => a.Rigged is not null && a.Prices().Length >= 3).ToList();
        bool[] labels = [.. kept.Select(a => a.Rigged == true)];
        if (labels.Distinct().Count() < 2) return;
        var reference = References.TryGetValue(set, out var known) ? known : ((double Trained, double? Cold)?)null;
        var profile = ColdStart.ProfileOf(auctions);
        for (var cobidding = false; ; cobidding = true)
        {
            var last = cobidding || !named;
            var rows = AuctionFeatures.Of(kept, cobidding ? history : null);
            var results = GroupedValidation.Run(rows, labels, runs, seed, Environment.ProcessorCount);
            for (var m = 0; m < Members.Length; m++)
            {
                double[] aucs = [.. results.Select(r => Ranking.Auc(r.Scores[m], labels)).Order()];
                var (mean, low, high) = (aucs.Average(), Quantiles.Of(aucs, 0.05), Quantiles.Of(aucs, 0.95));
                var (caseLow, caseHigh) = GroupedValidation.Bootstrap([.. results.Select(r => r.Scores[m])], labels, seed);
                var bar = last && m == Members.Length - 1 ? reference?.Trained : null;
                double Mean(Func<double[], double> measure) => results.Average(r => measure(r.Scores[m]));
                output.WriteLine(
                    $"| {set} | {labels.Length} ({labels.Count(l => l)}) | {(cobidding ? "prices, co-bidding" : "prices")} | {Members[m]} | {mean:0.0000} | {low:0.000}-{high:0.000} | {caseLow:0.000}-{caseHigh:0.000} "
                    + $"| {Mean(s => Ranking.AveragePrecision(s, labels)):0.000} | {Mean(s => Ranking.BalancedAccuracy(s, labels, 0.5)):0.000} | {Mean(s => Ranking.RecallAt(s, labels, 0.05)):0.000} "
                    + (bar is { } b ? $"| {b:0.000} | {low - b:+0.000;-0.000} to {high - b:+0.000;-0.000} |" : "| | |"));
                if (bar is not { } aim) continue;
                if (mean < aim) misses.Add($"{set}: mean AUC {mean:0.0000} below {aim}");
                if (low - aim <= -0.02) misses.Add($"{set}: interval of the difference over runs starts at {low - aim:0.000}");
                if (caseLow - aim <= -0.02) misses.Add($"{set}: resampling tenders instead of runs, the difference starts at {caseLow - aim:0.000}");
            }
            MarketBaseline? baseline = cobidding ? MarketBaseline.Of(history) : null;
            var cold = Ranking.Auc([.. rows.Select(r => ColdStart.Of(r, profile, baseline).Score)], labels);
            others.Add($"| {set} | AUC of the rule score, {(cobidding ? "prices and co-bidding" : "prices")}, profile {profile} | {cold:0.0000} | {(last ? reference?.Cold : null):0.00} |");
            if (last && reference?.Cold is { } least && cold < least) misses.Add($"{set}: rule score {cold:0.0000} below {least}");
            if (last) break;
        }
        if (set == "us-milk") RankRing(set, auctions, history, others, misses);
        Regularity(set, kept, others, misses);
    }

    private static void RankRing(string set, IReadOnlyList<Auction> auctions, BiddingHistory history, List<string> others, List<string> misses)
    {
        var ring = auctions.SelectMany(a => a.Bids).Where(b => b.Implicated == true).Select(b => b.Bidder).ToHashSet();
        var suspects = history.Suspects();
        var ranks = suspects.Select((s, i) => (Name: history.Name(s.Bidder), Rank: i + 1)).Where(s => ring.Contains(s.Name)).Select(s => s.Rank).ToList();
        others.Add($"| {set} | ranks of the {ring.Count} ring members among {suspects.Count} bidders, no labels | {string.Join(", ", ranks)} | {string.Join(", ", Enumerable.Range(1, ring.Count))} |");
        if (ranks.Count == 0 || ranks.Max() > ring.Count) misses.Add($"{set}: ring members at ranks {string.Join(", ", ranks)}");
    }

    private static void Regularity(string set, List<Auction> auctions, List<string> others, List<string> misses)
    {
        var tested = auctions.Where(a => a.Bids.Count is >= 3 and <= 15).Select(a => (Rigged: a.Rigged == true, Tests: PriceRegularity.Test(a.Prices()))).ToList();
        double Rate(bool rigged, Func<IReadOnlyList<RegularityTest>, bool> fires) =>
            tested.Where(t => t.Rigged == rigged).Select(t => fires(t.Tests) ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average();

        var alarms = Rate(false, PriceRegularity.Fires);
        others.Add($"| {set} | price regularity on competitive tenders of 3-15 bids (on rigged ones) | {alarms:P2} ({Rate(true, PriceRegularity.Fires):P2}) | at most 1 % |");
        foreach (var kind in Enum.GetValues<Regularity>())
            others.Add($"| {set} | {kind} at p ≤ {PriceRegularity.Level}, not a warning by itself | {Rate(false, t => t.Any(x => x.Kind == kind && x.P <= PriceRegularity.Level)):P2} ({Rate(true, t => t.Any(x => x.Kind == kind && x.P <= PriceRegularity.Level)):P2}) | |");
        if (alarms > 0.01) misses.Add($"{set}: price regularity fires on {alarms:P2} of competitive tenders");
    }
}
