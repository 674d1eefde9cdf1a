using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Frameworks;

/// <summary>框架协议：its procurement, document and entrants, read in one snapshot.</summary>
/// <param name="Entrants">Of the framework, in the order of lots and ranks.</param>
public sealed record FrameworkCase(Procurement Procurement, TenderDocument Document, IReadOnlyList<Entrant> Entrants)
{
    public FrameworkTerms Terms => Procurement.Framework.Value!;

    public bool IsOpen => Procurement.IsOpenFramework();

    /// <summary>The framework that entrants belong to: the procurement itself or the one it supplements.</summary>
    public string FrameworkId => Terms.Supplements.Length > 0 ? Terms.Supplements : Procurement.Id;

    /// <summary>Whether contracts may be awarded under it, its term and a standstill aside.</summary>
    public bool InForce => Terms.From is not null && Terms.Supplements.Length == 0 && Procurement.Stage == Stage.Published;

    /// <summary>Entrants of a lot whose agreement is in force, in the order of ranks.</summary>
    public IReadOnlyList<Entrant> Active(int lot) => [.. Entrants.Where(e => e.LotNumber == lot && e.State == EntrantState.Active).OrderBy(e => e.Rank)];

    /// <summary>Entries of the list of severe dishonesty about its entrants, past ones too.</summary>
    public ILookup<string, ListedEntry> Listings { get; init; } = Array.Empty<ListedEntry>().ToLookup(_ => "");

    /// <summary>Refuses an entrant that is on the list of severe dishonesty on a day.</summary>
    public Refusal? Listed(Entrant entrant, DateOnly day, string pointer = "")
    {
        ArgumentNullException.ThrowIfNull(entrant);
        return CreditRules.CheckParticipant(entrant.SupplierName, Listings[entrant.SupplierId], day, pointer);
    }

    /// <summary>The entry of a supplier in a lot, one in force before one that is not; null when it has none.</summary>
    public Entrant? EntryOf(int lot, string supplierId) => Entrants.Where(e => e.LotNumber == lot && e.SupplierId == supplierId).OrderByDescending(e => e.State == EntrantState.Active).FirstOrDefault();

    /// <summary>Whose turn it is in a lot: the fewest turns, then the rank; whoever is listed is passed over. Null when nobody is left.</summary>
    public Entrant? Turn(int lot, DateOnly day) => InTurn(lot).FirstOrDefault(e => Listed(e, day) is null);

    /// <summary>Those whose turn came before the chosen one's, each with why it was passed over.</summary>
    public IEnumerable<(Entrant Entrant, Refusal Why)> PassedOver(Entrant chosen, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        return InTurn(chosen.LotNumber).TakeWhile(e => e.Id != chosen.Id).Where(e => Listed(e, day) is not null).Select(e => (e, Listed(e, day)!));
    }

    private IEnumerable<Entrant> InTurn(int lot) => Active(lot).OrderBy(e => e.Turns).ThenBy(e => e.Rank);

    /// <summary>The framework of <c>{id}</c> in the route; null when the procurement is none.</summary>
    public static Task<FrameworkCase?> Load(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Read(db => Of(db, context["id"]));
    }

    public static async Task<FrameworkCase?> Of(DbConnection db, string id)
    {
        if (await db.Find<Procurement>(id) is not { Framework.Value: { } terms } procurement)
            return null;
        var framework = terms.Supplements.Length > 0 ? terms.Supplements : id;
        var entrants = await db.Where<Entrant>("framework_id = @framework order by lot_number, rank, applied_on, id", new { framework });
        return new(procurement, await db.DocumentOf(id), entrants) { Listings = await db.ListingsOf(entrants.Select(e => e.SupplierId).Distinct()) };
    }

    /// <summary>Refuses an act of the other form, and a step out of turn.</summary>
    public Refusal? Turn(string act, bool open, params ReadOnlySpan<Stage> stages) =>
        IsOpen != open ? FrameworkRules.ClosedIsTheRule.Refuse($"本项目是{FrameworkWords.Form(Terms.Form)}框架协议，没有“{act}”。", "按方案确定的形式办理。") : Standstill.Check(Procurement, act, stages);
}
