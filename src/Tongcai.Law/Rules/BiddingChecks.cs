using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>供应商参加资格中由身份决定的部分。</summary>
public sealed record Participant(string Name)
{
    /// <summary>本项目的代理机构或其分支机构。</summary>
    public bool IsAgency { get; init; }

    /// <summary>平台运营机构，或与其有控股、管理关系。</summary>
    public bool IsOperator { get; init; }

    /// <summary>为本项目提供过整体设计、规范编制、项目管理、监理、检测。</summary>
    public bool PreparedProject { get; init; }

    /// <summary>Last day of a ban; null when there is none.</summary>
    public DateOnly? BannedUntil { get; init; }

    /// <summary>注册并经验证。</summary>
    public bool Verified { get; init; } = true;

    /// <summary>单位负责人, compared as written; empty when unknown.</summary>
    public string Head { get; init; } = "";

    /// <summary>Names of suppliers that directly hold or manage this one.</summary>
    public IReadOnlyCollection<string> ControlledBy { get; init; } = [];
}

public static partial class BiddingRules
{
    /// <summary>投标文件在截止时间前送达；截止那一刻即为逾期。</summary>
    /// <param name="stamped">Instant the last byte was read.</param>
    public static Refusal? CheckArrival(DateTimeOffset stamped, DateTimeOffset deadline, string pointer = "") =>
        When(stamped >= deadline, LateBid, $"投标文件于{stamped.BeijingTime()}传完，投标截止时间为{deadline.BeijingTime()}。", "截止后不能再递交；可以关注项目是否重新招标。", pointer);

    /// <summary>投标文件已按要求加密，且与清单摘要一致。</summary>
    public static Refusal? CheckSealed(bool encrypted, bool digestMatches, string pointer = "") =>
        When(!encrypted || !digestMatches, UnsealedBid, encrypted ? "收到的密文与递交时的摘要不一致。" : "投标文件没有加密。", "用投标工具重新加密后递交。", pointer);

    /// <summary>补充、修改、撤回限于截止时间前。</summary>
    public static Refusal? CheckWithdrawal(DateTimeOffset now, DateTimeOffset deadline, string pointer = "") =>
        When(now >= deadline, WithdrawalBeforeDeadline, $"投标截止时间{deadline.BeijingTime()}已到，不能再修改或者撤回。", "投标有效期内撤销投标文件的，保证金可能不予退还。", pointer);

    /// <summary>截止时未传完的，视为撤回。</summary>
    public static bool CountsAsWithdrawn(long receivedBytes, long announcedBytes) => receivedBytes < announcedBytes;

    /// <summary>Why an upload that was not finished at the deadline is not a bid.</summary>
    public static Refusal? CheckFinished(long receivedBytes, long announcedBytes, string pointer = "") =>
        When(CountsAsWithdrawn(receivedBytes, announcedBytes), UnfinishedUpload, $"截止时收到{receivedBytes}字节，应有{announcedBytes}字节。", "未完成传输的视为撤回，不进入开标。", pointer);

    /// <summary>收到投标文件即时回执。</summary>
    public static Refusal? CheckReceipt(bool issued, string pointer = "") =>
        When(!issued, ReceiptAtOnce, "投标文件已收到，没有发出确认回执。", "立即签发回执。", pointer);

    /// <summary>身份上能否参加。</summary>
    /// <param name="singleSource">单一来源采购 excepts those who prepared the project.</param>
    public static IReadOnlyList<Refusal> CheckParticipant(Participant supplier, DateOnly day, bool singleSource = false, string pointer = "/supplier") =>
        All(
            When(!supplier.Verified, RegisteredAndVerified, $"{supplier.Name}没有完成注册验证。", "完成注册并通过验证。", pointer),
            When(supplier.IsAgency, AgencyMayNotBid, $"{supplier.Name}是本项目代理机构或者其分支机构。", "不得参加本项目。", pointer),
            When(supplier.IsOperator, OperatorMayNotBid, $"{supplier.Name}运营本平台，或者与运营机构有控股、管理关系。", "不得在本平台投标。", pointer),
            When(supplier.PreparedProject && !singleSource, ConsultantMayNotBid, $"{supplier.Name}为本项目提供过前期服务。", "不得参加本项目的其他采购活动。", pointer),
            When(supplier.BannedUntil >= day, Banned, $"{supplier.Name}被禁止参加政府采购活动至{supplier.BannedUntil:yyyy-MM-dd}。", "禁止期届满后可以参加。", pointer));

    /// <summary>同一合同项下没有同一负责人或者控股、管理关系的不同供应商。</summary>
    public static IReadOnlyList<Refusal> CheckRelations(IReadOnlyList<Participant> suppliers, string pointer = "/suppliers") =>
        All(suppliers.SelectMany((a, i) => suppliers.Take(i).Select(b => When(
            (a.Head.Length > 0 && a.Head == b.Head) || a.ControlledBy.Contains(b.Name) || b.ControlledBy.Contains(a.Name),
            SameController, $"{b.Name}与{a.Name}单位负责人相同，或者存在直接控股、管理关系。", "由评审依法认定；同一合同项下只能有一家参加。", $"{pointer}/{i}"))));

    /// <summary>联合体：协议载明分工，成员不另投。</summary>
    /// <param name="shares">Work and obligations of each member as the agreement states them.</param>
    /// <param name="otherParties">Single bidders and members of other consortia in the same lot.</param>
    public static IReadOnlyList<Refusal> CheckConsortium(IReadOnlyCollection<string> members, IReadOnlyDictionary<string, string> shares, IEnumerable<string> otherParties, string pointer = "/consortium") =>
        All(
            When(members.Any(m => string.IsNullOrWhiteSpace(shares.GetValueOrDefault(m))), ConsortiumAgreement, "联合协议没有载明各方承担的工作和义务。", "补充联合协议并由各方签署。", pointer),
            When(members.Intersect(otherParties).Any(), OneConsortium, $"{string.Join("、", members)}中有成员另行参加同一采购包。", "只能以一种身份参加。", pointer));

    /// <summary>分包意向：载明主体，不再分包。</summary>
    public static Refusal? CheckSubcontract(string? subcontractor, bool subcontractsAgain, string pointer = "/subcontract") =>
        When(string.IsNullOrWhiteSpace(subcontractor) || subcontractsAgain, SubcontractNamed, subcontractsAgain ? "分包承担主体再次分包。" : "没有载明分包承担主体。", "载明分包承担主体，且不得再次分包。", pointer);

    /// <summary>投标有效期不少于招标文件载明的。</summary>
    public static Refusal? CheckValidity(int offeredDays, int requiredDays, string pointer = "/validity") =>
        When(offeredDays < requiredDays, Validity, $"承诺的投标有效期{offeredDays}日，招标文件要求{requiredDays}日。", $"不少于{requiredDays}日。", pointer);

    /// <summary>按要求提交投标保证金。</summary>
    public static Refusal? CheckBond(long requiredFen, long receivedFen, string pointer = "/bond") =>
        When(receivedFen < requiredFen, BondMissing, $"要求投标保证金{Yuan(requiredFen)}，收到{Yuan(receivedFen)}。", "由评审认定投标无效。", pointer);
}
