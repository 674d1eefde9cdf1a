using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Papers;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>The project a notice is about, as the facts before it say.</summary>
public sealed class NoticeSubject(ProcurementChain chain)
{
    /// <summary>The notice that invited; null before it.</summary>
    public NoticePublished? Tender { get; } = chain.Last<NoticePublished>();

    public string Code => Tender?.Code ?? chain.Page?.Code ?? "";

    public string Title => Tender?.Title ?? chain.Page?.Title ?? "";

    public string Purchaser => Tender?.PurchaserName ?? chain.Page?.PurchaserName ?? "";

    /// <summary>How the invited were found, where only those drawn were; else null.</summary>
    public InviteesDisclosed? Invited { get; } = chain.Last<InviteesDisclosed>();

    /// <summary>Words of its method.</summary>
    public MethodWords Words => Wording.Words(Method);

    public string Method => Tender?.Method ?? chain.Page?.Method ?? "";

    /// <summary>Agency where one is entrusted, else the purchaser.</summary>
    public string Publisher => Tender is { AgencyName.Length: > 0 } t ? t.AgencyName : chain.Page is { AgencyName.Length: > 0 } p ? p.AgencyName : Purchaser;

    public TenderDocument? Document => chain.Document;

    public ContractPublished? Contract(string contractId) => chain.All<ContractPublished>().LastOrDefault(c => c.ContractId == contractId);

    /// <summary>包 1 数控车床.</summary>
    public string Lot(string lotId) => Document?.Lots.FirstOrDefault(l => l.LotId == lotId) is { } lot ? $"包 {lot.Number} {lot.Title}" : lotId;

    public LotTerms? Terms(string lotId) => Document?.Lots.FirstOrDefault(l => l.LotId == lotId);

    /// <summary>The section that says whom to ask.</summary>
    public PaperPart Contacts(string heading) => new(heading,
    [
        $"1. 采购人信息　名称：{Purchaser}{(Tender is { PurchaserContact.Length: > 0 } t ? $"　联系方式：{t.PurchaserContact}" : "")}",
        .. Tender is { AgencyName.Length: > 0 } a ? [$"2. 采购代理机构信息　名称：{a.AgencyName}{(a.AgencyContact.Length > 0 ? $"　联系方式：{a.AgencyContact}" : "")}"] : Array.Empty<string>(),
    ]);
}
