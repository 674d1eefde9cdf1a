using Tongcai.Exchange.Trustees;

namespace Tongcai.Exchange.Tests.Trustees;

public sealed class OfferRoundTests
{
    [Theory]
    [InlineData("p1-1", "p1-1", 1)]
    [InlineData("p1-1.r2", "p1-1", 2)]
    [InlineData("p1-1.r10", "p1-1", 10)]
    [InlineData("p1-1.r1", "p1-1.r1", 1)]
    [InlineData("p1-1.r02", "p1-1.r02", 1)]
    [InlineData("p1-1.r", "p1-1.r", 1)]
    [InlineData("p1-1.r2x", "p1-1.r2x", 1)]
    [InlineData("p1-1.r99999999999", "p1-1.r99999999999", 1)]
    [InlineData(".r2", ".r2", 1)]
    [InlineData("", "", 1)]
    public void The_lot_of_an_envelope_names_lot_and_round(string lot, string named, int number)
    {
        var round = OfferRound.Of(lot);
        Assert.Equal((named, number), (round.LotId, round.Number));
        Assert.Equal(lot, round.ToString());
    }
}
