using System.Text;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Identity;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.Tests.OpenData;

/// <summary>A procurement as chance makes it: lots, bidders, consortia, corrections that add and take away, questions, failures, a second result, contracts, payments, annulment.</summary>
internal sealed class GeneratedChain
{
    public const string Trade = "trade.test/ledger";
    public const string Watch = "watch.test/ledger";

    private readonly Random chance;
    private readonly List<Recorded> facts = [];
    private DateTimeOffset now;

    private GeneratedChain(int seed)
    {
        chance = new Random(seed);
        Id = $"generated{seed:0000}".PadRight(26, 'a');
        now = SampleChain.At(2026, 1, 5 + (seed % 20), 9);
    }

    public string Id { get; }

    public IReadOnlyList<Recorded> Facts => facts;

    public static Publication Publication { get; } = new(Publication.FictionalPrefix, "https://hub.example.gov.cn", "中州市财政局");

    public static GeneratedChain Of(int seed)
    {
        var chain = new GeneratedChain(seed);
        chain.Play(seed);
        return chain;
    }

    /// <summary>What the registry knows: some of the organisations.</summary>
    public static IReadOnlyDictionary<string, Organisation> Registered { get; } = new[] { ("org-school", "中州市第三中学", ""), ("org-s1", "供应商1", "small"), ("org-s2", "供应商2", "medium"), ("org-authority", "中州市财政局", "") }
        .Select((o, i) => new Organisation
        {
            Id = o.Item1, Name = o.Item2, CreditCode = $"91410100MA9TE0T{i:00}M", Roles = new([]), Region = "410100", Size = o.Item3, Address = "", ParentId = "", RegisteredAt = SampleChain.At(2026, 1, 1, 9),
        }).ToDictionary(o => o.Id);

    public IReadOnlyList<Release> Releases() => Release.Of(Id, facts, Registered, Publication);

    private bool Sometimes(int percent) => chance.Next(100) < percent;

