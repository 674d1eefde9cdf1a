using System.Text.Json.Serialization;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Papers;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Pages;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>框架协议列表：those that are noticed are everybody's to read; a collector also sees its own before the notice.</summary>
public sealed record FrameworkList(IReadOnlyList<FrameworkLine> Items)
{
    internal static async Task<FrameworkList?> Read(QueryContext context) => new(
        [.. (await context.Read(db => db.Where<Procurement>("method = 'KJXY' and (noticed_on is not null or purchaser_id = @OrganisationId or agency_id = @OrganisationId) order by filed_on desc, code limit 500", new { context.Actor.OrganisationId })))
            .Select(FrameworkLine.Of)]);
}

/// <summary>One line of the list.</summary>
public sealed record FrameworkLine(string Id, string Title, string Code, string Collector, string Form, string Second, DateOnly? From, DateOnly? To, string Stage, bool Running)
{
    internal static FrameworkLine Of(Procurement p)
    {
        var terms = p.Framework.Value!;
        return new(
            p.Id, p.Title, p.Code, p.PurchaserName, FrameworkWords.Form(terms.Form), FrameworkWords.Second(terms.Second), terms.From, terms.To, FrameworkPage.StageOf(p), p is { Ending: null, Stage: Planning.Stage.Published });
    }
}

/// <summary>框架协议页：terms, entrants with their prices, what was bought, and what this reader may do. Applications that are not decided are shown to the collector and their supplier only.</summary>
public sealed record FrameworkPage(
    string Id, string Title, string Code, string Collector, string Contact, string Catalogue, string Stage, FrameworkTerms Terms, IReadOnlyList<string> Words, IReadOnlyList<RequirementItem> Requirements,
    IReadOnlyList<EntrantLine> Entrants, IReadOnlyList<CallOffLine> CallOffs, IReadOnlyList<Offer> Offers)
{
    public static readonly Access Readers = Access.To(Owner.None, Role.Purchaser, Role.Agency, Role.Supplier, Role.Operator);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/frameworks", Readers, FrameworkList.Read, "/16-Frameworks/FrameworkList.cshtml", "框架协议");
        routes.MapQuery("/procurements/{id}/framework", Readers, Read, "/16-Frameworks/FrameworkPage.cshtml", "框架协议");
        routes.MapQuery("/procurements/{id}/agreements/{entrant}", Readers, AgreementPage.Read, "/16-Frameworks/AgreementPage.cshtml", "框架协议文本");
        routes.MapPaper("/procurements/{id}/agreements/{entrant}", Readers, async context => (await AgreementPage.Read(context))?.Paper, "框架协议");
    }

    /// <summary>在册, 征集 or the stage of the collection.</summary>
    internal static string StageOf(Procurement p) => p is { Ending: null, Stage: Planning.Stage.Published } ? p.IsOpenFramework() ? "在期内，随时可以申请加入" : "在期内" : StageNames.Of(p.Stage, p.Words());

    private static async Task<FrameworkPage?> Read(QueryContext context)
    {
        if (await FrameworkCase.Load(context) is not { } c)
            return null;
        var (p, actor) = (c.Procurement, context.Actor);
        var owns = ProcurementPage.OwnedKinds(p, actor);
        if (owns.Count == 0 && p.NoticedOn is null)
            return null;
        var (callOffs, procurements) = await context.Read(async db => (
            await db.Where<CallOffRow>("framework_id = @FrameworkId and entrant_id <> ''", new { c.FrameworkId }), await db.Where<Procurement>("framework_id = @FrameworkId order by filed_on desc, code", new { c.FrameworkId })));
        var mine = c.Entrants.Where(e => e.SupplierId == actor.OrganisationId).ToList();
        var shown = c.Entrants.Where(e => owns.Count > 0 || e.SupplierId == actor.OrganisationId || e.State is EntrantState.Selected or EntrantState.Active or EntrantState.Left or EntrantState.Removed);
        var standing = Standstill.Check(p)?.Reason ?? "";
        return new(
            p.Id, p.Title, p.Code, p.PurchaserName, p.PurchaserContact, $"{p.CatalogueCode} {p.CatalogueName}", StageOf(p), c.Terms, FrameworkWords.Of(c.Terms, p.EvaluationMethod), c.Document.Requirements,
            [.. shown.Select(e => EntrantLine.Of(e, owns.Count > 0 || e.SupplierId == actor.OrganisationId))],
            [.. procurements.Join(callOffs, x => x.Id, x => x.Id, (x, row) => new CallOffLine(x.Id, x.Title, x.PurchaserName, c.Entrants.FirstOrDefault(e => e.Id == row.EntrantId)?.SupplierName ?? "", row.Quantity, row.UnitPriceFen, x.BudgetFen, x.ResultOn, x.Ending is not null))],
            Pages.Offers.Of(context, ActsOf(c, actor, mine, context.Now.BeijingDate()), path => path.Replace("{id}", p.Id, StringComparison.Ordinal), owns, standing));
    }

    private static IEnumerable<string> ActsOf(FrameworkCase c, Actor actor, IReadOnlyList<Entrant> mine, DateOnly today)
    {
        var (p, collector) = (c.Procurement, c.Procurement.PurchaserId == actor.OrganisationId && actor.Is(Role.Purchaser));
        if (collector && p.Stage == Planning.Stage.Filed && c.IsOpen)
            yield return CallFramework.Act.Name;
        if (collector && p.Stage == Planning.Stage.Reported)
            yield return PublishEntry.Act.Name;
        if (p.Stage != Planning.Stage.Published)
            yield break;
        var over = today > c.Terms.To;
        if (collector && c.Entrants.Any(e => e.State == EntrantState.Applied))
            yield return ReviewJoining.Act.Name;
        if (collector && over && c.Terms.Supplements.Length == 0)
            yield return SummariseFramework.Act.Name;
        if (collector && c.Entrants.Any(e => e.State is EntrantState.Active or EntrantState.Selected))
            yield return RemoveEntrant.Act.Name;
        if (collector && !c.IsOpen && !over && c.Terms.Supplements.Length == 0)
            yield return SupplementFramework.Act.Name;
        if (actor.Is(Role.Supplier) && c.IsOpen && !over && mine.All(e => e.State != EntrantState.Removed) && c.Terms.Lots.Any(l => mine.All(e => e.LotNumber != l.Number || e.State is not (EntrantState.Applied or EntrantState.Active))))
            yield return JoinFramework.Act.Name;
        if (actor.Is(Role.Supplier) && c.IsOpen && mine.Any(e => e.State == EntrantState.Active))
            yield return LeaveFramework.Act.Name;
    }
}

