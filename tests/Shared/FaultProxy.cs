using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tongcai.Tests;

/// <summary>What goes wrong on a link. Numbers are those of the fault matrix.</summary>
public enum LinkFault
{
    None,

    /// <summary>Nothing passes in either direction; what was sent meanwhile arrives afterwards (22).</summary>
    Partition,

    /// <summary>Three of ten connections are lost when they begin, and three of ten pieces of a request end theirs (23).</summary>
    Loss,

    /// <summary>Requests do not arrive, answers do (24).</summary>
    RequestsHeld,

    /// <summary>Requests arrive and are done, answers do not come back (24).</summary>
    AnswersHeld,

    /// <summary>The connection is reset in the middle of an answer (25).</summary>
    Reset,

    /// <summary>The connection ends in the middle of an answer as if it were complete.</summary>
    Truncation,

    /// <summary>An answer stops in the middle; the connection breaks when the fault ends.</summary>
    Stall,

    /// <summary>1 Mbit/s (26).</summary>
    Slow,

    /// <summary>500 ms a piece, one fifth more or less (27).</summary>
    Delay,

    /// <summary>All that a connection has carried to the platform is sent to it once more (28).</summary>
    Replay,
}

/// <summary>
/// 故障代理：a TCP link to one address on which faults are switched on and off while it carries. One for each direction of each pair of platforms, so that each link fails by itself.
/// Seeded: where a message is cut and which connection is lost depend on the seed and on what passes.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int Piece = 16 * 1024;
    private const int MostRecorded = 256 * 1024;
    private const int BytesPerMillisecond = 125;

    private readonly Socket listener;
    private readonly Uri target;
    private readonly Random random;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> working = new();
    private readonly ConcurrentDictionary<LinkFault, int> acted = new();
    private readonly Task accepting;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LinkFault fault;

    /// <param name="target">Where the link leads; it need not listen yet.</param>
    /// <param name="port">Port of 127.0.0.1 to listen on.</param>
    public FaultProxy(Uri target, int port, int seed)
        : this(target, Listen(port), seed)
    {
    }

    /// <param name="listener">Where the link begins; the proxy closes it.</param>
    public FaultProxy(Uri target, Socket listener, int seed)
    {
        (this.target, this.listener, random) = (target, listener, new Random(seed));
        var here = (IPEndPoint)listener.LocalEndPoint!;
        Address = new UriBuilder(target) { Host = here.Address.ToString(), Port = here.Port }.Uri;
        accepting = Accept();
    }

    /// <summary>Where the link begins.</summary>
    public Uri Address { get; }

    /// <summary>What goes wrong now.</summary>
    public LinkFault Fault
    {
        get => fault;
        set
        {
            TaskCompletionSource before;
            lock (gate)
            {
                fault = value;
                (before, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            before.SetResult();
        }
    }

    /// <summary>How often each fault did something to what passed.</summary>
    public IReadOnlyDictionary<LinkFault, int> Acted => acted;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Close();
        await accepting;
        await Task.WhenAll(working.Keys);
        listener.Dispose();
        stopping.Dispose();
    }

    private static Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen(256);
        return socket;
    }

    private async Task Accept()
    {
        while (!stopping.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            var link = Carry(client);
            working[link] = true;
            _ = link.ContinueWith(done => working.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task Carry(Socket client)
    {
        using var link = new Link(client, new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        try
        {
            if (fault is LinkFault.Loss && Roll(3))
            {
                Count(LinkFault.Loss);
                link.Break();
                return;
            }

            await Passage(there: true);
            await link.Server.ConnectAsync(target.Host, target.Port, stopping.Token);
            await Task.WhenAll(Pump(link, there: true), Pump(link, there: false));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Either side has gone, by itself or by the fault: the other one is to notice.
            link.Break();
        }
    }

    private async Task Pump(Link link, bool there)
    {
        var (from, to) = there ? (link.Client, link.Server) : (link.Server, link.Client);
        var buffer = new byte[Piece];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, stopping.Token)) > 0)
            {
                var piece = buffer.AsMemory(0, count);
                if (there) link.Record(piece.Span);
                await Passage(there);
                if (!await Disturb(link, to, piece, there)) return;
                await Send(to, piece);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            link.Break();
        }
    }

    /// <summary>Waits while the direction is held.</summary>
    private async Task Passage(bool there)
    {
        var held = false;
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (!(fault is LinkFault.Partition || fault == (there ? LinkFault.RequestsHeld : LinkFault.AnswersHeld))) return;
                next = changed.Task;
                if (!held) Count(fault);
                held = true;
            }

            await next.WaitAsync(stopping.Token);
        }
    }

    /// <summary>Does to a piece what the fault does; false when the connection is over.</summary>
    private async Task<bool> Disturb(Link link, Socket to, ReadOnlyMemory<byte> piece, bool there)
    {
        var now = fault;
        switch (now)
        {
            case LinkFault.Reset or LinkFault.Truncation or LinkFault.Stall when !there && Roll(5):
                Count(now);
                Task next;
                lock (gate) next = changed.Task;
                await Send(to, piece[..Below(piece.Length)]);
                if (now is LinkFault.Stall && fault is LinkFault.Stall) await next.WaitAsync(stopping.Token);
                if (now is LinkFault.Truncation) link.End();
                else link.Break();
                return false;
            case LinkFault.Loss when there && Roll(3):
                Count(now);
                link.Break();
                return false;
            case LinkFault.Slow:
                Count(now);
                await Task.Delay(piece.Length / BytesPerMillisecond, stopping.Token);
                return true;
            case LinkFault.Delay:
                Count(now);
                await Task.Delay(400 + Below(200), stopping.Token);
                return true;
            case LinkFault.Replay when there && Roll(5):
                Count(now);
                await Again(link.Recorded, piece);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Sends what was recorded once more, over a connection of its own, and throws the answers away. The platform has it before the one that is replayed.</summary>
    private async Task Again(byte[] recorded, ReadOnlyMemory<byte> last)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(target.Host, target.Port, stopping.Token);
        await Send(socket, recorded.Length > 0 ? recorded : last);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await socket.ReceiveAsync(new byte[Piece], patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // A request that is still under way, or half of one: nobody waits for its answer.
        }
    }

    private async Task Send(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await to.SendAsync(bytes, stopping.Token)..];
    }

    private void Count(LinkFault what) => acted.AddOrUpdate(what, 1, static (_, n) => n + 1);

    private bool Roll(int tenths)
    {
        lock (random) return random.Next(10) < tenths;
    }

    private int Below(int length)
    {
        lock (random) return random.Next(length);
    }

    /// <summary>One connection.</summary>
    private sealed class Link(Socket client, Socket server) : IDisposable
    {
        private readonly MemoryStream recorded = new();

        public Socket Client => client;

        public Socket Server => server;

        /// <summary>What was carried to the platform; empty once it is too much.</summary>
        public byte[] Recorded => recorded.Length > MostRecorded ? [] : recorded.ToArray();

        public void Record(ReadOnlySpan<byte> piece)
        {
            if (recorded.Length <= MostRecorded) recorded.Write(piece);
        }

        /// <summary>Both sides see a reset.</summary>
        public void Break()
        {
            try
            {
                client.LingerState = server.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                // One side has gone already.
            }

            Dispose();
        }

        /// <summary>Both sides see an ordinary end.</summary>
        public void End() => Dispose();

        public void Dispose()
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
