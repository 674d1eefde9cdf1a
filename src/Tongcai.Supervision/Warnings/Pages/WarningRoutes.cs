using Tongcai.Platform.Acts;
using Tongcai.Supervision.Warnings.Loop;

namespace Tongcai.Supervision.Warnings.Pages;

/// <summary>预警的页面。Every page is a query: the same object as JSON under /api/v1 and as a page for people.</summary>
public static class WarningRoutes
{
    public static void MapWarningPages(this IEndpointRouteBuilder routes)
    {
        var supervisors = Access.To(Owner.None, Role.Supervisor);
        routes.MapQuery("/warnings", supervisors, WarningList.Read, "/Warnings/Pages/Warnings.cshtml", "预警");
        routes.MapQuery("/warnings/{warning}", WarningCase.Officers, WarningView.Read, "/Warnings/Pages/WarningPage.cshtml", "预警");
        routes.MapGet("/warnings/{warning}/case.zip", CaseFile.Send).WithMetadata(WarningCase.Officers).WithSummary("导出案卷");
        routes.MapQuery("/warning-rules", supervisors, DetectorList.Read, "/Warnings/Pages/WarningRules.cshtml", "预警规则");
        routes.MapQuery("/warning-rules/{rule}", supervisors, DetectorView.Read, "/Warnings/Pages/WarningRulePage.cshtml", "预警规则");
        routes.MapQuery("/warning-statistics", supervisors, WarningStatistics.Read, "/Warnings/Pages/WarningStatistics.cshtml", "预警统计");
        routes.MapQuery("/my/inquiries", Access.To(Owner.None, Role.Supplier, Role.Purchaser, Role.Agency), InquiryList.Read, "/Warnings/Pages/Inquiries.cshtml", "核查询问");
        routes.MapQuery("/inquiries/{inquiry}", WarningCase.Officers.Or(AskParty.Inquired, Role.Supplier, Role.Purchaser, Role.Agency), InquiryView.Read, "/Warnings/Pages/Inquiry.cshtml", "核查询问");
    }
}
