using System.CommandLine;
using Tongcai.Cli.Risk;

return new RootCommand("通采命令行") { RiskCommand.Create() }.Parse(args).Invoke();
