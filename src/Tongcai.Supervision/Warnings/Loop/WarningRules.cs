using Tongcai.Law;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>
/// 预警办理的规则与时限。The law asks for 及时 and names no days for the steps; the days are the authority's internal control and say so.
/// Where the law does count days (行政处罚) its own limit stands beside them.
/// </summary>
public static class WarningRules
{
    private const string Notice = "内蒙古自治区财政厅等8部门关于落实《政府采购领域“整顿市场秩序、建设法规体系、促进产业发展”三年行动方案（2024—2026年）》的通知";
    private const string Sentence = "对系统发出的预警信息，及时研判，开展检查，进行销号处理";

    public static readonly Rule Loop = new("WRN-01", "预警须研判、检查、销号", new(Notice, "二（二）", Sentence)) { From = new(2024, 9, 25), Certainty = Certainty.Sure };

    public static readonly Rule Truthful = new("WRN-02", "如实反映情况、提供材料", new("政府采购法", "第六十五条",
        "政府采购监督管理部门应当对政府采购项目的采购活动进行检查，政府采购当事人应当如实反映情况，提供有关材料")) { From = new(2003, 1, 1) };

    public static readonly Rule CrimeReferred = new("WRN-03", "涉嫌犯罪及时移送", new("行政处罚法", "第二十七条", "违法行为涉嫌犯罪的，行政机关应当及时将案件移送司法机关，依法追究刑事责任")) { From = new(2021, 7, 15) };

    public static readonly Rule HeadDecides = new("WRN-04", "由负责人审查后移送、处罚", new("行政处罚法", "第五十七条",
        "调查终结，行政机关负责人应当对调查结果进行审查，根据不同情况，分别作出如下决定")) { From = new(2021, 7, 15) };

    public static readonly Rule NewEvidenceReopens = new("WRN-05", "有新的事实重新办理", new("内部控制设定（依三年行动方案“及时研判、开展检查”）", "重新办理", "销号以后出现新的事实或者证据的，说明理由后重新办理"));

    public static readonly Rule ReplayFirst = new("WRN-06", "规则变更先回放、后施行", new("内部控制设定（依“互联网+”招标采购行动方案第16条“科学、精准、高效”）", "规则变更", "预警规则变更须先在已有事实上回放，由提出人以外的人员核定后施行"));

    public static readonly TimeLimit Judging = Internal("WRN-11", "研判预警", 3, "预警提出");
    public static readonly TimeLimit Inspecting = Internal("WRN-12", "核查预警", 15, "转核查");
    public static readonly TimeLimit Handling = Internal("WRN-13", "处理预警", 10, "核查结果");
    public static readonly TimeLimit Closing = Internal("WRN-14", "复核销号", 5, "处理意见");
    public static readonly TimeLimit Answering = Internal("WRN-15", "答复核查询问", 5, "收到询问");

    /// <summary>The limit of the step that is owed in a state; null: none is.</summary>
    public static TimeLimit? LimitIn(WarningState state) => state switch
    {
        WarningState.Raised => Judging,
        WarningState.Judged => Inspecting,
        WarningState.Verified => Handling,
        WarningState.Handled => Closing,
        _ => null,
    };

    /// <summary>Last day of the step that is owed; null: none, or the calendar is not announced.</summary>
    public static DateOnly? DueIn(WarningState state, DateTimeOffset since)
    {
        try
        {
            return LimitIn(state)?.Latest(since.BeijingDate(), WorkCalendar.Official);
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }

    internal static TimeLimit Internal(string id, string title, int days, string trigger) =>
        new(id, title, days, TimeUnit.Workday, LimitKind.Max, trigger, "全部", "监督部门", new("内部控制设定（依三年行动方案“及时研判”）", "", Sentence));
}
