using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Tongcai.Platform.Storage.Postgres;

namespace Tongcai.Bench.Ledger;

/// <summary>Durable facts on PostgreSQL with 32 writers beside pgbench with 32 clients on the same server: its standard transaction, and one insert of a row of a kilobyte.</summary>
internal static partial class OnPostgres
{
    private const int Writers = 32;

    public static async Task Print(string folder, string connection, int facts)
    {
        Report.Head($"PostgreSQL, {Writers} writers", "what", "per second");
        await using (var store = PostgresStore.Open(connection, Durable.Setup))
        {
            await DurableFacts.Run(store, Durable.Fresh(folder, "warm"), Writers, facts / 20, 1);
            var run = await DurableFacts.Run(store, Durable.Fresh(folder, "ours"), Writers, facts / 4, 1);
            Report.Row("ours, one row and one fact a commit", run.PerSecond);
            run = await DurableFacts.Run(store, Durable.Fresh(folder, "more"), Writers, facts / 4, 8);
            Report.Row("ours, facts of commits with eight", run.PerSecond);
        }

        var at = new NpgsqlConnectionStringBuilder(connection);
        var script = Path.Combine(folder, "insert.sql");
        await File.WriteAllTextAsync(script, "insert into bare_row (id, body) values (md5(random()::text), repeat('x', 1000));\n");
        await using (var source = NpgsqlDataSource.Create(connection))
        {
            await using var command = source.CreateCommand("create table if not exists bare_row (id text primary key, body text not null)");
            await command.ExecuteNonQueryAsync();
        }

        Pgbench(at, "-i", "-q", "-s", "10");
        Report.Row("pgbench, its standard transaction (3 updates, select, insert)", Pgbench(at, "-c", "32", "-j", "2", "-T", "10", "-M", "prepared"));
        Report.Row("pgbench, one insert of 1,000 bytes", Pgbench(at, "-n", "-c", "32", "-j", "2", "-T", "10", "-M", "prepared", "-f", script));
    }

    private static double Pgbench(NpgsqlConnectionStringBuilder at, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec $(ls -d /usr/lib/postgresql/*/bin | tail -1)/pgbench \"$@\"");
        foreach (var argument in new[] { "pgbench", "-h", at.Host!, "-U", at.Username! }) start.ArgumentList.Add(argument);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add(at.Database!);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(errors.Result);
        return Tps().Match(output) is { Success: true } found ? double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Tps();
}
