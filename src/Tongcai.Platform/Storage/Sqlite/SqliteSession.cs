using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tongcai.Platform.Ledgers;

namespace Tongcai.Platform.Storage.Sqlite;

/// <summary>
/// The writer's session: each statement is prepared once, its parameters are bound by place. Through the ADO.NET command a statement costs several times what SQLite
/// itself needs for it, and the writer's one thread bounds the commits of the whole platform (bench/README.md).
/// </summary>
internal sealed class SqliteSession : SqlSession
{
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;

    /// <param name="connection">Owned by the session.</param>
    public SqliteSession(SqliteConnection connection) => (this.connection, Placing) = (connection, new Placing(this));

    public override Placing Placing { get; }

    public override DbConnection Connection => connection;

    private sqlite3 Handle => connection.Handle!;

    /// <inheritdoc/>
    /// <exception cref="SqliteException">The database refuses.</exception>
    public override int ExecuteAside(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (Prepared(sql, parameters) is not { } statement)
        {
            // A script of several statements: migrations only.
            SqliteConnections.Run(connection, sql);
            return 0;
        }

        try
        {
            int rc;
            do rc = raw.sqlite3_step(statement.Handle);
            while (rc == raw.SQLITE_ROW);
            Expect(rc, raw.SQLITE_DONE);
            return raw.sqlite3_changes(Handle);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement.Handle);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SqliteException">The database refuses.</exception>
    protected override List<T> Fetch<T>(string sql, Func<SqlRow, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Prepared(sql, parameters) ?? throw new ArgumentException("A query is one statement.", nameof(sql));
        var rows = new List<T>();
        try
        {
            int rc;
            while ((rc = raw.sqlite3_step(statement.Handle)) == raw.SQLITE_ROW) rows.Add(read(statement.Row));
            Expect(rc, raw.SQLITE_DONE);
            return rows;
        }
        finally
        {
            _ = raw.sqlite3_reset(statement.Handle);
        }
    }

    protected override void Close()
    {
        foreach (var statement in statements.Values) statement.Handle.Dispose();
        connection.Dispose();
    }

    /// <summary>The bound statement; null for a script of several.</summary>
    private Statement? Prepared(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            Expect(raw.sqlite3_prepare_v2(Handle, sql, out var handle, out var tail), raw.SQLITE_OK);
            if (!string.IsNullOrWhiteSpace(tail))
            {
                handle.Dispose();
                return null;
            }

            statement = new Statement(handle, parameters);
            statements.Add(sql, statement);
        }

        // Values of an earlier run stay bound, so every parameter must be among those given.
        for (var i = 0; i < parameters.Length; i++) Bind(statement.Handle, statement.PlaceOf(i, parameters[i].Name), parameters[i].Value);
        return statement;
    }

    private void Bind(sqlite3_stmt statement, int place, object? value) => Expect(
        value switch
        {
            null or DBNull => raw.sqlite3_bind_null(statement, place),
            string text => BindText(statement, place, text),
            byte[] bytes => bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(statement, place, 0) : raw.sqlite3_bind_blob(statement, place, bytes),
            long number => raw.sqlite3_bind_int64(statement, place, number),
            int number => raw.sqlite3_bind_int64(statement, place, number),
            bool flag => raw.sqlite3_bind_int64(statement, place, flag ? 1 : 0),
            _ => throw new NotSupportedException($"{value.GetType().Name} cannot be bound."),
        },
        raw.SQLITE_OK);

    private static int BindText(sqlite3_stmt statement, int place, string text)
    {
        const int small = 512;
        // An empty span has no address, which SQLite takes for null.
        if (text.Length is 0 or > small / 3) return raw.sqlite3_bind_text(statement, place, text);
        Span<byte> utf8 = stackalloc byte[small];
        return raw.sqlite3_bind_text(statement, place, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private void Expect(int rc, int expected)
    {
        if (rc != expected) SqliteException.ThrowExceptionForRC(rc, Handle);
    }

    /// <summary>A prepared statement and the place of each parameter in the order in which it is given.</summary>
    private sealed class Statement
    {
        private readonly string[] names;
        private readonly int[] places;

        public Statement(sqlite3_stmt handle, ReadOnlySpan<(string Name, object? Value)> parameters)
        {
            (Handle, Row) = (handle, new ValueRow(handle));
            (names, places) = (new string[parameters.Length], new int[parameters.Length]);
            for (var i = 0; i < parameters.Length; i++) (names[i], places[i]) = (parameters[i].Name, Place(parameters[i].Name));
            if (raw.sqlite3_bind_parameter_count(handle) != parameters.Length) throw new ArgumentException($"{raw.sqlite3_bind_parameter_count(handle)} parameters are named, {parameters.Length} given: {raw.sqlite3_sql(handle).utf8_to_string()}");
        }

        public sqlite3_stmt Handle { get; }

        public ValueRow Row { get; }

        public int PlaceOf(int i, string name) => i < names.Length && names[i] == name ? places[i] : Place(name);

        private int Place(string name) => raw.sqlite3_bind_parameter_index(Handle, "@" + name) is > 0 and var place ? place : throw new ArgumentException($"There is no parameter @{name}: {raw.sqlite3_sql(Handle).utf8_to_string()}");
    }

    private sealed class ValueRow(sqlite3_stmt statement) : SqlRow
    {
        public override bool IsDBNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

        public override long GetInt64(int column) => raw.sqlite3_column_int64(statement, column);

        public override string GetString(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

        public override bool GetBoolean(int column) => GetInt64(column) != 0;

        public override object GetValue(int column) => raw.sqlite3_column_type(statement, column) switch
        {
            raw.SQLITE_INTEGER => GetInt64(column),
            raw.SQLITE_TEXT => GetString(column),
            raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, column).ToArray(),
            var type => throw new InvalidCastException($"Column {column} has type {type}."),
        };
    }
}
