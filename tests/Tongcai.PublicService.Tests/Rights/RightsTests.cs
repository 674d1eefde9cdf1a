using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Law;
using Tongcai.PublicService.Rights;

namespace Tongcai.PublicService.Tests.Rights;

public sealed class RightsTests
{
    [Fact]
    public async Task Limits_authorities_and_templates_are_those_of_the_law_and_of_the_settings()
    {
        await using var hub = await HubHost.Start(SampleChain.At(2026, 4, 28, 12), "", services => services.AddSingleton(new ConfiguredAuthorities([new("中州市财政局政府采购监督管理科", "410100", "文渊路1号", "0379-1111111")])));
        var page = WebUtility.HtmlDecode((await hub.Page("/rights")).Html);
        foreach (var limit in new[] { TimeLimits.EnquiryAnswer, TimeLimits.ChallengeWindow, TimeLimits.ChallengeAnswer, TimeLimits.ComplaintWindow, TimeLimits.ComplaintDecision, TimeLimits.AdministrativeReview, TimeLimits.Lawsuit })
        {
            Assert.Contains($"<b>{limit.Length}</b>　{limit.Title}", page, StringComparison.Ordinal);
            Assert.Contains(limit.Source.Quote, page, StringComparison.Ordinal);
        }

        Assert.Contains("0379-1111111", page, StringComparison.Ordinal);
        using var client = hub.Client();
        foreach (var template in RightsGuide.Templates)
        {
            Assert.StartsWith("%PDF", Encoding.ASCII.GetString(await client.GetByteArrayAsync($"/rights/templates/{template.Code}.pdf"), 0, 4), StringComparison.Ordinal);
            Assert.StartsWith("PK", Encoding.ASCII.GetString(await client.GetByteArrayAsync($"/rights/templates/{template.Code}.docx"), 0, 2), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await hub.Page("/rights/templates/none.pdf")).Status);
    }

    [Fact]
    public void The_templates_ask_for_what_the_articles_list()
    {
        Assert.Equal(
            ["（一）供应商的姓名或者名称、地址、邮编、联系人及联系电话", "（二）质疑项目的名称、编号", "（三）具体、明确的质疑事项和与质疑事项相关的请求", "（四）事实依据", "（五）必要的法律依据", "（六）提出质疑的日期"],
            RightsGuide.Paper("challenge")!.Parts.Select(p => p.Heading).Where(h => h.StartsWith('（')));
        Assert.Equal(6, RightsGuide.Paper("complaint")!.Parts.Count(p => p.Heading.StartsWith('（')));
        Assert.Null(RightsGuide.Paper("none"));
    }

    [Fact]
    public void An_authority_in_the_settings_without_a_name_or_with_a_region_nobody_knows_stops_the_program()
    {
        static ConfiguredAuthorities Of(params KeyValuePair<string, string?>[] settings) => ConfiguredAuthorities.Of(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        Assert.Equal("市财政局", Of(new("Authorities:0:Name", "市财政局"), new("Authorities:0:Region", "410100")).All.Single().Name);
        Assert.Throws<InvalidOperationException>(() => Of(new KeyValuePair<string, string?>("Authorities:0:Phone", "1")));
        Assert.Throws<InvalidOperationException>(() => Of(new("Authorities:0:Name", "市财政局"), new("Authorities:0:Region", "41")));
    }
}
