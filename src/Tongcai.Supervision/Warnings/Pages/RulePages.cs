using Dapper;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Risk.Statistics;
using Tongcai.Supervision.Pages;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Warnings.Rules;

namespace Tongcai.Supervision.Warnings.Pages;

/// <summary>规则的一个参数，施行值和提出的值。</summary>
/// <param name="Proposed">Null: no change is proposed.</param>
public sealed record ParameterRow(string Label, string Unit, decimal Shipped, decimal InForce, decimal? Proposed);

/// <summary>一条规则。</summary>
public sealed record DetectorRow(string Id, string Title, string Violation, string Tier, string Clause, int Edition, bool Enabled, bool Proposed, long Judged, long Hits)
{
    internal static DetectorRow Of(Detector d, DetectorSetting setting, DetectorRate? rate) => new(
        d.Id, d.Title, d.Violation.Label(), d.Tier.ToString(), Finding.ClauseOf(d), setting.Edition, setting.Enabled, setting.Proposed, rate?.Judged ?? 0, rate?.Hits ?? 0);
}

/// <summary>预警规则一览。</summary>
public sealed record DetectorList(IReadOnlyList<DetectorRow> Rows)
{
    internal static Task<DetectorList?> Read(QueryContext context) => context.Read(async db =>
    {
        var settings = (await db.All<DetectorSetting>()).ToDictionary(s => s.Id);
        var rates = (await db.All<DetectorRate>()).ToDictionary(r => r.Id);
        return (DetectorList?)new DetectorList([.. DetectorCatalogue.All.Select(d => DetectorRow.Of(d, settings.GetValueOrDefault(d.Id) ?? DetectorSetting.Shipped(d), rates.GetValueOrDefault(d.Id)))]);
    });
}

/// <summary>一条规则，with the replay of the proposed change.</summary>
/// <param name="Replay">What the proposed values would have warned of; null: nothing is proposed.</param>
public sealed record DetectorView(
    DetectorRow Row, string Method, IReadOnlyList<string> Innocent, RuleView Rule, string Version, IReadOnlyList<ParameterRow> Parameters, DateTimeOffset? Since, string ProposedName, DateTimeOffset? ProposedAt, bool ProposedEnabled, string Reason,
    ReplayResult? Replay, IReadOnlyList<ActLink> Acts)
{
    /// <summary>Rows of the replay shown on the page; the interface gives them all.</summary>
    public const int Shown = 50;

    internal static Task<DetectorView?> Read(QueryContext context)
    {
        if (DetectorCatalogue.Find(context["rule"]) is not { } detector) return Task.FromResult<DetectorView?>(null);
        var kinds = context.Http.RequestServices.GetRequiredService<FactKinds>();
        return context.Read(async db =>
        {
            var setting = await db.Find<DetectorSetting>(detector.Id) ?? DetectorSetting.Shipped(detector);
            var (inForce, proposed) = (setting.InForce(detector), setting.Proposed ? setting.AsProposed(detector) : null);
            var replay = proposed is null ? null : ReplayResult.Of(await RuleReplay.Scenes(db, detector, kinds), detector, setting.Enabled ? inForce : null, setting.ProposedEnabled ? proposed : null);
            string Path(Act act) => act.Path.Replace("{rule}", detector.Id, StringComparison.Ordinal);
            string Why(IEnumerable<Refusal> refusals) => string.Concat(refusals.Select(r => r.Reason));
            return (DetectorView?)new DetectorView(
                DetectorRow.Of(detector, setting, await db.Find<DetectorRate>(detector.Id)), detector.Method, detector.Innocent, RuleView.Of(detector.Rule) with { Quote = detector.Quote }, Finding.VersionOf(detector, setting.Edition),
                [.. detector.Parameters.Select(p => new ParameterRow(p.Label, p.Unit, p.Default, inForce[p.Name], proposed?[p.Name]))], setting.Since, setting.ProposedName, setting.ProposedAt, setting.ProposedEnabled, setting.Reason, replay,
                setting.Proposed
                    ? [new(ChangeRule.Enforce.Title, Path(ChangeRule.Enforce), Why(ChangeRule.CheckEnforce(setting, context.Actor))), new(ChangeRule.Withdraw.Title, Path(ChangeRule.Withdraw), "")]
                    : [new(ChangeRule.Propose.Title, Path(ChangeRule.Propose), "")]);
        });
    }
}

/// <summary>一条规则的办理统计。</summary>
/// <param name="Noted">旁证.</param>
/// <param name="Closed">Ended as founded.</param>
/// <param name="Dismissed">Ended as false alarms.</param>
/// <param name="Low">Lower end of the 95 % interval of the share that was founded.</param>
public sealed record RuleFigures(string Id, string Title, string Tier, int Raised, int Noted, int Open, int Overdue, int Closed, int Dismissed, double? Precision, double Low, double High);

/// <summary>预警统计。Both endings feed it, each share with its sample.</summary>
public sealed record WarningStatistics(IReadOnlyList<RuleFigures> Rows, RuleFigures All, DateOnly Today)
{
    /// <summary>Fewest decided warnings from which a share is shown without a caution.</summary>
    public const int EnoughDecided = 30;

    internal static Task<WarningStatistics?> Read(QueryContext context)
    {
        var today = context.Now.BeijingDate();
        return context.Read(async db =>
        {
            var counts = (await db.QueryAsync<(string Detector, string State, long Count)>("select detector, state, count(*) from warning group by detector, state")).ToList();
            var overdue = (await db.QueryAsync<(string Detector, long Count)>(
                $"select detector, count(*) from warning where state in {Warning.OpenSql} and due_on < @today group by detector", new { today })).ToDictionary(o => o.Detector, o => (int)o.Count);
            RuleFigures Figures(string id, string title, string tier, Func<string, bool> of)
            {
                int In(params WarningState[] states) => (int)counts.Where(c => of(c.Detector) && states.Any(s => s.ToString() == c.State)).Sum(c => c.Count);
                var (closed, dismissed, noted) = (In(WarningState.Closed), In(WarningState.Dismissed), In(WarningState.Noted));
                var open = In(WarningState.Raised, WarningState.Judged, WarningState.Verified, WarningState.Handled);
                var share = Proportion.Wilson(closed, closed + dismissed);
                return new(id, title, tier, open + closed + dismissed, noted, open, overdue.Where(o => of(o.Key)).Sum(o => o.Value), closed, dismissed, share.Share, share.Low, share.High);
            }

            return (WarningStatistics?)new WarningStatistics([.. DetectorCatalogue.All.Select(d => Figures(d.Id, d.Title, d.Tier.ToString(), id => id == d.Id))], Figures("", "全部", "", _ => true), today);
        });
    }
}
