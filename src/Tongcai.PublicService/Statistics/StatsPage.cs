using System.Globalization;
using Tongcai.Law;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Figures;

namespace Tongcai.PublicService.Statistics;

/// <summary>统计分析页。</summary>
internal static class StatsPage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapTwin("/stats", Read, "/Statistics/Stats.cshtml",
        _ => new PageHead("统计分析") { Column = "统计分析", ColumnType = "数据发布", Description = "中标（成交）的数量和金额：按采购方式、时间、地区，中小企业份额，单一来源份额，平均投标家数" }, "统计：按采购方式、时间、地区");

    private static async Task<Outcome<Stats>> Read(Asked asked)
    {
        var address = new AskedAddress(asked.Http.Request.Query, "year", "method", "region");
        var query = new StatsQuery(
            address.Known("year", "年份", c => c.Length == 4 && int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and < 3000, "填四位年份，例如 2026。"),
            address.Known("method", "采购方式代码", c => ProcurementMethods.ByCode(c) is not null, $"可选：{string.Join('、', ProcurementMethods.All.Select(m => m.Code))}。"), address.Province("region"));
        return address.Refusals.Count > 0 ? address.Refusals : Stats.Of(await asked.Read(asked.Http.RequestServices.GetRequiredService<Kept<Cube>>().Now), query);
    }
}
