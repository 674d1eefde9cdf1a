using System.Collections.Frozen;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Search;

namespace Tongcai.PublicService.English;

/// <summary>A summary notice in English: what Article VII:3 of the revised Agreement on Government Procurement asks for in one of its languages.</summary>
/// <param name="Language">Languages in which bids may be submitted.</param>
internal sealed record TenderSummary(
    string Id, string ProcurementId, string Reference, string Subject, string Buyer, string Contact, string Method, string Kind, string Quantity, string Delivery, DateOnly PublishedOn, DateTimeOffset Deadline, string DocumentsFrom, string Language,
    bool Suspended)
{
    internal static readonly FrozenDictionary<string, string> Methods = new Dictionary<string, string>
    {
        ["GKZB"] = "Open tendering", ["YQZB"] = "Selective tendering by invitation", ["JZXTP"] = "Competitive negotiation", ["JZXCS"] = "Competitive consultation", ["XJ"] = "Request for quotations",
        ["DYLY"] = "Single source", ["KJXY"] = "Framework agreement", ["HZCX"] = "Cooperative innovation procurement",
    }.ToFrozenDictionary();

    /// <summary>The summary of a notice; the deadline is the one in force.</summary>
    public static TenderSummary Of(NoticePublished f, ProcurementChain chain)
    {
        var document = chain.Document ?? f.Document;
        return new(
            f.NoticeId, f.ProcurementId, f.Code, f.Title, f.PurchaserName, f.PurchaserContact, Methods.GetValueOrDefault(f.Method, f.Method),
            f.CatalogueCode is ['A', ..] ? "Goods" : f.CatalogueCode is ['B', ..] ? "Works" : "Services",
            string.Join("; ", document.Lots.Select(l => $"Lot {l.Number}: {l.Title}, {l.Quantity} {l.Unit}")), document.Delivery, f.PublishedOn, chain.Page?.BidDeadline ?? f.BidDeadline,
            $"{f.DocumentsFrom:yyyy-MM-dd} to {f.DocumentsTo:yyyy-MM-dd}, free of charge", "Chinese", chain.Page?.Suspended ?? false);
    }
}

/// <summary>The English home: the newest invitations to tender.</summary>
internal sealed record EnglishHome(IReadOnlyList<NoticeLine> Items);

internal static class EnglishPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/en", Home, "/English/Home.cshtml", _ => new PageHead("Government Procurement: Summary Notices") { Heading = false }, "English: newest summary notices");
        routes.MapTwin("/en/notices/{id}", Summary, "/English/Summary.cshtml", s => new PageHead(s.Subject) { Heading = false, Trail = [new("English", "/en")], Under = "/en" }, "English summary of a tender notice");
    }

    private static async Task<Outcome<EnglishHome>> Home(Asked asked) =>
        new EnglishHome(await asked.Read(db => asked.Notices.Latest(db, NoticeQuery.Everything with { Kind = NoticeKind.Tender }, asked.Now, 50)));

    private static async Task<Outcome<TenderSummary>> Summary(Asked asked)
    {
        var chain = await asked.Read(async db =>
            await Dapper.SqlMapper.ExecuteScalarAsync<string?>(db, "select procurement_id from public_notice where id = @id and kind = 'Tender'", new { id = asked["id"] }) is { } procurement
                ? await ProcurementChain.Load(db, procurement)
                : null);
        return chain?.All<NoticePublished>().FirstOrDefault(n => n.NoticeId == asked["id"]) is { } notice ? TenderSummary.Of(notice, chain) : Pages.Missing;
    }
}
