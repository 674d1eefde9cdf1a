using System.Globalization;
using System.Text;
using Tongcai.Exchange;
using Tongcai.Exchange.Archives;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using ReportSignature = Tongcai.Trading.Evaluation.ReportSignature;

namespace Tongcai.Trading.Archives;

/// <summary>What an archive is made from: the procurement's own rows as they stand.</summary>
/// <param name="Facts">Facts of demand and procurement, in the order of the ledger.</param>
public sealed record ArchiveSources(
    Procurement Procurement, IReadOnlyList<LedgerFact> Facts, TenderDocument? Tender, IReadOnlyList<OpenedBidRow> Bids, IReadOnlyList<Report> Reports, IReadOnlyList<ReportSignature> Signatures, IReadOnlyList<Contract> Contracts);

/// <summary>档案的内容：which facts and documents belong into the archive of a procurement.</summary>
public static class ArchiveMaker
{
    /// <summary>
    /// Public facts, and the restricted ones of purchaser and agency themselves: what is sealed, a bidder's or a reviewer's stays a commitment in the ledger, as does a bid that was withdrawn or not opened.
    /// </summary>
    public static IReadOnlyList<LedgerFact> Entitled(Procurement procurement, IEnumerable<LedgerFact> facts) =>
    [
        .. facts.Where(f => f.FactClass is FactClass.Public || (f.FactClass is FactClass.Restricted && f.Party.Length > 0 && (f.Party == procurement.PurchaserId || f.Party == procurement.AgencyId))),
    ];

    /// <summary>The documents as text for people and, where they have a structure, as JSON.</summary>
    public static IReadOnlyList<ArchivedDocument> Documents(ArchiveSources s)
    {
        ArgumentNullException.ThrowIfNull(s);
        List<ArchivedDocument> documents = [];
        var words = s.Procurement.Words();
        if (s.Tender is { } tender)
        {
            documents.Add(new("documents/tender.txt", $"{words.Document}（第 {tender.Edition} 稿）", Text(TenderText(s.Procurement, tender))));
            documents.Add(new("documents/tender.json", $"{words.Document}（第 {tender.Edition} 稿），结构化", CanonicalJson.Write(tender)));
        }

        foreach (var bid in s.Bids.Where(b => b.Cause.Length == 0).OrderBy(b => b.LotId, StringComparer.Ordinal).ThenBy(b => b.Id, StringComparer.Ordinal))
        {
            documents.Add(new($"bids/{bid.Id}.txt", $"{words.Offer}：{bid.SupplierName}", Text(BidText(bid, words))));
            documents.Add(new($"bids/{bid.Id}.json", $"{words.Offer}：{bid.SupplierName}，结构化", CanonicalJson.Write(bid.Content.Value)));
        }

        documents.AddRange(s.Reports.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => new ArchivedDocument($"reports/{r.Id}.txt", words.Report, Text(ReportText(r, s)))));
        documents.AddRange(s.Contracts.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => new ArchivedDocument($"contracts/{c.Id}.txt", $"合同 {c.Number}", Text(ContractWords(c)))));
        return documents;
    }

    private static string TenderText(Procurement procurement, TenderDocument tender) => string.Join("\n\n", DocumentText.Chapters(procurement, tender).Select(c => $"{c.Title}\n\n{string.Join('\n', c.Paragraphs.Select(p => p.Text))}"));

    private static string BidText(OpenedBidRow bid, MethodWords words)
    {
        var text = new StringBuilder($"{words.Offerer}：{bid.SupplierName}\n{words.Say("投标报价")}：{Yuan.Text(bid.PriceFen)} 元\n交货（服务）期：{bid.DeliveryDays} 日\n信封 SM3：{bid.EnvelopeSm3}\n");
        var content = bid.Content.Value;
        foreach (var price in content.Prices) text.Append(CultureInfo.InvariantCulture, $"\n{price.Item}　{price.Quantity} {price.Unit} × {Yuan.Text(price.UnitPriceFen)} 元 = {Yuan.Text(price.TotalFen)} 元");
        foreach (var response in content.Responses) text.Append($"\n（{response.RequirementId}）{response.Text}");
        foreach (var file in content.Files) text.Append(CultureInfo.InvariantCulture, $"\n附件：{file.Name}，{file.Length} 字节，SM3 {file.Sm3}");
        return text.ToString();
    }

    private static string ReportText(Report report, ArchiveSources s)
    {
        var names = s.Bids.ToDictionary(b => b.Id, b => b.SupplierName, StringComparer.Ordinal);
        var text = new StringBuilder($"{s.Procurement.Words().Report}\n形成时间：{report.MadeAt.BeijingTime()}\n{(report.Failed ? s.Procurement.Words().Say("评审结论：废标\n") : "")}\n");
        foreach (var ranked in report.Ranking.Value) text.Append(CultureInfo.InvariantCulture, $"第 {ranked.Rank} 名　{names.GetValueOrDefault(ranked.BidId, ranked.BidId)}\n");
        text.Append($"\n评审意见：{report.Opinion}\n\n签名：\n");
        foreach (var signature in s.Signatures.Where(g => g.LotId == report.Id).OrderBy(g => g.SignedAt)) text.Append($"{signature.Name}　{signature.SignedAt.BeijingTime()}{(signature.Dissent.Length > 0 ? $"　不同意见：{signature.Dissent}" : "")}\n");
        return text.ToString();
    }

    private static string ContractWords(Contract contract) =>
        $"{contract.Text}\n采购人签名：{contract.PurchaserSignature ?? "无"}\n供应商签名：{contract.SupplierSignature ?? "无"}\n签订日期：{(contract.SignedOn is { } day ? $"{day:yyyy-MM-dd}" : "未签订")}\n";

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text.TrimEnd('\n') + "\n");
}
