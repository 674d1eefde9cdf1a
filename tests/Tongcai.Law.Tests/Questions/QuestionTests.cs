using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tongcai.Law.Lint;
using Tongcai.Law.Questions;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests.Questions;

/// <summary>The seven questions, asked as JSON; each answer is compared with what the law or the fact book says, not with the code behind it.</summary>
public class QuestionTests
{
    private static JsonNode Ask(string question, string json) =>
        JsonNode.Parse(LawQuestion.ByName(question)!.AnswerLine(Encoding.UTF8.GetBytes(json), 1, Day(2026, 3, 2)))!;

    private static JsonNode Answer(string question, string json) => Ask(question, json)["answer"] ?? throw new InvalidOperationException(Ask(question, json).ToJsonString());

    private static IEnumerable<(string Rule, string Pointer)> Refusals(string question, string json) =>
        Ask(question, json)["refusals"]!.AsArray().Select(r => ((string)r!["rule"]!["id"]!, (string)r["pointer"]!));

    [Fact, Cites("T012", "CAL-01", "CAL-02")]
    public void 期限_工作表中的顺延例子全部相同()
    {
        foreach (var row in Vectors.Worked.GetProperty("calendar_days_roll").GetProperty("add").EnumerateArray().Where(r => r[1].GetInt32() == 20))
            Assert.Equal(row[2].GetString(), (string)Answer("deadline", $$"""{"limit":"T012","start":"{{row[0].GetString()}}"}""")["earliest"]!);
        var spring = Answer("deadline", """{"id":"a","limit":"T012","start":"2026-01-28"}""");
        Assert.Equal(("2026-02-24", "2026-02-17"), ((string)spring["earliest"]!, (string)spring["rolledFrom"]!));
    }

    [Theory, Cites("T077", "PAY-21")]
    [InlineData("2025-05-31", "PAY-21")]
    [InlineData("2025-06-01", "T077")]
    public void 期限_中小企业款项依合同日的条例(string signed, string rule)
    {
        var answer = Answer("deadline", $$"""{"limit":"T077","start":"2025-07-01","anchor":"{{signed}}","agreedDays":90,"done":"2025-09-02"}""");
        Assert.Equal((rule, "2025-09-01", false), ((string)answer["basis"]!["id"]!, (string)answer["latest"]!, (bool)answer["met"]!));
    }

    [Theory, Cites("T094", "T110", "T010", "T080")]
    [InlineData("T094", "2018-02-28", "2018-03-01")]
    [InlineData("T110", "2021-07-14", "2021-07-15")]
    [InlineData("T010", "2017-09-30", "2017-10-01")]
    [InlineData("T080", "2025-05-31", "2025-06-01")]
    public void 期限_锚定日前一日不适用_当日适用(string limit, string before, string first)
    {
        Assert.Equal([(limit, "/anchor")], Refusals("deadline", $$"""{"limit":"{{limit}}","start":"2026-03-02","anchor":"{{before}}"}"""));
        Assert.Equal(limit, (string)Answer("deadline", $$"""{"limit":"{{limit}}","start":"2026-03-02","anchor":"{{first}}"}""")["limit"]!);
    }

    [Fact]
    public void 期限_郑州签约两个工作日_别处三十日()
    {
        Assert.Equal("410100/T070", (string)Answer("deadline", """{"limit":"T070","start":"2026-03-02","division":"410106"}""")["limit"]!);
        Assert.Equal("2026-03-04", (string)Answer("deadline", """{"limit":"T070","start":"2026-03-02","division":"410106"}""")["latest"]!);
        Assert.Equal("2026-04-01", (string)Answer("deadline", """{"limit":"T070","start":"2026-03-02","division":"420100"}""")["latest"]!);
    }

    [Fact]
    public void 期限_每个编号或者算出日期或者说明不按日算()
    {
        foreach (var limit in TimeLimits.All)
        {
            var line = Ask("deadline", $$"""{"limit":"{{limit.Id}}","start":"2026-03-02"}""");
            var computed = line["answer"] is { } answer && (answer["earliest"] ?? answer["latest"]) is not null;
            Assert.True(computed || (string?)line["refusals"]?[0]?["pointer"] is "/limit" or "/start", limit.Id);
        }
    }

