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

var parsed = new RootCommand("通采命令行") { DemoCommand.Create(), RiskCommand.Create(), LawCommand.Create(), BidCommand.Create(), OpenCommand.Create(), SignCommand.Create(), VerifyCommand.Create(), LedgerCommand.Create(), WitnessCommand.Create(), RecoveryCommand.Create(), ConformanceCommand.Create(), ArchiveCommand.Create() }.Parse(args);
var code = parsed.Invoke();
// 1 says that something was checked and found wrong; a command line that is not understood checks nothing.
return parsed.Errors.Count > 0 ? 2 : code;
