using Npgsql;

namespace Tongcai.Platform.Storage.Postgres;

/// <summary>What PostgreSQL's errors mean for a commit (documentation, appendix A).</summary>
internal static class PostgresErrors
{
    /// <summary>Two transactions met; run again as if this one had come later.</summary>
    public static bool IsConflict(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public static bool IsFull(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <summary>Whether the server answered that this one statement is wrong; anything else says nothing about the job.</summary>
    public static bool ConcernsOneJob(Exception e) => e is PostgresException { SqlState: var state } && (state[..2] is "22" or "23" or "42");

    public static string? BrokenIndex(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } unique ? unique.ConstraintName : null;
}
