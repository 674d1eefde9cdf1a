using Tongcai.Law;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Figures;

namespace Tongcai.PublicService.Parties;

/// <summary>主体名录。</summary>
/// <param name="Total">Of those that fit.</param>
internal sealed record PartyList(string Kind, string Title, string Query, string Region, int Page, int Total, IReadOnlyList<PartyLine> Items)
{
    /// <summary>Address of a page of the same question; {page} stands for its number.</summary>
    public string Href(string kind, string page = "") =>
        $"/{kind}{new Microsoft.AspNetCore.Http.Extensions.QueryBuilder(new[] { ("q", Query), ("region", Region) }.Where(p => p.Item2.Length > 0).Select(p => KeyValuePair.Create(p.Item1, p.Item2)))}" is var address && page.Length == 0
            ? address : address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "page=" + page;
}

/// <summary>采购人、供应商、代理机构的名录和公开记录。</summary>
internal static class PartyPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in PartyKind.All)
        {
            routes.MapTwin($"/{kind.Code}", asked => List(asked, kind), "/Parties/Parties.cshtml",
                _ => new PageHead($"{kind.Title}名录") { Column = "主体信息", Under = PartyKind.Supplier.Href, Description = $"{kind.Title}的公开记录：项目、合同、金额、投诉、支付和信用" }, $"{kind.Title}名录");
            routes.MapTwin($"/{kind.Code}/{{id}}", async asked => await asked.Read(db => PartyView.Load(db, kind, asked["id"], asked.Today)) is { } view ? view : (Outcome<PartyView>)Pages.Missing, "/Parties/Party.cshtml",
                v => new PageHead(v.Name) { Column = "主体信息", Trail = [new($"{kind.Title}名录", kind.Href)], Heading = false, Under = PartyKind.Supplier.Href }, $"一家{kind.Title}的公开记录");
        }
    }

    private static async Task<Outcome<PartyList>> List(Asked asked, PartyKind kind)
    {
        var address = new AskedAddress(asked.Http.Request.Query, "q", "region", "page");
        var (words, region, page) = (address.Text("q"), address.Province("region"), address.Page());
        if (address.Refusals.Count > 0) return address.Refusals;
        var directory = await asked.Read(asked.Http.RequestServices.GetRequiredService<Kept<PartyDirectory>>().Now);
        var found = directory.Lines[kind].Where(l =>
            (words.Length == 0 || l.Name.Contains(words, StringComparison.OrdinalIgnoreCase) || l.CreditCode.Equals(words, StringComparison.OrdinalIgnoreCase)) && (region.Length == 0 || l.Region.StartsWith(region[..2], StringComparison.Ordinal))).ToList();
        return new PartyList(kind.Code, kind.Title, words, region, page, found.Count, [.. found.Skip((page - 1) * AskedAddress.PageSize).Take(AskedAddress.PageSize)]);
    }
}
