using Tongcai.Risk.Bidding;
using Tongcai.Risk.Statistics;
using static Tongcai.Risk.Flags.FlagVerdict;
using static Tongcai.Risk.Flags.ViolationKinds;

namespace Tongcai.Risk.Flags;

public static partial class FlagCatalogue
{
    private static RedFlag[] Competition =>
    [
        new("R018", "仅一家投标", Discrimination | Collusion, 'C', "", "few-bidders", "市场只有一家；偏远地区", (p, _) =>
            p.Bids is null ? Missing("投标记录") : p.Method is Openness.Direct ? Without("单一来源") : If(p.Submitted.Select(b => b.Bidder).Distinct().Count() == 1, 1, "只有一家投标")),
        new("R019", "投标人数偏少", Discrimination | Collusion, 'C', "", "few-bidders", "专业市场本来就小", (p, all) =>
        {
            static double Of(ProcessFacts q) => q.Submitted.Select(b => b.Bidder).Distinct().Count();
            if (p.Bids is null || p.Buyer is null || p.Category is null) return Missing("投标记录、采购人、品目");
            var own = all.OfCategory(p.Category).Where(q => q.Buyer == p.Buyer && q.Bids is not null).Select(Of).ToList();
            var peers = all.OfCategory(p.Category).Where(q => q.Bids is not null && q.Buyer is not null).GroupBy(q => q.Buyer!).Select(g => g.Average(Of)).ToList();
            if (peers.Count < 5 || own.Count < 3) return Without("可比采购人不足 5 个，或本采购人同品目不足 3 个项目");
            var fence = Fences.Of(peers).Lower;
            return If(own.Average() <= fence, own.Average(), $"平均 {own.Average():0.0} 家，同品目下界 {fence:0.0} 家");
        }),
        new("R022", "报价差距过大", Collusion, 'C', "", "price-shape", "方案差异大；有人误报", (p, _) =>
            Prices(p) is not { Length: >= 2 } b ? Missing("两个以上有效报价") : If((b[1] - b[0]) / (double)b[0] is var gap && gap >= 1, gap, "次低价比最低价高一倍以上")),
        new("R023", "报价成整倍数", Collusion, 'B', Deemed + "第（四）项", "price-shape", "数量或单位填错", (p, _) =>
        {
            if (Prices(p) is not { Length: >= 2 } b) return Missing("两个以上有效报价");
            for (var i = 0; i < b.Length; i++)
                for (var j = i + 1; j < b.Length; j++)
                    if (b[j] / (double)b[i] is >= 1.99 and var ratio && Math.Round(ratio) is <= 5 and var whole && Math.Abs(ratio / whole - 1) <= 0.005) return Hit(ratio, $"两个报价之比为 {ratio:0.000}");
            return Clear();
        }),
        new("R024", "中标价与次低价过近", Collusion, 'C', "", "price-close", "成本透明的标准产品；公布了最低限价", (p, _) =>
            Prices(p) is not { Length: >= 2 } b ? Missing("两个以上有效报价") : If((b[1] - b[0]) / (double)b[0] is var gap && gap is > 0 and <= 0.01, gap, "次低价与最低价相差不超过 1 %")),
        new("R025", "常投不中", Collusion, 'B', Collude + "第（五）项", "cover", "新进入者、报价习惯偏高", (p, all) =>
        {
            if (p.Bids is null) return Missing("投标记录");
            foreach (var bidder in p.Valid.Select(b => b.Bidder).Distinct())
            {
                var past = all.OfSupplier(bidder).Where(q => q.Winners is { Count: > 0 } && q.Valid.Any(b => b.Bidder == bidder)).ToList();
                if (past.Count < 10) continue;
                var chance = past.Aggregate(1.0, (c, q) => c * (1 - 1.0 / Math.Max(1, q.Valid.Select(b => b.Bidder).Distinct().Count())));
                if (!past.Exists(q => q.Winners!.Contains(bidder)) && chance < 0.01) return Hit(chance, $"{bidder} 投标 {past.Count} 次无一中标");
            }
            return Clear();
        }),
        new("R026", "联合体偏多", Collusion, 'C', "", "consortium", "项目规模大、政策鼓励中小企业联合", (p, all) =>
        {
            static bool Joint(ProcessFacts q) => q.Submitted.Any(b => b.Consortium.Count > 1 && (q.Winners ?? []).Contains(b.Bidder));
            if (p.Winners is null || p.Category is null) return Missing("中标人、品目");
            var awarded = all.OfCategory(p.Category).Where(q => q.Winners is { Count: > 0 }).ToList();
            if (awarded.Count < 10) return Without("同品目不足 10 个项目");
            return If(Share(awarded.Select(Joint)) is var share && share > 0.5 && Joint(p), share, $"同品目 {share:P0} 由联合体中标");
        }),
        new("R027", "常客缺席", Collusion, 'C', Collude + "第（六）项", "missing-bidder", "产能已满；已退出该市场", (p, all) =>
        {
            if (p.Bids is null || p.Buyer is null || p.Category is null || p.Published is not { } at || p.Winner is not { } winner) return Missing("投标记录、采购人、品目、公告时间、中标人");
            var past = all.OfCategory(p.Category).Where(q => q.Buyer == p.Buyer && q.Id != p.Id && q.Published < at).ToList();
            if (past.Count < 5) return Without("该采购人同品目此前不足 5 个项目");
            var present = p.Submitted.Select(b => b.Bidder).ToHashSet();
            var absent = past.SelectMany(q => q.Submitted.Select(b => b.Bidder).Distinct()).GroupBy(b => b).FirstOrDefault(g => g.Count() >= 0.8 * past.Count && !present.Contains(g.Key) && all.OfSupplier(g.Key).Any(q => q.Published > at));
            return If(absent is not null && past.Count(q => q.Winners?.Contains(winner) == true) * 2 >= past.Count, 1, $"{absent?.Key} 以往几乎每次都投，本次缺席而惯常中标人在场");
        }),
        new("R028", "报价相同", Collusion, 'B', Deemed + "第（四）项", "price-close", "公布了最低限价；政府定价", (p, _) =>
            Prices(p) is not { Length: >= 2 } ? Missing("两个以上有效报价") : p.Valid.Where(b => b.PriceFen > 0).GroupBy(b => b.PriceFen).FirstOrDefault(g => g.Select(b => b.Bidder).Distinct().Count() > 1) is { } same ? Hit(same.Count(), $"{same.Count()} 家报价相同") : Clear()),
        new("R029", "首位数字偏离本福特律", Collusion | FalseMaterial, 'C', "", "digits", "价格集中在很窄的区间", (p, all) =>
        {
            if (p.Category is null) return Missing("品目");
            var prices = all.OfCategory(p.Category).SelectMany(Prices).ToList();
            if (prices.Count < 300) return Without("同品目报价不足 300 个");
            var deviation = Enumerable.Range(1, 9).Average(d => Math.Abs(Share(prices.Select(x => x.ToString()[0] - '0' == d)) - Math.Log10(1 + 1.0 / d)));
            return If(deviation > 0.015, deviation, $"平均绝对偏差 {deviation:0.000}，超过 0.015");
        }),
        new("R030", "逾期投标中标", Collusion | Procedure, 'A', "财政部令第87号第三十三条", "late", "延长了截止时间而记录未改", (p, _) =>
            p.BidEnd is not { } end || p.Bids is null || p.Winners is null ? Missing("截止时间、投标记录、中标人") : p.Bids.FirstOrDefault(b => b.SubmittedAt > end && p.Winners.Contains(b.Bidder)) is { } late ? Hit(1, $"{late.Bidder} 逾期提交却中标") : Clear()),
        new("R031", "中标价贴近限价", Collusion, 'C', "", "ceiling", "预算测算准确；单价由政府定价", (p, _) =>
            p.AwardFen is not { } award || (p.CeilingFen ?? p.BudgetFen) is not { } top || top <= 0 ? Missing("中标金额、最高限价") : p.Submitted.Count() < 3 ? Without("不足三家投标") : If(award / (double)top is var ratio && ratio >= 0.98, ratio, $"中标价为限价的 {ratio:P1}")),
        new("R034", "递交次序固定", Collusion, 'C', Deemed + "第（二）项", "order", "同一代理机构集中办理", (p, all) =>
        {
            static string? Order(ProcessFacts q) => q.Submitted.Count() >= 3 && q.Submitted.All(b => b.SubmittedAt is not null) ? string.Join("|", q.Submitted.OrderBy(b => b.SubmittedAt).Select(b => b.Bidder)) : null;
            if (p.Bids is null || Order(p) is not { } order) return Missing("三家以上的递交时间");
            return If(all.OfSupplier(p.Submitted.First().Bidder).Count(q => Order(q) == order) is var same && same >= 3, same, $"同一批投标人按同一次序递交 {same} 次");
        }),
        new("R035", "其余投标全部被否", Discrimination | Collusion, 'B', Collude + "第（五）项", "disqualified", "资格要求被普遍误解", (p, _) =>
            p.Bids is null || p.Winner is not { } winner ? Missing("投标记录、唯一中标人") : If(p.Valid.Select(b => b.Bidder).Distinct().ToList() is [var only] && only == winner && p.Bids.Count(b => b.Outcome == BidOutcome.Disqualified && b.Bidder != winner) is var n && n >= 2, p.Bids.Count(b => b.Outcome == BidOutcome.Disqualified), "除中标人外的投标全部被否")),
        new("R036", "最低价被否", Discrimination, 'B', "财政部令第87号第六十三条", "disqualified", "低于成本且未能说明", (p, _) =>
            p.Bids is null || p.Winners is null or { Count: 0 } ? Missing("投标记录、中标人") : p.Submitted.Where(b => b.PriceFen > 0).MinBy(b => b.PriceFen) is not { } lowest ? Missing("报价") : If(lowest.Outcome == BidOutcome.Disqualified, lowest.PriceFen!.Value, $"最低报价 {lowest.Bidder} 被否")),
        new("R037", "否决理由不足", Discrimination, 'B', "财政部令第87号第六十三条", "disqualified", "理由写在评审报告附件", (p, _) =>
            p.Bids is null ? Missing("投标记录") : p.Bids.Where(b => b.Outcome == BidOutcome.Disqualified).ToList() is not { Count: > 0 } rejected ? Without("没有否决") : rejected.Any(b => b.Reason is null) ? Missing("否决理由") : If(rejected.Exists(b => string.IsNullOrWhiteSpace(b.Reason)), rejected.Count, "否决没有写明理由")),
        new("R038", "否决比例偏高", Discrimination | Collusion | FalseMaterial, 'C', "", "disqualified", "新规定施行初期", (p, _) =>
            p.Bids is null ? Missing("投标记录") : p.Submitted.Count() < 3 ? Without("不足三家投标") : If(Share(p.Submitted.Select(b => b.Outcome == BidOutcome.Disqualified)) is var share && share >= 0.5, share, $"否决 {share:P0}")),
        new("R053", "固定搭档总是一家中标", Collusion, 'B', Collude + "第（五）项", "cover", "实力悬殊", (p, all) =>
        {
            if (p.Bids is null || p.Winner is not { } winner) return Missing("投标记录、唯一中标人");
            foreach (var other in p.Valid.Select(b => b.Bidder).Where(b => b != winner).Distinct())
            {
                var met = all.OfSupplier(winner).Where(q => q.Winners is { Count: > 0 } && q.Valid.Any(b => b.Bidder == other) && q.Valid.Any(b => b.Bidder == winner)).ToList();
                var wins = met.Count(q => q.Winners!.Contains(winner));
                if (met.Count >= 4 && wins >= 0.8 * met.Count && !met.Exists(q => q.Winners!.Contains(other))) return Hit(met.Count, $"与 {other} 同标 {met.Count} 次，{winner} 中标 {wins} 次，对方从未中标");
            }
            return Clear();
        }),
        new("R057", "轮流中标", Collusion, 'B', Collude + "第（五）项", "rotation", "框架协议轮候规则", (p, all) =>
        {
            if (p.Bids is null || p.Winner is null) return Missing("投标记录、唯一中标人");
            var ring = p.Valid.Select(b => b.Bidder).ToHashSet();
            var same = all.OfSupplier(p.Winner).Where(q => q.Winner is not null && q.Awarded is not null && q.Valid.Select(b => b.Bidder).ToHashSet().SetEquals(ring)).OrderBy(q => q.Awarded).ToList();
            var members = ring.Order(StringComparer.Ordinal).ToList();
            if (WinRotation.Of([.. same.Select(q => members.IndexOf(q.Winner!))], Math.Max(2, members.Count)) is not { } rotation) return Without("同一批投标人的项目不足 6 个");
            return If(rotation.RotationP < 0.01 && rotation.Evenness > 0.9, rotation.RotationP, $"{rotation.Wins} 次中标换手 {rotation.Changes} 次，偶然概率 {rotation.RotationP:0.0000}");
        }),
        new("R058", "大幅低价", Collusion, 'C', "财政部令第87号第六十条", "price-shape", "清库存、战略性低价", (p, _) =>
            Prices(p) is not { Length: >= 3 } b ? Missing("三个以上有效报价") : If((b[1] - b[0]) / (double)b[0] is var gap && gap >= 0.5, gap, "最低价比次低价低三分之一以上")),
    ];
}
