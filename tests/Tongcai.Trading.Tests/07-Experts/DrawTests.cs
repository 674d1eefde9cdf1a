using FsCheck;
using FsCheck.Fluent;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Experts;

public sealed class DrawTests
{
    // Deadline on Friday 2026-06-12: two working days before is Wednesday the 10th.
    private static readonly Procurement Noticed = Cases.Procurement with { Stage = Stage.Noticed, AgencyName = "明衡代理", CatalogueCode = "A02102100", BidDeadline = Cases.At(2026, 6, 12, 9) };

    private static List<Expert> Library(int count) => [.. Enumerable.Range(0, count).Select(i => new Expert
    {
        Id = $"e{i}", AccountId = $"expert{i:D2}", Name = $"专家{i}", Employer = $"单位{i}", CataloguePrefixes = new(["A0210"]), Region = "419900",
    })];

    private static Law.Outcome<Draw> Commit(IReadOnlyList<Expert> library, DateTimeOffset now, int seats = 4, Procurement? procurement = null) =>
        CommitDraw.Decide(procurement ?? Noticed, library, null, new(seats, Roster.Commitment("雨中的钟声")), "d1", "platform", now);

    [Fact, Cites("T117")]
    public void 评审前两个工作日可以抽取_前三个工作日不可以()
    {
        Assert.NotNull(Commit(Library(8), Cases.At(2026, 6, 10, 0)).Value);
        Assert.Equal("T117", Cases.RefusedBy(Commit(Library(8), Cases.At(2026, 6, 9, 23))));
    }

    [Fact, Cites("EXP-06", "EXP-07")]
    public void 采购人和代理机构的人不在名册中()
    {
        var library = Library(6);
        library[0] = library[0] with { Employer = "中州市第一中学" };
        library[1] = library[1] with { Employer = "明衡代理" };
        Assert.Equal(["e2", "e3", "e4", "e5"], Commit(library, Cases.At(2026, 6, 10)).Value!.Roster.Value);
    }

    [Fact, Cites("EXP-03")]
    public void 预算一千万以上_专家至少五人()
    {
        var large = Noticed with { BudgetFen = 10_000_000_00 };
        Assert.Equal("EXP-03", Cases.RefusedBy(Commit(Library(8), Cases.At(2026, 6, 10), seats: 4, large)));
        Assert.NotNull(Commit(Library(8), Cases.At(2026, 6, 10), seats: 5, large).Value);
        Assert.NotNull(Commit(Library(8), Cases.At(2026, 6, 10), seats: 4, large with { BudgetFen = 9_999_999_99 }).Value);
    }

    [Fact, Cites("EXP-05")]
    public void 原文与承诺差一个字_不抽()
    {
        var draw = Commit(Library(8), Cases.At(2026, 6, 10)).Value!;
        Assert.Equal("EXP-05", Cases.RefusedBy(RevealDraw.Decide(Noticed, draw, Library(8), "雨中的钟声 ", RandomId.New)));
        Assert.Equal(4, RevealDraw.Decide(Noticed, draw, Library(8), "雨中的钟声", RandomId.New).Value!.Seats.Count);
    }

    [Fact]
    public void 任何人按公布的值得到同一结果()
    {
        var draw = Commit(Library(8), Cases.At(2026, 6, 10)).Value!;
        var drawn = RevealDraw.Decide(Noticed, draw, Library(8), "雨中的钟声", RandomId.New).Value!;
        var seed = Roster.Seed(drawn.Fact.Reveals[0], drawn.Fact.Reveals[1]);
        Assert.Equal(drawn.Fact.Seed, seed);
        Assert.Equal(draw.RosterDigest, Roster.Digest(drawn.Fact.RosterPseudonyms));
        Assert.Equal(Roster.Order(seed, drawn.Fact.RosterPseudonyms.Order(StringComparer.Ordinal)).Take(4), drawn.Fact.Drawn.Select(d => d.Pseudonym));
    }

    [Fact, Cites("EXP-12", "EXP-04")]
    public void 回避者由名册的下一位补足_须写明事由()
    {
        var draw = Commit(Library(8), Cases.At(2026, 6, 10)).Value!;
        var drawn = RevealDraw.Decide(Noticed, draw, Library(8), "雨中的钟声", RandomId.New).Value!;
        Assert.Equal("EXP-04", Cases.RefusedBy(AnswerInvitation.Decide(Noticed, drawn.Draw, drawn.Seats[0], drawn.Seats, Library(8), false, new(AnswerInvitation.Reply.Avoid, ""), "s9")));
        var answered = AnswerInvitation.Decide(Noticed, drawn.Draw, drawn.Seats[0], drawn.Seats, Library(8), false, new(AnswerInvitation.Reply.Avoid, "三年内任职于投标人"), "s9").Value!;
        Assert.Equal(5, answered.Replacement!.DrawOrder);
        Assert.Equal(drawn.Fact.RosterPseudonyms[4], Roster.Pseudonym("d1", answered.Replacement.ExpertId));
    }

    private static readonly KnownAccount[] Staff = [.. new[] { "rep1", "rep2", "rep3" }.Select(id => new KnownAccount { Id = id, OrganisationId = People.College.Id, Name = "代表" })];

    [Fact, Cites("EXP-01")]
    public void 代表是本单位的人()
    {
        Assert.Equal("代表", AppointRepresentative.Decide(Noticed, null, [], Staff, new("rep1"), "s1").Value!.Name);
        Assert.Equal("EXP-01", Cases.RefusedBy(AppointRepresentative.Decide(Noticed, null, [], Staff, new("rep9"), "s1")));
    }

    [Fact, Cites("EXP-02")]
    public void 四名专家可配一名代表_两名则不足三分之二()
    {
        var draw = new Draw { Seats = 4 };
        var first = AppointRepresentative.Decide(Noticed, draw, [], Staff, new("rep1"), "s1").Value!;
        Assert.NotNull(AppointRepresentative.Decide(Noticed, draw, [first], Staff, new("rep2"), "s2").Value);
        var second = first with { Id = "s2", AccountId = "rep2" };
        Assert.Equal("EXP-02", Cases.RefusedBy(AppointRepresentative.Decide(Noticed, draw, [first, second], Staff, new("rep3"), "s3")));
    }

    [Fact]
    public void 种子的任何一方改变_次序随之改变_各人中签机会均等()
    {
        var roster = Enumerable.Range(0, 20).Select(i => Roster.Pseudonym("d", $"e{i}")).ToList();
        Prop.ForAll<int, int>((a, b) => a == b || !Roster.Order(Roster.Seed($"{a}", "x"), roster).SequenceEqual(Roster.Order(Roster.Seed($"{b}", "x"), roster))).QuickCheckThrowOnFailure();
        var first = Enumerable.Range(0, 4_000).GroupBy(i => Roster.Order(Roster.Seed($"{i}", "x"), roster)[0]).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(20, first.Count);
        // 200 expected each; five standard deviations either way.
        Assert.All(first.Values, n => Assert.InRange(n, 130, 270));
    }
}
