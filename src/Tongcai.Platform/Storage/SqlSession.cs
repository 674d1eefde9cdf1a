using System.Data.Common;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.SafeCopies;

namespace Tongcai.Platform.Storage;

/// <summary>A connection for writing. One thread at a time; what it was opened with is disposed with it.</summary>
internal abstract class SqlSession : IDisposable
{
    private readonly StatementRecorder recorder = new();
    private bool recording;

    public abstract DbConnection Connection { get; }

    /// <summary>Gives facts their index with the commit; null where transactions are written side by side.</summary>
    public virtual Placing? Placing => null;

    /// <summary>Runs work and gives the statements that changed something, for the safe copy; null when there were none.</summary>
    public byte[]? Recorded(Action work)
    {
        recorder.Clear();
        recording = true;
        try
        {
            work();
            return recorder.IsEmpty ? null : recorder.ToArray();
        }
        finally
        {
            recording = false;
        }
    }

    /// <summary>Rows affected.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = ExecuteAside(sql, parameters);
        if (recording) recorder.Add(sql, parameters, rows);
        return rows;
    }

    /// <summary>As <see cref="Execute"/>, for what the safe copy does not carry: leases, and the safe copy's own bookkeeping.</summary>
    public abstract int ExecuteAside(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters);

    /// <summary>Rows read, or returned by a statement that changes some.</summary>
    public List<T> Query<T>(string sql, Func<SqlRow, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = Fetch(sql, read, parameters);
        if (recording && !sql.StartsWith("select", StringComparison.OrdinalIgnoreCase)) recorder.Add(sql, parameters, rows.Count);
        return rows;
    }

    /// <summary>The first column of the first row as stored (text, long, bool, bytes); null when there is no row or it is null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Query(sql, r => r.IsDBNull(0) ? null : r.GetValue(0), parameters).FirstOrDefault();

    public void Dispose()
    {
        recorder.Dispose();
        Close();
    }

    protected abstract List<T> Fetch<T>(string sql, Func<SqlRow, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters);

    protected abstract void Close();
}

/// <summary>The row a query stands on; columns from 0.</summary>
internal abstract class SqlRow
{
    public abstract bool IsDBNull(int column);

    public abstract long GetInt64(int column);

    public abstract string GetString(int column);

    public abstract bool GetBoolean(int column);

    /// <summary>As stored: text, long, bool, bytes.</summary>
    public abstract object GetValue(int column);
}

/// <summary>A session over any ADO.NET connection: PostgreSQL, and readers that look at the ledger. Npgsql prepares by text on its own, and a command used again there sends old values (10.0.0), so each is made anew.</summary>
internal sealed class DbSession(DbConnection connection) : SqlSession
{
    public override DbConnection Connection => connection;

    public override int ExecuteAside(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    protected override List<T> Fetch<T>(string sql, Func<SqlRow, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var row = new Row(reader);
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(row));
        return rows;
    }

    protected override void Close() => connection.Dispose();

    private DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private sealed class Row(DbDataReader reader) : SqlRow
    {
        public override bool IsDBNull(int column) => reader.IsDBNull(column);

        public override long GetInt64(int column) => reader.GetInt64(column);

        public override string GetString(int column) => reader.GetString(column);

        public override bool GetBoolean(int column) => reader.GetBoolean(column);

        public override object GetValue(int column) => reader.GetValue(column);
    }
}
