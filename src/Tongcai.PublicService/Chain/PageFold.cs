using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;

namespace Tongcai.PublicService.Chain;

/// <summary>What each fact makes of the row of its procurement.</summary>
public static class PageFold
{
    /// <summary>The row after the fact; the same row when the fact says nothing that lists show.</summary>
    public static ProcurementPage Apply(ProcurementPage page, IFact fact, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(page);
        var next = Apply(page, fact) with { LastAt = at > page.LastAt ? at : page.LastAt };
        return next with { SearchText = Words(next) };
    }

    private static ProcurementPage Apply(ProcurementPage page, IFact fact) => fact switch
    {
        IntentionPublished f => page with
        {
            Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, Region = f.Region, CatalogueCode = f.CatalogueCode, Method = f.Method,
            SetAside = f.SetAside, BudgetLineId = f.BudgetLineId, BudgetFen = f.BudgetFen,
        },
        SourcePublicised f => page with
        {
            Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, Region = f.Region, CatalogueCode = f.CatalogueCode, Method = Tongcai.Law.ProcurementMethods.SingleSource.Code, BudgetFen = f.BudgetFen,
        },
        PrequalificationPublished f => page with
        {
            Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, AgencyId = f.AgencyId, AgencyName = f.AgencyName, Region = f.Region,
            CatalogueCode = f.CatalogueCode, Method = f.Method, BudgetFen = f.BudgetFen,
        },
        FrameworkCalled f => page with
        {
            Code = f.Code, Title = f.Title, PurchaserId = f.CollectorId, PurchaserName = f.CollectorName, Region = f.Region, CatalogueCode = f.CatalogueCode, Method = ProcurementMethods.FrameworkAgreement.Code,
            BudgetFen = f.Document.Lots.Sum(l => l.BudgetFen), State = ProcurementState.Noticed,
        },
        FrameworkEntered f => page with { State = ProcurementState.Awarded, SupplierNames = string.Join('、', f.Lots.SelectMany(l => l.Entrants).Select(e => e.SupplierName).Distinct()) },
        FrameworkAdmitted f => page with { SupplierNames = string.Join('、', page.SupplierNames.Split('、', StringSplitOptions.RemoveEmptyEntries).Append(f.Entrant.SupplierName).Distinct()) },
        FrameworkLeft f => page with { SupplierNames = string.Join('、', page.SupplierNames.Split('、', StringSplitOptions.RemoveEmptyEntries).Where(n => n != f.SupplierName)) },
        // Only entrants may quote: its deadline is not among those that are open to everybody.
        CallOffBegun f => page with
        {
            Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, Region = f.Region, CatalogueCode = f.CatalogueCode, Method = ProcurementMethods.CallOff.Code,
            BudgetFen = f.BudgetFen, State = ProcurementState.Noticed,
        },
        CallOffAwarded f => page with
        {
            Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, Region = f.Region, CatalogueCode = f.CatalogueCode, Method = ProcurementMethods.CallOff.Code,
            BudgetFen = f.PriceFen, AwardFen = f.PriceFen, SupplierNames = f.Entrant.SupplierName, State = ProcurementState.Awarded,
        },
        AgencyEntrusted f => page with { AgencyId = f.AgencyId, AgencyName = f.AgencyName },
        NoticePublished f => page with
        {
            Code = f.Code, Title = f.Title, PurchaserId = f.PurchaserId, PurchaserName = f.PurchaserName, AgencyId = f.AgencyId, AgencyName = f.AgencyName, Region = f.Region,
            CatalogueCode = f.CatalogueCode, Method = f.Method, BudgetFen = f.BudgetFen, BidDeadline = f.BidDeadline, State = ProcurementState.Noticed,
            SetAside = f.Document.Lots.Select(l => l.SetAside).FirstOrDefault(s => s is not ("" or "none")) ?? page.SetAside,
        },
        CorrectionPublished f => page with { BidDeadline = f.BidDeadline },
        DeadlinePassed or BidsOpened or ResponsesOpened when page.State is ProcurementState.Noticed => page with { State = ProcurementState.Closed },
        ResultPublished f => page with
        {
            State = ProcurementState.Awarded, SupplierNames = string.Join('、', f.Lots.Select(l => l.SupplierName).Distinct()), AwardFen = f.Lots.Sum(l => l.PriceFen),
        },
        ContractPublished => page with { State = ProcurementState.Contracted },
        AcceptanceRecorded { Passed: true } => page with { State = ProcurementState.Accepted },
        PaymentMade f => page with { PaidFen = page.PaidFen + f.AmountFen, State = page.PaidFen + f.AmountFen >= page.AwardFen && page.AwardFen > 0 ? ProcurementState.Paid : page.State },
        ProcurementEnded { LotIds.Count: 0 } => page with { State = ProcurementState.Ended },
        OrderObeyed f => page with { Suspended = f.Kind == "suspend" },
        _ => page,
    };

    private static string Words(ProcurementPage page) => string.Join(' ',
        page.Code, page.Title, page.PurchaserName, page.AgencyName, page.SupplierNames, page.CatalogueCode, Catalogue.Find(page.CatalogueCode)?.Name, Divisions.FullName(page.Region)).ToLowerInvariant();
}
