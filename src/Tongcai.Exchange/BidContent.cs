namespace Tongcai.Exchange;

/// <summary>结构化投标：the plaintext of a bid's sections, the same from browser and command line. The opening section carries what is read out.</summary>
/// <param name="PriceFen">投标报价 in fen, for the whole lot, tax included.</param>
/// <param name="DeliveryDays">交货期 or 服务期 in calendar days from contract.</param>
/// <param name="ConsortiumIds">Organisation ids of the other members of a consortium; empty when bidding alone.</param>
/// <param name="SmallShareBasisPoints">Share of small and micro firms in a consortium's work, in hundredths of a per cent.</param>
/// <param name="SmeSize">Declared size in 中小企业声明函: large, medium, small, micro; empty when none is declared.</param>
/// <param name="Domestic">Declared as 本国产品.</param>
/// <param name="Brand">Brand of the core product; decides 相同品牌.</param>
/// <param name="QualificationCommitment">资格承诺函 given (承诺制).</param>
/// <param name="Bond">投标保证金; null: none is named.</param>
public sealed record BidContent(
    string SupplierId,
    string SupplierName,
    string LotId,
    long PriceFen,
    int DeliveryDays,
    IReadOnlyList<string> ConsortiumIds,
    int SmallShareBasisPoints,
    string SmeSize,
    bool Domestic,
    string Brand,
    bool QualificationCommitment,
    IReadOnlyList<PriceLine> Prices,
    IReadOnlyList<RequirementResponse> Responses,
    IReadOnlyList<BidFile> Files,
    string Contact,
    string Address,
    BidBond? Bond = null);

/// <summary>投标保证金，由投标人自行向机构办理。</summary>
/// <param name="Form">guarantee 保函, deposit 转账.</param>
/// <param name="Issuer">The institution, as the bidder calls it.</param>
/// <param name="Number">The institution's number; only with it can anybody ask, and nobody can before the opening.</param>
/// <param name="AmountFen">As the bidder says.</param>
public sealed record BidBond(string Form, string Issuer, string Number, long AmountFen);

/// <summary>分项报价表的一行。</summary>
public sealed record PriceLine(string Item, long Quantity, string Unit, long UnitPriceFen, long TotalFen);

/// <summary>对一项要求的响应。</summary>
/// <param name="Deviation">none 无偏离, better 正偏离, worse 负偏离.</param>
public sealed record RequirementResponse(string RequirementId, string Text, string Deviation);

/// <summary>随投标递交的文件：name and digest; the bytes are a section of the envelope.</summary>
public sealed record BidFile(string Name, long Length, string Sm3);
