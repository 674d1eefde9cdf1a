namespace Tongcai.Law;

/// <summary>法定期限全表。One member per time limit of national law; the ids are permanent. Regions may only tighten them (<see cref="RegionalRules"/>).</summary>
public static class TimeLimits
{
    public static readonly TimeLimit IntentionLead = new("T001", "采购意向公开", 30, TimeUnit.Day, LimitKind.MinBefore,
        "采购活动开始", "全部", "采购人", new("财库〔2020〕10号", "三",
            "采购意向公开时间应当尽量提前，原则上不得晚于采购活动开始前30日公开采购意向")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit DemandSurveyValidity = new("T002", "需求调查有效期", 1, TimeUnit.Year, LimitKind.MaxAge,
        "前次同标的需求调查", "全部", "采购人", new("政府采购需求管理办法", "第十一条",
            "编制采购需求前一年内，采购人已就相关采购标的开展过需求调查的可以不再重复开展")) { From = new(2021, 7, 1) };

    public static readonly TimeLimit NoticePeriod = new("T010", "招标公告期限", 5, TimeUnit.Workday, LimitKind.Exact,
        "招标公告、资格预审公告发布", "公开招标,邀请招标", "发布主体", new("政府采购货物和服务招标投标管理办法", "第十六条",
            "招标公告、资格预审公告的公告期限为5个工作日")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit DocumentSupply = new("T011", "招标文件提供期限", 5, TimeUnit.Workday, LimitKind.Min,
        "招标公告发布", "公开招标,邀请招标", "代理", new("政府采购货物和服务招标投标管理办法", "第十八条",
            "提供期限自招标公告、资格预审公告发布之日起计算不得少于5个工作日")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit BidPreparation = new("T012", "等标期", 20, TimeUnit.Day, LimitKind.Min,
        "招标文件开始发出", "公开招标,邀请招标", "代理", new("政府采购法", "第三十五条",
            "自招标文件开始发出之日起至投标人提交投标文件截止之日止，不得少于二十日")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit ClarificationLead = new("T013", "澄清修改提前量", 15, TimeUnit.Day, LimitKind.MinBefore,
        "投标截止", "公开招标,邀请招标", "代理", new("政府采购法实施条例", "第三十一条",
            "应当在投标截止时间至少15日前，以书面形式通知所有获取招标文件的潜在投标人；不足15日的，采购人或者采购代理机构应当顺延提交投标文件的截止时间")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit PrequalificationPreparation = new("T014", "资格预审申请时间", 5, TimeUnit.Workday, LimitKind.Min,
        "资格预审公告发布", "公开招标,邀请招标", "供应商", new("政府采购法实施条例", "第二十一条",
            "提交资格预审申请文件的时间自公告发布之日起不得少于5个工作日")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit PrequalificationClarificationLead = new("T015", "资格预审澄清提前量", 3, TimeUnit.Day, LimitKind.MinBefore,
        "资格预审申请截止", "公开招标,邀请招标", "代理", new("政府采购货物和服务招标投标管理办法", "第二十七条",
            "应当在提交资格预审申请文件截止时间至少3日前，以书面形式通知所有获取资格预审文件的潜在投标人")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit TerminationRefund = new("T016", "终止招标退款", 5, TimeUnit.Workday, LimitKind.Max,
        "终止采购活动", "公开招标,邀请招标", "代理", new("政府采购货物和服务招标投标管理办法", "第二十九条",
            "应当在终止采购活动后5个工作日内，退还所收取的招标文件费用和所收取的投标保证金及其在银行产生的孳息")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit WithdrawalBondRefund = new("T017", "撤回退保证金", 5, TimeUnit.Workday, LimitKind.Max,
        "收到撤回通知", "公开招标,邀请招标", "代理", new("政府采购货物和服务招标投标管理办法", "第三十八条",
            "应当自收到投标人书面撤回通知之日起５个工作日内，退还已收取的投标保证金")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit OpeningAtDeadline = new("T018", "开标与截止同时", 0, TimeUnit.Minute, LimitKind.Exact,
        "投标截止", "公开招标,邀请招标", "代理", new("政府采购货物和服务招标投标管理办法", "第三十九条",
            "开标应当在招标文件确定的提交投标文件截止时间的同一时间进行")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit ReportToPurchaser = new("T019", "评审报告送交", 2, TimeUnit.Workday, LimitKind.Max,
        "评标结束", "公开招标,邀请招标", "代理", new("政府采购法实施条例", "第四十三条",
            "采购代理机构应当自评审结束之日起2个工作日内将评审报告送交采购人")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit AwardDecision = new("T020", "确定中标人", 5, TimeUnit.Workday, LimitKind.Max,
        "收到评标报告", "公开招标,邀请招标", "采购人", new("政府采购法实施条例", "第四十三条",
            "采购人应当自收到评审报告之日起5个工作日内在评审报告推荐的中标或者成交候选人中按顺序确定中标或者成交供应商")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit SelfOrganisedAwardDecision = new("T021", "自行招标定标", 5, TimeUnit.Workday, LimitKind.Max,
        "评标结束（自行组织）", "公开招标,邀请招标", "采购人", new("政府采购货物和服务招标投标管理办法", "第六十八条",
            "采购人自行组织招标的，应当在评标结束后5个工作日内确定中标人")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit ResultNotice = new("T022", "结果公告与通知书", 2, TimeUnit.Workday, LimitKind.Max,
        "中标、成交供应商确定", "全部", "采购人/代理", new("政府采购法实施条例", "第四十三条",
            "采购人或者采购代理机构应当自中标、成交供应商确定之日起2个工作日内，发出中标、成交通知书，并在省级以上人民政府财政部门指定的媒体上公告中标、成交结果")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit ResultNoticePeriod = new("T023", "中标公告期限", 1, TimeUnit.Workday, LimitKind.Exact,
        "结果公告", "全部", "发布主体", new("政府采购货物和服务招标投标管理办法", "第六十九条",
            "中标公告期限为1个工作日")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit LoserBondRefund = new("T024", "退未中标人保证金", 5, TimeUnit.Workday, LimitKind.Max,
        "中标、成交通知书发出", "全部", "代理", new("政府采购法实施条例", "第三十三条",
            "采购人或者采购代理机构应当自中标通知书发出之日起5个工作日内退还未中标供应商的投标保证金")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit BondRefund = new("T025", "退中标人保证金", 5, TimeUnit.Workday, LimitKind.Max,
        "合同签订", "全部", "代理", new("政府采购法实施条例", "第三十三条",
            "自政府采购合同签订之日起5个工作日内退还中标供应商的投标保证金")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit LateRefundInterest = new("T026", "逾期退还资金占用费", 120, TimeUnit.Percent, LimitKind.Rate,
        "逾期退还", "公开招标,邀请招标", "代理", new("政府采购货物和服务招标投标管理办法", "第三十八条",
            "还应当按中国人民银行同期贷款基准利率上浮20％后的利率支付超期资金占用费")) { From = new(2017, 10, 1) };

    public static readonly TimeLimit NegotiationResponse = new("T030", "谈判首次响应时间", 3, TimeUnit.Workday, LimitKind.Min,
        "谈判文件发出", "竞争性谈判", "代理", new("政府采购非招标采购方式管理办法", "第二十九条",
            "从谈判文件发出之日起至供应商提交首次响应文件截止之日止不得少于3个工作日")) { From = new(2014, 2, 1) };

    public static readonly TimeLimit NegotiationClarificationLead = new("T031", "谈判、询价澄清提前量", 3, TimeUnit.Workday, LimitKind.MinBefore,
        "响应截止", "竞争性谈判,询价", "代理", new("政府采购非招标采购方式管理办法", "第二十九条",
            "应当在提交首次响应文件截止之日3个工作日前，以书面形式通知所有接收谈判文件的供应商，不足3个工作日的，应当顺延提交首次响应文件截止之日")) { From = new(2014, 2, 1) };

    public static readonly TimeLimit InquiryResponse = new("T032", "询价响应时间", 3, TimeUnit.Workday, LimitKind.Min,
        "询价通知书发出", "询价", "代理", new("政府采购非招标采购方式管理办法", "第四十五条",
            "从询价通知书发出之日起至供应商提交响应文件截止之日止不得少于3个工作日")) { From = new(2014, 2, 1) };

    public static readonly TimeLimit NonTenderNoticePeriod = new("T033", "谈判磋商询价公告期限", 3, TimeUnit.Workday, LimitKind.Exact,
        "公告发布", "竞争性谈判,询价,竞争性磋商", "发布主体", new("财办库〔2020〕50号", "格式4",
            "竞争性谈判（竞争性磋商、询价）公告期限为3个工作日")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit ConsultationDocumentSupply = new("T034", "磋商文件发售期", 5, TimeUnit.Workday, LimitKind.Min,
        "磋商文件开始发出", "竞争性磋商", "代理", new("财库〔2014〕214号", "第十条",
            "磋商文件的发售期限自开始之日起不得少于5个工作日")) { From = new(2014, 12, 31), Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit ConsultationResponse = new("T035", "磋商首次响应时间", 10, TimeUnit.Day, LimitKind.Min,
        "磋商文件发出", "竞争性磋商", "代理", new("财库〔2014〕214号", "第十条",
            "从磋商文件发出之日起至供应商提交首次响应文件截止之日止不得少于10日")) { From = new(2014, 12, 31), Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit ConsultationClarificationLead = new("T036", "磋商澄清提前量", 5, TimeUnit.Day, LimitKind.MinBefore,
        "响应截止", "竞争性磋商", "代理", new("财库〔2014〕214号", "第十条",
            "澄清或者修改的内容可能影响响应文件编制的，应当在提交首次响应文件截止时间至少5日前通知，不足5日的顺延")) { From = new(2014, 12, 31), Certainty = Certainty.Sure };

    public static readonly TimeLimit NonTenderReport = new("T037", "非招标评审报告送交", 2, TimeUnit.Workday, LimitKind.Max,
        "评审结束", "竞争性谈判,询价,竞争性磋商", "代理", new("政府采购非招标采购方式管理办法", "第三十六条",
            "采购代理机构应当在评审结束后2个工作日内将评审报告送采购人确认")) { From = new(2014, 2, 1) };

    public static readonly TimeLimit NonTenderDecision = new("T038", "非招标确定成交", 5, TimeUnit.Workday, LimitKind.Max,
        "收到评审报告", "竞争性谈判,询价,竞争性磋商", "采购人", new("政府采购非招标采购方式管理办法", "第三十六条",
            "采购人应当在收到评审报告后5个工作日内，从评审报告提出的成交候选人中，根据质量和服务均能满足采购文件实质性响应要求且最后报价最低的原则确定成交供应商")) { From = new(2014, 2, 1) };

    public static readonly TimeLimit SingleSourcePublicity = new("T039", "单一来源公示", 5, TimeUnit.Workday, LimitKind.Min,
        "单一来源公示", "单一来源", "采购人", new("政府采购法实施条例", "第三十八条",
            "采购人应当将采购项目信息和唯一供应商名称在省级以上人民政府财政部门指定的媒体上公示，公示期不得少于5个工作日")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit SingleSourceReview = new("T040", "单一来源补充论证", 5, TimeUnit.Workday, LimitKind.Max,
        "公示期满", "单一来源", "采购人", new("政府采购非招标采购方式管理办法", "第四十条",
            "应当在公示期满后5个工作日内，组织补充论证")) { From = new(2014, 2, 1) };

    public static readonly TimeLimit FrameworkFiling = new("T050", "框架协议备案", 7, TimeUnit.Workday, LimitKind.Max,
        "框架协议签订", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第二十九条",
            "在框架协议签订后7个工作日内，将框架协议副本报本级财政部门备案")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit FrameworkSigning = new("T051", "框架协议签订", 30, TimeUnit.Day, LimitKind.Max,
        "入围通知书发出", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第二十九条",
            "应当在入围通知书发出之日起30日内和入围供应商签订框架协议")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit FrameworkInformation = new("T052", "入围信息告知", 3, TimeUnit.Workday, LimitKind.Max,
        "框架协议签订", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第三十条",
            "征集人应当在框架协议签订后3个工作日内通过电子化采购系统将入围信息告知适用框架协议的所有采购人或者服务对象")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit CallOffNotice = new("T053", "单笔成交公告", 2, TimeUnit.Workday, LimitKind.Max,
        "第二阶段成交（二次竞价、顺序轮候）", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第三十五条",
            "征集人应当在确定成交供应商后2个工作日内逐笔发布成交结果公告")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit FrameworkSummary = new("T054", "成交结果汇总公告", 10, TimeUnit.Workday, LimitKind.Max,
        "框架协议有效期满", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第三十五条",
            "征集人应当在框架协议有效期满后10个工作日内发布成交结果汇总公告")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit OutsiderCopy = new("T055", "授予非入围供应商抄送", 1, TimeUnit.Workday, LimitKind.Max,
        "授予非入围供应商", "框架协议", "采购人", new("政府采购框架协议采购方式管理暂行办法", "第三十七条",
            "应当在确定成交供应商后1个工作日内，将成交结果抄送征集人")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit OpenFrameworkReview = new("T056", "开放式加入审核", 7, TimeUnit.Workday, LimitKind.Max,
        "收到开放式加入申请", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第三十九条",
            "征集人应当在收到供应商申请后7个工作日内完成审核，并将审核结果书面通知申请供应商")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit OpenFrameworkNotice = new("T057", "开放式入围公告", 2, TimeUnit.Workday, LimitKind.Max,
        "开放式审核通过", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第四十条",
            "征集人应当在审核通过后2个工作日内，发布入围结果公告")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit FrameworkExitNotice = new("T058", "退出公告", 2, TimeUnit.Workday, LimitKind.Max,
        "开放式退出申请", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第二十条",
            "集中采购机构或者主管预算单位应当在收到退出申请2个工作日内，发布入围供应商退出公告")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit GoodsFrameworkTerm = new("T059", "货物框架协议有效期", 1, TimeUnit.Year, LimitKind.Max,
        "框架协议生效（货物）", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第十五条",
            "货物项目框架协议有效期一般不超过1年")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit ServicesFrameworkTerm = new("T060", "服务框架协议有效期", 2, TimeUnit.Year, LimitKind.Max,
        "框架协议生效（服务）", "框架协议", "征集人", new("政府采购框架协议采购方式管理暂行办法", "第十五条",
            "服务项目框架协议有效期一般不超过2年")) { From = new(2022, 3, 1) };

    public static readonly TimeLimit InnovationApplication = new("T065", "合作创新申请时间", 20, TimeUnit.Workday, LimitKind.Min,
        "合作创新采购公告", "合作创新", "供应商", new("财库〔2024〕13号", "待核",
            "自合作创新采购公告发布之日起提交参与申请的时间不少于20个工作日（待核）")) { From = new(2024, 6, 1), Certainty = Certainty.Unsure };

    public static readonly TimeLimit InnovationResponse = new("T066", "合作创新首次响应时间", 10, TimeUnit.Workday, LimitKind.Min,
        "研发谈判文件发出", "合作创新", "供应商", new("财库〔2024〕13号", "待核",
            "自研发谈判文件发出之日起至首次响应文件截止不少于10个工作日（待核）")) { From = new(2024, 6, 1), Certainty = Certainty.Unsure };

    public static readonly TimeLimit InnovationContractTerm = new("T067", "研发合同期限", 2, TimeUnit.Year, LimitKind.Max,
        "研发合同生效", "合作创新", "双方", new("财库〔2024〕13号", "待核",
            "研发合同期限一般不超过2年，重大合作创新采购项目不超过3年")) { From = new(2024, 6, 1), Certainty = Certainty.Sure };

    public static readonly TimeLimit ContractSigning = new("T070", "签订合同", 30, TimeUnit.Day, LimitKind.Max,
        "中标、成交通知书发出", "全部", "采购人", new("政府采购法", "第四十六条",
            "采购人与中标、成交供应商应当在中标、成交通知书发出之日起三十日内，按照采购文件确定的事项签订政府采购合同")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit ContractPublication = new("T071", "合同公告", 2, TimeUnit.Workday, LimitKind.Max,
        "合同签订", "全部", "采购人", new("政府采购法实施条例", "第五十条",
            "采购人应当自政府采购合同签订之日起2个工作日内，将政府采购合同在省级以上人民政府财政部门指定的媒体上公告")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit ContractFiling = new("T072", "合同备案", 7, TimeUnit.Workday, LimitKind.Max,
        "合同签订", "全部", "采购人", new("政府采购法", "第四十七条",
            "政府采购项目的采购合同自签订之日起七个工作日内，采购人应当将合同副本报同级政府采购监督管理部门和有关部门备案")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit ContractChangeNotice = new("T073", "合同变更公告", 2, TimeUnit.Workday, LimitKind.Max,
        "合同变更、中止、终止", "全部", "采购人", new("财办库〔2023〕243号", "待核",
            "合同变更、中止、终止的，自变更之日起2个工作日内公告")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit SupplementLimit = new("T074", "追加合同限额", 10, TimeUnit.Percent, LimitKind.Max,
        "原合同金额", "全部", "采购人", new("政府采购法", "第四十九条",
            "所有补充合同的采购金额不得超过原合同采购金额的百分之十")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit PaymentDue = new("T075", "支付期限", 30, TimeUnit.Day, LimitKind.Max,
        "收到发票", "全部", "采购人", new("财库〔2019〕38号", "三",
            "对于满足合同约定支付条件的，采购人应当自收到发票后30日内将资金支付到合同约定的供应商账户")) { From = new(2019, 9, 1) };

    public static readonly TimeLimit PaymentInPrinciple = new("T076", "原则支付期限", 10, TimeUnit.Workday, LimitKind.Max,
        "收到发票", "全部", "采购人", new("财办库〔2023〕243号", "待核",
            "满足合同约定支付条件的，原则上自收到发票后10个工作日内支付")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit SmePaymentDue = new("T077", "中小企业款项支付期限", 30, TimeUnit.Day, LimitKind.Max,
        "交付（或验收合格）", "中小企业供应商", "采购人", new("保障中小企业款项支付条例", "第九条",
            "机关、事业单位从中小企业采购货物、工程、服务，应当自货物、工程、服务交付之日起30日内支付款项")) { From = new(2025, 6, 1) };

    public static readonly TimeLimit SmePaymentTermLimit = new("T078", "中小企业付款期限上限", 60, TimeUnit.Day, LimitKind.Max,
        "约定上限", "中小企业供应商", "采购人", new("保障中小企业款项支付条例", "第九条",
            "合同另有约定的，从其约定，但付款期限最长不得超过60日")) { From = new(2025, 6, 1) };

    public static readonly TimeLimit SmeLateInterest = new("T079", "中小企业逾期利息", 5, TimeUnit.TenThousandthPerDay, LimitKind.Rate,
        "逾期", "中小企业供应商", "采购人", new("保障中小企业款项支付条例", "第十七条",
            "未作约定的，按照每日利率万分之五支付逾期利息")) { From = new(2025, 6, 1) };

    public static readonly TimeLimit ReceivableConfirmation = new("T080", "应收账款确权", 30, TimeUnit.Day, LimitKind.Max,
        "应收账款确权请求", "中小企业供应商", "采购人", new("保障中小企业款项支付条例", "第十六条",
            "机关、事业单位和大型企业应当自中小企业提出确权请求之日起30日内确认债权债务关系")) { From = new(2025, 6, 1) };

    public static readonly TimeLimit LatePaymentDisclosure = new("T081", "逾期款项公开", 331, TimeUnit.MonthDay, LimitKind.Due,
        "每年", "全部", "采购人", new("保障中小企业款项支付条例", "第十八条",
            "机关、事业单位应当于每年3月31日前将上一年度逾期尚未支付中小企业款项的合同数量、金额等信息通过网站、报刊等便于公众知晓的方式公开")) { From = new(2025, 6, 1) };

    public static readonly TimeLimit Archive = new("T082", "采购文件保存", 15, TimeUnit.Year, LimitKind.Min,
        "采购结束", "全部", "采购人/代理", new("政府采购法", "第四十二条",
            "采购文件的保存期限为从采购结束之日起至少保存十五年")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit EmergencyArchive = new("T083", "紧急采购归档", 5, TimeUnit.Workday, LimitKind.Max,
        "采购完成", "紧急采购", "采购人", new("郑财购〔2020〕16号", "三（六）19",
            "采购人在完成紧急项目采购后5个工作日内，将相关档案资料进行整理、归档和保管"));

    public static readonly TimeLimit EnquiryAnswer = new("T090", "答复询问", 3, TimeUnit.Workday, LimitKind.Max,
        "收到询问", "全部", "采购人/代理", new("政府采购法实施条例", "第五十二条",
            "采购人或者采购代理机构应当在3个工作日内对供应商依法提出的询问作出答复")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit ChallengeWindow = new("T091", "提出质疑", 7, TimeUnit.Workday, LimitKind.Max,
        "知道或应知", "全部", "供应商", new("政府采购法", "第五十二条",
            "可以在知道或者应知其权益受到损害之日起七个工作日内，以书面形式向采购人提出质疑")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit ChallengeAnswer = new("T092", "答复质疑", 7, TimeUnit.Workday, LimitKind.Max,
        "收到质疑函", "全部", "采购人/代理", new("政府采购法", "第五十三条",
            "采购人应当在收到供应商的书面质疑后七个工作日内作出答复，并以书面形式通知质疑供应商和其他有关供应商")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit ComplaintWindow = new("T093", "提起投诉", 15, TimeUnit.Workday, LimitKind.Max,
        "答复期满", "全部", "供应商", new("政府采购法", "第五十五条",
            "可以在答复期满后十五个工作日内向同级政府采购监督管理部门投诉")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit ComplaintAcceptance = new("T094", "投诉审查", 5, TimeUnit.Workday, LimitKind.Max,
        "收到投诉书", "全部", "财政部门", new("政府采购质疑和投诉办法", "第二十一条",
            "财政部门收到投诉书后，应当在5个工作日内进行审查")) { From = new(2018, 3, 1) };

    public static readonly TimeLimit ComplaintRejection = new("T095", "不予受理告知", 3, TimeUnit.Workday, LimitKind.Max,
        "审查", "全部", "财政部门", new("政府采购质疑和投诉办法", "第二十一条",
            "应当在3个工作日内书面告知投诉人不予受理，并说明理由")) { From = new(2018, 3, 1) };

    public static readonly TimeLimit ComplaintNotification = new("T096", "投诉答复通知", 8, TimeUnit.Workday, LimitKind.Max,
        "收到投诉", "全部", "财政部门", new("政府采购质疑和投诉办法", "第二十一条",
            "在收到投诉后8个工作日内向被投诉人和其他与投诉事项有关的当事人发出投诉答复通知书及投诉书副本")) { From = new(2018, 3, 1) };

    public static readonly TimeLimit ComplaintReply = new("T097", "被投诉人说明", 5, TimeUnit.Workday, LimitKind.Max,
        "收到答复通知书", "全部", "被投诉人", new("政府采购质疑和投诉办法", "第二十二条",
            "应当在收到投诉答复通知书及投诉书副本之日起5个工作日内，以书面形式向财政部门作出说明")) { From = new(2018, 3, 1) };

    public static readonly TimeLimit ComplaintDecision = new("T098", "投诉处理决定", 30, TimeUnit.Workday, LimitKind.Max,
        "收到投诉", "全部", "财政部门", new("政府采购法", "第五十六条",
            "政府采购监督管理部门应当在收到投诉后三十个工作日内，对投诉事项作出处理决定")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit SuspensionMax = new("T099", "暂停采购活动", 30, TimeUnit.Day, LimitKind.Max,
        "暂停通知", "全部", "财政部门", new("政府采购法", "第五十七条",
            "可以视具体情况书面通知采购人暂停采购活动，但暂停时间最长不得超过三十日")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit AdministrativeReview = new("T100", "申请行政复议", 60, TimeUnit.Day, LimitKind.Max,
        "知道行政行为", "全部", "当事人", new("行政复议法", "第二十条",
            "可以自知道或者应当知道该行政行为之日起六十日内提出行政复议申请")) { From = new(2024, 1, 1) };

    public static readonly TimeLimit Lawsuit = new("T101", "提起行政诉讼", 6, TimeUnit.Month, LimitKind.Max,
        "知道行政行为", "全部", "当事人", new("行政诉讼法", "第四十六条",
            "应当自知道或者应当知道作出行政行为之日起六个月内提出")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit LawsuitAfterReview = new("T102", "复议后起诉", 15, TimeUnit.Day, LimitKind.Max,
        "收到复议决定", "全部", "当事人", new("行政诉讼法", "第四十五条",
            "公民、法人或者其他组织不服复议决定的，可以在收到复议决定书之日起十五日内向人民法院提起诉讼")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit UnfoundedComplaints = new("T103", "查无实据投诉", 3, TimeUnit.Times, LimitKind.Count,
        "滚动12个月", "全部", "供应商", new("政府采购质疑和投诉办法", "第三十七条",
            "投诉人在全国范围12个月内三次以上投诉查无实据的，由财政部门列入不良行为记录名单")) { From = new(2018, 3, 1) };

    public static readonly TimeLimit SmeIdentification = new("T104", "中小企业认定答复", 10, TimeUnit.Workday, LimitKind.Max,
        "收到协助认定函", "全部", "中小企业主管部门", new("政府采购促进中小企业发展管理办法", "第十六条",
            "中小企业主管部门应当在收到财政部门或者有关招标投标行政监督部门关于协助开展中小企业认定函后 10 个工作日内做出书面答复")) { From = new(2021, 1, 1) };

    public static readonly TimeLimit PenaltyDecision = new("T110", "行政处罚决定", 90, TimeUnit.Day, LimitKind.Max,
        "立案", "全部", "财政部门", new("行政处罚法", "第六十条",
            "行政机关应当自行政处罚案件立案之日起九十日内作出行政处罚决定")) { From = new(2021, 7, 15) };

    public static readonly TimeLimit HearingRequest = new("T111", "申请听证", 5, TimeUnit.Workday, LimitKind.Max,
        "告知听证权", "全部", "当事人", new("行政处罚法", "第六十四条",
            "当事人要求听证的，应当在行政机关告知后五日内提出")) { From = new(2021, 7, 15) };

    public static readonly TimeLimit HearingNotice = new("T112", "听证通知", 7, TimeUnit.Workday, LimitKind.MinBefore,
        "听证举行", "全部", "财政部门", new("行政处罚法", "第六十四条",
            "行政机关应当在举行听证的七日前，通知当事人及有关人员听证的时间、地点")) { From = new(2021, 7, 15) };

    public static readonly TimeLimit BanMinimum = new("T113", "禁止参加下限", 1, TimeUnit.Year, LimitKind.Min,
        "处罚生效", "全部", "财政部门", new("政府采购法", "第七十七条",
            "在一至三年内禁止参加政府采购活动")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit BanMaximum = new("T114", "禁止参加上限", 3, TimeUnit.Year, LimitKind.Max,
        "处罚生效", "全部", "财政部门", new("政府采购法", "第七十七条",
            "在一至三年内禁止参加政府采购活动")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit CleanRecord = new("T115", "无重大违法记录", 3, TimeUnit.Year, LimitKind.Lookback,
        "参加采购活动前", "全部", "供应商", new("政府采购法", "第二十二条",
            "参加政府采购活动前三年内，在经营活动中没有重大违法记录")) { From = new(2003, 1, 1) };

    public static readonly TimeLimit AvoidanceLookback = new("T116", "回避追溯期", 3, TimeUnit.Year, LimitKind.Lookback,
        "参加采购活动前", "全部", "专家/采购人员", new("政府采购法实施条例", "第九条",
            "参加采购活动前3年内与供应商存在劳动关系")) { From = new(2015, 3, 1) };

    public static readonly TimeLimit ExpertDraw = new("T117", "抽取专家时间", 2, TimeUnit.Workday, LimitKind.MaxBefore,
        "评审活动开始", "全部", "采购人/代理", new("财库〔2016〕198号", "待核",
            "除采用竞争性谈判、竞争性磋商方式采购，以及异地评审的项目外，抽取评审专家的开始时间原则上不得早于评审活动开始前2个工作日")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit ExpertRating = new("T118", "专家履职评价", 5, TimeUnit.Workday, LimitKind.Max,
        "评审结束", "全部", "采购人/代理与专家互评", new("财库〔2016〕198号", "待核",
            "评审活动结束后5个工作日内，在政府采购信用评价系统中记录评审专家的职责履行情况")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit AgencyRegistration = new("T119", "代理机构信息变更", 10, TimeUnit.Workday, LimitKind.Max,
        "信息变更", "全部", "代理", new("财库〔2018〕2号", "待核",
            "代理机构登记信息发生变更的，应当在信息变更之日起10个工作日内自行更新")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit AgencyRating = new("T120", "代理机构履职评价", 5, TimeUnit.Workday, LimitKind.Max,
        "采购或评审活动结束", "全部", "采购人、专家、供应商", new("财库〔2018〕2号", "待核",
            "采购人、评审专家应当在采购活动或评审活动结束后5个工作日内记录代理机构的职责履行情况")) { Certainty = Certainty.Sure };

    public static readonly TimeLimit MediaPublication = new("T121", "指定媒体发布", 1, TimeUnit.Workday, LimitKind.Max,
        "收到信息", "全部", "指定媒体", new("政府采购信息发布管理办法", "第十三条",
            "中国政府采购网或者其省级分网应当自收到政府采购信息起1个工作日内发布")) { From = new(2020, 3, 1) };

    public static readonly TimeLimit AbnormallyLowExplanation = new("T122", "异常低价说明时间", 30, TimeUnit.Minute, LimitKind.Min,
        "要求说明", "全部", "评审委员会", new("财库〔2026〕2号", "待核",
            "要求投标人现场书面说明的时间一般不少于30分钟")) { From = new(2026, 2, 1), Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit WorksDocumentSale = new("W001", "工程招标文件发售期", 5, TimeUnit.Day, LimitKind.Min,
        "招标文件（资审文件）发售", "工程招标", "招标人", new("招标投标法实施条例", "第十六条",
            "资格预审文件或者招标文件的发售期不得少于5日"));

    public static readonly TimeLimit WorksBidPreparation = new("W002", "工程等标期", 20, TimeUnit.Day, LimitKind.Min,
        "招标文件开始发出", "工程招标", "招标人", new("招标投标法", "第二十四条",
            "自招标文件开始发出之日起至投标人提交投标文件截止之日止，最短不得少于二十日"));

    public static readonly TimeLimit WorksClarificationLead = new("W003", "工程澄清提前量", 15, TimeUnit.Day, LimitKind.MinBefore,
        "投标截止", "工程招标", "招标人", new("招标投标法", "第二十三条",
            "应当在招标文件要求提交投标文件截止时间至少十五日前，以书面形式通知所有招标文件收受人"));

    public static readonly TimeLimit WorksDocumentObjection = new("W004", "对招标文件异议", 10, TimeUnit.Day, LimitKind.MinBefore,
        "投标截止", "工程招标", "投标人", new("招标投标法实施条例", "第二十二条",
            "对招标文件有异议的，应当在投标截止时间10日前提出"));

    public static readonly TimeLimit WorksPrequalificationObjection = new("W005", "对资审文件异议", 2, TimeUnit.Day, LimitKind.MinBefore,
        "资审申请截止", "工程招标", "申请人", new("招标投标法实施条例", "第二十二条",
            "应当在提交资格预审申请文件截止时间2日前提出"));

    public static readonly TimeLimit WorksObjectionAnswer = new("W006", "答复异议", 3, TimeUnit.Day, LimitKind.Max,
        "收到异议", "工程招标", "招标人", new("招标投标法实施条例", "第二十二条",
            "招标人应当自收到异议之日起3日内作出答复；作出答复前，应当暂停招标投标活动"));

    public static readonly TimeLimit WorksCandidatePublication = new("W007", "公示中标候选人", 3, TimeUnit.Day, LimitKind.Max,
        "收到评标报告", "工程招标", "招标人", new("招标投标法实施条例", "第五十四条",
            "招标人应当自收到评标报告之日起3日内公示中标候选人"));

    public static readonly TimeLimit WorksCandidatePeriod = new("W008", "中标候选人公示期", 3, TimeUnit.Day, LimitKind.Min,
        "公示开始", "工程招标", "招标人", new("招标投标法实施条例", "第五十四条",
            "公示期不得少于3日"));

    public static readonly TimeLimit WorksContract = new("W009", "工程合同订立", 30, TimeUnit.Day, LimitKind.Max,
        "中标通知书发出", "工程招标", "招标人", new("招标投标法", "第四十六条",
            "招标人和中标人应当自中标通知书发出之日起三十日内，按照招标文件和中标人的投标文件订立书面合同"));

    public static readonly TimeLimit WorksBondRefund = new("W010", "工程退保证金", 5, TimeUnit.Day, LimitKind.Max,
        "合同签订", "工程招标", "招标人", new("招标投标法实施条例", "第五十七条",
            "招标人最迟应当在书面合同签订后5日内向中标人和未中标的投标人退还投标保证金及银行同期存款利息"));

    public static readonly TimeLimit WorksReport = new("W011", "招标投标情况报告", 15, TimeUnit.Day, LimitKind.Max,
        "确定中标人", "工程招标", "招标人", new("招标投标法", "第四十七条",
            "招标人应当自确定中标人之日起十五日内，向有关行政监督部门提交招标投标情况的书面报告"));

    public static readonly TimeLimit WorksComplaint = new("W012", "工程投诉", 10, TimeUnit.Day, LimitKind.Max,
        "知道或应当知道", "工程招标", "投标人", new("招标投标法实施条例", "第六十条",
            "可以自知道或者应当知道之日起10日内向有关行政监督部门投诉"));

    public static readonly TimeLimit WorksComplaintAcceptance = new("W013", "工程投诉受理", 3, TimeUnit.Workday, LimitKind.Max,
        "收到投诉", "工程招标", "监督部门", new("招标投标法实施条例", "第六十一条",
            "行政监督部门应当自收到投诉之日起3个工作日内决定是否受理投诉"));

    public static readonly TimeLimit WorksComplaintDecision = new("W014", "工程投诉处理", 30, TimeUnit.Workday, LimitKind.Max,
        "受理", "工程招标", "监督部门", new("招标投标法实施条例", "第六十一条",
            "并自受理投诉之日起30个工作日内作出书面处理决定"));

    public static readonly TimeLimit WorksPrequalification = new("W015", "工程资审申请时间", 5, TimeUnit.Day, LimitKind.Min,
        "资审文件停止发售", "工程招标", "招标人", new("招标投标法实施条例", "第十七条",
            "自资格预审文件停止发售之日起不得少于5日"));

    public static readonly TimeLimit WorksWithdrawalRefund = new("W016", "工程撤回退保证金", 5, TimeUnit.Day, LimitKind.Max,
        "收到撤回通知", "工程招标", "招标人", new("招标投标法实施条例", "第三十五条",
            "应当自收到投标人书面撤回通知之日起5日内退还"));

    public static readonly TimeLimit GpaTenderPeriod = new("G001", "GPA 投标期", 40, TimeUnit.Day, LimitKind.Min,
        "notice of intended procurement", "GPA open", "entity", new("GPA 2012", "Art. XI:3",
            "final date for the submission of tenders not less than 40 days")) { Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit GpaParticipation = new("G002", "GPA 申请参加期", 25, TimeUnit.Day, LimitKind.Min,
        "notice", "GPA selective", "entity", new("GPA 2012", "Art. XI:2",
            "final date for the submission of requests for participation, in principle not less than 25 days")) { Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit GpaReducedPeriod = new("G003", "GPA 缩短投标期", 10, TimeUnit.Day, LimitKind.Min,
        "planned notice 40 d–12 m before / recurring / urgency", "GPA", "entity", new("GPA 2012", "Art. XI:4",
            "may reduce the time-period for tendering to not less than 10 days")) { Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit GpaElectronicReduction = new("G004", "GPA 电子手段缩短", -5, TimeUnit.Day, LimitKind.Delta,
        "each of: e-notice, e-documents from day 1, e-tenders accepted", "GPA", "entity", new("GPA 2012", "Art. XI:5",
            "may reduce the time-period by five days for each circumstance")) { Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit GpaCommercial = new("G005", "GPA 商用品投标期", 13, TimeUnit.Day, LimitKind.Min,
        "e-notice and e-documents", "GPA commercial goods/services", "entity", new("GPA 2012", "Art. XI:7",
            "may reduce the time-period for tendering to not less than 13 days")) { Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit GpaAwardNotice = new("G006", "GPA 授标公告", 72, TimeUnit.Day, LimitKind.Max,
        "award", "GPA", "entity", new("GPA 2012", "Art. XVI:2",
            "not later than 72 days after the award")) { Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit GpaRecords = new("G007", "GPA 档案保存", 3, TimeUnit.Year, LimitKind.Min,
        "award", "GPA", "entity", new("GPA 2012", "Art. XVI:3",
            "at least three years from the date it awards a contract")) { Certainty = Certainty.ReadSecondary };

    public static readonly TimeLimit GpaChallenge = new("G008", "GPA 质疑准备期", 10, TimeUnit.Day, LimitKind.Min,
        "known or reasonably should have been known", "GPA", "supplier", new("GPA 2012", "Art. XVIII:3",
            "in no case shall be less than 10 days")) { Certainty = Certainty.ReadSecondary };

    /// <summary>All time limits, in the order of their ids.</summary>
    public static readonly IReadOnlyList<TimeLimit> All =
    [
        IntentionLead, DemandSurveyValidity, NoticePeriod, DocumentSupply, BidPreparation, ClarificationLead, PrequalificationPreparation,
        PrequalificationClarificationLead, TerminationRefund, WithdrawalBondRefund, OpeningAtDeadline, ReportToPurchaser, AwardDecision,
        SelfOrganisedAwardDecision, ResultNotice, ResultNoticePeriod, LoserBondRefund, BondRefund, LateRefundInterest, NegotiationResponse,
        NegotiationClarificationLead, InquiryResponse, NonTenderNoticePeriod, ConsultationDocumentSupply, ConsultationResponse,
        ConsultationClarificationLead, NonTenderReport, NonTenderDecision, SingleSourcePublicity, SingleSourceReview, FrameworkFiling,
        FrameworkSigning, FrameworkInformation, CallOffNotice, FrameworkSummary, OutsiderCopy, OpenFrameworkReview, OpenFrameworkNotice,
        FrameworkExitNotice, GoodsFrameworkTerm, ServicesFrameworkTerm, InnovationApplication, InnovationResponse, InnovationContractTerm,
        ContractSigning, ContractPublication, ContractFiling, ContractChangeNotice, SupplementLimit, PaymentDue, PaymentInPrinciple,
        SmePaymentDue, SmePaymentTermLimit, SmeLateInterest, ReceivableConfirmation, LatePaymentDisclosure, Archive, EmergencyArchive,
        EnquiryAnswer, ChallengeWindow, ChallengeAnswer, ComplaintWindow, ComplaintAcceptance, ComplaintRejection, ComplaintNotification,
        ComplaintReply, ComplaintDecision, SuspensionMax, AdministrativeReview, Lawsuit, LawsuitAfterReview, UnfoundedComplaints,
        SmeIdentification, PenaltyDecision, HearingRequest, HearingNotice, BanMinimum, BanMaximum, CleanRecord, AvoidanceLookback,
        ExpertDraw, ExpertRating, AgencyRegistration, AgencyRating, MediaPublication, AbnormallyLowExplanation, WorksDocumentSale,
        WorksBidPreparation, WorksClarificationLead, WorksDocumentObjection, WorksPrequalificationObjection, WorksObjectionAnswer,
        WorksCandidatePublication, WorksCandidatePeriod, WorksContract, WorksBondRefund, WorksReport, WorksComplaint,
        WorksComplaintAcceptance, WorksComplaintDecision, WorksPrequalification, WorksWithdrawalRefund, GpaTenderPeriod, GpaParticipation,
        GpaReducedPeriod, GpaElectronicReduction, GpaCommercial, GpaAwardNotice, GpaRecords, GpaChallenge,
    ];

    private static readonly Dictionary<string, TimeLimit> Index = All.ToDictionary(l => l.Id);

    /// <summary>The time limit of that id.</summary>
    /// <exception cref="KeyNotFoundException">No such id.</exception>
    public static TimeLimit ById(string id) => Index[id];
}
