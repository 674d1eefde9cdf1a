using System.Collections.Frozen;

namespace Tongcai.Platform.Acts;

/// <summary>身份。What an organisation or a person may be in a procurement; an account can hold several that the law does not forbid together.</summary>
public enum Role
{
    [Label("采购人")] Purchaser,
    [Label("采购代理机构")] Agency,
    [Label("供应商")] Supplier,
    [Label("评审专家")] Expert,
    [Label("监督管理部门")] Supervisor,
    [Label("金融机构")] Bank,
    [Label("平台运营")] Operator,
}

/// <summary>岗位。Posts inside an organisation, as text codes: an organisation may add its own.</summary>
public static class Post
{
    public const string Handler = "handler";
    public const string Reviewer = "reviewer";
    public const string Head = "head";
    public const string Finance = "finance";
    public const string Assets = "assets";
    public const string Legal = "legal";
    public const string Supervision = "supervision";
    public const string Administrator = "administrator";

    /// <summary>The Chinese names of the posts the platforms themselves speak of.</summary>
    public static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Handler] = "经办",
        [Reviewer] = "审核",
        [Head] = "负责人",
        [Finance] = "财务",
        [Assets] = "资产",
        [Legal] = "法务",
        [Supervision] = "内部监督",
        [Administrator] = "单位管理员",
    }.ToFrozenDictionary();

    public static string Name(string code) => Names.GetValueOrDefault(code, code);
}

/// <summary>行为人。Who acts: always from the signed-in session, never from a request body.</summary>
/// <param name="AccountId">Id of the account; empty for <see cref="Anonymous"/>.</param>
/// <param name="Name">Name of the person as shown.</param>
/// <param name="OrganisationId">Id of the organisation the person acts for; empty when for none.</param>
/// <param name="OrganisationName">Name of that organisation as registered.</param>
/// <param name="Roles">Roles of the organisation that this account may exercise.</param>
/// <param name="Posts">Codes of the posts held (<see cref="Post"/>).</param>
public sealed record Actor(
    string AccountId, string Name, string OrganisationId, string OrganisationName, IReadOnlySet<Role> Roles, IReadOnlySet<string> Posts)
{
    /// <summary>Nobody signed in; only <see cref="Access.Public"/> endpoints ever see it.</summary>
    public static readonly Actor Anonymous = new("", "", "", "", FrozenSet<Role>.Empty, FrozenSet<string>.Empty);

    /// <summary>Whether somebody is signed in at all.</summary>
    public bool IsSignedIn => AccountId.Length > 0;

    public bool Is(Role role) => Roles.Contains(role);

    public bool Holds(string post) => Posts.Contains(post);
}
