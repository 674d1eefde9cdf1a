using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Trading.Pages;

/// <summary>页面。Every page is a query: the same object as JSON under /api/v1 and as a page for people.</summary>
public static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/", Access.Public, Front.Read, "/Pages/Front.cshtml", "交易平台");
        routes.MapQuery("/work", Access.SignedIn, Work.Read, "/Pages/Work.cshtml", "工作台");
        routes.MapQuery("/budget", Access.To(Owner.None, Role.Purchaser), BudgetPage.Read, "/Pages/Budget.cshtml", "预算");
        routes.MapQuery("/demands", Access.To(Owner.None, Role.Purchaser), DemandList.Read, "/Pages/DemandList.cshtml", "采购需求");
        routes.MapQuery("/demands/{demand}", Access.To(Owner.Purchaser, Role.Purchaser), DemandPage.Read, "/Pages/Demand.cshtml", "采购需求");
        routes.MapQuery("/approvals", Access.To(Owner.None, Role.Purchaser, Role.Supplier), ApprovalList.Read, "/Pages/ApprovalList.cshtml", "采购审批");
        routes.MapQuery("/approvals/{approval}", Access.To(Owner.None, Role.Purchaser, Role.Supplier), ApprovalPage.Read, "/Pages/Approval.cshtml", "采购审批");
        routes.MapQuery("/procurements", Access.SignedIn, ProcurementList.Read, "/Pages/ProcurementList.cshtml", "项目");
        routes.MapQuery("/procurements/{id}", ProcurementPage.Readers, ProcurementPage.Read, "/Pages/Procurement.cshtml", "项目");
        routes.MapQuery("/seats", Access.To(Owner.None, Role.Expert), SeatsPage.Read, "/Pages/Seats.cshtml", "我的评审");
        routes.MapQuery("/procurements/{id}/evaluation", EvaluationPage.Readers, EvaluationPage.Read, "/Pages/Evaluation.cshtml", "评审");
        routes.MapQuery("/contracts/{contract}", ContractPage.Readers, ContractPage.Read, "/Pages/Contract.cshtml", "合同");
        routes.MapQuery("/challenges/{challenge}", ChallengePage.Readers, ChallengePage.Read, "/Pages/Challenge.cshtml", "质疑");
        routes.MapQuery("/procurements/{id}/document", ProcurementPage.Readers, DocumentPage.Read, "/Pages/Document.cshtml", "招标文件");
        routes.MapPaper("/procurements/{id}/document", ProcurementPage.Readers, async context => (await DocumentPage.Read(context))?.Paper, "采购文件");
    }
}
