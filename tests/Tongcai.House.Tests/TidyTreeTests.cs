using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tongcai.House.Tests;

/// <summary>What must not stand in the tree: machine paths, registry hosts, ids that follow time where the thing is private, unfinished marks.</summary>
public sealed partial class TidyTreeTests
{
    [GeneratedRegex(@"/home/\w+|/root/|/work/(main|shared|wt)|C:\\Users", RegexOptions.IgnoreCase)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"""resolved"":\s*""http|registry\.npmjs|api\.nuget\.org|deb\.debian\.org", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"CreateVersion7|NewSequentialId|\bUlid\b|Snowflake")]
    private static partial Regex TimeOrderedId();

    public static IEnumerable<string> Findings(string path, string text)
    {
        if (MachinePath().Match(text) is { Success: true } machine)
            yield return $"{path}: machine path {machine.Value}";
        if (RegistryHost().Match(text) is { Success: true } host)
            yield return $"{path}: registry host {host.Value}";
        var code = path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".ts", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal);
        if (code && Unfinished().Match(text) is { Success: true } mark)
            yield return $"{path}: {mark.Value}";
        if (code && path.StartsWith("src/", StringComparison.Ordinal) && TimeOrderedId().Match(text) is { Success: true } id)
            yield return $"{path}: time-ordered id {id.Value}";
        if (path.StartsWith("src/Tongcai.Trading/Migrations", StringComparison.Ordinal) && text.Contains("{autoid}", StringComparison.Ordinal))
            yield return $"{path}: a growing key in the trading platform counts what must not be counted";
    }

    [Fact]
    public void The_tree_holds_nothing_of_that()
    {
        using var git = Process.Start(new ProcessStartInfo("git", "ls-files --cached --others --exclude-standard") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(files);
        var found =
            from path in files
            where path is not ("BannedSymbols.txt" or "tests/Tongcai.House.Tests/TidyTreeTests.cs")
            let full = Path.Combine(Repository.Root, path)
            where File.Exists(full) && new FileInfo(full).Length < 4_000_000
            from finding in Findings(path, File.ReadAllText(full))
            select finding;
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("docs/x.md", "run it in /home/someone/tongcai")]
    [InlineData("web/package-lock.json", "\"resolved\": \"https://x\"")]
    [InlineData("src/a.cs", "// TODO later")]
    [InlineData("src/a.cs", "Guid.CreateVersion7()")]
    [InlineData("src/Tongcai.Trading/Migrations/0109-x.sql", "CREATE TABLE x (id {autoid})")]
    public void A_planted_mark_is_found(string path, string text) => Assert.Single(Findings(path, text));
}
