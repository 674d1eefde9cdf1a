using System.Security.Cryptography;
using Tongcai.Cryptography;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;

namespace Tongcai.Trading;

/// <summary>登录方式。By the hub's accounts, and by an SM2 certificate that needs no other platform to be up.</summary>
public static class SignIn
{
    /// <summary>Settings: <c>Hub:Address</c>, <c>Hub:ClientId</c>, <c>Hub:ClientSecret</c>; <c>SignIn:Authorities</c> is a folder of trusted roots (*.pem) and revocation lists (*.crl.pem).</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (HubOf(configuration) is { } hub)
            services.AddHubSignIn(new HubIdentity(hub, configuration["Hub:ClientId"] ?? "trading", configuration["Hub:ClientSecret"] ?? "", [Role.Purchaser, Role.Agency, Role.Supplier, Role.Expert, Role.Bank]));
        return services.AddSingleton(TrustIn(configuration["SignIn:Authorities"]));
    }

    /// <summary>Maps the sign-in page with the ways that are set up.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var hub = HubOf(configuration);
        SignInPage.Map(routes, new SignInWays(Password: false, hub is null ? "" : configuration["Hub:Name"] ?? "公共服务平台", Certificate: true));
        CertificateSignIn.Map(routes);
        if (hub is not null)
            HubSignIn.Map(routes);
    }

    private static Uri? HubOf(IConfiguration configuration) => Uri.TryCreate(configuration["Hub:Address"], UriKind.Absolute, out var uri) ? uri : null;

    private static SignInTrust TrustIn(string? folder)
    {
        IEnumerable<string> Files(string pattern) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal) : [];
        return new SignInTrust(
            [.. Files("*.pem").Where(f => !f.EndsWith(".crl.pem", StringComparison.Ordinal)).Select(f => Certificate.Parse(Der(f)))],
            () => [.. Files("*.crl.pem").Select(f => RevocationList.Parse(Der(f)))]);
    }

    private static byte[] Der(string file)
    {
        var pem = File.ReadAllText(file);
        return Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
    }
}
