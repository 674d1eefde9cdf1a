using System.Diagnostics;
using Dapper;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Tests;

namespace Tongcai.Platform.Tests.Storage;

/// <summary>What was acknowledged survives; what was not acknowledged is there whole or not at all.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly SqliteEngine engine = new();
    private readonly List<string> said = [];

    private string Control => Path.Combine(engine.Folder, "control");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    [Fault(1)]
    public async Task Killed_at_any_moment_nothing_acknowledged_is_lost_and_the_ledger_heals()
    {
        foreach (var lines in new[] { 1, 7, 40, 160 })
        {
            await using var writer = WriterProcess.Start(engine.File);
            for (var n = 0; n < lines; n++) said.Add((await writer.Next())!);
            said.AddRange(await writer.Kill());
        }

        Assert.All(said, line => Assert.StartsWith("Committed ", line, StringComparison.Ordinal));
        await Aftermath.NothingIsLost(engine, said);
        await Aftermath.LedgerIsWhole(engine);
    }

    [Fact]
    [Fault(5)]
    public Task While_fsync_fails_nothing_is_acknowledged_and_afterwards_work_goes_on() => WhileTheDisk("eio", async writer =>
    {
        await writer.Until("Unavailable", said.Add);
        // Commits that were under way may still be answered; once all eight have failed, none succeeds.
        var failed = 0;
        for (var n = 0; n < 64; n++)
        {
            var line = (await writer.Next())!;
            failed = line.StartsWith("Committed", StringComparison.Ordinal) ? 0 : failed + 1;
            said.Add(line);
        }

        Assert.True(failed >= 40, $"only the last {failed} failed");
    });

    [Fact]
    [Fault(6)]
    public Task A_full_disk_is_said_to_be_full_and_leaves_the_database_sound() => WhileTheDisk("full", writer => writer.Until("Full", said.Add));

    [Fact]
    [Fault(7)]
    public Task A_disk_that_has_become_read_only_refuses_writes_and_still_reads() => WhileTheDisk("rofs", async writer =>
    {
        await writer.Until("Unavailable", said.Add);
        Assert.Matches("^Unavailable .* reads [1-9]", said[^1]);
    });

    [Fact]
    public async Task The_settings_that_keep_a_commit_are_on_and_one_library_is_loaded()
    {
        await using var store = await engine.Open();
        Assert.Matches(@"^3\.\d+\.\d+$", SqliteLibrary.Use());
        Assert.Equal("wal", await store.Read(c => c.ExecuteScalarAsync<string>("pragma journal_mode")));
        Assert.Equal(2L, await store.Transact(s => s.Scalar("pragma synchronous")));
    }

    /// <summary>A writer before, during and after a fault of the disk (faults.c); afterwards nothing is lost.</summary>
    private async Task WhileTheDisk(string fails, Func<WriterProcess, Task> during)
    {
        await using var writer = WriterProcess.Start(engine.File, Preload.Library("faults"), ("FAULTS_CONTROL", Control));
        await writer.Until("Committed", said.Add);
        await File.WriteAllTextAsync($"{Control}.{fails}", "");
        await during(writer);
        File.Delete($"{Control}.{fails}");
        await writer.Until("Committed", said.Add);
        said.AddRange(await writer.Kill());
        await Aftermath.NothingIsLost(engine, said);
        await Aftermath.LedgerIsWhole(engine);
    }
}

/// <summary>The server of all tests is killed, so no other test runs meanwhile.</summary>
[CollectionDefinition(nameof(PostgresCrashTests), DisableParallelization = true)]
public sealed class PostgresCrashCollection;

[Collection(nameof(PostgresCrashTests))]
public sealed class PostgresCrashTests
{
    [Fact]
    [Fault(32)]
    public async Task PostgreSQL_killed_under_load_loses_nothing_acknowledged_and_the_store_reconnects()
    {
        var postgres = new PostgresEngine();
        await using var store = await postgres.Open();
        var committed = new List<string>();
        var refused = 0;
        using var stop = new CancellationTokenSource();
        var enough = new TaskCompletionSource();
        var writers = Enumerable.Range(0, 6).Select(w => Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                var specimen = Specimen.Named($"{w}-{n}");
                var result = await store.Execute(Commit.Empty.Insert(specimen).Record(new SpecimenShown($"s{w}", specimen.Name)), new CommitOrigin(specimen.Name, "w", "d"));
                lock (committed)
                {
                    if (result is Committed) committed.Add(specimen.Name);
                    else refused++;
                    if (committed.Count == 100) enough.TrySetResult();
                }
            }
        })).ToList();
        await enough.Task;
        PostgresCluster.Shared.CrashAndRestart();
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.IsType<Committed>(await store.Execute(Commit.Empty.Insert(Specimen.Named("其后")).Record(new SpecimenShown("x", "其后"))));
        var there = await store.Read(async c => (await c.QueryAsync<string>("select name from specimen")).ToHashSet());
        Assert.Equal([], committed.Except(there));
        Assert.Equal(there.Count, await store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from ledger_fact")));
    }
}
