using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Chain;

/// <summary>One sentence for each record of a chain.</summary>
internal static class Summary
{
    public static string Of(IFact fact, ProcurementChain chain) => fact switch
    {
        BudgetApproved f => $"{f.Year} 年部门预算“{f.Name}”，{Wording.Catalogue(f.CatalogueCode)}，{Wording.Money(f.AmountFen)}。",
        IntentionPublished f => Join($"预算 {Wording.Money(f.BudgetFen)}，预计 {f.ExpectedOn:yyyy 年 M 月}采购。", Wording.SetAside(f.SetAside) is { Length: > 0 } s ? s + "。" : "", f.WarehouseNote.Length > 0 ? $"公物仓查询：{f.WarehouseNote}" : ""),
        SourcePublicised f => $"拟向 {f.SupplierName} 采购，预算 {Wording.Money(f.BudgetFen)}，{f.Arguments.Count} 名专业人员论证；公示至 {f.To:yyyy-MM-dd}。",
        FrameworkCalled f => $"开放式，{f.Document.Framework?.From:yyyy-MM-dd} 至 {f.Document.Framework?.To:yyyy-MM-dd}，期满以前随时可以申请加入。",
        FrameworkEntered f => $"{f.Lots.Sum(l => l.Entrants.Count)} 家入围：{string.Join('、', f.Lots.SelectMany(l => l.Entrants).Select(e => e.SupplierName).Distinct())}。{f.SignBy:yyyy-MM-dd} 前签订框架协议，质疑期至 {f.ChallengeUntil:yyyy-MM-dd}。",
        FrameworkAgreed f => $"与 {f.Entrant.SupplierName} 签订，{Wording.Money(f.Entrant.UnitPriceFen)}/{f.Entrant.Unit}，副本备案。",
        FrameworkAdmitted f => $"{f.Entrant.SupplierName} 入围，{Wording.Money(f.Entrant.UnitPriceFen)}/{f.Entrant.Unit}。",
        FrameworkLeft f => $"{f.SupplierName} {(f.Removed ? "被清退" : "退出")}。{f.Reason}",
        FrameworkSummarised f => f.Totals.Count == 0 ? "期满，没有成交。" : string.Join("；", f.Totals.Select(t => $"{t.SupplierName} {t.Contracts} 份合同，{Wording.Money(t.AmountFen)}")) + "。",
        CallOffBegun f => $"框架协议 {f.FrameworkCode} 采购包 {f.LotNumber} 的入围供应商受邀报价：{f.Quantity} {f.Unit}；{f.Deadline.BeijingTime()} 截止并开启，此前报价密封，谁报价、报多少任何人不知悉。",
        CallOffAwarded f => $"框架协议 {f.FrameworkCode} {FrameworkWords.Second(f.Second)}：{f.Entrant.SupplierName}，{f.Quantity} {f.Entrant.Unit}，{Wording.Money(f.PriceFen)}。",
        AgencyEntrusted f => $"委托 {f.AgencyName} 办理{string.Join('、', f.Scope)}；代理费{(f.FeePayer == "winner" ? $"由{Wording.Words(chain.Page?.Method ?? "").Winner}支付" : "由采购人支付")}{(f.FeeFen > 0 ? $"，{Wording.Money(f.FeeFen)}" : "")}{(f.FeeStandard.Length > 0 ? $"（{f.FeeStandard}）" : "")}。",
        KeyCeremonyHeld f => $"{f.Trustees.Count} 家受托人各持一份，凑齐 {f.Threshold} 份方可解密：{string.Join('、', f.Trustees.Select(t => t.Name))}。",
        PrequalificationPublished f => $"资格预审文件免费提供，{f.ApplyBy.BeijingTime()} 申请截止；从合格的供应商中随机抽取 {f.Wanted} 家邀请投标。",
        InviteesCommitted => "合格供应商名册的摘要和双方随机数承诺先行入账；谁在名册上、多少家，开标前不公开。",
        InviteesDisclosed f => $"从 {f.Order.Count} 家合格供应商中按种子排出顺序，邀请 {f.Invited} 家；可以按代号复算。{string.Concat(f.Recommended.Select(r => $"推荐 {r.SupplierName}：{r.Grounds}。"))}",
        NoticePublished f when Wording.InvitesDrawn(f.Method) => $"投标邀请书连同招标文件同时发给受邀请的供应商；{f.BidDeadline.BeijingTime()} 截止并开标。{f.Document.Lots.Count} 个采购包，{Wording.Evaluation(f.Document.EvaluationMethod, f.Method)}。",
        NoticePublished f => $"{Wording.Words(f.Method).Document}免费下载，{f.DocumentsFrom:M月d日}至{f.DocumentsTo:M月d日}提供；{f.BidDeadline.BeijingTime()} 截止并{Wording.Words(f.Method).Say("开标")}。{f.Document.Lots.Count} 个采购包，{Wording.Evaluation(f.Document.EvaluationMethod, f.Method)}。",
        CorrectionPublished f => $"{string.Join("；", f.Changes.Take(3).Select(c => $"{c.Field}由“{Short(c.Before)}”改为“{Short(c.After)}”"))}{(f.Changes.Count > 3 ? $"；等 {f.Changes.Count} 处" : "")}。",
        ClarificationPublished f => $"问：{Short(f.Question)}　答：{Short(f.Answer)}",
        DeadlinePassed f => $"{f.Deadline.BeijingTime()} 截止，此前收到的{(Wording.Words(chain.Page?.Method ?? "").IsTender ? "投标" : "响应")}全部入账。",
        BidsOpened f => Join($"{f.Bids.Count} 份投标开启。", f.Unopened.Count > 0 ? $"{f.Unopened.Count} 份未能开启。" : ""),
        ResponsesOpened f => f.Round == 1 ? "响应文件已经开启，评审在严格保密的情况下进行。" : $"第 {f.Round} 轮报价已经开启。",
        OffersCalled f => $"第 {f.Round} 轮报价，{f.Deadline.BeijingTime()} 截止。",
        OffersClosed f => $"第 {f.Round} 轮报价截止，此前收到的全部入账。",
        OpeningRecorded f => f.Objections == 0 ? Wording.Words(chain.Page?.Method ?? "").Say("各投标人对开标过程无异议。") : $"收到 {f.Objections} 项异议。",
        DrawCommitted f => $"从 {f.RosterSize} 名专家中抽取 {f.Seats} 名，名册摘要和各方随机数承诺先行入账。",
        DocumentDisclosed f => $"采购文件第 {f.Document.Edition} 版随结果公开，{f.Document.Lots.Count} 个采购包，{f.Document.Requirements.Count} 项要求。",
        ResultPublished f => string.Join("；", f.Lots.Select(l => $"{l.SupplierName}，{Wording.Money(l.PriceFen)}{(l.TotalPoints > 0 ? $"，综合得分 {Wording.Points(l.TotalPoints)}" : "")}")) + $"。质疑期至 {f.ChallengeUntil:yyyy-MM-dd}。",
        ContractPublished f => $"{f.SupplierName}，{Wording.Money(f.PriceFen)}，{f.SignedOn:yyyy-MM-dd} 签订{(f.SmeReserved ? "，中小企业预留合同" : "")}。",
        ContractFiled => "合同副本报同级财政部门备案。",
        AcceptanceRecorded f => $"{f.Items.Count} 项要求{(f.Passed ? "全部验收合格" : $"中 {f.Items.Count(i => !i.Met)} 项不合格")}，验收金额 {Wording.Money(f.AcceptedFen)}。",
        PaymentMade f => $"支付 {Wording.Money(f.AmountFen)}，累计 {Wording.Money(f.PaidTotalFen)}；国库回单 {f.TreasuryReference}。",
        ProcurementEnded f => Join($"{f.Reason}", AllRules.ById(f.RuleId) is { } rule ? $"（{rule.Source.Instrument}{rule.Source.Article}）" : ""),
        OrderIssued f => $"{Wording.Order(f.Kind)}{(f.Until is { } until ? $"，至 {until:yyyy-MM-dd}" : "")}：{f.Reason}",
        OrderObeyed f => $"交易平台已执行：{Wording.Order(f.Kind)}，{f.EffectiveAt.BeijingTime()} 生效。",
        ComplaintDecided f => Wording.Outcome(f.Outcome),
        _ => chain.Page?.Title ?? "",
    };

    private static string Join(params string[] sentences) => string.Concat(sentences);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "……";
}
