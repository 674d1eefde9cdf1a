using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Law.Questions;

namespace Tongcai.PublicService.Tests.Law;

/// <summary>POST /api/v1/law/…: the answers of the command line, byte for byte.</summary>
public sealed class LawApiTests(FilledHub filled) : IClassFixture<FilledHub>
{
    private static readonly DateOnly Today = new(2026, 4, 28);

    public static TheoryData<string, string> Questions => new()
    {
        { "lint", """{"id":"a","text":"资格要求\n供应商注册地须在郑州市行政区域内。"}""" },
        { "deadline", """{"id":1,"limit":"T012","start":"2026-01-28"}""" },
        { "evaluate", """{"method":"XJ","evaluation":"lowest","kind":"goods","noticeDay":"2026-03-02","ceilingFen":1000,"reserved":true,"bids":[{"bidder":"甲","priceFen":900},{"bidder":"乙","priceFen":800},{"bidder":"丙","priceFen":850}]}""" },
        { "method", """{"kind":"goods","budgetFen":486000000,"level":"city"}""" },
        { "set-aside", """{"year":2026,"projects":[{"name":"a","kind":"goods","budgetFen":300000000,"reservedFen":1}]}""" },
        { "size", """{"industry":"INDU","staff":300,"revenueWan":2000}""" },
        { "code", """{"code":"91410100MA9TE0T00M"}""" },
    };

    [Theory, MemberData(nameof(Questions))]
    public async Task 接口与命令行的答案逐字节相同(string name, string question)
    {
        using var client = filled.Hub.Client();
        using var answer = await client.PostAsync($"/api/v1/law/{name}", new StringContent(question, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(LawQuestion.ByName(name)!.AnswerLine(Encoding.UTF8.GetBytes(question), null, Today), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(QuestionSchema.Of(LawQuestion.ByName(name)!), await client.GetStringAsync($"/api/v1/law/{name}/schema"));
        Assert.True(answer.Headers.Contains("RateLimit"));
    }

    [Theory, Cites("INP-01", "INP-02", "INP-03")]
    [InlineData("deadline", "", "INP-02", "")]
    [InlineData("deadline", "{", "INP-02", "")]
    [InlineData("deadline", """{"limit":"T012"}""", "INP-01", "/start")]
    [InlineData("deadline", """{"limit":"T999","start":"2026-03-02"}""", "INP-03", "/limit")]
    [InlineData("method", """{"kind":"goods","budgetFen":-1,"level":"city"}""", "INP-03", "/budgetFen")]
    [InlineData("lint", """{"text":"a\u0000b"}""", "INP-02", "/text")]
    public async Task 不能回答的是四二二_规则_字段_改法(string name, string question, string rule, string pointer)
    {
        using var client = filled.Hub.Client();
        using var answer = await client.PostAsync($"/api/v1/law/{name}", new StringContent(question, Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode)422, answer.StatusCode);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var error = Assert.Single(body["errors"]!.AsArray(), e => (string)e!["pointer"]! == pointer)!;
        Assert.Equal(rule, (string)error["rule"]!);
        Assert.NotEmpty((string)error["remedy"]!);
    }

    [Fact]
    public async Task 内容类型_大小_问题名称不对的各有说法()
    {
        using var client = filled.Hub.Client();
        using var plain = await client.PostAsync("/api/v1/law/code", new StringContent("{}", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, plain.StatusCode);
        using var large = await client.PostAsync("/api/v1/law/lint", new StringContent(new string(' ', (4 << 20) + 1), Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var unknown = await client.PostAsync("/api/v1/law/nothing", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
