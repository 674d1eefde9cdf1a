using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Bonds;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Bonds;

/// <summary>投标保证金：what an answer is worth, when it has to be given back, when it may be kept.</summary>
public sealed class BondTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 28, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Validity = new(2026, 7, 27);
    private static readonly Procurement Procurement = new() { Id = "p", Version = 1, Code = "ZZ-2026-0001", PurchaserId = "buyer", AgencyId = "agent" };
    private static readonly BidBondRow Asked = new() { Id = "b1", ProcurementId = "p", LotId = "l", SupplierId = "s1", SupplierName = "甲", RequiredFen = 900_000, Form = "guarantee", Issuer = "某银行", Number = "BH-1" };
    private static readonly BidBondRow Sound = Asked with { Version = 1, State = "sound", GivenFen = 900_000 };
    private static readonly BondAnswer Good = new("BH-1", "guarantee", "ZZ-2026-0001", "CREDIT-S1", "CREDIT-BUYER", 900_000, Validity, "open", "");

    [Fact]
    [Cites("BID-15")]
    public void 保证金按要求提交的才算()
    {
        Assert.True(Verdict(Good).Sound);
        Assert.True(Verdict(Good with { BeneficiaryCreditCode = "CREDIT-AGENT" }).Sound);
        foreach (var (answer, why) in new (BondAnswer?, string)[]
        {
            (null, "没有这个编号"), (Good with { AmountFen = 899_999 }, "收到"), (Good with { ApplicantCreditCode = "CREDIT-S2" }, "申请人"), (Good with { BeneficiaryCreditCode = "CREDIT-S1" }, "受益人"),
            (Good with { Project = "ZZ-2026-0002" }, "本项目"), (Good with { ValidUntil = Validity.AddDays(-1) }, "有效期"), (Good with { State = "released" }, "退还"), (Good with { Number = "BH-2" }, "编号不符"),
        })
        {
            var verdict = Verdict(answer);
            Assert.False(verdict.Sound);
            Assert.Contains(why, verdict.Reason, StringComparison.Ordinal);
        }

        Assert.Contains("没有写明", Verdict(null, Asked with { Number = "" }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Cites("T024")]
    [Cites("T025")]
    [Cites("T016")]
    public void 未中标的自通知书发出_中标的自合同签订_终止的自终止起五个工作日内退还()
    {
        var award = new Award { Id = "l", SupplierId = "s2", LetterOn = new(2026, 4, 29) };
        var contract = new Contract { LotId = "l", SupplierId = "s2", SignedOn = new(2026, 5, 20) };
        Assert.Null(Due(Sound, null, null, null));
        Assert.Null(Due(Sound, award with { LetterOn = null }, null, null));
        // 5月1日至5日放假，5月9日上班.
        Assert.Equal(("T024", new DateOnly(2026, 4, 29), TimeLimits.LoserBondRefund.Latest(new(2026, 4, 29), WorkCalendar.Official)), Told(Due(Sound, award, null, null)));
        Assert.Null(Due(Sound with { SupplierId = "s2" }, award, null, null));
        Assert.Equal("T025", Due(Sound with { SupplierId = "s2" }, award, contract, null)!.Limit.Id);
        Assert.Equal("T016", Due(Sound, null, null, new(2026, 5, 6))!.Limit.Id);
    }

    [Fact]
    public void Only_the_institutions_own_answer_of_the_whole_amount_settles_a_bond()
    {
        var due = Due(Sound, new Award { Id = "l", SupplierId = "s2", LetterOn = new(2026, 4, 29) }, null, null);
        var returning = ReturnBond.Decide(Sound, due).Value!;
        Assert.Null(BondJudging.Settled(Procurement, returning, due, Good, Now));
        Assert.Null(BondJudging.Settled(Procurement, returning, due, Good with { State = "released", AmountFen = 899_999 }, Now));
        Assert.Null(BondJudging.Settled(Procurement, returning, due, Good with { State = "claimed" }, Now));
        var late = due!.Due.AddDays(1).Beijing(new(10, 0));
        var settled = BondJudging.Settled(Procurement, returning, due, Good with { State = "released", Reference = "TH-1" }, late)!;
        var fact = Assert.IsType<BondReturned>(Assert.Single(settled.Facts).Fact);
        Assert.Equal((due.Due, due.Due.AddDays(1), "TH-1"), (fact.DueOn, fact.ReturnedOn, fact.Reference));
        Assert.False(ReturnBond.Decide(returning, due).Value is not null);
        Assert.Contains("还没有发出", ReturnBond.Decide(Sound, null).Refusals.Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Cites("BID-13")]
    public void 投标有效期内撤销的可以不退还_届满或者退还期限已过的不可以()
    {
        Assert.Equal("claiming", ClaimBond.Decide(Sound, null, Validity, Validity, "撤销投标").Value!.State);
        Assert.Contains("届满", ClaimBond.Decide(Sound, null, Validity, Validity.AddDays(1), "撤销投标").Refusals.Single().Reason, StringComparison.Ordinal);
        var due = Due(Sound, new Award { Id = "l", SupplierId = "s2", LetterOn = new(2026, 4, 29) }, null, null)!;
        Assert.NotNull(ClaimBond.Decide(Sound, due, Validity, due.Due, "撤销投标").Value);
        Assert.Equal("T024", ClaimBond.Decide(Sound, due, Validity, due.Due.AddDays(1), "撤销投标").Refusals.Single().Rule.Id);
        Assert.Null(ClaimBond.Decide(Sound with { State = "returned" }, null, Validity, Validity, "撤销投标").Value);
    }

    [Fact]
    public void A_bond_that_is_not_back_on_its_last_day_is_shown_as_late_the_day_after()
    {
        var due = Due(Sound, new Award { Id = "l", SupplierId = "s2", LetterOn = new(2026, 4, 29) }, null, null)!;
        Assert.False(BondLine.Of(Sound, "", due, due.Due).Late);
        Assert.True(BondLine.Of(Sound, "", due, due.Due.AddDays(1)).Late);
        Assert.False(BondLine.Of(Sound with { State = "returned", SettledOn = due.Due }, "", due, due.Due.AddDays(30)).Late);
        Assert.True(BondLine.Of(Sound with { State = "returned", SettledOn = due.Due.AddDays(1) }, "", due, due.Due.AddDays(30)).Late);
    }

    private static BondDue? Due(BidBondRow bond, Award? award, Contract? contract, DateOnly? endedOn) => BondJudging.Due(bond, award, contract, endedOn, WorkCalendar.Official);

    private static (string, DateOnly, DateOnly) Told(BondDue? due) => (due!.Limit.Id, due.From, due.Due);

    private static BondVerified Verdict(BondAnswer? answer, BidBondRow? bond = null) =>
        Assert.IsType<BondVerified>(Assert.Single(BondJudging.Verified(Procurement, bond ?? Asked, answer, "CREDIT-S1", ["CREDIT-BUYER", "CREDIT-AGENT"], Validity, Now).Facts).Fact);
}
