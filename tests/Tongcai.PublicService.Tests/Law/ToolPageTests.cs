using System.Net;
using System.Text.RegularExpressions;

namespace Tongcai.PublicService.Tests.Law;

/// <summary>办事工具 as a browser without scripts gets them.</summary>
public sealed partial class ToolPageTests(FilledHub filled) : IClassFixture<FilledHub>
{
    private HubHost Hub => filled.Hub;

    public static TheoryData<string, string, string> Answers => new()
    {
        { "/tools/deadline?limit=T012&start=2026-01-28", "2026-02-24", "政府采购法 第三十五条" },
        { "/tools/deadline?limit=T012&start=20260128&done=2026-02-23", "不符合期限", "T012" },
        { "/tools/deadline?limit=T070&start=2026-03-02&division=410106", "2026-03-04", "郑财购〔2020〕16号" },
        { "/tools/size?industry=INDU&staff=300&revenueWan=1,999", "小型", "SME-16" },
        { "/tools/code?code=91410100MA9TE0T00M", "校验码正确", "河南省郑州市" },
        { "/tools/method?kind=goods&budgetFen=486万&level=city", "应当采用公开招标", "MET-14" },
        { "/tools/method?kind=services&budgetFen=100万&level=city&publicService=true&chosen=DYLY", "不能采用单一来源", "CST" },
    };

    [Theory, MemberData(nameof(Answers))]
    [Cites("T012", "T070", "SME-16", "IDN-01", "MET-14")]
    public async Task 填了就有答案和依据(string address, string answer, string basis)
    {
        var (status, html) = await Hub.Page(address);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(answer, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        if (basis != "CST")
            Assert.Contains(basis, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("data-testid=\"tool-answer\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tools/deadline?limit=T012&start=2026-02-30", "f-start")]
    [InlineData("/tools/deadline?limit=T012&start=", "f-start")]
    [InlineData("/tools/deadline?limit=T012&start=2030-01-01", "f-start")]
    [InlineData("/tools/size?industry=INDU&staff=-1&revenueWan=1", "f-staff")]
    [InlineData("/tools/size?industry=INDU&staff=许多&revenueWan=1", "f-staff")]
    [InlineData("/tools/code?code=91110000100000039X", "f-code")]
    [InlineData("/tools/method?kind=goods&budgetFen=-1&level=city", "f-budgetFen")]
    [InlineData("/tools/method?kind=goods&budgetFen=1.001&level=city", "f-budgetFen")]
    [InlineData("/tools/method?kind=goods&budgetFen=1&level=city&onlySupplier=true&fewSuppliers=true", "f-fewSuppliers")]
    [InlineData("/tools/deadline?limit=T012&start=2026-03-02&division=%00%00", "f-division")]
    public async Task 填错了指到那一栏_保留所填(string address, string field)
    {
        var (status, html) = await Hub.Page(address);
        Assert.Equal((HttpStatusCode)422, status);
        Assert.Contains($"href=\"#{field}\"", html, StringComparison.Ordinal);
        Assert.Matches($"id=\"{field}\"[^>]*aria-invalid=\"true\"|id=\"{field}-err\"", html);
        Assert.DoesNotContain("tool-answer", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 条款检查_粘贴文本_标出位置_依据和改法()
    {
        using var client = Hub.Client();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var form = new MultipartFormDataContent { { new StringContent("资格要求\r\n供应商注册地须在郑州市行政区域内。"), "text" } };
        using var answer = await client.PostAsync("/tools/lint", form);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("第 2 段第", html, StringComparison.Ordinal);
        Assert.Matches("<mark>[^<]*郑州市", html);
        Assert.Contains("改法：", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 条款检查_上传文件_空文本_过大的各有说法()
    {
        using var client = Hub.Client();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var file = new MultipartFormDataContent { { new StringContent(""), "text" }, { new ByteArrayContent("供应商注册地须在郑州市行政区域内。"u8.ToArray()), "file", "a.txt" } };
        using var uploaded = await client.PostAsync("/tools/lint", file);
        Assert.Contains("tool-answer", await uploaded.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nothing = new MultipartFormDataContent { { new StringContent(" "), "text" } };
        using var empty = await client.PostAsync("/tools/lint", nothing);
        Assert.Equal((HttpStatusCode)422, empty.StatusCode);
        using var much = new MultipartFormDataContent { { new StringContent(new string('a', (4 << 20) + 1)), "text" } };
        using var large = await client.PostAsync("/tools/lint", much);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Theory]
    [InlineData("/problems?q=等标期", "T012", "T070")]
    [InlineData("/problems?day=2025-05-31&q=款项", "PAY-21", ">T077<")]
    [InlineData("/problems?day=2025-06-01&q=款项", "T077", ">PAY-21<")]
    [InlineData("/problems?region=410106&q=签订", "410100/T070", "nothing")]
    [InlineData("/problems?region=420100&q=签订", "T070", ">410100/T070<")]
    [InlineData("/problems?instrument=政府采购法&q=二十日", "T012", "T013")]
    public async Task 规则页按词_文件_日期_地区筛选(string address, string shown, string hidden)
    {
        var (status, html) = await Hub.Page(address);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(shown, html, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, Body().Match(html).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/problems?day=2025-02-29")]
    [InlineData("/problems?region=999999")]
    public async Task 规则页的条件写错了有说法(string address) => Assert.Equal((HttpStatusCode)422, (await Hub.Page(address)).Status);

    [Fact]
    public async Task 地方规定有自己的页() => Assert.Contains("2个工作日", (await Hub.Page("/problems/410100%2FT070")).Html, StringComparison.Ordinal);

    [GeneratedRegex("<tbody>[\\s\\S]*</tbody>")]
    private static partial Regex Body();
}
