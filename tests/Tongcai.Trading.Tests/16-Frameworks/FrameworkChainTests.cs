using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Law;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Tests;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Frameworks;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Tests.Bidding;
using Tongcai.Trading.Tests.Methods;

namespace Tongcai.Trading.Tests.Frameworks;

/// <summary>框架协议 played over HTTP: the closed form with sealed responses and real keys, the open form and the second stage on both engines.</summary>
public sealed class FrameworkChainTests
{
    private static readonly object Review = new { Kind = "general", NonDiscrimination = true, Competition = true, Policy = true, Risk = true, Passed = true, Opinion = "同意" };

    private static object Scheme(string second, string? approval) => new
    {
        Form = "closed", Collector = "central", Use = "catalogue", Ground = "各处室全年多次少量购置，标准统一", Lots = new[] { new { Title = "打印机", Unit = "台", Quantity = 6, CeilingFen = 6_000_000 } },
        BuyersSurveyed = 3, SuppliersSurveyed = 3, TermMonths = 12, Entry = "price", GovernmentPriced = false, Instruments = false, EliminationPercent = 20, MostEntrants = 0, Second = second,
        Scope = new[] { People.College.Id }, Region = "410100", SetAside = "whole", Upgrade = "新品性能不低于入围产品", Feedback = "每单评价，每季公布", Exit = "拒单两次的清退", Contact = "陈立新 0000-0000001", Approval = approval,
    };

    /// <summary>Approval, scheme, entrustment, document and key: everything before the notice.</summary>
    private static Func<MethodChain, Task> To(SealedHost host) => async m =>
    {
        var chain = m.Chain;
        await chain.ToReview();
        await chain.Done(People.Reviewer, $"/demands/{chain.DemandId}/review", Review);
        await chain.Refused(People.Handler, $"/demands/{chain.DemandId}/scheme", Scheme("bidding", null), "FRM-09");
        await chain.Done(People.Handler, $"/demands/{chain.DemandId}/approvals/method", new
        {
            Method = "KJXY", Ground = "central-scheme", Reason = "集中采购目录以内，全年多次少量购置", BudgetFen = 36_000_000, Region = "410100", Consent = "同意",
        });
        // What the authority decides is read from its ledger, which has tests of its own.
        var asked = await host.Trading.Store.Read(async db => (await db.All<Approval>()).Single());
        Assert.Equal(ApprovalState.Submitted, asked.State);
        var decided = new Exchange.Facts.ApprovalDecided(asked.ProcurementId, asked.Id, "中财购批〔2026〕7号", true, "method", "KJXY", "central-scheme", 36_000_000, "同意", new(2026, 3, 3), "");
        Assert.IsType<Committed>(await host.Trading.Store.Execute(ObeyApproval.Decide(asked, decided).Record(new Exchange.Wire.ClockJumped(1, host.Trading.Legal.Now, 1))));
        await chain.FilePlan(Scheme("bidding", "中财购批〔2026〕7号"), "scheme");
        await chain.Done(People.Handler, $"/procurements/{m.Id}/entrustment", new { AgencyId = People.Minghe.Id, Scope = new[] { "编制征集文件", "组织征集" }, FeePayer = "purchaser", FeeStandard = "定额", FeeFen = 500_000 });
        await chain.Done(People.Agency, $"/procurements/{m.Id}/entrustment/answer", new { Accept = true, Contact = "刘颖 0000-0000002 中州市商务路2号" });
        var terms = ChainToNotice.Terms(36_000_000, 6);
        terms["factors"] = new JsonArray();
        await chain.Refused(People.Agency, $"/procurements/{m.Id}/document/draft", terms.ToJsonString(), "FRM-15");
        terms["lots"]![0]!["quantity"] = 1;
        terms["lots"]![0]!["ceilingFen"] = 6_000_000;
        await chain.Done(People.Agency, $"/procurements/{m.Id}/document/draft", terms.ToJsonString());
        await chain.Done(People.Reviewer, $"/procurements/{m.Id}/document/confirmation", new { Edition = 1 });
        await chain.Done(People.Agency, $"/procurements/{m.Id}/key", new { });
    };

    private static async Task Qualify(MethodChain m, params string[] not) => await m.Chain.Done(People.Agency, $"/procurements/{m.Id}/qualification", new
    {
        LotId = m.Lot, Findings = (await m.Opened()).Select(b => new { BidId = b.Id, Passed = !not.Contains(b.SupplierId), Reason = not.Contains(b.SupplierId) ? "没有生产许可" : null }),
    });

