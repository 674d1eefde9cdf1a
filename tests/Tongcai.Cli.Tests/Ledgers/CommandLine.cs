using System.CommandLine;
using Tongcai.Cli.Archives;
using Tongcai.Cli.Conformance;
using Tongcai.Cli.Ledgers;

namespace Tongcai.Cli.Tests.Ledgers;

/// <summary>Runs commands in this process and hears what they say.</summary>
public sealed class CommandLine : IDisposable
{
    private readonly RootCommand root = new() { VerifyCommand.Create(), LedgerCommand.Create(), WitnessCommand.Create(), Tongcai.Cli.Recovery.RecoveryCommand.Create(), ConformanceCommand.Create(), ArchiveCommand.Create() };

    public string Folder { get; } = Directory.CreateTempSubdirectory("tongcai-cli-").FullName;

    public string At(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await root.Parse(args)
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>A ledger of lines; its verifier key.</summary>
    public async Task<string> Ledger(string directory, string origin, IEnumerable<string> lines, string? keyFile = null, string? witnesses = null)
    {
        var file = Write("lines-" + directory, string.Join('\n', lines) + "\n");
        string[] key = keyFile is null ? [] : ["--key-file", At(keyFile)];
        string[] policy = witnesses is null ? [] : ["--witnesses", witnesses];
        var (code, output, error) = await Run(["ledger", "append", At(directory), file, "--origin", origin, .. key, .. policy]);
        Assert.True(code == 0, error);
        return output.Split('\n').Single(line => line.StartsWith("公钥 ", StringComparison.Ordinal))["公钥 ".Length..].Trim();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
