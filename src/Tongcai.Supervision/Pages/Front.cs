using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Complaints;

namespace Tongcai.Supervision.Pages;

/// <summary>一项监督职责及其依据。</summary>
public sealed record DutyView(string Title, string Text, RuleView Rule);

/// <summary>一个办理期限。</summary>
public sealed record LimitView(string Title, string Who, string From, string Length, RuleView Rule);

/// <summary>投诉统计。</summary>
/// <param name="InTime">Decisions made within the legal time.</param>
public sealed record ComplaintFigures(int Lodged, int Accepted, int Decided, int Upheld, int Rejected, int InTime);

/// <summary>监督公开：职责与依据、事项、程序与期限、投诉统计、处理决定。For everybody.</summary>
public sealed record Front(string Authority, IReadOnlyList<DutyView> Duties, IReadOnlyList<LimitView> Limits, ComplaintFigures Figures, IReadOnlyList<DecisionRow> Decisions)
{
    private const int NewestDecisions = 10;

    private static readonly IReadOnlyList<(string Title, string Text, Rule Rule)> DutyTable =
    [
        ("投诉处理", "受理本级预算单位采购项目的投诉，查明事实，作出处理决定。", ComplaintRules.ToFinance),
        ("决定公开", "投诉处理决定在指定媒体和本平台公告，任何人可以查阅。", ComplaintRules.DecisionPublished),
        ("暂停采购活动", "处理投诉期间视具体情况书面通知暂停，最长三十日。", TimeLimits.SuspensionMax),
        ("在线监督", "指令经本部门密钥签名，交易平台核验后执行并回执。", DutyRules.OrdersObeyed),
        ("全程留痕", "直接读取交易平台的账本，不经手、不修改任何交易数据。", DutyRules.EverythingRecorded),
        ("不参与采购", "不设置集中采购机构，不接触开标前的投标。", DutyRules.SupervisorStaysOut),
    ];

    private static readonly IReadOnlyList<TimeLimit> LimitTable =
    [
        TimeLimits.ChallengeWindow, TimeLimits.ChallengeAnswer, TimeLimits.ComplaintWindow, TimeLimits.ComplaintAcceptance, TimeLimits.ComplaintRejection, TimeLimits.ComplaintNotification,
        TimeLimits.ComplaintReply, TimeLimits.ComplaintDecision, TimeLimits.SuspensionMax, TimeLimits.AdministrativeReview, TimeLimits.Lawsuit,
    ];

    internal static Task<Front?> Read(QueryContext context)
    {
        var authority = context.Http.RequestServices.GetRequiredService<Authority>();
        return context.Read(async db =>
        {
            var complaints = await db.All<Complaint>();
            var decided = complaints.Where(c => c.Number.Length > 0).ToList();
            return (Front?)new Front(
                authority.Name,
                [.. DutyTable.Select(d => new DutyView(d.Title, d.Text, RuleView.Of(d.Rule)))],
                [.. LimitTable.Select(l => new LimitView(l.Title, l.Actor, l.Trigger, l.Length, RuleView.Of(l)))],
                new(
                    complaints.Count, complaints.Count(c => c.AcceptedOn is not null), decided.Count, decided.Count(c => c.Outcome.StartsWith("upheld", StringComparison.Ordinal)),
                    decided.Count(c => c.Outcome == "rejected"), decided.Count(c => c.DecidedOn <= c.DecideBy)),
                await Pages.Decisions.Rows(db, NewestDecisions));
        });
    }
}
