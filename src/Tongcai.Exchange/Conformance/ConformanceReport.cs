using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Conformance;

/// <summary>检测报告。What a testing body says of a platform: every rule with its outcome and, where it failed, the evidence.</summary>
/// <param name="V">Form of the report.</param>
/// <param name="Platform">Address that was tested.</param>
/// <param name="Ledger">Name of its ledger.</param>
/// <param name="VerifierKey">Key that the ledger's checkpoints were judged by.</param>
/// <param name="Began">System time of the tester.</param>
/// <param name="Ended">System time of the tester.</param>
/// <param name="Size">Entries of the largest checkpoint seen.</param>
/// <param name="Results">One a rule, in the order of the specification.</param>
public sealed record ConformanceReport(
    string V, string Platform, string Ledger, string VerifierKey, DateTimeOffset Began, DateTimeOffset Ended, long Size, IReadOnlyList<ConformanceResult> Results)
{
    /// <summary>The form this writes.</summary>
    public const string Form = "tongcai/conformance-report/v1";

    /// <summary>Judges what was observed.</summary>
    public static ConformanceReport Of(Observed observed, DateTimeOffset began, DateTimeOffset ended)
    {
        ArgumentNullException.ThrowIfNull(observed);
        return new(Form, observed.Address.ToString(), observed.Origin, observed.Key?.ToString() ?? "", began, ended, observed.Largest?.Checkpoint?.Size ?? 0, ConformanceRules.Judge(observed));
    }

    /// <summary>Results with that outcome.</summary>
    public int Count(ConformanceOutcome outcome) => Results.Count(r => r.Outcome == outcome);

    /// <summary>The report as a signed note (C2SP signed-note) over its canonical JSON, one line.</summary>
    public byte[] Sign(params IEnumerable<NoteSigner> signers) => SignedNote.Sign(Encoding.UTF8.GetString(CanonicalJson.Write(this)) + "\n", signers).ToBytes();

    /// <summary>Reads a signed report; null with the reason when it is none, or not signed by the key. Never throws on bad input.</summary>
    public static (ConformanceReport? Report, string Problem) Read(ReadOnlySpan<byte> note, IEnumerable<NoteKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (!SignedNote.TryParse(note, out var signed, out var problem)) return (null, $"不是签名的检测报告：{problem}");
        if (!keys.Any(key => signed.Signatures.Any(s => key.Verify(signed.Text, s, out _)))) return (null, $"没有登记的检测机构的有效签名；报告的签名方是 {string.Join("、", signed.Signatures.Select(s => s.Name))}");
        var text = Encoding.UTF8.GetBytes(signed.Text.TrimEnd('\n'));
        if (!CanonicalJson.IsCanonical(text)) return (null, "正文不是规范 JSON");
        try
        {
            return JsonSerializer.Deserialize<ConformanceReport>(text, WireJson.Options) is { V: Form, Platform: not null, Ledger: not null, Results: { Count: > 0 } results } report && results.All(r => r is { Number: not null, Detail: not null })
                ? (report, "")
                : (null, $"正文不是 {Form} 格式的检测报告");
        }
        catch (JsonException e)
        {
            return (null, $"正文不是 {Form} 格式的检测报告：{e.Message}");
        }
    }
}
