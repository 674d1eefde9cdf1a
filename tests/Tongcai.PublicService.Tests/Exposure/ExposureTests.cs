using System.Net;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Credit;
using Tongcai.PublicService.Inspections;

namespace Tongcai.PublicService.Tests.Exposure;

public sealed class ExposureTests
{
    private static ChainFact Decision(string id, string outcome) => new()
    {
        Id = id, ProcurementId = "p1", Stream = id, Kind = "complaint.decided", At = SampleChain.At(2026, 6, 5, 9), Ledger = "watch.test/ledger", LeafIndex = id[^1],
        Body = System.Text.Encoding.UTF8.GetString(FactBody.Write(new ComplaintDecided(id, "p1", "中财购诉〔2026〕9号", outcome, $"{id}查明评分错误。", "政府采购质疑和投诉办法第三十二条", "可以申请行政复议。", new(2026, 6, 5)))),
    };

    private static DishonestyEntry Entry(string id, DateOnly to, DateOnly? removed = null) => new()
    {
        Id = id, Name = $"失信供应商{id}", CreditCode = id, Subject = "supplier", Authority = "中州市财政局", Number = "1号", Conduct = "报价呈规律性差异。", Ground = "collusion", Article = "政府采购法第七十七条", Penalty = "一年内禁止参加政府采购活动", DecidedOn = new(2026, 1, 9),
        FromDay = new(2026, 1, 10), ToDay = to, RemovedOn = removed,
    };

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_stands_is_shown_and_what_was_revoked_rejected_or_has_run_out_is_not(string engine)
    {
        await using var hub = await HubHost.Start(SampleChain.At(2026, 7, 10, 0), engine == "postgres" ? await Databases.Postgres(new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime())) : "");
        Assert.Equal(0, (int)(await hub.Api("/exposure")).Body["total"]!);
        Assert.Contains("还没有案例", WebUtility.HtmlDecode((await hub.Page("/exposure/cases")).Html), StringComparison.Ordinal);
        var planned = new InspectionPlanned("insp1", "年度检查", "agency", "", 10, 2, [new("fees", "没有违规收费", "政府采购法实施条例第三十三条"), new("docs", "文件完整", "依据")], "d", 3, "d", 3, ["a", "b"]);
        var commit = Commit.Empty
            .Insert(Entry("a", new(2027, 1, 9))).Insert(Entry("b", new(2026, 7, 9))).Insert(Entry("c", new(2027, 1, 9), new(2026, 7, 10)))
            .Insert(new ProcurementPage { Id = "p1", Title = "教学仪器采购项目", Ledger = "trade.test/ledger" }).Insert(Decision("decision1", "upheld-next")).Insert(Decision("decision2", "rejected"))
            .Insert(new InspectionPage { Id = "insp1", Planned = new(planned), Ledger = "watch.test/ledger" })
            .Insert(new InspectionOutcome { Id = "check1", InspectionId = "insp1", OrganisationId = "a1", Published = new(new("check1", "insp1", "a1", "招标代理甲", [new("fees", "breach", "收取标书费"), new("docs", "conform", "")], "一项不符合", new(2026, 7, 1), new(2026, 8, 1))) });
        Assert.IsType<Committed>(await hub.Store.Execute(commit));

        async Task<string[]> About(string query = "") => [.. (await hub.Api("/exposure" + query)).Body["items"]!.AsArray().Select(l => (string)l!["about"]!)];
        Assert.Equal(["招标代理甲", "教学仪器采购项目", "失信供应商a"], await About());
        Assert.Equal(["失信供应商a"], await About("?kind=listing"));
        Assert.Equal(["招标代理甲"], await About("?q=标书费"));
        var page = WebUtility.HtmlDecode((await hub.Page("/exposure")).Html);
        Assert.All(new[] { "/notices/decision1", "/credit/a", "责令2026年8月1日前整改", "查明评分错误" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        var cases = WebUtility.HtmlDecode((await hub.Page("/exposure/cases")).Html);
        Assert.All(new[] { "没有违规收费", "政府采购法实施条例第三十三条", "投诉事项成立", "报价呈规律性差异" }, text => Assert.Contains(text, cases, StringComparison.Ordinal));
        // Its last day has gone.
        hub.Legal.Now = SampleChain.At(2027, 1, 10, 0);
        Assert.Empty(await About("?kind=listing"));
    }
}
