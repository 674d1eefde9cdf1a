using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tongcai.Bench.Risk;

/// <summary>Programs measured from outside: processor seconds and largest resident memory, as the kernel counts them. The largest of all so far is what is given, so measure the small first.</summary>
internal static partial class Child
{
    /// <summary>This program again, for one part of the work: what it prints goes out.</summary>
    public static void Again(params string[] arguments) => Run(Environment.ProcessPath!, arguments, Console.Out);

    public static (double Cpu, double Wall, double PeakMegabytes) Run(string program, string[] arguments, TextWriter output, string? folder = null)
    {
        var before = Usage();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder ?? "", RedirectStandardOutput = true })!;
        var buffer = new char[8192];
        for (int n; (n = process.StandardOutput.Read(buffer)) > 0;) output.Write(buffer, 0, n);
        process.WaitForExit();
        output.Flush();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        var after = Usage();
        return (after.Cpu - before.Cpu, watch.Elapsed.TotalSeconds, after.PeakKilobytes / 1000.0);
    }

    private static (double Cpu, long PeakKilobytes) Usage()
    {
        const int children = -1;
        var words = new long[18];
        if (GetResourceUsage(children, words) != 0) throw new InvalidOperationException("The kernel does not tell what a program used.");
        return (words[0] + words[2] + (words[1] + words[3]) / 1e6, words[4]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, [Out] long[] words);
}
