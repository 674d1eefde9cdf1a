using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Tests;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Invitations;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Invitations;

/// <summary>Boundary pairs of the decisions that find the invited.</summary>
public sealed class InvitationTests
{
    private static readonly Procurement Invited = Confirmed with { Method = "YQZB" };

    private static readonly InvitedList Announced = new()
    {
        Id = "p1", Version = 1, Way = "notice", NoticeId = "n0", ApplyBy = At(2026, 4, 14, 17), Wanted = 3, Criteria = new([new("S1", "能力", "看证明"), new("S2", "服务", "看方案")]),
    };

    private static readonly InvitationCase Before = new(Invited, ConfirmedTender, Key, null, []);

    private static readonly InvitationCase Open = new(Invited with { NoticedOn = new(2026, 4, 7), ApplyBy = At(2026, 4, 14, 17) }, ConfirmedTender, Key, Announced, []);

    private static Candidate Applicant(int i, string verdict = "") => new() { Id = $"k{i}", Version = 1, ProcurementId = "p1", SupplierId = $"s{i}", SupplierName = $"供应商{i}", Number = 1, Verdict = verdict };

    private static PublishPrequalification.Request Announcement => new(
        new(2026, 4, 7), new(2026, 4, 14), At(2026, 4, 14, 17), new(2026, 4, 15), 3, [new("具有独立承担民事责任的能力", "看营业执照等证明文件")], "申请函");

    private static Outcome<Commit> Publish(PublishPrequalification.Request request) => PublishPrequalification.Decide(Before, People.Agency, request, "n0", At(2026, 4, 7));

    [Fact, Cites("T014")]
    public void 资格预审申请少一日不行_满五个工作日可以()
    {
        var fact = Fact<PrequalificationPublished>(Publish(Announcement));
        Assert.Equal(("n0", 3, "S1"), (fact.NoticeId, fact.Wanted, fact.Criteria[0].Id));
        Assert.Equal(("PQ", null), (Row<Notice>(Publish(Announcement)).Kind, Row<Notice>(Publish(Announcement)).DocumentsFrom));
        Assert.Equal(Stage.Confirmed, Row<Procurement>(Publish(Announcement)).Stage);
        Assert.Equal(["T014"], Rules(Publish(Announcement with { ApplyBy = At(2026, 4, 13, 17), DocumentsTo = new(2026, 4, 13) })).Where(r => r == "T014"));
        Assert.Contains("T011", Rules(Publish(Announcement with { DocumentsTo = new(2026, 4, 13) })));
    }

    [Fact, Cites("INV-01")]
    public void 拟邀请两家不行_三家可以_提前审核不行()
    {
        Assert.Equal(["INV-01"], Rules(Publish(Announcement with { Wanted = 2 })));
        Assert.Equal(["INV-08"], Rules(Publish(Announcement with { ReviewOn = new(2026, 4, 13) })));
    }

    [Fact]
    public void 审查标准写入规模条件的不得发布_意向未满三十日不得发布_其他方式不得发布()
    {
        Assert.Contains(Publish(Announcement with { Criteria = [new("注册资本", "注册资本不少于 1000 万元")] }).Refusals, r => r.Pointer == "/criteria/0/standard");
        Assert.Contains("T001", Rules(PublishPrequalification.Decide(Before with { Procurement = Invited with { IntentionOn = new(2026, 3, 20) } }, People.Agency, Announcement, "n0", At(2026, 4, 7))));
        Assert.Equal(["INV-02"], Rules(PublishPrequalification.Decide(Before with { Procurement = Confirmed }, People.Agency, Announcement, "n0", At(2026, 4, 7))));
        Assert.Equal(["INV-02"], Rules(PublishPrequalification.Decide(Open, People.Agency, Announcement, "n0", At(2026, 4, 7))));
        Assert.Equal([PlanningRules.Entrustment.Id], Rules(PublishPrequalification.Decide(Before, People.OtherAgency, Announcement, "n0", At(2026, 4, 7))));
    }

