using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Risk.Bidding;
using Tongcai.Risk.Experts;
using Tongcai.Risk.Statistics;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>评审、专家与定标的迹象。</summary>
public static class AwardDetectors
{
    public static readonly IReadOnlyList<Detector> All =
    [
        new("award-order", 1, "未按候选人顺序定标", Violation.Procedure, 'A', AwardRules.InCandidateOrder, "",
            ["排序在前的候选人放弃、被依法认定无效，记录尚未到达", "执行监督部门另行确定的指令"], [typeof(AwardDecided), typeof(EvaluationReported)], Order)
        {
            Method = "定标的投标人不是评标报告排序第一的；同名次和执行另行确定指令的不计。",
        },
        new("expert-employer", 1, "评审专家与投标人有利害关系", Violation.Evaluation, 'A', ExpertRules.Avoidance, "第（一）项",
            ["同名的不同单位", "专家已经离职，入库信息未更新"], [typeof(ExpertsDrawn), typeof(BidsOpened), typeof(SeatAnswered)], Employers)
        {
            ItemQuote = "参加采购活动前3年内与供应商存在劳动关系",
            Method = "抽中且没有回避或者谢绝的专家，其入库工作单位与投标人或者投标人的上级单位同名（去掉全半角、空格后）。",
        },
        new("score-deviation", 1, "评分明显偏离其他评委", Violation.Evaluation, 'B', ExpertRules.Discipline, "",
            ["该评委对本领域的看法确有依据，已写明评分理由", "方案差异大，评委意见本来就分散"], [typeof(ScoresSubmitted)], Deviation)
        {
            Method = "主观分：一名评委对一份投标的评分（扣除本人宽严）与其余评委的差，既超过主观分总分的若干百分比，又超过其余评委离散程度的若干倍；全体评委提交后才判断。",
            Parameters = [new("share", "偏离占主观分总分", "%", 20, 5, 60), new("deviations", "偏离倍数", "倍", 4, 2, 20)],
        },
        new("expert-winner", 1, "同一专家评审时同一供应商反复中标", Violation.Evaluation, 'B', ExpertRules.Avoidance, "",
            ["品目的专家少、供应商也少，本来就常相遇", "供应商实力突出，不论谁评审都常中标"], [typeof(ResultPublished)], Winners)
        {
            Method = "本次中标人以前参加过的采购包中，这名专家评审的与其他专家评审的相比：专家评审时中标的次数按超几何分布的尾概率判断；同时看次数和概率。",
            Parameters = [new("least", "专家评审且该供应商中标的次数（含本次）", "次", 4, 2, 50), new("chance", "尾概率不高于", "%", 1, 0.01m, 20)],
        },
        new("objective-scores", 1, "客观分评分不一致", Violation.Evaluation, 'B', EvaluationRules.ObjectiveScoresAgree, "第（三）项",
            ["评分标准有歧义，复核时已更正"], [typeof(ScoresSubmitted)], Objective)
        {
            Method = "同一投标的同一客观评审因素，各评委评分不同。",
        },
    ];

    private static Judgement Order(Scene scene, Parameters with)
    {
        List<Seen> seen = [];
        var judged = 0;
        foreach (var group in scene.All<AwardDecided>().GroupBy(a => a.Fact.LotId))
        {
            var (award, origin) = group.Last();
            var reported = scene.All<EvaluationReported>().LastOrDefault(r => r.Fact.LotId == award.LotId).Fact;
            if (reported is null || reported.Ranking.Count == 0) continue;
            judged++;
            var first = reported.Ranking.Min(r => r.Rank);
            var own = reported.Ranking.FirstOrDefault(r => r.BidId == award.BidId);
            var ordered = scene.All<OrderObeyed>().Any(o => o.Fact.Kind == "next" && o.Origin.At <= origin.At);
            if (own?.Rank == first || ordered) continue;
            var leaders = reported.Ranking.Where(r => r.Rank == first).ToList();
            seen.Add(new(
                award.LotId, [scene.Row.PurchaserId, award.SupplierId],
                $"排序第一的是 {string.Join("、", leaders.Select(l => l.SupplierName))}，确定的中标人是 {own?.SupplierName ?? scene.NameOf(award.SupplierId)}（{(own is null ? "不在候选人名单" : $"第 {own.Rank} 名")}），{Yuan.Text(award.PriceFen)} 元。",
                own?.Rank, "中标人的名次", origin, ["没有执行过“另行确定中标人”的指令", "没有并列第一"], reported.Ranking.Count));
        }

        return new(judged, seen);
    }

