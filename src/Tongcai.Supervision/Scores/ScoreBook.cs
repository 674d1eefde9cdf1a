using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Risk.Credit;
using Tongcai.Supervision.Complaints;
using Tongcai.Supervision.Credit;
using Tongcai.Supervision.Inspections;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Scores;

/// <summary>一个主体的评价。</summary>
/// <param name="Id">Organisation, or expert.</param>
/// <param name="Facts">The facts that the cases name, by id; a case of a restricted fact names the public fact that stands for it.</param>
public sealed record SubjectScore(string Id, string Name, string CreditCode, CreditScore Score, IReadOnlyDictionary<string, ScoredFact> Facts);

/// <summary>评价的计算：on demand, from the facts of procurements that have a result or an end. Before that nothing of a procurement counts, so that no score can tell of a bid.</summary>
public static class ScoreBook
{
    /// <summary>Years that are counted.</summary>
    public const int Years = 3;

    private static readonly HashSet<string> Owed = [TimeLimits.IntentionLead.Id, TimeLimits.AwardDecision.Id, TimeLimits.ContractSigning.Id, TimeLimits.ContractPublication.Id, TimeLimits.ContractFiling.Id];
    private static readonly string[] Fabricated = [Tongcai.Platform.Acts.Labels.Label(DecideComplaint.Rejection.Fabricated), Tongcai.Platform.Acts.Labels.Label(DecideComplaint.Rejection.UnlawfulEvidence)];

    /// <summary>First day that counts.</summary>
    public static DateOnly FromOf(DateOnly today) => today.AddYears(-Years);

