using System.CommandLine;
using System.Text;
using Tongcai.Cli.Law;

namespace Tongcai.Cli.Tests.Law;

/// <summary>Runs <c>tongcai law …</c> in this process, on a day that stands still.</summary>
internal static class Command
{
    private static readonly TimeProvider Clock = new StillClock(new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero));

    internal static (int Code, string Output, string Error) Run(byte[] input, params string[] args)
    {
        using var stream = new MemoryStream(input);
        return Run(stream, args);
    }

    internal static (int Code, string Output, string Error) Run(Stream input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = LawCommand.Create(input, Clock).Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    internal static string[] Lines(string question, string input)
    {
        var (code, output, error) = Run(Encoding.UTF8.GetBytes(input), question, "--json");
        Assert.Equal((0, ""), (code, error));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class StillClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
