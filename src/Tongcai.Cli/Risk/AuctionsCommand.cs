using System.CommandLine;
using System.Text.Json;
using Tongcai.Risk.Bidding;
using Tongcai.Risk.Learning;
using Tongcai.Risk.Prices;

namespace Tongcai.Cli.Risk;

/// <summary><c>tongcai risk auctions FILE.csv</c>: a score in 0 to 1 per tender, by rule or by a model trained here and now.</summary>
internal static class AuctionsCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV，列 tender,bid,bidder,winner,estimate；- 表示标准输入" };
        var train = new Option<string?>("--train") { Description = "已裁决数据（同样的列加 label）；给出则在本机训练组合模型" };
        var card = new Option<string?>("--card") { Description = "把模型卡（验证结果、漂移）写入此 JSON 文件" };
        var seed = new Option<ulong>("--seed") { Description = "随机种子", DefaultValueFactory = _ => 1 };
        var command = new Command("auctions", "按报价与同标记录给每个采购项目评分（JSON Lines）") { file, train, card, seed };
        command.SetAction(parse => Run(
            parse.GetRequiredValue(file), parse.GetValue(train), parse.GetValue(card), parse.GetValue(seed), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, string? trainPath, string? cardPath, ulong seed, TextWriter output, TextWriter error)
    {
        if (Read(path, error) is not { } auctions) return RiskCommand.Unusable;
        IReadOnlyList<Auction> decided = [];
        if (trainPath is not null)
        {
            if (Read(trainPath, error) is not { } read) return RiskCommand.Unusable;
            decided = read;
        }
        var history = new BiddingHistory();
        var sameFile = trainPath is not null && Path.GetFullPath(trainPath) == Path.GetFullPath(path);
        foreach (var auction in sameFile ? auctions : auctions.Concat(decided)) history.Add(auction);
        if (history.LeftOut > 0) error.WriteLine($"有 {history.LeftOut} 个项目的投标人超过 {BiddingHistory.MostBidders} 家，不计入同标记录；请检查 tender 列是否把不同项目写成了一个。");
        var cobidding = history.Tenders > 0;
        var rows = AuctionFeatures.Of(auctions, cobidding ? history : null);
        var model = trainPath is null ? null : Train(decided, cobidding ? history : null, rows, cardPath, seed, error);
        var profile = ColdStart.ProfileOf(auctions.Concat(decided));
        MarketBaseline? baseline = cobidding ? MarketBaseline.Of(history) : null;
        if (sameFile) error.WriteLine("提示：评分文件与训练文件相同，评分会偏高；评估请用 tongcai risk evaluate。");

        for (var i = 0; i < auctions.Count; i++)
        {
            var rule = ColdStart.Of(rows[i], profile, baseline);
            using var line = new MemoryStream();
            using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                Write(json, auctions[i], rule, model?.Score(rows[i]), cobidding ? history : null);
            output.WriteLine(System.Text.Encoding.UTF8.GetString(line.ToArray()));
        }
        return RiskCommand.Done;
    }

    private static IReadOnlyList<Auction>? Read(string path, TextWriter error)
    {
        using var stream = RiskCommand.Open(path, error);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return AuctionFile.Read(reader, error.WriteLine);
    }

    private static AuctionModel? Train(IReadOnlyList<Auction> decided, BiddingHistory? history, double[][] scored, string? cardPath, ulong seed, TextWriter error)
    {
        var cases = decided.Where(a => a.Rigged is not null && a.Prices().Length >= 3).ToList();
        bool[] labels = [.. cases.Select(a => a.Rigged == true)];
        if (labels.Count(l => l) < 5 || labels.Count(l => !l) < 5)
        {
            error.WriteLine($"训练数据不足：有效案件 {labels.Length} 个，其中认定 {labels.Count(l => l)} 个；两类各至少 5 个才能训练，改用规则评分。");
            return null;
        }
        if (labels.Length < AuctionModel.FewestCases)
            error.WriteLine($"提示：只有 {labels.Length} 个已裁决案件，不足 {AuctionModel.FewestCases} 个，训练结果不稳定，请同时看规则评分 rule。");
        var rows = AuctionFeatures.Of(cases, history);
        if (cardPath is not null)
        {
            var card = ModelCard.Of(rows, labels, scored, AuctionFeatures.Names(history is not null), seed, runs: 5);
            File.WriteAllText(cardPath, JsonSerializer.Serialize(card, RiskCommand.Json));
        }
        return AuctionModel.Train(rows, labels, seed);
    }

    private static void Write(Utf8JsonWriter json, Auction auction, RuleScore rule, double? trained, BiddingHistory? history)
    {
        var prices = auction.Prices();
        json.WriteStartObject();
        json.WriteString("tender", auction.Id);
        json.WriteNumber("score", Math.Round(trained ?? rule.Score, 6));
        json.WriteString("model", trained is null ? "rule" : ModelCard.CurrentVersion);
        json.WriteNumber("rule", Math.Round(rule.Score, 6));
        json.WriteString("profile", rule.Profile.ToString());
        json.WriteNumber("bids", prices.Length);
        json.WriteStartArray("terms");
        foreach (var term in rule.Terms)
        {
            json.WriteStartObject();
            json.WriteString("name", term.Name);
            if (double.IsFinite(term.Value)) json.WriteNumber("value", Math.Round(term.Value, 6));
            else json.WriteNull("value");
            json.WriteNumber("contribution", Math.Round(term.Contribution, 4));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("regularity");
        foreach (var test in PriceRegularity.Test(prices).Where(t => t.P <= 0.05))
        {
            json.WriteStartObject();
            json.WriteString("kind", test.Kind.ToString());
            json.WriteNumber("p", test.P);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (history is not null) WritePairs(json, auction, history);
        json.WriteEndObject();
    }

    // The three least likely pairs, with their support, as evidence beside the score.
    private static void WritePairs(Utf8JsonWriter json, Auction auction, BiddingHistory history)
    {
        int[] bidders = [.. auction.Bids.Where(b => b.Bidder.Length > 0).Select(b => history.Number(b.Bidder)).OfType<int>().Distinct().Order()];
        List<CobidPair> pairs = [];
        for (var i = 0; i < bidders.Length; i++)
            for (var j = i + 1; j < bidders.Length; j++)
                if (history.Pair(bidders[i], bidders[j]) is { Met: >= 3 } pair)
                    pairs.Add(new(bidders[i], bidders[j], pair.Met, history.Log10P(pair.Met, history[bidders[i]].Tenders, history[bidders[j]].Tenders), pair.GapSum / pair.Met, pair.FirstWins, pair.SecondWins));
        json.WriteStartArray("pairs");
        foreach (var pair in pairs.OrderBy(p => p.Log10P).Take(3))
        {
            json.WriteStartObject();
            json.WriteString("first", history.Name(pair.First));
            json.WriteString("second", history.Name(pair.Second));
            json.WriteNumber("met", pair.Met);
            json.WriteNumber("firstTenders", history[pair.First].Tenders);
            json.WriteNumber("secondTenders", history[pair.Second].Tenders);
            json.WriteNumber("log10P", Math.Round(pair.Log10P, 4));
            json.WriteNumber("meanGap", Math.Round(pair.MeanGap, 6));
            json.WriteNumber("firstWins", pair.FirstWins);
            json.WriteNumber("secondWins", pair.SecondWins);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
