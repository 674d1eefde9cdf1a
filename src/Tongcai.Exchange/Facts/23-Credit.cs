using System.Globalization;

namespace Tongcai.Exchange.Facts;

/// <summary>列入政府采购严重违法失信行为记录名单：the decision of an authority, signed by it; trading platforms refuse the firm while it stands. Stream: the entry.</summary>
/// <param name="OrganisationId">Id of the registered organisation; empty: it is not registered.</param>
/// <param name="CreditCode">统一社会信用代码: by it, and by nothing else, an entry is about somebody.</param>
/// <param name="Subject">supplier or agency.</param>
/// <param name="Number">文号 of the decision.</param>
/// <param name="Conduct">Facts that were found.</param>
/// <param name="Ground">Code of the ground.</param>
/// <param name="Article">Its instrument, article and item.</param>
/// <param name="Penalty">处罚结果.</param>
/// <param name="From">First day on the list.</param>
/// <param name="To">Last day on the list.</param>
/// <param name="Remedies">救济途径.</param>
/// <param name="Signature">Authority's SM2 signature, base64 raw r‖s, over the UTF-8 text of <see cref="SignedText"/>.</param>
[FactKind("dishonesty.listed", FactClass.Public, Title = "列入严重违法失信行为记录名单", Basis = "政府采购法实施条例第六十三条、财库〔2016〕125号")]
public sealed record DishonestyListed(
    string ListingId, string OrganisationId, string Name, string CreditCode, string Address, string Subject, string Authority, string Number, string Conduct, string Ground, string Article, string Penalty, DateOnly DecidedOn,
    DateOnly From, DateOnly To, string Remedies, string Signature) : IFact
{
    public string Stream => ListingId;

    /// <summary>What the authority signs: whom, by which decision, why, and for which days, a line each.</summary>
    public string SignedText() => string.Join('\n', "tongcai/dishonesty/v1", ListingId, CreditCode, Name, Subject, Number, Ground, Article, Penalty, Day(DecidedOn), Day(From), Day(To), Conduct);

    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>变更失信行为记录：an entry corrected, revoked or removed after repair; what stood before stays readable. Stream: the entry.</summary>
/// <param name="Kind">corrected 更正, revoked 撤销, repaired 信用修复.</param>
/// <param name="Number">文号 of the decision that changes it.</param>
/// <param name="Conduct">Facts as they stand after the change.</param>
/// <param name="Penalty">处罚结果 as it stands after the change.</param>
/// <param name="RemovedOn">Day from which the entry stands no more; null: it goes on.</param>
/// <param name="Signature">As with the entry itself.</param>
[FactKind("dishonesty.changed", FactClass.Public, Title = "变更失信行为记录", Basis = "行政处罚法第四十八条")]
public sealed record DishonestyChanged(
    string ListingId, string CreditCode, string Kind, string Number, string Reason, string Conduct, string Penalty, DateOnly ChangedOn, DateOnly From, DateOnly To, DateOnly? RemovedOn, string Signature) : IFact
{
    public string Stream => ListingId;

    /// <summary>What the authority signs.</summary>
    public string SignedText() => string.Join('\n', "tongcai/dishonesty-change/v1", ListingId, CreditCode, Kind, Number, DishonestyListed.Day(ChangedOn), DishonestyListed.Day(From), DishonestyListed.Day(To), DishonestyListed.Day(RemovedOn), Penalty, Conduct, Reason);
}

/// <summary>失信行为记录的办理：told 告知, answered 陈述申辩, heard 听证, dropped 不予列入, repairAsked 申请修复, repairRefused 不予修复. Stream: the entry.</summary>
/// <param name="OrganisationId">The party; empty: it is not registered.</param>
[FactKind("dishonesty.advanced", FactClass.Restricted, Title = "失信行为记录办理", Basis = "行政处罚法第四十四条、第四十五条")]
public sealed record DishonestyAdvanced(string ListingId, string OrganisationId, string Step, string Text, DateOnly On) : IFact
{
    public string Stream => ListingId;
}
