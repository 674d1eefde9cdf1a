using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;
using Organisation = Tongcai.Trading.Registry.Organisation;

namespace Tongcai.Trading.Tests;

/// <summary>Invented organisations and persons.</summary>
public static class People
{
    public static readonly Actor Handler = Of("acc-handler", "陈立新", College, Role.Purchaser, Post.Handler);
    public static readonly Actor Reviewer = Of("acc-reviewer", "王静", College, Role.Purchaser, Post.Reviewer);
    public static readonly Actor OtherPurchaser = Of("acc-library", "周敏", Library, Role.Purchaser, Post.Handler);
    public static readonly Actor Agency = Of("acc-agency", "刘颖", Minghe, Role.Agency, Post.Handler);
    public static readonly Actor OtherAgency = Of("acc-other-agency", "孙皓", Hengtong, Role.Agency, Post.Handler);
    public static readonly Actor Supplier = Of("acc-supplier", "李国平", Hengze, Role.Supplier, Post.Handler);

    public static readonly Actor Expert = new("acc-expert", "赵文博", "", "", new HashSet<Role> { Role.Expert }, new HashSet<string>());

    /// <summary>As an account that has signed in.</summary>
    public static KnownAccount Known(this Actor actor) => new() { Id = actor.AccountId, OrganisationId = actor.OrganisationId, Name = actor.Name };

    public static Organisation College => new() { Id = "org-college", Name = "中州市职业技术学院", CreditCode = "12410100X000000001", Roles = (List<string>)["purchaser"], Region = "410100" };

    public static Organisation Library => new() { Id = "org-library", Name = "中州市图书馆", CreditCode = "12410100X000000002", Roles = (List<string>)["purchaser"], Region = "410100" };

    public static Organisation Minghe => new() { Id = "org-minghe", Name = "中州市明衡招标代理有限公司", CreditCode = "91410100X000000003", Roles = (List<string>)["agency"], Region = "410100" };

    public static Organisation Hengtong => new() { Id = "org-hengtong", Name = "中州恒通招标有限公司", CreditCode = "91410100X000000004", Roles = (List<string>)["agency"], Region = "410100" };

    public static Organisation Hengze => new() { Id = "org-hengze", Name = "河南恒泽智能装备有限公司", CreditCode = "91410100X000000005", Roles = (List<string>)["supplier"], Region = "410100", Size = "small" };

    /// <summary>Registers them all, as the hub's ledger would have.</summary>
    public static async Task Register(IStore store) =>
        Assert.IsType<Committed>(await store.Execute(Commit.Empty.Insert(College).Insert(Library).Insert(Minghe).Insert(Hengtong).Insert(Hengze)));

    private static Actor Of(string account, string name, Organisation organisation, Role role, string post) =>
        new(account, name, organisation.Id, organisation.Name, new HashSet<Role> { role }, new HashSet<string> { post });
}
