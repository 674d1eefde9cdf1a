using System.Reflection;
using Tongcai.Tests;

namespace Tongcai.Law.Tests;

/// <summary>No rule without a test, no test of a rule that is not there.</summary>
public class EveryRuleIsCited
{
    [Fact]
    public void 规则与引用它的测试一一对应()
    {
        var tests = typeof(EveryRuleIsCited).Assembly.GetTypes().SelectMany(t => t.GetMethods().Cast<MemberInfo>().Append(t)).ToList();
        var cited = tests.SelectMany(m => m.GetCustomAttributes<CitesAttribute>()).SelectMany(c => c.Rules).ToHashSet();
        if (tests.Exists(m => m.IsDefined(typeof(CitesEveryTimeLimitAttribute))))
            cited.UnionWith(TimeLimitTests.Ids().Select(row => row.Data));
        Assert.Equal(AllRules.All.Select(r => r.Id).Order(StringComparer.Ordinal), cited.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void 规则总表与docs一致()
    {
        var path = Repository.File("docs", "law", "rules.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(path, LawPrint.Markdown());
        Assert.True(File.Exists(path), "docs/law/rules.md is missing");
        Assert.True(File.ReadAllText(path) == LawPrint.Markdown(), "docs/law/rules.md is stale: write LawPrint.Markdown() to it (UPDATE_DOCS=1 with this test does)");
    }
}
