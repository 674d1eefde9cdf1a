using Tongcai.Exchange.Conformance;

namespace Tongcai.Exchange.Tests.Conformance;

public sealed class ConformanceDocumentTests
{
    [Fact]
    public void The_table_of_rules_in_the_documentation_is_that_of_the_program()
    {
        var lines = File.ReadAllLines(Repository.File("docs", "exchange", "conformance.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && l.Length > 7 && char.IsAsciiLetterUpper(l[2]) && l[4] == '-').ToList();
        Assert.Equal(ConformanceRules.All.Select(r => $"| {r.Number} | {r.Sentence} | {r.English} | {r.Source} |"), lines);
    }
}
