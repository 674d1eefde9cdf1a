namespace Tongcai.Tests;

/// <summary>The command line program whose <c>demo</c> starts the platforms.</summary>
internal static class DemoProgram
{
    /// <summary>Ports that a demo takes from its first one on.</summary>
    public const int Ports = 30;

    /// <summary>Beside the test program, built in the same configuration.</summary>
    public static string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "Tongcai.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name)), "tongcai-cli");
}
