using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.SingleSource;

/// <summary>协商页。With whom, when, who negotiates, the last offer, the record and who has signed it; the supplier sees its own offer and the requirements.</summary>
public sealed record SourcePage(
    string Id, string Title, string Code, string Stage, string Supplier, DateTimeOffset? MeetingAt, string Place, IReadOnlyList<string> Staff, int OfferCount, BidContent? Offer, string Cost,
    SourceRecorded? Record, IReadOnlyList<string> Signed, IReadOnlyList<RequirementItem> Requirements, IReadOnlyList<NavItem> Acts, string Heading)
{
    public static readonly Access Readers = Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.Expert, Role.Purchaser, Role.Agency).Or(Owner.Bidder, Role.Supplier);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery("/procurements/{id}/source", Readers, Read, "/15-SingleSource/SourcePage.cshtml", "单一来源协商");

    private static async Task<SourcePage?> Read(QueryContext context)
    {
        if (await SourceCase.Load(context) is not { } c || !c.Procurement.MethodRow().OneSupplier)
            return null;
        var signed = await context.Read(db => db.Where<Evaluation.ReportSignature>("procurement_id = @Id order by signed_at", new { c.Procurement.Id }));
        var supplier = c.Meeting?.SupplierId == context.Actor.OrganisationId;
        var member = c.Seats.Any(s => s.AccountId == context.Actor.AccountId);
        var home = $"/procurements/{c.Procurement.Id}";
        var standing = Standstill.Check(c.Procurement) is not null;
        IEnumerable<NavItem> acts = standing ? [] : (c.Procurement.Stage, supplier) switch
        {
            (Planning.Stage.Confirmed, false) => [new(InviteSource.Act.Title, home + "/source/invitation")],
            (Planning.Stage.Opened, true) => [new(OfferSource.Act.Title, home + "/source/offer")],
            (Planning.Stage.Opened, false) => [new(RecordSource.Act.Title, home + "/source/record"), new(EndSource.Act.Title, home + "/source/ending")],
            (Planning.Stage.Evaluating, false) when member && signed.All(s => s.AccountId != context.Actor.AccountId) => [new("签署协商情况记录", home + "/report/signature")],
            _ => [],
        };
        return new(
            c.Procurement.Id, c.Procurement.Title, c.Procurement.Code, StageNames.Of(c.Procurement.Stage, c.Procurement.Words()), c.Meeting?.SupplierName ?? "", c.Meeting?.MeetingAt, c.Meeting?.Place ?? "",
            [.. c.Seats.Select(s => $"{s.Name}（{s.Ground}）")], c.Meeting?.Offers ?? 0, c.Meeting?.Offer.Value, c.Meeting?.Cost ?? "", supplier ? null : c.Meeting?.Record.Value,
            supplier ? [] : [.. signed.Select(s => $"{s.Name}{(s.Dissent.Length > 0 ? $"（不同意见：{s.Dissent}）" : "")}")], c.Document.Requirements, [.. acts.Select(a => a with { Text = c.Procurement.Words().Say(a.Text) })], c.Procurement.Words().Say("单一来源协商"));
    }
}
