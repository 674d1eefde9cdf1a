using System.Text;
using Dapper;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Cryptography;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Identity;

/// <summary>A challenge that was given out; answered once, within five minutes.</summary>
[Table("sign_in_challenge", Technical = true)]
public sealed record SignInChallenge : IRow
{
    public required string Id { get; init; }

    public long Version { get; init; }

    /// <summary>The words to sign.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset Until { get; init; }
}

/// <summary>Authorities whose certificates are recognised, and the revocation lists at hand.</summary>
/// <param name="Roots">Trusted authorities.</param>
/// <param name="RevocationLists">The newest list of each, as cached; asked at every sign-in.</param>
public sealed record SignInTrust(IReadOnlyCollection<Certificate> Roots, Func<IReadOnlyCollection<RevocationList>> RevocationLists);

/// <summary>数字证书登录。Needs no other platform: the certificate is checked against registry facts followed earlier and cached revocation lists.</summary>
public static class CertificateSignIn
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private static readonly Rule Failed = IdentityRules.ReliableSignature;

    /// <summary>An answered challenge.</summary>
    public sealed record Answer(
        [property: Field("质询编号", Max = 64)] string ChallengeId,
        [property: Field("证书序列号", Max = 64, Hint = "登记在公共服务平台的签名证书的序列号")] string SerialNumber,
        [property: Field("签名", Max = 400, Hint = "对登录原文的 SM2 签名（GM/T 0009，r‖s 64 字节），Base64")] string Signature);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/session/challenge", Challenge).WithMetadata(Access.Public).WithSummary("证书登录：取得登录原文");
        routes.MapPost("/api/v1/session/certificate", Api).WithMetadata(Access.Public).WithSummary("证书登录：提交签名").Accepts<Answer>("application/json");
        routes.MapGet("/sign-in/certificate", Page).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapPost("/sign-in/certificate", Post).WithMetadata(Access.Public).ExcludeFromDescription();
    }

    private static async Task<IResult> Challenge(HttpContext http, IStore store, SystemTime time) =>
        await Give(http, store, time) is { } given
            ? Results.Json(new { ChallengeId = given.Id, given.Text, Until = given.Until.BeijingIso() }, Problems.Json, statusCode: StatusCodes.Status201Created)
            : new Refused(HttpRules.Unavailable);

    private static async Task<IResult> Page(HttpContext http, IStore store, SystemTime time) =>
        await Give(http, store, time) is { } given ? Drawn(http, given, "", LocalPath.Or(http.Request.Query["return"], "/"), []) : new Refused(HttpRules.Unavailable);

    private static async Task<IResult> Api(HttpContext http, IStore store, SystemTime time, Sessions sessions, SignInTrust trust)
    {
        if (!http.Request.HasJsonContentType()) return new Refused(HttpRules.MediaType);
        if (await RequestBody.Read(http, ActRoutes.LongestBody) is not { } body) return new Refused(HttpRules.TooLarge);
        var parsed = RequestParser.Parse<Answer>(body);
        if (parsed.Value is not { } answer) return new Refused(parsed.Refusals);
        var outcome = await Check(store, time, trust, answer, http);
        return outcome.Value is { } actor ? await SignInPage.Begun(http, sessions, store, actor, "certificate") : new Refused(outcome.Refusals);
    }

    private static async Task<IResult> Post(HttpContext http, IStore store, SystemTime time, Sessions sessions, SignInTrust trust, IAntiforgery antiforgery)
    {
        if (!http.Request.HasFormContentType) return new Refused(HttpRules.MediaType);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string Said(string name) => string.Concat(form[name].ToString().Where(c => !char.IsControl(c)));
        var (serial, back) = (Said("serialNumber").Trim(), LocalPath.Or(form["return"], "/"));
        var outcome = await antiforgery.IsRequestValidAsync(http)
            ? await Check(store, time, trust, new(Said("challengeId"), serial, Said("signature")), http)
            : HttpRules.Refuse(HttpRules.Expired);
        if (outcome.Value is not { } actor)
            return await Give(http, store, time) is { } again ? Drawn(http, again, serial, back, outcome.Refusals) : new Refused(HttpRules.Unavailable);
        await sessions.SignOut(http);
        if (!await sessions.SignIn(http, actor, "certificate")) return new Refused(HttpRules.Unavailable);
        return LocalPath.SeeOther(http, back);
    }

    private static View Drawn(HttpContext http, SignInChallenge challenge, string serial, string back, IReadOnlyList<Refusal> refusals)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new View("/Pages/CertificateSignIn.cshtml", new CertificateSignInModel(challenge, serial, back, refusals),
            new PageHead("数字证书登录") { Failed = refusals.Count > 0, Office = false, Heading = false, Scripts = ["certificate"] }, refusals.Count > 0 ? HttpRules.Status(refusals) : 200);
    }

    private static async Task<SignInChallenge?> Give(HttpContext http, IStore store, SystemTime time)
    {
        var until = time.GetUtcNow() + Life;
        var id = RandomId.New();
        // The words name this platform, so that a signature given here opens nothing elsewhere.
        var challenge = new SignInChallenge { Id = id, Text = $"通采登录 {http.Request.Scheme}://{http.Request.Host} {id} {until.BeijingIso()}", Until = until };
        return await store.Execute(Commit.Empty.Insert(challenge), null, http.RequestAborted) is Committed ? challenge : null;
    }

    private static async Task<Outcome<Actor>> Check(IStore store, SystemTime time, SignInTrust trust, Answer answer, HttpContext http)
    {
        var (challenge, known, organisation) = await store.Read(async c =>
        {
            var certificate = await KnownRegistry.Certificate(c, answer.SerialNumber);
            return (
                await c.Find<SignInChallenge>(answer.ChallengeId),
                certificate,
                certificate is null ? null : await KnownRegistry.Organisation(c, certificate.OrganisationId));
        }, http.RequestAborted);
        if (challenge is null || time.GetUtcNow() >= challenge.Until) return Failed.Refuse("登录原文已失效", "重新打开证书登录页，取得新的原文后签名。", "/challengeId");

        // Taken before it is looked at: two answers to one challenge cannot both be the first.
        if (await store.Execute(Commit.Empty.Delete(challenge), null, http.RequestAborted) is not Committed) return Failed.Refuse("登录原文已用过", "重新打开证书登录页，取得新的原文后签名。", "/challengeId");
        return Decide(challenge.Text, answer, known, organisation, trust, time.GetUtcNow());
    }

    /// <summary>Whether the answer proves the organisation.</summary>
    /// <param name="text">The words that were to be signed.</param>
    /// <param name="answer">Serial number and signature.</param>
    /// <param name="known">The registered certificate of that number.</param>
    /// <param name="organisation">Its organisation.</param>
    /// <param name="trust">Recognised authorities and lists.</param>
    /// <param name="now">System time.</param>
    public static Outcome<Actor> Decide(string text, Answer answer, KnownCertificate? known, KnownOrganisation? organisation, SignInTrust trust, DateTimeOffset now)
    {
        if (known is null || organisation is null) return Failed.Refuse("这张证书没有在公共服务平台登记", "先在公共服务平台登记证书；刚登记的，等一分钟后再试。", "/serialNumber");
        if (known.Revoked) return Failed.Refuse("这张证书已被吊销", "使用有效的证书，或者向签发机构了解原因。", "/serialNumber");
        if (Certificate.TryParsePem(known.SigningPem) is not { } certificate)
            return Failed.Refuse("登记的证书无法读取", "在公共服务平台重新登记证书。", "/serialNumber");

        var chain = CertificateChain.Check(certificate, trust.Roots, trust.RevocationLists(), now, CertificateUses.DigitalSignature);
        if (!chain.IsTrusted) return chain.Findings.Select(f => Failed.Refuse(f.Reason, f.Remedy, "/serialNumber")).ToList();

        var signature = new byte[answer.Signature.Length];
        if (!Convert.TryFromBase64String(answer.Signature.Trim(), signature, out var length) || length != Sm2PublicKey.SignatureLength || !certificate.PublicKey.Verify(Encoding.UTF8.GetBytes(text), signature.AsSpan(0, length)))
            return Failed.Refuse("签名与证书不符", "用这张证书的私钥对页面所示原文整段签名，不增减字符。", "/signature");
        var actor = KnownRegistry.ActorOf(organisation, certificate.SerialNumber, certificate.Subject.CommonName);
        return Duties.Check(actor.Roles.ToList(), actor.Posts.ToList()) is { Count: > 0 } conflicts ? conflicts.ToList() : actor;
    }
}

/// <summary>The page of certificate sign-in.</summary>
public sealed record CertificateSignInModel(SignInChallenge Challenge, string SerialNumber, string Return, IReadOnlyList<Refusal> Refusals);