    private static Judgement Employers(Scene scene, Parameters with)
    {
        if (scene.Latest<BidsOpened>() is not var (opened, _) || scene.Latest<ExpertsDrawn>() is not var (drawn, origin)) return Judgement.None;
        var away = scene.All<SeatAnswered>().Where(a => a.Fact.Answer is "declined" or "avoided").Select(a => a.Fact.Pseudonym).ToHashSet();
        var seated = drawn.Drawn.Where(d => d.Answer is not ("declined" or "avoided") && !away.Contains(d.Pseudonym) && scene.Experts.ContainsKey(d.ExpertId)).Select(d => scene.Experts[d.ExpertId]).ToList();
        List<Seen> seen = [];
        foreach (var expert in seated.Where(e => e.Employer.Length > 0))
        {
            foreach (var bidder in opened.Bids.DistinctBy(b => b.SupplierId))
            {
                string?[] names = [bidder.SupplierName, scene.Organisations.GetValueOrDefault(bidder.SupplierId)?.Name, scene.Organisations.GetValueOrDefault(scene.Organisations.GetValueOrDefault(bidder.SupplierId)?.ParentId ?? "")?.Name];
                if (names.OfType<string>().FirstOrDefault(n => PartyLinks.Normalise(n) == PartyLinks.Normalise(expert.Employer)) is not { } same) continue;
                seen.Add(new("", [expert.Id, bidder.SupplierId], $"专家 {expert.Name} 的工作单位“{expert.Employer}”{(same == bidder.SupplierName ? "是投标人" : $"与投标人 {bidder.SupplierName} 的登记名称或者上级单位相同")}。", null, "", origin, ["该专家没有回避或者谢绝"], seated.Count));
            }
        }

        return new(seated.Count > 0 ? 1 : 0, seen);
    }

    private static Judgement Deviation(Scene scene, Parameters with)
    {
        List<Seen> seen = [];
        var judged = 0;
        foreach (var (lot, sheets, factors, origin) in Sheets(scene, "subjective"))
        {
            // 主观分总分, in hundredths of a point.
            var full = factors.Values.Sum(f => f.WeightPoints);
            var departures = ScoreDeviation.Of(sheets.SelectMany(s => s.Points.Where(p => factors.ContainsKey(p.FactorId)).Select(p => new MemberScore(s.ExpertId, p.BidId, p.Points))));
            if (departures.Count == 0 || full == 0) continue;
            judged++;
            foreach (var far in departures.Where(d => Math.Abs(d.Departure) >= full * with.Number("share") / 100 && Math.Abs(d.Deviations) >= with.Number("deviations")))
            {
                var bid = scene.Latest<BidsOpened>()?.Fact.Bids.FirstOrDefault(b => b.BidId == far.Bid);
                seen.Add(new(
                    lot, [far.Member, .. bid is null ? Array.Empty<string>() : [bid.SupplierId]],
                    $"一名评委（席位 {Short(far.Member)}）给 {bid?.SupplierName ?? far.Bid} 的主观分比其余 {far.Members - 1} 名评委{(far.Departure > 0 ? "高" : "低")} {Math.Abs(far.Departure) / 100:0.00} 分（扣除宽严后），占主观分总分的 {Percent.Text(Math.Abs(far.Departure) / full)}{(far.DecidesFirst ? "，并改变了第一名" : "")}。",
                    far.Departure / 100, "偏离分值", origin, ["已扣除评委个人宽严", double.IsFinite(far.Deviations) ? $"为其余评委离散程度的 {Math.Abs(far.Deviations):0.0} 倍" : "其余评委评分一致"], far.Members));
            }
        }

        return new(judged, seen);
    }

