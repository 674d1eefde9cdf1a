using System.Text.Json.Nodes;
using Tongcai.Cli.Bidding;

namespace Tongcai.Cli.Tests.Bidding;

/// <summary><c>tongcai bid pack --unit-price</c>: what is sealed for 二次竞价.</summary>
public sealed class QuoteTests
{
    private static BidPacker Packer(string quote = """{"quantity":3,"unit":"台","agreedFen":5000000,"product":"打印机","deliveryDays":10,"contact":"联系人","address":"中州市"}""") =>
        new(null!, "b1", JsonNode.Parse($$"""{"supplierId":"s1","supplierName":"供应商","lots":[{"lotId":"p1-1","title":"打印机"}],"quote":{{quote}}}""")!.AsObject(), [], "");

    [Fact]
    public void 单价乘数量_到协议价为止_别的项目不行()
    {
        var content = Packer().Quote(5_000_000);
        Assert.Equal(("p1-1", 15_000_000, 10, "s1"), (content.LotId, content.PriceFen, content.DeliveryDays, content.SupplierId));
        var line = Assert.Single(content.Prices);
        Assert.Equal((3, 5_000_000, 15_000_000), (line.Quantity, line.UnitPriceFen, line.TotalFen));
        Assert.Contains("50000.00", Assert.Throws<BidFault>(() => Packer().Quote(5_000_001)).Message, StringComparison.Ordinal);
        Assert.Throws<BidFault>(() => Packer().Quote(0));
        Assert.Throws<BidFault>(() => Packer("null").Quote(1));
    }
}
