using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Supervision.Orders;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Tests.Orders;

public sealed class OrderTests
{
    private static readonly Watched Watched = new() { Id = "p1", Title = "打印机采购" };

    private static Law.Outcome<Order> Issue(IssueOrder.Kind kind, DateOnly? until = null, Order? latest = null, Watched? watched = null) =>
        IssueOrder.Decide(watched ?? Watched, latest, People.Head, new(kind, until, "发现重大违法线索"), "o1", Given.At(7, 10), Given.At(7, 10));

    private static IReadOnlyList<string> Rules(Law.Outcome<Order> outcome) => [.. outcome.Refusals.Select(r => r.Rule.Id)];

    [Fact, Cites("T099")]
    public void 暂停最长三十日()
    {
        // 7月10日起三十日到8月9日（周日），顺延到8月10日。
        Assert.Equal(new DateOnly(2026, 8, 10), Issue(IssueOrder.Kind.Suspend).Value!.Until);
        Assert.Empty(Rules(Issue(IssueOrder.Kind.Suspend, new(2026, 8, 10))));
        Assert.Equal(["T099"], Rules(Issue(IssueOrder.Kind.Suspend, new(2026, 8, 11))));
        Assert.Equal(["T099"], Rules(Issue(IssueOrder.Kind.Suspend, new(2026, 7, 9))));
    }

    [Fact]
    public void 暂停中不能再暂停_没有暂停不能恢复_期满即不在暂停()
    {
        var running = new Order { Kind = "suspend", Until = new(2026, 7, 10) };
        Assert.Equal(["CMP-07"], Rules(Issue(IssueOrder.Kind.Suspend, latest: running)));
        Assert.Empty(Rules(Issue(IssueOrder.Kind.Resume, latest: running)));
        var expired = running with { Until = new(2026, 7, 9) };
        Assert.Empty(Rules(Issue(IssueOrder.Kind.Suspend, latest: expired)));
        Assert.Equal(["CMP-07"], Rules(Issue(IssueOrder.Kind.Resume, latest: expired)));
        Assert.Equal(["CMP-07"], Rules(Issue(IssueOrder.Kind.Resume)));
        Assert.Contains("DUT-06", Rules(Issue(IssueOrder.Kind.Suspend, watched: Watched with { Ending = "failed" })));
    }

    [Fact]
    public void 指令按约定文本签名_交易平台用登记的公钥核验()
    {
        using var authority = Sm2PrivateKey.Generate();
        var fact = Assert.IsType<OrderIssued>(Assert.Single(OrderSigning.Issue(Issue(IssueOrder.Kind.Suspend).Value!, authority, "org").Facts).Fact);
        bool Verifies(OrderIssued order, Sm2PublicKey key) => key.Verify(Encoding.UTF8.GetBytes(order.SignedText()), Convert.FromBase64String(order.Signature));
        using var other = Sm2PrivateKey.Generate();
        Assert.True(Verifies(fact, authority.PublicKey));
        Assert.False(Verifies(fact, other.PublicKey));
        Assert.False(Verifies(fact with { Until = new(2026, 12, 31) }, authority.PublicKey));
    }

    [Fact]
    public void 六十秒没有回执即报警()
    {
        var order = Issue(IssueOrder.Kind.Suspend).Value!;
        Assert.False(order.IsOverdue(order.SentAt.AddSeconds(60)));
        Assert.True(order.IsOverdue(order.SentAt.AddSeconds(61)));
        Assert.False((order with { ObeyedAt = order.IssuedAt }).IsOverdue(order.SentAt.AddSeconds(61)));
    }

    [Fact]
    public void 密钥只造一次_再次启动是同一把_别人能读的不用()
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-key-").FullName;
        try
        {
            var first = AuthorityKey.Load(folder).Public;
            Assert.Equal(first, AuthorityKey.Load(folder).Public);
            Assert.Equal(first + "\n", File.ReadAllText(Path.Combine(folder, "authority.pub")));
            var file = Path.Combine(folder, "authority.key");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
                Assert.Throws<InvalidOperationException>(() => AuthorityKey.Load(folder));
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            File.WriteAllText(file, "broken");
            Assert.Throws<InvalidOperationException>(() => AuthorityKey.Load(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
