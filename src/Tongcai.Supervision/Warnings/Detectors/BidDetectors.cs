using System.Globalization;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Risk.Bidding;
using Tongcai.Risk.Prices;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>开标时即可看出的迹象：prices, registered details, co-bidding. Each lot apart; every computation is that of Tongcai.Risk.</summary>
public static class BidDetectors
{
    private const string Collusion = "第（四）项";

    /// <summary>87号令第三十七条第（四）项.</summary>
    internal const string CollusionItem = "不同投标人的投标文件异常一致或者投标报价呈规律性差异";

    public static readonly IReadOnlyList<Detector> All =
    [
        new("identical-prices", 2, "报价完全相同", Violation.Collusion, 'B', EvaluationRules.PresumedCollusion, Collusion,
            ["同一厂家统一零售价、政府指导价", "按预算整数报价"], [typeof(BidsOpened)], (scene, _) => Close(scene, 0))
        {
            ItemQuote = CollusionItem,
            Method = "同一采购包内不同投标人的报价相等；报价等于预算或者最高限价的不计。附“同样多的相同报价出于偶然”的概率。",
        },
        new("near-prices", 1, "报价几乎相同", Violation.Collusion, 'C', EvaluationRules.PresumedCollusion, Collusion,
            ["成本透明的标准产品，利润空间小", "同一厂家渠道价加价率相同"], [typeof(BidsOpened)], (scene, with) => Close(scene, with.Number("tolerance") / 10_000))
        {
            ItemQuote = CollusionItem,
            Method = "同一采购包内不同投标人的报价相差不超过最低者的若干万分之一，但不相等。",
            Parameters = [new("tolerance", "价差上限", "万分之", 5, 1, 100)],
        },
        new("regular-steps", 2, "报价呈规律性差异", Violation.Collusion, 'B', EvaluationRules.PresumedCollusion, Collusion,
            ["按固定折扣档报价的统一渠道价", "整数报价恰好等距"], [typeof(BidsOpened)], Regular)
        {
            ItemQuote = CollusionItem,
            Method = "全部报价成等差或者等比，且在本包报价取整习惯下出于偶然的概率不高于上限（零模型见 price-regularity）。",
            Parameters = [new("level", "偶然概率上限", "", 0.002m, 0.0001m, 0.05m), new("fewest", "最少报价数", "家", 4, 4, 20)],
        },
        new("price-cluster", 1, "报价异常集中", Violation.Collusion, 'C', EvaluationRules.PresumedCollusion, Collusion,
            ["成本透明的标准产品", "公布了最低限价或者政府定价"], [typeof(BidsOpened)], Cluster)
        {
            ItemQuote = CollusionItem,
            Method = "离散系数不高于上限，同时最低价与其余报价拉开距离（Imhof 规则）；附同品目以往采购包中不高于此的比例。",
            Parameters = [new("cv", "离散系数上限", "%", 6, 0.5m, 20), new("distance", "相对距离下限", "", 1, 0, 10)],
        },
        new("shared-address", 2, "登记地址相同", Violation.Collusion, 'B', BiddingRules.SameController, "第一款",
            ["孵化器、集群登记", "只写楼名的同一写字楼；核对房号、法定代表人和联系电话"], [typeof(BidsOpened)], (scene, _) => Linked(scene, LinkKind.Address, "登记地址", o => o.Address.Length >= ShortestAddress ? [o.Address] : []))
        {
            Method = "投标人的登记地址去掉全半角、空格、连字符后相等；许多单位共用的地址不计。",
        },
        new("same-control", 1, "存在直接控股或者管理关系", Violation.Collusion, 'A', BiddingRules.SameController, "第一款",
            ["登记的上级单位已经变更，登记信息未更新", "同受国有资产监督管理机构管理而没有其他关联关系"], [typeof(BidsOpened)], (scene, _) => Linked(scene, LinkKind.Ownership, "上级或者控股单位", o => [o.Id, .. o.ParentId.Length > 0 ? new[] { o.ParentId } : []]))
        {
            Method = "同一采购包的投标人登记了同一上级（控股）单位，或者一家是另一家的上级单位。",
        },
        new("co-bidding", 1, "惯常同标", Violation.Collusion, 'B', EvaluationRules.PresumedCollusion, "",
            ["地域或者专业市场狭小，总是同样几家", "同一框架协议的入围供应商"], [typeof(BidsOpened)], CoBidding)
        {
            Method = "两家在同品目以往采购包中相遇次数的超几何检验，按本包的对数校正；只用本次开标以前的记录。",
            Parameters = [new("fewest", "最少相遇次数", "次", 3, 2, 50), new("exponent", "偶然概率上限（10 的负几次方）", "", 3, 1, 12)],
        },
    ];

    /// <summary>Fewest characters of an address that can name one place.</summary>
    public const int ShortestAddress = 6;

