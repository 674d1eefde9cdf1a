using Microsoft.Data.Sqlite;

namespace Tongcai.Platform.Storage.Sqlite;

/// <summary>What SQLite's result codes mean for a commit (sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    public const int Busy = 5;
    private const int Error = 1, FullDisk = 13, TooBig = 18, Constraint = 19, Mismatch = 20, Range = 25;

    /// <summary>SQLITE_IOERR_SHMSIZE: the shared-memory file cannot grow, which is a full disk by another name.</summary>
    private const int CannotGrow = 4874;

    private const int UniqueConstraint = 2067, PrimaryKeyConstraint = 1555;
    private const string UniquePrefix = "UNIQUE constraint failed: ";

    /// <summary>Whether only the one statement failed, and the transaction around it stands.</summary>
    public static bool ConcernsOneJob(SqliteException e) => e.SqliteErrorCode is Error or TooBig or Constraint or Mismatch or Range;

    public static bool IsFull(SqliteException e) => e.SqliteErrorCode == FullDisk || e.SqliteExtendedErrorCode == CannotGrow;

    /// <summary><c>table.column[,column…]</c> of a broken unique index; null for any other error.</summary>
    public static string? BrokenUnique(SqliteException e)
    {
        if (e.SqliteExtendedErrorCode is not (UniqueConstraint or PrimaryKeyConstraint)) return null;
        var at = e.Message.IndexOf(UniquePrefix, StringComparison.Ordinal);
        if (at < 0) return "";
        var columns = e.Message[(at + UniquePrefix.Length)..].TrimEnd('.', '\'', ' ').Split(", ");
        var table = columns[0].Split('.')[0];
        return columns[0].Contains('.', StringComparison.Ordinal) ? $"{table}.{string.Join(',', columns.Select(c => c[(c.IndexOf('.', StringComparison.Ordinal) + 1)..]))}" : columns[0];
    }
}
