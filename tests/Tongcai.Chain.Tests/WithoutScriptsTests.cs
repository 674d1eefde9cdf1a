using Microsoft.Playwright;

namespace Tongcai.Chain.Tests;

/// <summary>Scripts off: everything public can be read and every form can be filled in and answered.</summary>
[Trait("browser", "without scripts")]
[Collection(DemoStack.Name)]
public sealed class WithoutScriptsTests(DemoStack stack)
{
    private readonly Chromium chromium = stack.Chromium;

    [Theory]
    [InlineData("")]
    [InlineData("notices")]
    [InlineData("procurements/#")]
    [InlineData("verify")]
    [InlineData("policy")]
    [InlineData("platforms")]
    [InlineData("status")]
    [InlineData("sitemap")]
    [InlineData("en")]
    [InlineData("problems")]
    [InlineData("accessibility")]
    public async Task Public_pages_of_the_hub_say_the_same_without_scripts(string path)
    {
        var address = new Uri(stack.Hub, path.Replace("#", stack.Procurement, StringComparison.Ordinal)).ToString();
        await using var plain = await chromium.Context(scripts: false);
        await using var scripted = await chromium.Context();
        var (without, with) = (await plain.NewPageAsync(), await scripted.NewPageAsync());
        var answer = await without.GotoAsync(address);
        await with.GotoAsync(address);
        Assert.Equal(200, answer!.Status);
        Assert.Equal(1, await without.Locator("h1").CountAsync());
        Assert.Equal(await with.Locator("main").Locator("h1, h2, th, dt").AllInnerTextsAsync(), await without.Locator("main").Locator("h1, h2, th, dt").AllInnerTextsAsync());
        Assert.Equal(await with.Locator("main a[href]").CountAsync(), await without.Locator("main a[href]").CountAsync());
    }

    [Fact]
    public async Task Searching_notices_needs_no_script()
    {
        await using var context = await chromium.Context(scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(stack.Hub.ToString());
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "站内检索" }).FillAsync("教学仪器");
        await page.GetByTestId("site-search-go").ClickAsync();
        await Assertions.Expect(page.Locator("main a", new() { HasText = "教学仪器" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_empty_sign_in_is_answered_by_a_summary_in_Chinese_that_names_the_field()
    {
        await using var context = await chromium.Context(scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(stack.Hub, "sign-in").ToString());
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await Summary(page, "用户名");
    }

    [Fact]
    public async Task An_empty_registration_names_every_missing_field_and_keeps_what_was_typed()
    {
        await using var context = await chromium.Context(scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(stack.Hub, "sign-in").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "登记主体并注册" }).ClickAsync();
        var box = page.Locator("form[method=post] input.in[type=text]").Nth(1);
        await box.FillAsync("中州测试有限公司");
        await page.Locator("#form .bar-b button").ClickAsync();
        await Summary(page, "未填写");
        Assert.Equal("中州测试有限公司", await page.Locator("form[method=post] input.in[type=text]").Nth(1).InputValueAsync());
    }

    [Fact]
    public async Task Rows_of_an_act_are_added_and_removed_and_an_empty_act_is_refused_without_scripts()
    {
        await using var context = await chromium.Context("buyer01", scripts: false);
        var page = await context.NewPageAsync();
        var answer = await page.GotoAsync(new Uri(stack.Trading, "demands/new").ToString());
        Assert.Equal(200, answer!.Status);
        var rows = page.Locator("ol.rows > li");
        var before = await rows.CountAsync();
        await page.Locator("button[name=_add]").First.ClickAsync();
        Assert.Equal(before + 1, await rows.CountAsync());
        Assert.Equal(0, await page.GetByTestId("error-summary").CountAsync());
        await page.Locator("button[name=_remove]").Last.ClickAsync();
        Assert.Equal(before, await rows.CountAsync());
        await page.Locator("#form .bar-b button").ClickAsync();
        await Summary(page, "未填写");
    }

    /// <summary>The summary is announced, can take the focus, and each of its links leads to a field that is there.</summary>
    private static async Task Summary(IPage page, string says)
    {
        var summary = page.GetByTestId("error-summary");
        Assert.Equal(1, await summary.CountAsync());
        Assert.Equal("alert", await summary.GetAttributeAsync("role"));
        Assert.Equal("-1", await summary.GetAttributeAsync("tabindex"));
        Assert.NotNull(await summary.GetAttributeAsync("data-focus"));
        Assert.Contains(says, await summary.InnerTextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("有误：", await page.TitleAsync(), StringComparison.Ordinal);
        foreach (var link in await summary.Locator("li > a").AllAsync())
        {
            var target = (await link.GetAttributeAsync("href"))!;
            Assert.True(await page.Locator($"[id='{target[1..]}']").CountAsync() == 1, $"“{await link.InnerTextAsync()}” leads to {target}, which is not on the page.");
        }
    }
}
