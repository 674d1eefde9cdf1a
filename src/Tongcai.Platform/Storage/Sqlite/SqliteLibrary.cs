using System.Runtime.InteropServices;
using SQLitePCL;

namespace Tongcai.Platform.Storage.Sqlite;

/// <summary>
/// Makes the system's SQLite the only one in the process. Two copies of the library on one file break each other's locks
/// (sqlite.org/howtocorrupt.html §2.2.1), so a second one is refused.
/// </summary>
internal static class SqliteLibrary
{
    /// <summary>The library that is used, by its soname.</summary>
    public const string Name = "libsqlite3.so.0";

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Version of the library in use.</summary>
    /// <exception cref="DatabaseRefusedException">No system library, or more than one SQLite in the process.</exception>
    public static string Use()
    {
        var version = Loaded.Value;
        DemandOne();
        return version;
    }

    private static string Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, static (name, _, _) => name == "e_sqlite3" ? NativeLibrary.Load(Name) : 0);
        try
        {
            Batteries_V2.Init();
            return raw.sqlite3_libversion().utf8_to_string();
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new DatabaseRefusedException($"找不到系统的 SQLite 库 {Name}。请安装 libsqlite3-0（Debian、Ubuntu）或 sqlite（其他发行版）。", e);
        }
    }

    private static void DemandOne()
    {
        const string maps = "/proc/self/maps";
        if (!File.Exists(maps)) return;
        List<string> mapped = [.. File.ReadLines(maps).Select(line => line[(line.LastIndexOf(' ') + 1)..]).Where(path => path.StartsWith('/') && Path.GetFileName(path).Contains("sqlite3", StringComparison.Ordinal) && path.Contains(".so", StringComparison.Ordinal)).Distinct()];
        if (mapped.Count != 1)
            throw new DatabaseRefusedException($"进程内应当只有一个 SQLite 库，实有 {mapped.Count} 个（{string.Join("、", mapped)}）：同一文件由两个库打开会互相破坏锁。");
    }
}
