using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Tests;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Frameworks;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Frameworks.Made;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Frameworks;

/// <summary>第二阶段、开放式的加入和退出、补充征集、汇总 by boundary pairs.</summary>
public sealed class CallOffTests
{
    private static readonly DateTimeOffset Now = At(2026, 3, 2);

    /// <summary>Three printers: below the threshold.</summary>
    private static Demand Three => Reviewed with { ToBuy = 3 };

    private static readonly CallOff.Request Choice = new("f1/1", "陈立新 0000-0000001", "e-s2", "站点最近，评价最好");

    private static FrameworkCase Case(string second, params Entrant[] entrants) => new(Running(Closed(second)), Document, entrants);

    private static readonly Entrant[] Two = [Active("s1", 1), Active("s2", 2, 5_500_000)];

    private static Outcome<Commit> Call(FrameworkCase c, CallOff.Request request, Demand? demand = null, Platform.Acts.Actor? actor = null, DateTimeOffset? at = null, BudgetLine? line = null)
    {
        var id = 0;
        return CallOff.Decide(demand ?? Three, line ?? Line, c, actor ?? People.Handler, request, () => $"id{++id}aaaaaaaaaa", at ?? Now);
    }

    [Fact, Cites("FRM-19"), Cites("FRM-20"), Cites("FRM-21"), Cites("FRM-25"), Cites("FRM-34"), Cites("PLN-02"), Cites("T070")]
    public void 直接选定_在册_范围_期限_理由_计量_预算_单笔按边界()
    {
        var chosen = Call(Case("direct", Two), Choice);
        Assert.Equal((16_500_000, Stage.Published, "KJXY2", "f1"), (Row<Procurement>(chosen).BudgetFen, Row<Procurement>(chosen).Stage, Row<Procurement>(chosen).Method, Row<Procurement>(chosen).FrameworkId));
        Assert.Equal((16_500_000, "s2", new DateOnly(2026, 4, 1)), (Row<Award>(chosen).PriceFen, Row<Award>(chosen).SupplierId, Row<Award>(chosen).ContractBy!.Value));
        Assert.Equal(16_500_000, Row<BudgetLine>(chosen).DrawnFen);
        Assert.Equal((3, 5_500_000, "direct"), (Fact<CallOffAwarded>(chosen).Quantity, Fact<CallOffAwarded>(chosen).UnitPriceFen, Fact<CallOffAwarded>(chosen).Second));
        Assert.Equal(3, Assert.Single(Row<OpenedBidRow>(chosen).Content.Value.Prices).Quantity);
        Assert.Equal(["FRM-19"], Rules(Call(Case("direct", Two[0], Two[1] with { State = EntrantState.Removed }), Choice)));
        Assert.Equal(["FRM-19"], Rules(Call(Case("direct", Two[0] with { State = EntrantState.Left }, Two[1] with { State = EntrantState.Removed }), Choice)));
        Assert.Equal(["FRM-20"], Rules(Call(Case("direct", Two), Choice, actor: People.OtherPurchaser)));
        Assert.NotNull(Call(Case("direct", Two), Choice, at: At(2026, 11, 27)).Value);
        Assert.Equal(["FRM-19"], Rules(Call(new(Running(Closed()) with { Framework = Running(Closed()).Framework.Value! with { To = new(2026, 3, 1) } }, Document, Two), Choice)));
        Assert.Equal([ComplaintRules.Suspended.Id], Rules(Call(new(Running(Closed()) with { SuspendedBy = "o1" }, Document, Two), Choice)));
        Assert.Equal(["FRM-21"], Rules(Call(Case("direct", Two), Choice with { Reason = "就近" })));
        Assert.Equal(["FRM-25"], Rules(Call(Case("direct", Two), Choice, Three with { Unit = "套" })));
        Assert.Equal(["FRM-19"], Rules(Call(Case("direct", Two), Choice with { Lot = "f1/2" })));
        Assert.Equal(["PLN-02"], Rules(Call(Case("direct", Two), Choice, line: Line with { AmountFen = 16_499_999 })));
        Assert.Equal(["PLN-09"], Rules(Call(Case("direct", Two), Choice, Three with { State = DemandState.Queried })));
        Assert.Equal(["FRM-34"], Rules(Call(Case("direct", Active("s2", 1, 5_000_000)), Choice, Reviewed)));
        Assert.NotNull(Call(Case("direct", Active("s2", 1, 4_999_999)), Choice, Reviewed).Value);
    }

