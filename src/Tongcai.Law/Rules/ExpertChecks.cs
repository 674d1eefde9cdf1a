using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>与供应商的利害关系（条例第九条）。</summary>
public enum Interest
{
    /// <summary>劳动关系。</summary>
    Employment,

    /// <summary>董事、监事。</summary>
    Board,

    /// <summary>控股股东或者实际控制人。</summary>
    Control,

    /// <summary>夫妻、直系血亲、三代以内旁系血亲或者近姻亲。</summary>
    Family,

    /// <summary>其他可能影响公平、公正的关系。</summary>
    Other,
}

/// <summary>评标中的禁止行为（87号第六十二条），按项次。</summary>
public enum ReviewMisconduct
{
    /// <summary>私自接触投标人。</summary>
    Contact = 1,

    /// <summary>接受不一致的澄清。</summary>
    InconsistentClarification,

    /// <summary>倾向性意见。</summary>
    Bias,

    /// <summary>协商评分。</summary>
    AgreedScores,

    /// <summary>擅离职守。</summary>
    Absence,

    /// <summary>记录、复制、带走资料。</summary>
    TakingMaterials,

    /// <summary>其他。</summary>
    Other,
}

public static partial class ExpertRules
{
    /// <summary>回避：三年内的劳动、董监事、控股关系，现有的亲属或者其他关系。</summary>
    /// <param name="endedOn">Day the relation ended; null while it lasts. Family has no end.</param>
    public static Refusal? CheckAvoidance(Interest interest, DateOnly? endedOn, DateOnly day, WorkCalendar calendar, string pointer = "")
    {
        var from = TimeLimits.AvoidanceLookback.Earliest(day, calendar);
        var bound = interest is Interest.Family or Interest.Other ? endedOn is null || interest == Interest.Family : endedOn is null || endedOn >= from;
        return When(bound, Avoidance, $"与供应商存在利害关系，追溯至{from:yyyy-MM-dd}。", "回避，由其他人员补足。", pointer);
    }

    /// <summary>随机抽取，不早于评审前两个工作日；复杂项目经同意可以自行选定。</summary>
    public static IReadOnlyList<Refusal> CheckDraw(DateOnly drawnOn, DateOnly reviewOn, WorkCalendar calendar, bool random, bool complex = false, bool consented = false, string pointer = "/draw")
    {
        var earliest = TimeLimits.ExpertDraw.Earliest(reviewOn, calendar);
        return All(
            When(!random && !complex, RandomDraw, "评审专家不是随机抽取的。", "从评审专家库随机抽取。", pointer),
            When(!random && complex && !consented, SelfSelection, "自行选定评审专家没有主管预算单位的同意。", "先取得主管预算单位同意，或随机抽取。", pointer),
            When(drawnOn < earliest, TimeLimits.ExpertDraw, $"抽取时间{drawnOn:yyyy-MM-dd}早于评审前2个工作日。", $"不早于{earliest:yyyy-MM-dd}抽取。", pointer));
    }

    /// <summary>缺员时补足才能继续。</summary>
    public static Refusal? CheckComplete(int present, CommitteeSize size, string pointer = "") =>
        When(present < size.Minimum || present % 2 == 0, Replacement, $"在场成员{present}人，组成不符合规定。", "依法补足后继续；无法补足的停止评标、封存资料、重新组建。", pointer);

    /// <summary>第一至五项行为使评审意见无效、不得领取报酬。</summary>
    public static bool VoidsOpinion(ReviewMisconduct act) => act is >= ReviewMisconduct.Contact and <= ReviewMisconduct.Absence;

    /// <summary>评标纪律。</summary>
    public static Refusal CheckDiscipline(ReviewMisconduct act, string pointer = "") =>
        Discipline.Refuse(VoidsOpinion(act) ? "该行为使评审意见无效，不得获取评审劳务报酬。" : "该行为违反评标纪律。", "立即停止，并报告财政部门。", pointer);
}
