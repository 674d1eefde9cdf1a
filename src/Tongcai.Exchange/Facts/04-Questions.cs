namespace Tongcai.Exchange.Facts;

/// <summary>供应商提问。Who asks is nobody's business before opening. Stream: the procurement.</summary>
[FactKind("question.asked", FactClass.Sealed, Title = "询问", Basis = "政府采购法第五十二条")]
public sealed record QuestionAsked(string ProcurementId, string QuestionId, string SupplierId, string Text) : IFact
{
    public string Stream => ProcurementId;
}
