using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Archives;

/// <summary>一个项目的采购档案。</summary>
/// <param name="IsOver">Whether an archive made now would be the final one.</param>
public sealed record ArchiveList(string ProcurementId, string Title, string Code, bool MayFile, bool IsOver, IReadOnlyList<ArchiveLine> Items);

/// <summary>档案的查阅：purchaser and agency see and download; the supervision platform gets a package by its id, which the fact names, over the signed feed.</summary>
internal static class ArchivePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery<ArchiveList>("/procurements/{id}/archives", FileArchive.Act.Access, Read, "/14-Archives/Archives.cshtml", "采购档案");
        routes.MapGet("/procurements/{id}/archives/{archive}/package.zip", async (string id, string archive, HttpContext http, IStore store) =>
            await store.Read(c => c.Find<ArchiveRow>(archive), http.RequestAborted) is { } row && row.ProcurementId == id ? Package(http, row) : new Refused(HttpRules.NotFound))
            .WithMetadata(FileArchive.Act.Access).WithSummary("采购档案的签名包（ZIP）");
        routes.MapGet("/feed/archives/{archive}", async (string archive, HttpContext http, IStore store) =>
            http.RequestServices.GetRequiredService<Peers>().Recognise(http.Request)?.Audience is Audience.Supervision && await store.Read(c => c.Find<ArchiveRow>(archive), http.RequestAborted) is { } row ? Package(http, row) : new Refused(HttpRules.NotFound))
            .WithMetadata(Access.Peer, MachineReading.Mark).WithSummary("采购档案的签名包，供行政监督平台取用");
    }

    private static async Task<ArchiveList?> Read(QueryContext context) => await context.Read(async db => await db.Find<Procurement>(context["id"]) is { } procurement
        ? new ArchiveList(procurement.Id, procurement.Title, procurement.Code, procurement.Stage >= Stage.Published, FileArchive.IsOver(procurement), await ArchiveLine.Of(db, procurement.Id))
        : null);

    private static IResult Package(HttpContext http, ArchiveRow row)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(row.Package, "application/zip", $"{row.Id}.zip");
    }
}
