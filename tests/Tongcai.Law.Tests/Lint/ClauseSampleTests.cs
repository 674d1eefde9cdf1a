using Tongcai.Law.Lint;

namespace Tongcai.Law.Tests.Lint;

public sealed class ClauseSampleTests
{
    public static TheoryData<string> SampleIds => [.. LintData.Samples.Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(SampleIds))]
    public void The_violating_sentence_hits_its_rule_wherever_it_stands(string id)
    {
        var sample = LintData.Samples.Single(s => s.Id == id);
        foreach (var section in Sections(sample))
            Assert.Contains(id, LintData.Ids(LintData.One(sample.Bad, section)));
    }

    [Theory]
    [MemberData(nameof(SampleIds))]
    public void The_compliant_sentence_hits_nothing(string id)
    {
        var sample = LintData.Samples.Single(s => s.Id == id);
        foreach (var section in Sections(sample))
            Assert.Empty(LintData.Ids(LintData.One(sample.Good, section)));
    }

    private static IEnumerable<SectionKind> Sections(RuleSample sample) =>
        [SectionKind.Unknown, .. sample.Scope.Split('|').Select(LintData.Section).Where(s => s != SectionKind.Unknown)];
}
