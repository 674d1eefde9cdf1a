using Tongcai.Cli.Demo.Replay;
using Xunit;

namespace Tongcai.Cli.Tests.Demo.Replay;

public sealed class AuctionTests
{
    private const string Head = "pid,date,title,reserve,minimum,bidder,bid,winner,belowminimum\n";

    [Fact]
    public void The_file_has_1565_auctions_with_6013_bids_inside_the_announced_years()
    {
        var all = Auction.All();

        Assert.Equal((1565, 6013), (all.Count, all.Sum(a => a.Bids.Count)));
        Assert.Equal((new DateOnly(2018, 5, 9), new DateOnly(2026, 1, 15)), (all[0].Held, all[^1].Held));
        Assert.All(all, a => Assert.Equal(a.Bids.Count, a.Bids.Select(b => b.Bidder).Distinct().Count()));
    }

    [Theory]
    [InlineData("Equal", 1141)]
    [InlineData("TooFew", 340)]
    [InlineData("MinimumPrice", 61)]
    [InlineData("Tie", 10)]
    [InlineData("Other", 11)]
    [InlineData("NoWinner", 2)]
    public void The_law_and_the_city_agree_and_differ_as_often_as_counted_over_the_whole_file(string course, int auctions) =>
        Assert.Equal(auctions, Auction.All().Count(a => a.Expect().Course.ToString() == course));

    [Fact]
    public void An_equal_auction_names_the_citys_winner() =>
        Assert.All(Auction.All().Where(a => a.Expect().Course == Course.Equal), a => Assert.True(a.Bids[Assert.Single(a.Expect().Lowest)].Won));

    [Fact]
    public void 不设最低限价_低于原限价的最低投标中标()
    {
        var auction = Assert.Single(Auction.Parse(Head + "1,20100105,road,1000,800,a,900,1,0\n1,20100105,road,1000,800,b,700,0,1\n1,20100105,road,1000,800,c,950,0,0\n"));

        Assert.Equal(Course.MinimumPrice, auction.Expect().Course);
        Assert.Equal("b", auction.Bids[Assert.Single(auction.Expect().Lowest)].Bidder);
    }

    [Fact]
    public void 高于最高限价的投标不计_余下不足三家的废标()
    {
        var auction = Assert.Single(Auction.Parse(Head + "1,20100105,road,1000,,a,900,1,0\n1,20100105,road,1000,,b,1001,0,0\n1,20100105,road,1000,,c,950,0,0\n"));

        Assert.Equal(Course.TooFew, auction.Expect().Course);
    }

    [Fact]
    public void A_line_with_another_number_of_cells_is_refused() => Assert.Throws<FormatException>(() => Auction.Parse(Head + "1,20100105,road\n"));
}
