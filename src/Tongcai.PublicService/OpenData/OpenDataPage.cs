using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.OpenData;

/// <summary>开放数据一页。</summary>
/// <param name="Months">Months with data, newest first.</param>
/// <param name="LatestDay">Newest day with data; null while there is none.</param>
/// <param name="Example">A procurement whose packages are linked as an example; empty while there is none.</param>
/// <param name="PerMinute">Requests a minute that one source may make.</param>
internal sealed record OpenDataView(
    long Releases, long Procurements, IReadOnlyList<MonthView> Months, DateOnly? LatestDay, string Example, string ExampleTitle, string OcidPrefix, string Publisher, string License, int PerMinute, IReadOnlyList<string> Extensions);

/// <summary>A month of the bulk data.</summary>
internal sealed record MonthView(string Period, long Releases, int Days);

internal static class OpenDataPage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapTwin<OpenDataView>(
        "/open-data", Read, "/OpenData/OpenData.cshtml", _ => new PageHead("开放数据") { Column = "开放数据", Description = "政府采购全流程公开信息的批量下载、变更流和接口，采用开放合同数据标准 OCDS 1.1.5" }, "开放数据概况");

    private static async Task<Outcome<OpenDataView>> Read(Asked asked)
    {
        var publication = OpenDataEndpoints.PublicationOf(asked.Http);
        var (days, procurements, example) = await asked.Read(async db => (
            await DataSet.Days(db), await db.ExecuteScalarAsync<long>($"select count(distinct procurement_id) from chain_fact where {DataSet.OfReleases}"),
            (await db.QueryAsync<(string Id, string Title)>("select id, title from procurement_page where title <> '' order by last_at desc, id limit 1")).FirstOrDefault()));
        return new OpenDataView(
            days.Sum(d => d.Releases), procurements, [.. days.GroupBy(d => Period.MonthOf(d.Day).Name).Select(m => new MonthView(m.Key, m.Sum(d => d.Releases), m.Count())).OrderByDescending(m => m.Period, StringComparer.Ordinal)],
            days.Count > 0 ? days[^1].Day : null, example.Id ?? "", example.Title ?? "", publication.Prefix, publication.Publisher, Packages.License, asked.Http.Site().Limits.Read, [.. Standard.Extensions(publication.Site)]);
    }
}
