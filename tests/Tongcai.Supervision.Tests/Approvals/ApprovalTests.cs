using System.Net;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Supervision.Approvals;

namespace Tongcai.Supervision.Tests.Approvals;

public sealed class ApprovalTests
{
    private static readonly ExpertArgument Expert = new("周启明", "河南工业大学", "教授", false, "专利不可替代");

    private static ApprovalApplied Asked => new(
        "p9", "a1", "method", "org-college", "中州市职业技术学院", "教学平台接口扩容", "A02021003", "goods", "410100", 250_000_000, true, "DYLY", "only-supplier", "专利接口", "同意",
        "河南恒泽智能装备有限公司", "中州市高新区1号", [Expert], "", "", new(2026, 7, 1), new(2026, 7, 8), [], new(2026, 7, 9));

    private static Application Waiting(ApprovalApplied asked) => new() { Id = "a1", Version = 1, ProcurementId = "p9", Asked = new(asked), SubmittedOn = asked.SubmittedOn };

    private static Law.Outcome<Application> Decide(ApprovalApplied asked, DecideApplication.Finding finding = DecideApplication.Finding.Approve, long budgetFen = 250_000_000) =>
        DecideApplication.Decide(Waiting(asked), People.Head, new(finding, budgetFen, "同意采用单一来源方式"), "财购批〔2026〕1号", new(2026, 7, 9));

    private static IReadOnlyList<string> Rules(Law.Outcome<Application> outcome) => [.. outcome.Refusals.Select(r => r.Rule.Id)];

    [Fact, Cites("SNG-03"), Cites("T039"), Cites("SNG-06")]
    public void 没有公示_公示不足_异议没有结论的不能批准_可以不予批准()
    {
        Assert.Equal(ApplicationState.Approved, Decide(Asked).Value!.State);
        Assert.Equal(["SNG-03"], Rules(Decide(Asked with { PublicisedFrom = null, PublicisedTo = null })));
        Assert.Equal(["T039"], Rules(Decide(Asked with { PublicisedFrom = new(2026, 7, 2) })));
        Assert.Equal(["SNG-06"], Rules(Decide(Asked with { Objections = [new("远达", "有同等产品", "")] })));
        Assert.Equal(ApplicationState.Refused, Decide(Asked with { PublicisedFrom = null, PublicisedTo = null }, DecideApplication.Finding.Refuse).Value!.State);
    }

    [Fact, Cites("MET-02"), Cites("APR-04")]
    public void 批准金额等于申请可以_多一分不行_办结的不再批_进口专家不足不批()
    {
        Assert.Equal(["MET-02"], Rules(Decide(Asked, budgetFen: 250_000_001)));
        Assert.Equal(["MET-02"], Rules(DecideApplication.Decide(Decide(Asked).Value!, People.Head, new(DecideApplication.Finding.Approve, 1, "同意同意同意"), "二号", new(2026, 7, 9))));
        Assert.Contains("APR-04", Rules(Decide(Asked with { Subject = "import", Method = "", Ground = "" })));
    }

    [Fact]
    public void 批复签名_改一字即不符()
    {
        using var key = Sm2PrivateKey.Generate();
        var fact = DecideApplication.Sign(Decide(Asked).Value!, 240_000_000, key);
        bool Verifies(ApprovalDecided d) => key.PublicKey.Verify(Encoding.UTF8.GetBytes(d.SignedText()), Convert.FromBase64String(d.Signature));
        Assert.True(Verifies(fact));
        Assert.False(Verifies(fact with { BudgetFen = 250_000_000 }));
        Assert.False(Verifies(fact with { Approved = false }));
    }

    [Fact]
    public async Task 申请到达即待批复_负责人签发_未达标准的只留记录()
    {
        await using var host = await WatchHost.Start();
        await host.Teach(new SourcePublicised("p9", "n9", "org-college", "中州市职业技术学院", "", "教学平台接口扩容", "410100", "A02021003", "打印机", 250_000_000, "", "", "恒泽", "", [Expert], new(2026, 7, 1), new(2026, 7, 8), "", ""), Given.At(7, 1));
        await host.Teach(Asked, Given.At(7, 9, 9));
        await host.Teach(Asked with { ApplicationId = "a2", ProcurementId = "p10", ReachesOpenTender = false, BudgetFen = 1_000 }, Given.At(7, 9, 9));
        var list = (await host.Page(People.Handler, "/approvals")).Html;
        Assert.Contains("采用单一来源方式：教学平台接口扩容", list, StringComparison.Ordinal);
        Assert.Contains("单位自行决定", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Head, "/approvals/a1")).Status);
        Assert.Contains("申请审批", (await host.Page(People.Handler, "/board")).Html, StringComparison.Ordinal);
        var decision = new { finding = "approve", budgetFen = 250_000_000, opinion = "同意采用单一来源方式采购" };
        Assert.Equal(HttpStatusCode.NotFound, (await host.Do(People.Handler, "/approvals/a1/decide", decision)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Head, "/approvals/a1/decide")).Status);
        var (status, body) = await host.Do(People.Head, "/approvals/a1/decide", decision);
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        Assert.Equal("财购批〔2026〕1号", body["result"]!["number"]!.GetValue<string>());
        var fact = Assert.Single(await host.Store.Read(db => db.FactsOf("p9")), f => f.Kind == "approval.decided");
        Assert.Equal("org-college", fact.Party);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Head, "/approvals/a1/decide", decision)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Head, "/approvals/a2/decide", decision)).Status);
    }
}
