using Tongcai.Platform.Acts;

namespace Tongcai.Supervision.Tests;

/// <summary>Invented persons.</summary>
public static class People
{
    public static readonly Actor Handler = Officer("acc-handler", "王晓东", Post.Handler);
    public static readonly Actor Second = Officer("acc-second", "赵敏", Post.Reviewer);
    public static readonly Actor Head = Officer("acc-head", "孙建国", Post.Head);
    public static readonly Actor Loser = Supplier("acc-loser", "李国平", "s2", "河南启航教育装备有限公司");
    public static readonly Actor OtherSupplier = Supplier("acc-other", "周敏", "s3", "中州远达科技有限公司");

    private static Actor Officer(string id, string name, string post) =>
        new(id, name, "org-finance", "中州市财政局", new HashSet<Role> { Role.Supervisor }, new HashSet<string> { post });

    private static Actor Supplier(string id, string name, string organisation, string title) =>
        new(id, name, organisation, title, new HashSet<Role> { Role.Supplier }, new HashSet<string> { Post.Handler });
}
