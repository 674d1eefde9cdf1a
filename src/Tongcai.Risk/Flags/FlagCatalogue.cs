using static Tongcai.Risk.Flags.FlagVerdict;
using static Tongcai.Risk.Flags.ViolationKinds;

namespace Tongcai.Risk.Flags;

/// <summary>
/// 预警规则目录。Formulas follow OCP's guide of 2024 and, where it gives none, facts of Chinese procurement; thresholds are stated in each note.
/// </summary>
public static partial class FlagCatalogue
{
    private const string Deemed = "财政部令第87号第三十七条";
    private const string Collude = "政府采购法实施条例第七十四条";
    private const string Unequal = "政府采购法实施条例第二十条";
    private const string Fake = "政府采购法第七十七条第一款第（一）项";

    /// <summary>All flags in the order of their codes.</summary>
    public static IReadOnlyList<RedFlag> All { get; } =
        [.. Preparation.Concat(Unless(ProcessEnd.BeforeBids, [.. Competition, .. Links])).Concat(Unless(ProcessEnd.BeforeAward, Outcome)).Concat(Own).OrderBy(f => f.Code, StringComparer.Ordinal)];

    // A process that ended before what a flag looks at leaves it nothing to look at; that is not a lack of data.
    private static IEnumerable<RedFlag> Unless(ProcessEnd ended, RedFlag[] flags) => flags.Select(f => f with
    {
        Judge = (p, all) => p.Ended <= ended ? Without(p.Ended == ProcessEnd.BeforeBids ? "采购在开标前终止" : "采购在确定中标人前终止") : f.Judge(p, all),
    });

    private static double Days(DateTimeOffset from, DateTimeOffset to) => (to - from).TotalDays;

    private static double Share(IEnumerable<bool> values) => values.Select(v => v ? 1.0 : 0).DefaultIfEmpty(0).Average();

    private static long[] Prices(ProcessFacts p) => [.. p.Valid.Select(b => b.PriceFen).OfType<long>().Where(x => x > 0).Order()];

