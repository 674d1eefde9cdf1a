using System.Net;
using Tongcai.Exchange;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Planning;

/// <summary>One application played through the acts: publicity, objection, conclusion, submission, decision, plan.</summary>
public sealed class ApprovalChainTests
{
    [Fact]
    public async Task 单一来源从申请公示异议报批到备案()
    {
        await using var host = await TradingHost.Start("sqlite");
        var chain = new ChainToNotice(host);
        await chain.ToBudget(400_000_000);
        var demand = (await chain.Done(People.Handler, "/demands/new", ChainToNotice.Demand("YS-2026-001", 10, 300_000_000)))["result"]!["id"]!.GetValue<string>();
        await chain.Done(People.Handler, $"/demands/{demand}/reuse", new { InUnit = 0, UnitAnswer = "各处室均无闲置打印机", InDepartment = 0, DepartmentAnswer = "主管部门答复无可调剂" });
        await chain.Done(People.Handler, $"/demands/{demand}/warehouse", new { });
        await chain.Done(People.Reviewer, $"/demands/{demand}/review", new { Kind = "focused", NonDiscrimination = true, Competition = true, Policy = true, Risk = true, Passed = true, Opinion = "同意" });

        var expert = new { Name = "周启明", Employer = "河南工业大学", Title = "教授", Lawyer = false, Opinion = "核心部件使用不可替代的专利。" };
        object Application(string consent = "中教函〔2026〕3号同意") => new
        {
            Method = "DYLY", Ground = "only-supplier", Reason = "原有教学平台的专利接口只能由原厂商提供", BudgetFen = 300_000_000, Region = "410100", Consent = consent,
            SupplierName = People.Hengze.Name, SupplierAddress = "中州市高新区1号", Experts = new[] { expert },
        };
        await chain.Refused(People.Handler, $"/demands/{demand}/approvals/method", Application(" "), "INP-01");
        var approval = (await chain.Done(People.Handler, $"/demands/{demand}/approvals/method", Application()))["result"]!["id"]!.GetValue<string>();

        // Before publicity it is nobody's business outside.
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.Supplier, $"/approvals/{approval}")).Status);
        await chain.Done(People.Handler, $"/approvals/{approval}/publicity", new { Description = "教学平台接口扩容，含安装调试", To = "2026-03-09", PurchaserContact = "陈立新 0000-0000001", AuthorityContact = "中州市财政局 0000-0000009" });
        await chain.Done(People.Supplier, $"/approvals/{approval}/objections", new { Text = "本公司以外还有厂商可以提供同样接口" });
        Assert.Contains("单一来源公示", (await host.Page(People.Supplier, $"/approvals/{approval}")).Html, StringComparison.Ordinal);
        await chain.Refused(People.Handler, $"/approvals/{approval}/submission", new { }, "SNG-03");
        host.Legal.Now = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        await chain.Refused(People.Handler, $"/approvals/{approval}/submission", new { }, "SNG-06");
        var objection = await host.Store.Read(async db => (await db.Where<SourceObjection>("approval_id = @approval", new { approval })).Single());
        await chain.Done(People.Handler, $"/approvals/{approval}/conclusions", new { Conclusions = new[] { new { ObjectionId = objection.Id, Upheld = false, Conclusion = "所称产品接口不兼容" } }, Experts = new[] { expert } });
        await chain.Done(People.Handler, $"/approvals/{approval}/submission", new { });

        var plan = new
        {
            Method = "DYLY", Uniform = false, CannotSpecify = false, PriceUnknown = false, Urgent = false, FewSuppliers = false, OnlySupplier = true, PublicService = false, InCatalogue = true,
            BudgetFen = 300_000_000, SetAside = "none", Evaluation = "lowest", Region = "410100", PurchaserContact = "陈立新 0000-0000001", Approval = "中财购批〔2026〕1号",
        };
        await chain.Refused(People.Handler, $"/demands/{demand}/plan", plan, "MET-02");

        // The decision as the reader of the authority's ledger leaves it.
        var waiting = await host.Store.Read(db => db.Get<Approval>(approval));
        var decided = new Tongcai.Exchange.Facts.ApprovalDecided(waiting.ProcurementId, approval, "中财购批〔2026〕1号", true, "method", "DYLY", "only-supplier", 300_000_000, "同意", new(2026, 3, 12), "");
        Assert.IsType<Committed>(await host.Store.Execute(ObeyApproval.Decide(waiting, decided).Record(new Tongcai.Exchange.Wire.ClockJumped(1, host.Legal.Now, 1))));
        Assert.Contains("中财购批〔2026〕1号", (await host.Page(People.Handler, $"/demands/{demand}/plan")).Html, StringComparison.Ordinal);
        var id = (await chain.Done(People.Handler, $"/demands/{demand}/plan", plan))["result"]!["id"]!.GetValue<string>();
        Assert.Equal(waiting.ProcurementId, id);
        var procurement = await host.Store.Read(db => db.Get<Procurement>(id));
        Assert.Equal(("DYLY", approval), (procurement.Method, procurement.ApprovalId));
        Assert.Contains("已用于采购计划", (await host.Page(People.Handler, "/approvals")).Html, StringComparison.Ordinal);
    }
}
