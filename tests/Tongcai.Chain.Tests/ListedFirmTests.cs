using System.Globalization;

namespace Tongcai.Chain.Tests;

/// <summary>失信名单走过三个平台：the authority lists a firm, trading refuses it when the signed fact has come and stops when it is revoked, the hub shows both.</summary>
[Trait("api", "listed firm")]
[Collection(DemoStack.Name)]
public sealed class ListedFirmTests(DemoStack stack)
{
    private const string Code = "91419900MA9D00654G";

    [Fact]
    public async Task A_firm_that_the_authority_lists_is_refused_at_bidding_and_shown_to_the_public_until_the_entry_is_revoked()
    {
        var (handler, second, head, firm) = (await stack.Chromium.Visitor("regulator01"), await stack.Chromium.Visitor("regulator02"), await stack.Chromium.Visitor("regulator03"), await stack.Chromium.Visitor("supplier05"));
        var today = DateTimeOffset.Parse((await handler.Get(new(stack.Supervision, "api/v1/time"))).Json!["legal"]!.GetValue<string>(), CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.DoesNotContain("CRD-02", await Rehearse(), StringComparison.Ordinal);

        var entry = (await handler.Do(stack.Supervision, "listings/new", new
        {
            creditCode = Code, name = "中州近景商贸有限公司", subject = "supplier", ground = "collusion", conduct = "与另一投标人串通报价，两份投标文件由同一台计算机编制。", penalty = "一年内禁止参加政府采购活动",
        }))["result"]!["listingId"]!.GetValue<string>();
        await second.Do(stack.Supervision, $"listings/{entry}/answer", new { answer = "waive", text = "来函放弃陈述、申辩和听证。" });
        Assert.DoesNotContain("CRD-02", await Rehearse(), StringComparison.Ordinal);
        await head.Do(stack.Supervision, $"listings/{entry}/decide", new { finding = "list", penalty = "一年内禁止参加政府采购活动", from = today, months = 12, opinion = "事实清楚，证据确实。", remedies = "六十日内申请行政复议。" });
        await Until(async () => (await Rehearse()).Contains("CRD-02", StringComparison.Ordinal));
        await Until(async () => (await Listed()).Contains(entry, StringComparison.Ordinal));

        await head.Do(stack.Supervision, $"listings/{entry}/change", new { change = "revoke", reason = "复议决定撤销原处罚决定。" });
        await Until(async () => !(await Rehearse()).Contains("CRD-02", StringComparison.Ordinal));
        await Until(async () => !(await Listed()).Contains(entry, StringComparison.Ordinal));

        async Task<string> Rehearse() => (await firm.Post(new(stack.Trading, $"api/v1/procurements/{stack.Procurement}/bids/rehearsal"), "{}")).Body;
        async Task<string> Listed() => (await firm.Get(new(stack.Hub, $"api/v1/credit?q={Code}"))).Body;
    }

    /// <summary>Facts take a moment from one platform to the other.</summary>
    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
            await Task.Delay(200, limit.Token);
    }
}
