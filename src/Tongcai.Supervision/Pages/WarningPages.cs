using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Supervision.Warnings;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Pages;

/// <summary>预警列表的一行。</summary>
public sealed record WarningRow(string Id, string Title, string Evidence, string State, bool Open, string ProcurementId, string Procurement, DateTimeOffset RaisedAt)
{
    internal static WarningRow Of(Warning warning, Watched row) => Of(warning, row.Title);

    internal static WarningRow Of(Warning warning, string procurement) => new(
        warning.Id, warning.Title, warning.Evidence, warning.State.Label(), warning.State is not (WarningState.Closed or WarningState.Dismissed), warning.ProcurementId, procurement, warning.RaisedAt);
}

/// <summary>预警列表。</summary>
/// <param name="State">Filter: open or a state; empty: all.</param>
public sealed record WarningList(string State, IReadOnlyList<Choice> States, IReadOnlyList<WarningRow> Rows);

/// <summary>一名投标人及其报价。</summary>
/// <param name="Concerned">Whether the warning names it.</param>
public sealed record PriceRow(string SupplierId, string Name, string CreditCode, string Address, long PriceFen, bool Concerned);

/// <summary>办理按钮，with the reason when it may not be pressed.</summary>
public sealed record ActLink(string Title, string Href, string Refused);

/// <summary>办理记录的一行。</summary>
public sealed record StepRow(string Step, string Opinion, string Name, DateTimeOffset At);

/// <summary>一条预警。</summary>
public sealed record WarningView(WarningRow Warning, string Code, IReadOnlyList<string> Innocent, RuleView Rule, IReadOnlyList<PriceRow> Prices, IReadOnlyList<StepRow> Steps, IReadOnlyList<ActLink> Acts, string FactId);

/// <summary>一条规则及其原文。</summary>
public sealed record RuleView(string Id, string Title, string Instrument, string Article, string Quote)
{
    internal static RuleView Of(Rule rule) => new(rule.Id, rule.Title, rule.Source.Instrument, rule.Source.Article, rule.Source.Quote);
}

/// <summary>预警的页面。</summary>
public static class WarningPages
{
    private const int Most = 200;

    internal static Task<WarningList?> List(QueryContext context) => context.Read(async db =>
    {
        var states = Labels.Choices(typeof(WarningState)).Prepend(new("open", "未销号")).ToList();
        var asked = states.FirstOrDefault(s => s.Value == context.Query("state"))?.Value ?? "";
        var rows = await db.QueryAsync<Warning>("select * from warning order by raised_at desc, id");
        var shown = rows.Where(w => asked switch
        {
            "" => true,
            "open" => w.State is not (WarningState.Closed or WarningState.Dismissed),
            _ => Wire.Name(w.State.ToString()) == asked,
        }).Take(Most).ToList();
        var titles = (await db.QueryAsync<(string Id, string Title)>("select id, title from watched where id in (select procurement_id from warning)")).ToDictionary(t => t.Id, t => t.Title);
        return (WarningList?)new WarningList(asked, states, [.. shown.Select(w => WarningRow.Of(w, titles.GetValueOrDefault(w.ProcurementId, "")))]);
    });

    internal static Task<WarningView?> One(QueryContext context) => context.Read(async db =>
    {
        var warning = await db.Get<Warning>(context["warning"]);
        var row = await db.Get<Watched>(warning.ProcurementId);
        var fact = await db.Find<WatchedFact>(warning.FactId);
        var steps = await db.Where<WarningStep>("warning_id = @Id order by at desc, version", new { warning.Id });
        var opened = fact is null ? null : WatchReaders.Open(fact, context.Http.RequestServices.GetRequiredService<FactKinds>()) as BidsOpened;
        var bids = opened?.Bids.Where(b => b.LotId == warning.LotId).OrderBy(b => b.PriceFen).ToList() ?? [];
        var organisations = await WarningRule.Organisations(db, bids.Select(b => b.SupplierId));
        var rule = context.Http.RequestServices.GetRequiredService<RuleBook>().Find(warning.RuleId) ?? EvaluationRules.PresumedCollusion;
        return (WarningView?)new WarningView(
            WarningRow.Of(warning, row), row.Code, [.. warning.Innocent.Split('；', StringSplitOptions.RemoveEmptyEntries)], RuleView.Of(rule),
            [.. bids.Select(b => new PriceRow(
                b.SupplierId, b.SupplierName, organisations.GetValueOrDefault(b.SupplierId)?.CreditCode ?? "", organisations.GetValueOrDefault(b.SupplierId)?.Address ?? "未登记", b.PriceFen, warning.Parties.Value.Contains(b.SupplierId)))],
            [.. steps.Select(s => new StepRow(s.State.Label(), s.Opinion, s.Name, s.At))],
            [.. AdvanceWarning.Moves.Select(m => new ActLink(
                m.Act.Title, m.Act.Path.Replace("{warning}", warning.Id, StringComparison.Ordinal), string.Concat(AdvanceWarning.Check(m, warning, context.Actor).Select(r => r.Reason))))],
            warning.FactId);
    });
}
