using Microsoft.Data.Sqlite;

namespace Tongcai.Replay.Tests;

/// <summary>Looks into the database of a platform whose program has ended.</summary>
internal static class PlatformDatabase
{
    public static SqliteConnection Open(string data, string platform)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, platform, "data.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public static List<T> Query<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>One query on a database that is opened for it.</summary>
    public static List<T> Query<T>(string data, string platform, string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = Open(data, platform);
        return connection.Query(sql, read);
    }
}
