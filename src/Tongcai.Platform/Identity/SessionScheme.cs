using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Identity;

/// <summary>Our sessions as the framework's remote sign-in knows them: it signs in a principal that carries an actor. Logs nothing: the framework would write a line for each request.</summary>
internal sealed class SessionScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, UrlEncoder encoder, Sessions sessions)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder)
{
    public const string Name = "session";
    public const string ActorClaim = "tc.actor";

    public static ClaimsIdentity Identity(Actor actor) =>
        new([new(ActorClaim, JsonSerializer.Serialize(SessionActor.Of(actor), Problems.Json)), new(ClaimTypes.NameIdentifier, actor.AccountId)], Name);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Context.Actor() is { IsSignedIn: true } actor
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Identity(actor)), Name))
            : AuthenticateResult.NoResult());

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        var actor = JsonSerializer.Deserialize<SessionActor>(user.FindFirstValue(ActorClaim) ?? "null", Problems.Json) ?? throw new InvalidOperationException("A principal without an actor.");
        await sessions.SignOut(Context);
        if (!await sessions.SignIn(Context, actor.ToActor(), "hub")) throw new BadHttpRequestException("", StatusCodes.Status503ServiceUnavailable);
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties) => sessions.SignOut(Context);
}
