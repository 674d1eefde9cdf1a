using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.Trading.Bidding;

/// <summary>环境自检: what a bidder can find out before the last hour: its certificates' days, its clock, its connection, its browser. Nothing of it is kept.</summary>
/// <param name="SystemNow">The platform's system time, with which the own clock is compared.</param>
public sealed record SelfCheck(string SupplierName, DateTimeOffset Now, DateTimeOffset SystemNow, IReadOnlyList<OwnCertificate> Certificates)
{
    private const int Sample = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var suppliers = Access.To(Owner.None, Role.Supplier);
        routes.MapQuery("/self-check", suppliers, Read, "/05-Bidding/SelfCheck.cshtml", "环境自检");
        routes.MapPost("/api/v1/self-check/upload", (Delegate)Take)
            .WithMetadata(suppliers).WithSummary("上传速度自检，收到的内容不保存");
    }

    private static async Task<IResult> Take(HttpContext http) => await RequestBody.Read(http, Sample) switch
    {
        null => new Refused(HttpRules.TooLarge),
        { Length: Sample } => Results.Json(new { Bytes = Sample }, Problems.Json),
        var bytes => new Refused([BiddingRules.UnfinishedUpload.Refuse($"自检收到 {bytes.Length} 字节，应为 {Sample} 字节。", "请在环境自检页重新检查。")]),
    };

    private static async Task<SelfCheck?> Read(QueryContext context)
    {
        var system = context.Http.RequestServices.GetRequiredService<SystemTime>().GetUtcNow();
        var ends = await context.Read(async c => (await c.QueryAsync<(string Serial, DateTimeOffset NotAfter)>(
            "select serial_number, not_after from certificate where organisation_id = @id order by not_after desc", new { id = context.Actor.OrganisationId })).ToList());
        context.Http.Response.Headers.CacheControl = "no-store";
        return new(context.Actor.OrganisationName, context.Now, system, [.. ends.Select(e => new OwnCertificate(e.Serial, e.NotAfter, (e.NotAfter - system).Days))]);
    }
}

/// <summary>本单位登记的一张签名证书。</summary>
/// <param name="DaysLeft">Whole days until it ends; negative: it has ended.</param>
public sealed record OwnCertificate(string SerialNumber, DateTimeOffset NotAfter, int DaysLeft)
{
    /// <summary>What to do, by 90, 30 and 7 days; empty: nothing.</summary>
    public string Advice => DaysLeft switch
    {
        < 0 => "已经到期，请向签发机构换发并在公共服务平台重新登记，否则不能投标。",
        < 7 => "七日内到期，请立即换发并登记。",
        < 30 => "三十日内到期，请尽快换发并登记。",
        < 90 => "九十日内到期，请安排换发。",
        _ => "",
    };
}
