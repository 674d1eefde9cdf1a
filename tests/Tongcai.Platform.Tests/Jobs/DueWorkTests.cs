using Microsoft.Extensions.Logging.Abstractions;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Tests.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Tests.Jobs;

public sealed class SqliteDueWorkTests() : DueWorkTests(new SqliteEngine());

public sealed class PostgresDueWorkTests() : DueWorkTests(new PostgresEngine());

public abstract class DueWorkTests(Engine engine) : OnEngine(engine)
{
    private sealed class Moment(string name, DateTimeOffset due) : IDueWork
    {
        public List<DateTimeOffset> Done { get; } = [];

        public bool Broken { get; set; }

        public string Name => name;

        public Task<DateTimeOffset?> NextDue(CancellationToken cancel) => Task.FromResult<DateTimeOffset?>(Done.Count == 0 ? due : null);

        public Task Run(DateTimeOffset now, CancellationToken cancel)
        {
            if (Broken) throw new InvalidOperationException("broken");
            Done.Add(now);
            return Task.CompletedTask;
        }
    }

    private DueWorkRunner Runner(params IDueWork[] works) => new(works, Store, new LegalTime(Engine.Legal), Engine.System, new Tongcai.Platform.SafeCopies.RecoveryMode(), NullLogger<DueWorkRunner>.Instance);

    [Fact]
    public async Task Work_runs_at_its_legal_moment_not_before_and_once()
    {
        var work = new Moment("deadline", Engine.Start.AddDays(20));
        using var runner = Runner(work);
        Assert.Equal(0, await runner.RunOnce());
        Engine.Legal.Now = Engine.Start.AddDays(20).AddMilliseconds(-1);
        Assert.Equal(0, await runner.RunOnce());
        Engine.Legal.Now = Engine.Start.AddDays(20);
        Assert.Equal((1, 0), (await runner.RunOnce(), await runner.RunOnce()));
        Assert.Equal([Engine.Start.AddDays(20)], work.Done);
    }

    [Fact]
    public async Task Broken_work_holds_up_no_other_and_comes_again()
    {
        var (broken, sound) = (new Moment("broken", Engine.Start) { Broken = true }, new Moment("sound", Engine.Start));
        using var runner = Runner(broken, sound);
        Assert.Equal((1, 0), (await runner.RunOnce(), await runner.RunOnce()));
        broken.Broken = false;
        Engine.System.Now += TimeSpan.FromSeconds(6);
        Assert.Equal(1, await runner.RunOnce());
    }

    [Fact]
    public async Task One_process_at_a_time_does_a_work()
    {
        var (mine, theirs) = (new Moment("opening", Engine.Start), new Moment("opening", Engine.Start));
        using var one = Runner(mine);
        using var two = Runner(theirs);
        Assert.Equal((1, 0), (await one.RunOnce(), await two.RunOnce()));
        Engine.System.Now += Lease.Length + TimeSpan.FromSeconds(1);
        Assert.Equal(1, await two.RunOnce());
    }
}
