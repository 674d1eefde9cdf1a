using System.Diagnostics;
using System.Globalization;
using Tongcai.Bench.Search;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Postgres;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.PublicService;
using Tongcai.PublicService.Search;

// 检索量测。Arguments: --data DIR [--notices N] [--seed N] [--postgres CONNECTION] [--peers]
// Fills the store, or goes on filling it, and prints the table for bench/README.md.
string Argument(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
var folder = Argument("--data", "");
var connection = Argument("--postgres", "");
if (folder.Length == 0)
{
    Console.Error.WriteLine("usage: --data DIR [--notices N] [--seed N] [--postgres CONNECTION] [--peers]");
    return 2;
}

var notices = int.Parse(Argument("--notices", "10000"), CultureInfo.InvariantCulture);
var file = Path.Combine(folder, "data.db");
var setup = new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime());
await using IStore store = connection.Length > 0 ? PostgresStore.Open(connection, setup) : SqliteStore.Open(file, setup);
await Filling.Run(store, int.Parse(Argument("--seed", "1"), CultureInfo.InvariantCulture), notices);

var (codes, suppliers) = await store.Read(Measuring.Rare);
using var search = new NoticeSearch(TimeProvider.System);
var clock = Stopwatch.StartNew();
await store.Read(async db =>
{
    await search.CatchUp(db);
    return true;
});
var loaded = clock.Elapsed.TotalSeconds;
GC.Collect();
var heap = GC.GetTotalMemory(forceFullCollection: true) >> 20;
var measuring = new Measuring(store, search, codes, suppliers, new DateOnly(2026, 11, 21).Beijing(new(9, 0)));
var lines = await measuring.Run();
lines.AddRange(await measuring.Like(notices > 200_000 ? 3 : 12));
if (args.Contains("--peers")) lines.AddRange(connection.Length > 0 ? Peers.Trigram(connection) : Peers.Fts5(file));

Console.WriteLine();
Console.WriteLine($"### {(connection.Length > 0 ? "PostgreSQL" : "SQLite")}, {notices:N0} notices");
Console.WriteLine();
Console.WriteLine($"Index made from the store in {loaded:F1} s; heap {heap} MB, process {Environment.WorkingSet >> 20} MB. {search.Memory}.");
Console.WriteLine();
Console.WriteLine("| question | runs | p50 ms | p95 ms | max ms | CPU ms |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (var line in lines) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {line.What}{(line.Remark.Length > 0 ? $" ({line.Remark})" : "")} | {line.Runs} | {line.P50:0.00} | {line.P95:0.00} | {line.Max:0.00} | {(line.Cpu < 0 ? "" : line.Cpu.ToString("0.00", CultureInfo.InvariantCulture))} |"));
return 0;
