using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Law;

namespace Tongcai.Cli.Demo.Replay;

/// <summary>How one replayed auction ended.</summary>
/// <param name="Winner">Name in the file; empty without award.</param>
/// <param name="Agrees">Whether it ended as <see cref="Auction.Expect"/> says.</param>
/// <param name="Detail">What happened otherwise.</param>
internal sealed record Ending(Auction Auction, Expectation Expected, string ProcurementId, string Winner, bool Agrees, string Detail);

/// <summary>一次拍卖走完各环节：its acts, each to be done on its day of the schedule.</summary>
/// <remarks>Works of category B, 公开招标 (lawful at any amount), 最低评标价法 with the reserve as budget and ceiling; all reviews pass, abnormally low prices are explained.</remarks>
internal sealed class Lot(Stage stage, ReplayCast cast, Auction auction, Schedule schedule, string agency)
{
    private const string Code = "B02050000";
    private const long LargeBudgetFen = 1_000_000_000;
    private const int BidsAtOnce = 3;

    private readonly Expectation expected = auction.Expect();
    private string procurement = "";

    /// <summary>Set when nothing more is to be done.</summary>
    public Ending? Ended { get; private set; }

    /// <summary>Id of the auction's budget line.</summary>
    public string Line => $"TS-{auction.Id}";

    public object BudgetLine => new
    {
        id = Line, creditCode = ReplayCast.City.CreditCode, departmentCreditCode = ReplayCast.City.CreditCode, year = schedule.Filed.Year, name = $"市政工程 {auction.Id}", catalogueCode = Code, amountFen = BudgetFen,
    };

    public int BudgetYear => schedule.Filed.Year;

    /// <summary>The acts with the legal instants at which they are due, in order.</summary>
    public IEnumerable<(DateTimeOffset At, Func<Task> Do)> Acts() =>
    [
        (At(schedule.Filed, 9, 0), Plan), (At(schedule.Noticed, 9, 0), Notice), (At(schedule.Sealed, 9, 0), Bid), (At(schedule.Drawn, 9, 0), Draw),
        (At(schedule.Opened, 9, 30), Open), (At(schedule.Decided, 9, 0), Award),
    ];

    /// <summary>Does one act; what the platform finally refuses ends the auction as different.</summary>
    public async Task Try(Func<Task> act)
    {
        if (Ended is not null)
            return;
        try
        {
            await act();
        }
        catch (Exception e) when (e is RefusedException or Bidding.BidFault or InvalidOperationException or HttpRequestException)
        {
            Ended = new(auction, expected, procurement, "", false, $"{act.Method.Name}：{e.Message}");
        }
    }

    private long BudgetFen => auction.ReserveYuan * 100;

    private int Seats => BudgetFen >= LargeBudgetFen ? 7 : 5;

    private static DateTimeOffset At(DateOnly day, int hour, int minute) => day.Beijing(new(hour, minute));

    private async Task<JsonObject> Do(string who, string path, object body) => await Patience.Until(
        path, async () => await (await stage.Of(who)).Post(stage.Trading, path, body, stage.Cancel), stage.Cancel);

    private async Task<JsonNode?> Read(string who, string path) => await (await stage.Of(who)).Get(stage.Trading, path, stage.Cancel);

