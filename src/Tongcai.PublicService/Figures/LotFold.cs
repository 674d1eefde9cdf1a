using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Figures;

/// <summary>What the facts of a procurement make of the rows of its lots. Pure, and anew from the whole chain each time, so that a row is never the sum of what was once believed.</summary>
internal static class LotFold
{
    private static readonly HashSet<Type> Read =
        [typeof(BidsOpened), typeof(ResultPublished), typeof(CallOffAwarded), typeof(ContractPublished), typeof(PaymentMade), typeof(ProcurementEnded), typeof(DocumentDisclosed)];

    /// <summary>Whether the fact says something that rows of lots or payments keep.</summary>
    public static bool Reads(IFact fact) => Read.Contains(fact.GetType());

    /// <summary>Writes what is different from the rows that stand; a row is made when a lot is first opened or awarded and stays.</summary>
    public static Commit Write(ProcurementChain chain, IReadOnlyList<LotOutcome> standing, IReadOnlyList<PublicPayment> paid)
    {
        if (chain.Page is not { } page) return Commit.Empty;
        var (lots, payments) = Of(page, chain);
        var (known, done) = (standing.ToDictionary(l => l.Id), paid.Select(p => p.Id).ToHashSet(StringComparer.Ordinal));
        var commit = Commit.Empty;
        foreach (var lot in lots)
        {
            var next = lot with { Version = known.GetValueOrDefault(lot.Id)?.Version ?? 0 };
            if (next != known.GetValueOrDefault(lot.Id)) commit = commit.Put(next);
        }

        return payments.Where(p => !done.Contains(p.Id)).Aggregate(commit, (all, p) => all.Insert(p));
    }

    /// <summary>The lots that were opened or awarded, and the payments, as the procurement's own ledger tells them.</summary>
    public static (IReadOnlyList<LotOutcome> Lots, IReadOnlyList<PublicPayment> Payments) Of(ProcurementPage page, ProcurementChain chain)
    {
        Dictionary<string, LotOutcome> lots = new(StringComparer.Ordinal);
        Dictionary<string, string> bids = new(StringComparer.Ordinal);
        List<PublicPayment> payments = [];
        LotOutcome Lot(string id) => lots.GetValueOrDefault(id) ?? new LotOutcome { Id = $"{page.Id}~{id}", ProcurementId = page.Id, LotId = id };
        foreach (var recorded in chain.Facts.Where(f => f.Row.Ledger == page.Ledger))
        {
            switch (recorded.Fact)
            {
                case BidsOpened f:
                    foreach (var opened in f.Bids.GroupBy(b => b.LotId))
                        lots[opened.Key] = Lot(opened.Key) with { Bidders = opened.Count(), OpenedOn = f.OpenedAt.BeijingDate() };
                    break;
                case ResultPublished f:
                    foreach (var (i, won) in f.Lots.Index())
                    {
                        // Another bid in the place of the first has no contract yet.
                        var before = bids.GetValueOrDefault(won.LotId) is { } bid && bid != won.BidId ? WithoutContract(Lot(won.LotId)) : Lot(won.LotId);
                        bids[won.LotId] = won.BidId;
                        lots[won.LotId] = before with
                        {
                            SupplierId = won.SupplierId, SupplierName = won.SupplierName, SmeDeclaration = won.SmeDeclaration, AwardFen = won.PriceFen, ResultOn = f.PublishedOn, Undone = false,
                        };
                        if (i == 0 && f.AgencyFeeFen > 0) Charge(lots, won.LotId, f.AgencyFeeFen);
                    }

                    break;
                case CallOffAwarded f when chain.Document is { Lots: [var only, ..] }:
                    lots[only.LotId] = Lot(only.LotId) with { SupplierId = f.Entrant.SupplierId, SupplierName = f.Entrant.SupplierName, AwardFen = f.PriceFen, ResultOn = f.PublishedOn, Undone = false };
                    break;
                case ContractPublished f:
                    lots[f.LotId] = Lot(f.LotId) with { ContractId = f.ContractId, ContractNumber = f.Number, ContractFen = f.PriceFen, SignedOn = f.SignedOn, SmeReserved = f.SmeReserved };
                    break;
                case PaymentMade f when lots.Values.FirstOrDefault(l => l.ContractId == f.ContractId) is { } of:
                    lots[of.LotId] = of with { PaidFen = of.PaidFen + f.AmountFen };
                    payments.Add(new()
                    {
                        Id = recorded.Row.Id, ProcurementId = page.Id, ContractNumber = of.ContractNumber, PurchaserId = page.PurchaserId, SupplierId = of.SupplierId, SupplierName = of.SupplierName, AmountFen = f.AmountFen,
                        PaidOn = f.PaidOn, DueOn = f.DueOn, Late = f.PaidOn > f.DueOn,
                    });
                    break;
                case ProcurementEnded f:
                    foreach (var lot in lots.Values.Where(l => l.ResultOn is not null && (f.LotIds.Count == 0 || f.LotIds.Contains(l.LotId))).ToList())
                        lots[lot.LotId] = lot with { Undone = true };
                    break;
            }
        }

        var terms = (chain.Document?.Lots ?? []).DistinctBy(l => l.LotId).ToDictionary(l => l.LotId, StringComparer.Ordinal);
        return ([.. lots.Values.Select(l => Named(l, page, terms.GetValueOrDefault(l.LotId))).OrderBy(l => l.Id, StringComparer.Ordinal)], payments);
    }

    private static LotOutcome WithoutContract(LotOutcome lot) => lot with { ContractId = "", ContractNumber = "", ContractFen = 0, SignedOn = null, SmeReserved = false, PaidFen = 0 };

    /// <summary>A later result says the fee anew.</summary>
    private static void Charge(Dictionary<string, LotOutcome> lots, string lotId, long feeFen)
    {
        foreach (var lot in lots.Values.ToList()) lots[lot.LotId] = lot with { AgencyFeeFen = lot.LotId == lotId ? feeFen : 0 };
    }

    private static LotOutcome Named(LotOutcome lot, ProcurementPage page, LotTerms? terms) => lot with
    {
        Title = page.Title, PurchaserId = page.PurchaserId, PurchaserName = page.PurchaserName, AgencyId = page.AgencyId, AgencyName = page.AgencyName, Region = page.Region, Method = page.Method,
        CatalogueCode = terms is { CatalogueCode.Length: > 0 } ? terms.CatalogueCode : page.CatalogueCode, Item = terms?.Title ?? "", Quantity = terms?.Quantity ?? 0, Unit = terms?.Unit ?? "",
    };
}
