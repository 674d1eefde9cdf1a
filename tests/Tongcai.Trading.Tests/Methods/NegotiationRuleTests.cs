using Tongcai.Exchange;
using Tongcai.Tests;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Cases;
using Procurement = Tongcai.Trading.Planning.Procurement;

namespace Tongcai.Trading.Tests.Methods;

/// <summary>谈判、磋商 by boundary pairs, without a platform.</summary>
public sealed class NegotiationRuleTests
{
    private static readonly Platform.Acts.Actor Member = Person("e1", "", Platform.Acts.Role.Expert);

    private static Procurement Of(string method) => Cases.Procurement with { Method = method, Stage = Stage.Evaluating, Region = "410100", EvaluationMethod = method == "JZXCS" ? "comprehensive" : "lowest" };

    private static OpenedBidRow Bid(int i, string lot = "lot1", long priceFen = 40_000_000, string brand = "甲") => new()
    {
        Id = $"b{i}{lot}", ProcurementId = "p1", LotId = lot, SupplierId = $"s{i}", SupplierName = $"供应商{i}", PriceFen = priceFen,
        Content = new(new BidContent($"s{i}", $"供应商{i}", lot, priceFen, 10 + i, [], 0, "", false, brand, true, [new("教学仪器", 1, "台", priceFen, priceFen)], [new("R1", lot, "none")], [], "", "")),
    };

    private static readonly Seat[] Seats =
    [
        new() { Id = "1", Kind = "expert", AccountId = "e1", Name = "甲", Answer = "accepted" }, new() { Id = "2", Kind = "expert", AccountId = "e2", Name = "乙", Answer = "accepted" },
        new() { Id = "3", Kind = "purchaser", AccountId = "e3", Name = "丙", Answer = "accepted" },
    ];

    private static EvaluationCase Case(string method, IReadOnlyList<OpenedBidRow> rows, Negotiating? talks = null) => new(
        Of(method), Document, new() { State = OpeningState.Recorded }, (talks ?? Negotiating.None).Standing(rows),
        [.. rows.SelectMany(b => Seats.Select(s => new Verdict { LotId = "lot1", BidId = b.Id, Kind = "compliance", ReviewerId = s.AccountId, Passed = true }))], Seats, [], [], [], [])
    {
        Negotiating = talks ?? Negotiating.None,
    };

    private static Negotiating Talks(params int[] counts) => new([], [.. counts.SelectMany((n, i) => Enumerable.Range(1, n).Select(k => new Talk { LotId = "lot1", SupplierId = $"s{i + 1}", Number = k }))], [], []);

    private static readonly OpenedBidRow[] Three = [Bid(1), Bid(2), Bid(3)];

    [Fact, Cites("NEG-04")]
    public void 每家一次可以要求最后报价_少一次拒绝()
    {
        Assert.NotNull(CallOffers.Decide(Case("JZXTP", Three, Talks(1, 1, 1)), new(Now.AddMinutes(30)), Now).Value);
        Assert.Equal("NEG-04", RefusedBy(CallOffers.Decide(Case("JZXTP", Three, Talks(1, 1, 0)), new(Now.AddMinutes(30)), Now)));
        Assert.Contains("NEG-04", Given.Rules(CallOffers.Decide(Case("JZXTP", Three, Talks(2, 2, 1)), new(Now.AddMinutes(30)), Now)));
        Assert.Equal("NEG-11", RefusedBy(CallOffers.Decide(Case("JZXTP", Three, Talks(1, 1, 1)), new(Now.AddMinutes(30).AddSeconds(-1)), Now)));
    }

    [Fact, Cites("CST-01"), Cites("MET-12")]
    public void 磋商两家拒绝_政府购买服务两家可以()
    {
        var two = Case("JZXCS", Three[..2], Talks(1, 1));
        Assert.Equal("CST-01", RefusedBy(CallOffers.Decide(two, new(Now.AddHours(1)), Now)));
        Assert.NotNull(CallOffers.Decide(two with { Procurement = two.Procurement with { TwoSuppliers = true } }, new(Now.AddHours(1)), Now).Value);
    }

    [Fact, Cites("INQ-02")]
    public void 询价不谈判_不二次报价()
    {
        var inquiry = Case("XJ", Three);
        Assert.Equal("INQ-02", RefusedBy(RecordTalk.Decide(inquiry, Member, new("lot1", "s1", true, "请说明送货安排和打印速度。"), "t1", Now)));
        Assert.Equal("INQ-02", RefusedBy(CallOffers.Decide(inquiry, new(Now.AddHours(1)), Now)));
        Assert.Equal("INQ-02", RefusedBy(ProposeChange.Decide(inquiry, Member, new("lot1", ChangeKind.Technical, "打印速度改为每分钟 35 页"), "c1")));
    }

    [Fact, Cites("NEG-10"), Cites("NEG-04")]
    public void 记录写了别家拒绝_没有全体参加拒绝_合规的保存()
    {
        var talks = Case("JZXTP", Three);
        Assert.Equal(1, RecordTalk.Decide(talks, Member, new("lot1", "s1", true, "请供应商1说明送货安排。"), "t1", Now).Value!.Number);
        Assert.Equal("NEG-10", RefusedBy(RecordTalk.Decide(talks, Member, new("lot1", "s1", true, "供应商2报价更低，请再降。"), "t1", Now)));
        Assert.Equal("NEG-04", RefusedBy(RecordTalk.Decide(talks, Member, new("lot1", "s1", false, "请说明送货安排。和速度"), "t1", Now)));
        Assert.Equal("NEG-11", RefusedBy(RecordTalk.Decide(Case("JZXTP", Three, Talks() with { Rounds = [new() { Number = 2, Deadline = Now }] }), Member, new("lot1", "s1", true, "请说明送货安排。和速度"), "t1", Now)));
    }

