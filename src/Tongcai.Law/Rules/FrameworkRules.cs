using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>框架协议的规则：方案、征集、协议、第二阶段、退出。入围的家数和淘汰见 <see cref="CompetitionRules"/>。</summary>
public static partial class FrameworkRules
{
    public static readonly Rule SchemeFiled = Framework("FRM-08", "方案先备案", "第八条", "主管预算单位采用框架协议采购的，应当在采购活动开始前将采购方案报本级财政部门备案");

    public static readonly Rule SchemeReviewed = Framework("FRM-09", "集采机构方案先审核", "第八条", "集中采购机构采用框架协议采购的，应当拟定采购方案，报本级财政部门审核后实施");

    public static readonly Rule CentralCollects = Framework("FRM-10", "目录内由集采机构征集", "第五条",
        "集中采购目录以内品目以及与之配套的必要耗材、配件等，采用框架协议采购的，由集中采购机构负责征集程序和订立框架协议");

    public static readonly Rule DepartmentCollects = Framework("FRM-11", "目录外由主管预算单位征集", "第五条",
        "集中采购目录以外品目采用框架协议采购的，由主管预算单位负责征集程序和订立框架协议。其他预算单位确有需要的，经其主管预算单位批准，可以采用框架协议采购方式采购");

    public static readonly Rule ClosedIsTheRule = Framework("FRM-12", "封闭式是主要形式", "第四条", "除法律、行政法规或者本办法另有规定外，框架协议采购应当采用封闭式框架协议采购");

    public static readonly Rule OpenCase = Framework("FRM-13", "开放式适用情形", "第十条", "符合下列情形之一的，可以采用开放式框架协议采购");

    public static readonly MinimumCount Surveyed = new("FRM-14", "框架协议需求调查", 3, new("政府采购框架协议采购方式管理暂行办法", "第十一条", "调查对象一般各不少于3个")) { From = new(2022, 3, 1) };

    public static readonly Rule MaximumUnitPrice = Framework("FRM-15", "最高限制单价", "第十三条", "应当在征集公告和征集文件中确定框架协议采购的最高限制单价");

    public static readonly Rule DocumentContents = Framework("FRM-16", "征集文件内容", "第二十三条",
        "确定第一阶段入围供应商的评审方法、评审标准、确定入围供应商的淘汰率或者入围供应商数量上限和响应文件无效情形");

    public static readonly Rule AgreementContents = Framework("FRM-17", "框架协议内容", "第十四条", "框架协议应当包括以下内容");

    public static readonly Rule AgreementUnchanged = Framework("FRM-18", "协议不得实质性修改", "第二十九条", "框架协议不得对征集文件确定的事项以及入围供应商的响应文件作实质性修改");

    public static readonly Rule OnlyEntrants = Framework("FRM-19", "合同授予入围供应商", "第十七条", "应当将第二阶段的采购合同授予入围供应商");

    public static readonly Rule Scope = Framework("FRM-20", "协议适用范围", "第十四条", "适用框架协议的采购人或者服务对象范围，以及履行合同的地域范围");

    public static readonly Rule Direct = Framework("FRM-21", "第二阶段方式", "第三十二条",
        "除征集人根据采购项目特点和提高绩效等要求，在征集文件中载明采用二次竞价或者顺序轮候方式外，确定第二阶段成交供应商应当由采购人或者服务对象依据入围产品价格、质量以及服务便利性、用户评价等因素，从第一阶段入围供应商中直接选定");

    public static readonly Rule OpenDirect = Framework("FRM-22", "开放式直接选定", "第四十二条", "第二阶段成交供应商由采购人或者服务对象从第一阶段入围供应商中直接选定");

    public static readonly Rule TimeToQuote = Framework("FRM-23", "二次竞价的响应时间", "第三十三条", "进行二次竞价应当给予供应商必要的响应时间");

    public static readonly Rule LowestQuote = Framework("FRM-24", "二次竞价报价最低成交", "第三十三条", "从入围供应商中选择所有符合竞价需求的供应商参与二次竞价，确定报价最低的为成交供应商的方式");

    public static readonly Rule FixedPrice = Framework("FRM-25", "固定价格合同", "第三十六条", "框架协议采购应当订立固定价格合同");

    public static readonly Rule AwardAccepted = Framework("FRM-26", "接受合同授予", "第十九条", "无正当理由拒不接受合同授予的");

    public static readonly Rule JoinAnytime = Framework("FRM-27", "随时申请加入", "第三十九条", "征集公告发布后至框架协议期满前，供应商可以按照征集公告要求，随时提交加入框架协议的申请");

    public static readonly Rule NoticeIsAgreement = Framework("FRM-28", "公告视为签订", "第四十一条", "申明不再签订书面框架协议的，发布入围结果公告，视为签订框架协议");

    public static readonly Rule ClosedStays = Framework("FRM-29", "封闭式不得主动退出", "第二十条", "封闭式框架协议入围供应商无正当理由，不得主动放弃入围资格或者退出框架协议");

    public static readonly Rule OpenLeaves = Framework("FRM-30", "开放式随时退出", "第二十条", "开放式框架协议入围供应商可以随时申请退出框架协议");

    public static readonly Rule Removal = Framework("FRM-31", "清退情形", "第十九条", "入围供应商有下列情形之一，尚未签订框架协议的，取消其入围资格；已经签订框架协议的，解除与其签订的框架协议");

    public static readonly Rule RemovedStaysOut = Framework("FRM-32", "清退者不得再加入", "第十九条",
        "被取消入围资格或者被解除框架协议的供应商不得参加同一封闭式框架协议补充征集，或者重新申请加入同一开放式框架协议");

    public static readonly Rule SupplementSame = Framework("FRM-33", "补充征集同条件", "第三十一条", "补充征集的条件、程序、评审方法和淘汰比例应当与初次征集相同。补充征集应当遵守原框架协议的有效期");

    public static readonly Rule SmallPurchases = new("FRM-34", "单笔未达限额标准", new("财库〔2022〕17号", "四",
        "小额零星采购严格限定在采购人需要多频次采购，且单笔采购金额未达到政府采购限额标准的范围内")) { From = new(2022, 5, 16) };

    public static readonly Rule Uses = Framework("FRM-35", "框架协议适用情形", "第三条", "符合下列情形之一的，可以采用框架协议采购方式采购");
}