    private async Task Plan()
    {
        var demand = (await Do("city01", "demands/new", new
        {
            budgetLineId = Line, title = $"市政工程：{auction.Title}", catalogueCode = Code, quantity = 1, unit = "项", budgetFen = BudgetFen, summary = $"城市道路及附属工程施工：{auction.Title}。",
            requirements = new object[]
            {
                new { kind = "technical", text = "按施工图和现行验收规范施工，质量合格。", mandatory = true },
                new { kind = "business", text = "合同签订后180日内竣工并通过验收。", mandatory = true },
            },
        }))["result"]!["id"]!.GetValue<string>();
        await Do("city02", $"demands/{demand}/review", new { kind = "focused", nonDiscrimination = true, competition = true, policy = true, risk = true, passed = true, opinion = "需求明确，同意。" });
        procurement = (await Do("city01", $"demands/{demand}/plan", new
        {
            method = "GKZB", uniform = false, cannotSpecify = false, priceUnknown = false, urgent = false, fewSuppliers = false, onlySupplier = false, publicService = false, inCatalogue = true,
            budgetFen = BudgetFen, setAside = "none", evaluation = "lowest", region = Cast.Region, purchaserContact = "何建 0379-0000011 中州市建设路1号",
            setAsideReason = "按预留份额方案由本部门其他项目预留，本项目给予价格扣除。",
        }))["result"]!["id"]!.GetValue<string>();
        await Do("city01", $"procurements/{procurement}/intention", new { summary = $"{auction.Title}，180日内竣工。", expectedOn = schedule.Noticed });
    }

    private async Task Notice()
    {
        await Do("city01", $"procurements/{procurement}/entrustment", new
        {
            agencyId = agency, scope = new[] { "编制招标文件", "发布公告和答疑", "组织开标评标", "公告结果" }, feePayer = "purchaser", feeStandard = "不收取代理费用", feeFen = 0,
        });
        await Do("agent01", $"procurements/{procurement}/entrustment/answer", new { accept = true, contact = "周岚 0379-0000002 中州市建设路12号3层" });
        await Do("agent01", $"procurements/{procurement}/document/draft", new
        {
            lots = new[] { new { title = auction.Title, catalogueCode = Code, quantity = 1, unit = "项", budgetFen = BudgetFen, ceilingFen = BudgetFen, setAside = "none" } },
            qualifications = new[] { "具有独立承担民事责任的能力，资格条件以承诺函代替证明材料。" },
            factors = Array.Empty<object>(), smeDeductionPercent = 3, consortiumDeductionPercent = 1, consortiumAllowed = false, bidValidityDays = 90, bondFen = 0, decryptMinutes = 30,
            delivery = "合同签订后180日内竣工，中州市。", payment = "验收合格并收到发票后30日内一次付清。", acceptance = "按施工图和验收规范逐项验收。",
            warranty = "质保二年。", breachTerms = "逾期竣工的，每日按合同价款的万分之五支付违约金。", contact = "周岚 0379-0000002 中州市建设路12号3层",
        });
        await Do("city02", $"procurements/{procurement}/document/confirmation", new { edition = 1 });
        await Do("agent01", $"procurements/{procurement}/key", new { });
        await Do("agent01", $"procurements/{procurement}/notice", new
        {
            documentsFrom = schedule.Noticed, documentsTo = WorkCalendar.Official.AddWorkdays(schedule.Noticed, 7), bidDeadline = At(schedule.Opened, 9, 30), openingPlace = "通采交易平台线上开标大厅",
        });
    }

    private async Task Bid()
    {
        var bidder = new Bidder(stage, procurement);
        await Parallel.ForEachAsync(auction.Bids.Where(b => b.PriceYuan is not null), new ParallelOptions { MaxDegreeOfParallelism = BidsAtOnce, CancellationToken = stage.Cancel }, async (bid, cancel) =>
        {
            var fen = bid.PriceYuan!.Value * 100;
            await Patience.Until("投标", () => bidder.Seal(cast[bid.Bidder], "zz", new(auction.Title, 1, "项", fen, fen), fen, "large", 180), cancel);
        });
    }

