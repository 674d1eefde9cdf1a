namespace Tongcai.Law;

/// <summary>评审组织成员的身份。</summary>
public enum CommitteeRole
{
    /// <summary>评审专家。</summary>
    Expert,

    /// <summary>采购人代表。</summary>
    PurchaserRepresentative,
}

/// <summary>评审组织成员。</summary>
/// <param name="Unit">所在单位, compared as written; empty when unknown.</param>
public sealed record CommitteeMember(string Name, CommitteeRole Role, string Unit = "", bool Leader = false)
{
    /// <summary>代理机构工作人员。</summary>
    public bool AgencyStaff { get; init; }

    /// <summary>法律专家。</summary>
    public bool LawExpert { get; init; }

    /// <summary>Whole years of age on the day of the review; null when not given.</summary>
    public int? Age { get; init; }

    /// <summary>Why the member must step back (条例第九条); empty when nothing is known.</summary>
    public string Conflict { get; init; } = "";
}

/// <summary>评审组织的规模要求。</summary>
/// <param name="Minimum">Smallest lawful number; the number must be odd.</param>
public sealed record CommitteeSize(int Minimum, Rule Rule)
{
    private const long LargeBudgetFen = 1_000 * 1_000_000L;

    /// <summary>The size a project needs.</summary>
    /// <param name="reachesOpenTender">The amount reaches 公开招标数额标准, or works the scale that must be tendered.</param>
    public static CommitteeSize Of(ProcurementMethod method, long budgetFen, bool complex = false, bool highImpact = false, bool reachesOpenTender = false)
    {
        var small = method.CommitteeMinimum ?? new(0, method.Basis);
        var large = method.Tender ? budgetFen >= LargeBudgetFen || complex || highImpact : reachesOpenTender;
        return large && method.LargeCommitteeMinimum is { } big ? new(big.Value, big.Rule) : new(small.Value, small.Rule);
    }
}

/// <summary>评标委员会、谈判小组、询价小组、磋商小组。</summary>
public static class Committee
{
    /// <summary>All reasons why a committee may not begin; empty when it may.</summary>
    /// <param name="purchaserUnit">采购人 name: an expert of that unit may only be its representative.</param>
    /// <param name="selfSelected">Experts chosen by the purchaser with the consent of 主管预算单位 (87号第四十八条第二款).</param>
    /// <param name="complexNegotiation">技术复杂、专业性强的竞争性谈判: a law expert is needed.</param>
    public static IReadOnlyList<Refusal> Check(
        IReadOnlyList<CommitteeMember> members, CommitteeSize size, string purchaserUnit, bool selfSelected = false, bool complexNegotiation = false, string pointer = "/members")
    {
        List<Refusal> refusals = [];
        if (members.Count < size.Minimum || members.Count % 2 == 0)
            refusals.Add(size.Rule.Refuse($"评审组织有{members.Count}人，应为{size.Minimum}人以上单数。", $"补足到{Math.Max(size.Minimum, members.Count + 1) | 1}人。", pointer));
        var experts = members.Count(m => m.Role == CommitteeRole.Expert);
        if (experts * 3 < members.Count * 2)
            refusals.Add(ExpertRules.ExpertShare.Refuse($"{members.Count}人中评审专家{experts}人，不足三分之二。", $"评审专家应不少于{((members.Count * 2) + 2) / 3}人。", pointer));
        if (complexNegotiation && !members.Any(m => m.LawExpert))
            refusals.Add(ExpertRules.LawExpert.Refuse("复杂的竞争性谈判，专家中没有法律专家。", "抽取1名法律专家。", pointer));
        for (var i = 0; i < members.Count; i++)
            refusals.AddRange(Check(members[i], purchaserUnit, selfSelected, $"{pointer}/{i}"));
        return refusals;
    }

    private static IEnumerable<Refusal> Check(CommitteeMember member, string purchaserUnit, bool selfSelected, string pointer)
    {
        if (member is { Leader: true, Role: CommitteeRole.PurchaserRepresentative })
            yield return ExpertRules.RepresentativeNotLeader.Refuse($"{member.Name}是采购人代表，不得担任组长。", "由评审专家担任组长。", pointer + "/leader");
        if (member.AgencyStaff)
            yield return ExpertRules.AgencyStaff.Refuse($"{member.Name}是本项目代理机构工作人员。", "更换该成员。", pointer);
        if (member.Role == CommitteeRole.Expert && !selfSelected && member.Unit.Length > 0 && member.Unit == purchaserUnit)
            yield return ExpertRules.OwnUnit.Refuse($"{member.Name}是采购人本单位人员，只能作为采购人代表。", "改为采购人代表，或更换专家。", pointer + "/role");
        if (member is { Role: CommitteeRole.Expert, Age: >= 70 })
            yield return ExpertRules.Age.Refuse($"{member.Name}已满70周岁。", "更换专家。", pointer + "/age");
        if (member.Conflict.Length > 0)
            yield return ExpertRules.Avoidance.Refuse($"{member.Name}应当回避：{member.Conflict}。", "依法补足其他专家后继续。", pointer + "/conflict");
    }
}