    [Fact, Cites("INV-04"), Cites("INV-09")]
    public void 备选五家抽三家不行_六家可以_同一家两次不行()
    {
        var names = Enumerable.Range(1, 6).ToDictionary(i => $"s{i}", i => $"供应商{i}");
        Outcome<Commit> List(params string[] ids) => ListCandidates.Decide(
            Before, People.Handler, new(ListCandidates.Way.Recommended, 3, [.. ids.Select(i => new ListCandidates.Entry(i, "近三年履约良好"))]), names, RandomId.New, At(2026, 4, 7));
        Assert.Equal(6, Fact<CandidatesListed>(List("s1", "s2", "s3", "s4", "s5", "s6")).Candidates.Count);
        Assert.Equal(["INV-04"], Rules(List("s1", "s2", "s3", "s4", "s5")));
        Assert.Equal(["INV-04"], Rules(List("s1", "s2", "s3", "s4", "s5", "s5")));
        Assert.Contains(List("s1", "s2", "s3", "s4", "s5", "没有").Refusals, r => r.Pointer == "/candidates/5/supplierId");
    }

    [Fact, Cites("INV-08"), Cites("INV-03")]
    public void 截止前一毫秒的申请接收_截止时刻的不接收_漏答一项不接收()
    {
        var request = new ApplyPrequalification.Request([new("S1", "营业执照"), new("S2", "两小时上门")], true, "联系人");
        Outcome<Commit> Apply(DateTimeOffset now, ApplyPrequalification.Request? other = null, Candidate? own = null) => ApplyPrequalification.Decide(Open, own, People.Supplier, other ?? request, "k9", now);
        var by = Announced.ApplyBy!.Value;
        Assert.Equal(1, Fact<ApplicationSubmitted>(Apply(by.AddMilliseconds(-1))).Number);
        Assert.Equal(("k1", 2), (Fact<ApplicationSubmitted>(Apply(by.AddMilliseconds(-1), own: Applicant(1))).ApplicationId, Fact<ApplicationSubmitted>(Apply(by.AddMilliseconds(-1), own: Applicant(1))).Number));
        Assert.Equal(["INV-08"], Rules(Apply(by)));
        Assert.Equal(["INV-03"], Rules(Apply(by.AddMilliseconds(-1), request with { Answers = [new("S1", "营业执照")] })));
        Assert.Equal(["INV-03"], Rules(Apply(by.AddMilliseconds(-1), request with { Committed = false })));
    }

    [Fact, Cites("INV-01"), Cites("INV-03")]
    public void 合格两家废标_三家继续_没有申请也废标_没有理由不行()
    {
        var c = Open with { Candidates = [Applicant(1), Applicant(2), Applicant(3)] };
        ReviewPrequalification.Request Findings(params int[] failing) => new(
            [.. c.Candidates.SelectMany((k, i) => new[] { new ReviewPrequalification.Finding(k.Id, "S1", true), new ReviewPrequalification.Finding(k.Id, "S2", !failing.Contains(i + 1), failing.Contains(i + 1) ? "方案没有时限" : null) })]);
        Outcome<Commit> Review(ReviewPrequalification.Request request, InvitationCase? of = null, DateTimeOffset? now = null) => ReviewPrequalification.Decide(of ?? c, People.Agency, request, "n9", now ?? At(2026, 4, 14, 17));
        Assert.DoesNotContain(Review(Findings()).Value!.Facts, f => f.Fact is ProcurementEnded);
        Assert.Equal(["s1", "s2", "s3"], Review(Findings()).Value!.Facts.Where(f => f.Fact is ApplicationReviewed).Select(f => f.Party));
        Assert.Equal("INV-01", Fact<ProcurementEnded>(Review(Findings(2))).RuleId);
        Assert.Equal("failed", Fact<ProcurementEnded>(Review(new([]), Open)).Ending);
        Assert.Equal(["INV-08"], Rules(Review(Findings(), now: At(2026, 4, 14, 16, 59))));
        Assert.Equal(["INV-03"], Rules(Review(Findings() with { Findings = [.. Findings().Findings.Skip(1)] })));
        Assert.Equal([AwardRules.ReasonToUnqualified.Id], Rules(Review(new([.. Findings().Findings.Skip(1), new("k1", "S1", false)]))));
        Assert.Equal(["INV-03"], Rules(Review(Findings(), c with { List = Announced with { Settled = true } })));
    }

