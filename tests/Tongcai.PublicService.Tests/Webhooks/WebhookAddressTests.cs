using System.Net;
using Microsoft.Extensions.Configuration;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.PublicService.Webhooks;

namespace Tongcai.PublicService.Tests.Webhooks;

public sealed class WebhookAddressTests
{
    private static readonly WebhookSettings Strict = new("https://hub.example", Loopback: false);
    private static readonly WebhookSettings Demo = Strict with { Loopback = true };

    [Theory]
    [InlineData("https://example.com/hooks?tenant=7", true)]
    [InlineData("https://example.com:8443/", true)]
    [InlineData("https://93.184.216.34/", true)]
    [InlineData("https://[2606:2800:220:1::1]/", true)]
    [InlineData("http://example.com/", false)]
    [InlineData("https://example.com:80/", false)]
    [InlineData("https://example.com:6379/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://a.localhost/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://0x7f.1/", false)]
    [InlineData("https://0177.0.0.1/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false)]
    [InlineData("https://[fd00:ec2::254]/", false)]
    [InlineData("https://[fe80::1]/", false)]
    [InlineData("https://[64:ff9b::7f00:1]/", false)]
    [InlineData("https://192.168.1.1/", false)]
    [InlineData("https://169.254.169.254/", false)]
    [InlineData("https://100.100.100.200/", false)]
    [InlineData("https://168.63.129.16/", false)]
    [InlineData("https://user@example.com/", false)]
    [InlineData("https://example.com/#x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//example.com/", false)]
    [InlineData("", false)]
    public void Only_the_open_internet_is_an_address(string url, bool taken) => Assert.Equal(taken, WebhookAddress.Check(url, Strict).Uri is not null);

    [Theory]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("http://localhost:5000/", true)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("https://169.254.169.254/", false)]
    public void A_demo_admits_its_own_machine_and_nothing_more(string url, bool taken) => Assert.Equal(taken, WebhookAddress.Check(url, Demo).Uri is not null);

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.0", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.64.0.0", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001:4860:4860::8888", true)]
    [InlineData("fc00::1", false)]
    [InlineData("ff02::1", false)]
    public void Who_answers_under_a_name_is_looked_at(string ip, bool allowed)
    {
        Assert.Equal(allowed, WebhookAddress.MayConnect(IPAddress.Parse(ip), Strict));
        Assert.Equal(allowed, OutboundAddress.IsPublic(IPAddress.Parse(ip)));
    }

    /// <summary>A name that is in order leads to this machine: the connection is refused when it is made, whatever the name said before.</summary>
    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        using var inside = new HttpClient(OutboundAddress.Handler(ip => WebhookAddress.MayConnect(ip, Strict)));
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await Assert.ThrowsAsync<HttpRequestException>(() => inside.GetAsync(new Uri($"http://localhost:{port}/"), TestContext.Current.CancellationToken));
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("true", "demo.hub/ledger", true)]
    [InlineData("true", "hub.example/ledger", null)]
    [InlineData("false", "hub.example/ledger", false)]
    [InlineData("perhaps", "demo.hub/ledger", null)]
    [InlineData(null, "demo.hub/ledger", false)]
    public void Only_a_demo_may_be_told_to_call_itself(string? setting, string origin, bool? loopback)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Webhooks:AllowLoopback", setting), new("Origin", origin)]).Build();
        if (loopback is { } expected) Assert.Equal(expected, WebhookSettings.Of(configuration, "https://hub.example").Loopback);
        else Assert.Throws<InvalidOperationException>(() => WebhookSettings.Of(configuration, "https://hub.example"));
    }
}