    [Fact, Cites("NEG-06")]
    public void 提交最后报价前可以退出_提交后不行()
    {
        var (talks, supplier) = (Case("JZXTP", Three), Person("a1", "s1", Platform.Acts.Role.Supplier));
        Assert.NotNull(LeaveTalks.Decide(talks, supplier, new("lot1", true), offered: false, "l1", Now).Value);
        Assert.Equal("NEG-06", RefusedBy(LeaveTalks.Decide(talks, supplier, new("lot1", true), offered: true, "l1", Now)));
        Assert.Equal("NEG-06", RefusedBy(LeaveTalks.Decide(talks, Person("a9", "s9", Platform.Acts.Role.Supplier), new("lot1", true), offered: false, "l1", Now)));
    }

    [Fact, Cites("NEG-03")]
    public void 没有变动时只取最后报价的价格_有变动时取整份响应_没有最后报价的不再参加()
    {
        Round round = new() { Number = 2, Closed = true, OpenedAt = Now };
        OpenedBidRow[] rows = [.. Three, Bid(1, "lot1.r2", 38_000_000), Bid(2, "lot1.r2", 39_000_000)];
        var plain = (Talks() with { Rounds = [round] }).Standing(rows);
        Assert.Equal((38_000_000, "lot1", ""), (plain[0].PriceFen, plain[0].Content.Value.Responses[0].Text, plain[0].Cause));
        Assert.Equal(("bidder", 3), (plain[2].Cause, plain.Count));
        var changed = (Talks() with { Rounds = [round], Changes = [new() { LotId = "lot1", NotifiedAt = Now }] }).Standing(rows);
        Assert.Equal((38_000_000, "lot1.r2", "lot1"), (changed[0].PriceFen, changed[0].Content.Value.Responses[0].Text, changed[0].Content.Value.LotId));
        Assert.Equal(40_000_000, (Talks() with { Rounds = [round with { OpenedAt = null }] }).Standing(rows)[0].PriceFen);
    }

    [Fact, Cites("CST-04"), Cites("NEG-05")]
    public void 磋商同分看最后报价_谈判只看价格_同品牌各算一家()
    {
        var document = Document with { Factors = [new("F1", "price", "价格", "低价优先法", 3000), new("F2", "objective", "技术响应", "每项满足得分", 7000)] };
        OpenedBidRow[] bids = [Bid(1, priceFen: 30_000_000), Bid(2, priceFen: 40_000_000)];
        // 30 + 50 against 22.5 + 57.5.
        Score[] scores = [new() { BidId = "b1lot1", FactorId = "F2", AccountId = "e1", Points = 5000 }, new() { BidId = "b2lot1", FactorId = "F2", AccountId = "e1", Points = 5750 }];
        var consultation = Evaluating.Rank(Document.Lots[0], document, Of("JZXCS"), bids, scores);
        Assert.Equal([("s1", 1), ("s2", 2)], consultation.Select(r => (r.SupplierId, r.Rank)));
        Assert.Equal(consultation[0].TotalPoints, consultation[1].TotalPoints);
        var negotiation = Evaluating.Rank(Document.Lots[0], document with { EvaluationMethod = "lowest" }, Of("JZXTP"), [bids[1], bids[0]], []);
        Assert.Equal([("s1", 1), ("s2", 2)], negotiation.Select(r => (r.SupplierId, r.Rank)));
        Assert.Equal(2, Case("JZXTP", bids).Count(bids));
        Assert.Equal(1, Evaluating.Count(bids));
    }

    [Fact, Cites("MET-12"), Cites("MET-08")]
    public void 磋商的政府购买服务两家可以_谈判要有批准的情形()
    {
        static FilePlan.Request Plan(string method) =>
            new(method, false, true, false, false, false, false, method == "JZXCS", true, 36_000_000, SetAside.Whole, method == "JZXCS" ? EvaluationMethod.Comprehensive : EvaluationMethod.Lowest, "410100", "陈立新");
        static Procurement File(FilePlan.Request plan) => FilePlan.Decide(Given.Reviewed, Given.Line, 0, People.Handler, plan, "p123456789", Given.Today).Value!.Changes.Select(c => c.Row).OfType<Procurement>().Single();
        Assert.False(File(Plan("JZXTP")).TwoSuppliers);
        Assert.Equal(2, File(Plan("JZXCS")).Minimum().Value);
        Assert.Equal(["two-left", "public-service", "research"], Law.MethodGrounds.All.Where(g => g.Two).Select(g => g.Code));
    }

    [Fact, Cites("BID-01")]
    public void 最后报价截止前一毫秒可以_截止时拒绝_没有继续参加的拒绝()
    {
        BiddingCase c = new(Of("JZXTP"), new() { Document = new(Document) }, new(), null, null, [], null, null, [])
        {
            Offering = new(new() { Number = 2, Deadline = Now }, [Document.Lots[0] with { LotId = "lot1.r2" }], []),
        };
        Assert.Null(SealBid.Open(c, Now.AddMilliseconds(-1)));
        Assert.Equal("BID-01", SealBid.Open(c, Now)!.Rule.Id);
        Assert.Null(SealBid.Open(c, Now, doubted: true));
        Assert.Equal("NEG-11", SealBid.Open(c with { Offering = c.Offering! with { Lots = [] } }, Now.AddHours(-1))!.Rule.Id);
        Assert.Equal("NEG-11", SealBid.Open(c with { Offering = c.Offering! with { Round = null } }, Now.AddHours(-1))!.Rule.Id);
    }
}
