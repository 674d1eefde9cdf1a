using System.CommandLine;
using Tongcai.Cli.Risk;
using Tongcai.Risk.Flags;

namespace Tongcai.Risk.Tests;

/// <summary>Every console block of docs/detectors is run here: what the pages show is what the program prints.</summary>
public sealed class DocumentationTests
{
    private static string Pages => Path.Combine(AppContext.BaseDirectory, "detectors");

    public static TheoryData<string> Names() => [.. Directory.GetFiles(Pages, "*.md").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void 文档中的示例与程序输出一致(string page)
    {
        var text = File.ReadAllText(Path.Combine(Pages, page));
        foreach (var block in text.Split("```console\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)]))
        {
            var lines = block.Split('\n');
            Assert.StartsWith("$ tongcai risk ", lines[0], StringComparison.Ordinal);
            var args = lines[0]["$ tongcai risk ".Length..].Split(' ').Select(a => a.StartsWith("Cases/", StringComparison.Ordinal) ? Path.Combine(AppContext.BaseDirectory, a) : a).ToArray();
            using var output = new StringWriter { NewLine = "\n" };
            Assert.Equal(0, RiskCommand.Create().Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = TextWriter.Null }));
            Assert.Equal(string.Join('\n', lines[1..]), output.ToString());
        }
    }

    [Fact]
    public void 每条规则有一页()
    {
        foreach (var flag in FlagCatalogue.All)
        {
            var text = File.ReadAllText(Path.Combine(Pages, flag.Code + ".md"));
            Assert.Contains(flag.Title, text, StringComparison.Ordinal);
            Assert.Contains(flag.Innocent, text, StringComparison.Ordinal);
            Assert.Contains("```console", text, StringComparison.Ordinal);
            if (flag.Clause.Length > 0) Assert.Contains(flag.Clause, text, StringComparison.Ordinal);
        }
    }
}
