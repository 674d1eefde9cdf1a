using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Evaluation;

/// <summary>评审所需的全部行，read in one snapshot.</summary>
public sealed record EvaluationCase(
    Procurement Procurement, TenderDocument Document, OpeningRow? Opening, IReadOnlyList<OpenedBidRow> Bids, IReadOnlyList<Verdict> Verdicts, IReadOnlyList<Seat> Seats,
    IReadOnlyList<Score> Scores, IReadOnlyList<ScoreSheet> Sheets, IReadOnlyList<Report> Reports, IReadOnlyList<ReportSignature> Signatures)
{
    /// <summary>Talks, changes and rounds; nothing in methods without rounds.</summary>
    public Negotiating Negotiating { get; init; } = Negotiating.None;

    public static async Task<EvaluationCase> Load(DbConnection db, string procurementId)
    {
        var by = new { id = procurementId };
        var procurement = await db.Get<Procurement>(procurementId);
        var negotiating = await Negotiating.Load(db, procurement);
        return new(
            procurement,
            await db.DocumentOf(procurementId),
            await db.Find<OpeningRow>(procurementId),
            negotiating.Standing(await db.Where<OpenedBidRow>("procurement_id = @id order by price_fen, id", by)),
            await db.Where<Verdict>("procurement_id = @id", by),
            await db.Where<Seat>("procurement_id = @id", by),
            await db.Where<Score>("procurement_id = @id", by),
            await db.Where<ScoreSheet>("procurement_id = @id", by),
            await db.Where<Report>("procurement_id = @id", by),
            await db.Where<ReportSignature>("procurement_id = @id", by))
        {
            Negotiating = negotiating,
        };
    }

    /// <summary>
    /// Reviews that a bid has to pass, in their order: in a tender the purchaser reviews qualification and the committee compliance; elsewhere the group reviews both in one, and where there are rounds
    /// the last offers once more.
    /// </summary>
    public IReadOnlyList<string> Reviews => Procurement.MethodRow() switch { { Tender: true } => ["qualification", "compliance"], { Rounds: true } => ["compliance", "last"], _ => ["compliance"] };

    /// <summary>The review that the committee makes now.</summary>
    public string Reviewing => Procurement.MethodRow().Rounds && !Negotiating.LastOpened ? "compliance" : Reviews[^1];

    /// <summary>Bids that passed the reviews before the one that the committee makes now.</summary>
    public IReadOnlyList<OpenedBidRow> ToReview(string lotId) => Evaluating.Standing(lotId, Bids, Verdicts, [.. Reviews.TakeWhile(r => r != Reviewing)]);

    /// <summary>Suppliers with whom the group talks: their first responses passed, and they have not left.</summary>
    public IReadOnlyList<OpenedBidRow> Talking(string lotId) => Evaluating.Standing(lotId, Bids, Verdicts, "compliance");

    /// <summary>Bids that passed every review.</summary>
    public IReadOnlyList<OpenedBidRow> Standing(string lotId) => Evaluating.Standing(lotId, Bids, Verdicts, [.. Reviews]);

    /// <summary>How many bidders count: in a tender those of one brand as one (87号第三十一条); a framework counts suppliers (110号第二十七条), who are makers or their only agents.</summary>
    public int Count(IEnumerable<OpenedBidRow> bids) => Procurement.MethodRow() is { Tender: true, TwoStages: false } ? Evaluating.Count(bids) : bids.Select(b => b.SupplierId).Distinct().Count();

    public LotTerms? Lot(string lotId) => Document.Lots.FirstOrDefault(l => l.LotId == lotId);

    /// <summary>Members of the committee.</summary>
    public IReadOnlyList<Seat> Members => Evaluating.Members(Seats);

    /// <summary>Lots that have neither failed nor been reported.</summary>
    public IReadOnlyList<LotTerms> OpenLots => [.. Document.Lots.Where(l => Reports.All(r => r.Id != l.LotId))];

    /// <summary>Whether the procurement as a whole ends when this lot fails.</summary>
    public bool EndsWith(params IReadOnlyList<string> lotIds) => Document.Lots.All(l => lotIds.Contains(l.LotId) || Reports.Any(r => r.Id == l.LotId && r.Failed));

    /// <summary>
    /// The rows and facts that end a lot with too few bidders (87号第四十三、四十四条); with the last lot the procurement ends or goes to the purchaser.
    /// </summary>
    /// <param name="rule">Why: fewer than three opened, qualified or compliant.</param>
    public Commit Fail(string lotId, Rule rule, string reason, string by, DateTimeOffset now) => Fail([lotId], rule, reason, by, now);

    /// <summary>The same for several lots at once.</summary>
    public Commit Fail(IReadOnlyList<string> lotIds, Rule rule, string reason, string by, DateTimeOffset now)
    {
        var today = now.BeijingDate();
        var failed = lotIds.Select(l => new Report { Id = l, ProcurementId = Procurement.Id, Method = Document.EvaluationMethod, Opinion = reason, Failed = true, MadeAt = now });
        var all = EndsWith([.. lotIds]);
        var last = OpenLots.All(l => lotIds.Contains(l.LotId));
        var commit = failed.Aggregate(Commit.Empty, (c, f) => c.Insert(f)).Record(new ProcurementEnded(Procurement.Id, "failed", all ? [] : lotIds, rule.Id, reason, today), by);
        return all
            ? commit.Update(Procurement with { Stage = Stage.Ended, Ending = "failed", EndingReason = reason })
            : last ? commit.Update(Procurement with { Stage = Stage.Reported, ReportedOn = today }) : commit.Require(Procurement);
    }
}
