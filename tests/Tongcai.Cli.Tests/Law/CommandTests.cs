using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tongcai.Law;
using Tongcai.Law.Questions;

namespace Tongcai.Cli.Tests.Law;

/// <summary><c>tongcai law</c> from the outside: whatever comes in, a line in is a line out, with a rule and a remedy where it cannot be answered.</summary>
public sealed class CommandTests
{
    [Fact]
    public void 规则总表列出全部规则和地方规定_一条一个编号()
    {
        var (code, output, _) = Command.Run([], "--json");
        var ids = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (string)JsonNode.Parse(l)!["id"]!).ToList();
        Assert.Equal(0, code);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(AllRules.All.Select(r => r.Id).Concat(RegionalRules.Shipped.SelectMany(r => r.Limits).Select(l => l.Id)).Order(), ids.Order());
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.NotEmpty((string)JsonNode.Parse(l)!["quote"]!));
    }

    [Theory]
    [InlineData("--day", "2025-05-31", "T077", false)]
    [InlineData("--day", "2025-06-01", "T077", true)]
    [InlineData("--region", "410106", "410100/T070", true)]
    [InlineData("--region", "420100", "410100/T070", false)]
    [InlineData("--instrument", "87号", "T012", false)]
    [InlineData("--instrument", "政府采购法", "T012", true)]
    [InlineData("--text", "等标期 二十日", "T012", true)]
    [InlineData("--confidence", "待核", "T012", false)]
    public void 按日_地区_文件_文字_可信程度筛选(string option, string value, string rule, bool listed) =>
        Assert.Equal(listed, Command.Run([], option, value).Output.Split('\n').Any(l => l.StartsWith(rule + "　", StringComparison.Ordinal)));

    [Theory]
    [InlineData("--day", "2025-02-29")]
    [InlineData("--region", "999999")]
    [InlineData("--confidence", "大概")]
    public void 筛选条件写错的说明怎么写(string option, string value)
    {
        var (code, output, error) = Command.Run([], option, value);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(value, error, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "deadline", "", "line", "" },
        { "deadline", """{"limit":"T012","start":"2026-03-02" """, "", "INP-02" },
        { "deadline", """{"limit":"T012","start":"2026-03""", "", "INP-02" },
        { "deadline", "[]", "", "INP-02" },
        { "deadline", "null", "", "INP-02" },
        { "deadline", "\0\0\0", "", "INP-02" },
        { "deadline", """{"limit":"T012","start":20260302}""", "/start", "INP-02" },
        { "deadline", """{"limit":"T012","start":"2026-02-30"}""", "/start", "INP-02" },
        { "deadline", """{"limit":"T012","start":"1899-01-01"}""", "/start", "INP-03" },
        { "deadline", """{"limit":"T012","start":"2026-03-02","limit":"T013"}""", "", "INP-02" },
        { "deadline", """{"limit":"T012","start":"2026-03-02","x/y~":1}""", "/x~1y~0", "INP-02" },
        { "deadline", """{"limit":"T012","start":"2026-03-02","division":"999999"}""", "/division", "INP-03" },
        { "deadline", """{"limit":"T012\u0000","start":"2026-03-02"}""", "/limit", "INP-02" },
        { "deadline", """{"limit":"\ud800","start":"2026-03-02"}""", "/limit", "INP-02" },
        { "deadline", """{"limit":"T026","start":"2026-03-02"}""", "/limit", "INP-03" },
        { "deadline", """{"limit":"T012","start":"2099-12-31"}""", "/start", "CAL-03" },
        { "deadline", """{"limit":"T070","start":"2026-03-02","done":"2026-03-01"}""", "/done", "INP-03" },
        { "deadline", """{"limit":"T013","start":"2026-03-02","done":"2026-03-03"}""", "/done", "INP-03" },
        { "deadline", """{"limit":"T077","start":"2026-03-02","anchor":"2026-03-03"}""", "/anchor", "INP-03" },
        { "deadline", """{"id":{},"limit":"T012","start":"2026-03-02"}""", "/id", "INP-02" },
        { "evaluate", """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":-1,"reserved":true,"bids":[]}""", "/ceilingFen", "INP-03" },
        { "evaluate", """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":1.5,"reserved":true,"bids":[]}""", "/ceilingFen", "INP-02" },
        { "evaluate", """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":1e400,"reserved":true,"bids":[]}""", "/ceilingFen", "INP-03" },
        { "evaluate", """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":100,"reserved":true,"bids":[]}""", "/bids", "OPN-11" },
        { "evaluate", """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":100,"reserved":true,"bids":[{"bidder":"甲","priceFen":0}]}""", "/bids/0/priceFen", "INP-03" },
        { "evaluate", """{"method":"GKZB","evaluation":"comprehensive","kind":"goods","noticeDay":"2026-03-02","ceilingFen":100,"priceWeight":0,"reserved":true,"bids":[]}""", "/priceWeight", "DOC-06" },
        { "evaluate", """{"method":"GKZB","evaluation":"comprehensive","kind":"works","noticeDay":"2026-03-02","ceilingFen":100,"priceWeight":0,"reserved":true,"bids":[]}""", "/priceWeight", "EVA-17" },
        { "evaluate", """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":100,"smePercent":9,"sharedPercent":4,"bids":[]}""", "/smePercent", "SME-10" },
        { "evaluate", """{"method":"JZXCS","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":100,"reserved":true,"bids":[]}""", "/evaluation", "CST-04" },
        { "evaluate", """{"method":"XJ","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":100,"reserved":true,"bids":[{"bidder":"甲","statement":{"openingFen":1,"lines":[{"name":"a","quantity":1000000000,"unitPriceFen":1000000000000}]}}]}""", "/bids/0/statement/lines/0/unitPriceFen", "INP-03" },
        { "method", """{"kind":"goods","budgetFen":-1,"level":"city"}""", "/budgetFen", "INP-03" },
        { "method", """{"kind":"weapons","budgetFen":1,"level":"city"}""", "/kind", "INP-03" },
        { "method", """{"kind":"goods","budgetFen":1,"level":"city","day":"2019-12-31"}""", "/day", "MET-14" },
        { "method", """{"kind":"goods","budgetFen":1,"level":"city","onlySupplier":true,"fewSuppliers":true}""", "/fewSuppliers", "INP-03" },
        { "method", """{"kind":"goods","budgetFen":1,"level":"city","urgent":"yes"}""", "/urgent", "INP-02" },
        { "set-aside", """{"year":2026,"projects":[{"name":"a","kind":"goods","budgetFen":1,"reservedFen":2}]}""", "/projects/0/reservedFen", "INP-03" },
        { "set-aside", """{"year":2026,"projects":{}}""", "/projects", "INP-02" },
        { "set-aside", """{"year":2026,"projects":[1]}""", "/projects/0", "INP-02" },
        { "size", """{"industry":"INDU","staff":10}""", "/revenueWan", "INP-01" },
        { "size", """{"industry":"INDU","staff":-1,"revenueWan":1}""", "/staff", "INP-03" },
        { "size", """{"industry":"FISH"}""", "/industry", "INP-03" },
        { "code", """{"code":"91110000100000039X"}""", "/code", "IDN-01" },
        { "code", """{"code":"110105194912310021","kind":"idCard"}""", "/code", "IDN-02" },
        { "code", """{"code":"11010519491231002X","kind":"idCard","today":"1949-12-30"}""", "/today", "INP-03" },
        { "code", """{}""", "/code", "INP-01" },
        { "lint", """{}""", "/text", "INP-01" },
        { "lint", """{"text":"a","paragraphs":[{"text":"b"}]}""", "/paragraphs", "INP-03" },
        { "lint", """{"text":"a\u0000b"}""", "/text", "INP-02" },
        { "lint", """{"paragraphs":[{"section":"somewhere","text":"b"}]}""", "/paragraphs/0/section", "INP-03" },
    };

    [Theory, MemberData(nameof(Wrong))]
    [Cites("INP-01", "INP-02", "INP-03", "CAL-03", "OPN-11", "DOC-06", "EVA-17", "SME-10", "CST-04", "MET-14", "IDN-01", "IDN-02")]
    public void 错误的输入得到规则_字段和改法_下一行照常(string question, string line, string pointer, string rule)
    {
        var next = """{"id":"next","code":"410106"}""";
        var lines = question == "code" ? Command.Lines(question, $"{line}\n{next}\n") : Command.Lines(question, line + "\n");
        if (line.Length == 0)
        {
            Assert.Empty(lines);
            return;
        }
        var refusals = JsonNode.Parse(lines[0])!["refusals"]!.AsArray();
        var refusal = Assert.Single(refusals, r => (string)r!["rule"]!["id"]! == rule && (string)r["pointer"]! == pointer)!;
        Assert.NotEmpty((string)refusal["reason"]!);
        Assert.NotEmpty((string)refusal["remedy"]!);
        if (question == "code")
            Assert.Equal("next", (string)JsonNode.Parse(lines[1])!["id"]!);
    }

    [Fact, Cites("INP-02")]
    public void 不是UTF8的行和超过64MB的行被答复_其余照常()
    {
        var good = """{"id":1,"code":"410106"}"""u8.ToArray();
        using var input = new LongInput([.. good, (byte)'\n', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)'\n'], 65 << 20, [(byte)'\n', .. good]);
        var (code, output, _) = Command.Run(input, "code", "--json");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(0, code);
        Assert.Equal(4, lines.Count);
        Assert.NotNull(lines[0]["answer"]);
        Assert.Equal((2, "INP-02"), ((int)lines[1]["line"]!, (string)lines[1]["refusals"]![0]!["rule"]!["id"]!));
        Assert.Contains("64 MB", (string)lines[2]["refusals"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.NotNull(lines[3]["answer"]);
    }

    [Fact]
    public void 任意字节都只得到答案或者拒绝()
    {
        var bytes = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(60);
        var seeds = Wrong.Select(row => (Question: row.Data.Item1, Text: Encoding.UTF8.GetBytes(row.Data.Item2))).Where(s => s.Text.Length > 0).ToArray();
        var mutated = from seed in Gen.Elements(seeds)
                      from at in Gen.Choose(0, seed.Text.Length - 1)
                      from put in bytes
                      from keep in Gen.Choose(0, 30)
                      select (seed.Question, Line: (byte[])[.. seed.Text[..at], .. put.Take(keep % 4), .. seed.Text[Math.Min(seed.Text.Length, at + (keep / 4))..]]);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(mutated.ToArbitrary(), m =>
        {
            var answer = JsonNode.Parse(LawQuestion.ByName(m.Question)!.AnswerLine(m.Line, 1, new(2026, 3, 2)))!.AsObject();
            Assert.True(answer.ContainsKey("answer") != answer.ContainsKey("refusals"));
        }));
    }

    [Fact]
    public void 十兆的条款也有答案()
    {
        var clause = string.Concat(Enumerable.Repeat("供应商须具有良好的商业信誉和健全的财务会计制度，", 10 * 1024 * 1024 / 72));
        var line = Encoding.UTF8.GetBytes($$"""{"id":"big","text":"{{clause}}供应商注册地须在郑州市行政区域内。"}""");
        Assert.True(line.Length > 10 << 20);
        var answer = JsonNode.Parse(LawQuestion.ByName("lint")!.AnswerLine(line, 1, new(2026, 3, 2)))!["answer"]!;
        Assert.Contains(answer["findings"]!.AsArray(), f => ((string)f!["words"]!).Contains("郑州市", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "method", "--kind", "goods", "--budget", "-5", "--level", "city")]
    [InlineData(2, "method", "--kind", "goods", "--budget", "很多", "--level", "city")]
    [InlineData(2, "set-aside", "--year", "2026", "--projects", "nonsense")]
    [InlineData(1, "evaluate", "--method", "XJ")]
    [InlineData(2, "lint", "/nowhere/at/all.txt")]
    public void 一个问题写错了说明原因和改法(int expected, params string[] args)
    {
        var (code, output, error) = Command.Run([], args);
        Assert.Equal(expected, code);
        Assert.DoesNotContain("Exception", output + error, StringComparison.Ordinal);
        Assert.Contains(expected == 1 ? "怎么办" : "", output, StringComparison.Ordinal);
        Assert.Equal(expected == 1, error.Length == 0);
    }

    [Fact]
    public void 文本文件逐条检查()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "资格要求\r\n供应商注册地须在郑州市行政区域内。\r\n");
            var (code, output, _) = Command.Run([], "lint", path);
            Assert.Equal(0, code);
            Assert.Contains("第2段", output, StringComparison.Ordinal);
            Assert.Equal(output, Command.Run(File.ReadAllBytes(path), "lint", "-").Output);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact(Explicit = true)]
    [Trait("drill", "law-lines")]
    public void 每秒行数与内存()
    {
        foreach (var (name, line) in new[]
        {
            ("deadline", """{"id":1,"limit":"T012","start":"2026-01-28"}"""), ("code", """{"id":1,"code":"91410100MA9TE0T00M"}"""), ("size", """{"id":1,"industry":"INDU","staff":300,"revenueWan":1999.9}"""),
            ("lint", """{"id":1,"text":"供应商注册地须在郑州市行政区域内。"}"""),
        })
        {
            var input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "\n", 100_000)));
            var watch = Stopwatch.StartNew();
            Command.Run(input, name, "--json");
            TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {100_000 / watch.Elapsed.TotalSeconds:0} lines/s");
        }
    }

    /// <summary>A head, a run of one letter, a tail.</summary>
    private sealed class LongInput(byte[] head, long run, byte[] tail) : Stream
    {
        private long at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var behind = at - head.Length - run;
            var left = at < head.Length ? head.Length - at : behind < 0 ? -behind : tail.Length - behind;
            var taken = (int)Math.Min(count, left);
            if (at < head.Length)
                Array.Copy(head, at, buffer, offset, taken);
            else if (behind < 0)
                buffer.AsSpan(offset, taken).Fill((byte)'x');
            else
                Array.Copy(tail, behind, buffer, offset, taken);
            at += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