    private async Task Draw()
    {
        if (expected.Course == Course.TooFew)
            return;
        var secret = $"中州市明衡 {schedule.Drawn:yyyy-MM-dd} {auction.Id}";
        await Do("agent01", $"procurements/{procurement}/draw", new { seats = Seats, commitment = Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(secret))) });
        await Do("agent01", $"procurements/{procurement}/draw/reveal", new { secret });
        foreach (var (expert, seat) in await SeatsIn("invited"))
            await Do(expert, $"seats/{seat}/answer", new { reply = "accept" });
    }

    private async Task<List<(string Expert, string Seat)>> SeatsIn(string answer)
    {
        List<(string, string)> found = [];
        for (var i = 1; i <= 9; i++)
        {
            var seats = (await Read($"expert{i:00}", "seats"))?["seats"]?.AsArray() ?? [];
            found.AddRange(seats.Where(s => s?["procurementId"]?.GetValue<string>() == procurement && s["answer"]?.GetValue<string>() == answer)
                .Select(s => ($"expert{i:00}", s!["id"]!.GetValue<string>())));
        }

        return found;
    }

    /// <summary>Asks for the opening; the platform may have ended the procurement by itself a moment before.</summary>
    /// <returns>opened or ended.</returns>
    private async Task<string> Start()
    {
        try
        {
            return (await (await stage.Of("agent01")).Post(stage.Trading, $"procurements/{procurement}/opening/start", new { }, stage.Cancel))["state"]!.GetValue<string>();
        }
        catch (RefusedException e) when (e.Status == 422 && e.Body.Contains("不足三家", StringComparison.Ordinal))
        {
            if ((await Read("agent01", $"procurements/{procurement}"))?["where"]?.GetValue<string>() == "已终止")
                return "ended";
            throw;
        }
    }

    private async Task Open()
    {
        if (await Patience.Until("开标", Start, stage.Cancel) == "ended")
        {
            var agrees = expected.Course == Course.TooFew;
            Ended = new(auction, expected, procurement, "", agrees, agrees ? "" : "平台以不足三家终止");
            return;
        }

        await Do("agent01", $"procurements/{procurement}/opening/record", new { });
        var lot = $"{procurement}-1";
        var bids = (await Read("agent01", $"procurements/{procurement}/opening"))!["bids"]!.AsArray().Select(b => b!["bidId"]!.GetValue<string>()).ToList();
        var findings = bids.Select(b => new { bidId = b, passed = true }).ToList();
        await Do("agent01", $"procurements/{procurement}/qualification", new { lotId = lot, findings });
        var members = (await SeatsIn("accepted")).Select(m => m.Expert).ToList();
        foreach (var member in members)
            await Do(member, $"procurements/{procurement}/compliance", new { lotId = lot, findings });
        var low = bids.Select(b => new { bidId = b, proven = true, note = "投标人说明了成本构成，评标委员会认为成立。" });
        await Do(members[0], $"procurements/{procurement}/report", new { lotId = lot, lowPrices = low, opinion = "各投标均实质性响应，按评标价由低到高推荐。" });
        foreach (var member in members)
            await Do(member, $"procurements/{procurement}/report/signature", new { lotId = lot });
    }

    private async Task Award()
    {
        var ranking = (await Read("city03", $"procurements/{procurement}/evaluation"))!["lots"]![0]!["ranking"]!.AsArray();
        var first = ranking.Where(r => r!["rank"]!.GetValue<int>() == 1).Select(r => r!).ToList();
        var names = auction.Bids.Where(b => b.PriceYuan is not null).ToDictionary(b => cast[b.Bidder].Name, b => b, StringComparer.Ordinal);
        var lowest = first.ToDictionary(r => names[r["supplierName"]!.GetValue<string>()].Bidder, r => r["bidId"]!.GetValue<string>(), StringComparer.Ordinal);
        var chosen = lowest.Keys.FirstOrDefault(n => auction.Bids.Any(b => b.Won && b.Bidder == n)) ?? lowest.Keys.Order(StringComparer.Ordinal).First();
        await Do("city03", $"procurements/{procurement}/award", new { lotId = $"{procurement}-1", bidId = lowest[chosen] });
        await Do("agent01", $"procurements/{procurement}/result", new { agencyFeeFen = 0 });
        var agrees = lowest.Keys.ToHashSet().SetEquals(expected.Lowest.Select(i => auction.Bids[i].Bidder)) && (expected.Course != Course.Equal || auction.Bids.Any(b => b.Won && b.Bidder == chosen));
        Ended = new(auction, expected, procurement, chosen, agrees, agrees ? "" : $"平台排名第一：{string.Join("、", lowest.Keys)}");
    }
}
