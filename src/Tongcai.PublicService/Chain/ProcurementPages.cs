using Tongcai.Law;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Chain;

/// <summary>项目全链。</summary>
internal static class ProcurementPages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapTwin<ProcurementView>("/procurements/{id}", Read, "/Chain/Procurement.cshtml",
        view => new PageHead(view.Title)
        {
            Column = "项目全链", ColumnType = "政府采购项目", ContentSource = view.Purchaser, Keywords = $"{view.Code} {view.Catalogue}", Trail = [new("信息公告", "/notices")], Heading = false, Under = "/notices",
        },
        "项目全链：从预算到支付的全部公开事实");

    private static async Task<Outcome<ProcurementView>> Read(Asked asked) =>
        await asked.Read(db => ProcurementChain.Load(db, asked["id"])) is { } chain && ProcurementView.Of(chain, asked.Today) is { } view ? view : Pages.Missing;
}
