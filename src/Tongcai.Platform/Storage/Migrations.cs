using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Tongcai.Platform.Storage;

/// <summary>The database cannot be used by this program as it is; the message says in Chinese why and what to do.</summary>
public sealed class DatabaseRefusedException : Exception
{
    public DatabaseRefusedException(string message) : base(message) { }

    public DatabaseRefusedException(string message, Exception inner) : base(message, inner) { }

    public DatabaseRefusedException() { }
}

/// <summary>One numbered step of the schema.</summary>
/// <param name="Number">Order; platform 1-99, the platforms from 101.</param>
/// <param name="Name">File name without folder, e.g. 0001-platform.sql.</param>
/// <param name="Sql">Portable DDL with {blob} and {autoid}.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Hex SHA-256 of the text; a migration that has run is never edited.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>库结构。The steps embedded in the assemblies, and how they are applied.</summary>
internal static partial class Migrations
{
    private const string TableSql = "create table if not exists migration (number bigint primary key, name text not null, digest text not null, at bigint not null)";

    /// <exception cref="InvalidOperationException">Two files have one number.</exception>
    public static IReadOnlyList<Migration> In(IEnumerable<Assembly> assemblies)
    {
        List<Migration> found = [.. assemblies.Distinct().SelectMany(assembly => assembly.GetManifestResourceNames().Select(name => (assembly, name, FileName().Match(name))))
            .Where(r => r.Item3.Success)
            .Select(r => new Migration(int.Parse(r.Item3.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), r.Item3.Groups["file"].Value, ReadText(r.assembly, r.name)))
            .OrderBy(m => m.Number)];
        return found.Zip(found.Skip(1)).FirstOrDefault(pair => pair.First.Number == pair.Second.Number) is { First: { } first, Second: { } second }
            ? throw new InvalidOperationException($"{first.Name} and {second.Name} have one number.")
            : found;
    }

    /// <summary>The steps still to run, after checking that the database is of this program.</summary>
    /// <exception cref="DatabaseRefusedException">The database is newer, or a step that has run was edited since.</exception>
    public static IReadOnlyList<Migration> Pending(SqlSession session, IReadOnlyList<Migration> known)
    {
        session.Execute(TableSql);
        var done = session.Query("select number, name, digest from migration order by number", r => (Number: r.GetInt64(0), Name: r.GetString(1), Digest: r.GetString(2)));
        foreach (var (number, name, digest) in done)
        {
            var mine = known.FirstOrDefault(m => m.Number == number)
                ?? throw new DatabaseRefusedException($"数据库比程序新：库中已有结构变更 {name}，本程序不认识。请使用不低于该版本的程序，或恢复升级前的备份。");
            if (mine.Digest != digest)
                throw new DatabaseRefusedException($"结构变更 {name} 在执行之后被改动过，库与程序不一致。请使用发布的程序文件，不要修改已执行的变更。");
        }

        return [.. known.Where(m => done.All(d => d.Number != m.Number))];
    }

    /// <summary>Runs one step in a transaction of its own: old or new, never between.</summary>
    public static void Run(SqlSession session, SqlDialect dialect, Migration step, DateTimeOffset now)
    {
        session.Execute("begin");
        try
        {
            session.Execute(dialect.Apply(step.Sql));
            session.Execute("insert into migration (number, name, digest, at) values (@number, @name, @digest, @at)", ("number", (long)step.Number), ("name", step.Name), ("digest", step.Digest), ("at", now.ToUnixTimeMilliseconds()));
            session.Execute("commit");
        }
        catch (Exception e)
        {
            session.Execute("rollback");
            throw new DatabaseRefusedException($"结构变更 {step.Name} 未能执行，库保持原样：{e.Message}", e);
        }
    }

    [GeneratedRegex(@"(?:^|[./])(?<file>(?<number>\d{4})-[\w-]+\.sql)$")]
    private static partial Regex FileName();

    private static string ReadText(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
