using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class ContractRules
{
    /// <summary>合同必备条款（87号第七十二条）。</summary>
    public static readonly IReadOnlyList<string> RequiredClauses =
        ["名称和住所", "标的", "数量", "质量", "价款或者报酬", "履行期限及地点和方式", "验收要求", "违约责任", "解决争议的方法"];

    /// <summary>合同与招标文件、投标文件一致。</summary>
    /// <param name="awarded">Substantive terms as tendered and bid: name → value.</param>
    /// <param name="drafted">The same terms in the draft contract.</param>
    public static IReadOnlyList<Refusal> CheckText(IReadOnlyDictionary<string, string> awarded, IReadOnlyDictionary<string, string> drafted, string pointer = "") =>
        All(awarded.Select(t => When(drafted.GetValueOrDefault(t.Key) != t.Value, NoSubstantiveChange,
            $"{t.Key}在招标投标文件中为“{t.Value}”，合同中为“{drafted.GetValueOrDefault(t.Key)}”。", "按招标文件和投标文件改正。", $"{pointer}/{t.Key}")));

    /// <summary>不以不合理要求为签约条件。</summary>
    public static Refusal? CheckDemands(IReadOnlyCollection<string> extraDemands, string pointer = "") =>
        When(extraDemands.Count > 0, NoUnreasonableDemand, $"签约附加了要求：{string.Join("、", extraDemands)}。", "删去招标文件以外的要求。", pointer);

    /// <summary>书面形式（数据电文视为书面）、必备条款。</summary>
    public static IReadOnlyList<Refusal> CheckForm(bool written, IEnumerable<string> clauses, string pointer = "") =>
        All(
            When(!written, WrittenForm, "合同没有书面文本。", "以书面或者可靠电子签名的数据电文订立。", pointer),
            Missing(Clauses, "合同", RequiredClauses, clauses, pointer));

    /// <summary>拒签后顺延下一候选人或者重新采购；不能越过候选人。</summary>
    public static Refusal? CheckNext(int refusedRank, int nextRank, string pointer = "") =>
        When(nextRank != refusedRank + 1, NextCandidate, $"第{refusedRank}名拒绝签约，改定第{nextRank}名。", $"确定第{refusedRank + 1}名，或重新开展采购。", pointer);

    /// <summary>不得擅自变更、中止、终止；继续履行损害国家利益和社会公共利益的应当变更。</summary>
    public static Refusal? CheckChange(bool harmsPublicInterest, string pointer = "") =>
        When(!harmsPublicInterest, NoUnilateralChange, "没有继续履行将损害国家利益和社会公共利益的情形。", "按原合同履行。", pointer);

    /// <summary>追加：同标的，补充合同累计不超过原合同10%。</summary>
    public static Refusal? CheckSupplement(long contractFen, long earlierFen, long thisFen, string pointer = "/amount") =>
        When((Int128)(earlierFen + thisFen) * 100 > (Int128)contractFen * TimeLimits.SupplementLimit.Days, TimeLimits.SupplementLimit,
            $"补充合同累计{Yuan(earlierFen + thisFen)}，超过原合同{Yuan(contractFen)}的10%。", $"本次不超过{Yuan(Math.Max(0, (contractFen / 10) - earlierFen))}，其余重新采购。", pointer);

    /// <summary>预留份额的合同要标注。</summary>
    public static Refusal? CheckMark(bool reserved, bool marked, string pointer = "") =>
        When(reserved && !marked, SetAsideMark, "通过预留份额签订的合同没有标注。", "标注“本合同为中小企业预留合同”。", pointer);

    /// <summary>分包：采购人同意；享受扶持政策的不得向上分包。</summary>
    public static Refusal? CheckSubcontract(bool consented, bool preferred, EnterpriseSize from, EnterpriseSize to, string pointer = "") =>
        When(!consented, SubcontractConsent, "分包没有经采购人同意。", "先取得采购人同意。", pointer)
        ?? When(preferred && (from is EnterpriseSize.Small or EnterpriseSize.Micro ? to is EnterpriseSize.Large or EnterpriseSize.Medium : from == EnterpriseSize.Medium && to == EnterpriseSize.Large),
            NoUpwardSubcontract, "享受中小企业扶持政策获得合同，又分包给更大的企业。", "改由中小企业分包，或自行履行。", pointer);

    /// <summary>可能影响结果的询问、质疑未了，暂停签约。</summary>
    public static Refusal? CheckHold(bool openChallenge, bool mayAffectResult, string pointer = "") =>
        When(openChallenge && mayAffectResult, HeldByChallenge, "有可能影响中标结果的质疑尚未答复。", "答复质疑后再签订合同；已签订的中止履行。", pointer);

    /// <summary>代理机构代签须附授权委托书。</summary>
    public static Refusal? CheckAuthority(bool signedByAgency, bool authorisationAttached, string pointer = "") =>
        When(signedByAgency && !authorisationAttached, AgencyAuthorised, "代理机构以采购人名义签订，没有附授权委托书。", "把采购人的授权委托书作为合同附件。", pointer);

    /// <summary>采购文件告知合同融资 (where the region demands it).</summary>
    public static Refusal? CheckFinancingNotice(bool stated, string pointer = "") =>
        When(!stated, FinancingNotice, "采购文件没有告知可以凭政府采购合同申请贷款。", "补充合同融资告知。", pointer);
}
