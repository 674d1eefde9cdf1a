using Tongcai.Papers;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>公告全文 in the headings of 政府采购公告和公示信息格式规范（2020年版）（财办库〔2020〕50号）, made from the data of its fact.</summary>
/// <param name="Id">Id of the notice.</param>
/// <param name="By">发布主体.</param>
public sealed record OfficialNotice(string Id, NoticeKind Kind, string Title, DateOnly On, string By, IReadOnlyList<PaperPart> Sections)
{
    /// <summary>The notice in the lists.</summary>
    public PublicNotice ToRow(Recorded fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return new PublicNotice
        {
            Id = Id, ProcurementId = fact.Fact is Exchange.Facts.ComplaintDecided c ? c.ProcurementId : fact.Fact.Stream, FactId = fact.Row.Id, Kind = Kind, Title = Title, PublishedOn = On,
            At = fact.Row.At, Ledger = fact.Row.Ledger, LeafIndex = fact.Row.LeafIndex, SearchText = $"{Title} {Text}",
        };
    }

    /// <summary>Everything that is read, in its order.</summary>
    public string Text => string.Join(' ', Sections.SelectMany(s => (IEnumerable<string>)[s.Heading, .. s.Paragraphs, .. (s.Table?.Columns ?? []), .. (s.Table?.Rows ?? []).SelectMany(r => r)]));
}
