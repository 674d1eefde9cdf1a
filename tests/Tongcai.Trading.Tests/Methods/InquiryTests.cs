using System.Net;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Ledgers;
using Tongcai.Tests;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Tests.Bidding;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Methods;

/// <summary>询价.</summary>
public sealed class InquiryTests
{
    private static readonly Procurement Inquiry = Confirmed with { Method = "XJ", EvaluationMethod = "lowest" };

    private static Outcome<Platform.Storage.Commit> Publish(DateTimeOffset deadline) =>
        PublishNotice.Decide(Inquiry, ConfirmedTender, Key, People.Agency, new(new(2026, 4, 7), new(2026, 4, 10), deadline, "线上开标大厅"), "n1", At(2026, 4, 7));

    [Fact, Cites("T032")]
    public void 询价响应期满三个工作日可以_少一日拒绝()
    {
        var fact = Fact<NoticePublished>(Publish(At(2026, 4, 10, 9, 30)));
        Assert.Equal(("IN", "XJ"), (fact.Kind, fact.Method));
        Assert.Equal("实训楼打印机采购询价公告", Row<Notice>(Publish(At(2026, 4, 10, 9, 30))).Title);
        var early = PublishNotice.Decide(Inquiry, ConfirmedTender, Key, People.Agency, new(new(2026, 4, 7), new(2026, 4, 9), At(2026, 4, 9, 9, 30), "线上"), "n1", At(2026, 4, 7));
        Assert.Contains("T032", Rules(early));
    }

    [Fact, Cites("MET-07")]
    public void 询价只买货物_只按价格评审()
    {
        var request = new FilePlan.Request("XJ", true, false, false, false, false, false, false, true, 36_000_000, SetAside.Whole, EvaluationMethod.Lowest, "410100", "陈立新");
        const string Id = "p123456789";
        Assert.NotNull(FilePlan.Decide(Reviewed, Line, 0, People.Handler, request, Id, Today).Value);
        Assert.Contains("MET-07", Rules(FilePlan.Decide(Reviewed with { Kind = "services" }, Line, 0, People.Handler, request, Id, Today)));
        Assert.Contains("MET-07", Rules(FilePlan.Decide(Reviewed, Line, 0, People.Handler, request with { Evaluation = EvaluationMethod.Comprehensive, Uniform = false }, Id, Today)));
    }

    [Fact, Cites("INQ-01"), Cites("NEG-09"), Cites("NEG-10")]
    public async Task 询价从计划办到支付_报价最低的成交_开启不公开()
    {
        await using var host = await SealedHost.Start("sqlite");
        var chain = new MethodChain(host, "XJ");
        await chain.ToOpened(33_000_000, 31_000_000, 32_000_000);

        // 74号第六条: nobody but the group learns what was offered.
        var facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        Assert.DoesNotContain(facts, f => f.Kind == "bids.opened");
        Assert.Contains(facts, f => f.Kind == "responses.opened");
        foreach (var open in facts.Where(f => f.FactClass is Exchange.FactClass.Public))
            Assert.DoesNotContain("中州供货1公司", System.Text.Encoding.UTF8.GetString(open.Body), StringComparison.Ordinal);
        var (page, html) = await host.Trading.Page(chain.Firms[0].Actor, $"/procurements/{chain.Id}/opening");
        Assert.Equal(HttpStatusCode.OK, page);
        Assert.DoesNotContain("310,000.00", html, StringComparison.Ordinal);
        Assert.DoesNotContain("投标", html[html.IndexOf("<h1", StringComparison.Ordinal)..], StringComparison.Ordinal);
        using (var client = await host.Trading.Api(null))
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/procurements/{chain.Id}/opening/package")).StatusCode);

        await chain.Chain.Refused(People.Agency, $"/procurements/{chain.Id}/qualification", new { LotId = chain.Lot, Findings = new[] { new { BidId = "x", Passed = true } } }, "NEG-09");
        await chain.Comply();
        await chain.Chain.Refused(chain.Experts[0], $"/procurements/{chain.Id}/scores", new { LotId = chain.Lot, Cells = new[] { new { BidId = "x", FactorId = "F2", Points = 1 } }, Final = true }, "EVA-03");
        await chain.Report();
        Assert.Equal(("中州供货2公司", 31_000_000), await chain.ToPaid());
        var result = (await host.Trading.Store.Read(c => Platform.Storage.RowReads.Where<Notice>(c, "procurement_id = @Id and kind = 'RN'", new { chain.Id }))).Single();
        Assert.Equal("实训楼打印机采购成交结果公告", result.Title);
    }

    [Fact, Cites("INQ-01")]
    public async Task 询价不足三家终止_审查后不足三家也终止()
    {
        await using var host = await SealedHost.Start("sqlite");
        var chain = new MethodChain(host, "XJ");
        await chain.ToOpened(33_000_000, 31_000_000, 32_000_000);
        await chain.Comply("org-firm-1");
        var ended = await chain.Chain.Procurement();
        Assert.Equal((Stage.Ended, "failed"), (ended.Stage, ended.Ending));
        Assert.Contains("不足三家，予以终止", ended.EndingReason, StringComparison.Ordinal);
        Assert.DoesNotContain("投标", ended.EndingReason, StringComparison.Ordinal);
        var fact = (await host.Trading.Store.Read(c => c.FactsOf(chain.Id))).Single(f => f.Kind == "procurement.ended");
        Assert.Contains("INQ-01", System.Text.Encoding.UTF8.GetString(fact.Body), StringComparison.Ordinal);
    }
}
