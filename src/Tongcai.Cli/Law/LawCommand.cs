using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tongcai.Law;
using Tongcai.Law.Questions;

namespace Tongcai.Cli.Law;

/// <summary><c>tongcai law</c>: every rule with its source, and the questions of the law from the command line.</summary>
public static class LawCommand
{
    /// <summary>Exit code when every question was answered, or the answers were written as lines.</summary>
    public const int Done = 0;

    /// <summary>Exit code when a rule refused the one question asked.</summary>
    public const int Refused = 1;

    /// <summary>Exit code when an option or a file cannot be used at all.</summary>
    public const int Unusable = 2;

    private static readonly string[] Confidences = ["逐字", "转引", "熟知", "待核"];

    /// <param name="input">Standard input; tests give their own.</param>
    /// <param name="time">Clock of questions that name no day.</param>
    public static Command Create(Stream? input = null, TimeProvider? time = null)
    {
        var text = new Option<string>("--text", "-t") { Description = "在编号、名称、文件、条款、原文中检索，多个词用空格分开", DefaultValueFactory = _ => "" };
        var instrument = new Option<string>("--instrument", "-i") { Description = "文件名称的一部分，如 87号、政府采购法实施条例", DefaultValueFactory = _ => "" };
        var day = new Option<string>("--day", "-d") { Description = "只列该日有效的规则，yyyy-MM-dd", DefaultValueFactory = _ => "" };
        var region = new Option<string>("--region", "-r") { Description = "六位行政区划代码：全国规则加该地的地方规定", DefaultValueFactory = _ => "" };
        var confidence = new Option<string>("--confidence", "-c") { Description = "只列这样取得的规则：逐字、转引、熟知、待核", DefaultValueFactory = _ => "" };
        var json = new Option<bool>("--json") { Description = "每条规则输出一行JSON" };
        var command = new Command("law", "规则总表与对法律的提问：条款检查、期限、评审、采购方式、预留份额、企业规模、代码") { text, instrument, day, region, confidence, json };
        command.SetAction(parse =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            DateOnly? on = null;
            if (parse.GetRequiredValue(day) is { Length: > 0 } written)
            {
                if (!DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
                    return Stop(error, $"--day “{written}”不是存在的日期，按 yyyy-MM-dd 填写。");
                on = exact;
            }
            if (parse.GetRequiredValue(region) is { Length: > 0 } code && Divisions.Name(code) is null)
                return Stop(error, $"--region “{code}”不是六位行政区划代码（GB/T 2260）。");
            Certainty? certainty = null;
            if (parse.GetRequiredValue(confidence) is { Length: > 0 } mark)
            {
                var index = Array.IndexOf(Confidences, mark);
                if (index < 0)
                    return Stop(error, $"--confidence “{mark}”应为{string.Join("、", Confidences)}之一。");
                certainty = (Certainty)index;
            }
            var rules = new RuleQuery(parse.GetRequiredValue(text), parse.GetRequiredValue(instrument), on, parse.GetRequiredValue(region), certainty).Run().ToList();
            Print(rules, parse.GetValue(json), output);
            return Done;
        });
        foreach (var question in LawQuestion.All)
            command.Add(QuestionCommand.Create(question, input, time ?? TimeProvider.System));
        return command;
    }

    internal static int Stop(TextWriter error, string reason)
    {
        error.WriteLine(reason);
        return Unusable;
    }

    private static void Print(List<Rule> rules, bool json, TextWriter output)
    {
        foreach (var rule in rules)
        {
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(LawJson.Line(rule), LawJson.Options));
                continue;
            }
            string[] parts = [rule.Id, rule.Title, RuleWords.Value(rule), RuleWords.Period(rule), $"{rule.Source.Instrument} {rule.Source.Article}", RuleWords.Mark(rule.Certainty)];
            output.WriteLine(string.Join('　', parts.Where(p => p.Length > 0)));
            output.WriteLine($"  {string.Concat(rule.Source.Quote.Where(c => c is not '\n' and not '\r'))}");
        }
        if (!json)
            output.WriteLine($"共{rules.Count}条。逐字：原文可查；转引、熟知：据转引文本或者通行表述；待核：核实前只作提示。");
    }
}
