using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Identity;

/// <summary>本人账户：查看、改口令；单位管理员停用同事的账户。</summary>
public static class OwnAccount
{
    public static readonly Act ChangePassword = new("change-password", "更改口令", "/account/password", Access.SignedIn)
    {
        Button = "更改口令",
        Intro = "更改后，其他设备上的登录立即失效，本机继续有效。",
        Rules = [DutyRules.Unauthorised],
    };

    public static readonly Act Disable = new("disable-account", "停用账户", "/account/{id}/disable", Access.To(Owner.None).Holding(Post.Administrator))
    {
        Button = "停用",
        Intro = "停用后该账户的登录立即失效，此前办理的事项照常有效。",
        Irreversible = true,
        Rules = [DutyRules.Unauthorised],
    };

    public sealed record NewPassword(
        [property: Field("现在的口令", Secret = true, Autocomplete = "current-password")] string Current,
        [property: Field("新口令", Secret = true, Hint = "不少于 10 个字符", Autocomplete = "new-password")] string Password);

    public sealed record Ground([property: Field("停用原因", Max = 200)] string Reason);

    public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes)
    {
        routes.MapAct<NewPassword>(ChangePassword, Change);
        routes.MapAct<Ground>(Disable, Stop, PrefillStop);
        routes.MapQuery("/account", Access.SignedIn, Read, "/Pages/Account.cshtml", "我的账户");
        RegisterAccount.Map(routes);
    }

    /// <summary>An account as its holder sees it, with the colleagues its holder administers.</summary>
    public sealed record Overview(string Name, string Organisation, IReadOnlyList<string> Roles, IReadOnlyList<string> Posts, bool HasPassword, IReadOnlyList<Colleague> Colleagues);

    public sealed record Colleague(string Id, string Name, string UserName, IReadOnlyList<string> Posts, bool Disabled);

    private static async Task<Overview?> Read(QueryContext context)
    {
        var actor = context.Actor;
        var (credential, colleagues) = await context.Read(async c => (
            await Accounts.CredentialOf(c, actor.AccountId),
            actor.Holds(Post.Administrator) ? await c.Where<Account>("organisation_id = @id order by user_name", new { id = actor.OrganisationId }) : []));
        return new(actor.Name, actor.OrganisationName, [.. actor.Roles.Order().Select(r => r.Label())], [.. actor.Posts.Select(Post.Name)], credential is not null,
            [.. colleagues.Select(a => new Colleague(a.Id, a.Name, a.UserName, [.. a.Posts.Value.Select(Post.Name)], a.Disabled))]);
    }

    private static async Task<Outcome<Done>> Change(NewPassword request, ActContext context)
    {
        var sessions = Sessions.From(context.Http);
        var (account, credential) = await context.Read(async c => (await Accounts.ById(c, context.Actor.AccountId), await Accounts.CredentialOf(c, context.Actor.AccountId)));
        if (account is null || credential is null) return DutyRules.Unauthorised.Refuse("您的账户不在本平台保管口令", "到公共服务平台更改口令，或者使用数字证书登录。");
        if (await Throttle.From(context.Http).Take(account.UserName + "/change", context.Http.Connection.RemoteIpAddress?.ToString() ?? "-") is not null) return HttpRules.Refuse(HttpRules.TooMany);
        if (!Passwords.Matches(credential, request.Current)) return DutyRules.Unauthorised.Refuse("现在的口令不正确", "重新填写；忘记口令请由单位管理员重新开立账户。", "/current");
        if (Passwords.Check(request.Password, account.UserName) is { Count: > 0 } weak) return weak.ToList();

        var commit = Commit.Empty.Update(credential with { PasswordHash = Passwords.Hash(request.Password), ChangedAt = context.Now })
            .And(await sessions.EndAll(account.Id, except: Sessions.Current(context.Http)));
        return new Done(commit, "口令已更改，其他设备上的登录已失效", "/account");
    }

    private static async Task<Outcome<Done>> Stop(Ground request, ActContext context)
    {
        if (await context.Read(c => Accounts.ById(c, context["id"])) is not { } account || account.OrganisationId != context.Actor.OrganisationId) return ActContext.Missing;
        if (account.Id == context.Actor.AccountId) return DutyRules.Unauthorised.Refuse("不能停用自己的账户", "由本单位另一名管理员办理。");
        if (account.Disabled) return HttpRules.Refuse(HttpRules.Duplicate);
        var commit = Commit.Empty.Update(account with { Disabled = true })
            .Record(new AccountDisabled(account.Id, account.OrganisationId, request.Reason), account.OrganisationId)
            .And(await Sessions.From(context.Http).EndAll(account.Id));
        return new Done(commit, $"{account.Name}的账户已停用", "/account");
    }

    private static async Task<Ground?> PrefillStop(ActContext context)
    {
        if (await context.Read(c => Accounts.ById(c, context["id"])) is { } account && account.OrganisationId == context.Actor.OrganisationId) context.Show("账户", $"{account.Name}（{account.UserName}）");
        context.Trail("账户", "/account");
        return null;
    }
}
