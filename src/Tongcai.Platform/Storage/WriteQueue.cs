using System.Threading.Channels;
using Tongcai.Platform.SafeCopies;

namespace Tongcai.Platform.Storage;

/// <summary>What waits for a store's writers; the same before both engines.</summary>
/// <param name="journaled">Whether a safe copy is kept of everything that is written.</param>
/// <param name="recovery">While the platform must be healed, nothing is written.</param>
internal sealed class WriteQueue(CommitWriter writer, bool journaled, RecoveryMode recovery)
{
    /// <summary>Work that may wait; beyond, the store says so instead of growing.</summary>
    private const int Longest = 8192;

    private readonly Channel<WriteJob> jobs = Channel.CreateBounded<WriteJob>(Longest);

    /// <summary>The writers' end.</summary>
    public ChannelReader<WriteJob> Jobs => jobs.Reader;

    /// <summary>Runs a job in its writer's open transaction.</summary>
    public bool Run(WriteJob job, SqlSession session)
    {
        Before(job, session);
        return journaled ? job.RunJournaled(session) : job.Run(session);
    }

    /// <summary>Whoever reads the ledger's state sees the commits before him counted.</summary>
    public void Before(WriteJob job, SqlSession session)
    {
        if (job is not CommitJob) Place(session);
    }

    /// <summary>Counts the facts that got their index in this transaction; its last step before the end.</summary>
    public void Place(SqlSession session)
    {
        if (session.Placing is not { } placing) return;
        if (!journaled) placing.Write();
        else if (session.Recorded(placing.Write) is { } statements) CommitJournal.Append(session, statements);
    }

    /// <inheritdoc cref="IStore.Execute"/>
    public Task<CommitResult> Execute(Commit commit, CommitOrigin? origin, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(commit);
        cancel.ThrowIfCancellationRequested();
        var job = new CommitJob(writer, writer.Prepare(commit), origin);
        Enqueue(job);
        return job.Done;
    }

    /// <inheritdoc cref="IStore.Transact"/>
    public Task<T> Transact<T>(Func<SqlSession, T> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var job = new TransactJob<T>(work);
        Enqueue(job);
        return job.Done;
    }

    /// <summary>Takes nothing more; what waits is still written.</summary>
    /// <returns>False when it was closed before.</returns>
    public bool Close() => jobs.Writer.TryComplete();

    private void Enqueue(WriteJob job)
    {
        if (recovery.Notice is { } notice) job.Fail(full: false, notice.What);
        else if (!jobs.Writer.TryWrite(job)) job.Fail(full: false, "写入队列已满或已关闭，请稍后重试");
    }
}
