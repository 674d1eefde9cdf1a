using System.Globalization;
using Tongcai.Tests;

namespace Tongcai.Platform.Tests.Storage;

/// <summary>
/// The power fails at the nth fsync of a platform that writes as fast as it can: what was not synced is lost, torn or reordered (powercut.c), database and tiles alike. Whatever was
/// acknowledged is there afterwards, whatever was not is there whole or not at all, and the ledger goes on.
/// </summary>
public sealed class PowerCutTests
{
    public static TheoryData<string> Modes => ["kill", "vanish", "torn"];

    [Theory]
    [MemberData(nameof(Modes))]
    [Fault(2)]
    [Fault(3)]
    [Fault(4)]
    public async Task What_was_acknowledged_survives_a_power_cut_at_the_nth_fsync(string mode) => await Cut(mode, [1, 3, 8, 21, 34, 35]);

    [Fact]
    public async Task The_check_finds_out_a_disk_that_says_it_has_synced_and_has_not()
    {
        await using var engine = new SqliteEngine();
        await using var writer = Writer(engine, "vanish", 60, ("POWERCUT_LIES", "1"));
        var (said, code) = await writer.End();
        Assert.Equal(137, code);
        Assert.Contains(said, line => line.StartsWith("Committed", StringComparison.Ordinal));
        await Assert.ThrowsAnyAsync<Exception>(() => Aftermath.NothingIsLost(engine, said));
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Modes))]
    [Trait("drill", "powercut")]
    public async Task What_was_acknowledged_survives_a_power_cut_at_each_of_200_fsyncs(string mode)
    {
        for (var first = 1; first <= 200; first += 20) await Cut(mode, [.. Enumerable.Range(first, 20)]);
    }

    private static WriterProcess Writer(SqliteEngine engine, string mode, int n, params IEnumerable<(string, string)> more) => WriterProcess.Start(
        engine.File, Preload.Library("powercut"),
        [("POWERCUT_ROOT", Path.GetFullPath(engine.Folder)), ("POWERCUT_AT", n.ToString(CultureInfo.InvariantCulture)), ("POWERCUT_MODE", mode), ("POWERCUT_SEED", n.ToString(CultureInfo.InvariantCulture)), .. more]);

    /// <summary>One platform through several cuts, each after it has started again on what the last one left.</summary>
    private static async Task Cut(string mode, IReadOnlyList<int> syncs)
    {
        await using var engine = new SqliteEngine();
        var said = new List<string>();
        foreach (var n in syncs)
        {
            await using var writer = Writer(engine, mode, n);
            var (lines, code) = await writer.End();
            Assert.Equal(137, code);
            said.AddRange(lines);
            await Aftermath.NothingIsLost(engine, said);
            await Aftermath.LedgerIsWhole(engine);
        }

        Assert.Contains(said, line => line.StartsWith("Committed", StringComparison.Ordinal));
    }
}
