using System.Globalization;
using System.Net.NetworkInformation;
using Tongcai.Cli.Running;

namespace Tongcai.Cli.Demo;

/// <summary>一个目录、一组端口只有一个演示。Held while a demo runs: a second one would delete the data of the first and talk to its platforms.</summary>
internal sealed class OneDemo : IDisposable
{
    private readonly FileStream held;

    private OneDemo(FileStream held) => this.held = held;

    /// <summary>Takes directory and ports.</summary>
    /// <exception cref="InvalidOperationException">Another demo has the directory, or somebody listens on one of the ports; the message says what to do.</exception>
    public static OneDemo Take(string data, Ports ports)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(data)!);
        FileStream held;
        try
        {
            held = new(data + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new InvalidOperationException($"另一个演示正在使用目录 {data}。先停止它，或者用 --data 另选目录、用 --port 另选端口。");
        }

        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(l => l.Port).ToHashSet();
        if (ports.All.FirstOrDefault(p => listening.Contains(p.Port)) is not { } taken)
            return new(held);
        held.Dispose();
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"端口 {taken.Port} 已被占用，可能另一个演示正在运行。先停止它，或者用 --port 另选一组端口，例如 --port {ports.First + 1000}。"));
    }

    public void Dispose() => held.Dispose();
}
