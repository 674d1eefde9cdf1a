using System.Globalization;

namespace Tongcai.Platform.Storage.Sqlite;

/// <summary>Applies pending migrations to a file, after a verified copy of it.</summary>
internal static class SqliteMigration
{
    private const int KeptCopies = 3;

    public static void Run(SqliteConnections connections, StoreSetup setup, SqlDialect dialect)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(connections.File))!;
        using var only = TakeLock(Path.Combine(directory, "migrate.lock"));
        var isNew = !File.Exists(connections.File);
        using var session = connections.OpenWriter();
        var pending = Migrations.Pending(session, setup.Migrations);
        if (pending.Count == 0) return;
        if (!isNew) Copy(session, directory, $"before-{pending[0].Number:D4}-{setup.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}.db");
        foreach (var step in pending) Migrations.Run(session, dialect, step, setup.System.GetUtcNow());
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw new DatabaseRefusedException("另一个进程正在升级数据库，请等它完成后再启动。", e);
        }
    }

    /// <summary>A whole and checked copy beside the database; the newest <see cref="KeptCopies"/> are kept.</summary>
    private static void Copy(SqlSession session, string directory, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory, "backup")).FullName;
        var copy = Path.Combine(folder, name);
        session.Execute("vacuum into @copy", ("copy", copy));
        using (var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        using (var connections = new SqliteConnections(copy))
        {
            var reader = connections.TakeReader();
            using var command = reader.CreateCommand();
            command.CommandText = "pragma integrity_check";
            var verdict = command.ExecuteScalar()?.ToString();
            connections.GiveBack(reader);
            if (verdict != "ok") throw new DatabaseRefusedException($"升级前的备份未通过完整性检查（{verdict}），升级没有进行。请先修复数据库。");
        }

        foreach (var old in Directory.GetFiles(folder, "before-*.db").OrderByDescending(f => f[^22..], StringComparer.Ordinal).Skip(KeptCopies)) File.Delete(old);
    }
}
