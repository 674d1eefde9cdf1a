using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Tests.Notices;

public sealed class SourceNoticeTests
{
    private static readonly SourcePublicised Fact = new(
        "p9", "notice-p9", "org-school", "中州市第三中学", "张老师 0000-1111111", "教学平台接口扩容", "410100", "A02102100", "教学仪器", 250_000_000, "接口扩容，含安装调试", "只能从唯一供应商处采购的。专利接口",
        "河南恒泽智能装备有限公司", "中州市高新区1号", [new("周启明", "河南工业大学", "教授", false, "核心部件使用不可替代的专利")], new(2026, 3, 2), new(2026, 3, 9), "", "中州市财政局 0000-0000009");

    private static readonly Recorded Recorded = new(new ChainFact { Id = "f1", ProcurementId = "p9", Stream = "p9", Kind = "source.publicised" }, Fact);

    [Fact, Cites("SNG-02"), Cites("SNG-03"), Cites("SNG-04")]
    public void 单一来源公示写明七项内容()
    {
        var notice = NoticeText.Of(Recorded, new ProcurementChain(null, [Recorded]))!;
        Assert.Equal((NoticeKind.Source, "notice-p9", new DateOnly(2026, 3, 2)), (notice.Kind, notice.Id, notice.On));
        foreach (var content in new[]
        {
            "中州市第三中学", "接口扩容，含安装调试", "只能从唯一供应商处采购的", "河南恒泽智能装备有限公司", "中州市高新区1号", "周启明", "河南工业大学", "教授", "核心部件使用不可替代的专利", "2026年3月9日", "0000-1111111", "0000-0000009",
        })
        {
            Assert.Contains(content, notice.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void 公示使项目在公共服务平台有了一页_方式为单一来源()
    {
        var page = PageFold.Apply(new ProcurementPage { Id = "p9" }, Fact, new DateOnly(2026, 3, 2).Beijing(new(9, 0)));
        Assert.Equal(("教学平台接口扩容", "DYLY", 250_000_000), (page.Title, page.Method, page.BudgetFen));
    }

    [Fact]
    public void 没有公告带着采购文件的_以结果公开的文件为准()
    {
        var disclosed = new Recorded(new ChainFact { Id = "f2", ProcurementId = "p9", Stream = "p9", Kind = "document.disclosed" }, new DocumentDisclosed("p9", SampleChain.Document));
        Assert.Same(SampleChain.Document, new ProcurementChain(null, [Recorded, disclosed]).Document);
    }
}
