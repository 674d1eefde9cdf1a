using System.Data.Common;
using Dapper;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Figures;

namespace Tongcai.PublicService.Parties;

/// <summary>当事人的种类。Whose pages there are.</summary>
/// <param name="Code">Word of the address, e.g. buyers.</param>
/// <param name="Column">Column that names the organisation in rows of lots, and of procurements unless it is the supplier's.</param>
internal sealed record PartyKind(string Code, string Title, Role Role, string Column, string ScoreSubject)
{
    /// <summary>Address of its list.</summary>
    public string Href => "/" + Code;

    public static readonly PartyKind Buyer = new("buyers", "采购人", Role.Purchaser, "purchaser_id", "purchaser");
    public static readonly PartyKind Supplier = new("suppliers", "供应商", Role.Supplier, "supplier_id", "supplier");
    public static readonly PartyKind Agency = new("agencies", "采购代理机构", Role.Agency, "agency_id", "agency");

    public static readonly IReadOnlyList<PartyKind> All = [Buyer, Supplier, Agency];
}

/// <summary>名录的一行。</summary>
/// <param name="CreditCode">Empty: it is not registered here.</param>
/// <param name="Number">Procurements of a buyer or agency, lots won of a supplier.</param>
/// <param name="AmountFen">Awarded.</param>
internal sealed record PartyLine(string Id, string Name, string CreditCode, string Region, string Size, long Number, long AmountFen);

/// <summary>主体名录：everybody registered in a role and everybody that public facts name in it, by amount. Nobody is named by a bid that is not opened.</summary>
internal sealed record PartyDirectory(IReadOnlyDictionary<PartyKind, IReadOnlyList<PartyLine>> Lines)
{
    public static async Task<PartyDirectory> Of(DbConnection db)
    {
        var organisations = (await db.All<Organisation>()).ToDictionary(o => o.Id);
        return new(new Dictionary<PartyKind, IReadOnlyList<PartyLine>>
        {
            [PartyKind.Buyer] = Merged(PartyKind.Buyer, organisations, await db.QueryAsync<Sum>(
                "select purchaser_id as id, max(purchaser_name) as name, max(region) as region, count(*) as number, cast(coalesce(sum(award_fen), 0) as bigint) as fen from procurement_page where purchaser_id <> '' group by purchaser_id")),
            [PartyKind.Supplier] = Merged(PartyKind.Supplier, organisations, await db.QueryAsync<Sum>(
                $"select supplier_id as id, max(supplier_name) as name, '' as region, count(*) as number, cast(coalesce(sum(award_fen), 0) as bigint) as fen from lot_outcome where {LotOutcome.InForce} and supplier_id <> '' group by supplier_id")),
            [PartyKind.Agency] = Merged(PartyKind.Agency, organisations, await db.QueryAsync<Sum>(
                "select agency_id as id, max(agency_name) as name, '' as region, count(*) as number, cast(coalesce(sum(award_fen), 0) as bigint) as fen from procurement_page where agency_id <> '' group by agency_id")),
        });
    }

    private static IReadOnlyList<PartyLine> Merged(PartyKind kind, Dictionary<string, Organisation> organisations, IEnumerable<Sum> sums)
    {
        var named = sums.ToDictionary(s => s.Id);
        var registered = organisations.Values.Where(o => o.Roles.Value.Contains(kind.Role) && !named.ContainsKey(o.Id)).Select(o => new Sum { Id = o.Id, Name = o.Name });
        return
        [
            .. named.Values.Concat(registered)
                .Select(s => organisations.GetValueOrDefault(s.Id) is { } o ? new PartyLine(s.Id, o.Name, o.CreditCode, o.Region, o.Size, s.Number, s.Fen) : new PartyLine(s.Id, s.Name, "", s.Region, "", s.Number, s.Fen))
                .OrderByDescending(l => l.AmountFen).ThenByDescending(l => l.Number).ThenBy(l => l.Name, StringComparer.Ordinal).ThenBy(l => l.Id, StringComparer.Ordinal),
        ];
    }

    private sealed record Sum
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Region { get; init; } = "";
        public long Number { get; init; }
        public long Fen { get; init; }
    }
}
