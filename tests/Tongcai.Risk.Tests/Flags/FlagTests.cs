using System.Text;
using System.Text.Json;
using Tongcai.Risk.Flags;

namespace Tongcai.Risk.Tests.Flags;

/// <summary>One pair of files per flag in Cases: facts, and the state of the flag for the processes named.</summary>
public sealed class FlagTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases");

    public static TheoryData<string> Codes() => [.. FlagCatalogue.All.Select(f => f.Code)];

    [Theory, MemberData(nameof(Codes))]
    public void 规则在命中_近似_缺数据_不适用时各得其态(string code)
    {
        var flag = FlagCatalogue.All.Single(f => f.Code == code);
        var facts = File.ReadLines(Path.Combine(Folder, code + ".jsonl")).Select(l => ProcessFile.Read(Encoding.UTF8.GetBytes(l)).Facts!).ToList();
        var population = new Population(facts);
        HashSet<FlagState> seen = [];
        foreach (var line in File.ReadLines(Path.Combine(Folder, code + ".expected")))
        {
            var parts = line.Split(' ');
            var verdict = flag.Judge(facts.Single(f => f.Id == parts[0]), population);
            var expected = Enum.Parse<FlagState>(parts[1], ignoreCase: true);
            Assert.True(expected == verdict.State, $"{code} {parts[0]}: {verdict}");
            if (expected != FlagState.NotTriggered) Assert.NotEmpty(verdict.Note);
            seen.Add(expected);
        }
        Assert.Superset(new HashSet<FlagState> { FlagState.Triggered, FlagState.NotTriggered, FlagState.InsufficientData }, seen);
    }

    [Fact]
    public void 目录覆盖红旗指南七十三项中的至少六十项_代码不重复_线索有出处与无辜解释()
    {
        Assert.True(FlagCatalogue.All.Count(f => f.Code[0] == 'R') >= 60);
        Assert.Equal(FlagCatalogue.All.Count, FlagCatalogue.All.Select(f => f.Code).Distinct().Count());
        Assert.All(FlagCatalogue.All, f => Assert.True(f.Title.Length > 0 && f.Innocent.Length > 0 && f.Cause.Length > 0 && f.Kinds != ViolationKinds.None));
        Assert.All(FlagCatalogue.All.Where(f => f.Tier == 'A'), f => Assert.True(f.Clause.Length > 0 || f.Code == "R068", f.Code));
        foreach (var kind in (ViolationKinds[])[ViolationKinds.Collusion, ViolationKinds.Discrimination, ViolationKinds.Fees, ViolationKinds.FalseMaterial])
            Assert.True(FlagCatalogue.All.Count(f => f.Kinds.HasFlag(kind)) >= 8, kind.ToString());
    }

    [Fact]
    public void 七十三项中至少六十项四种状态都能给出_采购终止后其后的规则不适用()
    {
        List<string> four = [];
        foreach (var flag in FlagCatalogue.All.Where(f => f.Code[0] == 'R'))
        {
            var expected = File.ReadLines(Path.Combine(Folder, flag.Code + ".expected")).Select(l => l.Split(' ')).ToList();
            var facts = File.ReadLines(Path.Combine(Folder, flag.Code + ".jsonl")).Select(l => ProcessFile.Read(Encoding.UTF8.GetBytes(l)).Facts!).ToList();
            var hit = facts.First(f => f.Id == expected.First(e => e[1] == "triggered")[0]);
            var states = new[] { hit with { Ended = ProcessEnd.BeforeBids }, hit with { Method = Openness.Direct } }.Select(f => flag.Judge(f, new Population(facts)).State);
            if (expected.Any(e => e[1] == "notApplicable") || states.Contains(FlagState.NotApplicable)) four.Add(flag.Code);
        }
        Assert.True(four.Count >= 60, $"{four.Count}: {string.Join(' ', four)}");
        FlagState Ended(string code) => FlagCatalogue.All.Single(f => f.Code == code).Judge(new("P") { Ended = ProcessEnd.BeforeAward }, new([])).State;
        Assert.Equal((FlagState.InsufficientData, FlagState.NotApplicable), (Ended("R028"), Ended("R059")));
    }

    [Fact]
    public void 同因线索只计一次_单独的弱线索不成信号()
    {
        Finding Make(string code, char tier, string cause) => new("P", code, "", ViolationKinds.Collusion, tier, "", cause, [], 1, "", null, 0, "", FlagRun.Version);
        Finding[] priceTypo = [Make("R022", 'C', "price-shape"), Make("R023", 'B', "price-shape"), Make("R058", 'C', "price-shape")];
        Assert.Equal("R023", Assert.Single(FlagRun.Deduplicate(priceTypo)).Code);
        Assert.Equal("无明显信号", FlagRun.Level(priceTypo));
        Assert.Equal("需核查", FlagRun.Level([Make("R043", 'A', "official")]));
        Assert.Equal("需核查", FlagRun.Level([Make("R043", 'A', "x"), Make("R044", 'A', "x")]));
        Assert.Equal("优先复核", FlagRun.Level([Make("R043", 'A', "official"), .. priceTypo]));
        Assert.Equal("无明显信号", FlagRun.Level([Make("R018", 'C', "a"), Make("R020", 'C', "b"), Make("R024", 'C', "c")]));
    }

    [Fact]
    public void 更正一个过程后只需替换它_结果与重建相同()
    {
        var facts = File.ReadLines(Path.Combine(Folder, "R053.jsonl")).Select(l => ProcessFile.Read(Encoding.UTF8.GetBytes(l)).Facts!).ToList();
        var changed = facts[0] with { Winners = ["乙"] };
        var incremental = new Population(facts);
        incremental.Put(changed);
        var rebuilt = new Population([changed, .. facts.Skip(1)]);
        foreach (var process in rebuilt.All)
            Assert.Equal(FlagRun.Of(process, rebuilt).Select(x => x.Verdict.State), FlagRun.Of(process, incremental).Select(x => x.Verdict.State));
        Assert.NotEqual(FlagState.Triggered, FlagCatalogue.All.Single(f => f.Code == "R053").Judge(facts[1], incremental).State);
    }

    [Fact]
    public void 线索带基础发生率与参与方()
    {
        var facts = File.ReadLines(Path.Combine(Folder, "R028.jsonl")).Select(l => ProcessFile.Read(Encoding.UTF8.GetBytes(l)).Facts!).ToList();
        var population = new Population(facts);
        var finding = FlagRun.Findings(facts[0], population, FlagRun.Rates(population)).Single(f => f.Code == "R028");
        Assert.Equal(["甲", "乙"], finding.Parties);
        Assert.Equal((0.5, 2), (finding.BaseRate!.Value, finding.Comparable));
        Assert.Contains("第三十七条第（四）项", finding.Clause, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"triggered\"", JsonSerializer.Serialize(new { state = FlagState.Triggered }, ProcessFile.Format), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"budgetFen\":\"x\"}", "budgetFen")]
    [InlineData("{\"id\":\"a\",\"unknown\":1}", "unknown")]
    [InlineData("[]", "")]
    [InlineData("{}", "")]
    [InlineData("{\"id\":\"a\",\"bids\":[{}]}", "")]
    public void BadLinesAreExplained(string line, string path)
    {
        var (facts, problem) = ProcessFile.Read(Encoding.UTF8.GetBytes(line));
        Assert.Null(facts);
        Assert.Contains(path, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y44", false)]
    [InlineData("91350100M000100Y4", false)]
    [InlineData("91350100I000100Y43", false)]
    public void 统一社会信用代码校验(string code, bool valid) => Assert.Equal(valid, FlagCatalogue.CreditCodeValid(code));
}