    [Fact, Cites("FRM-07")]
    public void 顺序轮候_平台指定_每轮一次_指定别家拒绝()
    {
        var request = Choice with { EntrantId = null, Reason = null };
        Assert.Equal("s1", Row<Award>(Call(Case("turns", Two), request)).SupplierId);
        Assert.Equal(1, Row<Entrant>(Call(Case("turns", Two), request)).Turns);
        Assert.Equal("s2", Row<Award>(Call(Case("turns", Two[0] with { Turns = 1 }, Two[1]), request)).SupplierId);
        Assert.Equal("s1", Row<Award>(Call(Case("turns", Two[0] with { Turns = 1 }, Two[1] with { Turns = 1 }), request)).SupplierId);
        Assert.Equal(["FRM-07"], Rules(Call(Case("turns", Two), request with { EntrantId = "e-s2" })));
        Assert.NotNull(Call(Case("turns", Two), request with { EntrantId = "e-s1" }).Value);
    }

    private static readonly CallOff.Request Quoted = Choice with { EntrantId = null, Reason = null, QuoteUntil = Now.AddHours(4) };

    private static OpenedBidRow Quote(string supplier, long priceFen, string cause = "") => new()
    {
        Id = "b-" + supplier, Version = 1, ProcurementId = "id1aaaaaaaaaa", LotId = "id1aaaaaaaaaa-1", SupplierId = supplier, SupplierName = "供应商" + supplier, PriceFen = priceFen, DeliveryDays = 99, Cause = cause, Detail = cause.Length > 0 ? "没有交出密钥" : "",
        Content = new(new BidContent(supplier, "供应商" + supplier, "id1aaaaaaaaaa-1", priceFen, 99, [], 0, "", false, "", true, [], [], [], "", "")),
    };

    private static CallOffCase Waiting(FrameworkCase? of = null)
    {
        var called = Call(Case("bidding", Two), Quoted);
        return new(Row<Procurement>(called) with { Version = 1 }, Row<CallOffRow>(called) with { Version = 1 }, of ?? Case("bidding", Two), Row<Tender>(called) with { Version = 1 }, null, []);
    }

    private static CallOffCase Opened(FrameworkCase? of, params OpenedBidRow[] quotes)
    {
        var c = Waiting(of);
        return c with { Procurement = c.Procurement with { Stage = Stage.Opened, NoticedOn = Today, OpenedAt = Now.AddHours(4) }, Opening = new() { Id = c.Procurement.Id, Version = 1, State = OpeningState.Opened }, Opened = quotes };
    }

    private static Outcome<Commit> Conclude(CallOffCase c) => ConcludeCallOff.Decide(c, Line with { DrawnFen = 16_500_000 }, 0, People.Handler, "n1", Now.AddHours(4));

    private static ILookup<string, ListedEntry> Listing(string supplier, DateOnly from) =>
        new[] { new ListedEntry("中财购罚〔2026〕1号", "中州市财政局", "政府采购法第七十七条第一款第（三）项", from, from.AddYears(1), null) }.ToLookup(_ => supplier);

