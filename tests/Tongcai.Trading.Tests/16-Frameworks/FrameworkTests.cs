using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Tests;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Frameworks;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Frameworks.Made;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Frameworks;

/// <summary>框架协议 by boundary pairs, without a platform.</summary>
public sealed class FrameworkTests
{
    private static readonly Approval Approved = new() { Id = "a1", Version = 1, Method = "KJXY", Ground = "central-scheme", BudgetFen = 36_000_000, Number = "中财购批〔2026〕1号", State = ApprovalState.Approved };

    private static Outcome<Commit> File(FileScheme.Request request, Demand? demand = null, Approval? approval = null) => FileScheme.Decide(demand ?? Reviewed, [People.College, People.Library], approval ?? Approved, People.Handler, request, "f123456789", Today);

    [Fact, Cites("FRM-09"), Cites("FRM-10"), Cites("FRM-14"), Cites("FRM-15"), Cites("FRM-20"), Cites("T059"), Cites("PLN-02"), Cites("FRM-02")]
    public void 方案不占预算_审核_调查_期限_淘汰_金额_范围按边界()
    {
        var filed = File(Scheme);
        Assert.Equal((Stage.Filed, "lowest", 36_000_000), (Row<Procurement>(filed).Stage, Row<Procurement>(filed).EvaluationMethod, Row<Procurement>(filed).BudgetFen));
        Assert.DoesNotContain(filed.Value!.Changes, c => c.Row is BudgetLine);
        Assert.Equal((20, "bidding", "中财购批〔2026〕1号"), (Fact<FrameworkFiled>(filed).Terms.EliminationPercent, Fact<FrameworkFiled>(filed).Terms.Second, Fact<FrameworkFiled>(filed).Approval));
        Assert.Equal(["FRM-09"], Rules(File(Scheme, approval: Approved with { BudgetFen = 35_999_999 })));
        Assert.Equal(["FRM-10"], Rules(File(Scheme with { Collector = Collector.Department })));
        Assert.Equal(["FRM-14"], Rules(File(Scheme with { SuppliersSurveyed = 2 })));
        Assert.Equal(["T059"], Rules(File(Scheme with { TermMonths = 13 })));
        Assert.Equal(["FRM-02"], Rules(File(Scheme with { EliminationPercent = 19 })));
        Assert.Equal(["FRM-06"], Rules(File(Scheme with { Entry = EntryMethod.Quality })));
        Assert.Equal(["FRM-20"], Rules(File(Scheme with { Scope = ["org-nobody"] })));
        Assert.Equal(["PLN-02"], Rules(File(Scheme with { Lots = [Scheme.Lots[0] with { CeilingFen = 6_000_001 }] })));
        Assert.Equal(["PLN-02"], Rules(File(Scheme with { Lots = [new("一", "台", 100_000_000, long.MaxValue)] })).Take(1));
        Assert.Equal(["PLN-09"], Rules(File(Scheme, Reviewed with { State = DemandState.Queried })));
        Assert.Equal(["FRM-22"], Rules(File(Scheme with { Form = FrameworkForm.Open, OpenGround = "供应商在三家以下且不宜淘汰" })));
        Assert.Equal(["FRM-13"], Rules(File(Scheme with { Form = FrameworkForm.Open, Second = SecondStage.Direct })));
    }

    [Fact, Cites("FRM-11"), Cites("FRM-35"), Cites("SME-01")]
    public void 目录外服务由主管预算单位备案_达到限额标准_其他单位须经批准()
    {
        var demand = Reviewed with { Kind = "services", Unit = "份", BudgetFen = 400_000_000, Quantity = 100, ToBuy = 100, TransferredCount = 0 };
        var scheme = Scheme with { Collector = Collector.Department, Use = UseCase.Advisory, Lots = [new("审计", "份", 100, 4_000_000)], TermMonths = 24 };
        Assert.Equal("", Fact<FrameworkFiled>(File(scheme, demand)).Approval);
        Assert.Equal(["FRM-35"], Rules(File(scheme with { Lots = [new("审计", "份", 1, 4_000_000)] }, demand)));
        Assert.Equal(["SME-01"], Rules(File(scheme with { Lots = [new("审计", "份", 50, 4_000_000)], SetAside = SetAside.None }, demand)));
        Assert.Equal(["FRM-11"], Rules(File(scheme with { Collector = Collector.Other }, demand)));
        Assert.Equal("教财函〔2026〕3号", Fact<FrameworkFiled>(File(scheme with { Collector = Collector.Other, Consent = "教财函〔2026〕3号" }, demand)).Approval);
    }

