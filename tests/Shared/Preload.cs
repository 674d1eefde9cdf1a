using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tongcai.Tests;

/// <summary>The libraries in C in tests/Tongcai.Platform.Tests/Storage that stand between a process and the kernel, compiled once per test process.</summary>
internal static class Preload
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Compiled = new(StringComparer.Ordinal);

    public static string Library(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/gcc"), "gcc is not installed");
        return Compiled.GetOrAdd(name, _ => new(() => Compile(name))).Value;
    }

    private static string Compile(string name)
    {
        var library = Path.Combine(AppContext.BaseDirectory, name + ".so");
        using var gcc = Process.Start("/usr/bin/gcc", ["-shared", "-fPIC", "-O2", "-Wall", "-o", library, Repository.File("tests", "Tongcai.Platform.Tests", "Storage", name + ".c"), "-ldl"]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
        return library;
    }
}
