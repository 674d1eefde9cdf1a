using Tongcai.Cli.Ledgers;
using Tongcai.Cli.Tests.Ledgers;
using Tongcai.Exchange.Conformance;
using Tongcai.Ledger;

namespace Tongcai.Cli.Tests.Conformance;

public sealed class ConformanceCommandTests : IDisposable
{
    private readonly CommandLine line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task What_is_no_platform_breaks_rules_and_the_report_says_so_under_the_testing_bodys_key()
    {
        await line.Ledger("l", "trial.example/ledger", ["一"]);
        await using var host = await StaticHost.Ledger(line.At("l"), "http://127.0.0.1:0", TestContext.Current.CancellationToken);
        var (code, output, _) = await line.Run("conformance", host.Address.ToString(), "--seconds", "1", "--sign", line.At("lab.key"), "--name", "lab.example.org/conformance", "--report", line.At("report.note"));
        Assert.Equal(1, code);
        Assert.Contains("✗ 不符合 AN-01", output, StringComparison.Ordinal);
        var key = NoteKey.Parse(output.Split("公钥 ")[^1].Trim());
        var report = ConformanceReport.Read(await File.ReadAllBytesAsync(line.At("report.note")), [key]).Report;
        Assert.Equal(ConformanceRules.All.Select(r => r.Number), report!.Results.Select(r => r.Number));
        Assert.Contains(report.Results, r => r is { Number: "AN-01", Outcome: ConformanceOutcome.Failed, Evidence: not null });

        (code, output, _) = await line.Run("conformance", host.Address.ToString(), "--seconds", "1", "--json");
        Assert.Equal(1, code);
        Assert.False(System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("conforms").GetBoolean());
    }

    [Theory]
    [InlineData("not-an-address")]
    [InlineData("http://127.0.0.1:9/", "--seconds", "1")]
    [InlineData("http://127.0.0.1:9/", "--report", "report.note")]
    [InlineData("http://127.0.0.1:9/", "--seconds", "0")]
    [InlineData("http://127.0.0.1:9/", "--key", "nonsense")]
    [InlineData("http://127.0.0.1:9/", "--peer", "missing.sm2")]
    public async Task What_cannot_be_tested_is_said_with_code_2(params string[] args)
    {
        var (code, _, error) = await line.Run(["conformance", .. args]);
        Assert.Equal(2, code);
        Assert.NotEqual("", error);
    }
}