    [Fact, Cites("FRM-15")]
    public void 征集文件的采购包与方案一致()
    {
        var procurement = Closed() with { Stage = Stage.Entrusted, EntrustedOn = Today, AgencyId = People.Minghe.Id };
        var terms = Terms with { Lots = [new("打印机", "A02021003", 1, "台", 36_000_000, 6_000_000, SetAside.None)], Factors = [] };
        var drafted = DraftDocument.Decide(procurement, Reviewed, null, People.Agency, terms, Today);
        Assert.Equal("closed", Row<Tender>(drafted).Document.Value.Framework!.Form);
        Assert.Contains(DocumentText.Chapters(procurement, Row<Tender>(drafted).Document.Value), c => c.Title.Contains("框架协议", StringComparison.Ordinal) && c.Paragraphs.Any(p => p.Text.Contains("淘汰比例不低于 20%", StringComparison.Ordinal)));
        Assert.Contains("FRM-15", Rules(DraftDocument.Decide(procurement, Reviewed, null, People.Agency, terms with { Lots = [terms.Lots[0] with { Quantity = 6 }] }, Today)));
        Assert.Contains("FRM-15", Rules(DraftDocument.Decide(procurement, Reviewed, null, People.Agency, terms with { Lots = [terms.Lots[0] with { CeilingFen = 5_999_999 }] }, Today)));
        var quality = procurement with { EvaluationMethod = "comprehensive" };
        Assert.Contains("FRM-06", Rules(DraftDocument.Decide(quality, Reviewed, null, People.Agency, terms with { Factors = Terms.Factors }, Today)));
        Assert.NotNull(DraftDocument.Decide(quality, Reviewed, null, People.Agency, terms with { Factors = [Terms.Factors[1] with { Weight = 100 }] }, Today).Value);
    }

    private static OpenedBidRow Bid(int i, long priceFen) => new()
    {
        Id = $"b{i}", ProcurementId = "f1", LotId = "f1-1", SupplierId = $"s{i}", SupplierName = $"供应商{i}", PriceFen = priceFen,
        Content = new(new BidContent($"s{i}", $"供应商{i}", "f1-1", priceFen, 10, [], 0, "small", true, "甲", true, [], [new("R1", "满足", "none")], [], "联系人", "地址")),
    };

    private static EvaluationCase Evaluated(params long[] prices) => Evaluated(Closed() with { Stage = Stage.Reported, NoticedOn = Today }, prices);

    private static EvaluationCase Evaluated(Procurement procurement, params long[] prices)
    {
        var bids = prices.Select((p, i) => Bid(i + 1, p)).ToList();
        var ranking = Evaluating.Rank(Document.Lots[0], Document, procurement, bids, []);
        return new(procurement, Document, new() { State = OpeningState.Recorded }, bids, [], [new() { Id = "1", Kind = "expert", AccountId = "e1", Name = "甲", Answer = "accepted" }], [], [],
            [new Report { Id = "f1-1", ProcurementId = "f1", Ranking = new([.. ranking]) }], []);
    }

    private static Outcome<Commit> Enter(EvaluationCase evaluation, IReadOnlyList<Entrant>? before = null, Procurement? procurement = null)
    {
        var id = 0;
        return PublishEntry.Decide(new(procurement ?? evaluation.Procurement, Document, before ?? []), evaluation, MethodsHead, 0, () => $"id{++id}", Today);
    }

