using System.Net;
using System.Text.Json.Nodes;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.SingleSource;

/// <summary>A single-source procurement played through its acts, from the unit's own decision to the contract.</summary>
public sealed class SingleSourceChainTests
{
    [Fact]
    public async Task 单一来源从决定到合同文本()
    {
        await using var host = await TradingHost.Start("sqlite");
        var chain = new ChainToNotice(host);
        await chain.ToReview();
        var demand = chain.DemandId;
        await chain.Done(People.Reviewer, $"/demands/{demand}/review", new { Kind = "general", NonDiscrimination = true, Competition = true, Policy = true, Risk = true, Passed = true, Opinion = "同意" });
        var expert = new { Name = "周启明", Employer = "河南工业大学", Title = "教授", Lawyer = false, Opinion = "核心部件使用不可替代的专利。" };
        await chain.Done(People.Handler, $"/demands/{demand}/approvals/method", new
        {
            Method = "DYLY", Ground = "only-supplier", Reason = "原有教学平台的专利接口只能由原厂商提供", BudgetFen = 36_000_000, Region = "410100", Consent = "同意",
            SupplierName = People.Hengze.Name, SupplierAddress = "中州市高新区1号", Experts = new[] { expert },
        });
        var approval = await host.Store.Read(async db => (await db.All<Approval>()).Single());
        Assert.Equal(ApprovalState.Approved, approval.State);
        var id = (await chain.Done(People.Handler, $"/demands/{demand}/plan", new
        {
            Method = "DYLY", Uniform = false, CannotSpecify = false, PriceUnknown = false, Urgent = false, FewSuppliers = false, OnlySupplier = true, PublicService = false, InCatalogue = true,
            BudgetFen = 36_000_000, SetAside = "whole", Evaluation = "lowest", Region = "410100", PurchaserContact = "陈立新 0000-0000001", Approval = approval.Number,
        }))["result"]!["id"]!.GetValue<string>();
        await chain.Done(People.Handler, $"/procurements/{id}/intention", new { Summary = "办公用打印机 6 台", ExpectedOn = "2026-04-07" });
        await chain.Done(People.Handler, $"/procurements/{id}/entrustment", new { AgencyId = People.Minghe.Id, Scope = new[] { "编制采购文件", "组织协商" }, FeePayer = "purchaser", FeeStandard = "定额", FeeFen = 500_000 });
        await chain.Done(People.Agency, $"/procurements/{id}/entrustment/answer", new { Accept = true, Contact = "刘颖 0000-0000002 中州市商务路2号" });
        var terms = ChainToNotice.Terms(36_000_000, 6);
        terms["factors"] = new JsonArray();
        await chain.Done(People.Agency, $"/procurements/{id}/document/draft", terms.ToJsonString());
        await chain.Done(People.Reviewer, $"/procurements/{id}/document/confirmation", new { Edition = 1 });
        host.Legal.Now = new DateTimeOffset(2026, 4, 7, 1, 0, 0, TimeSpan.Zero);

        await chain.Refused(People.Agency, $"/procurements/{id}/notice", ChainToNotice.Notice(), "MET-05");
        await host.Store.Execute(Commit.Empty.Insert(People.Handler.Known()).Insert(People.Agency.Known()));
        await chain.Done(People.Agency, $"/procurements/{id}/source/invitation", new
        {
            SupplierId = People.Hengze.Id, MeetingAt = "2026-04-08T09:00:00+08:00", Place = "采购中心三楼",
            Staff = new[] { new { People.Handler.AccountId, Experience = "同类设备采购八年" }, new { People.Agency.AccountId, Experience = "采购师" } },
        });
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.Supplier with { OrganisationId = "org-other" }, $"/procurements/{id}/source")).Status);
        object Offer(long unitFen) => new
        {
            Prices = new[] { new { Item = "打印机", Quantity = 6, Unit = "台", UnitPriceFen = unitFen } }, DeliveryDays = 15,
            Responses = new[] { new { RequirementId = "R1", Text = "每分钟 35 页" }, new { RequirementId = "R2", Text = "十日内送货" } },
            Cost = "整机成本与近期三份合同相同", Contact = "李国平 0000-0000005",
        };
        await chain.Done(People.Supplier, $"/procurements/{id}/source/offer", Offer(6_500_000));
        await chain.Done(People.Supplier, $"/procurements/{id}/source/offer", Offer(5_900_000));
        host.Legal.Now = new DateTimeOffset(2026, 4, 8, 8, 0, 0, TimeSpan.Zero);
        object Record(long fen) => new
        {
            Publicity = "未达到公开招标数额标准，不需要公示", MetOn = "2026-04-08", Place = "采购中心三楼", Cost = "成本说明",
            SimilarContracts = new[] { new { Buyer = "中州市图书馆", Title = "打印机采购合同", SignedOn = "2025-11-03", PriceFen = 36_000_000, Origin = "合同公告" } },
            Patents = "专利接口", Terms = "十五日内交货，验收后付清，价格商定如上", PriceFen = fen,
        };
        await chain.Refused(People.Agency, $"/procurements/{id}/source/record", Record(39_000_000), "SNG-07");
        await chain.Done(People.Agency, $"/procurements/{id}/source/record", Record(35_400_000));
        Assert.Contains("协商情况记录", (await host.Page(People.Agency, $"/procurements/{id}/source")).Html, StringComparison.Ordinal);
        var lot = $"{id}-1";
        await chain.Done(People.Handler, $"/procurements/{id}/report/signature", new { LotId = lot });
        Assert.Equal(Stage.Evaluating, (await host.Store.Read(db => db.Get<Procurement>(id))).Stage);
        await chain.Done(People.Agency, $"/procurements/{id}/report/signature", new { LotId = lot });
        var award = await host.Store.Read(async db => (await db.Get<Procurement>(id), (await db.Get<Tongcai.Trading.Evaluation.Report>(lot)).Ranking.Value[0].BidId));
        Assert.Equal(Stage.Reported, award.Item1.Stage);
        await chain.Done(People.Handler with { Posts = new HashSet<string> { Post.Head } }, $"/procurements/{id}/award", new { LotId = lot, award.BidId });
        await chain.Done(People.Agency, $"/procurements/{id}/result", new { AgencyFeeFen = 500_000 });
        var facts = (await host.Store.Read(db => db.FactsOf(id))).Select(f => f.Kind).ToList();
        Assert.True(facts.IndexOf("document.disclosed") >= 0 && facts.IndexOf("document.disclosed") < facts.IndexOf("result.published"));
        await chain.Done(People.Agency, $"/procurements/{id}/contract", new { LotId = lot });
        var contract = await host.Store.Read(async db => (await db.All<Contract>()).Single());
        Assert.Equal((35_400_000, People.Hengze.Id), (contract.PriceFen, contract.SupplierId));
        Assert.Contains("采购", contract.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Handler, $"/procurements/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Supplier, $"/procurements/{id}/source")).Status);
    }
}
