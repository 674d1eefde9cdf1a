using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Contracts;

/// <summary>起草合同：from the data, once the award letter has gone out and no 质疑 holds it back.</summary>
public static class DraftContract
{
    public sealed record Request([property: Field("采购包", Choices = "lots")] string LotId);

    public static readonly Act Act = new("draft-contract", "起草合同", "/procurements/{id}/contract", Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency))
    {
        Rules = [ContractRules.WrittenForm, ContractRules.Clauses, ContractRules.NoSubstantiveChange, ContractRules.HeldByChallenge, TimeLimits.ContractSigning],
        Button = "生成合同文本",
        Intro = "合同文本由招标文件和中标人的投标文件生成，双方核对后签名；价款、标的、期限不能改动。",
    };

    /// <param name="lot">Terms of the lot asked for; null when the document has none of that id.</param>
    /// <param name="award">Its award; null when none was decided.</param>
    /// <param name="bid">The winning bid as opened.</param>
    /// <param name="existing">A contract already made for the lot.</param>
    public static Outcome<Contract> Decide(
        Procurement procurement, TenderDocument document, LotTerms? lot, Award? award, BidContent? bid, Contract? existing, string id, string number)
    {
        if (Standstill.Check(procurement, "起草合同", Stage.Published, Stage.Contracted) is { } standing)
            return standing;
        if (lot is null || award is null || bid is null)
            return AwardRules.AwardLetter.Refuse("这个采购包没有中标人。", "选择已经定标的采购包。", "/lotId");
        List<Refusal> refusals = [];
        refusals.Unless(award.LetterOn is not null && award.ContractBy is not null, AwardRules.AwardLetter, "中标通知书还没有发出。", "先公告中标结果并发出中标通知书。");
        refusals.Unless(existing is null, ContractRules.NoUnilateralChange, $"这个采购包已有合同 {existing?.Number}。", "打开该合同办理签名。", "/lotId");
        refusals.Unless(procurement.ContractHold is null, ContractRules.HeldByChallenge, "有质疑可能影响中标结果，尚未答复。", "答复质疑后再签订合同；质疑在项目页可见。");
        return refusals.Count > 0
            ? refusals
            : new Contract
            {
                Id = id,
                ProcurementId = procurement.Id,
                LotId = lot.LotId,
                Number = number,
                PurchaserId = procurement.PurchaserId,
                SupplierId = award.SupplierId,
                SupplierName = award.SupplierName,
                PriceFen = award.PriceFen,
                Text = ContractText.Write(procurement, number, lot, document, bid, award.PriceFen),
                SignBy = award.ContractBy!.Value,
            };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var id = RandomId.New();
        var outcome = await context.Read(async db =>
        {
            var procurement = await db.Get<Procurement>(context["id"]);
            var document = await db.DocumentOf(procurement.Id);
            var award = await db.Find<Award>(request.LotId);
            var bids = award is null ? [] : await Negotiating.Standing(db, procurement);
            var bid = bids.FirstOrDefault(b => b.Id == award!.BidId);
            var existing = await db.First<Contract>("lot_id = @LotId", request);
            var lot = document.Lots.FirstOrDefault(l => l.LotId == request.LotId);
            return Decide(procurement, document, lot, award, bid?.Content.Value, existing, id, $"{procurement.Code}-H{lot?.Number}");
        });
        return outcome.Value is { } contract
            ? new Done(
                Commit.Empty.Insert(contract).Record(new ContractDrafted(contract.ProcurementId, contract.LotId, contract.Id, contract.Number, contract.SupplierId), context.Actor.OrganisationId, contract.SupplierId),
                "合同文本已生成，请双方签名", $"/contracts/{contract.Id}", new { contractId = contract.Id })
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var awards = await context.Read(async db => (await db.QueryAsync<Award>(
            "SELECT a.* FROM award a WHERE a.procurement_id = @id AND NOT EXISTS (SELECT 1 FROM contract c WHERE c.lot_id = a.id)", new { id = context["id"] })).ToList());
        context.Offer("lots", awards.Select(a => new Choice(a.Id, $"{a.SupplierName}　{Yuan.Text(a.PriceFen)} 元")));
        return awards.Count == 1 ? new Request(awards[0].Id) : null;
    }
}
