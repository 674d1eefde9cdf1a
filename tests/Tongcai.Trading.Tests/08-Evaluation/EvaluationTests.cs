using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Evaluation;

public sealed class EvaluationTests
{
    private static readonly Actor Agency = Cases.Person("agent01", "agency", Role.Agency);

    private static OpenedBidRow Bid(string id, long fen, string size = "large", string brand = "", bool domestic = true) => new()
    {
        Id = id, ProcurementId = "p1", LotId = "lot1", SupplierId = "s-" + id, SupplierName = "供应商" + id, PriceFen = fen,
        Content = new(new BidContent("s-" + id, "供应商" + id, "lot1", fen, 30, [], 0, size, domestic, brand, true, [], [], [], "电话", "地址")),
    };

    private static Seat Member(int i, string kind = "expert") => new() { Id = $"m{i}", ProcurementId = "p1", Kind = kind, AccountId = $"expert{i}", Name = $"专家{i}", Answer = "accepted" };

    private static EvaluationCase Case(params OpenedBidRow[] bids) => new(
        Cases.Procurement with { Stage = Stage.Opened }, Cases.Document, new OpeningRow { Id = "p1", State = OpeningState.Recorded }, bids, [],
        [Member(1), Member(2), Member(3), Member(4), Member(5)], [], [], [], []);

    private static ReviewQualification.Request All(EvaluationCase @case, params string[] failing) =>
        new("lot1", [.. @case.Bids.Select(b => new BidFinding(b.Id, !failing.Contains(b.Id), failing.Contains(b.Id) ? "缺承诺函" : ""))]);

    private static EvaluationCase Qualified(params OpenedBidRow[] bids)
    {
        var @case = Case(bids);
        return @case with
        {
            Procurement = @case.Procurement with { Stage = Stage.Evaluating },
            Verdicts = ReviewQualification.Decide(@case, Agency, All(@case), RandomId.New).Value!.Verdicts,
        };
    }

    private static EvaluationCase Compliant(params OpenedBidRow[] bids)
    {
        var @case = Qualified(bids);
        foreach (var member in @case.Members)
        {
            var reviewed = ReviewCompliance.Decide(@case, Cases.Person(member.AccountId, "", Role.Expert), new("lot1", [.. bids.Select(b => new BidFinding(b.Id, true, ""))]), RandomId.New).Value!;
            @case = @case with { Verdicts = [.. @case.Verdicts, .. reviewed.Verdicts] };
        }

        return @case;
    }

    private static EvaluationCase Scored(EvaluationCase @case, Func<string, int> points)
    {
        foreach (var member in @case.Members)
        {
            var scored = SubmitScores.Decide(@case, Cases.Person(member.AccountId, "", Role.Expert), new("lot1", [.. @case.Bids.Select(b => new Cell(b.Id, "F2", points(b.Id), ""))], true), RandomId.New, Cases.Now).Value!;
            @case = @case with { Scores = [.. @case.Scores, .. scored.Cells], Sheets = [.. @case.Sheets, scored.Sheet!] };
        }

        return @case;
    }

    [Fact, Cites("OPN-10")]
    public void 三家合格可以评标_两家不可以()
    {
        var three = Case(Bid("a", 400_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00));
        Assert.False(ReviewQualification.Decide(three, Agency, All(three), RandomId.New).Value!.Fails);
        Assert.True(ReviewQualification.Decide(three, Agency, All(three, "c"), RandomId.New).Value!.Fails);
    }

    [Fact]
    public void 同品牌按一家计算()
    {
        var @case = Case(Bid("a", 400_000_00, brand: "甲"), Bid("b", 410_000_00, brand: "甲"), Bid("c", 420_000_00, brand: "乙"));
        Assert.True(ReviewQualification.Decide(@case, Agency, All(@case), RandomId.New).Value!.Fails);
    }

    [Fact, Cites("OPN-09")]
    public void 开标未结束_不得审查资格()
    {
        var @case = Case(Bid("a", 1), Bid("b", 2), Bid("c", 3)) with { Opening = new OpeningRow { State = OpeningState.Opened } };
        Assert.Equal("OPN-09", Cases.RefusedBy(ReviewQualification.Decide(@case, Agency, All(@case), RandomId.New)));
    }

    [Fact]
    public void 漏一家_无理由_重复_指明位置()
    {
        var @case = Case(Bid("a", 1), Bid("b", 2), Bid("c", 3));
        BidFinding[] findings = [new("a", true, ""), new("a", false, ""), new("x", true, "")];
        var refused = ReviewQualification.Decide(@case, Agency, new("lot1", findings), RandomId.New).Refusals;
        Assert.Equal(["/findings", "/findings", "/findings/1/bidId", "/findings/1/reason", "/findings/2/bidId"], refused.Select(r => r.Pointer).Order(StringComparer.Ordinal));
    }

