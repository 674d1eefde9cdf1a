using System.Text.RegularExpressions;

namespace Tongcai.House.Tests;

/// <summary>A stage of the chain may read earlier stages, never later ones. Stages and their order are read from the folders.</summary>
public sealed partial class StageOrderTests
{
    private static readonly string Trading = Repository.File("src", "Tongcai.Trading");

    /// <summary>A stage name as namespace, written in full or relative to Tongcai.Trading; not as part of a longer name.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:Tongcai\.Trading\.)?([A-Z]\w+)(?=[.;])")]
    private static partial Regex Mention();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|//.*")]
    private static partial Regex TextAndComments();

    public static IEnumerable<string> LaterStages(string stage, string source, IReadOnlyList<string> order) =>
        Mention().Matches(TextAndComments().Replace(source, "")).Select(m => m.Groups[1].Value)
            .Where(name => order.IndexOf(name) > order.IndexOf(stage))
            .Distinct();

    private static List<(string Folder, string Stage)> Stages() =>
        [.. Directory.GetDirectories(Trading).Select(Path.GetFileName).Where(f => f!.Length > 3 && char.IsAsciiDigit(f[0]) && f[2] == '-').Order(StringComparer.Ordinal).Select(f => (f!, f![3..]))];

    [Fact]
    public void No_stage_reads_a_later_one()
    {
        var stages = Stages();
        var order = stages.Select(s => s.Stage).ToList();
        Assert.Equal(19, order.Count);
        var found =
            from s in stages
            from file in Directory.GetFiles(Path.Combine(Trading, s.Folder), "*.cs*", SearchOption.AllDirectories)
            from later in LaterStages(s.Stage, File.ReadAllText(file), order)
            select $"{Path.GetRelativePath(Trading, file)} reads {later}";
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("Notices", "using Tongcai.Trading.Bidding;", "Bidding")]
    [InlineData("Notices", "var bid = new Bidding.Bid();", "Bidding")]
    [InlineData("Planning", "static readonly Opening.OpeningRow? X;", "Opening")]
    public void A_planted_mention_is_found(string stage, string source, string later) =>
        Assert.Equal([later], LaterStages(stage, source, [.. Stages().Select(s => s.Stage)]));

    [Theory]
    [InlineData("Bidding", "using Tongcai.Trading.Notices;")]
    [InlineData("Notices", "using Tongcai.Exchange.Facts.BiddingX;")]
    [InlineData("Notices", "// see Bidding.Bid")]
    public void An_earlier_stage_or_another_name_is_not(string stage, string source) =>
        Assert.Empty(LaterStages(stage, source, [.. Stages().Select(s => s.Stage)]));
}

internal static class ListExtensions
{
    public static int IndexOf(this IReadOnlyList<string> list, string item)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == item)
                return i;
        }

        return -1;
    }
}
