using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tongcai.Cli.Demo;

namespace Tongcai.Cli.Tests.Demo;

public sealed class OneDemoTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-one-").FullName;

    private string Data => Path.Combine(folder, "demo");

    [Fact]
    public void A_directory_in_use_is_refused_until_the_demo_has_ended()
    {
        using (OneDemo.Take(Data, new(Tongcai.Tests.Ports.Take(30))))
        {
            var refused = Assert.Throws<InvalidOperationException>(() => OneDemo.Take(Data, new(Tongcai.Tests.Ports.Take(30))));
            Assert.Contains(Data, refused.Message, StringComparison.Ordinal);
            Assert.Contains("--data", refused.Message, StringComparison.Ordinal);
        }

        using var again = OneDemo.Take(Data, new(Tongcai.Tests.Ports.Take(30)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(21)]
    public void A_port_in_use_is_named_and_the_directory_stays_free(int offset)
    {
        var first = Tongcai.Tests.Ports.Take(30);
        using (var somebody = new TcpListener(IPAddress.Loopback, first + offset))
        {
            somebody.Start();
            var refused = Assert.Throws<InvalidOperationException>(() => OneDemo.Take(Data, new(first)));
            Assert.Contains((first + offset).ToString(CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
            Assert.Contains("--port", refused.Message, StringComparison.Ordinal);
        }

        using var free = OneDemo.Take(Data, new(first));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