/// <summary>一家入围供应商。</summary>
/// <param name="Agreement">Address of its agreement; empty: there is none, or the reader is not of its sides.</param>
public sealed record EntrantLine(int Lot, int Rank, string Name, string Address, string Contact, string Product, long UnitPriceFen, string Unit, EntrantState State, string Reason, string Agreement)
{
    internal static EntrantLine Of(Entrant e, bool side) =>
        new(e.LotNumber, e.Rank, e.SupplierName, e.Address, e.Contact, e.Product, e.UnitPriceFen, e.Unit, e.State, e.Reason, side && e.Text.Length > 0 ? $"/procurements/{e.ProcurementId}/agreements/{e.Id}" : "");
}

/// <summary>一次第二阶段成交。</summary>
public sealed record CallOffLine(string Id, string Title, string Purchaser, string Supplier, long Quantity, long UnitPriceFen, long PriceFen, DateOnly? On, bool Ended);

/// <summary>框架协议文本页, for its two sides and the agency.</summary>
public sealed record AgreementPage(string Id, string EntrantId, string Title, string Supplier, string Text, bool CollectorSigned, bool SupplierSigned, DateOnly? SignBy, DateOnly? SignedOn, bool MaySign, [property: JsonIgnore] Paper Paper)
{
    internal static async Task<AgreementPage?> Read(QueryContext context)
    {
        if (await SignAgreement.Load(context) is not (var c, var e))
            return null;
        var collector = c.Procurement.PurchaserId == context.Actor.OrganisationId;
        var may = e.State == EntrantState.Selected && (collector ? e.CollectorSignature is null && context.Actor.Holds(Post.Head) : e.SupplierId == context.Actor.OrganisationId && e.SupplierSignature is null);
        return new(
            c.Procurement.Id, e.Id, c.Procurement.Title, e.SupplierName, e.Text, e.CollectorSignature is not null, e.SupplierSignature is not null, e.SignBy, e.SignedOn, may,
            ContractPaper.Of(e.Text, "框架协议", c.Procurement.PurchaserName, e.SupplierName, e.CollectorSignature, e.SupplierSignature, e.SignedOn));
    }
}
