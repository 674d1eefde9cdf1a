using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Consultations;

/// <summary>咨询的类别。</summary>
public enum ConsultationTopic
{
    [Label("参加采购活动")] Participation,
    [Label("公告和信息公开")] Notices,
    [Label("质疑和投诉的途径")] Remedies,
    [Label("采购政策和中小企业")] Policy,
    [Label("登记、证书和登录")] Accounts,
    [Label("开放数据和接口")] Data,
    [Label("其他")] Other,
}

/// <summary>咨询办到哪一步。</summary>
public enum ConsultationState
{
    [Label("待答复")] Waiting,
    [Label("已答复")] Answered,
    [Label("不予公开答复")] Dismissed,
}

/// <summary>不予公开答复的理由。</summary>
public enum DismissalReason
{
    [Label("不属于公众咨询的受理范围，请向页面所列的单位提出")] Elsewhere,
    [Label("与已经答复的咨询相同，请检索已答复的咨询")] Repeated,
    [Label("与政府采购无关，或者含有违法内容")] Abuse,
}

/// <summary>一件公众咨询。</summary>
[Table("consultation")]
public sealed record Consultation : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public ConsultationTopic Topic { get; init; }

    /// <summary>As it was typed; read by the operator alone.</summary>
    public string Question { get; init; } = "";

    /// <summary>How the asker wants to be reached; read by the operator alone; empty: not at all.</summary>
    public string Contact { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public DateOnly AskedOn { get; init; }

    /// <summary>Last day of the answer; null where it falls in a year whose holidays are not announced.</summary>
    public DateOnly? DueOn { get; init; }
    public ConsultationState State { get; init; }

    /// <summary>The question as it is published.</summary>
    public string Published { get; init; } = "";
    public string Answer { get; init; } = "";

    /// <summary>Why it is not answered in public; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Day of the answer or of the dismissal.</summary>
    public DateOnly? ClosedOn { get; init; }
}

/// <summary>咨询的期限和数量。</summary>
public static class ConsultationRules
{
    /// <summary>No instrument that we have read sets a number of days: this one is the platform's own and says so.</summary>
    public static readonly TimeLimit Answer = new("W051", "公众咨询答复", 5, TimeUnit.Workday, LimitKind.Max, "收到咨询", "全部", "平台运营方",
        new("通采平台接口与填报规范", "第二十二条", "公众咨询自收到之日起五个工作日内答复，问题和答复一并公开。这是本平台自定的期限；开设公众咨询栏目的依据是财办库〔2020〕233号。"));

    public static readonly Rule TooMany = new("W052", "咨询数量上限", new("通采平台接口与填报规范", "第二十二条", "同一来源每日咨询不超过五件，以免妨碍他人得到答复。"));

    /// <summary>Questions of one address a day.</summary>
    public const int MostADay = 5;

    /// <summary>Last day of the answer; null where the calendar is not announced.</summary>
    public static DateOnly? DueOn(DateOnly asked)
    {
        try
        {
            return Answer.Latest(asked, WorkCalendar.Official);
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }
}
