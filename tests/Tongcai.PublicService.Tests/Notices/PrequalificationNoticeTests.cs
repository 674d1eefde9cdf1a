using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Tests.Notices;

public sealed class PrequalificationNoticeTests
{
    private static readonly PrequalificationPublished Fact = new(
        "p8", "notice-p8", "410100-YQZB-2026-P8", "教学仪器采购", "org-school", "中州市第三中学", "张老师 0000-1111111", "org-agency", "中州市明衡招标代理有限公司", "刘颖 0000-0000002", "410100", "A02102100", "YQZB", 50_000_000,
        new(2026, 4, 7), new(2026, 4, 7), new(2026, 4, 14), new DateOnly(2026, 4, 14).Beijing(new(17, 0)), new(2026, 4, 15), 3, SampleChain.Document.Lots, SampleChain.Document.Requirements, ["具有独立承担民事责任的能力"],
        [new("S1", "售后服务能力", "看服务方案，写明上门时限的为符合")], "一、申请函；二、逐项说明", true, "合同签订后15日内");

    private static Recorded Of(string id, IFact fact, string kind, long index) => new(new ChainFact { Id = id, ProcurementId = "p8", Stream = "p8", Kind = kind, LeafIndex = index }, fact);

    private static readonly NoticePublished Invitation = new(
        "p8", "letter-p8", "INV", Fact.Code, Fact.Title, "org-school", "中州市第三中学", "张老师", "org-agency", "中州市明衡招标代理有限公司", "刘颖", "410100", "A02102100", "YQZB", 50_000_000, new(2026, 4, 16), new(2026, 4, 16), new(2026, 4, 23),
        new DateOnly(2026, 5, 6).Beijing(new(9, 30)), new DateOnly(2026, 5, 6).Beijing(new(9, 30)), "线上开标大厅", "ab12", SampleChain.Document with { Requirements = [], Qualifications = [], Factors = [] });

    [Fact, Cites("INV-08")]
    public void 资格预审公告写明规定的内容_不说谁申请()
    {
        var recorded = Of("f1", Fact, "prequalification.published", 1);
        var notice = NoticeText.Of(recorded, new ProcurementChain(null, [recorded]))!;
        Assert.Equal((NoticeKind.Tender, "notice-p8", "教学仪器采购资格预审公告"), (notice.Kind, notice.Id, notice.Title));
        foreach (var content in new[]
        {
            "中州市第三中学", "410100-YQZB-2026-P8", "邀请招标", "500,000.00", "具有独立承担民事责任的能力", "看服务方案，写明上门时限的为符合", "申请函", "3 家", "2026年4月14日", "2026年4月15日", "5 个工作日", "0000-1111111", "刘颖",
        })
        {
            Assert.Contains(content, notice.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void 投标邀请书不是公告_项目仍有截止时间()
    {
        var recorded = Of("f2", Invitation, "notice.published", 2);
        Assert.Null(NoticeText.Of(recorded, new ProcurementChain(null, [recorded])));
        var page = PageFold.Apply(new ProcurementPage { Id = "p8" }, Invitation, Invitation.BidDeadline);
        Assert.Equal(Invitation.BidDeadline, page.BidDeadline);
    }

    [Fact, Cites("INV-09")]
    public void 书面推荐的名单和理由随结果公告_文件以随结果公开的为准()
    {
        var disclosed = new InviteesDisclosed("p8", "recommended", "d1", "seed", ["a", "b"], ["c1", "c2"], 1, [new("c1", "s1", "中州供货1公司", "近三年履约评价良好"), new("c2", "s2", "中州供货2公司", "产品质量稳定可靠")]);
        var result = new ResultPublished("p8", "result-p8", new(2026, 5, 12), new(2026, 5, 13), new(2026, 5, 22), [], [], 0, "");
        var chain = new ProcurementChain(null,
        [
            Of("f2", Invitation, "notice.published", 2), Of("f3", new DocumentDisclosed("p8", SampleChain.Document), "document.disclosed", 3), Of("f4", disclosed, "invitees.disclosed", 4), Of("f5", result, "result.published", 5),
        ]);
        Assert.Same(SampleChain.Document, chain.Document);
        var text = NoticeText.Of(chain.Facts[3], chain)!.Text;
        foreach (var content in new[] { "中州供货1公司", "近三年履约评价良好", "中州供货2公司", "产品质量稳定可靠", "采购人书面推荐" })
            Assert.Contains(content, text, StringComparison.Ordinal);
    }
}