    [Fact, Cites("EVA-17", "EVA-19", "EVA-16", "EVA-08", "SME-10")]
    public void 评审_价格分与事实书的例子相同_超限价的不参加()
    {
        foreach (var row in Vectors.Worked.GetProperty("price_score").GetProperty("cases").EnumerateArray())
        {
            var prices = row.GetProperty("prices").EnumerateArray().Select(p => p.GetInt64()).ToList();
            var deductions = row.TryGetProperty("deduction", out var d) ? d.EnumerateArray().Select(x => x.GetDecimal()).ToList() : [.. prices.Select(_ => 0m)];
            if (prices.Count < 3 || deductions.Any(x => x is not (0 or 0.1m or 0.2m)) || deductions.Where(x => x > 0).Distinct().Count() > 1)
                continue;
            var percent = deductions.Max() == 0 ? 10 : (int)(deductions.Max() * 100);
            var bids = string.Join(',', prices.Select((p, i) => $$"""{"bidder":"{{i}}","priceFen":{{p * 100}},"score":0{{(deductions[i] > 0 ? ""","preference":"smallOrMicro" """ : "")}}}"""));
            var answer = Answer("evaluate", $$"""{"method":"GKZB","evaluation":"comprehensive","kind":"goods","noticeDay":"2026-03-02","ceilingFen":100000000000,"priceWeight":{{row.GetProperty("weight")}},"smePercent":{{percent}},"sharedPercent":4,"bids":[{{bids}}]}""");
            var scores = answer["ranking"]!.AsArray().ToDictionary(r => (string)r!["bidder"]!, r => (decimal)r!["priceScore"]!);
            Assert.Equal(row.GetProperty("scores").EnumerateArray().Select(s => s.GetDecimal()), prices.Select((_, i) => scores[$"{i}"]));
        }
    }

    [Fact, Cites("AWD-06", "NEG-05", "EVA-13", "EVA-14", "EVA-10", "EVA-09", "DOM-01", "EVA-12")]
    public void 评审_并列_同品牌_修正_本国产品_异常低价()
    {
        var tie = Answer("evaluate", """{"method":"JZXTP","evaluation":"lowest","kind":"services","noticeDay":"2026-03-02","ceilingFen":1000,"reserved":true,"bids":[{"bidder":"甲","priceFen":900},{"bidder":"乙","priceFen":800},{"bidder":"丙","priceFen":800}]}""");
        Assert.Equal("""[["乙","丙"]]""", tie["ties"]!.ToJsonString(LawJson.Options));

        var brand = Answer("evaluate", """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":1000,"reserved":true,"bids":[{"bidder":"甲","priceFen":900,"brand":"A"},{"bidder":"乙","priceFen":800,"brand":"a "},{"bidder":"丙","priceFen":850},{"bidder":"丁","priceFen":870}]}""");
        Assert.Equal((3, "甲", "EVA-13"), ((int)brand["bidders"]!, (string)brand["out"]![0]!["bidder"]!, (string)brand["out"]![0]!["basis"]!["id"]!));
        Assert.Equal([("OPN-11", "/bids")], Refusals("evaluate", """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":1000,"reserved":true,"bids":[{"bidder":"甲","priceFen":900,"brand":"A"},{"bidder":"乙","priceFen":800,"brand":"A"},{"bidder":"丙","priceFen":850}]}"""));

        const string Statement = """{"method":"XJ","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":1000,"reserved":true,"bids":[{"bidder":"甲","statement":{"openingFen":900,"openingInWordsFen":901CONFIRMED}},{"bidder":"乙","priceFen":902},{"bidder":"丙","priceFen":903},{"bidder":"丁","priceFen":904}]}""";
        Assert.Equal("EVA-10", (string)Answer("evaluate", Statement.Replace("CONFIRMED", "", StringComparison.Ordinal))["out"]![0]!["basis"]!["id"]!);
        var corrected = Answer("evaluate", Statement.Replace("CONFIRMED", ",\"confirmed\":true", StringComparison.Ordinal));
        Assert.Equal((901, 2), ((int)corrected["ranking"]![0]!["priceFen"]!, (int)corrected["corrections"]![0]!["item"]!));

        const string Domestic = """{"method":"GKZB","evaluation":"lowest","kind":"goods","noticeDay":"DAY","ceilingFen":1000,"reserved":true,"bids":[{"bidder":"甲","priceFen":900,"domestic":true},{"bidder":"乙","priceFen":800},{"bidder":"丙","priceFen":400,"domestic":true}]}""";
        var (before, after) = (Answer("evaluate", Domestic.Replace("DAY", "2025-12-31", StringComparison.Ordinal)), Answer("evaluate", Domestic.Replace("DAY", "2026-02-01", StringComparison.Ordinal)));
        Assert.Equal(["丙", "乙", "甲"], before["ranking"]!.AsArray().Select(r => (string)r!["bidder"]!));
        Assert.Equal(["丙", "甲", "乙"], after["ranking"]!.AsArray().Select(r => (string)r!["bidder"]!));
        Assert.Empty(before["abnormallyLow"]!.AsArray());
        Assert.Equal("丙", (string)Assert.Single(after["abnormallyLow"]!.AsArray())!["bidder"]!);
    }

