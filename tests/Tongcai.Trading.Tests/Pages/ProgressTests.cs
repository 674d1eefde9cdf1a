using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Pages;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Pages;

public sealed class ProgressTests
{
    private static readonly Procurement At = new() { Id = "p1", Title = "项目", Code = "C1" };

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_is_done_is_not_asked_for_again_and_what_must_come_first_is_asked_for_first(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        await Store(Commit.Empty.Insert(At));
        Assert.Equal(["open-key", "publish-notice"], (await Acts(Stage.Confirmed)).Take(2));
        await Store(Commit.Empty.Insert(new ProjectKeyRow { Id = "p1", KeyId = "k", PublicKey = "04", Threshold = 1, Transcript = "{}" }));
        Assert.Equal("publish-notice", (await Acts(Stage.Confirmed))[0]);

        // Two lots were opened: the review of one leaves the other.
        await Store(Commit.Empty.Insert(Bid("b1", "lot1")).Insert(Bid("b2", "lot2")).Insert(Review("v1", "b1", "lot1")));
        Assert.Equal("review-qualification", (await Acts(Stage.Opened))[0]);
        await Store(Commit.Empty.Insert(Review("v2", "b2", "lot2")));
        Assert.Equal(["commit-draw", "reveal-draw", "appoint-representative"], (await Acts(Stage.Opened)).Take(3));

        var draw = new Draw { Id = "d1", ProcurementId = "p1", Seats = 1 };
        await Store(Commit.Empty.Insert(draw).Insert(new Seat { Id = "s1", ProcurementId = "p1", Kind = "purchaser", Answer = "accepted" }));
        Assert.Equal("reveal-draw", (await Acts(Stage.Opened))[0]);
        var seat = new Seat { Id = "s2", ProcurementId = "p1", Kind = "expert", AccountId = "a2", ExpertId = "e2", DrawOrder = 1 };
        await Store(Commit.Empty.Update(draw with { Version = 1, Seed = "s" }).Insert(seat));
        Assert.Equal("review-compliance", (await Acts(Stage.Opened))[0]);
        await Store(Commit.Empty.Update(seat with { Version = 1, Answer = "declined" }));
        Assert.Equal("commit-draw", (await Acts(Stage.Opened))[0]);

        await Store(Commit.Empty.Insert(new Award { Id = "p1-1", ProcurementId = "p1" }));
        Assert.Equal("draft-contract", (await Acts(Stage.Published))[0]);
        await Store(Commit.Empty.Insert(new Contract { Id = "c1", ProcurementId = "p1", LotId = "lot1", Number = "HT-1" }));
        Assert.DoesNotContain("draft-contract", await Acts(Stage.Published));

        async Task Store(Commit commit) => Assert.IsType<Committed>(await host.Store.Execute(commit.Record(new RepresentativeAppointed("p1", "s1"))));
        async Task<IReadOnlyList<string>> Acts(Stage stage) => (await host.Store.Read(db => Progress.Load(db, "id = @Id", At))).ActsAt(At with { Stage = stage });
    }

    private static OpenedBidRow Bid(string id, string lot) => new() { Id = id, ProcurementId = "p1", LotId = lot, Content = new(new Tongcai.Exchange.BidContent("s-" + id, "供应商" + id, lot, 1_00, 30, [], 0, "small", true, "甲", true, [], [], [], "电话", "地址")) };

    private static Verdict Review(string id, string bid, string lot) => new() { Id = id, ProcurementId = "p1", LotId = lot, BidId = bid, Kind = "qualification", Passed = true };
}
