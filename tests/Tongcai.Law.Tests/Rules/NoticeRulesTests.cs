using Tongcai.Tests;
using static Tongcai.Law.NoticeRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class NoticeRulesTests
{
    [Fact, Cites("NOT-01")]
    public void 只在非指定媒体发布不行() => Pair(DesignatedMedia, CheckMedia("某门户", ["中国政府采购网"]), CheckMedia("中国政府采购网", ["中国政府采购网"]));

    [Fact, Cites("NOT-02")]
    public void 两个媒体内容不同不行() => Pair(SameContent, CheckSameContent(["a", "b"]), CheckSameContent(["a", "a"]));

    [Fact, Cites("NOT-03")]
    public void 公告金额与记录不同不行() => Pair(NothingFalse, CheckTruth("预算金额", "100", "90"), CheckTruth("预算金额", "90", "90"));

    [Fact, Cites("NOT-04")]
    public void 招标公告八项缺一项不行() => Pair(TenderNoticeContents, CheckTenderNotice(TenderNoticeItems.But("公告期限")), CheckTenderNotice(TenderNoticeItems));

    [Fact, Cites("NOT-05")]
    public void 结果公告缺评审专家名单不行() => Pair(ResultNoticeContents, CheckResultNotice(ResultNoticeItems.But("评审专家名单"), true), CheckResultNotice(ResultNoticeItems, true));

    [Fact, Cites("NOT-06")]
    public void 结果公告不附招标文件不行() => Pair(DocumentsWithResult, CheckResultNotice(ResultNoticeItems, false), CheckResultNotice(ResultNoticeItems, true));

    [Fact, Cites("NOT-07")]
    public void 设一个报名条件就不行() => Pair(NoRegistration, CheckNoRegistration(["现场报名"]), CheckNoRegistration([]));

    [Fact, Cites("NOT-08")]
    public void 任务没有取消不得终止() => Pair(NoArbitraryTermination, CheckTermination(false), CheckTermination(true));

    [Fact, Cites("NOT-09")]
    public void 澄清漏一个原媒体不行() => Pair(ClarificationOnSameMedia, CheckClarificationMedia(["国网", "省网"], ["国网"]), CheckClarificationMedia(["国网", "省网"], ["省网", "国网"]));

    [Fact, Cites("NOT-10")]
    public void 没有核验身份不得发布() => Pair(PublisherVerified, CheckPublisher(false), CheckPublisher(true));

    [Fact, Cites("NOT-11")]
    public void 发布后改动不行() => Pair(NoSilentChange, CheckUnchanged("a", "b"), CheckUnchanged("a", "a"));

    [Fact, Cites("NOT-12")]
    public void 质疑渠道缺电话不行() => Pair(ChallengeChannelStated, CheckChallengeChannel(ChallengeChannelItems.But("联系电话")), CheckChallengeChannel(ChallengeChannelItems));
}
