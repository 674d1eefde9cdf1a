using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Identity;

/// <summary>A platform that recognises the hub's accounts.</summary>
/// <param name="Id">e.g. trade.</param>
/// <param name="Name">Name as shown.</param>
/// <param name="SecretDigest">Hex SHA-256 of its secret.</param>
/// <param name="RedirectUri">The one address a code is sent to, compared byte for byte.</param>
public sealed record OAuthClient(string Id, string Name, string SecretDigest, string RedirectUri)
{
    public static string Digest(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Origin that the sign-in form may lead to by redirect.</summary>
    public string Origin => new Uri(RedirectUri).GetLeftPart(UriPartial.Authority);
}

/// <summary>What the hub's identity service is configured with.</summary>
/// <param name="Issuer">The hub's origin, e.g. https://hub.example.gov.cn.</param>
public sealed record OAuthIssuer(string Issuer, IReadOnlyList<OAuthClient> Clients);

/// <summary>身份互认。OAuth 2.1 authorization code with PKCE S256 and nothing else; the answer names its issuer (RFC 9207).</summary>
public static class OAuthServer
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/oauth/authorize", Authorize).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapPost("/oauth/token", Token).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapGet("/oauth/userinfo", UserInfo).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapGet("/.well-known/oauth-authorization-server", Metadata).WithMetadata(Access.Public).ExcludeFromDescription();
    }

    /// <summary>The request for a code.</summary>
    public sealed record AuthorizeRequest(string ClientId, string RedirectUri, string ResponseType, string State, string Challenge, string Method)
    {
        public static AuthorizeRequest From(IQueryCollection query) => new(
            One(query, "client_id"), One(query, "redirect_uri"), One(query, "response_type"), One(query, "state"), One(query, "code_challenge"), One(query, "code_challenge_method"));

        // A parameter that stands twice is none (RFC 6749 3.1).
        private static string One(IQueryCollection query, string name) => query[name].Count == 1 ? query[name].ToString() : "";
    }

    /// <summary>The client a request is of: null when client and address are not registered together. Only then may an error be sent there.</summary>
    public static OAuthClient? Client(OAuthIssuer issuer, AuthorizeRequest request) =>
        issuer.Clients.FirstOrDefault(c => c.Id == request.ClientId && string.Equals(c.RedirectUri, request.RedirectUri, StringComparison.Ordinal));

    /// <summary>The error of a request from a known client; null when a code may be given.</summary>
    public static string? Error(AuthorizeRequest request) =>
        request.ResponseType != "code" ? "unsupported_response_type"
        : request.State.Length is 0 or > 4096 ? "invalid_request"
        : request.Method != "S256" || request.Challenge.Length != 43 || !request.Challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? "invalid_request"
        : null;

    private static async Task<IResult> Authorize(HttpContext http, OAuthIssuer issuer, IStore store, SystemTime time)
    {
        var request = AuthorizeRequest.From(http.Request.Query);
        if (Client(issuer, request) is not { } client)
            return new Refused([DutyRules.Unauthorised.Refuse("请求登录的平台没有登记，或者回跳地址与登记的不一致", "从该平台的登录页重新进入；平台运营方请核对登记的回跳地址，应逐字一致。")]);
        if (Error(request) is { } error) return Back(client, issuer, request, ("error", error));
        if (!http.Actor().IsSignedIn)
            return Results.Redirect($"/sign-in?return={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
        if (await store.Read(c => Accounts.Actor(c, http.Actor().AccountId), http.RequestAborted) is null) return Back(client, issuer, request, ("error", "access_denied"));

        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = new OAuthCode
        {
            Id = OAuthClient.Digest(code), ClientId = client.Id, RedirectUri = client.RedirectUri, Challenge = request.Challenge,
            AccountId = http.Actor().AccountId, Until = time.GetUtcNow() + CodeLife,
        };
        return await store.Execute(Commit.Empty.Insert(row), null, http.RequestAborted) is Committed
            ? Back(client, issuer, request, ("code", code))
            : Back(client, issuer, request, ("error", "temporarily_unavailable"));
    }

    private static IResult Back(OAuthClient client, OAuthIssuer issuer, AuthorizeRequest request, (string Name, string Value) answer) =>
        Results.Redirect(QueryHelpers.AddQueryString(client.RedirectUri, new Dictionary<string, string?>
        {
            [answer.Name] = answer.Value,
            ["state"] = request.State,
            ["iss"] = issuer.Issuer,
        }));

    private static async Task<IResult> Token(HttpContext http, OAuthIssuer issuer, IStore store, SystemTime time)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasFormContentType) return Wrong("invalid_request", 400);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string One(string name) => form[name].Count == 1 ? form[name].ToString() : "";

        var client = issuer.Clients.FirstOrDefault(c => c.Id == One("client_id"));
        var secret = OAuthClient.Digest(One("client_secret"));
        if (client is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(client.SecretDigest))) return Wrong("invalid_client", 401);
        if (One("grant_type") != "authorization_code") return Wrong("unsupported_grant_type", 400);

        var id = OAuthClient.Digest(One("code"));
        var code = await store.Read(c => c.Find<OAuthCode>(id), http.RequestAborted);
        if (code is null) return Wrong("invalid_grant", 400);
        if (code.Used) return await Replayed(store, code);

        // Taken before it is looked at: of two that bring the same code one is refused, and what the other got is ended.
        var taken = await store.Execute(Commit.Empty.Update(code with { Used = true }), null, http.RequestAborted);
        if (taken is Stale) return await Replayed(store, code);
        if (taken is not Committed) return Wrong("temporarily_unavailable", 503);
        if (time.GetUtcNow() >= code.Until || code.ClientId != client.Id || code.RedirectUri != One("redirect_uri") || !Proves(One("code_verifier"), code.Challenge)) return Wrong("invalid_grant", 400);

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = new OAuthToken { Id = OAuthClient.Digest(token), ClientId = client.Id, AccountId = code.AccountId, CodeId = code.Id, Until = time.GetUtcNow() + TokenLife };
        return await store.Execute(Commit.Empty.Insert(row), null, http.RequestAborted) is Committed
            ? Results.Json(new Dictionary<string, object> { ["access_token"] = token, ["token_type"] = "Bearer", ["expires_in"] = (int)TokenLife.TotalSeconds })
            : Wrong("temporarily_unavailable", 503);
    }

    private static async Task<IResult> Replayed(IStore store, OAuthCode code)
    {
        var given = await store.Read(c => c.Where<OAuthToken>("code_id = @id", new { id = code.Id }));
        await store.Execute(given.Aggregate(Commit.Empty, (commit, token) => commit.Delete(token)));
        return Wrong("invalid_grant", 400);
    }

    private static async Task<IResult> UserInfo(HttpContext http, IStore store, SystemTime time)
    {
        http.Response.Headers.CacheControl = "no-store";
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return Wrong("invalid_token", 401);
        var id = OAuthClient.Digest(header["Bearer ".Length..].Trim());
        var actor = await store.Read(async c =>
            await c.Find<OAuthToken>(id) is { } token && time.GetUtcNow() < token.Until
                ? await Accounts.Actor(c, token.AccountId)
                : null, http.RequestAborted);
        return actor is null ? Wrong("invalid_token", 401) : Results.Json(SessionActor.Of(actor), Problems.Json);
    }

    private static readonly string[] Responses = ["code"];
    private static readonly string[] Grants = ["authorization_code"];
    private static readonly string[] Methods = ["S256"];
    private static readonly string[] Proofs = ["client_secret_post"];

    /// <summary>Authorization server metadata (RFC 8414).</summary>
    private static IResult Metadata(OAuthIssuer issuer) => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = issuer.Issuer,
        ["authorization_endpoint"] = issuer.Issuer + "/oauth/authorize",
        ["token_endpoint"] = issuer.Issuer + "/oauth/token",
        ["userinfo_endpoint"] = issuer.Issuer + "/oauth/userinfo",
        ["response_types_supported"] = Responses,
        ["grant_types_supported"] = Grants,
        ["code_challenge_methods_supported"] = Methods,
        ["token_endpoint_auth_methods_supported"] = Proofs,
        ["authorization_response_iss_parameter_supported"] = true,
    });

    /// <summary>PKCE (RFC 7636 4.6): base64url(SHA-256(verifier)) equals the challenge.</summary>
    private static bool Proves(string verifier, string challenge) =>
        verifier.Length is >= 43 and <= 128
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))), Encoding.ASCII.GetBytes(challenge));

    private static IResult Wrong(string error, int status) => Results.Json(new Dictionary<string, string> { ["error"] = error }, statusCode: status);
}
