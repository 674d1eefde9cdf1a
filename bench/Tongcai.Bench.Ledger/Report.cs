using System.Diagnostics;
using System.Globalization;

namespace Tongcai.Bench.Ledger;

/// <summary>How figures are printed: Markdown, figures in the invariant culture.</summary>
internal static class Report
{
    public static void Head(string title, params ReadOnlySpan<string> columns)
    {
        Console.WriteLine();
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", columns!)} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", columns.Length))}");
    }

    public static void Row(params ReadOnlySpan<object> cells)
    {
        var texts = new List<string>();
        foreach (var cell in cells) texts.Add(cell is double number ? number.ToString(number >= 100 ? "#,0" : "0.000", CultureInfo.InvariantCulture) : Convert.ToString(cell, CultureInfo.InvariantCulture)!);
        Console.WriteLine($"| {string.Join(" | ", texts)} |");
    }

    /// <summary>Largest resident memory of this process so far, in MB.</summary>
    public static double PeakMegabytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    public static void Memory(string when)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Memory, {when}: at most {PeakMegabytes:0} MB resident."));
    }

    public static double Percentile(double[] values, double part)
    {
        Array.Sort(values);
        return values[(int)Math.Ceiling(part * values.Length) - 1];
    }
}