    [Fact, Cites("EXP-01")]
    public void 五人可以评审_四人不可以()
    {
        var @case = Qualified(Bid("a", 400_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00));
        ReviewCompliance.Request request = new("lot1", [.. @case.Bids.Select(b => new BidFinding(b.Id, true, ""))]);
        var actor = Cases.Person("expert1", "", Role.Expert);
        Assert.NotNull(ReviewCompliance.Decide(@case, actor, request, RandomId.New).Value);
        Assert.Equal("EXP-01", Cases.RefusedBy(ReviewCompliance.Decide(@case with { Seats = [.. @case.Seats.Skip(1)] }, Cases.Person("expert2", "", Role.Expert), request, RandomId.New)));
    }

    [Fact, Cites("EVA-08")]
    public void 等于最高限价可以通过_高一分不可以()
    {
        var @case = Qualified(Bid("a", 500_000_00), Bid("b", 410_000_00), Bid("c", 500_000_01));
        var actor = Cases.Person("expert1", "", Role.Expert);
        var refusal = Assert.Single(ReviewCompliance.Decide(@case, actor, new("lot1", [.. @case.Bids.Select(b => new BidFinding(b.Id, true, ""))]), RandomId.New).Refusals);
        Assert.Equal(("EVA-08", "/findings/2/passed"), (refusal.Rule.Id, refusal.Pointer));
    }

    [Fact, Cites("OPN-11")]
    public void 多数认定不符合的出局_不足三家废标()
    {
        var @case = Qualified(Bid("a", 400_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00));
        ReviewCompliance.Reviewed? last = null;
        foreach (var (member, i) in @case.Members.Select((m, i) => (m, i)))
        {
            last = ReviewCompliance.Decide(
                @case, Cases.Person(member.AccountId, "", Role.Expert), new("lot1", [.. @case.Bids.Select(b => new BidFinding(b.Id, b.Id != "c" || i < 2, b.Id == "c" && i >= 2 ? "缺★项" : ""))]), RandomId.New).Value!;
            Assert.Equal(i == 4, last.Conclusions is not null);
            @case = @case with { Verdicts = [.. @case.Verdicts, .. last.Verdicts] };
        }

        Assert.True(last!.Fails);
        Assert.Equal("缺★项", last.Conclusions!.Single(c => !c.Passed).Reason);
    }

    [Fact, Cites("EVA-04")]
    public void 满分可以_超一分不可以()
    {
        var @case = Compliant(Bid("a", 400_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00));
        var actor = Cases.Person("expert1", "", Role.Expert);
        Assert.NotNull(SubmitScores.Decide(@case, actor, new("lot1", [new("a", "F2", 7000, "")], false), RandomId.New, Cases.Now).Value);
        Assert.Equal("EVA-04", Cases.RefusedBy(SubmitScores.Decide(@case, actor, new("lot1", [new("a", "F2", 7001, "")], false), RandomId.New, Cases.Now)));
    }

    [Fact]
    public void 价格分由系统计算_填写价格因素被拒绝()
    {
        var @case = Compliant(Bid("a", 400_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00));
        Assert.Equal("EVA-03", Cases.RefusedBy(SubmitScores.Decide(@case, Cases.Person("expert1", "", Role.Expert), new("lot1", [new("a", "F1", 1, "")], false), RandomId.New, Cases.Now)));
    }

    [Fact]
    public void 未评满不得提交_保存可以()
    {
        var @case = Compliant(Bid("a", 400_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00));
        var actor = Cases.Person("expert1", "", Role.Expert);
        Assert.NotNull(SubmitScores.Decide(@case, actor, new("lot1", [new("a", "F2", 1, "")], false), RandomId.New, Cases.Now).Value);
        Assert.Equal(2, SubmitScores.Decide(@case, actor, new("lot1", [new("a", "F2", 1, "")], true), RandomId.New, Cases.Now).Refusals.Count);
    }

    [Fact, Cites("EVA-05")]
    public void 客观分不一致_报告不能生成()
    {
        var @case = Scored(Compliant(Bid("a", 400_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00)), _ => 6000);
        Assert.NotNull(MakeReport.Decide(@case, new("lot1", [], "同意"), Cases.Now).Value);
        var differing = @case with { Scores = [@case.Scores[0] with { Points = 6001 }, .. @case.Scores.Skip(1)] };
        Assert.Equal("EVA-05", Cases.RefusedBy(MakeReport.Decide(differing, new("lot1", [], "同意"), Cases.Now)));
    }

    [Fact, Cites("EVA-17", "EVA-19", "EVA-16")]
    public void 小微扣除一成后计算价格分_排序按总分()
    {
        // a: 400,000 small → 360,000 evaluated, best; b: 380,000 large; both 60 points elsewhere.
        var @case = Scored(Compliant(Bid("a", 400_000_00, "small"), Bid("b", 380_000_00), Bid("c", 450_000_00)), _ => 6000);
        var ranking = MakeReport.Decide(@case, new("lot1", [], "同意"), Cases.Now).Value!.Ranking.Value;
        Assert.Equal(["a", "b", "c"], ranking.Select(r => r.BidId));
        Assert.Equal((360_000_00, 400_000_00, 3000, 9000), (ranking[0].EvaluatedFen, ranking[0].PriceFen, ranking[0].PricePoints, ranking[0].TotalPoints));
        Assert.Equal(2842, ranking[1].PricePoints);
    }

