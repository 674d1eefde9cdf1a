using System.Globalization;
using System.Text;

namespace Tongcai.Law.Tests.Lint;

public sealed class UnseenWordingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("tuning", 0.95, 0.95)]
    [InlineData("held-out", 0.95, 0.90)]
    public void The_check_finds_unseen_wordings_and_leaves_lawful_ones_alone(string half, double precision, double recall)
    {
        var figures = Measure(LintData.Unseen.Where(p => p.Half == half));
        output.WriteLine($"{half}: {figures.Summary}");
        output.WriteLine(figures.Details);
        Assert.True(figures.Precision >= precision, figures.Summary);
        Assert.True(figures.Recall >= recall, figures.Summary);
    }

    private static Figures Measure(IEnumerable<UnseenParagraph> paragraphs)
    {
        var figures = new Figures();
        foreach (var p in paragraphs)
        {
            var found = LintData.Ids(LintData.One(p.Text, LintData.Section(p.Section)));
            figures.Add(p, [.. p.Rules.Except(found)], [.. found.Except(p.Rules).Except(p.Also)], p.Rules.Intersect(found).Count());
        }
        return figures;
    }

    private sealed class Figures
    {
        private readonly StringBuilder details = new();
        private int right;
        private int missed;
        private int wrong;

        internal double Precision => (double)right / (right + wrong);

        internal double Recall => (double)right / (right + missed);

        internal string Summary => string.Create(CultureInfo.InvariantCulture, $"right {right}, missed {missed}, false alarms {wrong}, precision {Precision:0.000}, recall {Recall:0.000}");

        internal string Details => details.ToString();

        internal void Add(UnseenParagraph p, string[] misses, string[] alarms, int hits)
        {
            (right, missed, wrong) = (right + hits, missed + misses.Length, wrong + alarms.Length);
            if (misses.Length + alarms.Length > 0)
                details.AppendLine(CultureInfo.InvariantCulture, $"{p.Id} missed [{string.Join(',', misses)}] false [{string.Join(',', alarms)}] {p.Section} {p.Text}");
        }
    }
}
