using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Identity;

/// <summary>Begins, recognises and ends sessions. Runs on system time: a demo that jumps a month signs nobody out.</summary>
public sealed class Sessions(IStore store, SystemTime time)
{
    /// <summary>Nothing asked for so long ends a session.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A working day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>
    /// A supplier's session lasts through deadline and opening: the person who sealed a bid in the evening must not have to
    /// find the certificate again at 09:29. Such a session neither idles out within a day nor ends before the third.
    /// </summary>
    public static readonly (TimeSpan Idle, TimeSpan Longest) Supplier = (TimeSpan.FromHours(24), TimeSpan.FromHours(72));

    public static Sessions From(HttpContext http) => http.RequestServices.GetRequiredService<Sessions>();

    /// <summary>Makes a session: the token for cookie or Authorization header, and the commit that begins it.</summary>
    public (string Token, Commit Commit, DateTimeOffset Until) Begin(Actor actor, string means)
    {
        var now = time.GetUtcNow();
        var (idle, longest) = actor.Is(Role.Supplier) ? Supplier : (Idle, Longest);
        var token = Base64Url(RandomNumberGenerator.GetBytes(32));
        var session = new Session
        {
            Id = Digest(token),
            AccountId = actor.AccountId,
            Actor = SessionActor.Of(actor),
            Means = means,
            BeganAt = now,
            SeenAt = now,
            IdleUntil = now + idle,
            Until = now + longest,
        };
        return (token, Commit.Empty.Insert(session), session.Until);
    }

    /// <summary>Puts the token into the session cookie.</summary>
    public static void Give(HttpContext http, string token) => http.Response.Cookies.Append(SessionCookie.Name(http), token, SessionCookie.Options(http));

    /// <summary>Begins a session and gives its cookie; false when the store cannot take it.</summary>
    public async Task<bool> SignIn(HttpContext http, Actor actor, string means)
    {
        var (token, commit, _) = Begin(actor, means);
        if (await store.Execute(commit, null, http.RequestAborted) is not Committed) return false;
        Give(http, token);
        await Remember(actor, http.RequestAborted);
        return true;
    }

    // Beside the session: two first sign-ins at once must not keep each other out.
    private async Task Remember(Actor actor, CancellationToken cancel)
    {
        if (actor.OrganisationId.Length == 0 || actor.AccountId.StartsWith(KnownRegistry.CertificateAccounts, StringComparison.Ordinal)) return;
        var known = await store.Read(c => c.Find<KnownAccount>(actor.AccountId), cancel);
        var now = new KnownAccount { Id = actor.AccountId, Version = known?.Version ?? 0, OrganisationId = actor.OrganisationId, Name = actor.Name };
        if (known != now) await store.Execute(Commit.Empty.Put(now), null, cancel);
    }

    /// <summary>Sets the actor of the request from the bearer token or the cookie; an invalid token is as if there were none.</summary>
    internal async Task Recognise(HttpContext http)
    {
        if (Token(http) is not { } token || await Find(token, http.RequestAborted) is not { } session) return;
        http.SetActor(session.Actor.Value.ToActor());

        // Written at most once a minute: a page has a dozen requests.
        var now = time.GetUtcNow();
        if (now - session.SeenAt < TimeSpan.FromMinutes(1)) return;
        var (idle, _) = http.Actor().Is(Role.Supplier) ? Supplier : (Idle, Longest);
        await store.Execute(Commit.Empty.Update(session with { SeenAt = now, IdleUntil = now + idle }), null, http.RequestAborted);
    }

    /// <summary>Ends the session of this request and takes the cookie back.</summary>
    public async Task SignOut(HttpContext http)
    {
        if (Token(http) is { } token && await Find(token, http.RequestAborted) is { } session)
            await store.Execute(Commit.Empty.Delete(session), null, http.RequestAborted);
        http.Response.Cookies.Delete(SessionCookie.Name(http), SessionCookie.Options(http));
    }

    /// <summary>The changes that end every session of an account; they join the commit of whatever ends them (password changed, account disabled).</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="except">Id of a session that stays; empty: none.</param>
    public async Task<Commit> EndAll(string accountId, string except = "")
    {
        var sessions = await store.Read(c => c.Where<Session>("account_id = @accountId", new { accountId }));
        return sessions.Where(s => s.Id != except).Aggregate(Commit.Empty, (commit, session) => commit.Delete(session));
    }

    /// <summary>Accounts that are signed in by certificate.</summary>
    internal async Task<IReadOnlyList<string>> OfCertificates(CancellationToken cancel) => [.. await store.Read(
        c => c.QueryAsync<string>("select distinct account_id from session where account_id like @prefix", new { prefix = KnownRegistry.CertificateAccounts + "%" }), cancel)];

    /// <summary>Hex SHA-256 of the token of this request; empty when it has none.</summary>
    public static string Current(HttpContext http) => Token(http) is { } token ? Digest(token) : "";

    private async Task<Session?> Find(string token, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var session = await store.Read(c => c.Find<Session>(Digest(token)), cancel);
        return session is not null && now < session.IdleUntil && now < session.Until ? session : null;
    }

    private static string? Token(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return header["Bearer ".Length..].Trim() is { Length: > 0 and <= 128 } bearer ? bearer : null;
        return http.Request.Cookies.TryGetValue(SessionCookie.Name(http), out var cookie) && cookie.Length is > 0 and <= 128 ? cookie : null;
    }

    internal static string Digest(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    internal static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
