using static Tongcai.Law.Instruments;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>紧急采购的规则（政府采购法第八十五条；财库〔2026〕12号，known from a secondary source, as its marks say）。</summary>
public static partial class EmergencyRules
{
    private static readonly DateOnly InForce = new(2026, 10, 1);

    public static readonly Rule Situation = Twelve("EMG-01", "紧急采购情形", "发生紧急情况，库存和调剂不能满足需要的，可以实施紧急采购");

    public static readonly Rule CompetitionFirst = Twelve("EMG-02", "竞争性方式优先", "紧急采购优先采用竞争性方式，只有极其紧急的才可以直接采购");

    public static readonly MinimumCount OneMayGoOn = new("EMG-03", "两家或者一家可以继续", 1, new("财库〔2026〕12号", "待核", "参加的供应商只有两家或者一家的，可以继续采购"))
    {
        From = InForce, Certainty = Certainty.ReadSecondary,
    };

    public static readonly ShareLimit Addition = new("EMG-04", "紧急追加不超过30%", 300, new("财库〔2026〕12号", "待核", "向原供应商追加采购的金额不超过原合同金额的百分之三十"))
    {
        From = InForce, Certainty = Certainty.ReadSecondary,
    };

    public static readonly Rule CollectiveDecision = Twelve("EMG-05", "单位集体决策", "采购人对紧急采购集体决策，并留存决策记录");

    public static readonly Rule NoPriorApproval = Twelve("EMG-06", "方式无须事先批准", "紧急采购的方式由采购人集体决定，不需要事先报财政部门批准");

    /// <summary>紧急情形：在施行之后，库存和调剂不能满足，写明了情况。</summary>
    public static Refusal? CheckSituation(DateOnly day, long toBuy, string reason, string pointer = "/reason") =>
        When(!Situation.InForceOn(day), Situation, $"{Situation.Source.Instrument}自{InForce:yyyy-MM-dd}起施行，{day:yyyy-MM-dd} 还不能依其实施紧急采购。", "采用招标所需时间不能满足紧急需要的，采用竞争性谈判。", pointer)
        ?? When(toBuy <= 0, Situation, "库存和调剂已经满足需要。", "不需要采购。", pointer)
        ?? When(reason.Trim().Length < 10, Situation, "紧急情况写得过于简单。", "用不少于十个字写明什么情况、何时发生、为什么库存和调剂不能满足。", pointer);

    /// <summary>集体决策：两人以上参加，不晚于当日，有记录文号。</summary>
    public static Refusal? CheckDecision(IEnumerable<string> deciders, DateOnly decidedOn, DateOnly today, string pointer = "/deciders") =>
        When(deciders.Select(d => d.Trim()).Where(d => d.Length > 0).Distinct().Count() < 2, CollectiveDecision, "参加决策的不足两人，不是集体决策。", "填写参加集体决策的全部人员。", pointer)
        ?? When(decidedOn > today, CollectiveDecision, $"决策日期 {decidedOn:yyyy-MM-dd} 还没有到。", "集体决策以后再办理。", "/decidedOn");

    /// <summary>直接采购须极其紧急，写明为什么来不及竞争。</summary>
    public static Refusal? CheckDirect(bool direct, string why, string pointer = "/directReason") =>
        When(direct && why.Trim().Length < 10, CompetitionFirst, "没有写明为什么极其紧急、来不及采用竞争性方式。", "用不少于十个字写明；市场能够按时供应的，采用竞争性方式。", pointer);

    /// <summary>计划采用紧急采购的，已经认定；直接采购的，认定的就是直接采购。</summary>
    public static Refusal? CheckPlan(bool declared, bool direct, bool declaredDirect, string pointer = "/method") =>
        When(!declared, NoPriorApproval, "这项需求没有认定紧急情形、留存集体决策记录。", "先在需求页办理“紧急采购认定”。", pointer)
        ?? When(direct && !declaredDirect, CompetitionFirst, "集体决策没有决定直接采购。", "采用竞争性方式；确实极其紧急的，重新集体决策。", pointer);

    /// <summary>向原供应商追加不超过30%。</summary>
    public static Refusal? CheckAddition(long additionFen, long originalFen, string pointer = "") =>
        When(!Addition.Allows(additionFen, originalFen), Addition, "紧急追加的金额超过原合同金额的30%。", $"不超过{MethodChoice.Yuan(Addition.CeilingFen(originalFen))}，超出的另行采购。", pointer);

    /// <summary>一家也可以继续，没有供应商的不能继续。</summary>
    public static Refusal? CheckOffers(int offers, string pointer = "") =>
        When(!OneMayGoOn.IsMetBy(offers), OneMayGoOn, "没有供应商参加。", "重新组织，或者集体决策直接采购。", pointer);

    private static Rule Twelve(string id, string title, string substance) => Known(Certainty.ReadSecondary, "财库〔2026〕12号", id, title, "待核", substance) with { From = InForce };
}
