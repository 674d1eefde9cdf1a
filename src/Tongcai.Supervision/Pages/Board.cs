using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Pages;

/// <summary>实时在线监管：every followed procurement with its stage, its next clock and its warnings.</summary>
/// <param name="Total">Procurements that fit the filter.</param>
/// <param name="Stages">How many stand at each stage, whatever the filter.</param>
public sealed record Board(string Query, string Stage, string Only, int Page, long Total, IReadOnlyList<BoardRow> Rows, IReadOnlyList<BoardStage> Stages, BoardFigures Figures, IReadOnlyList<string> Alarms, DateTimeOffset At)
{
    public const int Size = 50;

    /// <summary>Filters beside stage and words.</summary>
    public static readonly IReadOnlyList<Choice> Filters = [new("overdue", "有时钟逾期"), new("broken", "有过逾期"), new("warned", "有未销号预警"), new("suspended", "暂停中"), new("complained", "有在办投诉")];

    private static readonly Dictionary<string, string> Conditions = new()
    {
        ["overdue"] = "w.next_due < @today",
        ["broken"] = "w.broken_clocks > 0",
        ["warned"] = $"exists (select 1 from warning x where x.procurement_id = w.id and x.state in {Warning.OpenSql})",
        ["suspended"] = "w.suspended_by <> ''",
        ["complained"] = "exists (select 1 from complaint c where c.procurement_id = w.id and c.state in ('Lodged', 'Correcting', 'Accepted'))",
    };

    internal static Task<Board?> Read(QueryContext context)
    {
        var (words, stage, only) = (context.Query("q").Trim(), context.Query("stage"), context.Query("only"));
        if (words.Length > 100)
            words = words[..100];
        if (!Labels.Choices(typeof(WatchStage)).Any(c => c.Value == stage))
            stage = "";
        if (!Conditions.ContainsKey(only))
            only = "";
        var page = context.Page;
        var today = context.Now.BeijingDate();
        return context.Read(async db =>
        {
            var where = "where 1 = 1"
                + (words.Length > 0 ? " and (w.title like @like escape '!' or w.code like @like escape '!' or w.purchaser_name like @like escape '!' or w.agency_name like @like escape '!')" : "")
                + (stage.Length > 0 ? " and w.stage = @stage" : "")
                + (only.Length > 0 ? $" and {Conditions[only]}" : "");
            var given = new
            {
                like = $"%{words.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%",
                stage = Enum.TryParse<WatchStage>(stage, ignoreCase: true, out var named) ? named.ToString() : "",
                today,
                size = Size,
                skip = (page - 1L) * Size,
            };
            var total = await db.ExecuteScalarAsync<long>($"select count(*) from watched w {where}", given);
            var rows = (await db.QueryAsync<Watched>(
                $"select w.* from watched w {where} order by case when w.next_due is null then 1 else 0 end, w.next_due, w.last_at desc, w.id limit @size offset @skip", given)).ToList();
            var warned = (await db.QueryAsync<(string Id, long Count)>($"select procurement_id, count(*) from warning where state in {Warning.OpenSql} group by procurement_id")).ToDictionary(w => w.Id, w => (int)w.Count);
            var stages = (await db.QueryAsync<(string Stage, long Count)>("select stage, count(*) from watched group by stage")).ToDictionary(s => s.Stage, s => (int)s.Count);
            async Task<int> Count(string condition) => (int)await db.ExecuteScalarAsync<long>($"select count(*) from watched w where {condition}", new { today });
            var figures = new BoardFigures(
                stages.Values.Sum(), await Count(Conditions["overdue"]), await Count(Conditions["warned"]), await Count(Conditions["suspended"]), await Count(Conditions["complained"]),
                (int)await db.ExecuteScalarAsync<long>("select count(*) from supervision_order where obeyed_at is null"));
            List<string> alarms =
            [
                .. (await db.QueryAsync<(string Id, string Alarm)>("select id, alarm from follow_position where alarm <> ''")).Select(a => $"账本 {a.Id} 停止读取：{a.Alarm}"),
                .. (await db.QueryAsync<(string Source, long Count)>("select source, count(*) from parked_fact group by source")).Select(p => $"账本 {p.Source} 有 {p.Count} 条事实未能读取，已停放"),
            ];
            return (Board?)new Board(
                words, stage, only, page, total, [.. rows.Select(r => BoardRow.Of(r, warned.GetValueOrDefault(r.Id), today))],
                [.. Enum.GetValues<WatchStage>().Select(s => new BoardStage(Wire.Name(s.ToString()), s.Label(), stages.GetValueOrDefault(s.ToString())))], figures, alarms, context.Now);
        });
    }
}

/// <summary>一个环节的项目数。</summary>
public sealed record BoardStage(string Stage, string Label, int Count);

/// <summary>总数。</summary>
/// <param name="Unobeyed">Orders without receipt.</param>
public sealed record BoardFigures(int Procurements, int Overdue, int Warned, int Suspended, int Complained, int Unobeyed);

/// <summary>在监列表的一行。</summary>
/// <param name="Next">The next duty that is not done; null: none runs.</param>
public sealed record BoardRow(
    string Id, string Code, string Title, string Purchaser, string Agency, string Stage, string Step, long BudgetFen, ClockView? Next, int BrokenClocks, int Warnings, bool Suspended, DateTimeOffset LastAt)
{
    internal static BoardRow Of(Watched row, int warnings, DateOnly today)
    {
        var next = Clocks.Of(row).Where(c => c.Done is null).MinBy(c => c.Due);
        return new(
            row.Id, row.Code, row.Title.Length > 0 ? row.Title : "（名称未知）", row.PurchaserName, row.AgencyName, row.Stage.Label(), row.Step, row.BudgetFen,
            next is null ? null : ClockView.Of(next, today), row.BrokenClocks, warnings, row.SuspendedBy.Length > 0, row.LastAt);
    }
}