    private void Play(int seed)
    {
        var title = $"第 {seed} 号采购项目";
        var withAgency = Sometimes(70);
        Add(new BudgetApproved($"line-{Id}", "org-school", "中州市第三中学", "dep", 2026, "改善办学条件", "A02102100", 900_000_00));
        var lots = Enumerable.Range(1, 1 + chance.Next(3)).Select(Lot).ToList();
        var budget = lots.Sum(l => l.BudgetFen);
        if (Sometimes(80))
            Add(new IntentionPublished(Id, $"2026-{seed}", title, "org-school", "中州市第三中学", "410100", "A02102100", "教学仪器", $"line-{Id}", "改善办学条件", budget, "购置仪器", Sometimes(10) ? "DYLY" : "GKZB", Sometimes(50) ? "whole" : "none", "公物仓无同类仪器。", Today, Today.AddDays(30), Sometimes(10) ? "抢险" : ""));
        if (withAgency) Add(new AgencyEntrusted(Id, "org-agency", "明衡招标代理有限公司", ["编制文件"], Sometimes(50) ? "purchaser" : "winner", "下浮20%", Sometimes(50) ? 3_200_000 : 0));
        if (Sometimes(15) && facts.Any(f => f.Fact is IntentionPublished))
        {
            Add(new ProcurementEnded(Id, "terminated", [], "M001", "预算调整。", Today));
            return;
        }

        now = now.AddDays(31);
        Add(new KeyCeremonyHeld(Id, "key1", "pk", 2, [new TrusteeShare(1, "org-school", "中州市第三中学", "purchaser", "s1"), new TrusteeShare(2, "org-notary", "公证处", "notary", "s2")], "{}"));
        var document = Document(1, lots);
        var deadline = now.AddDays(22);
        var consultation = Sometimes(20);
        Add(new NoticePublished(Id, $"notice-{Id}", "TN", $"2026-{seed}", title, "org-school", "中州市第三中学", "张老师 0000-1111111", withAgency ? "org-agency" : "", withAgency ? "明衡招标代理有限公司" : "", withAgency ? "刘颖" : "", "410100", "A02102100", consultation ? "JZXCS" : "GKZB", budget, Today, Today.AddDays(1), Today.AddDays(8), deadline, deadline, "开标大厅", "key1", document));
        for (var number = 1; Sometimes(50) && number < 4; number++)
        {
            now = now.AddDays(1);
            document = Corrected(document);
            deadline = deadline.AddDays(chance.Next(3));
            Add(new CorrectionPublished(Id, $"correction-{number}-{Id}", number, "笔误", [new Change("需求", "甲", "乙"), new Change("期限", "", "=1+1")], Today, deadline, document.Edition, document));
        }

        for (var number = 1; Sometimes(40) && number < 3; number++) Add(new ClarificationPublished(Id, $"clar-{number}-{Id}", "能否延期？", "不能。", Sometimes(30)));
        now = deadline;
        Add(new DeadlinePassed(Id, deadline));
        if (Sometimes(15))
        {
            Add(new ProcurementEnded(Id, "failed", [], "O001", "投标人不足三家。", Today));
            return;
        }

        now = now.AddMinutes(20);
        var bids = document.Lots.SelectMany(l => Enumerable.Range(1, 3 + chance.Next(3)).Select(n => new OpenedBid($"bid{n}-{l.LotId}", l.LotId, $"org-s{n}", $"供应商{n}", l.BudgetFen - (n * 1_234_567), 30, n == 2 && Sometimes(30) ? ["org-s9"] : [], $"aa{n}", "", ""))).ToList();
        var opening = new BidsOpened(Id, "key1", now, bids, Sometimes(30) ? [new UnopenedBid("bid0", document.Lots[0].LotId, "bb", "bidder", "解密超时")] : []);
        Add(consultation ? new ResponsesOpened(Id, "key1", 1, now) : opening);
        if (consultation) Add(new ResponsesOpened(Id, "key1", 2, now));
        Add(new OpeningRecorded(Id, now, chance.Next(2)));
        Add(new DrawCommitted(Id, "draw1", "cc", 40, 4, ["c1", "c2"]));
        var failed = document.Lots.Count > 1 && Sometimes(30) ? document.Lots[^1].LotId : "";
        if (failed.Length > 0) Add(new ProcurementEnded(Id, "failed", [failed], "O001", "有效投标不足三家。", Today));
        if (!Sometimes(30)) now = now.AddDays(3);
        var won = document.Lots.Where(l => l.LotId != failed).ToList();
        Publish("result", won, bids, 1);
        if (Sometimes(25))
        {
            var at = now;
            Watching(new OrderIssued("order1", Id, "suspend", Today.AddDays(30), "投诉处理期间暂停", "T099", "sig"));
            Add(new OrderObeyed(Id, "order1", "suspend", now));
            now = at.AddDays(20);
            Watching(new ComplaintDecided("complaint1", Id, "中财购诉〔2026〕9号", "upheld-next", "查明", "依据", "可以申请行政复议", Today));
            Publish("again", won, bids, 2);
        }

        if (Sometimes(15))
        {
            Add(new ProcurementEnded(Id, "annulled", [], "C001", "撤销采购，重新开展。", Today));
            return;
        }

        Contracts(won, bids);
    }

    private void Publish(string name, List<LotTerms> won, List<OpenedBid> bids, int bid)
    {
        Add(new ResultPublished(Id, $"{name}-{Id}", Today, Today.AddDays(1), Today.AddDays(8),
            [.. won.Select(l => bids.First(b => b.BidId == $"bid{bid}-{l.LotId}")).Select(b => new LotResult(b.LotId, b.BidId, b.SupplierId, b.SupplierName, "科学大道1号", b.PriceFen, Sometimes(50) ? 9184 : 0, "小型企业", bid == 1 && Sometimes(50) ? ["供应商3：未提供营业执照"] : []))],
            ["王一", "李二"], Sometimes(50) ? 3_200_000 : 0, "采购人支付"));
        winner = bid;
    }

    private int winner;

