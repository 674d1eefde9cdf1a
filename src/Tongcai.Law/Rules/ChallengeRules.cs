using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>质疑的规则。</summary>
public static partial class ChallengeRules
{
    public static readonly Rule Participant = Challenging("CHL-01", "参与者方可质疑", "第十一条", "应当是参与所质疑项目采购活动的供应商");

    public static readonly Rule DocumentTaker = Challenging("CHL-02", "获取文件者可质疑文件", "第十一条", "潜在供应商已依法获取其可质疑的采购文件的，可以对该文件提出质疑");

    public static readonly Rule OncePerStage = Challenging("CHL-03", "同一环节一次性提出", "第十条", "采购文件可以要求供应商在法定质疑期内一次性提出针对同一采购程序环节的质疑");

    public static readonly Rule LetterContents = Challenging("CHL-04", "质疑函内容", "第十二条", "供应商提出质疑应当提交质疑函和必要的证明材料");

    public static readonly Rule MustBeTaken = Challenging("CHL-05", "不得拒收质疑函", "第十三条", "采购人、采购代理机构不得拒收质疑供应商在法定质疑期内发出的质疑函");

    public static readonly Rule AnswerContents = Challenging("CHL-06", "质疑答复内容", "第十五条", "质疑答复应当包括下列内容");

    public static readonly Rule AgencyScope = Regulation("CHL-07", "超出授权告知采购人", "第五十二条",
        "供应商提出的询问或者质疑超出采购人对采购代理机构委托授权范围的，采购代理机构应当告知供应商向采购人提出");

    public static readonly Rule DocumentChallengeUpheld = Challenging("CHL-08", "文件质疑成立", "第十六条",
        "对采购文件提出的质疑，依法通过澄清或者修改可以继续开展采购活动的，澄清或者修改采购文件后继续开展采购活动；否则应当修改采购文件后重新开展采购活动");

    public static readonly Rule ResultChallengeUpheld = Challenging("CHL-09", "过程结果质疑成立", "第十六条",
        "合格供应商符合法定数量时，可以从合格的中标或者成交候选人中另行确定中标、成交供应商的，应当依法另行确定中标、成交供应商；否则应当重新开展采购活动");

    public static readonly Rule KnownFrom = Regulation("CHL-10", "应知之日", "第五十三条", "政府采购法第五十二条规定的供应商应知其权益受到损害之日，是指");

    public static readonly Rule Signed = Challenging("CHL-11", "质疑函签章", "第十二条",
        "供应商为法人或者其他组织的，应当由法定代表人、主要负责人，或者其授权代表签字或者盖章，并加盖公章");

    public static readonly Rule ClearRequest = Regulation("CHL-12", "明确请求和证明", "第五十五条", "供应商质疑、投诉应当有明确的请求和必要的证明材料");
}
