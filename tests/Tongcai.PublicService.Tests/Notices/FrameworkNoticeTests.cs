using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Tests.Notices;

/// <summary>框架协议的公告 say what 110号 asks of each.</summary>
public sealed class FrameworkNoticeTests
{
    private static readonly DateOnly Day = new(2026, 5, 12);

    private static FrameworkTerms Terms(string form, string second) => new(
        form, second, "catalogue", true, 12, form == "open" ? 0 : 20, 0, [new(1, "打印机", "台", 600, 6_000_000)], ["org-school"], ["中州市第三中学"], "新品性能不低于入围产品", "每单评价，每季公布", "拒单两次的清退",
        Day, new(2027, 5, 11));

    private static readonly FrameworkEntrant Entrant = new("e1", 1, "org-hengze", "河南恒泽智能装备有限公司", "中州市高新区1号", "李国平 0000-0000005", 1, 5_000_000, "台", 0, "打印机　恒泽 A4");

    private static readonly NoticePublished Called = new SampleChain("p1").Notice with { Method = "KJXY", Kind = "FA-CALL", Document = SampleChain.Document with { EvaluationMethod = "lowest", Factors = [], Framework = Terms("closed", "bidding") with { From = null, To = null } } };

    private static readonly FrameworkCalled Open = new("p1", "n1", "410100-KJXY-2026-P1", "org-school", "中州市第三中学", "张老师 0000-1111111", "上门服务", "410100", "A02102100", SampleChain.Document with { EvaluationMethod = "none", Framework = Terms("open", "direct") }, Day);

    private static OfficialNotice Notice(IFact fact, IFact? before = null)
    {
        var recorded = new Recorded(new ChainFact { Id = "f9", ProcurementId = "p1", Stream = "p1", LeafIndex = 9 }, fact);
        return NoticeText.Of(recorded, new ProcurementChain(null, [new(new ChainFact { Id = "f1", ProcurementId = "p1", Stream = "p1" }, before ?? Called), recorded]))!;
    }

    private static void Says(OfficialNotice notice, params string[] contents)
    {
        foreach (var content in contents)
            Assert.Contains(content, notice.Text, StringComparison.Ordinal);
    }

