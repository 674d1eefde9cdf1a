using System.Text.Json;
using Tongcai.Cli.Ledgers;
using Tongcai.Exchange.Conformance;

namespace Tongcai.Cli.Conformance;

/// <summary>Says what a test came to: every rule with its outcome, the failures with their evidence, the counts.</summary>
internal static class ConformancePrint
{
    public static void Write(TextWriter output, ConformanceReport report, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    conforms = report.Count(ConformanceOutcome.Failed) == 0, report.Platform, report.Ledger, report.Size,
                    results = report.Results.Select(r => new { r.Number, outcome = r.Outcome.ToString(), r.Detail, r.Evidence }),
                }, LedgerConsole.Json));
            return;
        }

        output.WriteLine($"平台 {report.Platform}，账本 {report.Ledger}，{report.Size:#,##0} 条");
        foreach (var (rule, result) in ConformanceRules.All.Zip(report.Results)) Line(output, rule, result);
        int Of(ConformanceOutcome outcome) => report.Count(outcome);
        output.WriteLine($"{report.Results.Count} 条规则：符合 {Of(ConformanceOutcome.Passed)}，不符合 {Of(ConformanceOutcome.Failed)}，不适用 {Of(ConformanceOutcome.NotApplicable)}，未测到 {Of(ConformanceOutcome.NotReached)}。 {(Of(ConformanceOutcome.Failed) == 0 ? "No rule is broken." : "RULES ARE BROKEN.")}");
    }

    private static void Line(TextWriter output, ConformanceRule rule, ConformanceResult result)
    {
        var mark = result.Outcome switch { ConformanceOutcome.Passed => "✓ 符合", ConformanceOutcome.Failed => "✗ 不符合", ConformanceOutcome.NotApplicable => "– 不适用", _ => "? 未测到" };
        output.WriteLine($"{mark} {rule.Number} {rule.Sentence} {rule.English} {result.Detail}");
        if (result.Evidence is not { } evidence) return;
        output.WriteLine($"    请求 {evidence.Request}");
        output.WriteLine($"    答复 {evidence.Answer}");
        output.WriteLine($"    应为 {evidence.Expected}");
        output.WriteLine($"    依据 {rule.Source}");
    }
}
