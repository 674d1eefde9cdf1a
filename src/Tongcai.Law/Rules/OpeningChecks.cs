using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>未解密投标文件的后果。</summary>
public enum UndecryptedBid
{
    /// <summary>撤销：投标人自身原因，保证金可以不退。</summary>
    Revoked,

    /// <summary>撤回：投标人之外的原因，保证金退还，可以索赔。</summary>
    Withdrawn,
}

/// <summary>不足三家之后的去向。</summary>
public enum AfterFailedTender
{
    /// <summary>改正后重新招标。</summary>
    TenderAgain,

    /// <summary>可以报批采用其他方式。</summary>
    MayAskForOtherMethod,

    /// <summary>采购任务取消，终止。</summary>
    End,
}

public static partial class OpeningRules
{
    /// <summary>开标时须宣布的内容。</summary>
    public static readonly IReadOnlyList<string> ReadOutItems = ["投标人名称", "投标价格"];

    /// <summary>投标人不足三家不得开标。</summary>
    public static Refusal? CheckQuorum(int bidders, string pointer = "") =>
        When(!Quorum.IsMetBy(bidders), Quorum, $"投标人{bidders}家，不足3家。", "不得开标；按公开招标失败处理。", pointer);

    /// <summary>合格投标人不足三家不得评标。</summary>
    public static Refusal? CheckQualified(int qualified, string pointer = "") =>
        When(!QualifiedQuorum.IsMetBy(qualified), QualifiedQuorum, $"通过资格审查的投标人{qualified}家，不足3家。", "不得评标；应予废标。", pointer);

    /// <summary>实质响应不足三家应予废标。</summary>
    public static Refusal? CheckResponsive(int responsive, string pointer = "") =>
        When(!ResponsiveQuorum.IsMetBy(responsive), ResponsiveQuorum, $"实质响应招标文件的供应商{responsive}家，不足3家。", "应予废标，理由通知所有投标人。", pointer);

    /// <summary>评标委员会成员不参加开标。</summary>
    public static Refusal? CheckAttendance(string person, IReadOnlyCollection<string> committee, string pointer = "") =>
        When(committee.Contains(person), CommitteeStaysAway, "评标委员会成员不得参加开标活动。", "退出开标大厅。", pointer);

    /// <summary>录音录像覆盖全程。</summary>
    /// <param name="parts">Recorded intervals.</param>
    public static Refusal? CheckRecording(DateTimeOffset begun, DateTimeOffset ended, IEnumerable<(DateTimeOffset From, DateTimeOffset To)> parts, string pointer = "")
    {
        var covered = begun;
        foreach (var (from, to) in parts.OrderBy(p => p.From))
        {
            if (from > covered)
                break;
            covered = to > covered ? to : covered;
        }

        return When(covered < ended, Recording, $"录音录像在{covered.BeijingTime()}中断，活动至{ended.BeijingTime()}。", "补交该时段的录音录像，或说明缺失原因。", pointer);
    }

    /// <summary>唱标内容齐全。</summary>
    public static Refusal? CheckReadOut(IEnumerable<string> read, string pointer = "") => Missing(ReadOut, "唱标内容", ReadOutItems, read, pointer);

    /// <summary>开标记录由参加开标的各投标人代表和工作人员签字。</summary>
    public static Refusal? CheckRecordSigned(IEnumerable<string> attended, IEnumerable<string> signed, string pointer = "") => Missing(RecordSigned, "开标记录签字", attended, signed, pointer);

    /// <summary>开标结果视为认可：未参加，或参加而没有当场异议。</summary>
    public static bool AcceptsRecord(bool attended, bool objected) => !attended || !objected;

    /// <summary>对开标的异议当场提出；未参加的视同认可。</summary>
    public static Refusal? CheckObjection(bool attended, DateTimeOffset now, DateTimeOffset closedAt, string pointer = "") =>
        When(!attended, AbsentAccepts, "没有参加开标，视同认可开标结果。", "仍可依法对采购过程提出质疑。", pointer)
        ?? When(now > closedAt, ObjectionOnTheSpot, $"开标已于{closedAt.BeijingTime()}结束，异议应当场提出。", "仍可依法对采购过程提出质疑。", pointer);

    /// <summary>未解密的投标文件：撤销还是撤回。</summary>
    public static UndecryptedBid WhenUndecrypted(bool bidderAtFault) => bidderAtFault ? UndecryptedBid.Revoked : UndecryptedBid.Withdrawn;

    /// <summary>资格由采购人或者代理机构审查。</summary>
    public static Refusal? CheckQualificationReviewer(string role, string pointer = "") =>
        When(role is not ("采购人" or "采购代理机构"), QualificationByPurchaser, $"{role}不能审查投标人资格。", "由采购人或者采购代理机构审查资格。", pointer);

    /// <summary>不足三家之后怎么办（87号第四十三条）。</summary>
    public static AfterFailedTender Next(bool taskCancelled, bool documentsOrProcedureFaulty) =>
        taskCancelled ? AfterFailedTender.End : documentsOrProcedureFaulty ? AfterFailedTender.TenderAgain : AfterFailedTender.MayAskForOtherMethod;

    /// <summary>废标后改用其他方式须批准。</summary>
    public static Refusal? CheckReopening(bool documentsFaulty, ProcurementMethod chosen, string? approvedMethod, string pointer = "") =>
        chosen == ProcurementMethods.OpenTender
            ? null
            : When(documentsFaulty, AfterFailure, $"招标文件或者程序有问题，改用{chosen.Name}之前应当改正后重新招标。", "改正后重新招标。", pointer)
                ?? When(approvedMethod != chosen.Code, ReopenedByTender, $"废标后改用{chosen.Name}没有批准。", "重新招标，或先报批。", pointer);
}
