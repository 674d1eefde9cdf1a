using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.Trading.Pages;

/// <summary>事实的一句话。What a record says to people; the title alone speaks for kinds that need no sentence.</summary>
public static class FactWords
{
    public static string Of(IFact fact) => fact switch
    {
        PlanFiled f => $"项目编号 {f.Code}，计划金额 {Yuan.Text(f.BudgetFen)} 元。{string.Concat(f.MethodReasons)}",
        ApprovalApplied f => $"{(f.Subject == "import" ? "采购进口产品" : $"采用{ProcurementMethods.ByCode(f.Method)?.Name}方式")}：{MethodGrounds.ByCode(f.Ground)?.Text}{(f.SupplierName.Length > 0 ? $"，拟定供应商 {f.SupplierName}" : "")}。{f.Reason}",
        ApprovalDropped f => f.Reason,
        SourcePublicised f => $"拟向 {f.SupplierName} 采购，公示 {f.From:yyyy-MM-dd} 至 {f.To:yyyy-MM-dd}。{f.Reason}",
        SourceObjected f => $"{f.SupplierName}：{f.Text}",
        ObjectionAnswered f => $"异议{(f.Upheld ? "成立" : "不成立")}。{f.Conclusion}",
        FrameworkFiled f => $"{FrameworkWords.Form(f.Terms.Form)}框架协议，第二阶段{FrameworkWords.Second(f.Terms.Second)}，期限 {f.Terms.TermMonths} 个月。{f.Ground}",
        FrameworkCalled f => $"{f.Document.Framework?.From:yyyy-MM-dd} 至 {f.Document.Framework?.To:yyyy-MM-dd}，期满以前随时可以申请加入。",
        FrameworkApplied f => $"{f.SupplierName}：{f.Service}",
        FrameworkDeclined f => f.Reason,
        FrameworkAdmitted f => $"{f.Entrant.SupplierName} 入围，{Yuan.Text(f.Entrant.UnitPriceFen)} 元/{f.Entrant.Unit}。",
        FrameworkEntered f => string.Join("；", f.Lots.Select(l => $"{l.Title} {l.Responsive} 家符合要求，入围 {string.Join("、", l.Entrants.Select(e => e.SupplierName))}")) + $"。{f.SignBy:yyyy-MM-dd} 前签订框架协议。",
        FrameworkAgreed f => $"{f.Entrant.SupplierName}，{Yuan.Text(f.Entrant.UnitPriceFen)} 元/{f.Entrant.Unit}，{f.From:yyyy-MM-dd} 至 {f.To:yyyy-MM-dd}；副本备案，入围信息公开。",
        FrameworkLeft f => $"{f.SupplierName}{(f.Removed ? "被清退" : "退出")}。{f.Reason}",
        FrameworkSummarised f => f.Totals.Count == 0 ? "没有成交。" : string.Join("；", f.Totals.Select(t => $"{t.SupplierName} {t.Contracts} 份合同，{Yuan.Text(t.AmountFen)} 元")),
        CallOffBegun f => $"邀请框架协议 {f.FrameworkCode} 采购包 {f.LotNumber} 的入围供应商报价：{f.Quantity} {f.Unit}，{f.Deadline.BeijingTime()} 截止。",
        CallOffAwarded f => $"{f.Entrant.SupplierName}，{f.Quantity} {f.Entrant.Unit} × {Yuan.Text(f.UnitPriceFen)} 元 = {Yuan.Text(f.PriceFen)} 元。{f.Reason}",
        SourceInvited f => $"{f.SupplierName}，{f.MeetingAt.BeijingTime()} 在{f.Place}协商；采购人员 {string.Join("、", f.Staff)}。",
        SourceRecorded f => $"成交价格 {Yuan.Text(f.PriceFen)} 元。{f.Terms}",
        EmergencyDeclared f => $"{f.Reason}集体决策：{f.Decision}，{string.Join("、", f.Deciders)}，{f.DecidedOn:yyyy-MM-dd}。{(f.Direct ? $"决定直接采购：{f.DirectReason}" : "采用竞争性方式。")}",
        DemandReopened f => f.Finding,
        DemandDrafted f => $"{f.Title}，{Yuan.Text(f.BudgetFen)} 元，{f.Requirements.Count} 项要求。",
        ReuseAnswered f => $"本单位可调剂 {f.InUnit}，部门内可调剂 {f.InDepartment}。",
        WarehouseQueried f => $"需求 {f.Wanted}，公物仓调剂 {f.Transferred}，还要采购 {f.ToBuy}；查询编号 {f.QueryReference}。",
        DemandReviewed f => $"{(f.Kind == "focused" ? "重点审查" : "一般性审查")}{(f.Passed ? "通过" : "不通过，退回修改")}。{f.Opinion}",
        IntentionPublished f => $"预计采购时间 {f.ExpectedOn:yyyy-MM-dd}。{f.WarehouseNote}{(f.UrgentReason.Length > 0 ? $"不满 30 日的理由：{f.UrgentReason}" : "")}",
        EntrustmentOffered f => $"委托{f.AgencyName}，等待答复。",
        EntrustmentDeclined f => $"理由：{f.Reason}",
        AgencyEntrusted f => $"{f.AgencyName}；{string.Join("、", f.Scope)}。代理费用 {Yuan.Text(f.FeeFen)} 元，由{(f.FeePayer == "winner" ? "中标、成交供应商" : "采购人")}支付。",
        DocumentDrafted f => $"第 {f.Edition} 稿。",
        DocumentConfirmed f => $"采购人确认第 {f.Edition} 稿。",
        KeyCeremonyHeld f => $"{f.Trustees.Count} 个受托人，{f.Threshold} 个同意方可解密。密钥 {f.KeyId}。",
        NoticePublished f => (ProcurementMethods.ByCode(f.Method)?.Words ?? MethodWords.Tender).Say($"招标文件 {f.DocumentsFrom:yyyy-MM-dd} 至 {f.DocumentsTo:yyyy-MM-dd} 免费提供；{f.BidDeadline.BeijingTime()} 投标截止并开标，") + $"{f.OpeningPlace}。",
        PrequalificationPublished f => $"资格预审文件 {f.DocumentsFrom:yyyy-MM-dd} 至 {f.DocumentsTo:yyyy-MM-dd} 免费提供；{f.ApplyBy.BeijingTime()} 申请截止；从合格的供应商中随机抽取 {f.Wanted} 家邀请投标。",
        ApplicationSubmitted f => $"第 {f.Number} 次提交。",
        ApplicationReviewed f => f.Passed ? "合格。" : $"不合格：{string.Join("；", f.Findings.Where(x => !x.Met).Select(x => x.Reason))}。",
        CandidatesListed f => $"备选 {f.Candidates.Count} 家，拟抽取 {f.Wanted} 家。",
        InviteesCommitted f => $"名册摘要 {f.RosterDigest[..16]}……，双方承诺先行入账。",
        InviteesDrawn f => $"名册 {f.Roster.Count} 家，抽中 {f.Roster.Count(r => r.Drawn)} 家；在场监督 {string.Join("、", f.Witnesses)}。",
        SupplierInvited f => $"{f.SupplierName}：招标文件自 {f.DocumentsFrom:yyyy-MM-dd} 起提供，{f.BidDeadline.BeijingTime()} 投标截止并开标。",
        InviteesDisclosed f => $"按种子排出 {f.Order.Count} 家的顺序，邀请前 {f.Invited} 家{(f.Recommended.Count > 0 ? $"；书面推荐：{string.Join("；", f.Recommended.Select(r => $"{r.SupplierName}（{r.Grounds}）"))}" : "")}。",
        CorrectionPublished f => $"第 {f.Number} 次更正：{f.Reason}。{string.Concat(f.Changes.Select(c => $"{c.Field}由“{c.Before}”改为“{c.After}”。"))}",
        ClarificationPublished f => $"问：{f.Question}　答：{f.Answer}",
        QuestionAsked f => f.Text,
        BondVerified f => f.Sound ? $"{Yuan.Text(f.GivenFen)} 元，符合要求。" : f.Reason,
        BondOrdered f => f.Order == "claim" ? $"要求支付：{f.Ground}" : "要求退还。",
        BondReturned f => $"{Yuan.Text(f.AmountFen)} 元，{f.ReturnedOn:yyyy-MM-dd} 退还，最迟 {f.DueOn:yyyy-MM-dd}。",
        BondClaimed f => $"{Yuan.Text(f.AmountFen)} 元：{f.Ground}",
        ProcurementEnded f => f.Reason,
        _ => "",
    };
}
