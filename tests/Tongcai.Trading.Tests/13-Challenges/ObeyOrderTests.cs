using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Challenges;

public sealed class ObeyOrderTests
{
    private static readonly Procurement Published = Cases.Procurement with { Stage = Stage.Published, ContractHold = "ch1" };

    private static OrderIssued Order(string kind) => new("o1", "p1", kind, new(2026, 7, 1), "处理投诉", "CMP-07", "");

    private static Procurement After(string kind, Award? award = null, Report? report = null) =>
        (Procurement)ObeyOrder.Decide(Published, Order(kind), award, report, Cases.Now).Changes.Single(c => c.Row is Procurement).Row;

    [Fact, Cites("DUT-06")]
    public void 暂停指令使项目停下_恢复指令使其继续()
    {
        var stopped = After("suspend");
        Assert.Equal("CMP-07", Standstill.Check(stopped)?.Rule.Id);
        var resumed = (Procurement)ObeyOrder.Decide(stopped, Order("resume"), null, null, Cases.Now).Changes.Single(c => c.Row is Procurement).Row;
        Assert.Null(Standstill.Check(resumed));
    }

    [Fact]
    public void 撤销指令终止项目() => Assert.Equal(("annulled", Stage.Ended), (After("annul").Ending, After("annul").Stage));

    [Fact]
    public void 另行确定指令改定下一候选人_没有候选人的只恢复()
    {
        var award = new Award { Id = "lot1", Version = 1, BidId = "b1", SupplierId = "s1" };
        var report = new Report { Id = "lot1", Ranking = new([new(1, "b1", "s1", "知行", 1, 1, 0, 0, ""), new(2, "b2", "s2", "启航", 2, 2, 0, 0, "")]) };
        Assert.Equal(Stage.Decided, After("next", award, report).Stage);
        Assert.Equal(Stage.Published, After("next").Stage);
    }

    [Fact]
    public void 已终止的项目收到指令_只留回执() =>
        Assert.DoesNotContain(ObeyOrder.Decide(Published with { Ending = "failed" }, Order("suspend"), null, null, Cases.Now).Changes, c => c.Row is Procurement);

    [Fact]
    public void 只认监督部门的签名_改一个字就不认()
    {
        using var authority = Sm2PrivateKey.Generate();
        using var other = Sm2PrivateKey.Generate();
        var order = Order("suspend");
        var signed = order with { Signature = Convert.ToBase64String(authority.Sign(Encoding.UTF8.GetBytes(order.SignedText()))) };
        Assert.True(ObeyOrder.Verifies(signed, authority.PublicKey));
        Assert.False(ObeyOrder.Verifies(signed, other.PublicKey));
        Assert.False(ObeyOrder.Verifies(signed with { Kind = "annul" }, authority.PublicKey));
        Assert.False(ObeyOrder.Verifies(signed with { Signature = "" }, authority.PublicKey));
    }
}
