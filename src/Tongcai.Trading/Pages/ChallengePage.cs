using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>质疑页。Only the parties see it.</summary>
public sealed record ChallengePage(
    string Id, string ProcurementId, string ProcurementTitle, string Supplier, string About, IReadOnlyList<string> Items, string Facts, string LegalBasis, DateOnly LodgedOn, DateOnly AnswerBy,
    string? Answer, bool Upheld, DateOnly? AnsweredOn, IReadOnlyList<Offer> Offers, string Complain)
{
    public static readonly Access Readers = Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.Bidder, Role.Supplier);

    internal static async Task<ChallengePage?> Read(QueryContext context)
    {
        var (challenge, procurement) = await context.Read(async db =>
        {
            var c = await db.Get<Challenge>(context["challenge"]);
            return (c, await db.Get<Procurement>(c.ProcurementId));
        });
        return new(
            challenge.Id, procurement.Id, procurement.Title, challenge.SupplierName, challenge.About switch { "document" => "采购文件", "process" => "采购过程", _ => procurement.Words().Win + "结果" },
            challenge.Items.Value, challenge.Facts, challenge.LegalBasis, challenge.LodgedOn, challenge.AnswerBy, challenge.Answer, challenge.Upheld, challenge.AnsweredOn,
            challenge.AnsweredOn is null
                ? Pages.Offers.Of(context, ["answer-challenge"], path => path.Replace("{challenge}", challenge.Id, StringComparison.Ordinal), ProcurementPage.OwnedKinds(procurement, context.Actor))
                : [],
            challenge.SupplierId == context.Actor.OrganisationId && context.Http.RequestServices.GetRequiredService<IConfiguration>()["Authority:Address"] is { Length: > 0 } authority
                ? $"{authority.TrimEnd('/')}/complaints/new"
                : "");
    }
}
