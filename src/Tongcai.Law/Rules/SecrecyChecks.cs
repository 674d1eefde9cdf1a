using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class SecrecyRules
{
    private const string After = "投标截止并开标后查看。";

    /// <summary>截止前任何人不得知道潜在投标人的名称和数量。</summary>
    /// <param name="byPlatform">The platform's own staff or pages would reveal it.</param>
    public static Refusal? CheckNames(DateTimeOffset now, DateTimeOffset deadline, bool byPlatform, string pointer = "") =>
        When(now < deadline, byPlatform ? PlatformKeepsNames : BidderNames, $"投标截止时间{deadline.BeijingTime()}前，潜在投标人的名称和数量保密。", After, pointer);

    /// <summary>截止前不得解密、提取投标文件。</summary>
    public static Refusal? CheckDecryption(DateTimeOffset now, DateTimeOffset deadline, string pointer = "") =>
        When(now < deadline, NoEarlyOpening, $"投标截止时间{deadline.BeijingTime()}未到，不得解密或者提取投标文件。", "开标时再解密。", pointer);

    /// <summary>评标结果公告前评委名单保密。</summary>
    public static Refusal? CheckCommitteeNames(bool resultPublished, string pointer = "") =>
        When(!resultPublished, CommitteeNames, "评标结果公告前，评标委员会成员名单保密。", "结果公告后公开。", pointer);

    /// <summary>评标现场只有评标人员、采购人代表、组织人员。</summary>
    public static Refusal? CheckPresence(string role, string pointer = "") =>
        When(role is not ("评审专家" or "采购人代表" or "评标现场组织人员"), Evaluation, $"{role}不得进入评标现场或者查看评审情况。", "离开评标现场。", pointer);

    /// <summary>质疑答复不含商业秘密。</summary>
    /// <param name="secrets">Passages that suppliers marked as their secrets.</param>
    public static Refusal? CheckAnswer(string answer, IEnumerable<string> secrets, string pointer = "") =>
        When(secrets.Any(s => s.Length > 0 && answer.Contains(s, StringComparison.Ordinal)), CommercialSecrets, "答复内容涉及供应商标明的商业秘密。", "删去商业秘密后再发出。", pointer);

    /// <summary>合同公告隐去国家秘密、商业秘密。</summary>
    public static Refusal? CheckContractText(string text, IEnumerable<string> secrets, string pointer = "") =>
        When(secrets.Any(s => s.Length > 0 && text.Contains(s, StringComparison.Ordinal)), ContractSecrets, "拟公告的合同文本含有标明的国家秘密或者商业秘密。", "隐去后再公告。", pointer);
}
