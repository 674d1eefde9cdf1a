using Tongcai.Platform.Acts;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Challenges;

public sealed class ChallengeTests
{
    private static readonly Procurement Published = Cases.Procurement with { Stage = Stage.Published };
    private static readonly Actor Loser = Cases.Person("loser", "s2", Role.Supplier);
    private static readonly LodgeChallenge.Request Letter = new(ChallengeSubject.Result, ["评分有误"], "事实", "依据", "重新评审");
    private static readonly LodgeChallenge.KnownFrom Known = new(new(2026, 4, 15), new(2026, 5, 6), new(2026, 6, 2));
    private static readonly Challenge Open = new() { Id = "ch1", ProcurementId = "p1", SupplierId = "s2", About = "result", AnswerBy = new(2026, 6, 10) };

    private static Law.Outcome<Challenge> Lodge(DateTimeOffset now, bool bid = true, IReadOnlyList<Challenge>? earlier = null, LodgeChallenge.KnownFrom? known = null) =>
        LodgeChallenge.Decide(Published, known ?? Known, bid, earlier ?? [], Loser, Letter, "ch1", now);

    [Fact, Cites("T091", "CHL-10")]
    public void 第七个工作日可以质疑_第八个不可以()
    {
        Assert.NotNull(Lodge(Cases.At(2026, 6, 11, 23)).Value);
        Assert.Empty(Lodge(Cases.At(2026, 6, 11)).Refusals);
        var late = Assert.Single(Lodge(Cases.At(2026, 6, 12, 0)).Refusals);
        Assert.Contains("2026-06-11", late.Reason, StringComparison.Ordinal);
    }

    [Fact, Cites("CHL-01")]
    public void 未参加投标的_不得质疑结果() => Assert.Equal("CHL-01", Cases.RefusedBy(Lodge(Cases.Now, bid: false)));

    [Fact, Cites("CHL-03")]
    public void 同一环节一次性提出() => Assert.Equal("CHL-03", Cases.RefusedBy(Lodge(Cases.Now, earlier: [Open])));

    [Fact]
    public void 结果未公告_无从质疑结果() => Assert.Equal("CHL-10", Cases.RefusedBy(Lodge(Cases.Now, known: Known with { ResultPeriodEnd = null })));

    [Fact, Cites("CON-10")]
    public void 质疑结果使签约停下_质疑文件不停()
    {
        Assert.Equal("ch1", LodgeChallenge.Hold(Published, Open)!.ContractHold);
        Assert.Null(LodgeChallenge.Hold(Published, Open with { About = "document" }));
    }

    private static readonly Award Award = new() { Id = "lot1", Version = 2, ProcurementId = "p1", BidId = "b1", SupplierId = "s1", LetterOn = new(2026, 6, 1) };

    private static readonly Report Report = new()
    {
        Id = "lot1",
        Ranking = new([new(1, "b1", "s1", "知行", 1, 1, 0, 0, ""), new(2, "b2", "s2", "启航", 2, 2, 0, 0, "")]),
    };

    private static Law.Outcome<AnswerChallenge.Answered> Answer(ChallengeEffect effect, IReadOnlyList<Challenge>? others = null, Procurement? procurement = null, Report? report = null) =>
        AnswerChallenge.Decide(procurement ?? Published with { ContractHold = "ch1" }, Open, others ?? [], [Award], [report ?? Report], new(effect, "答复"), Cases.Now);

    [Fact]
    public void 不成立_解除暂缓_另有未答复的_继续暂缓()
    {
        Assert.Null(Answer(ChallengeEffect.None).Value!.Procurement!.ContractHold);
        Assert.Equal("ch2", Answer(ChallengeEffect.None, [Open with { Id = "ch2" }]).Value!.Procurement!.ContractHold);
    }

    [Fact, Cites("CHL-09")]
    public void 成立_另行确定下一候选人_没有的_重新采购()
    {
        var next = Answer(ChallengeEffect.NextCandidate).Value!;
        Assert.Equal(("s2", null), (next.Award!.SupplierId, next.Award.LetterOn));
        Assert.Equal(Stage.Decided, next.Procurement!.Stage);
        Assert.Equal("CHL-09", Cases.RefusedBy(Answer(ChallengeEffect.NextCandidate, report: Report with { Ranking = new([Report.Ranking.Value[0]]) })));
        Assert.Equal(Stage.Ended, Answer(ChallengeEffect.Restart).Value!.Procurement!.Stage);
    }

    [Fact]
    public void 已答复的不再答复() =>
        Assert.Equal("CHL-06", Cases.RefusedBy(AnswerChallenge.Decide(Published, Open with { AnsweredOn = new(2026, 6, 5) }, [], [Award], [Report], new(ChallengeEffect.None, "答复"), Cases.Now)));
}
