using System.Text.Json;
using Tongcai.Law.Lint;

namespace Tongcai.Law.Tests.Lint;

/// <summary>One violating and one compliant sentence of a rule.</summary>
public sealed record RuleSample(string Id, string Scope, string Bad, string Good);

/// <summary>
/// A paragraph written before the lexicon was tuned. <paramref name="Rules"/> must be found; <paramref name="Also"/> may be found as a second
/// reading of the same words; anything else is a false alarm. Only the half "tuning" was looked at while the rules were adjusted.
/// </summary>
public sealed record UnseenParagraph(string Id, string Half, string Section, string Text, string[] Rules, string[] Also);

internal static class LintData
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    internal static IReadOnlyList<RuleSample> Samples { get; } = Read<RuleSample>("Lint/samples.jsonl");

    internal static IReadOnlyList<UnseenParagraph> Unseen { get; } = Read<UnseenParagraph>("Lint/unseen.jsonl");

    internal static SectionKind Section(string name) => name switch
    {
        "资格" => SectionKind.Qualification,
        "评分" => SectionKind.Scoring,
        "技术" => SectionKind.Technical,
        "合同" => SectionKind.Contract,
        "须知" => SectionKind.Instructions,
        "公告" => SectionKind.Notice,
        _ => SectionKind.Unknown,
    };

    internal static TenderText One(string text, SectionKind section = SectionKind.Unknown) => new([new(section, 1, 0, text)]);

    internal static string[] Ids(TenderText text, ClauseContext? context = null) =>
        [.. ClauseCheck.Run(text, context ?? new()).Select(f => f.Rule.Id).Distinct()];

    private static T[] Read<T>(string name)
    {
        using var stream = typeof(LintData).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<T>(l, Options)!)];
    }
}