    private void Contracts(List<LotTerms> won, List<OpenedBid> bids)
    {
        if (!Sometimes(30)) now = now.AddDays(10);
        foreach (var lot in won.Where(_ => Sometimes(90)))
        {
            var bid = bids.First(b => b.BidId == $"bid{winner}-{lot.LotId}");
            var contract = $"contract-{lot.LotId}-{Id}";
            Add(new ContractPublished(Id, lot.LotId, contract, $"HT-{lot.Number}", "org-school", bid.SupplierId, bid.SupplierName, bid.PriceFen, Today, Today, Sometimes(50), "正文"));
            if (Sometimes(80)) Add(new ContractFiled(Id, contract, Today));
            if (!Sometimes(80)) continue;
            if (!Sometimes(20)) now = now.AddDays(40);
            if (Sometimes(20)) Add(new AcceptanceRecorded(Id, contract, Today, false, 0, [new ItemResult("R1", false, "缺件")], "限期整改"));
            Add(new AcceptanceRecorded(Id, contract, Today, true, bid.PriceFen, [new ItemResult("R1", true, "")], "合格"));
            var half = bid.PriceFen / 2;
            Add(new PaymentMade(Id, contract, $"pay1-{lot.LotId}", half, Today, Today.AddDays(30), half, "GK-1"));
            if (Sometimes(70)) Add(new PaymentMade(Id, contract, $"pay2-{lot.LotId}", bid.PriceFen - half, Today, Today.AddDays(30), bid.PriceFen, "GK-2"));
        }

        if (Sometimes(10)) Add(new ProcurementEnded(Id, "annulled", [], "C001", "撤销合同。", Today));
    }

    private LotTerms Lot(int number) => new($"lot{number}", number, $"仪器{number}", "A02102100", 1 + chance.Next(200), "套", 10_000_000 + chance.Next(90_000_001), Sometimes(50) ? 99_000_000 : 0, Sometimes(50) ? "whole" : "none", Sometimes(50) ? "光具座" : "");

    private TenderDocument Document(int edition, IReadOnlyList<LotTerms> lots) => SampleChain.Document with
    {
        Edition = edition, Lots = lots, EvaluationMethod = Sometimes(70) ? "comprehensive" : "lowest", BondFen = Sometimes(50) ? 1_000_000 : 0, Warranty = Sometimes(50) ? "三年" : "", Qualifications = Sometimes(80) ? ["具有营业执照", "具有资质"] : [],
        Requirements = [.. Enumerable.Range(1, 1 + chance.Next(4)).Select(n => new RequirementItem($"R{n}", n % 2 == 0 ? "business" : "technical", $"要求 {n}", n == 1))],
    };

    private TenderDocument Corrected(TenderDocument before)
    {
        var lots = before.Lots.Count > 1 && Sometimes(30) ? before.Lots.SkipLast(1).ToList() : before.Lots;
        return Document(before.Edition + 1, lots);
    }

    private DateOnly Today => now.BeijingDate();

    private void Add(IFact fact) => Add(Trade, fact, "org-agency");

    private void Watching(IFact fact) => Add(Watch, fact, "org-authority");

    private void Add(string ledger, IFact fact, string by)
    {
        now = now.AddMinutes(1 + chance.Next(30)).AddMilliseconds(Sometimes(30) ? 125 : 0);
        var index = facts.Count(f => f.Row.Ledger == ledger) * 2;
        var body = FactBody.Write(fact);
        var kind = FactKinds.Published.Of(fact).Kind;
        var leaf = new FactLeaf(kind, 1, $"{ledger[0]}{index:0000}".PadRight(26, 'a'), fact.Stream, index + 1, now, by, BodyDigest.Of(body), null, null);
        facts.Add(new(new ChainFact { Id = leaf.Id, ProcurementId = Id, Stream = fact.Stream, Kind = kind, At = now, ByOrg = by, Ledger = ledger, LeafIndex = index, Leaf = Encoding.UTF8.GetString(leaf.Write()), Body = Encoding.UTF8.GetString(body) }, fact));
    }
}
