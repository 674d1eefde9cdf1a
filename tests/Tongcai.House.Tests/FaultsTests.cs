using System.Globalization;
using System.Text.RegularExpressions;
using Tongcai.Tests;

namespace Tongcai.House.Tests;

/// <summary>Every fault of docs/faults.md is run by a test, and no test runs one that is not there.</summary>
public sealed partial class FaultsTests
{
    [Fact]
    public void Every_fault_of_the_page_is_run_by_a_test()
    {
        var promised = Row().Matches(File.ReadAllText(Repository.File("docs", "faults.md"))).Select(m => Number(m)).ToList();
        var run = Directory.EnumerateFiles(Repository.File("tests"), "*Tests.cs", SearchOption.AllDirectories).SelectMany(f => Attribute().Matches(File.ReadAllText(f))).Select(Number).ToHashSet();
        Assert.Equal(promised.Order(), promised.Distinct().Order());
        Assert.Equal(promised.Order(), run.Order());
    }

    private static int Number(Match match) => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\[Fault\((\d+)\)\]")]
    private static partial Regex Attribute();
}
