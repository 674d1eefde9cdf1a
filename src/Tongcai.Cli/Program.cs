using System.CommandLine;
using Tongcai.Cli.Bidding;
using Tongcai.Cli.Demo;
using Tongcai.Cli.Law;
using Tongcai.Cli.Risk;

return new RootCommand("通采命令行") { DemoCommand.Create(), RiskCommand.Create(), LawCommand.Create(), BidCommand.Create(), SignCommand.Create() }.Parse(args).Invoke();
