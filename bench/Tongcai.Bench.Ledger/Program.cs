using System.Globalization;
using Tongcai.Bench.Ledger;

// 账本量测。Arguments: --data DIR [durable] [postgres] [hashes] [proofs] [following] [--facts N] [--entries N] [--postgres CONNECTION]
// Without a name all parts run. Prints the tables for bench/README.md. --serve is the source that `following` starts as a process of its own, --bare the peer of `durable`.
string Argument(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
int Number(string name, int otherwise) => int.Parse(Argument(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
var folder = Argument("--data", "");
if (folder.Length == 0)
{
    Console.Error.WriteLine("usage: --data DIR [durable] [postgres] [hashes] [proofs] [following] [--facts N] [--entries N] [--postgres CONNECTION]");
    return 2;
}

Directory.CreateDirectory(folder);
if (args.Contains("--serve"))
{
    await Following.Serve(folder, Argument("--serve", ""));
    return 0;
}

if (args.Contains("--bare"))
{
    await BareLoop.Child(folder);
    return 0;
}

string[] parts = ["durable", "postgres", "hashes", "proofs", "following"];
var wanted = parts.Where(args.Contains).ToList();
if (wanted.Count == 0) wanted = [.. parts];
var facts = Number("--facts", 100_000);
if (wanted.Contains("hashes")) Hashes.Print();
if (wanted.Contains("durable")) await Durable.Print(Path.Combine(folder, "durable"), facts);
if (wanted.Contains("postgres") && Argument("--postgres", "") is { Length: > 0 } connection) await OnPostgres.Print(Path.Combine(folder, "postgres"), connection, facts);
if (wanted.Contains("following")) await Following.Print(Path.Combine(folder, "following"), facts);
if (wanted.Contains("proofs")) await Proofs.Print(Path.Combine(folder, "proofs"), Number("--entries", 10_000_000));
Report.Memory("whole run");
return 0;
