namespace Tongcai.Law;

/// <summary>价格扣除的理由。</summary>
public enum SmePreference
{
    /// <summary>不享受。</summary>
    None,

    /// <summary>小微企业（含监狱企业、残疾人福利性单位，不重复享受）。</summary>
    SmallOrMicro,

    /// <summary>联合体或者分包，小微企业份额30%以上。</summary>
    ConsortiumOrSubcontract,
}

/// <summary>
/// 政策价格扣除。Rates in percent; they add up and apply to the original price: evaluated = price × (1 − domestic − sme).
/// The contract price stays the original one. None inside lots reserved for SMEs.
/// </summary>
/// <param name="SmePercent">扣除比例 of the documents for small and micro firms: 10–20 goods and services, 3–5 works.</param>
/// <param name="SharedPercent">扣除比例 for consortia and subcontracts: 4–6 goods and services, 1–2 works.</param>
/// <param name="DomesticPercent">本国产品 20, 0 where no foreign product competes or before 2026.</param>
/// <param name="Reserved">专门面向中小企业的采购包。</param>
public sealed record PolicyDeduction(decimal SmePercent, decimal SharedPercent, decimal DomesticPercent, bool Reserved = false)
{
    /// <summary>Percent taken off for an offer.</summary>
    public decimal PercentFor(SmePreference preference, bool domestic) => (domestic ? DomesticPercent : 0) + (Reserved
        ? 0
        : preference switch { SmePreference.SmallOrMicro => SmePercent, SmePreference.ConsortiumOrSubcontract => SharedPercent, _ => 0 });

    /// <summary>评审价 in fen, not rounded.</summary>
    public decimal EvaluatedFen(long priceFen, SmePreference preference, bool domestic) => priceFen * (1 - (PercentFor(preference, domestic) / 100));

    /// <summary>Refuses rates outside the range in force on the day of the notice; empty when all are within it.</summary>
    public static IReadOnlyList<Refusal> Check(PolicyDeduction deduction, ProjectKind kind, DateOnly noticeDay, string pointer = "")
    {
        List<Refusal> refusals = [];
        var sme = kind == ProjectKind.Works ? PolicyRules.WorksDeduction : PolicyRules.DeductionOn(noticeDay);
        Refuse(sme, deduction.SmePercent, "小微企业价格扣除");
        Refuse(kind == ProjectKind.Works ? PolicyRules.WorksSharedDeduction : PolicyRules.SharedDeductionOn(noticeDay), deduction.SharedPercent, "联合体或分包价格扣除");
        if (deduction.DomesticPercent != 0 && !(deduction.DomesticPercent == 20 && PolicyRules.DomesticDeduction.InForceOn(noticeDay)))
        {
            refusals.Add(PolicyRules.DomesticDeduction.Refuse(
                $"本国产品价格扣除填为{deduction.DomesticPercent}%。", PolicyRules.DomesticDeduction.InForceOn(noticeDay) ? "本国产品价格扣除为20%。" : "2026年1月1日前发布的公告不适用本国产品价格扣除。", pointer));
        }

        return refusals;

        void Refuse(RateRange range, decimal percent, string what)
        {
            if (!deduction.Reserved && !range.Allows(percent))
                refusals.Add(range.Refuse($"{what}填为{percent}%，规定幅度为{range.From100}%至{range.To100}%。", "在规定幅度内确定扣除比例。", pointer));
        }
    }
}
