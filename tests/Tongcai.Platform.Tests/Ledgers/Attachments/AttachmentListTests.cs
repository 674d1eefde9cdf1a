using System.Net;
using Tongcai.Platform.Ledgers.Attachments;

namespace Tongcai.Platform.Tests.Ledgers.Attachments;

/// <summary>The list is a pure function of configuration, rows and reports.</summary>
public sealed class AttachmentListTests
{
    private static readonly PlatformOptions Options = new() { DataDirectory = "", Origin = "province/ledger" };

    private static Attachment Hub(string id, bool subordinates = true, bool attached = true) => new()
    {
        Id = id, Role = PlatformRole.PublicService, Address = $"https://{id}/", VerifierKey = "key-" + id, Followed = true, WithSubordinates = subordinates, Attached = attached,
    };

    private static ReportedAttachment Report(string by, string ledger, PlatformRole? role = PlatformRole.Trading, string key = "", bool attached = true) => new()
    {
        Id = $"{by}|{ledger}", ReportedBy = by, Ledger = ledger, Role = role, Address = $"https://{ledger}/", VerifierKey = key.Length > 0 ? key : "key-" + ledger, Attached = attached,
    };

    private static List<(string Ledger, string Via)> Followed(IEnumerable<Attachment> rows, IEnumerable<ReportedAttachment> reported) =>
        [.. AttachmentList.Of(Options, rows, reported).All.Where(a => a.Source is not null).Select(a => (a.Terms.Id, a.Via))];

    [Fact]
    public void A_ledger_that_arrives_by_two_ways_is_followed_once() =>
        Assert.Equal([("a", ""), ("b", ""), ("t", "a")], Followed([Hub("a"), Hub("b")], [Report("a", "t"), Report("b", "t")]));

    [Fact]
    public void Hubs_beneath_hubs_bring_theirs_and_a_circle_ends() =>
        Assert.Equal([("a", ""), ("b", "a"), ("t", "b")], Followed([Hub("a")], [Report("a", "b", PlatformRole.PublicService), Report("b", "t"), Report("b", "a", PlatformRole.PublicService), Report("b", Options.Origin, PlatformRole.PublicService)]));

    [Fact]
    public void Without_the_box_and_from_other_platforms_nothing_hangs_beneath() => Assert.Equal(
        [("a", ""), ("s", "")],
        Followed([Hub("a", subordinates: false), Hub("s") with { Role = PlatformRole.Supervision, WithSubordinates = false }], [Report("a", "t"), Report("s", "t"), Report("x", "u")]));

    [Theory]
    [InlineData(PlatformRole.Supervision)]
    [InlineData(PlatformRole.UpperPublicService)]
    [InlineData(PlatformRole.PeerPublicService)]
    [InlineData(null)]
    public void Only_trading_platforms_and_lower_hubs_hang_beneath_a_hub(PlatformRole? role) => Assert.Equal([("a", "")], Followed([Hub("a")], [Report("a", "x", role)]));

    [Fact]
    public void What_is_detached_below_or_here_is_not_followed()
    {
        Assert.Equal([("a", "")], Followed([Hub("a")], [Report("a", "t", attached: false)]));
        Assert.Equal([("a", "")], Followed([Hub("a"), Hub("t", attached: false)], [Report("a", "t")]));
        Assert.Empty(Followed([Hub("a", attached: false)], [Report("a", "t")]));
    }

    [Fact]
    public void Two_hubs_that_report_different_keys_are_believed_neither_and_it_is_said()
    {
        var list = AttachmentList.Of(Options, [Hub("a"), Hub("b")], [Report("a", "t"), Report("b", "t", key: "another")]);
        Assert.Equal(["a", "b"], list.Followed.Select(f => f.Origin));
        Assert.Contains("公钥不同", list.Find("t")!.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("127.0.0.1", false, false)]
    [InlineData("::1", false, false)]
    [InlineData("::ffff:127.0.0.1", false, false)]
    [InlineData("::ffff:169.254.169.254", true, false)]
    [InlineData("169.254.169.254", true, false)]
    [InlineData("0.0.0.0", true, false)]
    [InlineData("::", true, false)]
    [InlineData("224.0.0.1", true, false)]
    [InlineData("255.255.255.255", true, false)]
    [InlineData("fe80::1", true, false)]
    [InlineData("10.1.2.3", false, true)]
    [InlineData("203.0.113.7", false, true)]
    public void A_connection_goes_only_where_another_platform_can_be(string ip, bool demo, bool allowed) => Assert.Equal(allowed, OutboundAddress.IsAllowed(IPAddress.Parse(ip), demo));

    [Theory]
    [InlineData("https://trade.example.gov.cn", true)]
    [InlineData("http://trade.example.gov.cn/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://0x7f.1/", false)]
    [InlineData("https://trade.example.gov.cn/?x=1", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("gopher://x/", false)]
    [InlineData("", false)]
    public void A_production_platform_takes_plain_https_addresses_of_others_only(string text, bool taken) => Assert.Equal(taken, OutboundAddress.Check(text, demo: false).Problem.Length == 0);
}
