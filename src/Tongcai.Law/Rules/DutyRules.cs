using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>岗位与权限的规则。</summary>
public static partial class DutyRules
{
    public static readonly Rule Incompatible = Act("DUT-01", "不相容岗位分离", "第六十一条",
        "经办采购的人员与负责采购合同审核、验收人员的职责权限应当明确，并相互分离");

    public static readonly Rule InternalControl = Tendering("DUT-02", "内部控制", "第六条", "采购人应当按照行政事业单位内部控制规范要求，建立健全本单位政府采购内部控制制度");

    public static readonly Rule Unauthorised = Electronic("DUT-03", "防范非授权操作", "第十三条",
        "应当采用可靠的身份识别、权限控制、加密、病毒防范等技术，防范非授权操作");

    public static readonly Rule AnswerSeparate = Fairness("DUT-04", "质疑答复岗位分离", "六",
        "有条件的采购人和集中采购机构应当实现政府采购质疑答复岗位与操作执行岗位相分离");

    public static readonly Rule SupervisorStaysOut = Act("DUT-05", "监管不参与采购", "第六十条", "政府采购监督管理部门不得设置集中采购机构，不得参与政府采购项目的采购活动");

    public static readonly Rule OrdersObeyed = Electronic("DUT-06", "执行监督指令", "第五十二条",
        "招标投标活动当事人和电子招标投标交易平台、公共服务平台的运营机构应当执行，并如实提供相关信息，协助调查处理");

    public static readonly Rule EverythingRecorded = Electronic("DUT-07", "如实记录操作", "第四十九条",
        "如实记录招标投标过程、数据信息来源，以及每一操作环节的时间、网络地址和工作人员，并具备电子归档功能");
}
