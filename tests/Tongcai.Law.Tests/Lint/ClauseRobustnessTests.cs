using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tongcai.Law.Lint;

namespace Tongcai.Law.Tests.Lint;

public sealed class ClauseRobustnessTests
{
    [Theory]
    [InlineData("供应商注册资本不低于")]
    [InlineData("((((((投标人须须须得得得1分")]
    [InlineData("优优优良良中中差差")]
    [InlineData("一二三四五六七八九十百千万亿")]
    [InlineData("9999999999999999999999")]
    public void A_clause_of_a_million_characters_takes_bounded_memory(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length).ToString();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var findings = ClauseCheck.Run(LintData.One(text), new());
        Assert.True(findings.GroupBy(f => f.Rule).All(g => g.Count() <= ClauseCheck.MostPerRule));
        Assert.All(findings, f => Assert.True(f.Place.Length <= ClauseCheck.LongestClause));
        // Sixty bytes a character: text, folded text, offsets and hits; nothing that grows with the square.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 120_000_000);
    }

    [Fact]
    public void Work_grows_with_the_length_and_not_with_its_square()
    {
        var once = Allocated(1);
        var tenfold = Allocated(10);
        Assert.True(tenfold < once * 14, $"{once} {tenfold}");

        static long Allocated(int times)
        {
            var paragraphs = LintData.Unseen.Where(p => p.Rules.Length == 0).ToList();
            var text = TenderText.Of(string.Join('\n', Enumerable.Repeat(paragraphs, times).SelectMany(p => p).Select(p => p.Text)));
            ClauseCheck.Run(text, new());
            var before = GC.GetAllocatedBytesForCurrentThread();
            ClauseCheck.Run(text, new());
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Any_text_at_all_is_read_without_an_exception_and_quotes_what_stands_there()
    {
        var pieces = Gen.Elements(LintData.Samples.Select(s => s.Bad).Concat(["\ud800", "\n", "１２３万元", "“", "；", "。", "：", "\u200b", "％", "不得", "但"]).ToArray());
        var texts = pieces.ListOf().Select(p => string.Concat(p));
        Check.QuickThrowOnFailure(Prop.ForAll(texts.ToArbitrary(), text =>
        {
            foreach (var finding in ClauseCheck.Run(LintData.One(text), new() { PublishedFees = [] }))
                Assert.Equal(text.Substring(finding.Place.Start, finding.Place.Length), finding.Place.Quote);
        }));
    }

    [Theory]
    [InlineData("供应商注册\n资本不低于500万元。")]
    [InlineData("供 应 商 注 册 资 本 不 低 于 ５００ 万元。")]
    [InlineData("供应商注\u200b册资本不低于伍佰万元。")]
    [InlineData("供应商“注册资本”不低于五百万元。")]
    public void Layout_and_script_do_not_hide_a_clause(string text) => Assert.Contains("L015", LintData.Ids(LintData.One(text)));

    [Fact]
    public void The_place_points_at_the_words_in_the_original()
    {
        var text = TenderText.Of("第一章 评分标准\n\n投标单位注册 资本达到１０００万元的得3分。\n");
        var finding = Assert.Single(ClauseCheck.Run(text, new()), f => f.Rule.Id == "L015");
        var paragraph = text.Paragraphs[finding.Place.Paragraph - 1];
        Assert.Equal(SectionKind.Scoring, paragraph.Section);
        Assert.StartsWith("注册 资本", finding.Place.Quote);
        Assert.Equal(finding.Place.Quote, paragraph.Text.Substring(finding.Place.Start, finding.Place.Length));
        Assert.Contains("第十七条", finding.Why, StringComparison.Ordinal);
        Assert.False(finding.JustificationAllowed);
        Assert.Equal(ClauseSeverity.Forbidden, finding.Severity);
    }

    [Theory]
    [InlineData("采购人不得以注册资本不低于500万元作为资格条件。", false)]
    [InlineData("注册资本不低于500万元不作为资格条件。", false)]
    [InlineData("不限注册地，但注册资本不得低于500万元。", true)]
    public void A_prohibition_frees_only_what_it_governs(string text, bool hit) => Assert.Equal(hit, LintData.Ids(LintData.One(text)).Contains("L015"));

    [Fact]
    public void A_list_under_a_prohibition_is_a_list_of_what_may_not_be_done() =>
        Assert.Empty(LintData.Ids(TenderText.Of("采购人不得要求供应商满足下列条件：\n（1）注册资本不低于500万元；\n（2）成立满三年以上。")));

    [Theory]
    [InlineData("投标人须缴纳标书制作费300元。", true)]
    [InlineData("投标人须缴纳代理服务费300元。", false)]
    [InlineData("投标人无须缴纳标书制作费。", false)]
    public void A_charge_outside_the_published_list_is_marked(string text, bool hit) =>
        Assert.Equal(hit, LintData.Ids(LintData.One(text), new() { PublishedFees = ["代理服务费"] }).Contains("F001"));

    [Fact]
    public void Facts_of_the_project_free_what_the_law_allows_then()
    {
        const string import = "配置进口品牌水泵。";
        Assert.Contains("L131", LintData.Ids(LintData.One(import)));
        Assert.DoesNotContain("L131", LintData.Ids(LintData.One(import), new() { ImportApproved = true }));
        const string consortium = "本项目不接受联合体投标。";
        Assert.Contains("L127", LintData.Ids(LintData.One(consortium, SectionKind.Qualification)));
        Assert.DoesNotContain("L127", LintData.Ids(LintData.One(consortium, SectionKind.Notice)));
        Assert.DoesNotContain("L127", LintData.Ids(LintData.One(consortium, SectionKind.Qualification), new() { JointVentureStatedInNotice = true }));
        const string bond = "投标保证金为人民币60000元。";
        Assert.DoesNotContain("L078", LintData.Ids(LintData.One(bond)));
        Assert.Contains("L078", LintData.Ids(LintData.One(bond), new() { BudgetFen = 1_500_000_00 }));
        Assert.DoesNotContain("L078", LintData.Ids(LintData.One(bond), new() { BudgetFen = 3_000_000_00 }));
    }
}
