using FsCheck;
using FsCheck.Fluent;
using Tongcai.Papers.Pdf;

namespace Tongcai.Papers.Tests;

public sealed class LineBreakerTests
{
    private static readonly char[] Alphabet = [.. "采购人应当在公告期限届满之日，。、；：（）《》“”…—％0123456789 abcXYZ-./"];

    private static string Read(Line line) => string.Concat(line.Marks.Select(m => char.ConvertFromUtf32(m.Character)));

    private static Arbitrary<string> Texts => Gen.Elements(Alphabet).ArrayOf().Select(c => new string(c)).ToArbitrary();

    [Fact]
    public void No_character_is_lost_and_no_line_is_too_long() => Prop.ForAll(Texts, Gen.Choose(3, 40).ToArbitrary(), (text, characters) =>
    {
        var lines = LineBreaker.Break(text, new Faces(), characters * 1000);
        var read = string.Concat(lines.Select(Read));
        return read.Replace(" ", "", StringComparison.Ordinal) == text.Replace(" ", "", StringComparison.Ordinal) && lines.All(l => l.Width <= characters * 1000) && lines.Count(l => l.Last) == 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_begins_with_no_closing_mark_and_ends_with_no_opening_one()
    {
        var text = string.Concat(Enumerable.Repeat("采购人（甲方）应当按照“合同”约定，及时支付。", 40));
        for (var characters = 6; characters < 40; characters++)
        {
            var lines = LineBreaker.Break(text, new Faces(), characters * 1000).Select(Read).ToList();
            Assert.All(lines, l => Assert.DoesNotContain(l[0], "，。）”、"));
            Assert.All(lines, l => Assert.DoesNotContain(l[^1], "（“"));
        }
    }

    [Fact]
    public void Figures_and_words_stay_whole_and_a_word_longer_than_the_line_is_torn()
    {
        var lines = LineBreaker.Break("预算金额为 1,234,567.89 元，编号 410100-GKZB-2026", new Faces(), 10_000).Select(Read).ToList();
        Assert.Contains(lines, l => l.Contains("1,234,567.89", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("410100-GKZB-2026", StringComparison.Ordinal));
        Assert.All(LineBreaker.Break(new string('a', 100), new Faces(), 4_000), l => Assert.InRange(l.Width, 1, 4_000));
    }

    [Fact]
    public void An_indent_narrows_the_first_line_only()
    {
        var lines = LineBreaker.Break(new string('采', 28 + 26), new Faces(), 28_000, 2_000);
        Assert.Equal([26, 28], lines.Select(l => l.Marks.Count));
    }
}
