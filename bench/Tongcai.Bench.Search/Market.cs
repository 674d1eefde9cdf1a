using System.Globalization;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;

namespace Tongcai.Bench.Search;

/// <summary>
/// 造数。Procurements of an invented market: real divisions, catalogue, methods and working days, invented names; the notices are written by the same code that writes the official text of real facts.
/// The same seed and number give the same rows.
/// </summary>
/// <param name="seed">Changes everything.</param>
/// <param name="procurements">How many there will be; their days spread evenly over 2018–2026.</param>
internal sealed class Market(int seed, int procurements)
{
    private static readonly string[] Bodies = ["第一中学", "第三中学", "实验小学", "人民医院", "中医院", "公安局", "教育局", "水利局", "农业农村局", "交通运输局", "财政局", "图书馆", "职业技术学院", "疾病预防控制中心", "城市管理局", "文化馆", "气象局", "税务局", "市场监督管理局", "生态环境局"];
    private const string Name1 = "明博远华信诚达中正天恒立德嘉瑞安泰永盛鼎新宏科智慧云海东方长城金桥汇丰启航";
    private const string Name2 = "衡通创益和兴源成业联力基信德盈晟睿凯润铭杰航宇图景峰林川江岳松柏";
    private static readonly string[] Trades = ["科技", "教育装备", "医疗器械", "电子", "建筑工程", "物业服务", "环保", "信息技术", "商贸", "办公设备"];
    private static readonly string[] Needs = ["导轨长度不小于1200毫米", "主机内存不低于16GB，硬盘不低于512GB固态", "噪声不高于45分贝", "质保期内每季度上门保养一次", "提供中文操作手册和现场培训", "符合国家强制性标准的安全要求", "故障响应时间不超过2小时", "支持国产操作系统和办公软件", "能效等级不低于2级", "服务人员不少于6人，持证上岗", "施工期间不得影响正常办公", "数据存储于采购人本地机房"];
    private static readonly string[] SetAsides = ["none", "none", "whole", "whole", "consortium", "subcontract"];

    private static readonly string[] Regions = [.. Divisions.Codes.Where(c => !c.EndsWith("0000", StringComparison.Ordinal))];
    private static readonly CatalogueItem[] Items = [.. Catalogue.Items.Where(i => i.IsLeaf)];
    private static readonly DateOnly[] Days = [.. Enumerable.Range(0, 3246).Select(d => new DateOnly(2018, 1, 2).AddDays(d)).Where(WorkCalendar.Official.IsWorkday)];

