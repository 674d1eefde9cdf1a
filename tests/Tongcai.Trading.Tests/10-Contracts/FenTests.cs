using Tongcai.Trading.Contracts;

namespace Tongcai.Trading.Tests.Contracts;

public sealed class FenTests
{
    // Examples 1-3 of 正确填写票据和结算凭证的基本规定 stand among these.
    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(1, "壹分")]
    [InlineData(10, "壹角整")]
    [InlineData(1_00, "壹元整")]
    [InlineData(1_05, "壹元零伍分")]
    [InlineData(10_00, "壹拾元整")]
    [InlineData(1_409_50, "壹仟肆佰零玖元伍角整")]
    [InlineData(6_007_14, "陆仟零柒元壹角肆分")]
    [InlineData(16_409_02, "壹万陆仟肆佰零玖元零贰分")]
    [InlineData(325_04, "叁佰贰拾伍元零肆分")]
    [InlineData(100_000_00, "壹拾万元整")]
    [InlineData(1_000_001_00, "壹佰万零壹元整")]
    [InlineData(100_100_000_00, "壹亿零壹拾万元整")]
    [InlineData(1_680_32, "壹仟陆佰捌拾元零叁角贰分", true)]
    public void 大写金额(long fen, string expected, bool tensZeroIsOptional = false)
    {
        var written = Fen.Capitals(fen);
        // 第三例: a zero before 角 after an empty units place may be written or left out.
        Assert.Equal(tensZeroIsOptional ? expected.Replace("元零", "元", StringComparison.Ordinal) : expected, written);
    }

    [Fact]
    public void 每个金额只有一种写法() =>
        Assert.Equal(20_000, Enumerable.Range(0, 20_000).Select(i => Fen.Capitals(i * 37L)).Distinct().Count());
}
