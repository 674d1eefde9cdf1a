using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Tests;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Tests.Bidding;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Methods;

/// <summary>紧急采购: declared with a collective decision, competitive with whoever comes, direct when extremely urgent.</summary>
public sealed class EmergencyTests
{
    private static readonly DateOnly Day = new(2026, 10, 12);

    private static async Task<(SealedHost Host, MethodChain Chain)> Start(string method, string engine = "sqlite")
    {
        var host = await SealedHost.Start(engine);
        host.Trading.Legal.Now = Day.Beijing(new TimeOnly(8, 30));
        return (host, new MethodChain(host, method) { From = Day, Urgent = "暴雨内涝造成设备损毁，须在三日内恢复教学" });
    }

    [Theory, InlineData("sqlite"), InlineData("postgres"), Cites("EMG-03"), Cites("EMG-06")]
    public async Task 竞争性紧急采购_次日截止_只有一家也继续_办到支付(string engine)
    {
        var (host, chain) = await Start("JINJI", engine);
        await using var _ = host;
        await chain.ToOpened(33_000_000);
        Assert.Equal(new DateOnly(2026, 10, 13), chain.Deadline.BeijingDate());
        await chain.Comply();
        await chain.Chain.Done(chain.Experts[0], $"/procurements/{chain.Id}/talks", new { LotId = chain.Lot, SupplierId = chain.Firms[0].Id, WholeGroup = true, Minutes = "请说明到货时间，供应商逐项答复。" });
        var deadline = host.Trading.Legal.Now.AddMinutes(30);
        await chain.Chain.Done(chain.Experts[0], $"/procurements/{chain.Id}/offers", new { Deadline = deadline });
        await chain.Firms[0].Seal(host.Trading, chain.Id, 30_000_000);
        host.Trading.Legal.Now = deadline;
        await host.Due();
        await host.Tick();
        await host.Due();
        await chain.Comply();
        await chain.Report();
        Assert.Equal(("中州供货1公司", 30_000_000), await chain.ToPaid());
        var facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        Assert.Contains(facts, f => f.Kind == "emergency.declared" && f.FactClass == Exchange.FactClass.Restricted);
        var notices = await host.Trading.Store.Read(c => c.Where<Notice>("procurement_id = @Id order by published_on, kind", new { chain.Id }));
        Assert.Equal(["实训楼打印机采购紧急采购公告", "实训楼打印机采购成交结果公告"], notices.Select(n => n.Title));
        Assert.Empty(await host.Trading.App.Services.GetRequiredService<Reconciler>().Run());
    }

    [Fact, Cites("EMG-03")]
    public async Task 没有供应商响应的终止()
    {
        var (host, chain) = await Start("JINJI");
        await using var _ = host;
        await chain.ToNotice(1);
        host.Trading.Legal.Now = chain.Deadline;
        await host.Due();
        await host.Tick();
        await host.Due();
        var ended = await chain.Chain.Procurement();
        Assert.Equal((Stage.Ended, "failed"), (ended.Stage, ended.Ending));
        var fact = (await host.Trading.Store.Read(c => c.FactsOf(chain.Id))).Single(f => f.Kind == "procurement.ended");
        Assert.Contains("EMG-03", System.Text.Encoding.UTF8.GetString(fact.Body), StringComparison.Ordinal);
    }

