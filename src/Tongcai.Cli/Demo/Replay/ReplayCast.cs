using System.Globalization;
using System.Net;
using System.Text.Json;
using Tongcai.Law;

namespace Tongcai.Cli.Demo.Replay;

/// <summary>回放的主体：the city as purchaser, the agency and experts of the demo, and one supplier per bidder of the file.</summary>
internal sealed class ReplayCast
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, Cast.Entry> suppliers;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <param name="all">All auctions of the file: a bidder has the same number whichever are played.</param>
    /// <param name="played">Those whose bidders take part.</param>
    public ReplayCast(IEnumerable<Auction> all, IEnumerable<Auction> played)
    {
        var present = Bidders(played).ToHashSet(StringComparer.Ordinal);
        suppliers = Bidders(all).Select((name, i) => (name, i)).Where(b => present.Contains(b.name)).ToDictionary(b => b.name, b => Supplier(b.name, b.i + 1), StringComparer.Ordinal);
        foreach (var entry in Suppliers)
            places[entry.Accounts[0].UserName] = places.Count;
    }

    /// <summary>The purchaser: city01 handles, city02 reviews, city03 decides.</summary>
    public static Cast.Entry City { get; } = new(Code("11", 900_001), "中州市城市建设局", ["purchaser"], Cast.Region, "", "中州市建设路1号", "",
    [
        Account("何建", "city01", "purchaser", "administrator", "handler"), Account("林审", "city02", "purchaser", "reviewer"), Account("江海", "city03", "purchaser", "head"),
    ]);

    public IEnumerable<Cast.Entry> Suppliers => suppliers.Values;

    public Cast.Entry this[string bidder] => suppliers[bidder];

    /// <summary>Suppliers call from addresses of their own, as they do in life: what is counted per address is then counted as it is meant.</summary>
    public IPAddress? AddressOf(string userName) => places.TryGetValue(userName, out var place) ? new IPAddress([127, 9, (byte)(place / 200), (byte)((place % 200) + 1)]) : null;

    /// <summary>Writes the seed files.</summary>
    /// <returns>Path by platform.</returns>
    public IReadOnlyDictionary<string, string> Write(string data)
    {
        var files = new Dictionary<string, string>(Cast.Write(data), StringComparer.Ordinal);
        var entries = Cast.Hub.Where(e => e.Roles is not ["supplier"] and not ["purchaser"]).Append(City).Concat(Suppliers).ToArray();
        File.WriteAllBytes(files["hub"], JsonSerializer.SerializeToUtf8Bytes(entries, Format));
        return files;
    }

    /// <summary>A made-up 统一社会信用代码 with right check characters.</summary>
    /// <param name="kind">登记管理部门 and 机构类别.</param>
    /// <param name="number">Six digits of the organisation's own.</param>
    internal static string Code(string kind, int number)
    {
        var stem = "MR" + number.ToString("000000", CultureInfo.InvariantCulture);
        var own = "0123456789X".Select(c => stem + c).First(c => OrganisationCode.Check(c).Value is not null);
        var body = $"{kind}419900{own}";
        return body + CreditCode.CheckCharacter(body);
    }

    private static IEnumerable<string> Bidders(IEnumerable<Auction> auctions) =>
        auctions.SelectMany(a => a.Bids).Where(b => b.PriceYuan is not null).Select(b => b.Bidder).Distinct().Order(StringComparer.Ordinal);

    private static Cast.Account Account(string name, string userName, string role, params string[] posts) => new(name, userName, Cast.Password, [role], posts);

    private static Cast.Entry Supplier(string bidder, int number) => new(
        Code("91", number), $"{bidder}（{number:000}）", ["supplier"], Cast.Region, "", $"中州市工业路{number}号", "",
        [Account($"投标{number:000}", $"bidder{number:000}", "supplier", "administrator", "handler", "head")]);
}