    [Fact, Cites("AWD-08", "EVA-08", "INQ-01")]
    public void 评审_全部无效时逐个说明并废标()
    {
        var refusals = Refusals("evaluate", """{"method":"XJ","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":100,"reserved":true,"bids":[{"bidder":"甲","priceFen":101},{"bidder":"乙","priceFen":102}]}""").ToList();
        Assert.Equal([("EVA-08", "/bids/0/priceFen"), ("EVA-08", "/bids/1/priceFen"), ("AWD-08", "/bids"), ("INQ-01", "/bids")], refusals);
    }

    [Theory, Cites("MET-02", "MET-14", "MET-15")]
    [InlineData("goods", 200_000_000, "GKZB", true)]
    [InlineData("goods", 199_999_999, "GKZB", false)]
    [InlineData("goods", 29_999_999, "MALL-ZC", false)]
    public void 方式_二百万公开招标_差一分不是_三十万以下自愿上商城(string kind, long fen, string proposed, bool above)
    {
        var answer = Answer("method", $$"""{"kind":"{{kind}}","budgetFen":{{fen}},"level":"city","division":"410100","chosen":"DYLY"}""");
        Assert.Equal((proposed, above), ((string)answer["proposed"]!["code"]!, (bool)answer["aboveOpenTender"]!));
        Assert.False((bool)answer["chosen"]!["allowed"]!);
        Assert.Equal(above ? "MET-02" : "MET-05", (string)answer["chosen"]!["refusal"]!["rule"]!["id"]!);
    }

    [Fact, Cites("SME-01", "SME-02", "SME-03", "SME-04")]
    public void 预留_差额和小微比例()
    {
        var answer = Answer("set-aside", """{"year":2026,"level":"city","projects":[{"name":"a","kind":"goods","budgetFen":100000000000,"reservedFen":29999999999,"smallMicroFen":18000000000},{"name":"b","kind":"works","budgetFen":100000000000,"reservedFen":40000000000,"smallMicroFen":24000000000},{"name":"c","kind":"goods","budgetFen":150000000}]}""");
        Assert.Equal((1, 0), ((int)answer["goodsServices"]!["shortfallFen"]!, (int)answer["works"]!["shortfallFen"]!));
        Assert.Equal(["SME-02", "SME-01"], answer["findings"]!.AsArray().Select(f => (string)f!["rule"]!["id"]!));
        Assert.Equal("/projects/2", (string)answer["findings"]![1]!["pointer"]!);
    }

