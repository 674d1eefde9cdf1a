using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Tongcai.Cli.Running;

namespace Tongcai.Cli.Demo.Replay;

/// <summary>What is killed, and when.</summary>
/// <param name="Each">Kills of each program.</param>
/// <param name="Requests">Requests over which they are spread: as many as the undisturbed play sent.</param>
internal sealed record KillPlan(int Each, int Seed, int Requests)
{
    /// <summary>No power cut.</summary>
    public static readonly KillPlan None = new(0, 0, 1);

    /// <summary>Longest wait after the request at which a kill is due, in milliseconds: an act is met at its beginning, its middle and after its end.</summary>
    private const int LongestWait = 40;

    /// <summary>The kills by the number of the request at which they are due.</summary>
    public ILookup<int, (string Program, int WaitMilliseconds)> Of(IReadOnlyList<string> programs)
    {
        return programs.SelectMany(p => Enumerable.Range(0, Each).Select(i => (At: Drawn($"{p} {i} at", Requests) + 1, Kill: (p, Drawn($"{p} {i} wait", LongestWait + 1)))))
            .ToLookup(k => k.At, k => k.Kill);
    }

    /// <summary>A number below a limit that the seed and a name determine.</summary>
    private int Drawn(string name, int below) =>
        (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed.ToString(CultureInfo.InvariantCulture)} {name}"))) % (ulong)below);
}

/// <summary>断电演练：ends programs at once (SIGKILL) at seeded requests of the play and starts them again; each program one kill after the other.</summary>
internal sealed class Kills : IAsyncDisposable
{
    /// <summary>The platforms and the demo's trustee.</summary>
    public static readonly IReadOnlyList<string> Programs = ["hub", "trading", "supervision", "trustee1"];

    private readonly ILookup<int, (string Program, int WaitMilliseconds)> due;
    private readonly Dictionary<string, Channel<int>> queues = Programs.ToDictionary(p => p, _ => Channel.CreateUnbounded<int>());
    private readonly Dictionary<string, int> done = Programs.ToDictionary(p => p, _ => 0);
    private readonly List<Task> workers;
    private readonly CancellationTokenSource stopping;
    private int requests;

    public Kills(KillPlan plan, Stack stack, CancellationToken cancel)
    {
        due = plan.Of(Programs);
        stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        workers = [.. Programs.Select(p => Work(p, stack, stopping.Token))];
    }

    /// <summary>Requests so far.</summary>
    public int Requests => requests;

    /// <summary>Kills so far, by program.</summary>
    public IReadOnlyDictionary<string, int> Done => done;

    /// <summary>A request is about to be sent.</summary>
    public void Sending()
    {
        foreach (var (program, wait) in due[Interlocked.Increment(ref requests)])
            queues[program].Writer.TryWrite(wait);
    }

    /// <summary>Waits until every program that was killed is ready again.</summary>
    /// <exception cref="InvalidOperationException">One did not come back.</exception>
    public Task Finish()
    {
        foreach (var queue in queues.Values)
            queue.Writer.TryComplete();
        return Task.WhenAll(workers);
    }

    /// <summary>Kills nothing any more and waits until no program is being started.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var queue in queues.Values)
            queue.Writer.TryComplete();
        await stopping.CancelAsync();
        foreach (var worker in workers)
            await worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task Work(string program, Stack stack, CancellationToken cancel)
    {
        await foreach (var wait in queues[program].Reader.ReadAllAsync(cancel))
        {
            await Task.Delay(wait, cancel);
            await stack.Kill(program, cancel);
            done[program]++;
        }
    }
}