    [Fact, Cites("FRM-01"), Cites("FRM-02"), Cites("T051")]
    public void 两家入一家_三家入两家_一家重新征集_同价按摘要()
    {
        Assert.Equal(["s2"], Entered(Enter(Evaluated(5_500_000, 5_000_000))));
        Assert.Equal(["s3", "s2"], Entered(Enter(Evaluated(5_900_000, 5_500_000, 5_000_000))));
        // Equals over the line: the same one whatever the order of the ranking, and not always the first.
        var equals = Enumerable.Range(0, 40).Select(i => new RankedBid(1, $"b{i}", $"s{i}", "", 1, 1, 0, 0, "")).ToList();
        Assert.Equal(PublishEntry.Divide(TermsOf(), equals).In, PublishEntry.Divide(TermsOf(), [.. equals.AsEnumerable().Reverse()]).In);
        Assert.NotEqual(equals.OrderBy(e => e.BidId, StringComparer.Ordinal).Take(32), PublishEntry.Divide(TermsOf(), equals).In);
        Assert.Equal(["FRM-01"], Rules(Enter(Evaluated(5_000_000))));
        var fact = Fact<FrameworkEntered>(Enter(Evaluated(5_900_000, 5_500_000, 5_000_000)));
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2027, 3, 1), 3), (fact.SignBy, fact.To, fact.Lots[0].Responsive));
        var loser = Assert.Single(Enter(Evaluated(5_900_000, 5_500_000, 5_000_000)).Value!.Facts, f => f.Fact is ReasonsGiven);
        Assert.Equal("s1", loser.Party);
        Assert.Equal(["FRM-12"], Rules(Enter(Evaluated(Open with { Stage = Stage.Reported, NoticedOn = Today }, 5_900_000, 5_500_000))));
    }

    [Fact, Cites("FRM-33")]
    public void 补充入围的归原协议_遵守原期限_在册的不重复入围()
    {
        var supplement = Closed() with { Stage = Stage.Reported, NoticedOn = Today, Framework = Closed().Framework.Value! with { Supplements = "f0", From = new(2026, 1, 1), To = new(2026, 12, 31) } };
        var entered = Enter(Evaluated(supplement, 5_900_000, 5_500_000, 5_000_000), [Active("s3", 2) with { FrameworkId = "f0", Turns = 3 }]);
        Assert.Equal(["s2"], Entered(entered));
        var row = Row<Entrant>(entered);
        Assert.Equal(("f0", 4, 3), (row.FrameworkId, row.Rank, row.Turns));
        Assert.Equal(new DateOnly(2026, 12, 31), Fact<FrameworkEntered>(entered).To);
    }

    [Fact, Cites("FRM-06"), Cites("FRM-01")]
    public void 质量优先按质量评分排序_同品牌各算一家()
    {
        var procurement = Closed() with { EvaluationMethod = "comprehensive", NoticedOn = Today };
        var document = Document with { EvaluationMethod = "comprehensive", Factors = [new("F1", "objective", "速度", "", 10000)] };
        Score Points(string bid, int points) => new() { Id = bid, LotId = "f1-1", BidId = bid, FactorId = "F1", AccountId = "e1", Points = points };
        var ranked = Evaluating.Rank(document.Lots[0], document, procurement, [Bid(1, 4_000_000), Bid(2, 5_900_000)], [Points("b1", 6000), Points("b2", 9000)]);
        Assert.Equal([("b2", 9000), ("b1", 6000)], ranked.Select(r => (r.BidId, r.TotalPoints)));
        var evaluation = Evaluated(5_000_000, 5_100_000);
        Assert.Equal((2, 1), (evaluation.Count(evaluation.Bids), (evaluation with { Procurement = Noticed }).Count(evaluation.Bids)));
    }

    [Fact, Cites("FRM-32"), Cites("FRM-01")]
    public void 资格审查两家可以_一家终止_被清退的不得通过()
    {
        EvaluationCase Opened(params string[] barred) => Evaluated(5_000_000, 5_100_000) with { Reports = [], Procurement = Closed() with { Stage = Stage.Opened, Framework = Closed().Framework.Value! with { BarredIds = barred } } };
        ReviewQualification.Request Findings(bool second) => new("f1-1", [new("b1", true), new("b2", second, "没有许可")]);
        Assert.False(ReviewQualification.Decide(Opened(), People.Agency, Findings(true), () => "v").Value!.Fails);
        Assert.True(ReviewQualification.Decide(Opened(), People.Agency, Findings(false), () => "v").Value!.Fails);
        Assert.Equal(["FRM-32"], Rules(ReviewQualification.Decide(Opened("s2"), People.Agency, Findings(true), () => "v")));
        Assert.NotNull(ReviewQualification.Decide(Opened("s2"), People.Agency, Findings(false), () => "v").Value);
    }

    [Fact, Cites("MET-09")]
    public void 框架协议不定一家中标() =>
        Assert.Equal(["MET-09"], Rules(DecideAward.Decide(Closed() with { Stage = Stage.Reported }, new Report { Id = "f1-1", Ranking = new([new(1, "b1", "s1", "甲", 1, 1, 0, 0, "")]) }, null, "b1", false, At(2026, 3, 2))));

    [Fact, Cites("FRM-18"), Cites("CON-10"), Cites("IDN-06")]
    public void 签订_一方不成立_双方成立并备案_质疑未答复不签_无效签名不签()
    {
        var c = new FrameworkCase(InForce, Document, []);
        var entrant = Active("s1", 1) with { State = EntrantState.Selected, Text = "框架协议", SignedOn = null };
        Outcome<Commit> Sign(Entrant e, Platform.Acts.Actor actor, bool valid = true, FrameworkCase? of = null, DateOnly? on = null) => SignAgreement.Decide(of ?? c, e, actor, "签名", valid, on ?? Today);
        var first = Sign(entrant, MethodsHead);
        Assert.Equal(EntrantState.Selected, Row<Entrant>(first).State);
        Assert.DoesNotContain(first.Value!.Facts, f => f.Fact is FrameworkAgreed);
        var both = Sign(Row<Entrant>(first), SupplierOf("s1"));
        Assert.Equal((EntrantState.Active, Today), (Row<Entrant>(both).State, Row<Entrant>(both).SignedOn!.Value));
        Assert.Equal("框架协议", Fact<FrameworkAgreed>(both).Text);
        Assert.Equal(["FRM-18"], Rules(Sign(Row<Entrant>(first), MethodsHead)));
        Assert.Equal(["IDN-06"], Rules(Sign(entrant, MethodsHead, valid: false)));
        Assert.Equal(["CON-10"], Rules(Sign(entrant, MethodsHead, of: c with { Procurement = InForce with { ContractHold = "q1" } })));
        Assert.NotNull(Sign(entrant, MethodsHead, on: new(2027, 3, 1)).Value);
        Assert.Equal(["FRM-19"], Rules(Sign(entrant, MethodsHead, on: new(2027, 3, 2))));
    }
}