    /// <summary>Every subject of the formula with the cases it has.</summary>
    /// <param name="only">Organisation or expert; null: all.</param>
    public static async Task<IReadOnlyList<SubjectScore>> Of(DbConnection db, ScoreFormula formula, FactKinds kinds, string origin, DateOnly today, string? only = null)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var gathered = await Gathered.Read(db, kinds, origin, FromOf(today));
        var cases = formula.Subject switch
        {
            "agency" => gathered.Agencies(),
            "supplier" => gathered.Suppliers(),
            "purchaser" => gathered.Purchasers(),
            _ => gathered.Experts(),
        };
        var by = cases.Where(c => c.Subject.Length > 0 && (only is null || c.Subject == only)).ToLookup(c => c.Subject, c => c.Case);
        var ids = by.Select(g => g.Key).ToList();
        var names = formula.Subject == "expert"
            ? (await db.Among<WatchedExpert>("id", ids)).ToDictionary(e => e.Id, e => (e.Name, Code: ""))
            : (await db.Among<WatchedOrganisation>("id", ids)).ToDictionary(o => o.Id, o => (o.Name, Code: o.CreditCode));
        return
        [
            .. by.Where(g => names.ContainsKey(g.Key)).Select(g => new SubjectScore(
                    g.Key, names[g.Key].Name, names[g.Key].Code, CreditScore.Of(formula, g), g.Select(c => c.FactId).Distinct().Where(gathered.Facts.ContainsKey).ToDictionary(f => f, f => gathered.Facts[f])))
                .OrderByDescending(s => s.Score.Hundredths ?? -1).ThenBy(s => s.Name, StringComparer.Ordinal),
        ];
    }

    private sealed class Gathered
    {
        private readonly List<(Watched Row, ILookup<Type, (WatchedFact Kept, Exchange.IFact Fact)> Facts)> ended = [];
        private readonly List<(string Subject, bool Good, string FactId, string About)> checks = [];
        private ILookup<string, Complaint> complaints = Enumerable.Empty<Complaint>().ToLookup(c => c.ProcurementId);
        private readonly Dictionary<string, string> complaintFacts = [];
        private readonly List<(string Subject, string FactId)> listed = [];
        private Dictionary<string, string> expertNames = [];

        public Dictionary<string, ScoredFact> Facts { get; } = [];

        public static async Task<Gathered> Read(DbConnection db, FactKinds kinds, string origin, DateOnly from)
        {
            var found = new Gathered();
            var rows = await db.Where<Watched>("result_on >= @from or (ending <> '' and noticed_on >= @from)", new { from });
            var kept = (await db.Among<WatchedFact>("procurement_id", rows.Select(r => r.Id), " and kind in ('result.published', 'procurement.ended', 'acceptance.recorded', 'contract.published', 'payment.made', 'challenge.answered', 'experts.drawn', 'seat.answered', 'report.signed')"))
                .ToLookup(f => f.ProcurementId);
            foreach (var row in rows)
                found.ended.Add((row, kept[row.Id].Select(k => (k, Fact: WatchReaders.Open(k, kinds))).ToLookup(f => f.Fact.GetType())));
            foreach (var fact in rows.SelectMany(r => kept[r.Id]).Where(f => !f.Restricted))
                found.Facts[fact.Id] = new(fact.Id, fact.Ledger, fact.LeafIndex, false, "");
            found.complaints = (await db.Where<Complaint>("number <> '' and decided_on >= @from", new { from })).ToLookup(c => c.ProcurementId);
            found.expertNames = (await db.All<WatchedExpert>()).ToDictionary(e => e.Id, e => e.Name);
            await found.Own(db, kinds, origin, from);
            return found;
        }

        /// <summary>What the authority itself has published: inspections, decisions, entries.</summary>
        private async Task Own(DbConnection db, FactKinds kinds, string origin, DateOnly from)
        {
            string Keep(LedgerFact fact)
            {
                Facts[fact.FactId] = new(fact.FactId, origin, fact.LeafIndex ?? -1, false, "");
                return fact.FactId;
            }

            foreach (var inspection in await db.Where<Inspection>("seed <> '' and planned_on >= @from", new { from }))
            {
                var items = inspection.Items.Value.ToDictionary(i => i.Code, i => i.Text);
                foreach (var fact in await db.FactsOf(inspection.Id))
                {
                    if (FactBody.Read(kinds.Find(fact.Kind)!, fact.Body).Fact is InspectionPublished f)
                        checks.AddRange(f.Results.Where(r => r.Finding is "conform" or "breach").Select(r => (f.OrganisationId, r.Finding == "conform", Keep(fact), $"{inspection.Title}：{items.GetValueOrDefault(r.Code, r.Code)}")));
                }
            }

            foreach (var complaint in complaints.SelectMany(c => c))
            {
                if ((await db.FactsOf(complaint.Id)).FirstOrDefault(f => f.Kind == "complaint.decided") is { } decided)
                    complaintFacts[complaint.Id] = Keep(decided);
            }

            foreach (var listing in await db.Where<Listing>("decided_on >= @from and organisation_id <> '' and number <> ''", new { from }))
            {
                if (listing.State is not ListingState.Revoked && (await db.FactsOf(listing.Id)).FirstOrDefault(f => f.Kind == "dishonesty.listed") is { } fact)
                    listed.Add((listing.OrganisationId, Keep(fact)));
            }
        }

        private static string ResultOf(ILookup<Type, (WatchedFact Kept, Exchange.IFact Fact)> facts) => facts[typeof(ResultPublished)].Concat(facts[typeof(ProcurementEnded)]).Select(f => f.Kept.Id).FirstOrDefault() ?? "";

        private IEnumerable<(string Subject, ScoreCase Case)> Checked() => checks.Select(c => (c.Subject, new ScoreCase("inspection", c.Good, c.FactId, c.About)));

        private IEnumerable<(string Subject, ScoreCase Case)> Complained(Func<Watched, string> whose) =>
            from p in ended
            where p.Row.ResultOn is not null
            let upheld = complaints[p.Row.Id].FirstOrDefault(c => c.Outcome.StartsWith("upheld", StringComparison.Ordinal))
            select (whose(p.Row), new ScoreCase("complaints", upheld is null, upheld is null ? ResultOf(p.Facts) : complaintFacts.GetValueOrDefault(upheld.Id, ""), upheld is null ? p.Row.Title : $"{p.Row.Title}：{upheld.Number}"));

        private IEnumerable<(string Subject, ScoreCase Case)> Timed(Func<Watched, string> whose, Func<TimeLimit, bool> owed) =>
            from p in ended
            where p.Row.ResultOn is not null
            from clock in Clocks.Of(p.Row)
            where clock.Done is not null && owed(clock.Limit)
            select (whose(p.Row), new ScoreCase("clocks", clock.InTime, ResultOf(p.Facts), $"{p.Row.Title}：{clock.Limit.Title} {clock.Done:yyyy-MM-dd}（{(clock.Limit.Kind is LimitKind.Min ? "不早于" : "不迟于")} {clock.Due:yyyy-MM-dd}）"));

        public IEnumerable<(string Subject, ScoreCase Case)> Agencies() =>
        [
            .. Timed(r => r.AgencyId, l => l.Id == TimeLimits.BidPreparation.Id || l.Id == TimeLimits.ResultNotice.Id || l.Id == TimeLimits.ChallengeAnswer.Id),
            .. Complained(r => r.AgencyId),
            .. ended.Select(p => (p.Row.AgencyId, new ScoreCase("completed", p.Row.Ending.Length == 0, ResultOf(p.Facts), p.Row.Title))),
            .. from p in ended
               from answered in p.Facts[typeof(ChallengeAnswered)]
               select (p.Row.AgencyId, new ScoreCase("challenges", !((ChallengeAnswered)answered.Fact).Upheld, ResultOf(p.Facts), p.Row.Title)),
            .. Checked(),
        ];

        public IEnumerable<(string Subject, ScoreCase Case)> Purchasers() =>
        [
            .. Timed(r => r.PurchaserId, l => Owed.Contains(l.Id)),
            .. Complained(r => r.PurchaserId),
            .. from p in ended
               from paid in p.Facts[typeof(PaymentMade)]
               let f = (PaymentMade)paid.Fact
               select (p.Row.PurchaserId, new ScoreCase("payment", f.PaidOn <= f.DueOn, paid.Kept.Id, $"{p.Row.Title}：{f.PaidOn:yyyy-MM-dd}（不迟于 {f.DueOn:yyyy-MM-dd}）")),
            .. Checked(),
        ];

        public List<(string Subject, ScoreCase Case)> Suppliers()
        {
            List<(string Subject, ScoreCase Case)> cases = [];
            foreach (var (row, facts) in ended)
            {
                var contracts = facts[typeof(ContractPublished)].Select(f => (ContractPublished)f.Fact).ToDictionary(c => c.ContractId, c => c.SupplierId);
                cases.AddRange(facts[typeof(AcceptanceRecorded)].Select(f => (f.Kept, Fact: (AcceptanceRecorded)f.Fact)).Where(f => contracts.ContainsKey(f.Fact.ContractId))
                    .Select(f => (contracts[f.Fact.ContractId], new ScoreCase("acceptance", f.Fact.Passed, f.Kept.Id, $"{row.Title}：{f.Fact.AcceptedOn:yyyy-MM-dd} 验收"))));
            }

            cases.AddRange(complaints.SelectMany(c => c).Where(c => c.State is ComplaintState.Decided).Select(c => (c.SupplierId, new ScoreCase("complaints", !Fabricated.Contains(c.Rejection), complaintFacts.GetValueOrDefault(c.Id, ""), c.Number))));
            cases.AddRange(Checked());
            var bad = listed.ToLookup(l => l.Subject, l => l.FactId);
            foreach (var supplier in cases.Select(c => c.Subject).Concat(bad.Select(b => b.Key)).Distinct().ToList())
                cases.Add((supplier, new ScoreCase("dishonesty", !bad[supplier].Any(), bad[supplier].FirstOrDefault() ?? "", bad[supplier].Any() ? "被决定列入名单" : "没有记录")));
            return cases;
        }

        public IEnumerable<(string Subject, ScoreCase Case)> Experts()
        {
            foreach (var (row, facts) in ended.Where(p => p.Row.ResultOn is not null))
            {
                if (facts[typeof(ExpertsDrawn)].Select(f => (ExpertsDrawn)f.Fact).LastOrDefault() is not { } drawn) continue;
                var answers = facts[typeof(SeatAnswered)].Select(f => (SeatAnswered)f.Fact).GroupBy(a => a.Pseudonym).ToDictionary(g => g.Key, g => g.Last().Answer);
                var signers = facts[typeof(ReportSigned)].Select(f => ((ReportSigned)f.Fact).Member).ToHashSet();
                foreach (var expert in drawn.Drawn)
                {
                    var answer = answers.GetValueOrDefault(expert.Pseudonym, expert.Answer);
                    yield return (expert.ExpertId, new ScoreCase("answered", answer is "accepted" or "avoided", ResultOf(facts), row.Title));
                    if (answer == "accepted" && signers.Count > 0)
                        yield return (expert.ExpertId, new ScoreCase("signed", expertNames.GetValueOrDefault(expert.ExpertId) is { } name && signers.Contains(name), ResultOf(facts), row.Title));
                }
            }
        }
    }
}
