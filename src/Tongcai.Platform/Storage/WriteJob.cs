using Tongcai.Platform.SafeCopies;

namespace Tongcai.Platform.Storage;

/// <summary>One piece of work in a writer's queue.</summary>
internal abstract class WriteJob
{
    /// <summary>Does the work inside the open transaction. False: undo it, the outcome is known all the same.</summary>
    public abstract bool Run(SqlSession session);

    /// <summary>As <see cref="Run"/>, and keeps what it did for the safe copy, in the same transaction and last in it.</summary>
    public bool RunJournaled(SqlSession session)
    {
        var keep = false;
        if (session.Recorded(() => keep = Run(session)) is { } statements && keep) CommitJournal.Append(session, statements);
        return keep;
    }

    /// <summary>Takes a refusal of the database that concerns this job only (broken unique index).</summary>
    public abstract void Refuse(Exception problem, string? brokenConstraint);

    /// <summary>After an unknown end: whether the work is in the database. Only asked when <see cref="Run"/> returned true.</summary>
    public abstract bool IsThere(SqlSession session);

    /// <summary>Tells the waiting caller; called once the transaction is durable, or the work undone.</summary>
    public abstract void Finish();

    /// <summary>Tells the caller that nothing is acknowledged.</summary>
    public abstract void Fail(bool full, string reason);
}

/// <summary>A commit in the queue.</summary>
internal sealed class CommitJob(CommitWriter writer, PreparedCommit commit, CommitOrigin? origin) : WriteJob
{
    private readonly TaskCompletionSource<CommitResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string commitId = RandomId.New();
    private CommitResult? result;
    private Exception? problem;

    public Task<CommitResult> Done => done.Task;

    public override bool Run(SqlSession session)
    {
        (result, problem) = (null, null);
        (result, var keep) = writer.Apply(session, commitId, commit, origin);
        return keep;
    }

    public override void Refuse(Exception problem, string? brokenConstraint)
    {
        if (brokenConstraint is not null) result = new Duplicate(brokenConstraint);
        else this.problem = problem;
    }

    public override bool IsThere(SqlSession session) => CommitWriter.IsThere(session, commitId, origin);

    public override void Finish()
    {
        if (problem is not null) done.TrySetException(problem);
        else done.TrySetResult(result!);
    }

    public override void Fail(bool full, string reason) => done.TrySetResult(full ? new Full() : new Unavailable(reason));
}

/// <summary>A transaction over technical tables in the queue.</summary>
internal sealed class TransactJob<T>(Func<SqlSession, T> work) : WriteJob
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? problem;

    public Task<T> Done => done.Task;

    public override bool Run(SqlSession session)
    {
        (result, problem) = (work(session), null);
        return true;
    }

    public override void Refuse(Exception problem, string? brokenConstraint) => this.problem = problem;

    public override bool IsThere(SqlSession session) => false;

    public override void Finish()
    {
        if (problem is not null) done.TrySetException(problem);
        else done.TrySetResult(result!);
    }

    public override void Fail(bool full, string reason) => done.TrySetException(new IOException(full ? "磁盘已满" : reason));
}
