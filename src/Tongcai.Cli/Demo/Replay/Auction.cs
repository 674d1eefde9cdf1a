using System.Globalization;

namespace Tongcai.Cli.Demo.Replay;

/// <summary>One bid as the file has it.</summary>
/// <param name="Bidder">Name as the file's editors unified it.</param>
/// <param name="PriceYuan">Price, yen read as yuan; null where the file has none (withdrawn, not handed in, invalid on its face).</param>
/// <param name="Won">Whether the city awarded to it.</param>
/// <param name="BelowMinimum">Refused by the city for being below its minimum price.</param>
internal sealed record CityBid(string Bidder, long? PriceYuan, bool Won, bool BelowMinimum);

/// <summary>How an auction of the file compares with what the law says of the same bids.</summary>
internal enum Course
{
    /// <summary>One lowest of three or more bids, and the city awarded to it.</summary>
    Equal,

    /// <summary>Fewer than three bids with a price: 废标.</summary>
    TooFew,

    /// <summary>Lower bids were refused for the city's minimum price, which 政府采购货物和服务招标投标管理办法第十二条 forbids.</summary>
    MinimumPrice,

    /// <summary>Several lowest bids; the purchaser chooses among them.</summary>
    Tie,

    /// <summary>The city refused the lowest bid on another ground, which the file does not prove.</summary>
    Other,

    /// <summary>The city awarded to nobody though three bid.</summary>
    NoWinner,
}

/// <summary>What the law makes of an auction's bids: 最低评标价法 over all priced bids, no minimum price.</summary>
/// <param name="Lowest">Places, in the auction's bids, of the lowest; empty when the procurement ends without award.</param>
internal sealed record Expectation(Course Course, IReadOnlyList<int> Lowest)
{
    /// <summary>The reason in Chinese; empty for <see cref="Course.Equal"/>.</summary>
    public string Reason => Course switch
    {
        Course.Equal => "",
        Course.TooFew => "有报价的投标不足三家，废标",
        Course.MinimumPrice => "原结果因最低限价排除了更低的投标，依法不设最低限价，由最低价中标",
        Course.Tie => "最低价并列，由采购人在并列者中确定",
        Course.NoWinner => "原拍卖无中标人，依法由最低价中标",
        _ => "原结果以数据未载明依据的其他理由排除了最低价，这里由最低价中标",
    };
}

/// <summary>一次城市工程拍卖：a row group of tsuchiura.csv (Chassang, Kawai, Nakabayashi and Ortner; MIT licence beside it).</summary>
/// <param name="Id">The file's number of the auction.</param>
/// <param name="Held">Day of the auction, moved eleven years on.</param>
/// <param name="ReserveYuan">The city's reserve price, yen read as yuan: budget and ceiling here.</param>
internal sealed record Auction(string Id, DateOnly Held, string Title, long ReserveYuan, IReadOnlyList<CityBid> Bids)
{
    private const int YearsOn = 11;

    /// <summary>All auctions of the file that comes with the product, by day and number.</summary>
    public static IReadOnlyList<Auction> All()
    {
        using var stream = typeof(Auction).Assembly.GetManifestResourceStream("tsuchiura.csv") ?? throw new InvalidOperationException("tsuchiura.csv is not embedded");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads the reduced file: pid, date (yyyyMMdd), title, reserve, minimum, bidder, bid, winner, belowminimum; no cell holds a comma.</summary>
    /// <exception cref="FormatException">A line has another number of cells, or a number is none.</exception>
    public static IReadOnlyList<Auction> Parse(string csv)
    {
        var rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToList();
        if (rows.Find(r => r.Length != 9) is { } wrong)
            throw new FormatException($"Not nine cells: {string.Join(',', wrong)}");
        return [.. rows.GroupBy(r => r[0]).Select(g => Of([.. g])).OrderBy(a => a.Held).ThenBy(a => int.Parse(a.Id, CultureInfo.InvariantCulture))];
    }

    /// <summary>The winner or the lawful ending that follows from the bids. Pure.</summary>
    public Expectation Expect()
    {
        var priced = Bids.Index().Where(b => b.Item.PriceYuan is { } p && p <= ReserveYuan).ToList();
        if (Bids.Count(b => b.PriceYuan is not null) < 3 || priced.Count < 3)
            return new(Course.TooFew, []);
        var low = priced.Min(b => b.Item.PriceYuan!.Value);
        var lowest = priced.Where(b => b.Item.PriceYuan == low).Select(b => b.Index).ToList();
        return new(CourseOf(lowest), lowest);
    }

    private Course CourseOf(List<int> lowest)
    {
        if (!Bids.Any(b => b.Won))
            return Course.NoWinner;
        if (lowest.Count > 1)
            return Course.Tie;
        if (Bids[lowest[0]].Won)
            return Course.Equal;
        var paid = Bids.First(b => b.Won).PriceYuan;
        return Bids.Any(b => b.BelowMinimum && (b.PriceYuan is null || b.PriceYuan < paid)) ? Course.MinimumPrice : Course.Other;
    }

    private static Auction Of(List<string[]> rows)
    {
        var first = rows[0];
        // In 27 auctions the unified name stands for two companies that both bid: the second is told apart by its place.
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var bids = rows.Select(r =>
        {
            var times = seen[r[5]] = seen.GetValueOrDefault(r[5]) + 1;
            return new CityBid(
                times == 1 ? r[5] : $"{r[5]} ({times})", r[6].Length == 0 ? null : long.Parse(r[6], CultureInfo.InvariantCulture), r[7] == "1", r[8] == "1");
        }).ToList();
        return new(
            first[0], DateOnly.ParseExact(first[1], "yyyyMMdd", CultureInfo.InvariantCulture).AddYears(YearsOn), first[2], long.Parse(first[3], CultureInfo.InvariantCulture), bids);
    }
}
