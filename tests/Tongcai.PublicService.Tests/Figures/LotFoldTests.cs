using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Figures;

namespace Tongcai.PublicService.Tests.Figures;

/// <summary>What the facts of one procurement make of the rows of its lots.</summary>
public sealed class LotFoldTests
{
    private static readonly SampleChain Tender = new("aaaaaaaaaaaaaaaaaaaaaaaaaa");

    private static ProcurementChain Chain(params IEnumerable<IFact> facts)
    {
        var page = new ProcurementPage { Id = Tender.Id, Ledger = "trade.test/ledger" };
        List<Recorded> all = [];
        foreach (var (i, fact) in facts.Index())
        {
            var row = new ChainFact { Id = $"f{i}", ProcurementId = Tender.Id, Kind = FactKinds.Published.Of(fact).Kind, At = SampleChain.At(2026, 4, 1, 9).AddHours(i), Ledger = page.Ledger, LeafIndex = i };
            if (fact is not BudgetApproved) page = PageFold.Apply(page, fact, row.At);
            all.Add(new(row, fact));
        }

        return new(page, all);
    }

    private static LotOutcome Only(ProcurementChain chain) => Assert.Single(LotFold.Of(chain.Page!, chain).Lots);

    [Fact]
    public void A_tender_paid_in_full_is_one_lot_with_bids_award_fee_contract_and_payment()
    {
        var chain = Chain(Tender.Trading.Select(s => s.Fact));
        var (lots, payments) = LotFold.Of(chain.Page!, chain);
        var lot = Assert.Single(lots);
        Assert.Equal((3, 452_360_000L, 452_360_000L, 452_360_000L, 3_200_000L), (lot.Bidders, lot.AwardFen, lot.ContractFen, lot.PaidFen, lot.AgencyFeeFen));
        Assert.Equal((126L, "套", "A02102100", SampleChain.Supplier, false), (lot.Quantity, lot.Unit, lot.CatalogueCode, lot.SupplierId, lot.Undone));
        Assert.False(Assert.Single(payments).Late);
    }

    [Fact]
    public void Before_the_opening_nothing_of_a_lot_stands_anywhere() => Assert.Empty(LotFold.Of(Chain(Tender.Trading.Take(7).Select(s => s.Fact)).Page!, Chain(Tender.Trading.Take(7).Select(s => s.Fact))).Lots);

    [Fact]
    public void Another_winner_takes_the_place_of_the_first_and_the_fee_is_counted_once()
    {
        var again = Tender.Result with { NoticeId = "again", PublishedOn = new(2026, 6, 10), Lots = [Tender.Result.Lots[0] with { BidId = "bid2", SupplierId = "org-b", SupplierName = "乙公司", PriceFen = 460_000_000 }] };
        var lot = Only(Chain(Tender.Notice, Tender.Result, Tender.Contract, again));
        Assert.Equal(("org-b", 460_000_000L, "", 0L, 3_200_000L), (lot.SupplierId, lot.AwardFen, lot.ContractId, lot.ContractFen, lot.AgencyFeeFen));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("lot1", true)]
    [InlineData("lot2", false)]
    public void What_was_ended_after_its_result_counts_no_more_until_it_is_awarded_anew(string lotId, bool undone)
    {
        var ended = new ProcurementEnded(Tender.Id, "annulled", lotId.Length > 0 ? [lotId] : [], "C001", "撤销", new(2026, 6, 1));
        Assert.Equal(undone, Only(Chain(Tender.Notice, Tender.Result, ended)).Undone);
        Assert.False(Only(Chain(Tender.Notice, Tender.Result, ended, Tender.Result)).Undone);
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(13, true)]
    public void A_payment_is_late_the_day_after_its_last_day(int day, bool late)
    {
        var chain = Chain(Tender.Notice, Tender.Result, Tender.Contract, new PaymentMade(Tender.Id, Tender.Contract.ContractId, "pay1", 100, new(2026, 8, day), new(2026, 8, 12), 100, "GK-1"));
        Assert.Equal(late, Assert.Single(LotFold.Of(chain.Page!, chain).Payments).Late);
    }

    [Fact]
    public void A_call_off_is_a_lot_at_its_unit_price_and_its_contract_belongs_to_it()
    {
        var document = SampleChain.Document with { Lots = [new("x-1", 1, "台式计算机", "A02010105", 10, "台", 40_000_00, 40_000_00, "none", "")] };
        var entrant = new FrameworkEntrant("e1", 1, "org-s", "供应商", "", "", 1, 400_000, "台", 0, "");
        var lot = Only(Chain(
            new DocumentDisclosed(Tender.Id, document),
            new CallOffAwarded(Tender.Id, "n", "fw", "KJ-1", "框架", "C-1", "采购计算机", SampleChain.School, "学校", "", "410100", "A02010105", "direct", entrant, 10, 400_000, 4_000_000, "选定", new(2026, 5, 1)),
            Tender.Contract with { LotId = "x-1", SupplierId = "org-s", PriceFen = 4_000_000 }));
        Assert.Equal(("org-s", 10L, 4_000_000L, 4_000_000L, (int?)null), (lot.SupplierId, lot.Quantity, lot.AwardFen, lot.ContractFen, lot.Bidders));
    }

    [Fact]
    public void Rows_that_stand_as_they_should_are_not_written_again()
    {
        var chain = Chain(Tender.Trading.Select(s => s.Fact));
        var (lots, payments) = LotFold.Of(chain.Page!, chain);
        Assert.Empty(LotFold.Write(chain, [.. lots.Select(l => l with { Version = 3 })], payments).Changes);
        var change = Assert.Single(LotFold.Write(chain, [.. lots.Select(l => l with { Version = 3, AwardFen = 1 })], payments).Changes);
        Assert.Equal((ChangeKind.Update, 3L), (change.Kind, change.Row.Version));
    }
}
