using System.Data.Common;

namespace Tongcai.Platform.Storage;

/// <summary>A connection for writing. One thread at a time.</summary>
/// <param name="connection">Owned by the session.</param>
/// <param name="keepCommands">Prepare each command once and keep it: for SQLite. Npgsql prepares by text on its own, and a command used again there sends old values (10.0.0).</param>
internal sealed class SqlSession(DbConnection connection, bool keepCommands) : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>Rows affected.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql, parameters);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            Release(command);
        }
    }

    /// <summary>The first column of the first row as stored (text, long, bool, bytes); null when there is no row or it is null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Query(sql, r => r.IsDBNull(0) ? null : r.GetValue(0), parameters).FirstOrDefault();

    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql, parameters);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
        finally
        {
            Release(command);
        }
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        connection.Dispose();
    }

    private void Release(DbCommand command)
    {
        if (!keepCommands) command.Dispose();
    }

    private DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            if (keepCommands) commands.Add(sql, command);
        }

        // A null has no type of its own, so parameters are made anew.
        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