    /// <summary>A reviewed demand of the college for so many printers.</summary>
    private static async Task<string> Wanted(ChainToNotice chain, int quantity)
    {
        var demand = (await chain.Done(People.Handler, "/demands/new", ChainToNotice.Demand("YS-2026-001", quantity, quantity * 6_000_000L)))["result"]!["id"]!.GetValue<string>();
        await chain.Done(People.Handler, $"/demands/{demand}/reuse", new { InUnit = 0, UnitAnswer = "各处室均无闲置打印机", InDepartment = 0, DepartmentAnswer = "主管部门答复无可调剂" });
        await chain.Done(People.Handler, $"/demands/{demand}/warehouse", new { });
        await chain.Done(People.Reviewer, $"/demands/{demand}/review", Review);
        return demand;
    }

    private static async Task<string> Invite(ChainToNotice chain, string framework, string demand, DateTimeOffset until) =>
        (await chain.Done(People.Handler, $"/demands/{demand}/call-off", new { Lot = framework + "/1", PurchaserContact = "陈立新 0000-0000001", QuoteUntil = until }))["result"]!["id"]!.GetValue<string>();

    /// <summary>What the program does by itself: the trustees' key and the invitation.</summary>
    internal static async Task Invited(SealedHost host)
    {
        await host.Due();
        await host.Trading.App.Services.GetRequiredService<InviteEntrants>().Running;
        await host.Tick();
    }

    /// <summary>The deadline and the opening by the trustees.</summary>
    internal static async Task<OpenResult> Opened(SealedHost host, string id)
    {
        host.Trading.Legal.Now = (await host.Trading.Store.Read(db => db.Get<Procurement>(id))).BidDeadline!.Value;
        await host.Due();
        await host.Tick();
        return await host.Trading.App.Services.GetRequiredService<Opener>().Try(id, TestContext.Current.CancellationToken);
    }

