using System.Data.Common;
using Tongcai.Exchange;

namespace Tongcai.Platform.Storage;

/// <summary>存储。Executes commits whole or not at all and reads one snapshot at a time; two engines: SQLite and PostgreSQL.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>
    /// Executes a commit durably. Never throws for what can happen in operation: every such outcome is a <see cref="CommitResult"/>.
    /// </summary>
    /// <param name="commit">Rows and facts; business rows without a fact are a bug and throw.</param>
    /// <param name="origin">The request it answers; with a key, a repetition is answered by <see cref="Replayed"/>.</param>
    /// <param name="cancel">Honoured only before execution begins.</param>
    /// <exception cref="ArgumentException">The commit changes a business row and records no fact.</exception>
    Task<CommitResult> Execute(Commit commit, CommitOrigin? origin = null, CancellationToken cancel = default);

    /// <summary>Runs queries on a pooled reader connection inside one read-only snapshot.</summary>
    Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken cancel = default);

    /// <summary>The outcome of an earlier request by the same account and key; null when there was none.</summary>
    Task<StoredOutcome?> Outcome(string account, string key, CancellationToken cancel = default);

    /// <summary>
    /// One transaction over the platform's own technical tables (sequencer, leases, positions), durable when it returns.
    /// The work is synchronous: on SQLite it runs on the writer's thread.
    /// </summary>
    internal Task<T> Transact<T>(Func<SqlSession, T> work, CancellationToken cancel = default);

    /// <summary>The engine's few differences in SQL.</summary>
    internal SqlDialect Dialect { get; }
}

/// <summary>Request that a commit answers.</summary>
/// <param name="Key">Idempotency key as sent; empty: none.</param>
/// <param name="Account">Account that sent it; the key is unique per account. Answers under an account that begins with <see cref="Kept"/> stay for good, others are pruned after a time.</param>
/// <param name="RequestDigest">Digest of method, path and body; the same key with another digest is <see cref="Duplicate"/> of <see cref="KeyConstraint"/>.</param>
public sealed record CommitOrigin(string Key, string Account, string RequestDigest)
{
    /// <summary>Begins the accounts whose answers are never pruned: 投标回执.</summary>
    public const string Kept = "kept/";

    /// <summary>Constraint named when a key comes back with another request.</summary>
    public const string KeyConstraint = "request_outcome.key";

    /// <summary>Makes the answer to keep with the commit, given the facts as recorded; runs inside the transaction, so it must be quick and pure.</summary>
    public Func<IReadOnlyList<RecordedFact>, StoredResponse>? Respond { get; init; }
}

/// <summary>An answer kept with its commit, returned byte for byte to a repeated request.</summary>
public sealed record StoredResponse(int Status, string ContentType, byte[] Body, string Location = "");

/// <summary>What became of a request with a key.</summary>
public sealed record StoredOutcome(string RequestDigest, StoredResponse Response);

/// <summary>A fact as it stands in the local ledger after the commit; its index follows when the sequencer has run.</summary>
/// <param name="Id">Random id of the fact.</param>
/// <param name="Kind">Kind on the wire.</param>
/// <param name="FactClass">How the ledger carries it.</param>
/// <param name="Stream">Stream whose order it joined.</param>
/// <param name="Seq">1-based number in the stream, public and private facts counted apart.</param>
/// <param name="At">Legal instant.</param>
/// <param name="By">Organisation that acted.</param>
/// <param name="Leaf">The public leaf, or the inner leaf of a private fact; canonical JSON, UTF-8.</param>
/// <param name="Body">Canonical JSON of the fact itself.</param>
/// <param name="Salt">32 bytes for a private fact, empty for a public one.</param>
/// <param name="Commitment">HMAC-SHA-256(salt, leaf) of a private fact, empty for a public one.</param>
public sealed record RecordedFact(
    string Id, string Kind, FactClass FactClass, string Stream, long Seq, DateTimeOffset At, string By, byte[] Leaf, byte[] Body, byte[] Salt, byte[] Commitment);

/// <summary>What became of a commit.</summary>
public abstract record CommitResult;

/// <summary>已提交。Durable.</summary>
public sealed record Committed(IReadOnlyList<RecordedFact> Facts) : CommitResult
{
    /// <summary>The answer that was kept with the commit; null when the origin asked for none.</summary>
    public StoredResponse? Response { get; init; }
}

/// <summary>已被他人先改。A row no longer has the version that was read (409).</summary>
public sealed record Stale(string Table, string Id) : CommitResult;

/// <summary>重复。A unique index refused the commit (409).</summary>
/// <param name="Constraint"><c>table.column[,column…]</c>.</param>
public sealed record Duplicate(string Constraint) : CommitResult;

/// <summary>The same request was done before; here is its answer.</summary>
public sealed record Replayed(StoredResponse Response) : CommitResult;

/// <summary>磁盘已满。Nothing was changed (507).</summary>
public sealed record Full : CommitResult;

/// <summary>暂不可用。Nothing is acknowledged; repeat with the same key (503).</summary>
public sealed record Unavailable(string Reason) : CommitResult;
