using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tongcai.Replay.Tests.Topology;

/// <summary>What the network between platforms does to packets.</summary>
/// <param name="Number">Number in the fault matrix.</param>
/// <param name="Rule">The rule of nftables, with its chain: input are the requests, output the answers.</param>
internal sealed record NetworkFault(int Number, string Name, string Rule)
{
    public static readonly IReadOnlyList<NetworkFault> All =
    [
        new(23, "丢包 30 %", "in numgen random mod 10 < 3 drop"), new(24, "单向中断（请求不到）", "in drop"), new(24, "单向中断（答复不回）", "out drop"),
        new(25, "途中 TCP reset", "in ct state established numgen random mod 10 < 2 meta l4proto tcp reject with tcp reset"),
    ];
}

/// <summary>
/// 网络命名空间：one namespace behind a pair of virtual interfaces. What listens there is reached through real packets, on which nftables acts. Made of `ip` and `nft`; only root can.
/// </summary>
internal sealed partial class NetworkNamespace : IAsyncDisposable
{
    private const int NetworkOnly = 0x4000_0000;
    private readonly string name = FormattableString.Invariant($"tcx{Environment.ProcessId % 100_000}");
    private readonly string network = FormattableString.Invariant($"10.199.{Environment.ProcessId % 250}");

    /// <summary>Why it cannot be made here; empty: it can.</summary>
    public static string Missing =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "需要 root" : string.Join("、", new[] { "ip", "nft" }.Where(p => !new[] { "/usr/sbin", "/sbin", "/usr/bin", "/bin" }.Any(d => File.Exists(Path.Combine(d, p))))) is { Length: > 0 } lacking ? $"没有 {lacking}" : "";

    public static async Task<NetworkNamespace> Make()
    {
        var made = new NetworkNamespace();
        await Run("ip", "netns", "add", made.name);
        await Run("ip", "link", "add", made.Outside, "type", "veth", "peer", "name", made.Inside, "netns", made.name);
        await Run("ip", "addr", "add", made.network + ".1/24", "dev", made.Outside);
        await Run("ip", "link", "set", made.Outside, "up");
        await made.Within("ip", "addr", "add", made.network + ".2/24", "dev", made.Inside);
        await made.Within("ip", "link", "set", made.Inside, "up");
        await made.Within("nft", "add table inet t; add chain inet t in { type filter hook input priority 0; }; add chain inet t out { type filter hook output priority 0; }");
        return made;
    }

    private string Outside => name + "o";

    private string Inside => name + "i";

    /// <summary>A socket that listens in the namespace.</summary>
    public Socket Listen(int port)
    {
        Socket? socket = null;
        Exception? failure = null;
        // A socket belongs to the namespace of the thread that makes it; the thread is not used again.
        var thread = new Thread(() =>
        {
            try
            {
                using var there = File.OpenHandle("/var/run/netns/" + name);
                if (SetNamespace(there, NetworkOnly) != 0) throw new IOException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(network + ".2"), port));
                socket.Listen(256);
            }
            catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? socket! : throw new IOException("No socket in the namespace.", failure);
    }

    /// <summary>Lets a fault act.</summary>
    public Task Begin(NetworkFault fault) => Within("nft", "add rule inet t " + fault.Rule);

    /// <summary>Ends all faults.</summary>
    public Task End() => Within("nft", "flush chain inet t in; flush chain inet t out");

    public async ValueTask DisposeAsync() => await Run("ip", "netns", "del", name);

    private Task Within(string program, params string[] arguments) => Run("ip", ["netns", "exec", name, program, .. arguments]);

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new IOException($"{program} {string.Join(' ', arguments)}: {errors}");
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(Microsoft.Win32.SafeHandles.SafeFileHandle handle, int kind);
}
