using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Risk.Flags;
using Tongcai.Supervision.Pages;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Watch;
using Finding = Tongcai.Supervision.Warnings.Detectors.Finding;

namespace Tongcai.Supervision.Warnings.Pages;

/// <summary>一条线索。</summary>
/// <param name="Late">Seen after the warning had been ended.</param>
/// <param name="Proof">Address of the proof at the platform that recorded the fact; empty: only its party gets it.</param>
public sealed record FindingView(Finding Finding, DateTimeOffset SeenAt, bool Late, string Proof);

/// <summary>办理记录的一行。</summary>
public sealed record StepRow(string Act, string State, string Opinion, IReadOnlyList<Evidence> Evidence, string Name, DateTimeOffset At);

/// <summary>一件询问。</summary>
public sealed record InquiryRow(string Id, string Organisation, string Question, DateOnly AskedOn, DateOnly DueOn, DateOnly? AnsweredOn, string Answer, IReadOnlyList<Evidence> Evidence, ClockState State, string Words)
{
    internal static InquiryRow Of(Inquiry i, DateOnly today) => new(
        i.Id, i.OrganisationName, i.Question, i.AskedOn, i.DueOn, i.AnsweredOn, i.Answer, i.Evidence.Value, i.Clock.On(today), i.Clock.InWords(today));
}