    private static Judgement Close(Scene scene, double tolerance)
    {
        if (scene.Latest<BidsOpened>() is not var (_, origin)) return Judgement.None;
        List<Seen> seen = [];
        var judged = 0;
        foreach (var lot in scene.Lots.Where(l => l.Select(b => b.SupplierId).Distinct().Count() > 1))
        {
            judged++;
            var published = Published(scene, lot.Key);
            foreach (var group in ClosePrices.Of(lot.Select(b => (b.SupplierId, (double)b.PriceFen)), tolerance, published).Where(g => tolerance == 0 || g.Gap > 0))
            {
                var p = PriceRegularity.Test([.. lot.Select(b => (double)b.PriceFen)]).Where(t => t.Kind is Regularity.IdenticalTotals).Select(t => (double?)t.P).FirstOrDefault();
                seen.Add(new(
                    lot.Key, group.Bidders,
                    tolerance == 0
                        ? $"{scene.Names(group.Bidders)} 报价同为 {Yuan.Text((long)group.Lowest)} 元{(p is { } chance ? $"（偶然概率 {Chance(chance)}）" : "")}。"
                        : $"{scene.Names(group.Bidders)} 报价为 {Yuan.Text((long)group.Lowest)} 元至 {Yuan.Text((long)group.Highest)} 元，相差万分之 {group.Gap * 10_000:0.##}。",
                    tolerance == 0 ? group.Bidders.Count : group.Gap, tolerance == 0 ? "报价相同的家数" : "相对价差", origin,
                    [published.Count == 0 ? "没有公布限价和预算" : $"不等于预算、最高限价（{string.Join("、", published.Select(x => Yuan.Text((long)x)))} 元）", "同一投标人的多份报价只计一次"], lot.Count()));
            }
        }

        return new(judged, seen);
    }

    private static Judgement Regular(Scene scene, Parameters with)
    {
        if (scene.Latest<BidsOpened>() is not var (_, origin)) return Judgement.None;
        List<Seen> seen = [];
        var judged = 0;
        foreach (var lot in scene.Lots)
        {
            var tests = PriceRegularity.Test([.. lot.Select(b => (double)b.PriceFen)]);
            if (lot.Count() < with.Whole("fewest")) continue;
            judged++;
            var p = PriceRegularity.ProgressionP(tests, with.Whole("fewest"));
            if (p > with.Number("level")) continue;
            var best = tests.Where(t => t.Kind is Regularity.ArithmeticProgression or Regularity.GeometricProgression).MinBy(t => t.P);
            var suppliers = lot.OrderBy(b => b.PriceFen).Select(b => b.SupplierId).Distinct().ToList();
            seen.Add(new(
                lot.Key, suppliers, $"{lot.Count()} 家报价由低到高{(best.Kind is Regularity.ArithmeticProgression ? "等差" : "等比")}，偏离不超过极差的 {Percent.Text(best.Statistic, 2)}；出于偶然的概率 {Chance(p)}。", p, "校正后的偶然概率", origin,
                ["按本包报价自身的取整习惯计算", $"等差、等比 {tests.Count(t => t.Kind is Regularity.ArithmeticProgression or Regularity.GeometricProgression)} 项检验已作多重校正"], lot.Count()));
        }

        return new(judged, seen);
    }

    private static Judgement Cluster(Scene scene, Parameters with)
    {
        if (scene.Latest<BidsOpened>() is not var (_, origin)) return Judgement.None;
        List<Seen> seen = [];
        var judged = 0;
        var peers = scene.Past.Where(l => l.Market == WatchedLot.MarketOf(scene.Row.CatalogueCode)).Select(l => PriceScreens.Of([.. l.Bids.Select(b => (double)b.PriceFen)])).Where(s => s.Count >= 3).Select(s => s.Cv!.Value).ToList();
        foreach (var lot in scene.Lots)
        {
            var screens = PriceScreens.Of([.. lot.Select(b => (double)b.PriceFen)]);
            if (screens is not { Cv: { } cv, RelativeDistance: { } distance }) continue;
            judged++;
            if (cv > with.Number("cv") / 100 || distance < with.Number("distance")) continue;
            var below = peers.Count(c => c <= cv);
            seen.Add(new(
                lot.Key, [.. lot.OrderBy(b => b.PriceFen).Select(b => b.SupplierId).Distinct()],
                $"{lot.Count()} 家报价离散系数 {Percent.Text(cv, 2)}，最低价与其余报价的相对距离 {distance:0.00}。", cv, "离散系数", origin,
                [peers.Count == 0 ? "同品目没有可比的采购包" : $"同品目以往 {peers.Count} 个采购包中 {below} 个不高于此（{Percent.Text(below / (double)peers.Count)}）"], lot.Count()));
        }

        return new(judged, seen);
    }

