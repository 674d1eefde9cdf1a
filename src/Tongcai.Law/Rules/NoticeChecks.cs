using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class NoticeRules
{
    /// <summary>公开招标公告八项（87号第十三条）。</summary>
    public static readonly IReadOnlyList<string> TenderNoticeItems =
        ["采购人和代理机构", "项目名称和预算金额", "采购需求", "资格要求", "获取招标文件", "公告期限", "投标截止和开标", "联系人"];

    /// <summary>中标、成交结果公告的内容（条例第四十三条第三款）。</summary>
    public static readonly IReadOnlyList<string> ResultNoticeItems =
        ["采购人和代理机构", "项目名称和项目编号", "供应商名称地址和金额", "主要标的", "评审专家名单"];

    /// <summary>质疑渠道四项（94号第七条）。</summary>
    public static readonly IReadOnlyList<string> ChallengeChannelItems = ["接收方式", "联系部门", "联系电话", "通讯地址"];

    /// <summary>在指定媒体发布。</summary>
    public static Refusal? CheckMedia(string medium, IReadOnlyCollection<string> designated, string pointer = "") =>
        When(!designated.Contains(medium), DesignatedMedia, $"“{medium}”不是省级以上财政部门指定的媒体。", "先在指定媒体发布。", pointer);

    /// <summary>各媒体内容一致。</summary>
    /// <param name="digests">Digest of the text on each medium.</param>
    public static Refusal? CheckSameContent(IEnumerable<string> digests, string pointer = "") =>
        When(digests.Distinct(StringComparer.Ordinal).Count() > 1, SameContent, "同一信息在不同媒体的内容不一致。", "以中国政府采购网发布的为准，更正其他媒体。", pointer);

    /// <summary>公告与其依据的事实一致。</summary>
    public static Refusal? CheckTruth(string field, string stated, string actual, string pointer = "") =>
        When(stated != actual, NothingFalse, $"公告的{field}为“{stated}”，项目记录为“{actual}”。", "按项目记录改正公告。", pointer);

    /// <summary>招标公告八项齐全。</summary>
    public static Refusal? CheckTenderNotice(IEnumerable<string> given, string pointer = "") => Missing(TenderNoticeContents, "招标公告", TenderNoticeItems, given, pointer);

    /// <summary>结果公告内容齐全。</summary>
    public static Refusal? CheckResultNotice(IEnumerable<string> given, bool documentsAttached, string pointer = "") =>
        Missing(ResultNoticeContents, "结果公告", ResultNoticeItems, given, pointer)
        ?? When(!documentsAttached, DocumentsWithResult, "结果公告没有附招标文件。", "把招标文件随结果公告。", pointer + "/attachments");

    /// <summary>获取采购文件不得设前置条件。</summary>
    public static Refusal? CheckNoRegistration(IReadOnlyCollection<string> conditions, string pointer = "") =>
        When(conditions.Count > 0, NoRegistration, $"获取采购文件设置了前置条件：{string.Join("、", conditions)}。", "取消报名、登记、资料审查等前置条件。", pointer);

    /// <summary>终止招标只因采购任务取消。</summary>
    public static Refusal? CheckTermination(bool taskCancelled, string pointer = "") =>
        When(!taskCancelled, NoArbitraryTermination, "不是因重大变故采购任务取消，不得终止招标。", "继续采购活动；有其他法定情形的按废标办理。", pointer);

    /// <summary>澄清在原公告媒体发布。</summary>
    public static Refusal? CheckClarificationMedia(IEnumerable<string> original, IEnumerable<string> clarification, string pointer = "") =>
        Missing(ClarificationOnSameMedia, "澄清公告的发布媒体", original, clarification, pointer);

    /// <summary>媒体核验发布主体。</summary>
    public static Refusal? CheckPublisher(bool verified, string pointer = "") =>
        When(!verified, PublisherVerified, "发布主体的身份没有核验。", "用单位数字证书登录后发布。", pointer);

    /// <summary>已发布的信息不得擅自改动。</summary>
    public static Refusal? CheckUnchanged(string publishedDigest, string currentDigest, string pointer = "") =>
        When(publishedDigest != currentDigest, NoSilentChange, "已发布的信息与发布时不同。", "恢复原文；需要更正的发布更正公告。", pointer);

    /// <summary>载明质疑渠道。</summary>
    public static Refusal? CheckChallengeChannel(IEnumerable<string> given, string pointer = "") => Missing(ChallengeChannelStated, "质疑渠道", ChallengeChannelItems, given, pointer);
}
