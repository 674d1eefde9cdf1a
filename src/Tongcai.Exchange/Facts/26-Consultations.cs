namespace Tongcai.Exchange.Facts;

/// <summary>公众咨询提问。Neither the question nor how the asker is reached stands in the fact. Stream: the consultation.</summary>
/// <param name="Topic">Code of the topic.</param>
/// <param name="DueOn">Last day of the answer; null where it falls in a year whose holidays are not announced.</param>
[FactKind("consultation.asked", FactClass.Restricted, Title = "公众咨询提问", Basis = "财办库〔2020〕233号")]
public sealed record ConsultationAsked(string ConsultationId, string Topic, DateOnly AskedOn, DateOnly? DueOn) : IFact
{
    public string Stream => ConsultationId;
}

/// <summary>公众咨询答复：the question as it is published, without its asker, and the answer. Stream: the consultation.</summary>
/// <param name="Topic">Code of the topic.</param>
/// <param name="DueOn">As asked.</param>
[FactKind("consultation.answered", FactClass.Public, Title = "公众咨询答复", Basis = "财办库〔2020〕233号")]
public sealed record ConsultationAnswered(string ConsultationId, string Topic, string Question, string Answer, DateOnly AskedOn, DateOnly? DueOn, DateOnly AnsweredOn) : IFact
{
    public string Stream => ConsultationId;
}

/// <summary>不予公开答复：the asker reads the reason on the page of the question. Stream: the consultation.</summary>
/// <param name="Reason">Code: elsewhere 不属于受理范围, repeated 重复, abuse 与采购无关或者含违法内容.</param>
[FactKind("consultation.dismissed", FactClass.Restricted, Title = "公众咨询不予公开答复", Basis = "财办库〔2020〕233号")]
public sealed record ConsultationDismissed(string ConsultationId, string Reason, DateOnly DismissedOn) : IFact
{
    public string Stream => ConsultationId;
}
