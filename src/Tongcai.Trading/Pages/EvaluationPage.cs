using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Pages;

/// <summary>评审页：how far the committee is. A member sees its own opinions and scores, nobody another's before the report; names stay secret before the result.</summary>
public sealed record EvaluationPage(
    string ProcurementId, string Title, string MethodCode, string Method, string Where, bool Member, IReadOnlyList<LotProgress> Lots, IReadOnlyList<Offer> Offers, IReadOnlyList<RoundLine> Rounds)
{
    /// <summary>The committee; the agency that organises it; the purchaser, once the report has been handed over.</summary>
    public static readonly Access Readers = Access.To(Owner.Expert, Role.Expert).Or(Owner.Expert, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser);

    internal static async Task<EvaluationPage?> Read(QueryContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var procurement = @case.Procurement;
        var member = @case.Members.Any(m => m.AccountId == context.Actor.AccountId);
        if (procurement.Stage < Stage.Opened || (!member && procurement.AgencyId != context.Actor.OrganisationId && procurement.Stage < Stage.Reported))
            return null;
        var reported = procurement.Stage >= Stage.Reported;
        var lots = @case.Document.Lots.Select(l => Of(@case, l, context.Actor.AccountId, member || reported)).ToList();
        HashSet<string> owns = [.. ProcurementPage.OwnedKinds(procurement, context.Actor)];
        if (member)
            owns.Add(Owner.Expert.Kind);
        var standing = Planning.Standstill.Check(procurement);
        var acts = procurement.Stage is Stage.Opened or Stage.Evaluating ? ["review-qualification", "review-compliance", "record-talk", "propose-change", "call-offers", "submit-scores", "make-report", "sign-report"] : Array.Empty<string>();
        acts = [.. acts.Where(a => Turns.Has(procurement, a))];
        return new(
            procurement.Id, procurement.Title, procurement.Method, procurement.Evaluation(), StageNames.Of(procurement.Stage, procurement.Words()), member, lots,
            Pages.Offers.Of(context, acts, path => path.Replace("{id}", procurement.Id, StringComparison.Ordinal), owns, standing?.Reason ?? "", procurement.Words()), member ? RoundLine.Of(@case) : []);
    }

    private static LotProgress Of(EvaluationCase @case, LotTerms lot, string account, bool seesReport)
    {
        var report = @case.Reports.FirstOrDefault(r => r.Id == lot.LotId);
        var members = @case.Members;
        return new(
            lot.LotId, lot.Number, lot.Title,
            @case.Verdicts.Any(v => v.LotId == lot.LotId && v.Kind == "qualification"),
            members.Count(m => @case.Verdicts.Any(v => v.LotId == lot.LotId && v.Kind == @case.Reviewing && v.ReviewerId == m.AccountId)),
            members.Count(m => @case.Sheets.Any(s => s.LotId == lot.LotId && s.AccountId == m.AccountId)),
            @case.Signatures.Count(s => s.LotId == lot.LotId),
            members.Count,
            report?.Failed ?? false,
            seesReport && report is { Failed: false } ? report.Ranking.Value : [],
            seesReport ? report?.Opinion ?? "" : "",
            [.. @case.Scores.Where(s => s.LotId == lot.LotId && s.AccountId == account).Select(s => new OwnScore(
                @case.Bids.First(b => b.Id == s.BidId).SupplierName, @case.Document.Factors.First(f => f.Id == s.FactorId).Title, s.Points, s.Note))],
            [.. @case.Bids.Where(b => b.LotId == lot.LotId && b.Cause.Length == 0).Select(b => new Choice(b.Id, b.SupplierName))]);
    }
}

/// <summary>谈判（磋商）的一行：a talk, a change or a round, for members of the group.</summary>
/// <param name="Href">Where something waits to be done; empty: nothing does.</param>
public sealed record RoundLine(DateTimeOffset? At, string Title, string Text, string Href)
{
    internal static IReadOnlyList<RoundLine> Of(EvaluationCase @case) =>
    [
        .. @case.Negotiating.Talks.Select(t => new RoundLine(t.At, $"与{@case.Bids.FirstOrDefault(b => b.SupplierId == t.SupplierId)?.SupplierName}的第 {t.Number} 次{@case.Procurement.Words().Talk}", t.Minutes, "")),
        .. @case.Negotiating.Changes.Select(c => new RoundLine(c.NotifiedAt, c.NotifiedAt is null ? "实质性变动，待采购人代表确认" : "实质性变动，已经确认并通知", c.Text, c.NotifiedAt is null ? $"/procurements/{c.ProcurementId}/changes/{c.Id}/confirmation" : "")),
        .. @case.Negotiating.Rounds.Select(r => new RoundLine(r.CalledAt, "要求提交最后报价", $"{r.Deadline.BeijingTime()} 截止{(r.OpenedAt is { } at ? $"，{at.BeijingTime()} 开启" : r.Closed ? "，正在请受托人解密" : "")}。", "")),
    ];
}

/// <summary>一个采购包的评审进度。</summary>
public sealed record LotProgress(
    string LotId, int Number, string Title, bool Qualified, int Compliance, int Scored, int Signed, int Members, bool Failed, IReadOnlyList<RankedBid> Ranking, string Opinion, IReadOnlyList<OwnScore> Own,
    IReadOnlyList<Choice> Bids);

/// <summary>本人的一项评分。</summary>
public sealed record OwnScore(string Supplier, string Factor, int Points, string Note);
