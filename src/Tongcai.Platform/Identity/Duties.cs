using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Identity;

/// <summary>不相容职责。Which roles and posts may not meet in one account or one organisation, and why; asked at registration and again at sign-in.</summary>
public static class Duties
{
    /// <summary>Two roles that one organisation and one account may not both have.</summary>
    /// <param name="Why">Said to the person.</param>
    public sealed record Pair(Role One, Role Other, Rule Rule, string Why);

    public static readonly Rule AgencyIndependence = new("DUT-51", "代理机构独立", new("政府采购法", "第六十条", "采购代理机构与行政机关不得存在隶属关系或者其他利益关系"));

    /// <summary>The table. What is not in it may meet.</summary>
    public static IReadOnlyList<Pair> Incompatible { get; } =
    [
        new(Role.Supervisor, Role.Purchaser, DutyRules.SupervisorStaysOut, "监督管理部门不得参与采购活动"),
        new(Role.Supervisor, Role.Agency, DutyRules.SupervisorStaysOut, "监督管理部门不得代理采购"),
        new(Role.Supervisor, Role.Supplier, DutyRules.SupervisorStaysOut, "监督管理部门不得参加投标"),
        new(Role.Supervisor, Role.Expert, DutyRules.SupervisorStaysOut, "监督管理人员不得参加评审"),
        new(Role.Supervisor, Role.Bank, DutyRules.SupervisorStaysOut, "监督管理部门不得为采购活动提供金融服务"),
        new(Role.Supervisor, Role.Operator, DutyRules.SupervisorStaysOut, "监督管理部门不得运营交易平台"),
        new(Role.Purchaser, Role.Agency, AgencyIndependence, "采购人与社会代理机构不得为同一主体"),
        new(Role.Agency, Role.Supplier, BiddingRules.AgencyMayNotBid, "代理机构不得以供应商身份参加"),
        new(Role.Agency, Role.Expert, ExpertRules.Avoidance, "代理机构人员不得以评审专家身份参加评审"),
        new(Role.Operator, Role.Supplier, BiddingRules.OperatorMayNotBid, "平台运营机构不得在本平台投标"),
        new(Role.Operator, Role.Agency, BiddingRules.OperatorMayNotBid, "平台运营机构不得在本平台代理"),
        new(Role.Operator, Role.Purchaser, DutyRules.Unauthorised, "平台运营账户不得办理采购"),
        new(Role.Operator, Role.Expert, DutyRules.Unauthorised, "平台运营账户不得评审"),
    ];

    /// <summary>Posts of one person that the internal control of an organisation keeps apart (政府采购法第六十一条).</summary>
    public static IReadOnlyList<(string One, string Other, string Why)> SeparatePosts { get; } =
    [
        (Post.Handler, Post.Supervision, "经办与内部监督应当分离"),
        (Post.Finance, Post.Handler, "经办与付款应当分离"),
        (Post.Reviewer, Post.Supervision, "审核与内部监督应当分离"),
    ];

    /// <summary>Everything wrong with a combination; empty when it may stand.</summary>
    public static IReadOnlyList<Refusal> Check(IReadOnlyCollection<Role> roles, IReadOnlyCollection<string> posts, string rolesPointer = "/roles", string postsPointer = "/posts") =>
    [
        .. Incompatible.Where(p => roles.Contains(p.One) && roles.Contains(p.Other))
            .Select(p => p.Rule.Refuse($"{p.One.Label()}与{p.Other.Label()}不能兼任：{p.Why}", "只保留其中一种身份；确需办理另一类事项的，另行登记主体。", rolesPointer)),
        .. SeparatePosts.Where(p => posts.Contains(p.One) && posts.Contains(p.Other))
            .Select(p => DutyRules.Incompatible.Refuse($"{Post.Name(p.One)}与{Post.Name(p.Other)}不能由同一人担任：{p.Why}", "把其中一个岗位交给本单位另一账户。", postsPointer)),
    ];

    /// <summary>
    /// Handler and reviewer of one procurement are two persons. A person may hold both posts, as small purchasers need;
    /// the two acts on one object may not be that person's.
    /// </summary>
    /// <param name="handlerAccountId">Who handled.</param>
    /// <param name="reviewer">Who is about to review.</param>
    public static Refusal? Separate(string handlerAccountId, Actor reviewer) =>
        handlerAccountId != reviewer.AccountId ? null
        : DutyRules.Incompatible.Refuse("您是本事项的经办人，不能再作审核", "转交本单位另一名审核人员办理。");
}
