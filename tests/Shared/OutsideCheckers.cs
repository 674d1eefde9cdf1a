using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Tongcai.Tests;

/// <summary>The programs of tests/outside, which judge a ledger with other people's code. Each starts once and answers every question it is asked.</summary>
public static class OutsideCheckers
{
    private const string GoPath = "/usr/share/gocode";

    /// <summary>A byte of a ledger's file to flip while reading.</summary>
    public sealed record Change(string File, int Offset, byte Mask);

    /// <summary>One question to an outside program and the answer it has to give.</summary>
    public sealed record Check(string Id, string Kind, string Ledger, bool Expected, long Index = 0, string? Checkpoint = null, string? Seen = null, Change? Change = null);

    /// <summary>Asks @sigstore/verify; fails on any wrong answer.</summary>
    public static async Task Sigstore(string log, IEnumerable<string> witnesses, IReadOnlyList<Check> checks)
    {
        await Install("@sigstore/verify");
        await Judge("node", [Path.Combine(Tools, "check.mjs")], log, witnesses, checks);
    }

    /// <summary>Asks golang.org/x/mod/sumdb; fails on any wrong answer.</summary>
    /// <param name="folder">Where the program may be built.</param>
    public static async Task SumDb(string log, IEnumerable<string> witnesses, IReadOnlyList<Check> checks, string folder)
    {
        if (!Directory.Exists(Path.Combine(GoPath, "src", "golang.org", "x", "mod", "sumdb")))
            Assert.Skip("golang.org/x/mod is not installed: apt-get install golang-go golang-golang-x-mod-dev");
        var program = Path.Combine(folder, "check");
        await Run(Tools, "go", ["build", "-o", program, "check.go"], "", [("GO111MODULE", "off"), ("GOPATH", GoPath)]);
        await Judge(program, [], log, witnesses, checks);
    }

    /// <summary>A C# client of a described interface, as NSwag writes it.</summary>
    /// <param name="description">OpenAPI description, JSON.</param>
    /// <param name="folder">Where the files may be written.</param>
    /// <returns>The source file.</returns>
    public static async Task<string> Client(string description, string folder)
    {
        await Install("nswag");
        var (input, output) = (Path.Combine(folder, "v1.json"), Path.Combine(folder, "Client.cs"));
        await File.WriteAllTextAsync(input, description);
        await Run(folder, "dotnet", [
            Path.Combine(Tools, "node_modules", "nswag", "bin", "binaries", "Net100", "dotnet-nswag.dll"), "openapi2csclient", $"/input:{input}", $"/output:{output}", "/namespace:Tongcai.Client", "/className:HubClient",
            "/jsonLibrary:SystemTextJson", "/generateOptionalParameters:true", "/generateNullableReferenceTypes:true",
        ], "", []);
        return output;
    }

    private static async Task Install(string package)
    {
        if (!File.Exists(Path.Combine([Tools, "node_modules", .. package.Split('/'), "package.json"])))
            await Run(Tools, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "", []);
    }

    private static string Tools => Repository.File("tests", "outside");

    private static async Task Judge(string program, string[] arguments, string log, IEnumerable<string> witnesses, IReadOnlyList<Check> checks)
    {
        var request = JsonSerializer.Serialize(new { log, witnesses, checks }, JsonSerializerOptions.Web);
        var output = await Run(Tools, program, arguments, request, []);
        var verdicts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(verdict => verdict.GetProperty("id").GetString()!, verdict => (Accepted: verdict.GetProperty("accepted").GetBoolean(), Reason: verdict.GetProperty("reason").GetString()));
        Assert.Equal(checks.Count, verdicts.Count);
        var wrong = checks.Where(check => verdicts[check.Id].Accepted != check.Expected).Select(check => $"{check} → {verdicts[check.Id]}").ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong verdicts:\n{string.Join('\n', wrong.Take(20))}");
    }

    internal static async Task<string> Run(string directory, string program, string[] arguments, string input, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
            throw;
        }
        using var running = process;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}");
        return await output;
    }
}