    /// <summary>Expert × winner, against all lots in which the winner has bid.</summary>
    private static Judgement Winners(Scene scene, Parameters with)
    {
        if (scene.Latest<ResultPublished>() is not var (result, origin)) return Judgement.None;
        var seated = Seats.Accepted(scene.Facts.Select(f => f.Fact), scene.Experts.Keys);
        List<Seen> seen = [];
        var judged = 0;
        foreach (var lot in result.Lots)
        {
            var bids = scene.Past.Where(p => p.WinnerId.Length > 0 && p.Experts.Count > 0 && p.Bids.Any(b => b.SupplierId == lot.SupplierId)).ToList();
            if (seated.Count == 0 || bids.Count == 0) continue;
            judged++;
            // This lot counts with those before: it is what made the pair be looked at.
            var (all, won) = (bids.Count + 1, bids.Count(p => p.WinnerId == lot.SupplierId) + 1);
            foreach (var expert in seated)
            {
                var own = bids.Where(p => p.Experts.Contains(expert)).ToList();
                var (reviewed, met) = (own.Count + 1, own.Count(p => p.WinnerId == lot.SupplierId) + 1);
                var chance = Math.Pow(10, Distributions.HypergeometricLog10Tail(met, won, reviewed, all));
                if (met < with.Whole("least") || chance * 100 > with.Number("chance")) continue;
                seen.Add(new(
                    lot.LotId, [expert, lot.SupplierId],
                    $"{scene.NameOf(expert)}评审过 {lot.SupplierName} 参加的 {reviewed} 个采购包，中标 {met} 个；其他专家评审的 {all - reviewed} 个，中标 {won - met} 个（偶然至少如此的概率 {Percent.Text(chance, 2)}）。",
                    chance, "偶然的概率", origin, ["只计已有结果、知道评审专家的采购包", "没有接受邀请的专家不计"], all));
            }
        }

        return new(judged, seen);
    }

    private static Judgement Objective(Scene scene, Parameters with)
    {
        List<Seen> seen = [];
        var judged = 0;
        foreach (var (lot, sheets, factors, origin) in Sheets(scene, "objective"))
        {
            if (sheets.Count < 2 || factors.Count == 0) continue;
            judged++;
            foreach (var cell in sheets.SelectMany(s => s.Points.Where(p => factors.ContainsKey(p.FactorId)).Select(p => (s.ExpertId, p.BidId, p.FactorId, p.Points))).GroupBy(c => (c.BidId, c.FactorId)))
            {
                var byPoints = cell.GroupBy(c => c.Points).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).ToList();
                if (byPoints.Count < 2) continue;
                var apart = byPoints.Skip(1).SelectMany(g => g.Select(c => c.ExpertId)).Distinct().Order(StringComparer.Ordinal).ToList();
                var bid = scene.Latest<BidsOpened>()?.Fact.Bids.FirstOrDefault(b => b.BidId == cell.Key.BidId);
                seen.Add(new(
                    lot, apart, $"{bid?.SupplierName ?? cell.Key.BidId} 的客观分“{factors[cell.Key.FactorId].Title}”，评委分别给出 {string.Join("、", byPoints.Select(g => $"{g.Key / 100m:0.00} 分（{g.Count()} 人）"))}。",
                    byPoints.Count, "不同的分值数", origin, ["因素在采购文件中列为客观分"], cell.Count()));
            }
        }

        return new(judged, seen);
    }

    /// <summary>The score sheets of each lot whose every member has handed in, with the factors of a kind.</summary>
    private static IEnumerable<(string Lot, List<ScoresSubmitted> Sheets, Dictionary<string, ScoreFactor> Factors, SceneFact Origin)> Sheets(Scene scene, string kind)
    {
        var factors = scene.Document?.Document.Factors.Where(f => f.Kind == kind).ToDictionary(f => f.Id) ?? [];
        foreach (var lot in scene.All<ScoresSubmitted>().GroupBy(s => s.Fact.LotId))
        {
            var sheets = lot.GroupBy(s => s.Fact.ExpertId).Select(g => g.Last().Fact).ToList();
            var signers = scene.All<EvaluationReported>().LastOrDefault(r => r.Fact.LotId == lot.Key).Fact?.Signers.Count;
            if (signers is > 0 && sheets.Count == signers) yield return (lot.Key, sheets, factors, lot.Last().Origin);
        }
    }

    private static string Short(string seat) => seat.Length > 8 ? seat[..8] : seat;
}

/// <summary>全部预警规则。</summary>
public static class DetectorCatalogue
{
    public static readonly IReadOnlyList<Detector> All = [.. BidDetectors.All, .. FlagDetectors.All, .. AwardDetectors.All];

    /// <summary>The detector of that id; null: none.</summary>
    public static Detector? Find(string id) => All.FirstOrDefault(d => d.Id == id);
}