    private static Judgement Linked(Scene scene, LinkKind kind, string what, Func<WatchedOrganisation, IEnumerable<string>> values)
    {
        if (scene.Latest<BidsOpened>() is not var (_, origin)) return Judgement.None;
        List<Seen> seen = [];
        var judged = 0;
        foreach (var lot in scene.Lots)
        {
            var known = lot.Select(b => b.SupplierId).Distinct().Where(scene.Organisations.ContainsKey).Select(id => scene.Organisations[id]).ToList();
            if (known.Count < 2) continue;
            judged++;
            var official = new[] { scene.Row.PurchaserId, scene.Row.AgencyId }.Where(scene.Organisations.ContainsKey).SelectMany(id => kind is LinkKind.Address ? values(scene.Organisations[id]) : []);
            // 联合体各成员本来就有关系.
            var consortia = lot.Select(b => b.ConsortiumIds.Append(b.SupplierId).ToHashSet()).ToList();
            foreach (var link in PartyLinks.Of(
                known.SelectMany(o => values(o).Select(v => new PartyDetail(o.Id, kind, v))), official,
                (_, value) => kind is LinkKind.Address ? Math.Max(0, scene.AtAddress.GetValueOrDefault(value) - known.Count(o => PartyLinks.Normalise(o.Address) == value)) : 0))
            {
                if (consortia.Exists(c => link.Bidders.All(c.Contains))) continue;
                var shown = known.SelectMany(values).First(v => PartyLinks.Normalise(v) == link.Value);
                seen.Add(new(
                    lot.Key, link.Bidders,
                    kind is LinkKind.Address
                        ? $"{scene.Names(link.Bidders)} {what}同为“{shown}”。"
                        : link.Bidders.Contains(shown) ? $"{scene.NameOf(shown)} 是 {scene.Names(link.Bidders.Where(b => b != shown))} 的{what}。" : $"{scene.Names(link.Bidders)} 的{what}同为 {scene.NameOf(shown)}。",
                    kind is LinkKind.Address ? link.Elsewhere : null, kind is LinkKind.Address ? "另有多少家登记在此" : "", origin,
                    kind is LinkKind.Address ? ["不是采购人、代理机构的地址", $"另有 {link.Elsewhere} 家登记在此，不超过 {PartyLinks.CommonFrom} 家", "不是同一联合体的成员"] : ["不是同一联合体的成员"], link.Bidders.Count));
            }
        }

        return new(judged, seen);
    }

    private static Judgement CoBidding(Scene scene, Parameters with)
    {
        if (scene.Latest<BidsOpened>() is not var (_, origin)) return Judgement.None;
        var market = WatchedLot.MarketOf(scene.Row.CatalogueCode);
        var earlier = scene.Past.Where(l => l.Market == market).Select(l => (IReadOnlySet<string>)l.Bids.Select(b => b.SupplierId).ToHashSet()).Where(s => s.Count > 1).ToList();
        List<Seen> seen = [];
        var judged = 0;
        foreach (var lot in scene.Lots)
        {
            var bidders = lot.Select(b => b.SupplierId).Distinct().Order(StringComparer.Ordinal).ToList();
            if (bidders.Count < 2 || earlier.Count == 0) continue;
            judged++;
            foreach (var pair in PairTest.Of(bidders, earlier, scene.MarketLots).Where(p => p.Met >= with.Whole("fewest") && p.Log10P <= -with.Number("exponent")))
            {
                seen.Add(new(
                    lot.Key, [pair.First, pair.Second],
                    $"{scene.Names([pair.First, pair.Second])} 在同品目以往采购包中各投 {pair.FirstTenders}、{pair.SecondTenders} 次，相遇 {pair.Met} 次；出于偶然的概率 {Chance(Math.Pow(10, pair.Log10P))}。", pair.Log10P, "偶然概率的常用对数", origin,
                    [$"只与同品目比较，本次开标以前共 {scene.MarketLots} 个采购包", $"按本包 {bidders.Count * (bidders.Count - 1) / 2} 对作多重校正"], pair.Met));
            }
        }

        return new(judged, seen);
    }

    /// <summary>Prices that stand in the documents: budget and ceiling of the lot, budget of the whole.</summary>
    private static HashSet<double> Published(Scene scene, string lot)
    {
        var terms = scene.Document?.Document.Lots.FirstOrDefault(l => l.LotId == lot);
        return [.. new[] { terms?.CeilingFen, terms?.BudgetFen, scene.Row.BudgetFen }.OfType<long>().Where(x => x > 0).Select(x => (double)x)];
    }

    private static string Chance(double p) => p >= 0.0001 ? p.ToString("0.####", CultureInfo.InvariantCulture) : p.ToString("0.#E+0", CultureInfo.InvariantCulture);
}