    [Fact, Cites("FRM-23"), Cites("FRM-19"), Cites("SEC-03"), Cites("NOT-08")]
    public void 二次竞价先等密钥_邀请前再核对协议_密钥不成可以终止()
    {
        var called = Call(Case("bidding", Two), Quoted);
        Assert.DoesNotContain(called.Value!.Facts, f => f.Fact is CallOffInvited or CallOffBegun);
        var waiting = Row<Procurement>(called);
        Assert.Equal((16_500_000, Stage.Filed, (DateOnly?)null, Now.AddHours(4)), (waiting.BudgetFen, waiting.Stage, waiting.NoticedOn, waiting.BidDeadline!.Value));
        Assert.Equal((3, 16_500_000), (Row<Tender>(called).Document.Value.Lots[0].Quantity, Row<Tender>(called).Document.Value.Lots[0].CeilingFen));
        Assert.Equal(["FRM-23"], Rules(Call(Case("bidding", Two), Quoted with { QuoteUntil = Now.AddHours(4).AddSeconds(-1) })));
        Assert.Equal(["FRM-23"], Rules(Call(Case("bidding", Two), Quoted with { QuoteUntil = null })));

        var panel = new TrusteePanel(1, [new("t1", "公证处", "公证机构", new Uri("http://127.0.0.1/"), "")]);
        IEnumerable<string> Examined(CallOffCase c, DateTimeOffset? at = null, TrusteePanel? by = null) => InviteEntrants.Examine(c, by ?? panel, at ?? Now).Select(r => r.Rule.Id);
        Assert.Empty(Examined(Waiting()));
        Assert.Equal(["SEC-03"], Examined(Waiting(), by: new(1, [])));
        Assert.Equal(["FRM-19"], Examined(Waiting(Case("bidding", Two[0] with { State = EntrantState.Removed }, Two[1] with { State = EntrantState.Left }))));
        Assert.Equal([ComplaintRules.Suspended.Id], Examined(Waiting(new(Running(Closed("bidding")) with { SuspendedBy = "o1" }, Document, Two))));
        // The last day of the agreement still has four hours until eight in the evening.
        var last = new DateTimeOffset(2027, 3, 1, 20, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(["FRM-23"], Examined(Waiting(), last));
        Assert.Empty(Examined(Waiting(), last.AddMinutes(-1)));

        EndProcurement.Request other = new(EndingCause.Other, "受托人停机，三日内不能恢复");
        var ended = EndProcurement.Decide(Waiting().Procurement, Line, People.Handler, other, "n1", Today);
        Assert.Equal(("failed", "SEC-03"), (Fact<ProcurementEnded>(ended).Ending, Fact<ProcurementEnded>(ended).RuleId));
        Assert.Equal(["NOT-08"], Rules(EndProcurement.Decide(Waiting().Procurement with { Stage = Stage.Noticed }, Line, People.Handler, other, "n1", Today)));
    }

    [Fact, Cites("FRM-05"), Cites("FRM-23"), Cites("FRM-24"), Cites("FRM-19"), Cites("CRD-02")]
    public void 二次竞价_开启后最低成交_同价看排序_超协议价_退出_未开启_失信的不计入_没有的终止()
    {
        Assert.Equal(["FRM-23"], Rules(Conclude(Opened(null) with { Procurement = Opened(null).Procurement with { Stage = Stage.Closed } })));
        var won = Conclude(Opened(null, Quote("s2", 14_400_000), Quote("s1", 14_700_000)));
        Assert.Equal((14_400_000, "s2"), (Row<Award>(won).PriceFen, Row<Award>(won).SupplierId));
        Assert.Equal(14_400_000, Row<BudgetLine>(won).DrawnFen);
        Assert.Equal((OpeningState.Recorded, Stage.Published), (Row<OpeningRow>(won).State, Row<Procurement>(won).Stage));
        // A quote is its price alone: days, responses and lines are the entry's.
        Assert.Equal([(14_400_000, 10, 4_800_000), (14_700_000, 10, 4_900_000)], won.Value!.Changes.Select(x => x.Row).OfType<OpenedBidRow>().Select(b => (b.PriceFen, b.DeliveryDays, b.Content.Value.Prices[0].UnitPriceFen)));
        Assert.Equal("s1", Row<Award>(Conclude(Opened(null, Quote("s2", 14_400_000), Quote("s1", 14_400_000)))).SupplierId);

        Assert.Equal((15_000_000, 5_000_000), (Row<Award>(Conclude(Opened(null, Quote("s1", 15_000_000)))).PriceFen, Fact<CallOffAwarded>(Conclude(Opened(null, Quote("s1", 15_000_000)))).UnitPriceFen));
        void LeftOut(CallOffCase c, string reason)
        {
            var ended = Fact<ProcurementEnded>(Conclude(c));
            Assert.Equal(("failed", "FRM-24"), (ended.Ending, ended.RuleId));
            Assert.Contains("供应商s1，" + reason, ended.Reason, StringComparison.Ordinal);
        }

        LeftOut(Opened(null, Quote("s1", 15_000_003)), "报价50,000.01元超过协议价格");
        LeftOut(Opened(null, Quote("s1", 14_999_999)), "报价不是单价和数量的积");
        LeftOut(Opened(null, Quote("s1", 0, "platform")), "没有开启：没有交出密钥");
        LeftOut(Opened(Case("bidding", Two[0] with { State = EntrantState.Removed }, Two[1]), Quote("s1", 14_400_000)), "现为“已清退”");
        LeftOut(Opened(Case("bidding", Two) with { Listings = Listing("s1", Today) }, Quote("s1", 14_400_000)), "供应商s1因");
        Assert.NotNull(Row<Award>(Conclude(Opened(Case("bidding", Two) with { Listings = Listing("s1", Today.AddDays(1)) }, Quote("s1", 14_400_000)))));
        Assert.Equal("二次竞价没有有效报价。", Fact<ProcurementEnded>(Conclude(Opened(null))).Reason);
        var counted = Conclude(Opened(null, Quote("s1", 15_000_003), Quote("s2", 16_500_000)));
        Assert.Equal("s2", Row<Award>(counted).SupplierId);
        Assert.Contains("1 家有效报价，报价最低。未计入：供应商s1", Fact<CallOffAwarded>(counted).Reason, StringComparison.Ordinal);
        var tight = Opened(null, Quote("s1", 15_000_000));
        Assert.Equal("failed", Fact<ProcurementEnded>(Conclude(tight with { Procurement = tight.Procurement with { BudgetFen = 14_999_999 } })).Ending);
        Assert.NotNull(Row<Award>(Conclude(tight with { Procurement = tight.Procurement with { BudgetFen = 15_000_000 } })));
    }

    [Fact, Cites("CRD-02"), Cites("FRM-07")]
    public void 名单期内的供应商_不选_轮候跳过并说明_不签_不加入_期外照常()
    {
        var (listed, tomorrow) = (Listing("s1", Today), Listing("s1", Today.AddDays(1)));
        var first = Choice with { EntrantId = "e-s1" };
        Assert.Equal(["CRD-02"], Rules(Call(Case("direct", Two) with { Listings = listed }, first)));
        Assert.NotNull(Call(Case("direct", Two) with { Listings = tomorrow }, first).Value);
        var turns = Call(Case("turns", Two) with { Listings = listed }, Choice with { EntrantId = null, Reason = null });
        Assert.Equal("s2", Row<Award>(turns).SupplierId);
        Assert.Equal([("s2", 1), ("s1", 1)], turns.Value!.Changes.Select(x => x.Row).OfType<Entrant>().Select(e => (e.SupplierId, e.Turns)));
        Assert.Contains("轮候跳过：供应商s1因", Fact<CallOffAwarded>(turns).Reason, StringComparison.Ordinal);
        Assert.Equal("s1", Row<Award>(Call(Case("turns", Two) with { Listings = tomorrow }, Choice with { EntrantId = null, Reason = null })).SupplierId);
        Assert.Equal(["CRD-02"], Rules(Call(Case("turns", Two[0]) with { Listings = listed }, Choice with { EntrantId = null, Reason = null })));

        var selected = Two[0] with { State = EntrantState.Selected, Text = "框架协议" };
        Assert.Equal(["CRD-02"], Rules(SignAgreement.Decide(new(InForce, Document, [selected]) { Listings = listed }, selected, SupplierOf("s1"), "签名", true, Today)));
        Assert.NotNull(SignAgreement.Decide(new(InForce, Document, [selected]) { Listings = tomorrow }, selected, SupplierOf("s1"), "签名", true, Today).Value);
        var open = new FrameworkCase(Running(Open), Document, []);
        JoinFramework.Request joining = new("1", "全市八个站点，二十四小时接单", 3, true, "李国平");
        Assert.Equal(["CRD-02"], Rules(JoinFramework.Decide(open, People.Hengze, joining, "e2", Today, listed["s1"])));
        Assert.NotNull(JoinFramework.Decide(open, People.Hengze, joining, "e2", Today, tomorrow["s1"]).Value);
        var applied = open with { Entrants = [Two[0] with { State = EntrantState.Applied }], Listings = listed };
        Assert.Equal(["CRD-02"], Rules(ReviewJoining.Decide(applied, MethodsHead, new("e-s1", true), "n1", Today)));
        Assert.NotNull(ReviewJoining.Decide(applied, MethodsHead, new("e-s1", false, "在严重违法失信名单上"), "n1", Today).Value);
    }

    [Fact, Cites("FRM-26")]
    public void 不接受授予须有理由_签名以后不行()
    {
        var called = Call(Case("direct", Two), Choice);
        var c = new CallOffCase(Row<Procurement>(called) with { Version = 1 }, Row<CallOffRow>(called), Case("direct", Two), null, null, []);
        Outcome<Commit> Decline(string reason, Contract? contract = null) => DeclineCallOff.Decide(c, contract, SupplierOf("s2"), new(reason), Today);
        Assert.Equal("FRM-26", Fact<ProcurementEnded>(Decline("整机停产，无法按期供货")).RuleId);
        Assert.Equal(["FRM-26"], Rules(Decline("不想做")));
        Assert.NotNull(Decline("整机停产，无法按期供货", new Contract()).Value);
        Assert.Equal(["FRM-26"], Rules(Decline("整机停产，无法按期供货", new Contract { SupplierSignature = "x" })));
    }

    [Fact, Cites("FRM-27"), Cites("FRM-28"), Cites("FRM-30"), Cites("FRM-32"), Cites("FRM-31"), Cites("FRM-17")]
    public void 开放式_公告即生效_随时申请_通过即公告_退出_清退不得再加入()
    {
        CallFramework.Request call = new(["持证"], "全市范围，申请附资格承诺", "按月结算付清", "服务对象签字", "", "未到不付费");
        var called = CallFramework.Decide(new(Open, Document, []), Wanted.Requirements.Value, MethodsHead, call, "n1", Today);
        Assert.Equal((Stage.Published, new DateOnly(2027, 3, 1)), (Row<Procurement>(called).Stage, Row<Procurement>(called).Framework.Value!.To!.Value));
        Assert.Equal("open", Fact<FrameworkCalled>(called).Document.Framework!.Form);
        Assert.Equal(["FRM-17"], Rules(CallFramework.Decide(new(Open, Document, []), [], MethodsHead, call with { Payment = "付" }, "n1", Today)));
        Assert.Equal(["FRM-12"], Rules(CallFramework.Decide(new(Closed(), Document, []), [], MethodsHead, call, "n1", Today)));

        var open = new FrameworkCase(Running(Open), Document, []);
        JoinFramework.Request joining = new("1", "全市八个站点，二十四小时接单", 3, true, "李国平");
        Outcome<Commit> Join(JoinFramework.Request request, DateOnly? on = null, params Entrant[] entrants) => JoinFramework.Decide(open with { Entrants = entrants }, People.Hengze, request, "e2", on ?? Today);
        Entrant Mine(EntrantState state) => Active(People.Hengze.Id, 1, 6_000_000) with { State = state };
        var applied = Row<Entrant>(Join(joining));
        Assert.Equal(6_000_000, applied.UnitPriceFen);
        Assert.NotNull(Join(joining, new(2027, 3, 1)).Value);
        Assert.Equal(["FRM-27"], Rules(Join(joining, new(2027, 3, 2))));
        Assert.Equal(["FRM-27"], Rules(Join(joining with { Accepts = false })));
        Assert.Equal(["FRM-27"], Rules(Join(joining, null, Mine(EntrantState.Active))));
        Assert.Equal(["FRM-32"], Rules(Join(joining, null, Mine(EntrantState.Removed))));
        Assert.NotNull(Join(joining, null, Mine(EntrantState.Left)).Value);
        Assert.Equal(["FRM-12"], Rules(JoinFramework.Decide(new(InForce, Document, []), People.Hengze, joining, "e2", Today)));

        var waiting = open with { Entrants = [applied with { Version = 1 }] };
        Assert.Equal(6_000_000, Fact<FrameworkAdmitted>(ReviewJoining.Decide(waiting, MethodsHead, new("e2", true), "n1", Today)).Entrant.UnitPriceFen);
        Assert.Equal(["FRM-27"], Rules(ReviewJoining.Decide(waiting, MethodsHead, new("e2", false), "n1", Today)));
        Assert.Equal(People.Hengze.Id, Assert.Single(ReviewJoining.Decide(waiting, MethodsHead, new("e2", false, "服务人员没有证书"), "n1", Today).Value!.Facts).Party);

        var active = open with { Entrants = [Mine(EntrantState.Active)] };
        Assert.False(Fact<FrameworkLeft>(LeaveFramework.Decide(active, People.Supplier, new(), () => "n1", Today)).Removed);
        Assert.Equal(["FRM-30"], Rules(LeaveFramework.Decide(waiting, People.Supplier, new(), () => "n1", Today)));
        Assert.Equal(["FRM-29"], Rules(LeaveFramework.Decide(active with { Procurement = InForce }, People.Supplier, new(), () => "n1", Today)));
        RemoveEntrant.Request removal = new(active.Entrants[0].Id, RemoveEntrant.Cause.RefusedAward, "两次无正当理由拒绝接受订单");
        Assert.Equal(EntrantState.Removed, Row<Entrant>(RemoveEntrant.Decide(active, MethodsHead, removal, "n1", Today)).State);
        Assert.Equal(EntrantState.Left, Row<Entrant>(RemoveEntrant.Decide(active, MethodsHead, removal with { Cause = RemoveEntrant.Cause.Released }, "n1", Today)).State);
        Assert.Equal(["FRM-31"], Rules(RemoveEntrant.Decide(active, MethodsHead, removal with { Facts = "拒单" }, "n1", Today)));
        Assert.Equal(["FRM-31"], Rules(RemoveEntrant.Decide(waiting, MethodsHead, removal with { EntrantId = "e2" }, "n1", Today)));
    }

    [Fact, Cites("FRM-04"), Cites("FRM-33")]
    public void 补充征集_剩七成不行_不足七成可以_期满不行_清退的列明()
    {
        Entrant[] Of(int active) => [.. Enumerable.Range(1, 10).Select(i => Active($"s{i}", i) with { State = i <= active ? EntrantState.Active : EntrantState.Removed })];
        var tender = new Tender { Id = "f1", Version = 1, Document = Document, ConfirmedBy = "x", ConfirmedOn = Today };
        Outcome<Commit> Supplement(int active, DateOnly? on = null, Procurement? running = null, string reason = "剩余供应商不能满足供货需要") => SupplementFramework.Decide(
            new(InForce, Document, Of(active)), tender, running, MethodsHead, new(reason), "f234567890", on ?? Today);
        Assert.Equal(["FRM-04"], Rules(Supplement(7)));
        var begun = Supplement(6);
        Assert.Equal((Stage.Confirmed, "f1", 4), (Row<Procurement>(begun).Stage, Row<Procurement>(begun).Framework.Value!.Supplements, Row<Procurement>(begun).Framework.Value!.BarredIds!.Count));
        Assert.Equal("f234567890-1", Row<Tender>(begun).Document.Value.Lots[0].LotId);
        Assert.Equal(["FRM-33"], Rules(Supplement(6, new(2027, 3, 2))));
        Assert.Equal(["FRM-04"], Rules(Supplement(6, running: Closed())));
        Assert.Equal(["FRM-04"], Rules(Supplement(6, reason: "不够")));
    }

    [Fact, Cites("T054")]
    public void 期满次日可以汇总_期满之日不行_只计已签合同()
    {
        Contract Signed(string supplier, long fen) => new() { SupplierId = supplier, SupplierName = "供应商" + supplier, PriceFen = fen, SignedOn = Today };
        Outcome<Commit> Summarise(DateOnly on) => SummariseFramework.Decide(new(InForce, Document, Two), [Signed("s1", 100), Signed("s2", 50), Signed("s1", 200)], ["中州市职业技术学院"], MethodsHead, "n1", on);
        Assert.Equal(["T054"], Rules(Summarise(new(2027, 3, 1))));
        var fact = Fact<FrameworkSummarised>(Summarise(new(2027, 3, 2)));
        Assert.Equal([("s1", 2, 300L), ("s2", 1, 50L)], fact.Totals.Select(t => (t.SupplierId, t.Contracts, t.AmountFen)));
        Assert.Equal(Stage.Paid, Row<Procurement>(Summarise(new(2027, 3, 2))).Stage);
    }
}
