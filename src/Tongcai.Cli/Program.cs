using System.CommandLine;
using Tongcai.Cli.Archives;
using Tongcai.Cli.Bidding;
using Tongcai.Cli.Conformance;
using Tongcai.Cli.Demo;
using Tongcai.Cli.Law;
using Tongcai.Cli.Ledgers;
using Tongcai.Cli.Opening;
using Tongcai.Cli.Recovery;
using Tongcai.Cli.Risk;

(string Name, Func<Command> Create)[] commands =
[
    ("demo", DemoCommand.Create), ("risk", RiskCommand.Create), ("law", () => LawCommand.Create()), ("bid", BidCommand.Create), ("open", OpenCommand.Create), ("sign", SignCommand.Create), ("verify", VerifyCommand.Create),
    ("ledger", LedgerCommand.Create), ("witness", WitnessCommand.Create), ("recovery", RecoveryCommand.Create), ("conformance", ConformanceCommand.Create), ("archive", ArchiveCommand.Create),
];
var root = new RootCommand("通采命令行");
// The one that is named stands alone: making all of them takes longer than some of them run.
var named = Array.Find(commands, c => args.Length > 0 && c.Name == args[0]);
foreach (var (_, create) in named.Create is null ? commands : [named]) root.Add(create());
var parsed = root.Parse(args);
var code = parsed.Invoke();
// 1 says that something was checked and found wrong; a command line that is not understood checks nothing.
return parsed.Errors.Count > 0 ? 2 : code;
