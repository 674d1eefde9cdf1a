namespace Tongcai.Law.Tests;

public sealed class CodesTests
{
    [Fact]
    public void The_catalogue_is_whole_and_every_entry_has_its_parent()
    {
        Assert.Equal(4304, Catalogue.Items.Count);
        Assert.All(Catalogue.Items, i => Assert.True(i.Parent.Length == 0 ? i.Code.Length == 1 : Catalogue.Find(i.Parent) is { IsLeaf: false }, i.Code));
    }

    [Theory]
    [InlineData("A02010105", "台式计算机", "A02010100", true, "goods")]
    [InlineData("A02021000", "打印机", "A02020000", false, "goods")]
    [InlineData("C", "服务", "", false, "services")]
    public void An_entry_tells_its_place(string code, string name, string parent, bool leaf, string kind)
    {
        var item = Catalogue.Find(code);
        Assert.Equal((name, parent, leaf, kind), (item?.Name, item?.Parent, item?.IsLeaf, item?.Kind));
    }

    [Fact]
    public void An_unknown_code_is_nothing()
    {
        Assert.Null(Catalogue.Find("A99999999"));
        Assert.Null(Catalogue.Find(null));
        Assert.Null(Divisions.Name("999999"));
        Assert.Equal("999999", Divisions.FullName("999999"));
    }

    [Fact]
    public void A_search_puts_the_exact_name_first_and_demands_every_word()
    {
        Assert.Equal("A02021000", Catalogue.Search("打印机")[0].Code);
        Assert.Contains(Catalogue.Search("打印机 票据"), i => i.Code == "A02021006");
        Assert.DoesNotContain(Catalogue.Search("打印机 票据"), i => i.Code == "A02021003");
        Assert.Empty(Catalogue.Search("  "));
        Assert.Equal(3, Catalogue.Search("计算机", 3).Count);
    }

    [Theory]
    [InlineData("410106", "河南省郑州市上街区")]
    [InlineData("310115", "上海市浦东新区")]
    [InlineData("410000", "河南省")]
    [InlineData("441900", "广东省东莞市")]
    public void A_division_is_called_by_its_full_name(string code, string name) => Assert.Equal(name, Divisions.FullName(code));
}
