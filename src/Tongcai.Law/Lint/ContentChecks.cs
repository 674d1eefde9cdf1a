namespace Tongcai.Law.Lint;

/// <summary>采购文件必备内容和前置程序。</summary>
internal static class ContentChecks
{
    private const long LargeFen = 1_000_000_000;
    private const long LargeWorksFen = 3_000_000_000;

    internal static IEnumerable<Fault> Run(TenderStructure t) =>
        [.. Parts(t), .. Review(t), .. Low(t), .. Same(t)];

    private static IEnumerable<Fault> Parts(TenderStructure t)
    {
        if (t.CreditQuery is not { } credit || Blank(credit.Channels, credit.CutOff, credit.Evidence, credit.Use))
            yield return new(StructuralRules.CreditQuery, "/creditQuery", "信用查询的渠道、截止时点、证据留存、使用规则没有全部写明。");
        if (t.Objection is not { Online: true } contact || Blank(contact.Unit, contact.Phone, contact.Address))
            yield return new(StructuralRules.ObjectionWay, "/objection", "质疑接收的部门、电话、地址、在线方式没有全部写明。");
        if (t.Agency && (t.AgentFee is not { } fee || Blank(fee.Payer, fee.Standard)))
            yield return new(StructuralRules.AgentFee, "/agentFee", "代理费支付人和标准没有写明。");
        if (t.Acceptance is not { } plan || Blank(plan.Subject, plan.Time, plan.Way, plan.Procedure, plan.Content, plan.Standard))
            yield return new(StructuralRules.Acceptance, "/acceptance", "履约验收方案缺少主体、时间、方式、程序、内容或者标准。");
        if (!t.FinancingNotice)
            yield return new(StructuralRules.Financing, "/financingNotice", "没有合同融资告知。");
        if (t.QualificationContracts > 2 && string.IsNullOrWhiteSpace(t.QualificationContractsReason))
            yield return new(StructuralRules.Contracts, "/qualificationContracts", $"资格条件要求{t.QualificationContracts}个同类业绩，没有说明理由。");
        if (t.AssetPurchase && string.IsNullOrWhiteSpace(t.PoolQueryRecord))
            yield return new(StructuralRules.Pool, "/poolQueryRecord", "新增资产没有公物仓查询记录。");
    }

    private static IEnumerable<Fault> Review(TenderStructure t)
    {
        var needed = t.ProjectBudgetFen >= (t.Kind == ProjectKind.Works ? LargeWorksFen : LargeFen) || t.PublicService || t.Complex || t.ImportAllowed;
        if (needed && t.Review is not { DemandSurvey: true, KeyReview: true, LawyerSigned: true })
            yield return new(StructuralRules.KeyReview, "/review", "本项目应当有需求调查、重点审查和法律顾问审定的记录。");
    }

    private static IEnumerable<Fault> Low(TenderStructure t)
    {
        if (t.AbnormalLow is not { } low || low.OfMean is < 50 or > 65 || low.OfSecond is < 50 or > 65 || low.OfCeiling is < 45 or > 65)
            yield return new(StructuralRules.AbnormalLow, "/abnormalLow", "没有写明异常低价启动线（50%、50%、45%，最高65%）。");
    }

    private static IEnumerable<Fault> Same(TenderStructure t)
    {
        if (t.Notice.Deadline != t.BidDeadline)
            yield return new(StructuralRules.Consistent, "/notice/deadline", "公告与文件的截止时间不同。");
        if (t.Notice.BudgetFen is { } published && t.BudgetFen is { } stated && published != stated)
            yield return new(StructuralRules.Consistent, "/notice/budgetFen", "公告与文件的预算不同。");
        if (!t.Notice.Qualifications.Select(NormalText.Fold).Order(StringComparer.Ordinal).SequenceEqual(t.Qualifications.Select(NormalText.Fold).Order(StringComparer.Ordinal)))
            yield return new(StructuralRules.Consistent, "/notice/qualifications", "公告与文件的资格条件不同。");
    }

    private static bool Blank(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
                return true;
        }
        return false;
    }
}
