using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Tests;

/// <summary>One procurement as trading's ledger tells it.</summary>
public static class Given
{
    public const string Procurement = "p1";
    public const string Trade = "trade.test/ledger";

    public static DateTimeOffset At(int month, int day, int hour = 9) => new DateOnly(2026, month, day).Beijing(new(hour, 0));

    public static OpenedBid Bid(string supplier, long fen, string lot = "l1") => new("b-" + supplier, lot, supplier, $"供应商{supplier}", fen, 15, [], "e", "i", "s");

    public static BidsOpened Opened(params IReadOnlyList<OpenedBid> bids) => new(Procurement, "k1", At(4, 28), bids, []);

    public static ChallengeLodged Challenge => new(Procurement, "ch1", "s2", "result", ["评分标准含特定业绩", "中标人资格不符"], "见附件", "政府采购法第五十二条", new(2026, 6, 8));

    public static ChallengeAnswered Answer => new(Procurement, "ch1", "s2", false, "质疑不成立。", new(2026, 6, 12));

    /// <summary>The whole chain; several facts share an instant.</summary>
    public static readonly IReadOnlyList<(IFact Fact, DateTimeOffset At)> Chain =
    [
        (new PlanFiled(Procurement, "中州采公-2026-0001", "d1", "l1", "org-college", "打印机采购", "A02021003", "goods", "open", [], 36_000_000, "none", "comprehensive"), At(2, 2)),
        (new IntentionPublished(Procurement, "中州采公-2026-0001", "打印机采购", "org-college", "中州市职业技术学院", "410100", "A02021003", "打印机", "l1", "教学设备", 36_000_000, "打印机", "open", "none", "", new(2026, 2, 3), new(2026, 3, 10), ""), At(2, 3)),
        (new AgencyEntrusted(Procurement, "org-agency", "明衡招标", [], "purchaser", "", 0), At(3, 2)),
        (new NoticePublished(Procurement, "n1", "TN", "中州采公-2026-0001", "打印机采购项目", "org-college", "中州市职业技术学院", "", "org-agency", "明衡招标", "", "410100", "A02021003", "open", 35_000_000, new(2026, 4, 1), new(2026, 4, 1), new(2026, 4, 9), At(4, 24), At(4, 24), "", "k1", Document), At(4, 1)),
        (new CorrectionPublished(Procurement, "n2", 1, "澄清", [], new(2026, 4, 10), At(4, 28), 2, Document), At(4, 10)),
        (new DeadlinePassed(Procurement, At(4, 28)), At(4, 28)),
        (Opened(Bid("s1", 30_000_000), Bid("s2", 31_120_000), Bid("s3", 33_400_000), Bid("s1", 5_000_000, "l2"), Bid("s2", 5_150_000, "l2")), At(4, 28)),
        (new EvaluationReported(Procurement, "l1", "comprehensive", [], [], [], ""), At(4, 30)),
        (new EvaluationReported(Procurement, "l2", "comprehensive", [], [], [], ""), At(4, 30)),
        (new AwardDecided(Procurement, "l1", "b-s1", "s1", 30_000_000, false), At(5, 6)),
        (new AwardDecided(Procurement, "l2", "b-s1", "s1", 5_000_000, false), At(5, 6)),
        (new ResultPublished(Procurement, "n3", new(2026, 5, 8), new(2026, 5, 11), new(2026, 5, 19), [new("l1", "b-s1", "s1", "供应商s1", "", 30_000_000, 9000, "", []), new("l2", "b-s1", "s1", "供应商s1", "", 5_000_000, 9000, "", [])], [], 0, ""), At(5, 8)),
        (new AwardLetterIssued(Procurement, "l1", "s1", 30_000_000, new(2026, 5, 8), new(2026, 6, 8)), At(5, 8)),
        (new ContractSigned(Procurement, "l1", "c1", "a", "b", "sm3", new(2026, 6, 1)), At(6, 1)),
        (new ContractPublished(Procurement, "l1", "c1", "HT-1", "org-college", "s1", "供应商s1", 30_000_000, new(2026, 6, 1), new(2026, 6, 5), false, ""), At(6, 5)),
        (Challenge, At(6, 8)),
        (Answer, At(6, 12)),
        (new OrderObeyed(Procurement, "o1", "suspend", At(6, 15)), At(6, 15)),
        (new OrderObeyed(Procurement, "o2", "resume", At(6, 16)), At(6, 16)),
        (new ContractFiled(Procurement, "c1", new(2026, 6, 9)), At(6, 16)),
        (new AcceptanceRecorded(Procurement, "c1", new(2026, 6, 20), true, 30_000_000, [], ""), At(6, 20)),
        (new InvoiceReceived(Procurement, "c1", "i1", 20_000_000, new(2026, 6, 22), new(2026, 7, 22)), At(6, 22)),
        (new PaymentMade(Procurement, "c1", "y1", 20_000_000, new(2026, 7, 1), new(2026, 7, 22), 20_000_000, "GK1"), At(7, 1)),
        (new InvoiceReceived(Procurement, "c1", "i2", 10_000_000, new(2026, 7, 2), new(2026, 8, 3)), At(7, 2)),
    ];

    private static TenderDocument Document => new(1, [], [], [], "comprehensive", [], 10, 4, false, 90, 0, 30, "", "", "", "", "", "");

    public static FactOrigin Origin(IFact fact, DateTimeOffset at, string id, long index = 1)
    {
        var kind = FactKinds.Published.Of(fact);
        return new(Trade, index, new FactLeaf(kind.Kind, kind.Version, id, fact.Stream, 1, at, "", BodyDigest.Of(FactBody.Write(fact)), null, null), kind.FactClass is not FactClass.Public);
    }

    public static WatchedFact Kept(IFact fact, DateTimeOffset at, string id, long index = 1) => WatchReaders.Keep(fact, Origin(fact, at, id, index), FactKinds.Published.Of(fact).Title);

    /// <summary>The row after facts that arrive in that order.</summary>
    public static async Task<Watched> Row(IEnumerable<WatchedFact> arriving)
    {
        Watched? row = null;
        List<WatchedFact> kept = [];
        foreach (var fact in arriving)
        {
            row = await WatchReaders.Learn(row, () => Task.FromResult<IReadOnlyList<WatchedFact>>([.. kept]), fact, FactKinds.Published);
            kept.Add(fact);
        }

        return row!;
    }

    public static Task<Watched> Row(int count = int.MaxValue) => Row(Chain.Take(count).Select((f, i) => Kept(f.Fact, f.At, $"f{i:D2}", i)));
}
