using System.Net;
using System.Net.Sockets;
using Tongcai.Exchange.Follow;

namespace Tongcai.Exchange.Tests.Follow;

public sealed class UnreachableTests
{
    [Fact]
    public async Task Whoever_resets_each_connection_at_once_is_one_who_cannot_be_reached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = new CancellationTokenSource();
        var resetting = Reset(listener, over.Token);
        using var client = Unreachable.Client(TimeSpan.FromSeconds(10));
        for (var n = 0; n < 500; n++) await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://{listener.LocalEndpoint}/"), TestContext.Current.CancellationToken));
        await over.CancelAsync();
        await resetting;
    }

    private static async Task Reset(TcpListener listener, CancellationToken over)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(over);
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The test is over.
        }
    }
}
