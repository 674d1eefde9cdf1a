using static Tongcai.Risk.Flags.FlagVerdict;
using static Tongcai.Risk.Flags.ViolationKinds;

namespace Tongcai.Risk.Flags;

public static partial class FlagCatalogue
{
    private static double Grown(ProcessFacts p) => (p.AmendedFen!.Value - p.ContractFen!.Value) / (double)p.ContractFen.Value;

    private static RedFlag[] Outcome =>
    [
        new("R040", "一家占采购人大部分合同", Discrimination | Collusion, 'C', "", "share", "专用耗材、延续服务", (p, all) =>
        {
            if (p.Buyer is null || p.Winner is not { } winner) return Missing("采购人、唯一中标人");
            var own = all.OfBuyer(p.Buyer).Where(q => q.Winner is not null && q.AwardFen is not null).ToList();
            if (own.Count < 5) return Without("该采购人不足 5 个项目");
            var share = own.Where(q => q.Winner == winner).Sum(q => (double)q.AwardFen!.Value) / Math.Max(1, own.Sum(q => (double)q.AwardFen!.Value));
            return If(share > 0.5, share, $"占该采购人合同金额 {share:P0}");
        }),
        new("R049", "直接授予贴近限额", Procedure, 'B', "政府采购法实施条例第二十八条", "split", "价格由市场决定恰好接近", (p, all) =>
        {
            if (p.Buyer is null || p.Winner is not { } winner || p.Method is not { } method) return Missing("采购人、唯一中标人、采购方式");
            if (method < Openness.Limited) return Without("竞争性方式");
            var near = all.OfBuyer(p.Buyer).Count(q => q.Winner == winner && q.Method >= Openness.Limited && q.OpenThresholdFen is > 0 and var limit && q.AwardFen >= 0.9 * limit && q.AwardFen < limit);
            return If(near >= 3, near, $"与同一供应商 {near} 次落在限额下一成之内");
        }),
        new("R050", "市场份额过高", Collusion | Discrimination, 'C', "", "share", "专利产品、自然垄断", (p, all) =>
        {
            if (p.Category is null || p.Winner is not { } winner) return Missing("品目、唯一中标人");
            var market = all.OfCategory(p.Category).Where(q => q.AwardFen is not null && q.Winner is not null && q.Region == p.Region).ToList();
            if (market.Count < 20) return Without("同地区同品目不足 20 个项目");
            var share = market.Where(q => q.Winner == winner).Sum(q => (double)q.AwardFen!.Value) / Math.Max(1, market.Sum(q => (double)q.AwardFen!.Value));
            return If(share > 0.5, share, $"同地区同品目份额 {share:P0}");
        }),
        new("R051", "市场集中", Collusion | Discrimination, 'C', "", "share", "专业门槛高", (p, all) =>
        {
            if (p.Category is null) return Missing("品目");
            var market = all.OfCategory(p.Category).Where(q => q.AwardFen is not null && q.Winner is not null && q.Region == p.Region).ToList();
            if (market.Count < 20) return Without("同地区同品目不足 20 个项目");
            var total = Math.Max(1, market.Sum(q => (double)q.AwardFen!.Value));
            var index = market.GroupBy(q => q.Winner).Sum(g => Math.Pow(100 * g.Sum(q => (double)q.AwardFen!.Value) / total, 2));
            return If(index > 2500, index, $"赫芬达尔指数 {index:0}");
        }),
        new("R052", "先小后大", Procedure, 'C', "", "split", "试用后正式采购", (p, all) =>
        {
            if (p.Buyer is null || p.Winner is not { } winner || p.AwardFen is not { } award || p.Published is not { } at || p.OpenThresholdFen is not { } limit) return Missing("采购人、唯一中标人、金额、时间、限额");
            var first = all.OfBuyer(p.Buyer).Where(q => q.Winner == winner && q.Published < at && Days(q.Published!.Value, at) <= 730 && q.AwardFen is > 0 && q.AwardFen <= limit).MinBy(q => q.Published);
            return If(first is not null && first.AwardFen is { } small && award >= 5.0 * small, award / (double)Math.Max(1, first?.AwardFen ?? 1), "两年内由限额以下增至五倍以上");
        }),
        new("R054", "直接授予加变更超限", Procedure, 'B', "政府采购法第四十九条", "change", "不可预见的工程条件", (p, _) =>
            p.Method is not { } m || p.OpenThresholdFen is not { } limit || p.ContractFen is not { } contract ? Missing("采购方式、限额、合同金额") : m < Openness.Limited ? Without("竞争性方式") : p.AmendedFen is not { } now ? Missing("变更后金额") : If(contract < limit && now >= limit, now, "变更后超过公开招标限额")),
        new("R055", "直接授予累计超限", Procedure, 'B', "政府采购法实施条例第二十八条", "split", "不同预算科目的独立需求", (p, all) =>
        {
            if (p.Buyer is null || p.Winner is not { } winner || p.Method is not { } m || p.OpenThresholdFen is not { } limit || p.Published is not { } at) return Missing("采购人、唯一中标人、采购方式、限额、时间");
            if (m < Openness.Limited) return Without("竞争性方式");
            var direct = all.OfBuyer(p.Buyer).Where(q => q.Winner == winner && q.Method >= Openness.Limited && q.Published is { } t && Math.Abs(Days(t, at)) <= 365 && q.AwardFen < limit).ToList();
            return If(direct.Count >= 2 && direct.Sum(q => q.AwardFen!.Value) >= limit, direct.Count, $"一年内直接授予同一供应商 {direct.Count} 次，合计达到限额");
        }),
        new("R056", "中标人不符合条件", FalseMaterial | Discrimination, 'A', "财政部令第87号第六十三条", "criteria-met", "评审后补正合法", (p, _) =>
            p.Winner is not { } winner || p.Bids is null ? Missing("唯一中标人、投标记录") : p.Bids.FirstOrDefault(b => b.Bidder == winner)?.MeetsCriteria is not { } meets ? Missing("逐条响应") : If(!meets, 1, "中标人有必备响应缺失或为负")),
        new("R059", "合同与中标金额不一致", Procedure, 'A', "政府采购法第四十六条", "contract", "固定单价按实计量", (p, _) =>
            p.AwardFen is not > 0 || p.ContractFen is not { } c ? Missing("中标金额、合同金额") : If(10 * Math.Abs(c - p.AwardFen.Value) > p.AwardFen.Value, c / (double)p.AwardFen.Value - 1, $"合同为中标金额的 {c / (double)p.AwardFen.Value:P1}")),
        new("R060", "签约迟延", Procedure, 'B', "政府采购法第四十六条", "delay", "质疑投诉暂停", (p, _) =>
            p.Awarded is not { } a || p.Signed is not { } s ? Missing("中标日期、签约日期") : If(s.DayNumber - a.DayNumber is var d && d > 30, d, $"{d} 天，超过 30 天")),
        new("R061", "决策过快", Procedure | Collusion, 'C', "", "duration", "标准产品简单比价", (p, _) =>
            p.Opened is not { } o || p.Awarded is not { } a ? Missing("开标时间、中标日期") : If(a.DayNumber - DateOnly.FromDateTime(o.UtcDateTime).DayNumber is var d && d < 1 && p.Submitted.Count() > 20, d, "二十家以上投标当日定标")),
        new("R062", "决策过慢", Procedure | Collusion, 'C', "", "duration", "质疑投诉、重新评审", (p, _) =>
            p.Opened is not { } o || p.Awarded is not { } a ? Missing("开标时间、中标日期") : If(a.DayNumber - DateOnly.FromDateTime(o.UtcDateTime).DayNumber is var d && d > 120, d, $"{d} 天，超过 120 天")),
        new("R063", "合同未公告", Procedure, 'B', "政府采购法实施条例第五十条", "contract", "涉密合同", (p, _) =>
            p.Signed is not { } s ? Missing("签约日期") : p.ContractPublished is not { } published ? Hit(0, "合同没有公告") : If(published.DayNumber - s.DayNumber is var d && d > 4, d, $"签约后 {d} 天才公告")),
        new("R064", "多次变更", Procedure, 'C', "政府采购法第五十条", "change", "分期确认的服务", (p, _) =>
            p.Amendments is not { } n ? Missing("变更记录") : If(n >= 3, n, $"变更 {n} 次")),
        new("R065", "合同减项", Procedure, 'B', "政府采购法第四十六条", "items", "政策调整取消需求", (p, _) =>
            p.Items is null || p.ContractItems is null ? Missing("采购清单、合同清单") : If(p.Items.FirstOrDefault(i => p.ContractItems.Where(c => c.Code == i.Code).Sum(c => c.Quantity) < i.Quantity) is { } less, 1, "合同数量少于采购清单")),
        new("R066", "合同增项", Procedure, 'B', "政府采购法第四十九条", "items", "依法追加不超过百分之十", (p, _) =>
            p.Items is null || p.ContractItems is null ? Missing("采购清单、合同清单") : If(p.ContractItems.FirstOrDefault(c => p.Items.Where(i => i.Code == c.Code).Sum(i => i.Quantity) < c.Quantity) is { } more, 1, "合同数量多于采购清单")),
        new("R067", "逾期履约", Procedure | FalseMaterial, 'B', "", "delivery", "采购人原因顺延", (p, _) =>
            p.OverdueMilestones is not { } n ? Missing("履约节点") : If(n > 0, n, $"{n} 个节点逾期未完成")),
        new("R068", "超额支付", Procedure, 'A', "", "payment", "依法补充合同", (p, _) =>
            p.PaidFen is not { } paid || (p.AmendedFen ?? p.ContractFen) is not { } due ? Missing("支付金额、合同金额") : If(paid > due, paid - due, "支付超过合同金额")),
        new("R069", "合同涨价", Procedure, 'B', "政府采购法第四十九条", "change", "约定的调价公式", (p, _) =>
            p.ContractFen is not > 0 || p.AmendedFen is null ? Missing("合同金额、变更后金额") : If(Grown(p) > 0.1 || (Grown(p) > 0 && p.DurationChanged == true && p.Amendments >= 3), Grown(p), $"上涨 {Grown(p):P1}")),
        new("R070", "落选者成为分包人", Collusion, 'A', Collude + "第（五）项", "subcontract", "专业分包市场狭小且已披露", (p, _) =>
            p.Subcontractors is not { } subs || p.Bids is null || p.Winners is null ? Missing("分包人、投标记录、中标人") : subs.FirstOrDefault(s => p.Submitted.Any(b => b.Bidder == s) && !p.Winners.Contains(s)) is { } loser ? Hit(1, $"落选的 {loser} 成为分包人") : Clear()),
        new("R071", "大部分转包", FalseMaterial | Procedure, 'A', "政府采购法第四十八条", "subcontract", "采购文件明确允许分包的部分", (p, _) =>
            p.SubcontractedShare is not { } share ? Missing("分包比例") : If(share > 0.5, share, $"分包 {share:P0}")),
        new("R072", "分包普遍", Procedure, 'C', "", "subcontract", "行业惯例", (p, all) =>
        {
            if (p.Buyer is null || p.SubcontractedShare is null) return Missing("采购人、分包比例");
            var own = all.OfBuyer(p.Buyer).Where(q => q.SubcontractedShare is not null).ToList();
            if (own.Count < 5) return Without("该采购人不足 5 个项目");
            double Of(string buyer) => all.OfBuyer(buyer).Where(q => q.SubcontractedShare is not null).Select(q => q.SubcontractedShare!.Value).DefaultIfEmpty(0).Average();
            var fence = all.Fences("R072", () => all.Buyers.Select(Of)).Upper;
            return If(Of(p.Buyer) >= fence && fence > 0, Of(p.Buyer), $"平均分包 {Of(p.Buyer):P0}");
        }),
        new("R073", "验收与合同不符", Procedure | FalseMaterial, 'B', "政府采购法第四十一条", "delivery", "同等或更高配置替代并经批准", (p, _) =>
            p.AcceptanceDeviations is not { } n ? Missing("验收记录") : If(n > 0 || (p.ContractItems ?? []).Any(i => i.Accepted is { } a && a != i.Quantity), n, $"验收偏离 {n} 项")),
    ];

