using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bonds;

/// <summary>投标保证金页。<c>GET /procurements/{id}/bonds</c>: after the opening, all bonds to purchaser and agency, its own to a supplier; before it there is nothing to see for anybody.</summary>
/// <param name="RequiredFen">What the tender document asks for; 0: none.</param>
public sealed record BondPage(string Id, string Title, string Code, string Method, long RequiredFen, bool Opened, IReadOnlyList<BondLine> Lines, IReadOnlyList<NavItem> Acts)
{
    public static readonly Access Readers = Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.None, Role.Supplier);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery("/procurements/{id}/bonds", Readers, Read, "/16-Bonds/BondPage.cshtml", "投标保证金");

    private static async Task<BondPage?> Read(QueryContext context)
    {
        if (await context.Read(db => BondCase.Load(db, context["id"])) is not { Procurement.NoticedOn: not null } c)
            return null;
        var supplier = context.Actor.Is(Role.Supplier);
        var today = context.Now.BeijingDate();
        var lines = c.Bonds.Where(b => !supplier || b.SupplierId == context.Actor.OrganisationId).Select(b => BondLine.Of(b, c.Tender.Document.Value.Lots.FirstOrDefault(l => l.LotId == b.LotId)?.Title ?? "", c.Due(b), today)).ToList();
        context.Http.Response.Headers.CacheControl = "no-store";
        var home = $"/procurements/{c.Procurement.Id}/bonds";
        List<NavItem> acts = [];
        if (!supplier && c.Bonds.Any(b => ReturnBond.Decide(b, c.Due(b)).Value is not null))
            acts.Add(new(ReturnBond.Act.Title, home + "/return"));
        if (context.Actor.Is(Role.Purchaser) && c.Bonds.Any(b => b.State is "sound" or "wanting" && b.GivenFen > 0))
            acts.Add(new(ClaimBond.Act.Title, home + "/claim"));
        return new(c.Procurement.Id, c.Procurement.Title, c.Procurement.Code, c.Procurement.Method, c.Tender.Document.Value.BondFen, c.Procurement.Stage >= Stage.Opened && c.Procurement.OpenedAt is not null, lines, acts);
    }
}

/// <summary>一笔保证金。</summary>
/// <param name="Late">Whether the last lawful day has gone by without its return, or it was returned after it.</param>
public sealed record BondLine(string BidId, string SupplierName, string LotTitle, string Form, string Issuer, string Number, long GivenFen, string State, string Reason, DateOnly? DueOn, string DueRule, DateOnly? SettledOn, bool Late)
{
    public static BondLine Of(BidBondRow bond, string lotTitle, BondDue? due, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(bond);
        return new(
            bond.Id, bond.SupplierName, lotTitle, bond.Form switch { "guarantee" => "保函", "deposit" => "转账", _ => "没有写明" }, bond.Issuer, bond.Number, bond.GivenFen, bond.State, bond.Reason, due?.Due, due?.Limit.Id ?? "", bond.SettledOn,
            due is { } d && bond.GivenFen > 0 && bond.State != "claimed" && (bond.SettledOn ?? today) > d.Due);
    }

    /// <summary>In Chinese.</summary>
    public string Words => State switch
    {
        "sound" => "已核实", "wanting" => "不符合要求", "returning" => "正在退还", "returned" => "已退还", "claiming" => "正在要求支付", "claimed" => "已支付给采购人", _ => State,
    };
}
