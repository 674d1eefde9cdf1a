using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Credit;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Identity;
using Tongcai.PublicService.Inspections;
using Tongcai.PublicService.Notices;
using Tongcai.PublicService.Scores;

namespace Tongcai.PublicService.Parties;

/// <summary>登记的身份，as the public fact of the registration tells it.</summary>
/// <param name="Size">规模 as declared, in words; empty: not a firm.</param>
internal sealed record PartyIdentity(string CreditCode, string Region, string Size, string Address, DateOnly RegisteredOn);

/// <summary>一年的结果。</summary>
/// <param name="Lots">Lots with a result in force.</param>
internal sealed record PartyYear(int Year, long Lots, long AwardFen, long Contracts, long ContractFen);

/// <summary>一个项目。</summary>
internal sealed record PartyProcurement(string Id, string Title, string Method, string State, long BudgetFen, long AwardFen, DateOnly LastOn);

/// <summary>一份公开的合同。</summary>
/// <param name="Other">The other side: the supplier, or to a supplier the purchaser.</param>
internal sealed record PartyContract(string ProcurementId, string Number, string Title, string Other, string OtherId, long ContractFen, DateOnly SignedOn, long PaidFen);

/// <summary>一笔逾期支付。</summary>
internal sealed record PartyLatePayment(string ProcurementId, string ContractNumber, string SupplierName, long AmountFen, DateOnly DueOn, DateOnly PaidOn, int Days);

/// <summary>支付是否及时。</summary>
internal sealed record PartyPayments(long Number, long Late, long LateLastYear, IReadOnlyList<PartyLatePayment> Newest);

/// <summary>一件投诉处理决定。</summary>
/// <param name="Upheld">Whether the complaint was found right.</param>
internal sealed record PartyDecision(string NoticeId, string Title, DateOnly On, string Outcome, bool Upheld);

/// <summary>公告的代理费。</summary>
/// <param name="Results">Results with a fee.</param>
internal sealed record PartyFees(long Results, long FeeFen, long AwardFen, IReadOnlyList<PartyFee> Newest);

/// <summary>一次公告的代理费。</summary>
internal sealed record PartyFee(string ProcurementId, string Title, DateOnly On, long FeeFen, long AwardFen);

/// <summary>一次检查的结果。</summary>
internal sealed record PartyInspection(string InspectionId, string Conclusion, DateOnly On, int Breaches, DateOnly? ClosedOn);