    [Fact, Cites("SME-16")]
    public void 规模_十六个行业每档下限达到与差一()
    {
        foreach (var industry in Vectors.SmeSize.GetProperty("industries").EnumerateArray())
        {
            var code = industry.GetProperty("code").GetString()!;
            var row = SmeSize.Industries.Single(i => i.Code == code);
            foreach (var (floor, size, below) in new[] { (row.Large, "large", "medium"), (row.Medium, "medium", "small"), (row.Small, "small", "micro") })
            {
                Assert.Equal(size, Size(code, floor.Staff, floor.RevenueWan, floor.AssetsWan));
                if (floor.Staff is { } staff)
                    Assert.Equal(below, Size(code, staff - 1, floor.RevenueWan, floor.AssetsWan));
                if (floor.RevenueWan is { } revenue)
                    Assert.Equal(below, Size(code, floor.Staff, revenue - 0.01m, floor.AssetsWan));
                if (floor.AssetsWan is { } assets)
                    Assert.Equal(below, Size(code, floor.Staff, floor.RevenueWan, assets - 0.01m));
            }
        }

        static string Size(string industry, int? staff, decimal? revenue, decimal? assets)
        {
            var question = new JsonObject { ["industry"] = industry };
            if (staff is { } s) question["staff"] = s;
            if (revenue is { } r) question["revenueWan"] = r;
            if (assets is { } a) question["assetsWan"] = a;
            return (string)Answer("size", question.ToJsonString())["size"]!;
        }
    }

    [Fact, Cites("IDN-01", "IDN-02", "IDN-03")]
    public void 代码_事实书的正例都对_反例都错_身份证不原样写出()
    {
        var codes = Vectors.Worked.GetProperty("uscc");
        foreach (var code in codes.GetProperty("valid_real_public").EnumerateArray().Concat(codes.GetProperty("valid_fictitious").EnumerateArray()))
            Assert.Equal(code.GetString(), (string)Answer("code", $$"""{"code":"{{code.GetString()}}"}""")["code"]!);
        foreach (var wrong in codes.GetProperty("invalid").EnumerateArray())
            Assert.Equal([("IDN-01", "/code")], Refusals("code", $$"""{"code":"{{wrong.GetProperty("code").GetString()}}"}"""));
        Assert.DoesNotContain("11010519491231002X", Ask("code", """{"code":"11010519491231002X","kind":"idCard"}""").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void 条款_与检查函数同样的发现_位置可以指回原文()
    {
        const string Text = "资格要求\n供应商注册地须在郑州市行政区域内。\n投标人注册资本不低于500万元。";
        var answer = Answer("lint", new JsonObject { ["text"] = Text }.ToJsonString());
        var expected = ClauseCheck.Run(TenderText.Of(Text), new());
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(f => f.Rule.Id), answer["findings"]!.AsArray().Select(f => (string)f!["rule"]!["id"]!));
        foreach (var f in answer["findings"]!.AsArray())
            Assert.Equal((string)f!["words"]!, Text.Split('\n')[(int)f["paragraph"]! - 1].Substring((int)f["start"]!, (int)f["length"]!));
    }

    [Fact]
    public void 问题的字段名和代码各不重复_金额以Fen结尾()
    {
        foreach (var question in LawQuestion.All)
            Check(question.Fields);

        static void Check(IReadOnlyList<QuestionField> fields)
        {
            Assert.Equal(fields.Count, fields.Select(f => f.Name).Distinct().Count());
            Assert.All(fields, f => Assert.Equal(f.Type == FieldType.Money, f.Name.EndsWith("Fen", StringComparison.Ordinal)));
            Assert.All(fields, f => Assert.Equal(f.Choices.Count, f.Choices.Select(c => c.Code).Distinct().Count()));
            foreach (var field in fields)
                Check(field.Fields);
        }
    }

    [Fact]
    public void 期限_任意日期_最早最迟不早于起算或者不晚于锚点()
    {
        var cases = from limit in Gen.Elements(TimeLimits.All.ToArray()) from days in Gen.Choose(0, 2900) select (limit, Start: Day(2018, 1, 2).AddDays(days));
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var line = Ask("deadline", $$"""{"limit":"{{c.limit.Id}}","start":"{{c.Start:yyyy-MM-dd}}","anchor":"2026-03-01"}""");
            if (line["answer"] is not { } answer)
                return;
            var backward = c.limit.Kind is LimitKind.MinBefore or LimitKind.MaxBefore or LimitKind.Lookback;
            foreach (var day in new[] { answer["earliest"], answer["latest"] }.OfType<JsonNode>().Select(d => DateOnly.Parse((string)d!)))
                Assert.True(backward ? day <= c.Start : day >= c.Start, $"{c.limit.Id} {c.Start} {day}");
        }));
    }
}