    /// <summary>The rows of one procurement as the readers of a ledger would have left them.</summary>
    public (ProcurementPage Page, IReadOnlyList<PublicNotice> Notices) Make(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var at = (int)((long)number * Days.Length / procurements);
        DateOnly Later(int workdays) => Days[Math.Min(Days.Length - 1, at + workdays)];
        var region = Regions[Skewed(random, Regions.Length)];
        var item = Items[Skewed(random, Items.Length)];
        var body = Bodies[random.Next(Bodies.Length)];
        var (purchaser, purchaserId) = ($"{Divisions.FullName(region)}{body}", $"org-{region}-{Array.IndexOf(Bodies, body):D2}".PadRight(26, 'p'));
        var agency = Firm(new Random(random.Next(2000)), "招标代理");
        var method = ProcurementMethods.All[Math.Min(random.Next(ProcurementMethods.All.Count), random.Next(ProcurementMethods.All.Count))].Code;
        var budget = (long)Math.Exp(14 + (random.NextDouble() * 9));
        var id = string.Create(CultureInfo.InvariantCulture, $"p{number:D25}");
        var code = $"{region}-{method}-{Later(0).Year}-{random.Next(100_000):D5}";
        var title = $"{purchaser}{item.Name}采购项目";
        var deadline = Later(16).Beijing(new(9, 30));
        var setAside = SetAsides[random.Next(SetAsides.Length)];
        var needs = Enumerable.Range(0, 3 + random.Next(5)).Select(i => new RequirementItem($"R{i}", "technical", Needs[random.Next(Needs.Length)], i == 0)).ToList();
        var contact = $"{"张王李赵刘陈杨黄周吴"[random.Next(10)]}老师 0{random.Next(310, 999)}-{random.Next(1_000_000, 9_999_999)}";
        var document = new TenderDocument(
            1, [new LotTerms("lot1", 1, item.Name, item.Code, 1 + random.Next(300), "套", budget, budget, setAside, item.Name)], ["具有有效的营业执照", "近三年内没有重大违法记录"], needs, "comprehensive",
            [new ScoreFactor("F1", "price", "投标报价", "低价优先", 4000), new ScoreFactor("F2", "objective", "技术参数", "逐项核对", 6000)], 10, 4, true, 90, 0, 30, $"合同签订后{30 + random.Next(90)}日内交付", "验收合格后30日内付清", "逐项验收", "三年", "每日万分之五", contact);
        var supplier = Firm(random, Trades[random.Next(Trades.Length)]);
        var price = budget - (budget / 100 * random.Next(1, 25));
        List<(IFact Fact, DateOnly On)> facts =
        [
            (new IntentionPublished(id, code, title, purchaserId, purchaser, region, item.Code, item.Name, "line", "年度采购", budget, $"购置{item.Name}{document.Lots[0].Quantity}套", method, setAside, "公物仓无可调剂的同类资产。", Later(0), Later(25), ""), Later(0)),
            (new NoticePublished(id, "", "TN", code, title, purchaserId, purchaser, contact, $"agency-{agency.GetHashCode(StringComparison.Ordinal):x8}", agency, contact, region, item.Code, method, budget, Later(2), Later(3), Later(8), deadline, deadline, "交易平台开标大厅", "ab12", document), Later(2)),
        ];
        if (random.Next(5) == 0) facts.Add((new CorrectionPublished(id, "", 1, "参数调整", [new Change("采购需求 1", needs[0].Text, Needs[random.Next(Needs.Length)])], Later(7), deadline, 2, document), Later(7)));
        var over = at + 20 < Days.Length;
        if (over && random.Next(12) == 0)
        {
            facts.Add((new ProcurementEnded(id, "failed", [], "", "投标截止时提交投标文件的供应商不足三家。", Later(16)), Later(16)));
        }
        else if (over)
        {
            facts.Add((new ResultPublished(id, "", Later(19), Later(20), Later(27), [new LotResult("lot1", "bid1", $"org-s{random.Next(50_000)}", supplier, $"{Divisions.FullName(region)}科学大道{random.Next(1, 400)}号", price, 8000 + random.Next(1800), "小型企业（中小企业声明函）", [])], ["王一", "李二", "赵三", "钱四", "孙五（采购人代表）"], 1_200_000, "采购人支付"), Later(19)));
            if (random.Next(3) > 0) facts.Add((new ContractPublished(id, "lot1", $"c{number}", $"HT-{random.Next(100_000)}", purchaserId, "org-s", supplier, price, Later(24), Later(26), true, $"第一条　标的：{item.Name}{document.Lots[0].Quantity}套。第二条　价款：{price / 100}元。第三条　{document.Delivery}。"), Later(26)));
        }

        return Rows(id, number, region, facts);
    }

    private static (ProcurementPage Page, IReadOnlyList<PublicNotice> Notices) Rows(string id, int number, string region, List<(IFact Fact, DateOnly On)> facts)
    {
        var ledger = $"trade-{region[..2]}.bench/ledger";
        var page = new ProcurementPage { Id = id, Ledger = ledger };
        List<Recorded> told = [];
        List<PublicNotice> notices = [];
        foreach (var (i, (fact, on)) in facts.Index())
        {
            var at = on.Beijing(new(9, number % 60));
            page = PageFold.Apply(page, fact, at);
            if (i == 1 && facts.Count > 2) page = PageFold.Apply(page, new DeadlinePassed(id, at), at);
            var noticeId = string.Create(CultureInfo.InvariantCulture, $"n{(number * 8L) + i:D25}");
            var here = new Recorded(new ChainFact { Id = noticeId, ProcurementId = id, At = at, Ledger = ledger, LeafIndex = (number * 8L) + i }, fact);
            told.Add(here);
            if (NoticeText.Of(here, new ProcurementChain(page, told)) is { } notice) notices.Add((notice with { Id = noticeId }).ToRow(here));
        }

        return (page, notices);
    }

    private static string Firm(Random random, string trade) =>
        $"{Divisions.Name(Regions[random.Next(Regions.Length)])}{Name1[random.Next(Name1.Length)]}{Name2[random.Next(Name2.Length)]}{Name2[random.Next(Name2.Length)]}{trade}有限公司";

    /// <summary>A place in a list where the first are met more often than the last.</summary>
    private static int Skewed(Random random, int count) => Math.Min(random.Next(count), random.Next(count));
}
