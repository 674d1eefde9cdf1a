using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.Supervision.Complaints;

namespace Tongcai.Supervision.Pages;

/// <summary>页面。Every page is a query: the same object as JSON under /api/v1 and as a page for people.</summary>
public static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var supervisors = Access.To(Owner.None, Role.Supervisor);
        var authority = Access.To(Owner.Authority, Role.Supervisor);
        var suppliers = Access.To(Owner.None, Role.Supplier);

        routes.MapQuery("/", Access.Public, Front.Read, "/Pages/Front.cshtml", "监督公开");
        routes.MapQuery("/decisions", Access.Public, Decisions.List, "/Pages/Decisions.cshtml", "投诉处理决定");
        routes.MapQuery("/decisions/{complaint}", Access.Public, Decisions.One, "/Pages/Decision.cshtml", "投诉处理决定书");
        routes.MapPaper("/decisions/{complaint}", Access.Public, async context => (await Decisions.One(context))?.ToPaper(), "投诉处理决定书");

        routes.MapQuery("/board", supervisors, Board.Read, "/Pages/Board.cshtml", "实时在线监管");
        routes.MapQuery("/procurements/{id}", authority, ProcurementPage.Read, "/Pages/Procurement.cshtml", "项目");
        routes.MapQuery("/complaints", supervisors, ComplaintPages.List, "/Pages/Complaints.cshtml", "投诉处理");
        routes.MapQuery("/complaints/{complaint}", authority.Or(ComplaintCase.Complainant, Role.Supplier), ComplaintPages.One, "/Pages/ComplaintPage.cshtml", "投诉");
        routes.MapQuery("/orders", supervisors, OrderPages.List, "/Pages/Orders.cshtml", "指令与回执");

        routes.MapQuery("/approvals", supervisors, ApplicationList.Read, "/Pages/Applications.cshtml", "采购方式审批");
        routes.MapQuery("/approvals/{approval}", authority, ApplicationView.Read, "/Pages/Application.cshtml", "采购方式审批");

        routes.MapQuery("/my/complaints", suppliers, ComplaintPages.Mine, "/Pages/MyComplaints.cshtml", "我的投诉");
        routes.MapQuery("/complaints/new", suppliers, ComplaintPages.Challenges, "/Pages/NewComplaint.cshtml", "提起投诉");
    }
}
