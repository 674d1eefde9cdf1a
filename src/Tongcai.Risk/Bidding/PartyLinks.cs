using System.Text;
using Tongcai.Risk.Documents;

namespace Tongcai.Risk.Bidding;

/// <summary>What two bidders of one tender can share.</summary>
public enum LinkKind
{
    /// <summary>法定代表人或单位负责人为同一人。</summary>
    PersonInCharge,

    /// <summary>直接控股或管理关系、同一实际控制人。</summary>
    Ownership,

    /// <summary>项目管理成员或联系人员为同一人。</summary>
    ProjectStaff,

    /// <summary>保证金从同一单位或个人账户转出。</summary>
    BondAccount,

    /// <summary>委托同一单位或个人办理投标。</summary>
    SameAgent,

    /// <summary>文件制作机器码。</summary>
    Device,

    /// <summary>数字证书。</summary>
    Certificate,

    /// <summary>联系电话。</summary>
    Phone,

    /// <summary>电子邮箱。</summary>
    Mail,

    /// <summary>登记地址。</summary>
    Address,

    /// <summary>网络出口地址。</summary>
    Network,
}

/// <summary>One attribute of one bidder.</summary>
/// <param name="Bidder">Bidder.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Value or salted hash of it; compared after normalising width, case, spaces and hyphens.</param>
public readonly record struct PartyDetail(string Bidder, LinkKind Kind, string Value);

/// <summary>A value shared by bidders of one tender.</summary>
/// <param name="Value">The normalised value.</param>
/// <param name="Bidders">Who shares it, in ordinal order.</param>
/// <param name="Elsewhere">Base rate: number of other bidders in the population with the same value.</param>
/// <param name="Tier">A deeming item or identity, B strong circumstance, C weak circumstance.</param>
/// <param name="Clause">Clause and item of law; empty for a mere circumstance.</param>
public sealed record PartyLink(LinkKind Kind, string Value, IReadOnlyList<string> Bidders, int Elsewhere, char Tier, string Clause);

/// <summary>
/// 关联关系比对。Equal values among the bidders of one tender. Two values are never evidence: those published by purchaser or agency themselves (their files, their
/// terminals), and those so common in the population that sharing says nothing.
/// </summary>
public static class PartyLinks
{
    /// <summary>A value held by more bidders than this outside the tender is a shared office, a proxy or a default, not a link.</summary>
    public const int CommonFrom = 20;

    private static readonly Dictionary<LinkKind, (char Tier, string Clause)> Weights = new()
    {
        [LinkKind.PersonInCharge] = ('A', "政府采购法实施条例第十八条第一款"),
        [LinkKind.Ownership] = ('A', "政府采购法实施条例第十八条第一款"),
        [LinkKind.ProjectStaff] = ('A', "财政部令第87号第三十七条第（三）项"),
        [LinkKind.BondAccount] = ('A', "财政部令第87号第三十七条第（六）项"),
        [LinkKind.SameAgent] = ('A', "财政部令第87号第三十七条第（二）项"),
        [LinkKind.Device] = ('B', "财政部令第87号第三十七条第（一）项"),
        [LinkKind.Certificate] = ('B', "财政部令第87号第三十七条第（二）项"),
        [LinkKind.Phone] = ('B', "财政部令第87号第三十七条第（三）项"),
        [LinkKind.Mail] = ('B', "财政部令第87号第三十七条第（三）项"),
        [LinkKind.Address] = ('C', ""),
        [LinkKind.Network] = ('C', ""),
    };

    /// <param name="attributes">Attributes of the bidders of one tender.</param>
    /// <param name="published">Values of the purchaser's or agency's own files and terminals.</param>
    /// <param name="population">How many bidders outside the tender hold a (kind, normalised value).</param>
    public static IReadOnlyList<PartyLink> Of(IEnumerable<PartyDetail> attributes, IEnumerable<string> published, Func<LinkKind, string, int> population)
    {
        var excluded = published.Select(Normalise).ToHashSet();
        List<PartyLink> links = [];
        foreach (var shared in attributes.GroupBy(a => (a.Kind, Value: Normalise(a.Value))).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Value, StringComparer.Ordinal))
        {
            if (shared.Key.Value.Length == 0 || excluded.Contains(shared.Key.Value)) continue;
            string[] bidders = [.. shared.Select(a => a.Bidder).Distinct().Order(StringComparer.Ordinal)];
            if (bidders.Length < 2) continue;
            var elsewhere = population(shared.Key.Kind, shared.Key.Value);
            if (elsewhere > CommonFrom) continue;
            links.Add(new(shared.Key.Kind, shared.Key.Value, bidders, elsewhere, Weights[shared.Key.Kind].Tier, Weights[shared.Key.Kind].Clause));
        }
        return links;
    }

    /// <summary>Compatibility form, lower case, without spaces, hyphens, brackets and full stops at the end.</summary>
    public static string Normalise(string value)
    {
        var text = new StringBuilder();
        foreach (var wide in value)
        {
            var c = char.ToLowerInvariant(CharacterFolding.Fold(wide));
            if (!char.IsWhiteSpace(c) && c is not ('-' or '‐' or '—' or '(' or ')')) text.Append(c);
        }

        return text.ToString().TrimEnd('.', '。');
    }
}
