using System.Text;
using Tongcai.Exchange;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Contracts;

public sealed class ContractTests
{
    private static readonly Procurement Published = Cases.Procurement with { Stage = Stage.Published };
    private static readonly BidContent Bid = new("s1", "知行", "lot1", 452_000_00, 30, [], 0, "small", true, "甲", true, [new("光具座", 10, "台", 45_200_00, 452_000_00)], [new("R1", "导轨长度1100毫米", "better")], [], "电话", "地址");
    private static readonly Award Award = new() { Id = "lot1", ProcurementId = "p1", BidId = "b1", SupplierId = "s1", SupplierName = "知行", PriceFen = 452_000_00, LetterOn = new(2026, 6, 1), ContractBy = new(2026, 7, 1) };
    private static readonly Actor Head = Cases.Person("head", "school", Role.Purchaser, Post.Head);
    private static readonly Actor Supplier = Cases.Person("boss", "s1", Role.Supplier);

    private static Contract Draft() => DraftContract.Decide(Published, Cases.Document, Cases.Document.Lots[0], Award, Bid, null, "c1", "H1").Value!;

    [Fact, Cites("CON-01", "CON-04")]
    public void 合同由数据生成_载明必备条款()
    {
        var text = Draft().Text;
        foreach (var clause in new[] { "中州市第一中学", "知行", "导轨长度不小于1000毫米", "数量 10 台", "452,000.00 元", "肆拾伍万贰仟元整", "30 日内履行完毕", "支付", "验收", "违约责任", "争议解决" })
            Assert.Contains(clause, text, StringComparison.Ordinal);
    }

    [Fact, Cites("CON-10")]
    public void 质疑未答复_不得起草也不得签名()
    {
        var held = Published with { ContractHold = "ch1" };
        Assert.Equal("CON-10", Cases.RefusedBy(DraftContract.Decide(held, Cases.Document, Cases.Document.Lots[0], Award, Bid, null, "c1", "H1")));
        Assert.Equal("CON-10", Cases.RefusedBy(SignContract.Decide(held, Draft(), Head, "sig", true, Cases.Now)));
    }

    [Fact]
    public void 没有中标通知书_不能起草() =>
        Assert.Equal("AWD-03", Cases.RefusedBy(DraftContract.Decide(Published, Cases.Document, Cases.Document.Lots[0], Award with { LetterOn = null, ContractBy = null }, Bid, null, "c1", "H1")));

    [Fact, Cites("IDN-06")]
    public void 签名与文本不符_拒绝() =>
        Assert.Equal("IDN-06", Cases.RefusedBy(SignContract.Decide(Published, Draft(), Head, "sig", false, Cases.Now)));

    [Fact]
    public void 双方签名齐全之日_合同成立()
    {
        var first = SignContract.Decide(Published, Draft(), Head, "a", true, Cases.Now).Value!;
        Assert.False(first.Concluded);
        var second = SignContract.Decide(Published, first.Contract, Supplier, "b", true, Cases.At(2026, 6, 3)).Value!;
        Assert.True(second.Concluded);
        Assert.Equal(new DateOnly(2026, 6, 3), second.Contract.SignedOn);
    }

    [Fact, Cites("T070")]
    public void 第三十日签订按时_次日迟延但仍成立()
    {
        var half = Draft() with { PurchaserSignature = "a" };
        Assert.False(SignContract.Decide(Published, half, Supplier, "b", true, Cases.At(2026, 7, 1)).Value!.Late);
        Assert.True(SignContract.Decide(Published, half, Supplier, "b", true, Cases.At(2026, 7, 2)).Value!.Late);
    }

    [Fact]
    public void 只有合同原文可以略去()
    {
        var signed = Draft() with { SignedOn = new(2026, 6, 3) };
        Assert.NotNull(PublishContract.Decide(Published, signed, ["导轨长度1100毫米"], Cases.Now).Value);
        var refused = PublishContract.Decide(Published, signed, ["没有的话"], Cases.Now);
        Assert.Equal("/withheld/0", Assert.Single(refused.Refusals).Pointer);
    }

    [Fact, Cites("T071", "T072")]
    public void 未签订不得公告和备案_公告备案各一次()
    {
        Assert.Equal("T071", Cases.RefusedBy(PublishContract.Decide(Published, Draft(), [], Cases.Now)));
        Assert.Equal("T072", Cases.RefusedBy(FileContract.Decide(Draft(), Cases.Now)));
        var signed = Draft() with { SignedOn = new(2026, 6, 3) };
        Assert.Equal("T071", Cases.RefusedBy(PublishContract.Decide(Published, signed with { PublishedOn = new(2026, 6, 4) }, [], Cases.Now)));
        Assert.Equal("T072", Cases.RefusedBy(FileContract.Decide(signed with { FiledOn = new(2026, 6, 4) }, Cases.Now)));
    }

    [Fact]
    public void 签名值不是六十四字节_不成立()
    {
        Assert.False(ContractSignature.Verifies([], "文本", "不是签名", Cases.Now));
        Assert.False(ContractSignature.Verifies([], "文本", Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('x', 65))), Cases.Now));
    }

    [Fact]
    public void 合同的文书逐字是签名的文本_载明签名()
    {
        var signed = Draft() with { PurchaserSignature = "QUJD", SignedOn = new(2026, 6, 3) };
        var paper = ContractPaper.Of(signed, Published);
        Assert.Equal(
            signed.Text.Replace("\n", "", StringComparison.Ordinal), paper.Title + string.Concat(paper.Parts.Select(p => p.Heading + string.Concat(p.Paragraphs))));
        Assert.Contains(paper.Parts, p => p.Heading == "四、支付");
        Assert.Equal(["甲方：中州市第一中学（已电子签名）", "乙方：知行（待签名）", "2026年6月3日"], paper.Signed);
        Assert.Contains("甲方 SM2 签名：QUJD", paper.Proof);
    }
}