/// <summary>一家采购人、供应商或者代理机构的公开记录, from public facts alone.</summary>
/// <param name="Identity">Null: it is not registered here.</param>
/// <param name="Fees">Null for a supplier.</param>
internal sealed record PartyView(
    string Kind, string Title, string Id, string Name, PartyIdentity? Identity, long Procurements, long Awards, long AwardFen, long Contracts, long ContractFen, IReadOnlyList<PartyYear> Years,
    IReadOnlyList<PartyProcurement> Newest, IReadOnlyList<PartyContract> NewestContracts, PartyPayments Payments, IReadOnlyList<PartyDecision> Decisions, PartyFees? Fees,
    IReadOnlyList<ScoreLine> Scores, IReadOnlyList<DishonestyLine> Listings, IReadOnlyList<PartyInspection> Inspections)
{
    private const int Most = 20;

    /// <summary>The record of an organisation in a role; null when neither the registry nor a public fact knows it there.</summary>
    /// <param name="today">Legal day.</param>
    public static async Task<PartyView?> Load(DbConnection db, PartyKind kind, string id, DateOnly today)
    {
        var given = new { id, today, yearAgo = today.AddYears(-1), latest = true };
        var organisation = await db.Find<Organisation>(id);
        // A supplier's procurements are those it won; who else took part is told by the opening record of each.
        var whose = kind == PartyKind.Supplier ? $"id in (select procurement_id from lot_outcome where supplier_id = @id and {LotOutcome.InForce})" : $"{kind.Column} = @id";
        var lots = $"{kind.Column} = @id and {LotOutcome.InForce}";
        var number = await db.ExecuteScalarAsync<long>($"select count(*) from procurement_page where {whose}", given);
        if (number == 0 && organisation?.Roles.Value.Contains(kind.Role) != true && await db.ExecuteScalarAsync<long>($"select count(*) from lot_outcome where {kind.Column} = @id", given) == 0) return null;

        var newest = await db.Where<ProcurementPage>($"{whose} order by last_at desc, id limit {Most}", given);
        var years = (await db.QueryAsync<YearSum>(
            $"select substr(result_on, 1, 4) as year, count(*) as lots, {Sum("award_fen")} as award_fen, {Sum("case when contract_id <> '' then 1 else 0 end")} as contracts, {Sum("contract_fen")} as contract_fen from lot_outcome where {lots} group by substr(result_on, 1, 4) order by 1", given))
            .Select(y => new PartyYear(int.Parse(y.Year, null), y.Lots, y.AwardFen, y.Contracts, y.ContractFen)).ToList();
        var contracts = await db.Where<LotOutcome>($"{lots} and contract_id <> '' order by signed_on desc, id limit {Most}", given);
        var name = organisation?.Name ?? (kind == PartyKind.Supplier ? await db.ExecuteScalarAsync<string>("select max(supplier_name) from lot_outcome where supplier_id = @id", given) : newest.Select(p => kind == PartyKind.Buyer ? p.PurchaserName : p.AgencyName).FirstOrDefault()) ?? id;
        return new PartyView(
            kind.Code, kind.Title, id, name,
            organisation is null ? null : new(organisation.CreditCode, organisation.Region, Enum.TryParse<FirmSize>(organisation.Size, ignoreCase: true, out var size) ? size.Label() : "", organisation.Address, organisation.RegisteredAt.BeijingDate()),
            number, years.Sum(y => y.Lots), years.Sum(y => y.AwardFen), years.Sum(y => y.Contracts), years.Sum(y => y.ContractFen), years,
            [.. newest.Select(p => new PartyProcurement(p.Id, p.Title, Wording.Method(p.Method), p.State.Label(), p.BudgetFen, p.AwardFen, p.LastAt.BeijingDate()))],
            [.. contracts.Select(c => kind == PartyKind.Supplier ? Contract(c, c.PurchaserName, c.PurchaserId) : Contract(c, c.SupplierName, c.SupplierId))],
            await PaymentsOf(db, kind, given), await DecisionsOf(db, whose, given), kind == PartyKind.Supplier ? null : await FeesOf(db, lots, given),
            [.. (await db.Where<ScorePage>("organisation_id = @id and subject = @subject and latest = @latest", new { id, subject = kind.ScoreSubject, latest = true })).Select(ScorePages.LineOf)],
            organisation is null ? [] : [.. (await db.Where<DishonestyEntry>("credit_code = @code order by decided_on desc", new { code = organisation.CreditCode })).Where(e => e.Entry.Holds(today)).Select(e => DishonestyLine.Of(e, today))],
            [.. (await db.Where<InspectionOutcome>("organisation_id = @id", given)).Select(InspectionOf).OrderByDescending(i => i.On)]);
    }

    private static string Sum(string what) => $"cast(coalesce(sum({what}), 0) as bigint)";

    private static PartyContract Contract(LotOutcome c, string other, string otherId) => new(c.ProcurementId, c.ContractNumber, c.Title, other, otherId, c.ContractFen, c.SignedOn!.Value, c.PaidFen);

    private static async Task<PartyPayments> PaymentsOf(DbConnection db, PartyKind kind, object given)
    {
        // An agency pays nobody.
        if (kind == PartyKind.Agency) return new(0, 0, 0, []);
        var whose = $"{kind.Column} = @id";
        var late = await db.Where<PublicPayment>($"{whose} and late order by paid_on desc, id limit {Most}", given);
        return new(
            await db.ExecuteScalarAsync<long>($"select count(*) from public_payment where {whose}", given), await db.ExecuteScalarAsync<long>($"select count(*) from public_payment where {whose} and late", given),
            await db.ExecuteScalarAsync<long>($"select count(*) from public_payment where {whose} and late and paid_on > @yearAgo", given),
            [.. late.Select(p => new PartyLatePayment(p.ProcurementId, p.ContractNumber, p.SupplierName, p.AmountFen, p.DueOn, p.PaidOn, p.PaidOn.DayNumber - p.DueOn.DayNumber))]);
    }

    private static async Task<IReadOnlyList<PartyDecision>> DecisionsOf(DbConnection db, string whose, object given)
    {
        var notices = await db.Where<PublicNotice>($"kind = 'Decision' and procurement_id in (select id from procurement_page where {whose}) order by published_on desc, id limit {Most}", given);
        var facts = (await db.Among<ChainFact>("id", notices.Select(n => n.FactId))).Select(ProcurementChain.Read).OfType<Recorded>().ToDictionary(r => r.Row.Id);
        return [.. notices.Where(n => facts.ContainsKey(n.FactId)).Select(n => facts[n.FactId].Fact is ComplaintDecided f ? new PartyDecision(n.Id, n.Title, f.DecidedOn, Wording.Outcome(f.Outcome), IsUpheld(f)) : null).OfType<PartyDecision>()];
    }

    /// <summary>投诉事项成立.</summary>
    public static bool IsUpheld(ComplaintDecided decision) => decision.Outcome.StartsWith("upheld", StringComparison.Ordinal);

    private static async Task<PartyFees> FeesOf(DbConnection db, string lots, object given)
    {
        var sum = await db.QuerySingleAsync<FeeSum>($"select count(*) as number, {Sum("agency_fee_fen")} as fee_fen from lot_outcome where {lots} and agency_fee_fen > 0", given);
        var awarded = await db.ExecuteScalarAsync<long>($"select {Sum("award_fen")} from lot_outcome where {lots} and procurement_id in (select procurement_id from lot_outcome where {lots} and agency_fee_fen > 0)", given);
        var newest = await db.QueryAsync<FeeRow>(
            $"select procurement_id, max(title) as title, max(result_on) as on_day, {Sum("agency_fee_fen")} as fee_fen, {Sum("award_fen")} as award_fen from lot_outcome where {lots} group by procurement_id having sum(agency_fee_fen) > 0 order by max(result_on) desc, procurement_id limit {Most}", given);
        return new(sum.Number, sum.FeeFen, awarded, [.. newest.Select(f => new PartyFee(f.ProcurementId, f.Title, f.OnDay, f.FeeFen, f.AwardFen))]);
    }

    private static PartyInspection InspectionOf(InspectionOutcome outcome)
    {
        var f = outcome.Published.Value;
        return new(outcome.InspectionId, f.Conclusion, f.PublishedOn, f.Results.Count(r => r.Finding == "breach"), outcome.ClosedOn);
    }

    private sealed record YearSum
    {
        public string Year { get; init; } = "";
        public long Lots { get; init; }
        public long AwardFen { get; init; }
        public long Contracts { get; init; }
        public long ContractFen { get; init; }
    }

    private sealed record FeeSum
    {
        public long Number { get; init; }
        public long FeeFen { get; init; }
    }

    private sealed record FeeRow
    {
        public string ProcurementId { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly OnDay { get; init; }
        public long FeeFen { get; init; }
        public long AwardFen { get; init; }
    }
}
