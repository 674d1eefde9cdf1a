using System.Numerics;
using Tongcai.Cryptography;

namespace Tongcai.Sandbox;

/// <summary>电子认证服务机构 counterpart: two authorities with SM2 roots of their own that issue signing and encryption certificates and revoke them.</summary>
internal static class Authority
{
    /// <summary>The authorities by their name in the path.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string> { ["zz"] = "中州电子认证（演示）", ["hx"] = "华信电子认证（演示）" };

    // A demo plays on any day of the announced calendars; a certificate of today must have been valid on all of them.
    private static readonly DateTimeOffset Since = new(2018, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="Subject">Name of the organisation.</param>
    /// <param name="CreditCode">统一社会信用代码, put into the subject as organizationIdentifier.</param>
    /// <param name="SigningKey">04‖x‖y, base64; the private half never leaves its holder.</param>
    /// <param name="EncryptionKey">04‖x‖y, base64.</param>
    /// <param name="Days">Validity in days from now.</param>
    internal sealed record Request(string Subject, string CreditCode, string SigningKey, string EncryptionKey, int Days);

    internal sealed record State
    {
        /// <summary>Root key, PKCS#8, base64; made at the first request.</summary>
        public Dictionary<string, string> Keys { get; init; } = [];

        public Dictionary<string, string> Roots { get; init; } = [];

        public Dictionary<string, List<Revoked>> Revoked { get; init; } = [];

        public long Number { get; init; }
    }

    internal sealed record Revoked(string SerialNumber, DateTimeOffset At);

    /// <summary>Lying, it hands out a revocation list without the last revoked certificate.</summary>
    public static void Map(RouteGroupBuilder routes, StateFile<State> file, TimeProvider time)
    {
        routes.MapGet("/{authority}/root.pem", (string authority) => Names.ContainsKey(authority)
            ? Results.Text(Of(authority, file, time).Certificate.ToPem(), "application/x-pem-file")
            : Unknown(authority));
        routes.MapPost("/{authority}/certificates", (string authority, Request request) =>
        {
            if (!Names.ContainsKey(authority))
                return Unknown(authority);
            if (Key(request.SigningKey) is not { } signing || Key(request.EncryptionKey) is not { } encryption)
                return Results.Problem("signingKey、encryptionKey 应为 SM2 公钥 04‖x‖y 的 Base64", statusCode: 400);
            if (string.IsNullOrWhiteSpace(request.Subject) || string.IsNullOrWhiteSpace(request.CreditCode) || request.Days is < 1 or > 3_650)
                return Results.Problem("subject、creditCode 必填，days 为 1 到 3650", statusCode: 400);
            var now = time.GetUtcNow();
            var pair = Of(authority, file, time).IssuePair(new CertificateName(request.Subject, Organization: request.Subject, OrganizationIdentifier: request.CreditCode), signing, encryption, Since, now.AddDays(request.Days));
            return Results.Ok(new { serialNumber = pair.Signing.SerialNumber, signing = pair.Signing.ToPem(), encryption = pair.Encryption.ToPem(), notAfter = now.AddDays(request.Days) });
        });
        routes.MapPost("/{authority}/revocations", (string authority, Revoked revoked) => !Names.ContainsKey(authority)
            ? Unknown(authority)
            : Results.Ok(file.Change(s => (s with
            {
                Number = s.Number + 1,
                Revoked = new(s.Revoked) { [authority] = [.. s.Revoked.GetValueOrDefault(authority, []), revoked with { At = time.GetUtcNow() }] },
            }, revoked))));
        routes.MapGet("/{authority}/crl", (string authority, HttpContext http) =>
        {
            if (!Names.ContainsKey(authority))
                return Unknown(authority);
            var revoked = file.Read().Revoked.GetValueOrDefault(authority, []);
            var now = time.GetUtcNow();
            var list = Of(authority, file, time).IssueRevocationList(
                (http.Lies() ? revoked.SkipLast(1) : revoked).Select(r => new Revocation(r.SerialNumber, r.At)), now.AddMinutes(-1), now.AddDays(7), new BigInteger(file.Read().Number + 1));
            return Results.Bytes(list.ToBytes(), "application/pkix-crl");
        });
    }

    private static IResult Unknown(string authority) => Results.Problem($"没有名为 {authority} 的认证机构，可选：{string.Join("、", Names.Keys)}", statusCode: 404);

    private static Sm2PublicKey? Key(string text)
    {
        var bytes = new byte[65];
        try
        {
            return Convert.TryFromBase64String(text ?? "", bytes, out var length) && length == 65 ? Sm2PublicKey.FromPoint(bytes) : null;
        }
        catch (Exception e) when (e is ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static CertificateAuthority Of(string authority, StateFile<State> file, TimeProvider time)
    {
        var state = file.Change(s =>
        {
            if (s.Keys.ContainsKey(authority))
                return (s, s);
            using var key = Sm2PrivateKey.Generate();
            var root = CertificateAuthority.CreateRoot(new CertificateName(Names[authority], Organization: Names[authority]), key, Since, time.GetUtcNow().AddYears(10));
            var made = s with { Keys = new(s.Keys) { [authority] = Convert.ToBase64String(key.ExportPkcs8()) }, Roots = new(s.Roots) { [authority] = Convert.ToBase64String(root.Certificate.ToBytes()) } };
            return (made, made);
        });
        return new CertificateAuthority(Certificate.Parse(Convert.FromBase64String(state.Roots[authority])), Sm2PrivateKey.ImportPkcs8(Convert.FromBase64String(state.Keys[authority])));
    }
}
