using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Identity;

/// <summary>规模。Size of a firm as declared (中小企业划型).</summary>
public enum FirmSize
{
    [Label("不是企业")] None,
    [Label("大型企业")] Large,
    [Label("中型企业")] Medium,
    [Label("小型企业")] Small,
    [Label("微型企业")] Micro,
}

/// <summary>主体登记。An organisation registers once, with its first account, and is known to every platform.</summary>
public static class RegisterOrganisation
{
    /// <summary>Roles an organisation may claim for itself; the others are given by an authority.</summary>
    public static readonly IReadOnlyList<Role> Open = [Role.Purchaser, Role.Agency, Role.Supplier, Role.Bank];

    public static readonly Act Act = new("register-organisation", "登记主体并注册", "/register", Access.Public)
    {
        Button = "登记并注册",
        Intro = "一次登记，各交易平台通用。填写者成为单位管理员，可再为同事开立账户。",
        Rules = [IdentityRules.CreditCode, DutyRules.Incompatible, DutyRules.Unauthorised],
    };

    public sealed record Request(
        [property: Field("统一社会信用代码", Max = 18, Hint = "营业执照或登记证书上的十八位代码", Section = "单位")] string CreditCode,
        [property: Field("单位名称", Max = 100, Hint = "与营业执照或登记证书一致", Autocomplete = "organization")] string Name,
        [property: Field("身份", Choices = "roles")] Role Role,
        [property: Field("企业规模")] FirmSize Size,
        [property: Field("所在地行政区划", Max = 6, Pattern = "\\d{6}", Hint = "六位代码，例如 410100")] string Region,
        [property: Field("地址", Max = 200)] string Address,
        [property: Field("姓名", Max = 50, Section = "单位管理员", Autocomplete = "name")] string AdministratorName,
        [property: Field("用户名", Max = 40, Pattern = "[A-Za-z0-9][A-Za-z0-9._-]{2,39}", Hint = "3 至 40 位字母、数字、点、下划线或连字符", Autocomplete = "username")] string UserName,
        [property: Field("口令", Secret = true, Hint = "不少于 10 个字符；几个不相干的词连起来最好记", Autocomplete = "new-password")] string Password);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, context =>
    {
        context.Offer("roles", Open.Select(r => new Choice(Wire.Name(r.ToString()), r.Label())));
        return Task.FromResult<Request?>(null);
    });

    /// <summary>Whether the organisation and its first account may be registered, and as what.</summary>
    public static Outcome<Registered> Decide(Request request, DateTimeOffset now)
    {
        List<Refusal> refusals = [.. CreditCode.Check(request.CreditCode, "/creditCode").Refusals, .. Passwords.Check(request.Password, request.UserName)];
        if (!Open.Contains(request.Role))
            refusals.Add(DutyRules.Unauthorised.Refuse($"“{request.Role.Label()}”身份不能自行登记", "由财政部门或者平台运营方办理。", "/role"));
        if (request.Role is Role.Supplier && request.Size is FirmSize.None)
            refusals.Add(InputRules.Required.Refuse("供应商应说明企业规模", "按划型标准选择；事业单位、社会组织和自然人供应商选“大型企业”，不享受中小企业扶持。", "/size"));
        if (refusals.Count > 0) return refusals;

        var organisation = new Organisation
        {
            Id = RandomId.New(),
            CreditCode = request.CreditCode,
            Name = request.Name,
            Roles = new[] { request.Role },
            Region = request.Region,
            Size = request.Size is FirmSize.None ? "" : Wire.Name(request.Size.ToString()),
            Address = request.Address,
            ParentId = "",
            RegisteredAt = now,
        };
        var account = RegisterAccount.Decide(
            new(request.AdministratorName, request.UserName, request.Password, [request.Role], [Post.Administrator, Post.Handler]), organisation.Id, [request.Role], now);
        return account.Value is { } first ? new Registered(organisation, first) : account.Refusals.ToList();
    }

    /// <summary>Rows and facts of a registration.</summary>
    public static Commit Commit(Registered registered, string password)
    {
        var (o, account) = registered;
        return Platform.Storage.Commit.Empty.Insert(o)
            .Record(new OrganisationRegistered(o.Id, o.Name, o.CreditCode, [.. o.Roles.Value.Select(Codes.Of)], o.Region, o.Size, o.Address, o.ParentId), o.Id)
            .And(RegisterAccount.Commit(account, password));
    }

    /// <summary>An organisation and its first account.</summary>
    public sealed record Registered(Organisation Organisation, Account Account);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await context.Read(c => Accounts.ByUserName(c, request.UserName)) is not null) return RegisterAccount.UserNameTaken("/userName");
        var outcome = Decide(request, context.Now);
        return outcome.Value is { } registered
            ? new Done(Commit(registered, request.Password), $"{request.Name}已登记，请登录", "/sign-in", new { OrganisationId = registered.Organisation.Id, AccountId = registered.Account.Id })
            : outcome.Refusals.ToList();
    }
}
