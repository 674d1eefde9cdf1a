namespace Tongcai.Chain.Tests;

/// <summary>The examination itself: a page that has everything wrong is not passed.</summary>
[Trait("browser", "examination")]
[Collection(DemoStack.Name)]
public sealed class ExaminationTests(DemoStack stack)
{
    private const string Wrong = """
        <!doctype html><html lang="zh-CN"><head><title>坏页</title></head><body><main><h1>坏页</h1><img src="http://elsewhere.invalid/a.png"><input><script>console.error("planted"); setTimeout(() => { throw new Error("thrown"); })</script></main></body></html>
        """;

    [Fact]
    public async Task A_barrier_an_error_in_the_console_a_failing_script_and_a_request_elsewhere_are_all_found()
    {
        var examination = new Examination(stack.Chromium);
        await using var context = await stack.Chromium.Context();
        examination.Watch(context, "somebody");
        var page = await context.NewPageAsync();
        await page.SetContentAsync(Wrong);
        await examination.Look(page, "somebody");
        foreach (var finding in new[] { "image-alt", "label", "console error: planted", "script error: Error: thrown", "request to elsewhere.invalid" })
            Assert.Contains(examination.Findings, f => f.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_of_the_same_make_is_judged_once_and_one_that_differs_anew()
    {
        var examination = new Examination(stack.Chromium);
        await using var context = await stack.Chromium.Context();
        var page = await context.NewPageAsync();
        foreach (var body in new[] { "<p>一</p>", "<p>二</p>", "<p>三</p><img src='data:,'>" })
        {
            await page.SetContentAsync($"<!doctype html><html lang='zh-CN'><head><title>页</title></head><body><main><h1>页</h1>{body}</main></body></html>");
            await examination.Look(page, "somebody");
        }

        Assert.Equal((3, 2), (examination.Pages, examination.Makes));
        Assert.Contains("image-alt", Assert.Single(examination.Findings), StringComparison.Ordinal);
    }
}
