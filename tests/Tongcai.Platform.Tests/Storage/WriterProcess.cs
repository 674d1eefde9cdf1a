using System.Diagnostics;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Tests.Ledgers;

namespace Tongcai.Platform.Tests.Storage;

/// <summary>A second process that writes as fast as it can, eight commits at a time, and says what became of each; made to be killed.</summary>
public sealed class WriterProcess : IAsyncDisposable
{
    private const string FileVariable = "TONGCAI_TEST_WRITER";

    private readonly Process process;

    private WriterProcess(Process process) => this.process = process;

    /// <summary>Starts the writer on a database file, under a preloaded library if one is given.</summary>
    /// <param name="settings">Environment of the library.</param>
    public static WriterProcess Start(string file, string? preload = null, params IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment[FileVariable] = file;
        if (preload is not null) start.Environment["LD_PRELOAD"] = preload;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new WriterProcess(Process.Start(start)!);
    }

    /// <summary>The next line: a result and the name of the specimen, e.g. "Committed 7-12". Null when the process is gone.</summary>
    public ValueTask<string?> Next() => process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Reads on until a line of that result; all lines read are handed to <paramref name="seen"/>.</summary>
    public async Task Until(string result, Action<string> seen)
    {
        for (var lines = 1; await Next() is { } line; lines++)
        {
            seen(line);
            if (line.StartsWith(result, StringComparison.Ordinal)) return;
            if (lines == 20_000) throw new InvalidOperationException($"The writer says anything but {result}, e.g. {line}");
        }

        await process.WaitForExitAsync();
        throw new InvalidOperationException($"The writer ended with {process.ExitCode} before it said {result}: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Everything it says until it ends by itself; and how it ended.</summary>
    public async Task<(IReadOnlyList<string> Said, int Code)> End()
    {
        var rest = new List<string>();
        while (await Next() is { } line) rest.Add(line);
        await process.WaitForExitAsync();
        return (rest, process.ExitCode);
    }

    /// <summary>SIGKILL, then everything it had still said.</summary>
    public async Task<IReadOnlyList<string>> Kill()
    {
        process.Kill();
        return (await End()).Said;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    /// <summary>The database this process is to write, when it was started as a writer.</summary>
    internal static string? FileToWrite => Environment.GetEnvironmentVariable(FileVariable);

    internal static async Task Write(string file)
    {
        var setup = new StoreSetup([typeof(WriterProcess).Assembly], TimeProvider.System, TimeProvider.System);
        await using var store = SqliteStore.Open(file, setup);
        using var keys = LedgerKeys.Load(file + ".keys", OwnLedger.Origin);
        using var publisher = new LedgerPublisher(store, keys, OwnLedger.Origin, file + ".ledger");
        var sequencer = new Sequencer(store, publisher, 4, TimeProvider.System);
        var output = TextWriter.Synchronized(Console.Out);
        var sequencing = Task.Run(async () =>
        {
            for (var n = 0; ; n++)
            {
                try
                {
                    await (n % 3 == 0 ? sequencer.TickOnce() : sequencer.RunOnce());
                }
                catch (Exception e) when (e is IOException or System.Data.Common.DbException)
                {
                    // The disk fails: the next round heals.
                }
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var n = 0; ; n++)
            {
                var specimen = Specimen.Named($"{Environment.ProcessId}-{writer}-{n}");
                var commit = Commit.Empty.Insert(specimen).Record(new SpecimenShown($"s{writer}", specimen.Name)).Record(new SpecimenSealed("p", specimen.Name), $"w{writer}");
                var result = await store.Execute(commit, new CommitOrigin(specimen.Name, "writer", "d"));
                var reads = result is Committed ? "" : $" reads {await store.Read(c => Dapper.SqlMapper.ExecuteScalarAsync<long>(c, "select count(*) from specimen"))}";
                await output.WriteLineAsync($"{result.GetType().Name} {specimen.Name}{reads} {(result as Unavailable)?.Reason}");
                await output.FlushAsync();
            }
        }).Append(sequencing));
    }
}
