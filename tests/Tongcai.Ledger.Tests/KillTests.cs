using System.Diagnostics;
using System.Text;

namespace Tongcai.Ledger.Tests;

/// <summary>A writer killed at any moment (SIGKILL) leaves a ledger that goes on without gap or double index.</summary>
public sealed class KillTests
{
    private const string DirectoryVariable = "TONGCAI_LEDGER_KILL_TEST";
    private const int Kills = 8;

    [Fact]
    public async Task A_killed_writer_leaves_no_gap_no_double_index_and_no_lost_publication()
    {
        using var scratch = new Scratch();
        long acknowledged = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noColor", "-explicit", "only", "-method", $"{typeof(KillTests).FullName}.{nameof(Writer)}"]) { RedirectStandardOutput = true };
            start.Environment[DirectoryVariable] = scratch.Path;
            using var writer = Process.Start(start)!;
            for (var appends = 0; appends <= kill * 3;)
                if (await ReadSizeAsync(writer) is { } size) (acknowledged, appends) = (size, appends + 1);
            writer.Kill();
            // What it had written to the pipe before it died was acknowledged too.
            foreach (var line in (await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n')[..^1])
                if (SizeIn(line) is { } size) acknowledged = size;
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(Checkpoint.Parse(File.ReadAllBytes(scratch.File("checkpoint"))).Size >= acknowledged);
            Assert.Empty(await LedgerFsck.RunAsync(scratch.Source, FsckScope.Everything, TestContext.Current.CancellationToken));
        }

        using var ledger = PlainLedger.Open(scratch.Path, Fixtures.LogSigner);
        Assert.True(ledger.Size >= acknowledged && acknowledged > 0);
        var next = 0L;
        await foreach (var entry in LedgerReader.Sha256(scratch.Source).EntriesAsync(0, ledger.Size, TestContext.Current.CancellationToken))
            Assert.Equal($"line {next++}", Encoding.UTF8.GetString(entry.Bytes.Span));
        Assert.Equal(ledger.Size, next);
    }

    /// <summary>The process that is killed: appends for ever, each batch with the numbers that follow.</summary>
    [Fact(Explicit = true)]
    public void Writer()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is not { } directory) return;
        using var ledger = PlainLedger.Open(directory, Fixtures.LogSigner);
        while (true)
        {
            var size = ledger.Size;
            ledger.Append([.. Enumerable.Range(0, 333).Select(i => $"line {size + i}")]);
            Console.Out.WriteLine($"size {ledger.Size}");
            Console.Out.Flush();
        }
    }

    private static async Task<long?> ReadSizeAsync(Process writer) =>
        SizeIn(await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("the writer ended by itself"));

    private static long? SizeIn(string line) => line.StartsWith("size ", StringComparison.Ordinal) ? long.Parse(line[5..]) : null;
}