    [Fact, Cites("EMG-02")]
    public async Task 极其紧急的直接采购_协商_记录_结果_合同()
    {
        var (host, chain) = await Start("JINJI-ZJ");
        await using var _ = host;
        await chain.ToConfirmed();
        await chain.Register(1);
        var (id, firm) = (chain.Id, chain.Firms[0]);
        await chain.Chain.Refused(People.Agency, $"/procurements/{id}/notice", ChainToNotice.Notice("2026-10-12", "2026-10-12", "2026-10-13T09:30:00+08:00"), "EMG-02");
        await host.Trading.Store.Execute(Commit.Empty.Insert(People.Handler.Known()).Insert(People.Agency.Known()));
        await chain.Chain.Done(People.Agency, $"/procurements/{id}/source/invitation", new
        {
            SupplierId = firm.Id, MeetingAt = "2026-10-12T15:00:00+08:00", Place = "采购中心三楼",
            Staff = new[] { new { People.Handler.AccountId, Experience = "同类设备采购八年" }, new { People.Agency.AccountId, Experience = "采购师" } },
        });
        await chain.Chain.Done(firm.Actor, $"/procurements/{id}/source/offer", new
        {
            Prices = new[] { new { Item = "打印机", Quantity = 6, Unit = "台", UnitPriceFen = 5_900_000 } }, DeliveryDays = 2,
            Responses = new[] { new { RequirementId = "R1", Text = "每分钟 35 页" }, new { RequirementId = "R2", Text = "两日内送货" } }, Cost = "整机成本与近期三份合同相同", Contact = "李国平 0000-0000005",
        });
        host.Trading.Legal.Now = Day.Beijing(new TimeOnly(16, 0));
        await chain.Chain.Done(People.Agency, $"/procurements/{id}/source/record", new
        {
            Publicity = "紧急采购，集体决策直接采购，不需要公示", MetOn = "2026-10-12", Place = "采购中心三楼", Cost = "成本说明",
            SimilarContracts = new[] { new { Buyer = "中州市图书馆", Title = "打印机采购合同", SignedOn = "2025-11-03", PriceFen = 36_000_000, Origin = "合同公告" } },
            Patents = "无", Terms = "两日内交货，验收后付清，价格商定如上", PriceFen = 35_400_000,
        });
        var html = (await host.Trading.Page(People.Agency, $"/procurements/{id}/source")).Html;
        Assert.Contains("紧急采购协商", html, StringComparison.Ordinal);
        Assert.DoesNotContain("单一来源", html, StringComparison.Ordinal);
        await chain.Chain.Done(People.Handler, $"/procurements/{id}/report/signature", new { LotId = chain.Lot });
        await chain.Chain.Done(People.Agency, $"/procurements/{id}/report/signature", new { LotId = chain.Lot });
        Assert.Equal(("中州供货1公司", 35_400_000), await chain.ToPaid());
        Assert.Contains(await host.Trading.Store.Read(c => c.FactsOf(id)), f => f.Kind == "document.disclosed");
    }

    private static DeclareEmergency.Request Declaration => new(DeclareEmergency.Cause.Disaster, "暴雨内涝造成设备损毁，库存和调剂不能满足", "校长办公会纪要〔2026〕8号", Day, ["赵校长", "王静"], false);

    private static Outcome<Commit> Declare(DeclareEmergency.Request request, DateOnly? today = null, Demand? demand = null) => DeclareEmergency.Decide(demand ?? Reviewed, People.Handler, request, "p123456789", "e1", today ?? Day);

    [Fact, Cites("EMG-01"), Cites("EMG-05")]
    public void 施行前一日不得认定_施行当日可以_一人决定不行_没有要买的不行()
    {
        Assert.Equal("p123456789", Fact<EmergencyDeclared>(Declare(Declaration with { DecidedOn = new(2026, 10, 1) }, new(2026, 10, 1))).Stream);
        Assert.Equal(["EMG-01"], Rules(Declare(Declaration with { DecidedOn = new(2026, 9, 30) }, new(2026, 9, 30))));
        Assert.Equal(["EMG-05"], Rules(Declare(Declaration with { Deciders = ["赵校长"] })));
        Assert.Equal(["EMG-05"], Rules(Declare(Declaration with { DecidedOn = Day.AddDays(1) })));
        Assert.Equal(["EMG-01"], Rules(Declare(Declaration, demand: Reviewed with { ToBuy = 0 })));
        Assert.Equal(["EMG-02"], Rules(Declare(Declaration with { Direct = true })));
        Assert.NotEmpty(Rules(Declare(Declaration, demand: Reviewed with { State = DemandState.Planned })));
    }

    [Fact, Cites("EMG-06"), Cites("EMG-02")]
    public void 没有认定不得备案_认定竞争的不得直接_超过公开招标数额也无须批准()
    {
        var request = new FilePlan.Request("JINJI", false, false, false, true, false, false, false, true, 36_000_000, SetAside.Whole, EvaluationMethod.Lowest, "410100", "陈立新");
        var declared = Row<Emergency>(Declare(Declaration));
        Outcome<Commit> File(FilePlan.Request r, Emergency? e, Demand? demand = null, BudgetLine? line = null) => FilePlan.Decide(demand ?? Reviewed, line ?? Line, 0, People.Handler, r, "p123456789", Day, emergency: e);
        Assert.Contains("校长办公会纪要", Fact<PlanFiled>(File(request, declared)).MethodReasons[0], StringComparison.Ordinal);
        Assert.True(Row<Emergency>(File(request, declared)).Used);
        Assert.Contains("EMG-06", Rules(File(request, null)));
        Assert.Contains("EMG-02", Rules(File(request with { Method = "JINJI-ZJ" }, declared)));
        Assert.NotNull(File(request with { Method = "JINJI-ZJ" }, declared with { Direct = true }).Value);
        var large = request with { BudgetFen = 500_000_000, SetAside = SetAside.None, SetAsideReason = "属于第六条第三项情形，难以充分竞争" };
        Assert.NotNull(File(large, declared, Reviewed with { BudgetFen = 1_000_000_000 }, Line with { AmountFen = 1_000_000_000 }).Value);
    }
}
