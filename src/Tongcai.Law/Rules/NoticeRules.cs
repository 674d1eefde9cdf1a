using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>公告与信息发布的规则。</summary>
public static partial class NoticeRules
{
    public static readonly Rule DesignatedMedia = Regulation("NOT-01", "指定媒体发布", "第八条", "政府采购项目信息应当在省级以上人民政府财政部门指定的媒体上发布");

    public static readonly Rule SameContent = Publishing("NOT-02", "各媒体内容一致", "第十一条", "发布主体应当确保其在不同媒体发布的同一政府采购信息内容一致");

    public static readonly Rule NothingFalse = Publishing("NOT-03", "不得虚假、误导", "第十条", "发布主体发布政府采购信息不得有虚假和误导性陈述");

    public static readonly Rule TenderNoticeContents = Tendering("NOT-04", "招标公告内容", "第十三条", "公开招标公告应当包括以下主要内容");

    public static readonly Rule ResultNoticeContents = Regulation("NOT-05", "结果公告内容", "第四十三条",
        "中标、成交结果公告内容应当包括采购人和采购代理机构的名称、地址、联系方式，项目名称和项目编号，中标或者成交供应商名称、地址和中标或者成交金额，主要中标或者成交标的的名称、规格型号、数量、单价、服务要求以及评审专家名单");

    public static readonly Rule DocumentsWithResult = Tendering("NOT-06", "招标文件随结果公告", "第六十九条", "招标文件应当随中标结果同时公告");

    public static readonly Rule NoRegistration = Electronic("NOT-07", "不得设置报名", "第二十条",
        "任何单位和个人不得在招标投标活动中设置注册登记、投标报名等前置条件限制潜在投标人下载资格预审文件或者招标文件");

    public static readonly Rule NoArbitraryTermination = Tendering("NOT-08", "不得擅自终止", "第二十九条", "除因重大变故采购任务取消情况外，不得擅自终止招标活动");

    public static readonly Rule ClarificationOnSameMedia = Tendering("NOT-09", "澄清在原媒体公告", "第二十七条", "澄清或者修改应当在原公告发布媒体上发布澄清公告");

    public static readonly Rule PublisherVerified = Publishing("NOT-10", "核验发布主体身份", "第十二条", "指定媒体应当采取必要措施，对政府采购信息发布主体的身份进行核验");

    public static readonly Rule NoSilentChange = Publishing("NOT-11", "不得擅自删改", "第十四条", "确保发布的政府采购信息不被篡改、不遗漏，不得擅自删除或者修改信息内容");

    public static readonly Rule ChallengeChannelStated = Challenging("NOT-12", "载明质疑渠道", "第七条",
        "采购人、采购代理机构应当在采购文件中载明接收质疑函的方式、联系部门、联系电话和通讯地址等信息");
}
