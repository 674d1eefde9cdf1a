using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Conformance;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Tests.Conformance;

public sealed class ConformanceReportTests
{
    private static readonly NoteSigner Lab = NoteSigner.Ed25519("lab.example.org/conformance", Ed25519PrivateKey.Generate());

    private static readonly ConformanceReport Report = new(
        ConformanceReport.Form, "https://trade.example/", "trade.example/ledger", "trade.example/ledger+00000000+AA==", new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), new(2026, 3, 2, 1, 1, 0, TimeSpan.Zero), 42,
        [new("CP-06", ConformanceOutcome.Failed, "与规则不符。", new("GET /ledger/checkpoint", "200 text/plain 41\\n\n\nx", "42")), new("CP-07", ConformanceOutcome.Passed, "3 个", null)]);

    [Fact]
    public void A_signed_report_comes_back_under_the_key_of_the_testing_body()
    {
        var (read, problem) = ConformanceReport.Read(Report.Sign(Lab), [Lab.Key]);
        Assert.Equal("", problem);
        Assert.Equal(Report with { Results = [] }, read! with { Results = [] });
        Assert.Equal(Report.Results, read.Results);
        Assert.Equal((1, 1, 0), (read.Count(ConformanceOutcome.Failed), read.Count(ConformanceOutcome.Passed), read.Count(ConformanceOutcome.NotReached)));
    }

    [Fact]
    public void Another_key_a_changed_byte_and_anything_else_is_refused()
    {
        var note = Report.Sign(Lab);
        Assert.Contains("检测机构", ConformanceReport.Read(note, [NoteSigner.Ed25519("lab.example.org/conformance", Ed25519PrivateKey.Generate()).Key]).Problem, StringComparison.Ordinal);
        Assert.Null(ConformanceReport.Read(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(note).Replace("Failed", "Passed", StringComparison.Ordinal)), [Lab.Key]).Report);
        Assert.Null(ConformanceReport.Read(SignedNote.Sign("{}\n", Lab).ToBytes(), [Lab.Key]).Report);
        Assert.Null(ConformanceReport.Read(SignedNote.Sign("{ \"v\":1}\n", Lab).ToBytes(), [Lab.Key]).Report);
        FsCheck.Check.QuickThrowOnFailure(FsCheck.Fluent.Prop.ForAll<byte[]>(any => ConformanceReport.Read(any, [Lab.Key]).Report is null));
    }
}
