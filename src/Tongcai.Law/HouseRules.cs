namespace Tongcai.Law;

/// <summary>办理程序的规则：what every act of the chain is checked by, whatever its stage.</summary>
public static partial class HouseRules
{
    public static readonly Rule Procedure = new("HSE-01", "按规定程序采购", new("政府采购法", "第六十四条",
        "采购人必须按照本法规定的采购方式和采购程序进行采购")) { From = new(2003, 1, 1) };

    public static readonly Rule EntrusterPays = new("HSE-02", "谁委托、谁付费", new("内蒙古自治区财政厅等8部门关于落实《政府采购领域“整顿市场秩序、建设法规体系、促进产业发展”三年行动方案（2024—2026年）》的通知", "二（二）",
        "规范限额标准以下项目采购，严格执行“谁委托、谁付费、谁负责”")) { From = new(2024, 9, 25), Certainty = Certainty.Sure };

    public static readonly Rule QuestionToPurchaser = new("HSE-03", "询问与答复", new("政府采购法", "第五十一条",
        "供应商对政府采购活动事项有疑问的，可以向采购人提出询问，采购人应当及时作出答复，但答复的内容不得涉及商业秘密")) { From = new(2003, 1, 1) };

    public static readonly Rule DeadlineNotShortened = new("HSE-04", "澄清修改与截止时间", new("政府采购法实施条例", "第三十一条",
        "不足15日的，采购人或者采购代理机构应当顺延提交投标文件的截止时间")) { From = new(2015, 3, 1) };

    public static readonly Rule CancelledTask = new("HSE-05", "采购任务取消", new("政府采购法", "第三十六条",
        "因重大变故，采购任务取消的")) { From = new(2003, 1, 1) };

    public static readonly Rule OutsideRecord = new("HSE-06", "数据须经来源系统确认", new("电子招标投标办法", "第十四条",
        "验证初始录入信息的真实性，并确保数据电文不被篡改、不遗漏和可追溯")) { From = new(2013, 5, 1) };

    public static readonly Rule FilesKept = new("HSE-07", "采购文件保存十五年", new("政府采购法", "第四十二条",
        "采购文件的保存期限为从采购结束之日起至少保存十五年")) { From = new(2003, 1, 1) };
}
