using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Identity;

/// <summary>Ways of signing in that a platform offers on its one page.</summary>
/// <param name="Password">With accounts kept here.</param>
/// <param name="Hub">Name of the hub whose accounts are recognised; empty: none.</param>
/// <param name="Certificate">With an SM2 certificate.</param>
public sealed record SignInWays(bool Password, string Hub = "", bool Certificate = false);

/// <summary>The sign-in page.</summary>
public sealed record SignInModel(SignInWays Ways, string UserName, string Return, IReadOnlyList<Refusal> Refusals, string Register);

/// <summary>登录页。The same component on every platform; passwords only where the accounts are.</summary>
public static class SignInPage
{
    private const string View = "/Pages/SignIn.cshtml";

    private static readonly Rule Failed = DutyRules.Unauthorised;

    public sealed record Credentials([property: Field("用户名", Max = 40)] string UserName, [property: Field("口令", Max = 128, Secret = true)] string Password);

    /// <summary>Maps /sign-in and, where passwords are kept, POST /api/v1/session.</summary>
    public static void Map(IEndpointRouteBuilder routes, SignInWays ways)
    {
        routes.MapGet("/sign-in", (HttpContext http) => Page(http, ways, "", [])).WithMetadata(Access.Public).ExcludeFromDescription();
        if (!ways.Password) return;
        routes.MapPost("/sign-in", (HttpContext http, IAntiforgery antiforgery, Sessions sessions) => Post(http, antiforgery, sessions, ways)).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapPost("/api/v1/session", Api).WithMetadata(Access.Public).WithSummary("登录").Accepts<Credentials>("application/json");
    }

    private static View Page(HttpContext http, SignInWays ways, string userName, IReadOnlyList<Refusal> refusals)
    {
        var back = LocalPath.Or(http.Request.HasFormContentType ? http.Request.Form["return"] : http.Request.Query["return"], "/");
        http.Response.Headers.CacheControl = "no-store";
        return new View(View, new SignInModel(ways, userName, back, refusals, http.Site().Register), new PageHead("登录") { Failed = refusals.Count > 0, Column = "登录", Office = false, Heading = false }, refusals.Count > 0 ? HttpRules.Status(refusals) : 200);
    }

    private static async Task<IResult> Post(HttpContext http, IAntiforgery antiforgery, Sessions sessions, SignInWays ways)
    {
        if (!http.Request.HasFormContentType) return new Refused(HttpRules.MediaType);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var userName = form["userName"].ToString();
        if (!await antiforgery.IsRequestValidAsync(http)) return Page(http, ways, userName, [HttpRules.Refuse(HttpRules.Expired)]);

        var outcome = await Check(http, userName, form["password"].ToString());
        if (outcome.Value is not { } actor) return Page(http, ways, userName, outcome.Refusals);
        await sessions.SignOut(http);
        if (!await sessions.SignIn(http, actor, "password")) return Page(http, ways, userName, [HttpRules.Refuse(HttpRules.Unavailable)]);
        return LocalPath.SeeOther(http, form["return"]);
    }

    private static async Task<IResult> Api(HttpContext http, Sessions sessions, IStore store)
    {
        if (!http.Request.HasJsonContentType()) return new Refused(HttpRules.MediaType);
        if (await RequestBody.Read(http, ActRoutes.LongestBody) is not { } body) return new Refused(HttpRules.TooLarge);
        var parsed = RequestParser.Parse<Credentials>(body);
        if (parsed.Value is not { } credentials) return new Refused(parsed.Refusals);
        var outcome = await Check(http, credentials.UserName, credentials.Password);
        return outcome.Value is { } actor ? await Begun(http, sessions, store, actor, "password") : new Refused(outcome.Refusals);
    }

    /// <summary>Answers a new session to an API caller: the bearer token, and the cookie for a page that called.</summary>
    internal static async Task<IResult> Begun(HttpContext http, Sessions sessions, IStore store, Actor actor, string means)
    {
        var (token, commit, until) = sessions.Begin(actor, means);
        if (await store.Execute(commit, null, http.RequestAborted) is not Committed) return new Refused(HttpRules.Unavailable);
        Sessions.Give(http, token);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { Token = token, Until = until.BeijingIso(), Actor = SessionActor.Of(actor) }, Problems.Json, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Who the credentials are; the same words and the same work whether the name or the password is wrong.</summary>
    private static async Task<Outcome<Actor>> Check(HttpContext http, string userName, string password)
    {
        var (throttle, address) = (Throttle.From(http), http.Connection.RemoteIpAddress?.ToString() ?? "-");
        if (userName.Length is 0 or > 40 || userName.Any(char.IsControl) || password.Length is 0 or > 128) return Failed.Refuse("请填写用户名和口令", "用户名不超过 40 位，口令不超过 128 位。", userName.Length is 0 or > 40 || userName.Any(char.IsControl) ? "/userName" : "/password");
        if (await throttle.Take(userName, address) is { } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new Refusal(HttpRules.TooMany, $"登录尝试过多，请 {seconds} 秒后再试", "稍候再试；急于办理的，可改用数字证书登录。其他地点的登录不受影响。");
        }

        var store = (IStore)http.RequestServices.GetService(typeof(IStore))!;
        var (account, credential) = await store.Read(async c =>
        {
            var found = await Accounts.ByUserName(c, userName);
            return (found, found is null ? null : await Accounts.CredentialOf(c, found.Id));
        }, http.RequestAborted);
        if (!Passwords.Matches(credential, password)) return Failed.Refuse("用户名或者口令不正确", "核对后重新填写，注意大小写；忘记口令请由本单位管理员重新开立账户。");
        if (account!.Disabled) return Failed.Refuse("这个账户已停用", "向本单位管理员了解原因。");
        if (Duties.Check(account.Roles.Value.ToList(), account.Posts.Value.ToList()) is { Count: > 0 } conflicts) return conflicts.ToList();
        await throttle.Clear(userName, address);
        return (await store.Read(c => Accounts.Actor(c, account.Id), http.RequestAborted))!;
    }
}