/// <summary>一条预警。</summary>
/// <param name="Level">无明显信号、需核查 or 优先复核, over all warnings of the procurement.</param>
/// <param name="Next">The one thing to do next; null: nothing.</param>
/// <param name="NextWords">What it is for, and who may do it.</param>
/// <param name="Beside">Other warnings and circumstances of the procurement.</param>
public sealed record WarningView(
    WarningRow Warning, string Violation, string Code, string Level, IReadOnlyList<string> PassedStates, ActLink? Next, string NextWords, IReadOnlyList<ActLink> Acts, IReadOnlyList<FindingView> Findings, RuleView Rule, IReadOnlyList<string> Innocent,
    IReadOnlyList<PriceLot> Prices, IReadOnlyList<Party> Parties, IReadOnlyList<SharedFeature> Features, IReadOnlyList<WarningRow> Beside, IReadOnlyList<InquiryRow> Inquiries, IReadOnlyList<StepRow> Steps,
    IReadOnlyList<ClockView> Clocks, string Handling, DateOnly? RectifyBy, DateOnly Today)
{
    internal static Task<WarningView?> Read(QueryContext context)
    {
        var services = context.Http.RequestServices;
        return context.Read(db => Read(db, context["warning"], context.Actor, context.Now, services.GetRequiredService<FactKinds>(), services.GetRequiredService<LiveAttachments>().Now, services.GetRequiredService<Platform.Web.RuleBook>()));
    }

    internal static async Task<WarningView?> Read(DbConnection db, string id, Actor actor, DateTimeOffset now, FactKinds kinds, AttachmentList attachments, Platform.Web.RuleBook rules)
    {
        var today = now.BeijingDate();
        var warning = await db.Get<Warning>(id);
        var row = await db.Get<Watched>(warning.ProcurementId);
        var steps = await db.Where<WarningStep>("warning_id = @id order by at, version, id", new { id });
        var inquiries = await db.Where<Inquiry>("warning_id = @id order by asked_on, id", new { id });
        var all = await db.Where<Warning>("procurement_id = @ProcurementId order by tier, raised_at, id", new { warning.ProcurementId });
        var shared = await db.Where<WarningFinding>("procurement_id = @ProcurementId order by seen_at, id", new { warning.ProcurementId });
        var findings = shared.Where(f => f.WarningId == id).ToList();
        var kept = await db.Where<WatchedFact>("procurement_id = @ProcurementId", new { warning.ProcurementId });
        var scene = await SceneReader.Read(db, row, SceneReader.Ordered(kept, kinds));
        var open = kept.Where(f => !f.Restricted).Select(f => f.Id).ToHashSet();
        var rule = rules.Find(warning.RuleId) ?? EvaluationRules.PresumedCollusion;
        var gathered = steps.Sum(s => s.Evidence.Value.Count);
        var offered = ActsOf(warning, inquiries, gathered, actor, today);
        var (next, words) = NextOf(warning, offered, inquiries, gathered, today);
        var acts = offered.Where(a => a.Href != next?.Href).ToList();
        return new WarningView(
            WarningRow.Of(warning, row.Title, today), warning.Violation.Label(), row.Code, LevelOf(all), [.. steps.Select(s => s.State.Label()).Distinct()], next, words, acts,
            [.. findings.Select(f => new FindingView(f.Finding.Value, f.SeenAt, warning.IsOver && f.SeenAt > warning.StateSince, Proof(f.Finding.Value, open, attachments)))],
            RuleView.Of(rule), [.. warning.Innocent.Split('；', StringSplitOptions.RemoveEmptyEntries)],
            PricesOf(scene, warning, findings), PartiesOf(scene, warning, shared), FeaturesOf(shared),
            [.. all.Where(w => w.Id != warning.Id).Select(w => WarningRow.Of(w, row.Title, today))],
            [.. inquiries.Select(i => InquiryRow.Of(i, today))],
            [.. Enumerable.Reverse(steps).Select(s => new StepRow(s.Act.Length > 0 ? s.Act : s.State.Label(), s.State.Label(), s.Opinion, s.Evidence.Value, s.Name, s.At))],
            ClocksOf(warning, steps, today), warning.Handling, warning.RectifyBy, today);
    }

    /// <summary>The level of a procurement by the rule of Tongcai.Risk: one A at least 需核查, two A or A with B 优先复核, C never alone.</summary>
    private static string LevelOf(IEnumerable<Warning> warnings) => FlagRun.Level(warnings.Where(w => w.State is not WarningState.Dismissed).Select(w =>
        new Risk.Flags.Finding(w.ProcurementId, w.Detector, w.Title, ViolationKinds.None, w.Tier[0], "", w.Detector, w.Parties.Value, double.NaN, w.Evidence, null, 0, w.Innocent, FlagRun.Version)));

    private static string Proof(Finding finding, HashSet<string> open, AttachmentList attachments) =>
        open.Contains(finding.FactId) && attachments.ProofOf(finding.Ledger, finding.FactId) is { } proof ? proof.ToString() : "";

    private static List<PriceLot> PricesOf(Scene scene, Warning warning, IEnumerable<WarningFinding> findings)
    {
        var concerned = findings.Select(f => f.Finding.Value.LotId).Where(l => l.Length > 0).Distinct().ToList();
        return [.. scene.Lots.Where(l => concerned.Count == 0 || concerned.Contains(l.Key)).Select(lot =>
        {
            var terms = scene.Document?.Document.Lots.FirstOrDefault(l => l.LotId == lot.Key);
            return new PriceLot(lot.Key, terms?.Title ?? "", terms?.CeilingFen > 0 ? terms.CeilingFen : 0, [.. lot.OrderBy(b => b.PriceFen).Select(b => new PriceRow(
                b.SupplierId, b.SupplierName, scene.Organisations.GetValueOrDefault(b.SupplierId)?.CreditCode ?? "", scene.Organisations.GetValueOrDefault(b.SupplierId)?.Address ?? "未登记", b.PriceFen, warning.Parties.Value.Contains(b.SupplierId)))]);
        })];
    }

    private static List<Party> PartiesOf(Scene scene, Warning warning, IEnumerable<WarningFinding> shared)
    {
        var names = shared.SelectMany(f => f.Finding.Value.Parties.Zip(f.Finding.Value.PartyNames)).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second);
        return [.. scene.Lots.SelectMany(l => l.Select(b => b.SupplierId)).Concat(names.Keys).Distinct().Take(14).Select(id => new Party(id, names.GetValueOrDefault(id) ?? scene.NameOf(id), warning.Parties.Value.Contains(id)))];
    }

    private static List<SharedFeature> FeaturesOf(IEnumerable<WarningFinding> shared) =>
        [.. shared.Where(f => f.Finding.Value.Parties.Count > 1).GroupBy(f => (f.Finding.Value.Title, Parties: string.Join(',', f.Finding.Value.Parties))).Select(g => new SharedFeature(g.Key.Title, g.First().Finding.Value.Parties)).Take(10)];

    /// <summary>The clock of every step that has been taken, and of the one that is owed.</summary>
    private static List<ClockView> ClocksOf(Warning warning, IReadOnlyList<WarningStep> steps, DateOnly today)
    {
        List<ClockView> clocks = [];
        var (state, since) = (WarningState.Raised, warning.RaisedAt);
        foreach (var step in steps.Where(s => s.Act is not ("询问当事人" or "补充证据")))
        {
            if (WarningRules.LimitIn(state) is { } limit && WarningRules.DueIn(state, since) is { } due)
                clocks.Add(ClockView.Of(new LegalClock(limit, since.BeijingDate(), due, step.At.BeijingDate()), today));
            (state, since) = (step.State, step.At);
        }

        if (warning.Clock is { } running) clocks.Add(ClockView.Of(running, today));
        return clocks;
    }

    private static string Refused(IEnumerable<Refusal> refusals) => string.Concat(refusals.Select(r => r.Reason));

    private static ActLink Link(Act act, Warning warning, IEnumerable<Refusal> refusals) => new(act.Title, act.Path.Replace("{warning}", warning.Id, StringComparison.Ordinal), Refused(refusals));

    private static List<ActLink> ActsOf(Warning w, List<Inquiry> inquiries, int gathered, Actor actor, DateOnly today) => w.State switch
    {
        WarningState.Noted or WarningState.Raised => [Link(JudgeWarning.Act, w, JudgeWarning.Check(w, actor))],
        WarningState.Judged =>
        [
            Link(AskParty.Ask, w, AskParty.Check(w, actor)), Link(InspectWarning.Attach, w, InspectWarning.CheckAttach(w, actor)), Link(InspectWarning.Act, w, InspectWarning.Check(w, inquiries, gathered, today)), Link(EndWarning.Dismiss, w, EndWarning.CheckDismiss(w, actor)),
        ],
        WarningState.Verified =>
        [
            Link(HandleWarning.Act, w, HandleWarning.Check(w, actor)), Link(InspectWarning.Attach, w, InspectWarning.CheckAttach(w, actor)), Link(EndWarning.Return, w, EndWarning.CheckReturn(w, actor)), Link(EndWarning.Dismiss, w, EndWarning.CheckDismiss(w, actor)),
        ],
        WarningState.Handled => [Link(EndWarning.Close, w, EndWarning.CheckClose(w, actor, today)), Link(InspectWarning.Attach, w, InspectWarning.CheckAttach(w, actor)), Link(EndWarning.Return, w, EndWarning.CheckReturn(w, actor))],
        _ => [Link(EndWarning.Reopen, w, EndWarning.CheckReopen(w, actor))],
    };

    private static (ActLink? Next, string Words) NextOf(Warning w, List<ActLink> offered, List<Inquiry> inquiries, int gathered, DateOnly today)
    {
        ActLink At(Act act) => offered.Single(a => a.Title == act.Title);
        return w switch
        {
            { State: WarningState.Noted } => (null, "单独不成预警；与其他线索一起看，需要时转入研判。"),
            { State: WarningState.Raised } => (At(JudgeWarning.Act), "核对可能的合理解释，决定是否核查。"),
            { State: WarningState.Judged, Leaning: Leaning.FalseAlarm } => (At(EndWarning.Dismiss), "研判意见是误报，由另一人作出决定；不同意的，可以询问、补充证据后记录核查结果。"),
            { State: WarningState.Judged } when inquiries.Any(i => i.AnsweredOn is null && i.DueOn >= today) => (At(InspectWarning.Act), "等待当事人答复；答复或者期限届满后记录核查结果。"),
            { State: WarningState.Judged } when inquiries.Count + gathered == 0 => (At(AskParty.Ask), "询问当事人、收集证据。"),
            { State: WarningState.Judged } when gathered == 0 && inquiries.All(i => i.AnsweredOn is null) => (At(InspectWarning.Act), "答复期限已过，没有答复：补充证据，或者记录核查结果；没有答复和证据的，不能查实。"),
            { State: WarningState.Judged } => (At(InspectWarning.Act), "已有答复或者证据，可以记录核查结果。"),
            { State: WarningState.Verified, Founded: true } => (At(HandleWarning.Act), "依查明的事实和条款处理；移送、立案由负责人作出。"),
            { State: WarningState.Verified } => (At(EndWarning.Dismiss), "未查实，由研判人、核查人以外的人员按误报销号，或者退回补充核查。"),
            { State: WarningState.Handled } => (At(EndWarning.Close), "由研判人、核查人、处理人以外的人员复核。"),
            { GrownAt: { } grown } when grown > w.StateSince => (At(EndWarning.Reopen), "销号以后又有新的线索。"),
            _ => (null, "已经销号。"),
        };
    }
}
