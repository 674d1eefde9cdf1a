namespace Tongcai.Law.Lint;

public static partial class ClauseRules
{
    private static IEnumerable<ClauseRule> Review() =>
    [
        Forbidden("L074", "", "最低限价", ClauseSources.FloorPrice, "删除。",
            "最低限价|最低投标价|报价下限|限价下限|最低控制价|投标下限",
            "报价|总价|投标价 >12 低于 >14 #百分数|控制价|限价|预算|#元 @无效|不得|不能|否则|按废标").OwnNegation().Unless("成本", "异常低价", "不得设定最低限价", "不设最低", "无最低限价"),
        Forbidden("L075", "", "去掉最高最低报价", ClauseSources.NoTrimming, "删除。",
            "去掉|去除|剔除|舍去|扣除|排除|删除 ~12 最高|最低|首尾|两端 报价|价|标价",
            "最高价|最高报价 最低价|最低报价 不参与|不计入|不纳入").Unless("不得去掉", "@小微").OwnNegation(),
        Forbidden("L076", "", "平均价作基准价", ClauseSources.LowPriceFirst, "改低价优先法。",
            "平均|均值|算术平均|加权 ~30 基准价|基准值|标底|评标价|满分|最接近",
            "基准价|基准值 ~24 平均|均值").Unless("评委评分", "最终得分", "异常低价"),
        Forbidden("L084", "", "中标后考察/检测改变结果", ClauseSources.NoVisits, "删除。",
            "中标|成交|候选|评审结束后|推荐 考察|检测|测试|样品|核查|试用|小样|实地 不合格|未通过|取消|顺延|递补|不予确认|不理想|不佳|不符|重新确定").Unless("履约验收", "到货", "中标人应在供货"),
        Hint("L085", "", "样品要求不完整", ClauseSources.Samples, "一般不要求；要求的写明制作标准、评审方法和标准。",
            "@样品 提供|提交|递交|送|寄送|带|打分|@计分|#分").Unless("评审方法", "评审标准", "制作标准", "制作要求", "制作的标准", "退还", "封存", "样品检验", "样品检测").YieldingTo("L084", "L071"),
        Forbidden("L087", "", "赠品/额外赠送", ClauseSources.Frugal, "删除。", "@赠送").Unless("不得提供", "不得向", "不接受", "不得接受", "拒绝接受"),
        Forbidden("L088", "", "优良中差无标准", ClauseSources.Factors, "量化到具体等次。",
            "S:优|优秀|很好|最好 良|良好|较好|次之 中|一般|差|较差|#分 #分",
            "S:好的|好得 较好|一般|较差 #分",
            "优秀|良好|较好|一般|较差|很差 >8 #分",
            "A档|一档|优档|第一档 B档|二档|良档|第二档 #分").Unless("优惠", "优先", "优于", "@名气", "@好评").YieldingTo("L091"),
        NeedsReason("L089", "", "主观模糊描述", ClauseSources.Factors, "改客观量化。",
            "@模糊 @计分|#分|#区间分|打分").Unless("缺少一项", "每缺", "每项", "每少", "@检测报告").YieldingTo("L088", "L090", "L091"),
        Forbidden("L090", "", "区间分", ClauseSources.Factors, "改为确定分值。", "#区间分"),
        NeedsReason("L091", "", "横向比较打分", ClauseSources.Factors, "改为与采购需求对照。",
            "横向比较|横向对比|相互比较|互相比较|作对比|进行对比|对比打分|按名次|优于其他供应商|优于其他投标人|排名第一|排名第二 @计分|#分|得分|打分",
            "第一名 >4 #分").Unless("中标候选"),
        Forbidden("L092", "", "资格条件作为评审因素", ClauseSources.NoQualificationFactor, "资格条件不评分。",
            "营业执照|资格条件|资格要求|资格证明|许可证|安全生产许可 @计分|#分 !@经营范围").Unless("不评分", "不计分"),
        Forbidden("L100", "", "预留包又给价格扣除", ClauseSources.SmeDeduction, "预留包不扣除。",
            "S:专门面向|只面向|仅面向|预留包|整体预留|面向中小|预留采购包|预留份额采购包 @小微 @扣除|#百分数").Unless("非专门", "非预留", "未预留", "不享受", "原报价", "不再", "不给予", "不予", "预留份额", "比例不低于"),
        Forbidden("L102", "", "小微扣除比例不在10%–20%", ClauseSources.SmeRaised, "货物服务10–20%。",
            "@小微 ~30 #百分数<10|#百分数>20 扣除|扣减|折|优惠").Unless("联合体", "分包", "工程", "专门面向", "只面向", "按90").Known(Certainty.ReadSecondary).YieldingTo("L100"),
        Forbidden("L113", "", "随机方式确定中标人", ClauseSources.TiedOnly, "仅并列时可随机。",
            "@随机 中标|成交 确定|产生|即为|决定|选出").Unless("并列", "相同", "专家", "一致的"),
    ];
}
