using FsCheck;
using FsCheck.Fluent;
using Tongcai.Tests;

namespace Tongcai.Law.Tests;

public class CodeTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    public static TheoryData<string> ValidCreditCodes() => Strings("uscc", "valid_real_public", "valid_fictitious");

    public static TheoryData<string> ValidOrganisationCodes() => Strings("org_code", "valid");

    public static TheoryData<string> ValidIdCards() => Strings("id_card", "valid", "fictitious");

    public static TheoryData<string> TradeCodes() => Strings("trade_code", "vectors");

    [Theory]
    [MemberData(nameof(ValidCreditCodes))]
    [Cites("IDN-01")]
    public void 信用代码_向量全部通过_改任何一位都不通过(string code)
    {
        Assert.Equal(code, CreditCode.Check(code).Value?.Value);
        for (var i = 0; i < 18; i++)
        {
            foreach (var c in CreditCode.Alphabet.Where(c => c != code[i]))
                Assert.Null(CreditCode.Check(code[..i] + c + code[(i + 1)..]).Value);
        }
    }

    [Theory]
    [InlineData("91110000100000039X", "第18位校验码是“X”，按前17位应为“Q”")]
    [InlineData("12100000400000148R", "应为“F”")]
    [InlineData("91410100MA9TE0T00I", "第18位是“I”")]
    [InlineData("91410100MA9TE0T00", "17位")]
    [InlineData("914101O0MA9TE0T00M", "第7位是“O”")]
    [InlineData("9141010AMA9TE0T00M", "第8位是“A”，第3至8位")]
    [InlineData("Z1410100MA9TE0T00M", "第1位是“Z”")]
    [InlineData("E1410100MA9TE0T00M", "不是登记管理部门代码")]
    [Cites("IDN-01")]
    public void 信用代码_说出错在第几位(string code, string expected)
    {
        var refusal = Assert.Single(CreditCode.Check(code, "/supplier/code").Refusals);
        Assert.Contains(expected, refusal.Reason, StringComparison.Ordinal);
        Assert.Equal("/supplier/code", refusal.Pointer);
    }

    [Fact]
    [Cites("INP-01")]
    public void 信用代码_没填是缺项() => Assert.Equal(InputRules.Required, Assert.Single(CreditCode.Check(" ".Trim()).Refusals).Rule);

    [Theory]
    [MemberData(nameof(ValidOrganisationCodes))]
    [Cites("IDN-03")]
    public void 组织机构代码_向量通过_错一位说出应为何值(string code)
    {
        Assert.NotNull(OrganisationCode.Check(code).Value);
        Assert.NotNull(OrganisationCode.Check(code.Insert(8, "-")).Value);
        var wrong = code[..8] + (code[8] == '0' ? '1' : '0');
        Assert.Contains($"“{code[8]}”", Assert.Single(OrganisationCode.Check(wrong).Refusals).Reason, StringComparison.Ordinal);
        Assert.NotEmpty(OrganisationCode.Check("123").Refusals);
    }

    [Fact]
    [Cites("IDN-03")]
    public void 信用代码第9至17位就是组织机构代码() =>
        Assert.NotNull(OrganisationCode.Check(CreditCode.Check("9144030071526726XG").Value!.OrganisationCode).Value);

    [Theory]
    [MemberData(nameof(ValidIdCards))]
    [Cites("IDN-02")]
    public void 身份证_向量通过_错校验码不通过_出生日晚于今天不通过(string code)
    {
        var card = IdCard.Check(code, Today).Value;
        Assert.NotNull(card);
        Assert.Equal(DateOnly.ParseExact(code[6..14], "yyyyMMdd"), card.Born);
        Assert.DoesNotContain(code[6..14], card.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(IdCard.Check(code[..17] + (code[17] == '0' ? '1' : '0'), Today).Refusals);
        Assert.NotEmpty(IdCard.Check(code, card.Born.AddDays(-1)).Refusals);
        Assert.NotNull(IdCard.Check(code, card.Born).Value);
    }

    [Theory]
    [InlineData("99010519491231002X", "第1至2位")]
    [InlineData("11010519490231002X", "出生日期")]
    [InlineData("1101051949123100", "16位")]
    [InlineData("1101051949123100AX", "第17位")]
    [Cites("IDN-02")]
    public void 身份证_说出错在哪里(string code, string expected) =>
        Assert.Contains(expected, Assert.Single(IdCard.Check(code, Today).Refusals).Reason, StringComparison.Ordinal);

    [Fact]
    public void 身份证_生日前一天与当天的周岁()
    {
        var card = IdCard.Check("11010519491231002X", Today).Value!;
        Assert.Equal((69, 70), (card.AgeOn(new(2019, 12, 30)), card.AgeOn(new(2019, 12, 31))));
    }

    [Theory]
    [MemberData(nameof(TradeCodes))]
    [Cites("IDN-04")]
    public void 统一交易标识码_向量通过_改任何一位都不通过(string code)
    {
        Assert.NotNull(TradeCode.Check(code).Value);
        for (var i = 0; i < code.Length; i++)
            Assert.NotEmpty(TradeCode.Check(code[..i] + (code[i] == '1' ? '2' : '1') + code[(i + 1)..]).Refusals);
    }

    [Fact]
    [Cites("IDN-04")]
    public void 统一交易标识码_按ISO7064算校验码_并能由部分组成()
    {
        var iso = Vectors.Worked.GetProperty("trade_code").GetProperty("iso_vector");
        Assert.Equal(iso.GetProperty("check").GetString()![0], TradeCode.CheckCharacter(iso.GetProperty("input").GetString()!));
        var platform = CreditCode.Check("12150100400000018G").Value!;
        Assert.Equal("A02-12150100400000018G-20261121-000001-M", TradeCode.Make("A02", platform, new(2026, 11, 21), 1).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => TradeCode.Make("A02", platform, Today, 1_000_000));
        Assert.Throws<ArgumentException>(() => TradeCode.Make("a02", platform, Today, 1));
    }

    [Fact]
    [Cites("IDN-05")]
    public void 项目编号十七位_招标项目二十位_包二十三位()
    {
        var code = ProjectCode.Make('A', "410106", new(2026, 3, 2), 7).Value!;
        Assert.Equal("A4101062603020007", code.Value);
        Assert.Equal((20, 23), (code.Tender(1).Length, code.Lot(1, 2).Length));
        Assert.Equal("A4101062603020007001002", code.Lot(1, 2));
        Assert.NotNull(ProjectCode.Make('A', "410106", Today, 9999).Value);
        Assert.Null(ProjectCode.Make('A', "410106", Today, 10000).Value);
        Assert.Contains("第8至13位", Assert.Single(ProjectCode.Check("A4101062613020007").Refusals).Reason, StringComparison.Ordinal);
        Assert.Contains("第1位", Assert.Single(ProjectCode.Check("14101062603020007").Refusals).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void 任意文字都不会抛异常() =>
        Prop.ForAll<string?>(text =>
            CreditCode.Check(text).Refusals.Count + (CreditCode.Check(text).Value is null ? 0 : 1) == 1
            && OrganisationCode.Check(text).Refusals.Count + IdCard.Check(text, Today).Refusals.Count + TradeCode.Check(text).Refusals.Count + ProjectCode.Check(text).Refusals.Count <= 4).QuickCheckThrowOnFailure();

    private static TheoryData<string> Strings(string section, params string[] lists) =>
        [.. lists.SelectMany(l => Vectors.Worked.GetProperty(section).GetProperty(l).EnumerateArray().Select(e => e.GetString()!))];
}
