namespace Tongcai.Exchange.Facts;

/// <summary>投诉提起。Stream: the complaint.</summary>
[FactKind("complaint.lodged", FactClass.Restricted, Title = "投诉", Basis = "政府采购法第五十五条")]
public sealed record ComplaintLodged(string ComplaintId, string ProcurementId, string ChallengeId, string SupplierId, DateOnly LodgedOn) : IFact
{
    public string Stream => ComplaintId;
}

/// <summary>投诉审查：correct 要求补正, refuse 不予受理. Stream: the complaint.</summary>
[FactKind("complaint.reviewed", FactClass.Restricted, Title = "投诉审查", Basis = "政府采购质疑和投诉办法第二十一条")]
public sealed record ComplaintReviewed(string ComplaintId, string ProcurementId, string Finding, string Reason) : IFact
{
    public string Stream => ComplaintId;
}

/// <summary>投诉受理。Stream: the complaint.</summary>
[FactKind("complaint.accepted", FactClass.Restricted, Title = "投诉受理", Basis = "政府采购质疑和投诉办法第二十一条")]
public sealed record ComplaintAccepted(string ComplaintId, string ProcurementId, string ChallengeId, string SupplierId, DateOnly ReceivedOn) : IFact
{
    public string Stream => ComplaintId;
}

/// <summary>投诉材料补正。Stream: the complaint.</summary>
[FactKind("complaint.corrected", FactClass.Restricted, Title = "投诉补正", Basis = "政府采购质疑和投诉办法第二十一条")]
public sealed record ComplaintCorrected(string ComplaintId, string ProcurementId, DateOnly CorrectedOn) : IFact
{
    public string Stream => ComplaintId;
}

/// <summary>投诉人书面申请撤回。Stream: the complaint.</summary>
[FactKind("complaint.withdrawn", FactClass.Restricted, Title = "撤回投诉", Basis = "政府采购质疑和投诉办法第三十条")]
public sealed record ComplaintWithdrawn(string ComplaintId, string ProcurementId, string Reason, DateOnly WithdrawnOn) : IFact
{
    public string Stream => ComplaintId;
}

/// <summary>监督指令：suspend 暂停, resume 恢复, next 另行确定中标人, annul 撤销并重新采购. Signed by the authority; obeyed by the trading platform. Stream: the procurement.</summary>
/// <param name="Signature">Authority's SM2 signature, base64 raw r‖s, over the UTF-8 text of <see cref="SignedText"/>.</param>
[FactKind("order.issued", FactClass.Public, Title = "监督指令", Basis = "政府采购法第五十七条、电子招标投标办法第五十二条")]
public sealed record OrderIssued(string OrderId, string ProcurementId, string Kind, DateOnly? Until, string Reason, string RuleId, string Signature) : IFact
{
    public string Stream => ProcurementId;

    /// <summary>What the authority signs: order, procurement, kind, last day, rule and reason, a line each.</summary>
    public string SignedText() => string.Join('\n', "tongcai/order/v1", OrderId, ProcurementId, Kind, Until?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "", RuleId, Reason);
}

/// <summary>投诉处理决定。Stream: the complaint.</summary>
/// <param name="Outcome">rejected 驳回, upheld-continue, upheld-next 递补, upheld-restart 重新采购, dismissed 不予受理, withdrawn 终止.</param>
[FactKind("complaint.decided", FactClass.Public, Title = "投诉处理决定", Basis = "政府采购质疑和投诉办法第三十三条、第三十四条")]
public sealed record ComplaintDecided(string ComplaintId, string ProcurementId, string Number, string Outcome, string Facts, string Grounds, string Remedies, DateOnly DecidedOn) : IFact
{
    public string Stream => ComplaintId;
}

/// <summary>预警。Never a finding: a hint with its evidence. Stream: the procurement.</summary>
/// <param name="Tier">A deeming item or identity, B strong circumstance, C weak circumstance that never stands alone (旁证).</param>
/// <param name="RuleId">Rule of law that the pattern points to.</param>
/// <param name="Parties">Organisations, seats or procurements concerned.</param>
/// <param name="FactId">Fact from which it was seen.</param>
/// <param name="DetectorVersion">Version of the detector and of its parameters.</param>
[FactKind("warning.raised", FactClass.Restricted, Title = "预警", Basis = "“互联网+”招标采购行动方案第十六条", Version = 2)]
public sealed record WarningRaised(
    string WarningId, string ProcurementId, string Detector, string Evidence,
    string Tier = "", string RuleId = "", IReadOnlyList<string>? Parties = null, string FactId = "", string DetectorVersion = "") : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>预警增加证据：the same pattern of the same parties seen again. Stream: the procurement.</summary>
[FactKind("warning.grown", FactClass.Restricted, Title = "预警增加证据", Basis = "“互联网+”招标采购行动方案第十六条")]
public sealed record WarningGrown(string WarningId, string ProcurementId, string Detector, string Evidence, string FactId, string DetectorVersion) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>预警办理：研判、核查、处理、销号，each with its opinion. Stream: the procurement.</summary>
/// <param name="Step">judged 研判, verified 核查, handled 处理, closed 销号, dismissed 误报销号, raised 重新办理.</param>
/// <param name="Conclusion">Code of what was concluded; empty: the step has none.</param>
/// <param name="Evidence">SM3, lower-case hex, of the evidence as attached: its name, source, point and file digest.</param>
[FactKind("warning.advanced", FactClass.Restricted, Title = "预警办理", Basis = "“互联网+”招标采购行动方案第十六条", Version = 2)]
public sealed record WarningAdvanced(string WarningId, string ProcurementId, string Step, string Opinion, string Conclusion = "", IReadOnlyList<string>? Evidence = null) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>核查询问：a question to one party; it tells the party what is asked and nothing of the warning. Stream: the inquiry.</summary>
[FactKind("inquiry.sent", FactClass.Restricted, Title = "核查询问", Basis = "政府采购法第六十五条")]
public sealed record InquirySent(string InquiryId, string WarningId, string OrganisationId, string Question, DateOnly DueOn) : IFact
{
    public string Stream => InquiryId;
}

/// <summary>询问答复。Stream: the inquiry.</summary>
/// <param name="Evidence">SM3, lower-case hex, of each piece of evidence as attached.</param>
[FactKind("inquiry.answered", FactClass.Restricted, Title = "询问答复", Basis = "政府采购法第六十五条")]
public sealed record InquiryAnswered(string InquiryId, string WarningId, string OrganisationId, string Answer, IReadOnlyList<string> Evidence, DateOnly AnsweredOn) : IFact
{
    public string Stream => InquiryId;
}

/// <summary>预警规则变更：proposed 提出, enforced 施行, withdrawn 撤回. Stream: the detector.</summary>
/// <param name="Values">Parameters as they are or would be in force.</param>
/// <param name="Enabled">Whether the detector raises warnings.</param>
/// <param name="More">Warnings that the replay over the facts held had more than with the rule in force; 0 for a withdrawal.</param>
/// <param name="Fewer">Those it had fewer.</param>
[FactKind("detector.changed", FactClass.Restricted, Title = "预警规则变更", Basis = "“互联网+”招标采购行动方案第十六条")]
public sealed record DetectorChanged(string Detector, string Step, int Edition, bool Enabled, IReadOnlyList<ParameterValue> Values, string Reason, int More, int Fewer) : IFact
{
    public string Stream => "detector/" + Detector;
}

/// <summary>预警规则的一个参数。</summary>
/// <param name="Value">Decimal number as text.</param>
public sealed record ParameterValue(string Name, string Value);
