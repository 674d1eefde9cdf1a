using System.Collections.Concurrent;
using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Tongcai.Tests.PostgresCluster.Lifetime))]

namespace Tongcai.Tests;

/// <summary>
/// A private PostgreSQL of this test process: own data directory, unix socket only, trust, fsync on. Runs as the user postgres when the tests are root.
/// Removed when the tests end; one left behind by a process that died is removed by the next.
/// </summary>
public sealed class PostgresCluster
{
    private const string Prefix = "tongcai-pg-";
    private const string User = "postgres";

    private static readonly Lazy<PostgresCluster> Only = new(() => new PostgresCluster());

    private readonly ConcurrentDictionary<string, Lazy<Task>> templates = new(StringComparer.Ordinal);
    private readonly string directory = Path.Combine(Path.GetTempPath(), Prefix + Environment.ProcessId);
    private int databases;

    private PostgresCluster()
    {
        SweepDead();
        Directory.CreateDirectory(directory);
        if (Environment.IsPrivilegedProcess) Run("chown", User, directory);
        AsServer("initdb", "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"), $"\nlisten_addresses = ''\nunix_socket_directories = '{directory}'\nmax_connections = 300\nfsync = on\nshared_buffers = 64MB\n");
        Start();
    }

    /// <summary>The cluster of this process, started at first use.</summary>
    /// <exception cref="Xunit.Sdk.SkipException">PostgreSQL is not installed here.</exception>
    public static PostgresCluster Shared
    {
        get
        {
            Assert.SkipWhen(Binaries is null, "PostgreSQL is not installed");
            return Only.Value;
        }
    }

    /// <summary>Removes the cluster after the last test, while the runner still waits: at the exit of the process it would be in haste.</summary>
    public sealed class Lifetime : IDisposable
    {
        public void Dispose()
        {
            if (Only.IsValueCreated)
                Remove(Only.Value.directory);
        }
    }

    private static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private string Data => Path.Combine(directory, "data");

    /// <summary>Npgsql connection string of a new, empty database.</summary>
    public string CreateDatabase(string template = "template0")
    {
        var name = $"t{Interlocked.Increment(ref databases)}";
        Sql($"create database {name} template {template}");
        return ConnectionString(name);
    }

    /// <summary>A new database as <paramref name="prepare"/> leaves it; prepared once per name, copied for every caller.</summary>
    /// <param name="name">Lower-case name of the template.</param>
    /// <param name="prepare">Fills the template; all its connections must be closed when it returns.</param>
    public async Task<string> CreateDatabase(string name, Func<string, Task> prepare)
    {
        await templates.GetOrAdd(name, _ => new(() =>
        {
            Sql($"create database {name} template template0");
            return prepare(ConnectionString(name));
        })).Value;
        return CreateDatabase(name);
    }

    /// <summary>Kills server and children with SIGKILL, as a crash would, and starts it again.</summary>
    public void CrashAndRestart()
    {
        Kill(directory);
        Start();
    }

    private string ConnectionString(string database) => $"Host={directory};Username={User};Database={database}";

    private void Start() => AsServer("pg_ctl", "-D", Data, "-l", Path.Combine(directory, "log"), "-w", "-t", "180", "start");

    private void Sql(string sql) => Run(Path.Combine(Binaries!, "psql"), "-h", directory, "-U", User, "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-c", sql);

    private static void AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        if (Environment.IsPrivilegedProcess) Run("setpriv", ["--reuid=" + User, "--regid=" + User, "--init-groups", path, .. arguments]);
        else Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // No pipes: the server would inherit them and keep them open.
        var output = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$@\" >\"$0\" 2>&1 </dev/null", output, program, .. arguments]))!;
            // Longer than the server is given to start.
            if (!process.WaitForExit(TimeSpan.FromSeconds(200)))
            {
                process.Kill();
                process.WaitForExit();
            }

            if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {File.ReadAllText(output)}");
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static void SweepDead()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(left)[Prefix.Length..], out var owner) && (owner == Environment.ProcessId || !Directory.Exists($"/proc/{owner}"))) Remove(left);
        }
    }

    private static void Remove(string directory)
    {
        Kill(directory);
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run sweeps what is left.
        }
    }

    /// <summary>
    /// Kills whatever runs in the data directory, and nothing else: a number out of a file may be somebody else's process by now.
    /// Again until none is left, since a server makes children up to its last moment.
    /// </summary>
    private static void Kill(string directory)
    {
        var data = Path.Combine(directory, "data");
        SpinWait.SpinUntil(
            () =>
            {
                var running = RunningIn(data);
                running.ForEach(KillOne);
                return running.Count == 0;
            },
            TimeSpan.FromSeconds(5));
        // Its locks name a number that stays in the process table until somebody reaps it.
        if (Directory.Exists(data)) File.Delete(Path.Combine(data, "postmaster.pid"));
        foreach (var socket in Directory.GetFiles(directory, ".s.PGSQL.*")) File.Delete(socket);
    }

    private static void KillOne(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Gone already.
        }
    }

    private static List<int> RunningIn(string data) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _) && WorkingDirectory(name!) == data).Select(name => int.Parse(name!))];

    private static string? WorkingDirectory(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
