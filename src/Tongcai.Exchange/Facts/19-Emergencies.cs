namespace Tongcai.Exchange.Facts;

/// <summary>紧急采购认定，连同单位集体决策。Stream: the procurement that it is for.</summary>
/// <param name="Kind">disaster 自然灾害, accident 事故灾难, health 公共卫生事件, security 社会安全事件, other 其他.</param>
/// <param name="Decision">集体决策记录 number.</param>
/// <param name="Deciders">Who took part in the decision.</param>
/// <param name="Direct">Whether it was decided to buy directly, because it is extremely urgent.</param>
/// <param name="DirectReason">Why there is no time for competition; empty: there is.</param>
[FactKind("emergency.declared", FactClass.Restricted, Title = "紧急采购认定", Basis = "财库〔2026〕12号")]
public sealed record EmergencyDeclared(
    string ProcurementId, string DemandId, string PurchaserId, string PurchaserName, string Title, string Kind, string Reason, string Decision, DateOnly DecidedOn, IReadOnlyList<string> Deciders, bool Direct, string DirectReason) : IFact
{
    public string Stream => ProcurementId;
}
