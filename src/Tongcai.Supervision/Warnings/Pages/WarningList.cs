using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Pages;

/// <summary>预警列表的一行。</summary>
/// <param name="Due">How much is left of the next step, or by how much it is late; empty: nothing is owed.</param>
public sealed record WarningRow(string Id, string Title, string Tier, string Evidence, string State, bool Open, bool Overdue, string Due, string ProcurementId, string Procurement, DateTimeOffset RaisedAt)
{
    internal static WarningRow Of(Warning warning, string procurement, DateOnly today) => new(
        warning.Id, warning.Title, warning.Tier, warning.Evidence, warning.State.Label(), warning.IsOpen, warning.IsOverdue(today), warning.Clock?.InWords(today) ?? "", warning.ProcurementId, procurement, warning.RaisedAt);
}

/// <summary>一个筛选项及其条数。</summary>
public sealed record Counted(string Value, string Text, int Count);

/// <summary>预警列表。Every filter stands in the address.</summary>
/// <param name="State">open (unless said otherwise), all, or a state.</param>
/// <param name="Overdue">Whether only overdue ones are shown.</param>
public sealed record WarningList(string State, string Rule, string Tier, bool Overdue, int Page, long Total, int OverdueCount, IReadOnlyList<Counted> States, IReadOnlyList<Counted> Rules, IReadOnlyList<Counted> Tiers, IReadOnlyList<WarningRow> Rows)
{
    public const int Size = 50;

    private static readonly string[] Strengths = ["A", "B", "C"];

    /// <summary>The address of the list with one filter changed.</summary>
    public string With(string? state = null, string? rule = null, string? tier = null, bool? overdue = null, string page = "1")
    {
        List<string> parts = [];
        void Add(string name, string value)
        {
            if (value.Length > 0) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("state", (state ?? State) is "open" ? "" : state ?? State);
        Add("rule", rule ?? Rule);
        Add("tier", tier ?? Tier);
        Add("overdue", overdue ?? Overdue ? "true" : "");
        // {page} is filled in by the pager and must stay as it is.
        if (page != "1") parts.Add("page=" + page);
        return parts.Count == 0 ? "/warnings" : "/warnings?" + string.Join('&', parts);
    }

    internal static Task<WarningList?> Read(QueryContext context)
    {
        var states = Enum.GetValues<WarningState>();
        var asked = context.Query("state");
        var state = asked is "all" || states.Any(s => Wire.Name(s.ToString()) == asked) ? asked : "open";
        var rule = DetectorCatalogue.Find(context.Query("rule"))?.Id ?? "";
        var tier = context.Query("tier") is "A" or "B" or "C" ? context.Query("tier") : "";
        var overdue = context.Query("overdue") == "true";
        var page = context.Page;
        var today = context.Now.BeijingDate();
        return context.Read(async db =>
        {
            var given = new { state = states.FirstOrDefault(s => Wire.Name(s.ToString()) == state).ToString(), rule, tier, today, size = Size, skip = (page - 1L) * Size };
            // Each group of choices is counted under the other filters.
            string Where(bool byState, bool byRule, bool byTier, bool byDue) => "1 = 1"
                + (!byState || state == "all" ? "" : state == "open" ? $" and state in {Warning.OpenSql}" : " and state = @state")
                + (byRule && rule.Length > 0 ? " and detector = @rule" : "")
                + (byTier && tier.Length > 0 ? " and tier = @tier" : "")
                + (byDue && overdue ? $" and state in {Warning.OpenSql} and due_on < @today" : "");
            async Task<Dictionary<string, int>> Counts(string column, string where) =>
                (await db.QueryAsync<(string Value, long Count)>($"select {column}, count(*) from warning where {where} group by {column}", given)).ToDictionary(c => c.Value, c => (int)c.Count);
            var all = Where(true, true, true, true);
            var shown = await db.Where<Warning>($"{all} order by case when due_on is null then 1 else 0 end, due_on, tier, raised_at desc, id limit @size offset @skip", given);
            var ids = shown.Select(w => w.ProcurementId).Distinct().ToList();
            var titles = (await db.Among<Watched>("id", ids)).ToDictionary(w => w.Id, w => w.Title);
            var byState = await Counts("state", Where(false, true, true, true));
            var byRule = await Counts("detector", Where(true, false, true, true));
            var byTier = await Counts("tier", Where(true, true, false, true));
            return (WarningList?)new WarningList(
                state, rule, tier, overdue, page, await db.ExecuteScalarAsync<long>($"select count(*) from warning where {all}", given),
                (int)await db.ExecuteScalarAsync<long>($"select count(*) from warning where state in {Warning.OpenSql} and due_on < @today", given),
                [
                    new("open", "未销号", Warning.Open.Sum(s => byState.GetValueOrDefault(s.ToString()))),
                    .. states.Select(s => new Counted(Wire.Name(s.ToString()), s.Label(), byState.GetValueOrDefault(s.ToString()))),
                    new("all", "全部", byState.Values.Sum()),
                ],
                [.. DetectorCatalogue.All.Where(d => byRule.ContainsKey(d.Id) || d.Id == rule).Select(d => new Counted(d.Id, d.Title, byRule.GetValueOrDefault(d.Id)))],
                [.. Strengths.Select(t => new Counted(t, $"{t} 级", byTier.GetValueOrDefault(t)))],
                [.. shown.Select(w => WarningRow.Of(w, titles.GetValueOrDefault(w.ProcurementId, ""), today))]);
        });
    }
}
