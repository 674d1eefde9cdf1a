using Tongcai.Exchange.Facts;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Awards;

/// <summary>中标（成交）通知书：for the winner of a lot, its purchaser and its agency; the fact <c>award.letter</c> is what it is proved by.</summary>
/// <param name="Paper">The letter.</param>
public sealed record AwardLetter(string ProcurementId, string LotId, string Title, Paper Paper)
{
    /// <summary>Whoever may ask; of the suppliers the winner of the lot alone is answered.</summary>
    public static readonly Access Readers = Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.Bidder, Role.Supplier);

    /// <summary>The letter of a lot; null before it is issued.</summary>
    public static Paper? Of(Procurement procurement, Award award, LotTerms? lot)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(award);
        if (award is not { LetterOn: { } on, ContractBy: { } by })
            return null;
        var words = procurement.Words();
        return new(words.Letter,
        [
            new("",
            [
                $"{procurement.Title}（项目编号 {procurement.Code}）{(lot is null ? "" : $"第 {lot.Number} 包 {lot.Title}")}的评审工作已经结束，经依法确定，你单位为{words.Win}供应商，{words.Win}金额 {Yuan.Text(award.PriceFen)} 元。",
                $"请自本通知书发出之日起 30 日内，即{by.InWords()}前，按照{words.Document}和你单位的{words.Offer}与采购人签订书面合同。所签订的合同不得对{words.Document}确定的事项和你单位的{words.Offer}作实质性修改。",
                $"本通知书对采购人和你单位均具有法律效力。通知书发出后，采购人改变结果，或者你单位放弃{words.Win}的，应当依法承担法律责任。",
                $"采购人联系方式：{procurement.PurchaserContact}",
            ]),
        ])
        {
            Number = procurement.Code, To = award.SupplierName,
            Signed = [procurement.PurchaserName, .. procurement.AgencyName is { } agency ? [agency] : Array.Empty<string>(), on.InWords()],
        };
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string path = "/procurements/{id}/letters/{lot}";
        routes.MapQuery(path, Readers, Read, "/09-Awards/AwardLetter.cshtml", "中标（成交）通知书");
        routes.MapPaper(path, Readers, async context => (await Read(context))?.Paper, "中标（成交）通知书");
    }

    private static async Task<AwardLetter?> Read(QueryContext context)
    {
        var (procurement, award, document) = await context.Read(async db => (await db.Get<Procurement>(context["id"]), await db.Find<Award>(context["lot"]), await db.DocumentOf(context["id"])));
        if (award is null || award.ProcurementId != procurement.Id || (context.Actor.Is(Role.Supplier) && award.SupplierId != context.Actor.OrganisationId))
            return null;
        return Of(procurement, award, document.Lots.FirstOrDefault(l => l.LotId == award.Id)) is { } paper ? new(procurement.Id, award.Id, procurement.Title, paper) : null;
    }
}
