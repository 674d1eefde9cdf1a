using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Identity;

/// <summary>公共服务平台的身份互认。The hub as seen by another platform.</summary>
/// <param name="Hub">Address of the hub as browsers reach it; also its issuer name.</param>
/// <param name="ClientId">Id this platform has at the hub.</param>
/// <param name="ClientSecret">Its secret.</param>
/// <param name="Roles">Roles recognised here; others the account may have at the hub are left behind.</param>
public sealed record HubIdentity(Uri Hub, string ClientId, string ClientSecret, IReadOnlyList<Role> Roles)
{
    public const string Callback = "/sign-in/hub/callback";

    /// <summary>The hub's issuer identifier (RFC 9207): its origin without a slash.</summary>
    public string Issuer => Hub.GetLeftPart(UriPartial.Authority);
}

/// <summary>Sign-in at the hub: OAuth 2.1 authorization code with PKCE, by the framework's handler.</summary>
public static class HubSignIn
{
    public const string Scheme = "hub";

    public static IServiceCollection AddHubSignIn(this IServiceCollection services, HubIdentity identity)
    {
        services.AddSingleton(identity);
        services.AddAuthentication().AddOAuth<OAuthOptions, Handler>(Scheme, o =>
        {
            o.SignInScheme = SessionScheme.Name;
            o.ClientId = identity.ClientId;
            o.ClientSecret = identity.ClientSecret;
            o.AuthorizationEndpoint = new Uri(identity.Hub, "/oauth/authorize").ToString();
            o.TokenEndpoint = new Uri(identity.Hub, "/oauth/token").ToString();
            o.UserInformationEndpoint = new Uri(identity.Hub, "/oauth/userinfo").ToString();
            o.CallbackPath = HubIdentity.Callback;
            o.UsePkce = true;
            o.CorrelationCookie.Name = $"tc.{identity.ClientId}.hub.";
            o.CorrelationCookie.SameSite = SameSiteMode.Lax;
            o.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.Events.OnRemoteFailure = Fail;
        });
        return services;
    }

    /// <summary>Maps the way to the hub.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sign-in/hub", (HttpContext http) => Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.Or(http.Request.Query["return"], "/") }, [Scheme]))
            .WithMetadata(Access.Public).ExcludeFromDescription();

    /// <summary>The actor a hub account is here: only the roles this platform recognises.</summary>
    public static Outcome<Actor> Decide(SessionActor told, HubIdentity identity)
    {
        var roles = told.Roles.Where(identity.Roles.Contains).ToList();
        if (roles.Count == 0 && told.Roles.Count > 0)
            return DutyRules.Unauthorised.Refuse("您的账户没有可在本平台办理的身份", $"本平台办理的身份：{string.Join("、", identity.Roles.Select(r => r.Label()))}。");
        return Duties.Check(roles, told.Posts.ToList()) is { Count: > 0 } conflicts ? conflicts.ToList() : (told with { Roles = roles }).ToActor();
    }

    private static async Task Fail(RemoteFailureContext context)
    {
        context.HandleResponse();
        if (context.Failure is HttpRequestException or IOException or OperationCanceledException)
        {
            // The hub is being started again or cannot be reached: nothing that the person did is wrong.
            await new Refused([HttpRules.Unavailable.Refuse("公共服务平台没有答复，登录没有完成。", "稍后从登录页重新开始。")]).ExecuteAsync(context.HttpContext);
            return;
        }

        var refusals = context.Failure is RefusedException refused ? refused.Refusals
            : [DutyRules.Unauthorised.Refuse("没有完成登录", "登录页面打开过久、重复使用或者不是从本页发起。请回到登录页重新开始。")];
        await new Refused(refusals.Select(r => r with { Rule = HttpRules.SignIn(r.Rule) }).ToList()).ExecuteAsync(context.HttpContext);
    }

    private sealed class RefusedException(IReadOnlyList<Refusal> refusals) : Exception
    {
        public IReadOnlyList<Refusal> Refusals => refusals;
    }

    private sealed class Handler(IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, HubIdentity identity) : OAuthHandler<OAuthOptions>(options, logger, encoder)
    {
        protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync() =>
            Request.Query["iss"] == identity.Issuer
                ? await base.HandleRemoteAuthenticateAsync()
                : HandleRequestResult.Fail("The answer names another issuer (RFC 9207).");

        protected override async Task<AuthenticationTicket> CreateTicketAsync(System.Security.Claims.ClaimsIdentity identityOfUser, AuthenticationProperties properties, OAuthTokenResponse tokens)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Options.UserInformationEndpoint);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
            using var answer = await Backchannel.SendAsync(request, Context.RequestAborted);
            answer.EnsureSuccessStatusCode();
            var told = JsonSerializer.Deserialize<SessionActor>(await answer.Content.ReadAsStringAsync(Context.RequestAborted), Problems.Json) ?? throw new JsonException("The hub told no account.");
            var outcome = Decide(told, identity);
            return outcome.Value is { } actor
                ? new AuthenticationTicket(new System.Security.Claims.ClaimsPrincipal(SessionScheme.Identity(actor)), properties, Scheme.Name)
                : throw new RefusedException(outcome.Refusals);
        }
    }
}