    private static RedFlag[] Own =>
    [
        new("T001", "投标保证金超限", Fees, 'A', "政府采购法实施条例第三十三条", "bond", "无", (p, _) =>
            p.BidBondFen is not { } bond || p.BudgetFen is not > 0 ? Missing("投标保证金、预算") : If(bond > 0.02 * p.BudgetFen.Value, bond / (double)p.BudgetFen.Value, "超过预算的 2 %")),
        new("T002", "履约保证金超限", Fees, 'A', "政府采购法实施条例第四十八条", "bond", "无", (p, _) =>
            p.PerformanceBondFen is not { } bond || p.ContractFen is not > 0 ? Missing("履约保证金、合同金额") : If(bond > 0.1 * p.ContractFen.Value, bond / (double)p.ContractFen.Value, "超过合同金额的 10 %")),
        new("T003", "保证金退还逾期", Fees, 'B', "政府采购法实施条例第三十三条", "refund", "供应商账户信息有误", (p, _) =>
            p.BondRefundDays is not { } days ? Missing("退还记录") : If(days > 5, days, $"{days} 个工作日，超过 5 个")),
        new("T004", "代理服务费与约定不符", Fees, 'A', "政府采购法实施条例第十六条", "agency-fee", "约定按实际金额计费", (p, _) =>
            p.AgencyFeeFen is not { } fee || p.AgencyFeeContractFen is not { } agreed ? Missing("代理费、约定") : If(fee > agreed, fee - agreed, "代理费高于委托协议与采购文件公布的标准")),
        new("T005", "清单外收费", Fees, 'A', "国办发〔2024〕33号", "fee", "自愿的增值服务", (p, _) =>
            p.Fees is not { } fees ? Missing("收费清单") : fees.FirstOrDefault(f => f.Published == false && f.ChargedFen > 0) is { } hidden ? Hit(hidden.ChargedFen, $"{hidden.Name}不在公布的收费清单上") : fees.Any(f => f.Published is null) ? Missing("公示状态") : Clear()),
        new("T006", "证书被多家使用", FalseMaterial | Collusion, 'A', Fake, "certificate", "合法授权的厂家证书", (p, all) =>
        {
            if (p.Bids is null || p.Bids.All(b => b.Certificates.Count == 0)) return Missing("证书");
            foreach (var bid in p.Submitted)
            {
                foreach (var certificate in bid.Certificates.Where(c => c.Number.Length >= 5))
                {
                    var other = all.BiddersWith(certificate.Number).FirstOrDefault(b => b != bid.Bidder);
                    if (other is not null) return Hit(1, $"证书 {certificate.Number} 同时出现在 {bid.Bidder} 与 {other} 的投标中");
                }
            }
            return Clear();
        }),
        new("T007", "证书过期或查无", FalseMaterial, 'A', Fake, "certificate", "换证期间", (p, _) =>
            p.Bids is null || p.BidEnd is not { } end || p.Bids.All(b => b.Certificates.Count == 0) ? Missing("证书、截止时间")
            : p.Submitted.SelectMany(b => b.Certificates.Select(c => (b.Bidder, Certificate: c))).FirstOrDefault(x => x.Certificate.ValidTo < DateOnly.FromDateTime(end.UtcDateTime) || (x.Certificate.Holder is { } holder && holder != x.Bidder)) is { Bidder: not null } hit ? Hit(1, $"{hit.Bidder} 的证书 {hit.Certificate.Number} 已过期或不属于该单位") : Clear()),
        new("T008", "业绩合同查无", FalseMaterial, 'B', Fake, "reference", "非政府采购合同不在登记范围", (p, _) =>
            p.Bids is null || p.Bids.All(b => b.References.Count == 0) ? Missing("业绩") : p.Submitted.SelectMany(b => b.References.Where(r => !r.Value).Select(r => (b.Bidder, r.Key))).FirstOrDefault() is { Bidder: not null } hit ? Hit(1, $"{hit.Bidder} 的业绩 {hit.Key} 不在合同登记中") : Clear()),
        new("T009", "中小企业声明与登记不符", FalseMaterial, 'A', "政府采购促进中小企业发展管理办法第二十条", "sme", "登记数据滞后一年", (p, _) =>
            Bidders(p) is not { } known || p.Bids!.All(b => b.DeclaredSmall is null) ? Missing("声明、登记数据") : p.Submitted.FirstOrDefault(b => b.DeclaredSmall == true && known.FirstOrDefault(s => s.Id == b.Bidder)?.Small == false) is { } hit ? Hit(1, $"{hit.Bidder} 声明为中小企业，登记数据不支持") : Clear()),
    ];
}
