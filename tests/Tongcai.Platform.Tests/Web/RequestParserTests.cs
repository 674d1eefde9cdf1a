using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Tests.Web;

public sealed class RequestParserTests
{
    private static Outcome<SampleRequest> Parse(string json) => RequestParser.Parse<SampleRequest>(Encoding.UTF8.GetBytes(json));

    /// <summary>The good request with one member replaced by raw JSON; null removes it.</summary>
    private static string With(string name, string? raw)
    {
        var json = ActTests.Good();
        json.Remove(name);
        var text = json.ToJsonString();
        return raw is null ? text : $"{text[..^1]},\"{name}\":{raw}}}";
    }

    [Fact]
    public void A_good_request_is_read_whole()
    {
        var read = Parse(ActTests.Good().ToJsonString()).Value!;
        Assert.Equal(("台式计算机采购", "第一行\n第二行", 123_450L, 12, false), (read.Name, read.Note, read.BudgetFen, read.Pieces, read.Urgent));
        Assert.Equal((SampleMethod.Consultation, new DateOnly(2026, 11, 21), 12.5m, "A02010104"), (read.Method, read.DueOn, read.Ratio, read.Code));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 1, 30, 0, TimeSpan.Zero), read.OpensAt);
        Assert.Equal([new SampleLine("主机", 100_000)], read.Lines);
        Assert.Equal(["教学"], read.Tags);
    }

    [Theory]
    [InlineData("name", null, "/name", "INP-01")]
    [InlineData("name", "null", "/name", "INP-01")]
    [InlineData("name", "\"\"", "/name", "INP-01")]
    [InlineData("name", "\"  \\t \"", "/name", "INP-01")]
    [InlineData("name", "12", "/name", "INP-02")]
    [InlineData("name", "\"a\\u0000b\"", "/name", "INP-02")]
    [InlineData("name", "\"a\\nb\"", "/name", "INP-02")]
    [InlineData("name", "\"a\\u202eb\"", "/name", "INP-02")]
    [InlineData("name", "\"a\\ud800b\"", "/name", "INP-02")]
    [InlineData("budgetFen", null, "/budgetFen", "INP-01")]
    [InlineData("budgetFen", "\"12.3\"", "/budgetFen", "INP-02")]
    [InlineData("budgetFen", "12.5", "/budgetFen", "INP-02")]
    [InlineData("budgetFen", "1e3", "/budgetFen", "INP-02")]
    [InlineData("budgetFen", "99999999999999999999", "/budgetFen", "INP-02")]
    [InlineData("budgetFen", "0", "/budgetFen", "INP-03")]
    [InlineData("pieces", "0", "/pieces", "INP-03")]
    [InlineData("pieces", "10001", "/pieces", "INP-03")]
    [InlineData("pieces", "2147483648", "/pieces", "INP-03")]
    [InlineData("pieces", "1.0", "/pieces", "INP-02")]
    [InlineData("pieces", "true", "/pieces", "INP-02")]
    [InlineData("urgent", null, "/urgent", "INP-01")]
    [InlineData("urgent", "\"true\"", "/urgent", "INP-02")]
    [InlineData("method", "\"OpenTender\"", "/method", "INP-02")]
    [InlineData("method", "0", "/method", "INP-02")]
    [InlineData("dueOn", "\"2026-02-30\"", "/dueOn", "INP-02")]
    [InlineData("dueOn", "\"明天\"", "/dueOn", "INP-02")]
    [InlineData("opensAt", "\"2026-11-24T09:30:00\"", "/opensAt", "INP-02")]
    [InlineData("lines", null, "/lines", "INP-01")]
    [InlineData("lines", "{}", "/lines", "INP-02")]
    [InlineData("lines", "[]", "/lines", "INP-03")]
    [InlineData("lines", "[null]", "/lines/0", "INP-01")]
    [InlineData("lines", "[{\"name\":\"主机\"}]", "/lines/0/priceFen", "INP-01")]
    [InlineData("lines", "[{\"name\":\"主机\",\"priceFen\":1,\"x\":2}]", "/lines/0/x", "INP-02")]
    [InlineData("tags", "[\"a\",\"b\",\"c\",\"d\"]", "/tags", "INP-02")]
    [InlineData("tags", "[1]", "/tags/0", "INP-02")]
    [InlineData("ratio", "100.01", "/ratio", "INP-03")]
    [InlineData("a/b", "1", "/a~1b", "INP-02")]
    public void A_wrong_field_is_refused_at_its_pointer(string name, string? raw, string pointer, string rule)
    {
        var refusal = Assert.Single(Parse(With(name, raw)).Refusals);
        Assert.Equal((rule, pointer), (refusal.Rule.Id, refusal.Pointer));
        Assert.NotEmpty(refusal.Reason);
        Assert.NotEmpty(refusal.Remedy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("{\"name\":\"a\"} {}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}}}}}")]
    public void What_is_no_JSON_object_is_malformed(string body) => Assert.Equal(HttpRules.Malformed, Assert.Single(Parse(body).Refusals).Rule);

    [Fact]
    public void A_text_is_counted_in_characters_as_people_count_them()
    {
        var fifty = string.Concat(Enumerable.Repeat("𠮷", 50));
        Assert.Equal(fifty, Parse(With("name", $"\"{fifty}\"")).Value!.Name);
        Assert.Contains("51", Assert.Single(Parse(With("name", $"\"{fifty}吉\"")).Refusals).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(10 - 3, Parse("{\"tags\":[],\"x\":1,\"note\":null}").Refusals.Count(r => r.Rule == InputRules.Required));

    [Theory]
    [InlineData("20261121")]
    [InlineData("2026/11/21")]
    [InlineData("2026/1/2", 2026, 1, 2)]
    [InlineData("2026年11月21日")]
    [InlineData("２０２６－１１－２１")]
    public void A_day_may_be_written_in_the_usual_ways(string text, int y = 2026, int m = 11, int d = 21) =>
        Assert.Equal(new DateOnly(y, m, d), Parse(With("dueOn", $"\"{text}\"")).Value!.DueOn);

    [Theory]
    [InlineData("1,234.50", 123_450)]
    [InlineData("1234.5", 123_450)]
    [InlineData("１２３４．５０", 123_450)]
    [InlineData("326万元", 326_000_000)]
    [InlineData("326.5 万", 326_500_000)]
    [InlineData("¥ 12 元", 1_200)]
    public void An_amount_may_be_written_in_the_usual_ways(string text, long fen)
    {
        Assert.True(Yuan.TryParse(text, out var read));
        Assert.Equal(fen, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.234")]
    [InlineData("0.0000001万")]
    [InlineData("abc")]
    [InlineData("99999999999999999")]
    [InlineData("1e5")]
    public void An_amount_with_parts_of_a_fen_or_no_amount_is_none(string text) => Assert.False(Yuan.TryParse(text, out _));

    [Fact]
    public void Money_goes_out_and_comes_back() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), fen => Yuan.TryParse(Yuan.Text(fen), out var back) && back == fen).QuickCheckThrowOnFailure();

    [Fact]
    public void No_bytes_make_the_parser_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => RequestParser.Parse<SampleRequest>(bytes ?? []).Refusals.Count > 0).QuickCheckThrowOnFailure();

    [Fact]
    public void No_mutilation_of_a_good_request_makes_the_parser_throw()
    {
        var good = Encoding.UTF8.GetBytes(ActTests.Good().ToJsonString());
        Prop.ForAll(ArbMap.Default.ArbFor<(int At, byte Value)[]>(), edits =>
        {
            var bytes = good.ToArray();
            foreach (var (at, value) in edits ?? []) bytes[Math.Abs(at % bytes.Length)] = value;
            var outcome = RequestParser.Parse<SampleRequest>(bytes);
            return outcome.Value is null == outcome.Refusals.Count > 0;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_form_makes_the_draft_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(string?, string?)[]>(), fields =>
        {
            var shape = RequestShape.Of(typeof(SampleRequest));
            var form = new FormCollection((fields ?? []).Concat([("lines[0].name", "a"), ("lines[999999].name", "b"), ("lines[1]", "c"), ("name.x", "d"), ("opensAt", "e")])
                .GroupBy(f => f.Item1 ?? "").ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Item2)])));
            var draft = Draft.From(shape, form);
            Draft.ChangeRows(shape, draft, fields is { Length: > 0 } ? fields[0].Item1 ?? "" : "lines", "");
            return RequestParser.Parse<SampleRequest>(Encoding.UTF8.GetBytes(Draft.ToJson(shape, draft).ToJsonString())).Refusals.Count > 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_form_becomes_the_JSON_the_API_would_have_been_sent()
    {
        var shape = RequestShape.Of(typeof(SampleRequest));
        var form = new FormCollection(ActTests.GoodForm.ToDictionary(f => f.Item1, f => new StringValues(f.Item2)));
        var fromForm = RequestParser.Parse<SampleRequest>(Encoding.UTF8.GetBytes(Draft.ToJson(shape, Draft.From(shape, form)).ToJsonString())).Value!;
        var fromApi = Parse(ActTests.Good().ToJsonString()).Value!;
        Assert.Equal(fromApi with { Lines = [], Tags = [] }, fromForm with { Lines = [], Tags = [] });
        Assert.Equal(fromApi.Lines, fromForm.Lines);
        Assert.Equal(fromApi.Tags, fromForm.Tags);
    }

    [Fact]
    public void A_prefilled_request_sent_back_untouched_is_the_same_request()
    {
        var shape = RequestShape.Of(typeof(SampleRequest));
        var request = Parse(ActTests.Good().ToJsonString()).Value!;
        var again = RequestParser.Parse<SampleRequest>(Encoding.UTF8.GetBytes(Draft.ToJson(shape, Draft.From(shape, request)).ToJsonString())).Value!;
        Assert.Equal(request with { Lines = [], Tags = [] }, again with { Lines = [], Tags = [] });
        Assert.Equal(request.Lines, again.Lines);
    }
}
