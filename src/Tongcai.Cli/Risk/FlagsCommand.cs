using System.CommandLine;
using System.Text.Json;
using Tongcai.Risk.Flags;
using Tongcai.Risk.Ocds;

namespace Tongcai.Cli.Risk;

/// <summary><c>tongcai risk flags FILE.jsonl</c>: the catalogue of flags over facts of procurement processes, one process per line.</summary>
internal static class FlagsCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "JSON Lines，每行一个采购过程的事实（格式见 docs/detectors/flags.md）；- 表示标准输入" };
        var states = new Option<bool>("--states") { Description = "输出每条规则的四种状态，而不只是触发的线索" };
        var code = new Option<string?>("--code") { Description = "只看此规则" };
        var process = new Option<string[]>("--process") { Description = "只看此采购过程（可多个）；其余仍作为比较的总体", AllowMultipleArgumentsPerToken = true };
        var command = new Command("flags", "按预警规则目录检查采购过程，输出线索（JSON Lines）") { file, states, code, process };
        command.SetAction(parse => Run(
            parse.GetRequiredValue(file), parse.GetValue(states), parse.GetValue(code), parse.GetValue(process) ?? [], parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, bool states, string? code, string[] only, TextWriter output, TextWriter error)
    {
        using var input = RiskCommand.Open(path, error);
        if (input is null) return RiskCommand.Unusable;
        List<ProcessFacts> facts = [];
        JsonLines.Read(input, (line, utf8) =>
        {
            var (read, problem) = ProcessFile.Read(utf8);
            if (read is not null) facts.Add(read);
            else error.WriteLine($"第 {line} 行{problem}，已跳过。");
        }, m => error.WriteLine(m.Text));
        var population = new Population(facts);
        // States name no rates.
        var rates = new Lazy<IReadOnlyDictionary<string, (int Hits, int Judged)>>(() => FlagRun.Rates(population));
        foreach (var process in facts.Where(f => only.Length == 0 || only.Contains(f.Id)))
        {
            if (states)
            {
                foreach (var (flag, verdict) in FlagRun.Of(process, population).Where(x => code is null || x.Flag.Code == code))
                    output.WriteLine(JsonSerializer.Serialize(new { process = process.Id, code = flag.Code, state = verdict.State, value = double.IsNaN(verdict.Value) ? (double?)null : verdict.Value, note = verdict.Note }, ProcessFile.Format));
                continue;
            }
            var findings = FlagRun.Findings(process, population, rates.Value).Where(f => code is null || f.Code == code).ToList();
            foreach (var finding in findings) output.WriteLine(JsonSerializer.Serialize(finding, ProcessFile.Format));
        }
        return RiskCommand.Done;
    }
}
