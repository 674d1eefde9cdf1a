using Microsoft.Extensions.Logging.Abstractions;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;
using Tongcai.Platform.Tests.Web;

namespace Tongcai.Platform.Tests.Jobs;

public sealed class SqlitePruningTests() : PruningTests(new SqliteEngine());

public sealed class PostgresPruningTests() : PruningTests(new PostgresEngine());

public abstract class PruningTests(Engine engine) : OnEngine(engine)
{
    private async Task<int> Prune()
    {
        using var pruning = new Pruning(Expiry.OfEveryPlatform, Store, Engine.System, new Tongcai.Platform.SafeCopies.RecoveryMode(), NullLogger<Pruning>.Instance);
        return await pruning.RunOnce();
    }

    private Task<CommitResult> Answered(string account) => Store.Execute(
        Commit.Empty.Record(new SpecimenShown("s", account), "org"),
        new CommitOrigin("key", account, "digest") { Respond = _ => new StoredResponse(200, "text/plain", [1], "") });

    [Fact]
    public async Task Sessions_go_when_they_have_ended_and_not_before()
    {
        var sessions = new Sessions(Store, Engine.System);
        var buyer = TestHost.Buyer;
        await Done(sessions.Begin(buyer, "test").Commit);
        await Done(sessions.Begin(TestHost.Seller, "test").Commit);
        Engine.System.Now += Sessions.Idle;
        Assert.Equal(0, await Prune());
        Engine.System.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal((1, 1L), (await Prune(), await Count("session")));
        Engine.System.Now += Sessions.Supplier.Longest;
        Assert.Equal((1, 0L), (await Prune(), await Count("session")));
    }

    [Fact]
    public async Task An_answer_is_repeated_for_72_hours_a_receipt_for_good()
    {
        await Answered("account");
        await Answered(CommitOrigin.Kept + "bid/org");
        Engine.System.Now += Expiry.OutcomeKept;
        Assert.Equal(0, await Prune());
        Assert.IsType<Replayed>(await Answered("account"));
        Engine.System.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(1, await Prune());
        Assert.IsType<Committed>(await Answered("account"));
        Assert.IsType<Replayed>(await Answered(CommitOrigin.Kept + "bid/org"));
    }

    [Fact]
    public async Task Challenges_and_counters_of_attempts_go()
    {
        var throttle = new Throttle(Store, Engine.System);
        await throttle.Take("buyer01", "192.0.2.1");
        await Done(Commit.Empty.Insert(new SignInChallenge { Id = "c", Text = "t", Until = Engine.System.Now.AddMinutes(5) }));
        Assert.Equal(0, await Prune());
        Engine.System.Now += TimeSpan.FromMinutes(6);
        Assert.Equal((1, 0L), (await Prune(), await Count("sign_in_challenge")));
        Engine.System.Now += TimeSpan.FromDays(1);
        Assert.Equal((2, 0L), (await Prune(), await Count("sign_in_attempt")));
    }
}
