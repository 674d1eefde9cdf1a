using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Identity;

/// <summary>账户登记。The administrator of an organisation opens an account for a colleague.</summary>
public static class RegisterAccount
{
    public static readonly Act Act = new("register-account", "开立账户", "/account/colleagues/new", Access.To(Owner.None).Holding(Post.Administrator))
    {
        Button = "开立账户",
        Intro = "身份取自本单位已登记的身份；经办与审核可由同一人担任，但同一事项不得既经办又审核。",
        Rules = [DutyRules.Incompatible, DutyRules.SupervisorStaysOut, DutyRules.Unauthorised],
    };

    public sealed record Request(
        [property: Field("姓名", Max = 50)] string Name,
        [property: Field("用户名", Max = 40, Pattern = "[A-Za-z0-9][A-Za-z0-9._-]{2,39}", Hint = "3 至 40 位字母、数字、点、下划线或连字符", Autocomplete = "off")] string UserName,
        [property: Field("初始口令", Secret = true, Hint = "不少于 10 个字符；由本人登录后更改", Autocomplete = "new-password")] string Password,
        [property: Field("身份", Min = 1, Hint = "本单位已登记的身份之一或全部", Choices = "roles")] IReadOnlyList<Role> Roles,
        [property: Field("岗位", Hint = "同一事项的经办与审核不得为同一人", Choices = "posts", Pattern = "[a-z][a-z-]{1,30}")] IReadOnlyList<string> Posts);

    public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    /// <summary>Whether the account may be opened, and as what.</summary>
    /// <param name="request">The account.</param>
    /// <param name="organisationId">Organisation it acts for; empty for a reviewer without one.</param>
    /// <param name="organisationRoles">Roles of that organisation.</param>
    /// <param name="now">Legal time.</param>
    public static Outcome<Account> Decide(Request request, string organisationId, IReadOnlyCollection<Role> organisationRoles, DateTimeOffset now)
    {
        var roles = request.Roles.Distinct().ToList();
        List<Refusal> refusals = [.. Duties.Check(roles, request.Posts.ToList()), .. Passwords.Check(request.Password, request.UserName)];
        foreach (var role in roles.Where(r => !organisationRoles.Contains(r)))
            refusals.Add(DutyRules.Unauthorised.Refuse($"本单位没有登记“{role.Label()}”身份", "只选本单位已登记的身份；新增身份请先变更主体登记。", "/roles"));
        if (refusals.Count > 0) return refusals;

        return new Account
        {
            Id = RandomId.New(),
            UserName = request.UserName.ToLowerInvariant(),
            Name = request.Name,
            OrganisationId = organisationId,
            Roles = roles,
            Posts = request.Posts.Distinct().ToList(),
            RegisteredAt = now,
        };
    }

    /// <summary>The rows and the fact of a decided account.</summary>
    public static Commit Commit(Account account, string password) => Storage.Commit.Empty
        .Insert(account)
        .Insert(new Credential { Id = account.Id, PasswordHash = Passwords.Hash(password), ChangedAt = account.RegisteredAt })
        .Record(new AccountRegistered(account.Id, account.OrganisationId, [.. account.Roles.Value.Select(Codes.Of)], account.Posts.Value), account.OrganisationId);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await context.Read(c => Accounts.Organisation(c, context.Actor.OrganisationId)) is not { } organisation) return ActContext.Missing;
        if (await context.Read(c => Accounts.ByUserName(c, request.UserName)) is not null) return UserNameTaken("/userName");
        var outcome = Decide(request, organisation.Id, organisation.Roles.Value.ToList(), context.Now);
        return outcome.Value is { } account
            ? new Done(Commit(account, request.Password), $"已为{account.Name}开立账户", "/account", new { AccountId = account.Id })
            : outcome.Refusals.ToList();
    }

    /// <summary>Said before the unique index says it less well.</summary>
    public static Refusal UserNameTaken(string pointer) => InputRules.Format.Refuse("这个用户名已被使用", "换一个用户名，例如在后面加单位简称。", pointer);

    private static async Task<Request?> Prefill(ActContext context)
    {
        var organisation = await context.Read(c => Accounts.Organisation(c, context.Actor.OrganisationId));
        context.Offer("roles", (organisation?.Roles.Value ?? []).Select(r => new Choice(Wire.Name(r.ToString()), r.Label())));
        context.Offer("posts", Post.Names.Select(p => new Choice(p.Key, p.Value)));
        context.Show("单位", context.Actor.OrganisationName);
        context.Trail("账户", "/account");
        return null;
    }
}