    [Fact, Cites("MET-09"), Cites("FRM-05"), Cites("FRM-19"), Cites("FRM-23"), Cites("FRM-26"), Cites("FRM-04")]
    public async Task 封闭式从方案到二次竞价的合同支付_没有报价_拒绝授予_清退_补充征集_期满()
    {
        await using var host = await SealedHost.Start("sqlite");
        var trading = host.Trading;
        var m = new MethodChain(host, "KJXY") { Confirming = To(host) };
        var chain = m.Chain;
        await m.ToOpened(5_000_000, 5_400_000, 5_800_000);
        Assert.Equal(0, (await trading.Store.Read(db => db.Get<BudgetLine>("YS-2026-001"))).DrawnFen);
        await Qualify(m);
        await m.Comply();
        await m.Report();
        await chain.Refused(MethodChain.Head, $"/procurements/{m.Id}/award", new { LotId = m.Lot, BidId = (await m.Opened())[0].Id }, "MET-09");
        await chain.Done(MethodChain.Head, $"/procurements/{m.Id}/framework/entry", new { AgencyFeeFen = 500_000 });
        var entrants = await trading.Store.Read(db => db.Where<Entrant>("framework_id = @Id order by rank", new { m.Id }));
        Assert.Equal(["org-firm-1", "org-firm-2"], entrants.Select(e => e.SupplierId));

        // 签订：both sides, the loser sees nothing of it.
        await m.WithCertificate();
        var (firm1, firm2, firm3) = (m.Firms[0], m.Firms[1], m.Firms[2]);
        Assert.Equal(HttpStatusCode.NotFound, (await trading.Page(firm3.Actor, $"/procurements/{m.Id}/agreements/{entrants[0].Id}")).Status);
        Assert.Contains(entrants[0].SupplierName, (await trading.Page(firm1.Actor, $"/procurements/{m.Id}/agreements/{entrants[0].Id}")).Html, StringComparison.Ordinal);
        await chain.Refused(firm1.Actor, $"/procurements/{m.Id}/agreements/{entrants[0].Id}/sign", new { Signature = m.Sign("别的文本") }, "IDN-06");
        Assert.Contains("签订框架协议", (await trading.Page(firm1.Actor, "/work")).Html, StringComparison.Ordinal);
        foreach (var (entrant, firm) in entrants.Zip([firm1, firm2]))
        {
            await chain.Done(firm.Actor, $"/procurements/{m.Id}/agreements/{entrant.Id}/sign", new { Signature = Convert.ToBase64String(firm.Signing.Sign(System.Text.Encoding.UTF8.GetBytes(entrant.Text))) });
            await chain.Done(MethodChain.Head, $"/procurements/{m.Id}/agreements/{entrant.Id}/sign", new { Signature = m.Sign(entrant.Text) });
        }

        var facts = (await trading.Store.Read(db => db.FactsOf(m.Id))).ToList();
        Assert.Equal(2, facts.Count(f => f.Kind == "framework.agreed"));
        Assert.Contains(facts, f => f is { Kind: "reasons.given", Party: "org-firm-3" });
        Assert.Equal(HttpStatusCode.OK, (await trading.Page(firm3.Actor, $"/procurements/{m.Id}/framework")).Status);

        // 二次竞价：the program makes key and invitation; quotes are sealed to the trustees.
        var until = trading.Legal.Now.AddHours(6);
        var first = await Invite(chain, m.Id, await Wanted(chain, 3), until);
        Assert.Equal(18_000_000 - (3 * 600_000), (await trading.Store.Read(db => db.Get<BudgetLine>("YS-2026-001"))).DrawnFen);
        Assert.Contains("等受托人生成开启密钥", (await trading.Page(People.Handler, $"/procurements/{first}")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await trading.Page(firm1.Actor, $"/procurements/{first}/bid")).Status);
        await Invited(host);
        Assert.Equal(Stage.Noticed, (await trading.Store.Read(db => db.Get<Procurement>(first))).Stage);
        facts = [.. await trading.Store.Read(db => db.FactsOf(first))];
        Assert.Equal(["plan.filed", "calloff.begun", "key.ceremony", "calloff.invited", "calloff.invited"], facts.Select(f => f.Kind));
        Assert.Equal(["org-firm-1", "org-firm-2"], facts.Where(f => f.Kind == "calloff.invited").Select(f => f.Party).Order(StringComparer.Ordinal));
        Assert.Contains("二次竞价报价", (await trading.Page(firm2.Actor, "/work")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("二次竞价报价", (await trading.Page(firm3.Actor, "/work")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await trading.Page(firm3.Actor, $"/procurements/{first}/bid")).Status);
        var asked = (await trading.Page(firm1.Actor, $"/procurements/{first}/bid")).Html;
        Assert.Contains("不超过 50,000.00 元", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("技术方案", asked, StringComparison.Ordinal);
        var terms = await firm2.Terms(trading, first);
        Assert.Equal((3, 5_400_000, 16_200_000), (terms["quote"]!["quantity"]!.GetValue<long>(), terms["quote"]!["agreedFen"]!.GetValue<long>(), terms["lots"]![0]!["ceilingFen"]!.GetValue<long>()));
        await firm1.Seal(trading, first, 14_700_000);
        await firm2.Seal(trading, first, 14_850_000);
        await chain.Refused(People.Handler, $"/procurements/{first}/call-off/conclusion", new { }, "FRM-23");
        trading.Legal.Now = until.AddMilliseconds(-1);
        await firm2.Seal(trading, first, 14_100_000);
        trading.Legal.Now = until;
        Assert.Equal("BID-01", Firm.RuleOf((await firm1.Send(trading, first, await firm1.Pack(trading, first, 12_000_000, upload: false))).Body));
        await host.Tick();
        Assert.Equal(OpenResult.Opened, await Opened(host, first));
        Assert.Contains("二次竞价成交", (await trading.Page(People.Handler, "/work")).Html, StringComparison.Ordinal);
        Assert.Contains("47,000.00 元/台", (await trading.Page(People.Handler, $"/procurements/{first}/call-off/conclusion")).Html, StringComparison.Ordinal);
        await chain.Done(People.Handler, $"/procurements/{first}/call-off/conclusion", new { });
        await m.PayContract(first, firm2, 14_100_000);
        Assert.Equal(Stage.Paid, (await trading.Store.Read(db => db.Get<Procurement>(first))).Stage);
        Assert.Equal(14_100_000, (await trading.Store.Read(db => db.Get<BudgetLine>("YS-2026-001"))).DrawnFen);

        // 没有人报价：终止，需求重新组织，预算退回。
        var wanted = await Wanted(chain, 2);
        until = trading.Legal.Now.AddHours(4);
        var second = await Invite(chain, m.Id, wanted, until);
        await Invited(host);
        Assert.Equal(OpenResult.Ended, await Opened(host, second));
        Assert.Equal("failed", (await trading.Store.Read(db => db.Get<Procurement>(second))).Ending);
        await chain.Done(People.Handler, $"/demands/{wanted}/reopening", new { Finding = "报价时间偏短，采购文件没有不合理条款" });
        Assert.Equal(14_100_000, (await trading.Store.Read(db => db.Get<BudgetLine>("YS-2026-001"))).DrawnFen);

        // 成交后拒绝授予：终止；征集人清退，剩一半，可以补充征集；都清退后没有可以授予的。
        until = trading.Legal.Now.AddHours(4);
        var third = await Invite(chain, m.Id, wanted, until);
        await Invited(host);
        await firm1.Seal(trading, third, 9_000_000);
        await host.Tick();
        Assert.Equal(OpenResult.Opened, await Opened(host, third));
        await chain.Done(People.Handler, $"/procurements/{third}/call-off/conclusion", new { });
        Assert.Equal(HttpStatusCode.NotFound, (await trading.Do(firm2.Actor, $"/procurements/{third}/call-off/refusal", new { Reason = "不是本单位的合同不能由本单位拒绝" })).Status);
        await chain.Done(firm1.Actor, $"/procurements/{third}/call-off/refusal", new { Reason = "整机停产，无法按期供货" });
        await chain.Done(People.Handler, $"/demands/{wanted}/reopening", new { Finding = "供应商拒绝，采购文件没有不合理条款" });
        await chain.Refused(MethodChain.Head, $"/procurements/{m.Id}/framework/supplement", new { Reason = "剩余供应商不能满足供货需要" }, "FRM-04");
        await chain.Done(MethodChain.Head, $"/procurements/{m.Id}/framework/removal", new { EntrantId = entrants[0].Id, Cause = "refusedAward", Facts = "成交后无正当理由拒绝签订合同" });
        var supplement = (await chain.Done(MethodChain.Head, $"/procurements/{m.Id}/framework/supplement", new { Reason = "剩余供应商不能满足供货需要" }))["result"]!["id"]!.GetValue<string>();
        Assert.Equal(["org-firm-1"], (await trading.Store.Read(db => db.Get<Procurement>(supplement))).Framework.Value!.BarredIds!);
        await chain.Done(MethodChain.Head, $"/procurements/{m.Id}/framework/removal", new { EntrantId = entrants[1].Id, Cause = "noPerformance", Facts = "两次经催告仍未按约定供货" });
        await chain.Refused(People.Handler, $"/demands/{wanted}/call-off", new { Lot = m.Id + "/1", PurchaserContact = "陈立新", QuoteUntil = trading.Legal.Now.AddHours(5) }, "FRM-19");
        Assert.Contains("已清退", (await trading.Page(People.Handler, $"/procurements/{m.Id}/framework")).Html, StringComparison.Ordinal);

        // 期满：汇总一份合同。
        await chain.Refused(People.Handler, $"/procurements/{m.Id}/framework/summary", new { }, "T054");
        trading.Legal.Now = new DateTimeOffset(2027, 6, 1, 2, 0, 0, TimeSpan.Zero);
        Assert.Contains("公告成交结果汇总", (await trading.Page(People.Handler, "/work")).Html, StringComparison.Ordinal);
        await chain.Done(People.Handler, $"/procurements/{m.Id}/framework/summary", new { });
        Assert.Equal(Stage.Paid, (await chain.Procurement()).Stage);
    }

    [Fact, Cites("FRM-01")]
    public async Task 两家响应可以开启_资格不合格剩一家终止_不占的预算不退()
    {
        await using var host = await SealedHost.Start("sqlite");
        var m = new MethodChain(host, "KJXY") { Confirming = To(host) };
        await m.ToOpened(5_000_000, 5_400_000);
        await Qualify(m, "org-firm-2");
        var ended = await m.Chain.Procurement();
        Assert.Equal((Stage.Ended, "failed"), (ended.Stage, ended.Ending));
        Assert.Contains("不足两家", ended.EndingReason, StringComparison.Ordinal);
        await m.Chain.Done(People.Handler, $"/demands/{m.Chain.DemandId}/reopening", new { Finding = "征集文件没有不合理条款，重新征集" });
        Assert.Equal(0, (await host.Trading.Store.Read(db => db.Get<BudgetLine>("YS-2026-001"))).DrawnFen);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 开放式从方案到合同文本_随时加入_直接选定_退出(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        var chain = new ChainToNotice(host);
        await People.Register(host.Store);
        var code = Catalogue.Items.First(i => i.IsLeaf && i.Kind == "services").Code;
        host.Outside.Approved.Add(new("YS-2026-009", People.College.CreditCode, "DEPT", 2026, "养老服务", code, 500_000_000));
        await chain.Done(People.Handler, "/budget/take-in", new { Year = 2026 });
        async Task<string> Wanted(long quantity)
        {
            var demand = (await chain.Done(People.Handler, "/demands/new", new
            {
                BudgetLineId = "YS-2026-009", Title = "困难老人上门服务", CatalogueCode = code, Quantity = quantity, Unit = "小时", BudgetFen = quantity * 6_000, Summary = "上门服务",
                Requirements = new object[] { new { Kind = "technical", Text = "持证上门", Mandatory = true }, new { Kind = "business", Text = "按月结算", Mandatory = false } },
            }))["result"]!["id"]!.GetValue<string>();
            await chain.Done(People.Reviewer, $"/demands/{demand}/review", Review);
            return demand;
        }

        var head = Made.MethodsHead;
        var collected = await Wanted(20_000);
        object Scheme(string? ground) => new
        {
            Form = "open", Collector = "department", Use = "publicService", Ground = "全年多次为不确定的服务对象提供", Lots = new[] { new { Title = "居家养老上门服务", Unit = "小时", Quantity = 20_000, CeilingFen = 6_000 } },
            BuyersSurveyed = 3, SuppliersSurveyed = 3, TermMonths = 24, Entry = "price", GovernmentPriced = true, Instruments = false, EliminationPercent = 0, MostEntrants = 0, Second = "direct",
            Scope = new[] { People.College.Id }, Region = "410100", SetAside = "whole", Upgrade = "不适用", Feedback = "每单评价", Exit = "三次投诉属实的清退", Contact = "陈立新 0000-0000001", OpenGround = ground,
        };
        await chain.Refused(People.Handler, $"/demands/{collected}/scheme", Scheme(null), "FRM-13");
        var framework = (await chain.Done(People.Handler, $"/demands/{collected}/scheme", Scheme("民政部门公布统一付费标准，需要就近服务")))["result"]!["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.Supplier, $"/procurements/{framework}/framework")).Status);
        await chain.Done(head, $"/procurements/{framework}/framework/call", new { Qualifications = new[] { "具有独立承担民事责任的能力" }, Delivery = "全市范围内上门", Payment = "按月结算付清", Acceptance = "服务对象签字", Warranty = "无", BreachTerms = "未按时到达的不付费" });
        Assert.Contains("申请加入框架协议", (await host.Page(People.Supplier, $"/procurements/{framework}/framework")).Html, StringComparison.Ordinal);
        await chain.Done(People.Supplier, $"/procurements/{framework}/framework/joining", new { Lot = "1", Service = "全市八个站点，二十四小时接单", DeliveryDays = 2, Accepts = true, Contact = "李国平 0000-0000005" });
        Assert.Contains("审核加入申请", (await host.Page(head, "/work")).Html, StringComparison.Ordinal);
        var entrant = await host.Store.Read(async db => (await db.All<Entrant>()).Single());
        Assert.DoesNotContain(entrant.SupplierName, (await host.Page(People.Supplier with { OrganisationId = "org-other", OrganisationName = "别家公司" }, $"/procurements/{framework}/framework")).Html, StringComparison.Ordinal);
        await chain.Done(head, $"/procurements/{framework}/framework/review", new { EntrantId = entrant.Id, Passed = true });

        var demand = await Wanted(100);
        Assert.Contains(People.Hengze.Name, (await host.Page(People.Handler, $"/demands/{demand}/call-off")).Html, StringComparison.Ordinal);
        var id = (await chain.Done(People.Handler, $"/demands/{demand}/call-off", new { Lot = framework + "/1", PurchaserContact = "陈立新 0000-0000001", EntrantId = entrant.Id, Reason = "站点最近，评价最好" }))["result"]!["id"]!.GetValue<string>();
        Assert.Contains("calloff.awarded", (await host.Store.Read(db => db.FactsOf(id))).Select(f => f.Kind));
        await chain.Done(People.Handler, $"/procurements/{id}/contract", new { LotId = $"{id}-1" });
        var contract = await host.Store.Read(async db => (await db.All<Contract>()).Single());
        Assert.Equal((600_000, People.Hengze.Id), (contract.PriceFen, contract.SupplierId));
        foreach (var page in new[] { $"/procurements/{id}", $"/procurements/{framework}", $"/procurements/{framework}/framework", "/frameworks", "/work", $"/demands/{demand}" })
            Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Handler, page)).Status);
        await chain.Done(People.Supplier, $"/procurements/{framework}/framework/leaving", new { });
        await chain.Refused(People.Handler, $"/demands/{await Wanted(10)}/call-off", new { Lot = framework + "/1", PurchaserContact = "陈立新", EntrantId = entrant.Id, Reason = "站点最近，评价最好" }, "FRM-19");
    }

    /// <summary>Frameworks in force whose first lot has these firms as entrants, in the order of ranks, at 50,000 yuan.</summary>
    internal static async Task<ChainToNotice> Seeded(SealedHost host, params Firm[] firms)
    {
        var chain = new ChainToNotice(host.Trading);
        await chain.ToReview();
        await chain.Done(People.Reviewer, $"/demands/{chain.DemandId}/review", Review);
        foreach (var firm in firms)
            await firm.Register(host.Trading.Store);
        var seed = new[] { ("f1", "bidding"), ("f2", "turns") }.Aggregate(Commit.Empty, (c, f) => firms.Index().Aggregate(
            c.Insert(Made.Running(Made.Closed(f.Item2)) with { Id = f.Item1, Code = "KJXY-" + f.Item1, Version = 0, DemandId = chain.DemandId, BudgetLineId = "YS-2026-001" })
            .Insert(new Tender { Id = f.Item1, Document = Made.Document, ConfirmedBy = "x", ConfirmedOn = Given.Today }),
            (all, x) => all.Insert(Made.Active(x.Item.Id, x.Index + 1) with { Id = $"{f.Item1}-e{x.Index + 1}", Version = 0, FrameworkId = f.Item1, ProcurementId = f.Item1, SupplierName = x.Item.Actor.OrganisationName })));
        Assert.IsType<Committed>(await host.Trading.Store.Execute(seed.Record(new Exchange.Facts.FrameworkFiled("f1", "KJXY-1", People.College.Id, People.College.Name, "打印机", "A02021003", "410100", Made.TermsOf(), "价格优先法", "测试用的框架协议", "", 3, 3))));
        return chain;
    }

    internal static Firm[] Firms(int count) => [.. Enumerable.Range(1, count).Select(i => new Firm($"org-firm-{i}", $"中州供货{i}公司"))];

    /// <summary>A call-off by quotes that has been entered and not invited.</summary>
    internal static async Task<string> Entered(SealedHost host, ChainToNotice chain, int quantity = 1) => await Invite(chain, "f1", await Wanted(chain, quantity), host.Trading.Legal.Now.AddHours(4));

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [Cites("FRM-24"), Cites("FRM-05"), Cites("FRM-07"), Cites("CRD-02")]
    public async Task 二次竞价和顺序轮候在两种数据库上_同价看排序_超协议价和清退的不计入_失信的跳过(string engine)
    {
        await using var host = await SealedHost.Start(engine);
        var firms = Firms(4);
        var chain = await Seeded(host, firms);
        var bidding = await Entered(host, chain);
        await Invited(host);
        foreach (var (firm, price) in firms.Zip([4_800_000L, 4_800_000, 5_000_001, 4_000_000]).Reverse())
            await firm.Seal(host.Trading, bidding, price);
        await chain.Done(Made.MethodsHead, "/procurements/f1/framework/removal", new { EntrantId = "f1-e4", Cause = "noPerformance", Facts = "两次经催告仍未按约定供货" });
        await host.Tick();
        Assert.Equal(OpenResult.Opened, await Opened(host, bidding));
        await chain.Done(People.Handler, $"/procurements/{bidding}/call-off/conclusion", new { });
        var row = await host.Trading.Store.Read(db => db.Get<CallOffRow>(bidding));
        Assert.Equal(("f1-e1", 4_800_000), (row.EntrantId, row.UnitPriceFen));
        Assert.Contains("未计入：中州供货4公司，现为“已清退”", row.Reason, StringComparison.Ordinal);
        Assert.Contains("未计入：中州供货3公司，报价50,000.01元", row.Reason, StringComparison.Ordinal);
        Assert.Contains("responses.opened", (await host.Trading.Store.Read(db => db.FactsOf(bidding))).Select(f => f.Kind));
        foreach (var page in new[] { $"/procurements/{bidding}", $"/procurements/{bidding}/opening", $"/procurements/{bidding}/document", $"/procurements/{bidding}/archives", "/procurements/f1/framework", "/work" })
            Assert.Equal(HttpStatusCode.OK, (await host.Trading.Page(People.Handler, page)).Status);

        Assert.IsType<Committed>(await host.Trading.Store.Execute(Commit.Empty.Insert(new Registry.Listing
        {
            Id = "l1", CreditCode = "91410100" + firms[2].Id, Name = "中州供货3公司", Number = "中财购罚〔2026〕1号", Authority = "中州市财政局", Article = "政府采购法第七十七条第一款第（三）项", FromDay = Given.Today, ToDay = Given.Today.AddYears(1),
        }).Record(new Exchange.Wire.ClockJumped(1, host.Trading.Legal.Now, 1))));
        foreach (var turn in new[] { "f2-e1", "f2-e2", "f2-e4", "f2-e1" })
        {
            var id = (await chain.Done(People.Handler, $"/demands/{await Wanted(chain, 1)}/call-off", new { Lot = "f2/1", PurchaserContact = "陈立新 0000-0000001" }))["result"]!["id"]!.GetValue<string>();
            var called = await host.Trading.Store.Read(db => db.Get<CallOffRow>(id));
            Assert.Equal(turn, called.EntrantId);
            Assert.Equal(turn == "f2-e4", called.Reason.Contains("轮候跳过：中州供货3公司", StringComparison.Ordinal));
        }
    }

    [Fact, Cites("SEC-03"), Cites("FRM-23")]
    public async Task 受托人不在时写明缺谁_恢复后自动邀请并顺延截止_等不来的可以终止并重新组织()
    {
        await using var host = await SealedHost.Start("sqlite", 2, 2);
        var (trading, chain) = (host.Trading, await Seeded(host, Firms(2)));
        await host.StopTrustee(1);
        var id = await Entered(host, chain);
        await Invited(host);
        var page = await trading.Page(People.Handler, $"/procurements/{id}");
        Assert.Contains("受托人“受托人2”没有应答", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.Equal(Stage.Filed, (await trading.Store.Read(db => db.Get<Procurement>(id))).Stage);
        await chain.Refused(People.Handler, $"/procurements/{id}/ending", new { Cause = "other", Reason = "太短" }, "HSE-05");

        trading.Legal.Now = trading.Legal.Now.AddHours(1).AddSeconds(1);
        await host.StartTrustee(1);
        // The same after a minute, or after the platform was started again.
        var again = ActivatorUtilities.CreateInstance<InviteEntrants>(trading.App.Services);
        await again.Run(trading.Legal.Now, TestContext.Current.CancellationToken);
        await again.Running;
        var invited = await trading.Store.Read(db => db.Get<Procurement>(id));
        Assert.Equal((Stage.Noticed, trading.Legal.Now.AddHours(4).AddSeconds(59)), (invited.Stage, invited.BidDeadline!.Value));
        Assert.DoesNotContain("没有应答", WebUtility.HtmlDecode((await trading.Page(People.Handler, $"/procurements/{id}")).Html), StringComparison.Ordinal);

        await host.StopTrustee(0);
        var demand = await Wanted(chain, 1);
        var lost = await Invite(chain, "f1", demand, trading.Legal.Now.AddHours(4));
        await Invited(host);
        await chain.Done(People.Handler, $"/procurements/{lost}/ending", new { Cause = "other", Reason = "受托人停机，三日内不能恢复" });
        await chain.Done(People.Handler, $"/demands/{demand}/reopening", new { Finding = "采购文件没有不合理条款，改为直接选定" });
        Assert.Equal(HttpStatusCode.NotFound, (await trading.Page(Firms(1)[0].Actor, $"/procurements/{lost}/bid")).Status);
    }
}
