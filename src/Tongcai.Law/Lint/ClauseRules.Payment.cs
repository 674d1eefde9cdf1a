namespace Tongcai.Law.Lint;

public static partial class ClauseRules
{
    private static IEnumerable<ClauseRule> Bond() =>
    [
        Forbidden("L078", "", "投标保证金超过2%", ClauseSources.BidBond, "≤2%。", "@投标保证金 ~24 #百分数>2").Unless("履约", "利率", "退还"),
        Forbidden("L079", "", "履约保证金超过10%", ClauseSources.PerformanceBond, "≤10%。", "@履约保证金 ~16 #百分数>10").Unless("不予退还", "违约金", "利率"),
        Forbidden("L080", "", "保证金限定现金/转账、拒绝保函", ClauseSources.BondChoice, "改为自主选择。",
            "保证金|投标担保|履约担保 ~20 仅限|只接受|只能|必须|须以|仅接受|一律|应以 ~14 @现金",
            "保函 ~16 不接受|概不|不予|拒收|不受理|不认可|除外").OwnNegation().Unless("农民工", "不得"),
        Forbidden("L081", "", "无依据保证金", ClauseSources.NoOtherBonds, "删除。", "@无据保证金").Unless("报价内", "包含", "费用有", "农民工工资", "门禁卡押金", "退还押金"),
        NeedsReason("L082", "", "质量保证金比例过高", ClauseSources.NoOtherBonds, "工程≤3%；货物服务应归入履约保证金。", "@质保金 ~20 #百分数>3").Known(Certainty.Sure),
        NeedsReason("L083", "", "保证金须早于投标截止到账", ClauseSources.BondTime, "改为一致。",
            "保证金 投标截止|开标|响应截止|截止时间|递交截止 前 #期限|前一|前两|提前|早于|前三",
            "保证金 早于 截止时间|开标|投标截止").Unless("一致", "退还"),
        NeedsReason("L115", "", "指定保函/开户机构", ClauseSources.Excluding, "不指定机构。",
            "保函|保单|保险|开户|保证金账户 指定|须在|必须在|限定|仅限|仅认可|须是|只能|限 银行|担保公司|保险公司|支行|金融机构").Unless("任意", "任一", "依法设立", "指定账户", "养老保险"),
    ];

    private static IEnumerable<ClauseRule> Payment() =>
    [
        Forbidden("L094", "", "付款期限超过60日", ClauseSources.PayDays, "≤30日，约定最长60日。",
            "#期限>60 ~16 @付款").Unless("质保", "质量保证", "保修", "服务期", "按月", "按季", "每季度", "预付", "每月", "按年", "分期", "违约", "逾期", "保证金", "费率"),
        Forbidden("L095", "", "以财政/上级资金到位为付款条件", ClauseSources.UnfairPayment, "删除。",
            "财政|上级|专项|补助|拨款|经费|资金|用款计划 ~16 @资金到位|拨款后 @付款|付"),
        NeedsReason("L096", "", "以审计结果为结算依据", ClauseSources.Audit, "删除。",
            "@审计 ~24 结算|@付款 以|按|为准|作为|依据|后|须待").Unless("财务审计报告", "年度审计报告", "双方确认", "法律、行政法规另有规定"),
        NeedsReason("L097", "", "商业汇票等非现金付款", ClauseSources.NonCash, "删除。",
            "@票据 @付款|支付方式|结算方式").Unless("保证金", "自主选择", "自愿", "保函", "不得强制"),
        Hint("L106", "", "验收检测费一律由供应商承担", ClauseSources.NoUnfairTerms, "写明责任分担。",
            "@检测费 @履约方|@投标方 承担|支付|负责|负担|自理").Unless("不合格", "合格的"),
        Forbidden("L124", "", "垫资", ClauseSources.NoPrefinance, "删除。",
            "垫资|带资|垫付工程款|垫付采购款|先行垫付",
            "自筹|先行投入|自行垫付|预先投入 @履约方|承包"),
    ];
}
