using System.Xml.Linq;

namespace Tongcai.House.Tests;

/// <summary>Architecture §2: which project may know which. Trading, PublicService and Supervision never know each other (“互联网+”行动方案 5-9).</summary>
public sealed class ProjectDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Law"] = [],
        ["Cryptography"] = [],
        ["Ledger"] = ["Cryptography"],
        ["Exchange"] = ["Ledger", "Cryptography"],
        ["Risk"] = ["Law"],
        ["Papers"] = [],
        ["Platform"] = ["Exchange", "Ledger", "Cryptography", "Law", "Papers"],
        ["Trading"] = ["Platform", "Exchange", "Ledger", "Cryptography", "Law", "Papers"],
        ["PublicService"] = ["Platform", "Exchange", "Ledger", "Cryptography", "Law", "Papers"],
        ["Supervision"] = ["Platform", "Exchange", "Ledger", "Cryptography", "Law", "Papers", "Risk"],
        ["Trustee"] = ["Exchange", "Cryptography", "Ledger"],
        ["Sandbox"] = ["Exchange", "Cryptography", "Ledger"],
        ["Cli"] = ["Exchange", "Ledger", "Cryptography", "Law", "Risk"],
    };

    public static IEnumerable<(string Project, string Reference)> Forbidden(string project, XDocument file) =>
        from reference in file.Descendants("ProjectReference")
        let target = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')).Replace("Tongcai.", "", StringComparison.Ordinal)
        where !Allowed.TryGetValue(project, out var may) || !may.Contains(target)
        select (project, target);

    [Fact]
    public void Projects_refer_only_where_the_house_allows()
    {
        var projects = Directory.GetDirectories(Repository.File("src")).Select(d => Path.GetFileName(d).Replace("Tongcai.", "", StringComparison.Ordinal)).ToList();
        Assert.Equal(Allowed.Keys.Order(), projects.Order());
        Assert.Empty(projects.SelectMany(p => Forbidden(p, XDocument.Load(Repository.File("src", $"Tongcai.{p}", $"Tongcai.{p}.csproj")))));
    }

    [Theory]
    [InlineData("Trading", "../Tongcai.Supervision/Tongcai.Supervision.csproj")]
    [InlineData("PublicService", "../Tongcai.Trading/Tongcai.Trading.csproj")]
    [InlineData("Trading", "..\\Tongcai.Risk\\Tongcai.Risk.csproj")]
    [InlineData("Law", "../Tongcai.Platform/Tongcai.Platform.csproj")]
    [InlineData("Cli", "../Tongcai.Platform/Tongcai.Platform.csproj")]
    public void A_planted_reference_is_found(string project, string include) =>
        Assert.Single(Forbidden(project, new XDocument(new XElement("Project", new XElement("ItemGroup", new XElement("ProjectReference", new XAttribute("Include", include)))))));
}