    private static RedFlag[] Preparation =>
    [
        new("R001", "未公开采购意向", Procedure, 'C', "", "plan", "涉密或紧急采购可以不公开意向", (p, _) =>
            p.Published is not { } notice ? Missing("公告时间") : p.PlanPublished is not { } plan ? Hit(0, "没有采购意向") : If((DateOnly.FromDateTime(notice.UtcDateTime).DayNumber - plan.DayNumber) is var d && d < 30, d, $"意向公开到公告只有 {d} 天，少于 30 天")),
        new("R002", "预算集中在限额之下", Procedure, 'B', "政府采购法实施条例第二十八条", "split", "定价单位习惯整数预算；限额刚调整", (p, all) =>
        {
            var ratios = all.OfBuyer(p.Buyer).Where(q => q.BudgetFen is not null && q.OpenThresholdFen > 0).Select(q => q.BudgetFen!.Value / (double)q.OpenThresholdFen!.Value).ToList();
            int below = ratios.Count(r => r is >= 0.9 and < 1), above = ratios.Count(r => r is >= 1 and <= 1.1);
            if (p.Buyer is null || ratios.Count == 0) return Missing("采购人、预算与限额");
            if (ratios.Count < 20) return Without("该采购人不足 20 个项目");
            var chance = Statistics.Distributions.BinomialTail(below, below + above, 0.5);
            return If(chance < 0.01, chance, $"限额下一成内 {below} 个，上一成内 {above} 个");
        }),
        new("R003", "提交期过短", Discrimination, 'B', "政府采购法第三十五条", "period", "法定可以缩短的情形（紧急、变更不影响编制）", (p, _) =>
            p.Method == Openness.Direct ? Without("单一来源没有提交期") : p.Published is not { } from || p.BidEnd is not { } to ? Missing("公告时间、截止时间") : p.LeastBidDays is not { } least ? Missing("法定最短天数") : If((int)Days(from, to) < least, (int)Days(from, to), $"{(int)Days(from, to)} 天，少于 {least} 天")),
        new("R004", "公告未在指定媒体", Discrimination, 'B', "政府采购信息发布管理办法第八条", "notice", "媒体系统故障后补发", (p, _) =>
            p.OnRequiredOutlet is not { } on ? Missing("发布媒体") : If(!on, 1, "没有在指定媒体发布")),
        new("R005", "关键文件缺失", Discrimination, 'B', Unequal, "documents", "文件涉密，按规定现场提供", (p, _) =>
            p.MissingDocuments is not { } missing ? Missing("文件清单") : If(missing.Count > 0, missing.Count, "缺少：" + string.Join("、", missing))),
        new("R006", "资格条件不合理", Discrimination, 'A', Unequal + "第（二）项", "qualification", "行业强制许可", (p, _) =>
            p.QualificationFindings is not { } n ? Missing("资格条款检查结果") : If(n > 0, n, $"资格条款有 {n} 处问题")),
        new("R007", "技术要求指向特定产品", Discrimination, 'A', Unequal + "第（三）项", "specification", "与既有设备配套，且已说明理由", (p, _) =>
            p.SpecificationFindings is not { } n ? Missing("技术条款检查结果") : If(n > 0 || p.FittingProducts is <= 2, n, p.FittingProducts is { } fit ? $"条款问题 {n} 处，市场上满足的产品 {fit} 种" : $"条款问题 {n} 处")),
        new("R008", "参与费用不合理", Fees, 'A', "政府采购法实施条例第三十条", "fee", "收费已公示且有依据", (p, _) =>
            p.Fees is not { } fees ? Missing("收费清单") : fees.FirstOrDefault(f => f.LimitFen is { } limit && f.ChargedFen > limit) is { } over ? Hit(over.ChargedFen, $"{over.Name}超过上限") : Clear()),
        new("R009", "文件售价上涨", Fees, 'B', "财政部令第87号第二十四条", "fee", "增补图纸另行工本", (p, _) =>
            p.DocumentPricesFen is not { Count: > 0 } prices ? Missing("文件售价") : If(prices[^1] > prices[0], prices[^1] - prices[0], "文件售价高于首次公布")),
        new("R010", "非竞争方式无法定理由", Procedure | Discrimination, 'A', "政府采购法第三十一条", "direct", "经批准的紧急采购", (p, _) =>
            p.Method is not { } m ? Missing("采购方式") : m is Openness.Open or Openness.Selective ? Without("竞争性方式") : If(string.IsNullOrWhiteSpace(p.DirectReason) || p.DirectReasonLegal == false, 1, "没有理由或理由不属于法定情形")),
        new("R011", "化整为零", Procedure, 'A', "政府采购法实施条例第二十八条", "split", "需求确实分期产生；预算调整", (p, all) =>
        {
            if (p.Buyer is null || p.Category is null || p.BudgetFen is null || p.OpenThresholdFen is not { } limit || p.Published is not { } at) return Missing("采购人、品目、预算、限额、公告时间");
            var near = all.OfBuyer(p.Buyer).Where(q => q.Category is { } c && Population.Key(c) == Population.Key(p.Category) && q.BudgetFen < limit && q.Published is { } t && Math.Abs(Days(t, at)) <= 365 && q.Method is not Openness.Open).ToList();
            var sum = near.Sum(q => q.BudgetFen!.Value);
            return If(p.BudgetFen < limit && p.Method is not Openness.Open && near.Count >= 2 && sum >= limit, sum, $"一年内同品目 {near.Count} 次，合计达到限额");
        }),
        new("R012", "实际方式与计划不符", Procedure, 'B', "政府采购法第二十七条", "direct", "计划后依法变更方式", (p, _) =>
            p.Method is not { } actual || p.PlannedMethod is not { } planned ? Missing("计划方式、实际方式") : If(planned <= Openness.Selective && actual >= Openness.Limited, (int)actual, "计划为竞争性方式，实际不是")),
        new("R013", "非竞争方式占比偏高", Procedure, 'C', "", "direct", "业务性质特殊（科研、涉密）", (p, all) =>
        {
            double Of(string buyer) => Share(all.OfBuyer(buyer).Where(q => q.Method is not null).Select(q => q.Method >= Openness.Limited));
            if (p.Buyer is null) return Missing("采购人");
            if (all.OfBuyer(p.Buyer).Count < 10) return Without("该采购人不足 10 个项目");
            var fence = all.Fences("R013", () => all.Buyers.Where(b => all.OfBuyer(b).Count >= 10).Select(Of)).Upper;
            return If(fence > 0 && Of(p.Buyer) >= fence, Of(p.Buyer), $"非竞争方式占 {Of(p.Buyer):P0}，同类上界 {fence:P0}");
        }),
        new("R014", "公告到开标过短", Discrimination, 'B', "政府采购法第三十五条", "period", "依法缩短", (p, _) =>
            p.Method == Openness.Direct ? Without("单一来源没有提交期") : p.Published is not { } from || p.Opened is not { } to ? Missing("公告时间、开标时间") : p.LeastBidDays is not { } least ? Missing("法定最短天数") : If(Days(from, to) < least, Days(from, to), $"{Days(from, to):0.0} 天，少于 {least} 天")),
        new("R015", "开标到评审过长", Procedure | Collusion, 'C', "", "duration", "专家抽取困难、质疑处理", (p, all) =>
        {
            static double? Of(ProcessFacts q) => q.Opened is { } o && q.Evaluated is { } e ? e.DayNumber - DateOnly.FromDateTime(o.UtcDateTime).DayNumber : null;
            if (Of(p) is not { } days) return Missing("开标时间、评审时间");
            var fence = all.Fences("R015", () => all.All.Select(Of).OfType<double>()).Upper;
            return If(days > fence && days > 3, days, $"{days} 天，上界 {fence:0.#} 天");
        }),
        new("R016", "预算异常", Procedure, 'C', "", "price-level", "规模确实不同", (p, all) =>
        {
            if (p.BudgetFen is not > 0 || p.Category is null) return Missing("预算、品目");
            double[] logs = [.. all.OfCategory(p.Category).Where(q => q.BudgetFen > 0).Select(q => Math.Log(q.BudgetFen!.Value))];
            if (logs.Length < 10) return Without("同品目不足 10 个项目");
            var median = Statistics.Quantiles.Median(logs.AsSpan());
            var deviation = 1.4826 * Statistics.Quantiles.Median([.. logs.Select(x => Math.Abs(x - median))]);
            var z = deviation > 0 ? (Math.Log(p.BudgetFen.Value) - median) / deviation : 0;
            return If(Math.Abs(z) > 3.5, z, $"稳健 z 值 {z:0.0}");
        }),
        new("R017", "单价偏离", Procedure | Collusion, 'B', "", "price-level", "规格不同、地区运费", (p, all) =>
        {
            if (p.Items is not { Count: > 0 } items) return Missing("分项报价");
            var judged = false;
            foreach (var item in items)
            {
                double[] peers = [.. all.OfCategory(p.Category).Where(q => q.Id != p.Id).SelectMany(q => q.Items ?? []).Where(i => i.Code == item.Code).Select(i => (double)i.UnitPriceFen)];
                if (peers.Length < 5) continue;
                judged = true;
                var ratio = item.UnitPriceFen / Statistics.Quantiles.Median(peers);
                if (ratio is < 0.5 or > 2) return Hit(ratio, $"{item.Code} 单价为同期中位数的 {ratio:0.00} 倍");
            }
            return judged ? Clear() : Without("同类分项不足 5 条");
        }),
        new("R020", "有质疑投诉", Collusion | Discrimination | Fees | FalseMaterial, 'C', "", "complaint", "恶意或无效质疑", (p, _) =>
            p.Complaints is not { } n ? Missing("质疑投诉记录") : If(n > 0, n, $"质疑投诉 {n} 件")),
        new("R021", "主观分占比过高", Discrimination, 'B', "财政部令第87号第五十五条", "criteria", "设计、咨询类服务", (p, _) =>
            p.SubjectiveShare is not { } share ? Missing("评分办法") : If(share > 0.3, share, $"主观分占 {share:P0}，超过 30 %")),
        new("R039", "提问未答复", Discrimination, 'B', Unequal + "第（一）项", "questions", "问题与采购文件无关", (p, _) =>
            p.Questions is not { } asked ? Missing("提问记录") : asked == 0 ? Without("没有提问") : p.UnansweredQuestions is not { } open ? Missing("答复记录") : If(open > 0, open, $"{open} 个提问到期未答复")),
    ];
}