    [Fact, Cites("FRM-15"), Cites("FRM-16")]
    public void 征集公告写明最高限价_范围_期限_淘汰率_第二阶段()
    {
        var notice = Notice(Called);
        Assert.Equal((NoticeKind.Tender, Called.Title + "框架协议征集公告"), (notice.Kind, notice.Title));
        Says(notice, "价格优先法", "淘汰比例不低于 20%", "至少淘汰一家", "中州市第三中学", "预估采购数量 600 台", "框架协议期限 12 个月", "二次竞价", "清退和补充：拒单两次的清退", "每单评价，每季公布");
        Assert.DoesNotContain("投标", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void 入围结果公告写明排序_最高入围价格_产品_成员_费用_期限()
    {
        var entered = new FrameworkEntered(
            "p1", "n2", "p1", Day, new(2026, 5, 13), new(2026, 5, 22), new(2026, 6, 11), Day, new(2027, 5, 11), [new(1, "打印机", 3, [Entrant], ["某某公司：没有生产许可"])], ["专家一", "代表（采购人代表）"], 500_000, "采购人支付");
        var notice = Notice(entered);
        Assert.Equal(NoticeKind.Result, notice.Kind);
        Says(notice, "河南恒泽智能装备有限公司", "中州市高新区1号", "最高入围价格 50,000.00 元", "打印机　恒泽 A4", "专家一", "采购人支付", "5,000.00 元", "某某公司：没有生产许可", "2026年6月11日", "2026年5月13日");
        var scored = Notice(entered with { Lots = [new(1, "打印机", 3, [Entrant with { Points = 8_650 }], [])] });
        Says(scored, "最低入围分值 86.5");
        var page = PageFold.Apply(PageFold.Apply(new ProcurementPage { Id = "p1" }, Called, default), entered, default);
        Assert.Equal((ProcurementState.Awarded, Entrant.SupplierName), (page.State, page.SupplierNames));
    }

    [Fact, Cites("FRM-28"), Cites("FRM-17")]
    public void 签订即公开文本_开放式征集和入围公告_退出公告_汇总公告()
    {
        Says(Notice(new FrameworkAgreed("p1", Entrant, "框架协议\n甲方（征集人）：中州市第三中学\n一、采购项目", "a", "b", Day, Day, new(2027, 5, 11))), "甲方（征集人）：中州市第三中学", "2027年5月11日", "50,000.00/台");
        Says(Notice(Open, Open), "付费标准", "60,000.00", "随时申请加入", "7 个工作日内完成审核", "视为签订框架协议", "0000-1111111", "直接选定", "2027-05-11");
        var about = new ProcurementChain(PageFold.Apply(new ProcurementPage { Id = "p1" }, Open, default), []);
        OfficialNotice Later(IFact fact) => NoticeText.Of(new Recorded(new ChainFact { Id = "f9", ProcurementId = "p1", Stream = "p1" }, fact), about)!;
        Says(Later(new FrameworkAdmitted("p1", "n3", Entrant, Day)), "李国平 0000-0000005", "50,000.00 元/台", "上门服务");
        var left = Later(new FrameworkLeft("p1", "n4", "e1", "org-hengze", Entrant.SupplierName, true, "无正当理由拒不接受合同授予：两次拒绝", Day));
        Assert.Contains("清退公告", left.Title, StringComparison.Ordinal);
        Says(left, "两次拒绝", "2026年5月12日");
        Says(Later(new FrameworkSummarised("p1", "n5", "410100-KJXY-2026-P1", Day, new(2027, 5, 11), ["中州市第三中学"], [new("org-hengze", Entrant.SupplierName, "中州市高新区1号", 3, 14_100_000)], Day)), "中州市第三中学", "3", "141,000.00", "中州市高新区1号");
    }

    [Fact, Cites("FRM-24")]
    public void 单笔成交公告写明采购人_项目_供应商_金额_数量单价_期限()
    {
        var awarded = new CallOffAwarded(
            "p2", "n6", "p1", "410100-KJXY-2026-P1", "打印机框架协议", "410100-KJXY2-2026-P2", "三台打印机", "org-school", "中州市第三中学", "张老师 0000-1111111", "410100", "A02021003", "bidding", Entrant, 3, 4_700_000, 14_100_000,
            "二次竞价2 家报价，报价最低。", Day);
        var notice = Notice(awarded);
        Assert.Equal((NoticeKind.Result, "三台打印机成交结果公告（框架协议）"), (notice.Kind, notice.Title));
        Says(notice, "中州市第三中学", "0000-1111111", "410100-KJXY-2026-P1", "中州市高新区1号", "141,000.00 元", "3 台，单价 47,000.00 元", "1 个工作日", "二次竞价");
        var page = PageFold.Apply(new ProcurementPage { Id = "p2" }, awarded, default);
        Assert.Equal(("KJXY2", 14_100_000, ProcurementState.Awarded), (page.Method, page.AwardFen, page.State));
    }

    [Fact]
    public void 二次竞价开始即有名称_截止不列入人人可投的_没有公开过的终止不发公告()
    {
        var begun = new CallOffBegun(
            "p2", "p1", "410100-KJXY-2026-P1", "打印机框架协议", "410100-KJXY2-2026-P2", "三台打印机", "org-school", "中州市第三中学", "410100", "A02021003", 1, 3, "台", 15_000_000, new(2026, 5, 12, 5, 0, 0, TimeSpan.Zero), "k1");
        var page = PageFold.Apply(new ProcurementPage { Id = "p2" }, begun, default);
        Assert.Equal(("三台打印机", "KJXY2", ProcurementState.Noticed, (DateTimeOffset?)null), (page.Title, page.Method, page.State, page.BidDeadline));
        Assert.Equal(ProcurementState.Closed, PageFold.Apply(page, new DeadlinePassed("p2", begun.Deadline), default).State);
        OfficialNotice? Ended(ProcurementPage known) => NoticeText.Of(
            new Recorded(new ChainFact { Id = "f9", ProcurementId = "p2", Stream = "p2" }, new ProcurementEnded("p2", "failed", [], "FRM-24", "响应文件提交截止时没有收到响应文件。", Day)), new ProcurementChain(known, []));
        Assert.Contains("三台打印机", Ended(page)!.Title, StringComparison.Ordinal);
        Assert.Null(Ended(new ProcurementPage { Id = "p2" }));
    }
}