    [Fact, Cites("INV-02"), Cites("INV-05"), Cites("INV-06")]
    public void 先承诺后公布_两人在场_按种子抽三家_不得重抽()
    {
        var c = Open with { List = Announced with { Settled = true }, Candidates = [Applicant(1, "passed"), Applicant(2, "passed"), Applicant(3, "failed"), Applicant(4, "passed"), Applicant(5, "passed")] };
        Assert.Equal(["INV-02"], Rules(CommitInvitees.Decide(c with { List = Announced }, People.Agency, new(Roster.Commitment("x")), "d1", "p")));
        var committed = CommitInvitees.Decide(c, People.Agency, new(Roster.Commitment("x")), "d1", "p");
        Assert.Equal(Roster.Digest(["k1", "k2", "k4", "k5"]), Fact<InviteesCommitted>(committed).RosterDigest);
        var ready = c with { List = Row<InvitedList>(committed) };
        Assert.Equal(["INV-05"], Rules(CommitInvitees.Decide(ready, People.Agency, new(Roster.Commitment("y")), "d2", "q")));
        Assert.Equal(["INV-06"], Rules(DrawInvitees.Decide(ready, People.Agency, new("x", ["陈立新", " 陈立新"]))));
        Assert.Equal(["INV-05"], Rules(DrawInvitees.Decide(ready, People.Agency, new("y", ["陈立新", "王静"]))));
        Assert.Equal(["INV-05"], Rules(DrawInvitees.Decide(c, People.Agency, new("x", ["陈立新", "王静"]))));
        var outcome = DrawInvitees.Decide(ready, People.Agency, new("x", ["陈立新", "王静"]));
        var drawn = Fact<InviteesDrawn>(outcome);
        Assert.True(InviteesDraw.Repeats(drawn, Fact<InviteesCommitted>(committed)));
        Assert.Equal(3, drawn.Roster.Count(r => r.Drawn));
        Assert.DoesNotContain(drawn.Roster, r => r.SupplierId == "s3");
        // Planted: another order, another roster or another seed is no repetition.
        Assert.False(InviteesDraw.Repeats(drawn with { Roster = [.. drawn.Roster.Select(r => r with { Order = 5 - r.Order })] }, Fact<InviteesCommitted>(committed)));
        Assert.False(InviteesDraw.Repeats(drawn with { Roster = [.. drawn.Roster.Skip(1)] }, Fact<InviteesCommitted>(committed)));
        Assert.False(InviteesDraw.Repeats(drawn with { Reveals = ["x", "q"] }, Fact<InviteesCommitted>(committed)));
        Assert.Equal(["INV-05"], Rules(DrawInvitees.Decide(ready with { List = Row<InvitedList>(outcome) }, People.Agency, new("x", ["陈立新", "王静"]))));
    }

    [Fact, Cites("INV-07"), Cites("T012")]
    public void 邀请书同时发给抽中的三家_投标期少一日不行_没有抽取不行_公开的文件没有条款()
    {
        var drawn = Open with { List = Announced with { Settled = true, Seed = "5eed" }, Candidates = [.. Enumerable.Range(1, 4).Select(i => Applicant(i, "passed") with { Place = i, Drawn = i < 4 })] };
        Outcome<Commit> Send(DateTimeOffset deadline, InvitationCase? of = null) => SendInvitations.Decide(of ?? drawn, People.Agency, new(new(2026, 4, 16), new(2026, 4, 23), deadline, "线上"), "n1", At(2026, 4, 16));
        var sent = Send(At(2026, 5, 6, 9, 30));
        Assert.Equal(["s1", "s2", "s3"], sent.Value!.Facts.Where(f => f.Fact is SupplierInvited).Select(f => f.Party));
        Assert.Null(InvitationRules.CheckSent(drawn.Candidates.Where(k => k.Drawn).Select(k => k.SupplierId), sent.Value.Facts.Where(f => f.Fact is SupplierInvited).Select(f => f.Party)));
        var told = Fact<NoticePublished>(sent);
        Assert.Equal(("INV", 0, 0, ""), (told.Kind, told.Document.Requirements.Count, told.Document.Factors.Count, told.Document.Delivery));
        Assert.Equal(ConfirmedTender.Document.Value.Lots, told.Document.Lots);
        Assert.Contains("T012", Rules(Send(At(2026, 4, 30, 9, 30))));
        Assert.Contains("INV-05", Rules(Send(At(2026, 5, 6, 9, 30), drawn with { List = Announced with { Settled = true } })));
        Assert.Contains("SEC-03", Rules(Send(At(2026, 5, 6, 9, 30), drawn with { Key = null })));
        Assert.Equal([HouseRules.Procedure.Id], Rules(Send(At(2026, 5, 6, 9, 30), drawn with { Procurement = drawn.Procurement with { Stage = Stage.Noticed } })));
    }
}