    [Fact, Cites("EVA-11")]
    public void 低于均值一半的报价_先要求说明_说明不成立则无效()
    {
        var @case = Scored(Compliant(Bid("a", 100_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00), Bid("d", 430_000_00)), _ => 6000);
        Assert.Equal("EVA-11", Cases.RefusedBy(MakeReport.Decide(@case, new("lot1", [], "同意"), Cases.Now)));
        Assert.DoesNotContain(MakeReport.Decide(@case, new("lot1", [new("a", false, "未提供成本构成")], "同意"), Cases.Now).Value!.Ranking.Value, r => r.BidId == "a");
        Assert.Equal("a", MakeReport.Decide(@case, new("lot1", [new("a", true, "库存清理，附凭证")], "同意"), Cases.Now).Value!.Ranking.Value[0].BidId);
    }

    [Fact, Cites("EVA-15")]
    public void 最低评标价法_按评标价排序_同价并列()
    {
        var @case = Compliant(Bid("a", 400_000_00), Bid("b", 380_000_00), Bid("c", 380_000_00));
        @case = @case with { Document = @case.Document with { EvaluationMethod = "lowest" } };
        var ranking = MakeReport.Decide(@case, new("lot1", [], "同意"), Cases.Now).Value!.Ranking.Value;
        Assert.Equal([1, 1, 3], ranking.Select(r => r.Rank));
    }

    [Fact, Cites("EVA-02")]
    public void 最后一人签署后报告才完成()
    {
        var @case = Scored(Compliant(Bid("a", 400_000_00), Bid("b", 410_000_00), Bid("c", 420_000_00)), _ => 6000);
        @case = @case with { Reports = [MakeReport.Decide(@case, new("lot1", [], "同意"), Cases.Now).Value!] };
        foreach (var (member, i) in @case.Members.Select((m, i) => (m, i)))
        {
            var signed = SignReport.Decide(@case, Cases.Person(member.AccountId, "", Role.Expert), new("lot1", i == 3 ? "得分偏高" : ""), $"g{i}", Cases.Now).Value!;
            Assert.Equal(i == 4, signed.LastLot);
            @case = @case with { Signatures = [.. @case.Signatures, signed.Signature] };
        }

        Assert.Equal("EVA-02", Cases.RefusedBy(SignReport.Decide(@case, Cases.Person("expert1", "", Role.Expert), new("lot1", ""), "g", Cases.Now)));
    }

    [Fact]
    public void 废标使项目终止_多包时只终止该包()
    {
        var one = Case(Bid("a", 1)).Fail("lot1", Law.OpeningRules.QualifiedQuorum, "不足三家", "agency", Cases.Now);
        Assert.Contains(one.Changes, c => c.Row is Procurement { Stage: Stage.Ended });
        var two = Case(Bid("a", 1));
        two = two with { Document = two.Document with { Lots = [.. two.Document.Lots, two.Document.Lots[0] with { LotId = "lot2", Number = 2 }] } };
        Assert.DoesNotContain(two.Fail("lot1", Law.OpeningRules.QualifiedQuorum, "不足三家", "agency", Cases.Now).Changes, c => c.Row is Procurement { Stage: Stage.Ended });
        Assert.Contains(two.Fail("lot1", Law.OpeningRules.QualifiedQuorum, "不足三家", "agency", Cases.Now).Facts, f => f.Fact is ProcurementEnded { LotIds: ["lot1"] });
    }

    [Fact, Cites("EVA-25")]
    public void 评标报告的文书载明法定内容_没有报告时没有()
    {
        var @case = Compliant(Bid("a", 450_000_00), Bid("b", 460_000_00), Bid("c", 470_000_00));
        Assert.Null(ReportPaper.Of(@case, "lot1"));
        var scored = Scored(@case, _ => 4000);
        var report = MakeReport.Decide(scored, new("lot1", [], "同意推荐"), Cases.Now).Value!;
        var signed = scored with { Reports = [report], Signatures = [new() { LotId = "lot1", AccountId = "expert1", Name = "专家1", SignedAt = Cases.Now, Dissent = "对第二名有保留" }] };

        var paper = ReportPaper.Of(signed, "lot1")!;
        Assert.Equal(7, paper.Parts.Count);
        Assert.Contains("专家5", paper.Parts[1].Paragraphs[0], StringComparison.Ordinal);
        Assert.Equal("供应商a", paper.Parts[4].Table!.Rows[0][1]);
        Assert.Contains("对第二名有保留", paper.Parts[6].Paragraphs[0], StringComparison.Ordinal);
    }
}
