using System.CommandLine;
using System.Text;
using System.Text.Json;
using Tongcai.Cli.Risk;

namespace Tongcai.Risk.Tests.Ocds;

public sealed class OcdsCommandTests : IDisposable
{
    private const string Single = """{"ocid":"@","tender":{"procurementMethod":"open","numberOfTenderers":1}}""";

    private readonly string folder = Directory.CreateTempSubdirectory("ocds-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void BrokenLinesAreNamedAndTheRestIsProcessed()
    {
        byte[] file = [.. Bytes(Single.Replace('@', 'A') + "\n" + Single[..30] + "\n"), .. "{\"ocid\":\""u8, 0xFF, .. Bytes("\"}\n\n[1]\n\u0000\n" + Single.Replace('@', 'B'))];
        var (code, output, error) = Run(Write(file));
        Assert.Equal(0, code);
        Assert.Equal(["A", "B"], Names(output, "OCID"));
        Assert.Equal(["第 2 行", "第 3 行", "第 6 行"], error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[..5]));
    }

    [Fact]
    public void ManyBrokenLinesAreCountedNotListed()
    {
        var (code, output, error) = Run(Write(Bytes(string.Concat(Enumerable.Repeat("{\n", 150)) + Single)));
        Assert.Equal(0, code);
        Assert.Equal(["@"], Names(output, "OCID"));
        Assert.Equal(101, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("另有 50 条", error, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsChooseWhatIsPrinted()
    {
        var path = Write(Bytes(Single));
        Assert.Contains("\"Meta\":", Run(path).Output, StringComparison.Ordinal);
        Assert.Equal("""{"OCID":{"@":{"R018":1.0}}}""", Run(path, "--no-meta").Output.Trim());
        Assert.StartsWith("""{"OCID":{"@":{"R018":1.0}},"Maps":{""", Run(path, "--no-meta", "--map").Output, StringComparison.Ordinal);
        Assert.Equal("OCID: 1", Run(path, "--count").Error.Trim());
        Assert.Contains("采购过程 1 个", Run(path, "--progress").Error, StringComparison.Ordinal);
        var settings = Write(Bytes("[R003]\nthreshold = 5\n"), "settings.ini");
        Assert.Equal("{}", Run(path, "--no-meta", "--settings", settings).Output.Trim());
    }

    [Fact]
    public void WhatCannotBeUsedAtAllIsSaid()
    {
        Assert.Equal(0, Run(Write([])).Code);
        foreach (var (args, says) in ((string[], string)[])[([Path.Combine(folder, "none")], "打不开"), ([folder], "是目录"), ([Write(Bytes(Single)), "-s", Write(Bytes("[R999]\n"), "bad.ini")], "R999")])
        {
            var (code, output, error) = Run(args);
            Assert.Equal(2, code);
            Assert.Empty(output);
            Assert.Contains(says, error, StringComparison.Ordinal);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static List<string> Names(string output, string group) => [.. JsonDocument.Parse(output).RootElement.GetProperty(group).EnumerateObject().Select(p => p.Name)];

    private string Write(byte[] content, string name = "file.jsonl")
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var code = RiskCommand.Create().Parse(["ocds", .. args]).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
