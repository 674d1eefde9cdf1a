using System.Reflection;
using Tongcai.Law.Lint;
using Tongcai.Tests;

namespace Tongcai.Law.Tests.Lint;

/// <summary>The citations of all clause rules: each is proved by its sample sentences, and this list cannot drift from the table.</summary>
public sealed class ClauseCiteTests
{
    [Fact]
    [Cites(
        "F001", "L001", "L002", "L003", "L004", "L005", "L006", "L007", "L008", "L009", "L010", "L011", "L012", "L013",
        "L014", "L015", "L016", "L017", "L018", "L019", "L020", "L021", "L022", "L023", "L024", "L025", "L026", "L027",
        "L028", "L030", "L031", "L032", "L033", "L034", "L035", "L037", "L038", "L039", "L040", "L041", "L042", "L043",
        "L044", "L045", "L046", "L047", "L048", "L049", "L050", "L051", "L052", "L053", "L054", "L055", "L056", "L057",
        "L058", "L059", "L060", "L061", "L062", "L063", "L064", "L065", "L066", "L067", "L068", "L069", "L070", "L071",
        "L072", "L074", "L075", "L076", "L078", "L079", "L080", "L081", "L082", "L083", "L084", "L085", "L086", "L087",
        "L088", "L089", "L090", "L091", "L092", "L093", "L094", "L095", "L096", "L097", "L099", "L100", "L102", "L103",
        "L104", "L105", "L106", "L107", "L108", "L111", "L112", "L113", "L115", "L116", "L117", "L118", "L119", "L122",
        "L124", "L126", "L127", "L128", "L129", "L130", "L131")]
    public void Every_clause_rule_is_cited_has_a_sample_and_a_source()
    {
        var cited = typeof(ClauseCiteTests).GetMethod(nameof(Every_clause_rule_is_cited_has_a_sample_and_a_source))!.GetCustomAttribute<CitesAttribute>()!.Rules;
        Assert.Equal(ClauseRules.All.Select(r => r.Id).Order(), cited.Order());
        Assert.Equal(cited.Count, cited.Distinct().Count());
        Assert.Equal(ClauseRules.All.Where(r => r != ClauseRules.UnlistedFee).Select(r => r.Id).Order(), LintData.Samples.Select(s => s.Id).Order());
        Assert.All(ClauseRules.All, r => Assert.True(r.Title.Length > 0 && r.Suggestion.Length > 0 && r.Source.Quote.Length >= 8 && r.Source.Article.Length > 0, r.Id));
        Assert.All(ClauseRules.All, r => Assert.Matches("^(D(0[1-9]|1[0-9]|2[0-2]))?$", r.Theme));
    }

    [Fact]
    public void Every_theme_of_the_22_has_a_rule() =>
        Assert.Equal(Enumerable.Range(1, 22).Select(n => $"D{n:00}"), ClauseRules.All.Select(r => r.Theme).Where(t => t.Length > 0).Distinct().Order());

    [Fact]
    public void Every_quotation_stands_verbatim_in_its_statute()
    {
        var wrong = ClauseRules.All.Where(r => Statutes.Contains(r.Source) == false).Select(r => $"{r.Id} {r.Source.Instrument}{r.Source.Article}");
        Assert.Empty(wrong);
        Assert.True(ClauseRules.All.Count(r => Statutes.Contains(r.Source) == true) >= 115);
    }
}
