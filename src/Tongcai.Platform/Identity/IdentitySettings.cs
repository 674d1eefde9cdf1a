using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Identity;

/// <summary>
/// 登录的设置。What of a platform's sign-in is configured:
/// <c>Hub:Address</c>, <c>Hub:Name</c>, <c>Hub:ClientId</c>, <c>Hub:ClientSecret</c> for the hub as identity bridge;
/// <c>Roots:N</c> files (PEM) of certificate authorities recognised; <c>RevocationLists:N</c> files (DER), read anew at every sign-in;
/// <c>Seed</c> a JSON file of first organisations and accounts.
/// </summary>
public static class IdentitySettings
{
    /// <summary>Registers what the configuration names.</summary>
    /// <param name="roles">Roles recognised on this platform from the hub.</param>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration, params Role[] roles)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["Hub:Address"] is { Length: > 0 } hub)
        {
            services.AddHubSignIn(new HubIdentity(
                new Uri(hub), configuration["Hub:ClientId"] ?? throw Missing("Hub:ClientId"), configuration["Hub:ClientSecret"] ?? throw Missing("Hub:ClientSecret"), roles));
        }

        var roots = configuration.GetSection("Roots").GetChildren().Select(s => ReadRoot(s.Value ?? throw Missing(s.Path))).ToList();
        var lists = configuration.GetSection("RevocationLists").GetChildren().Select(s => s.Value ?? throw Missing(s.Path)).ToList();
        services.AddSingleton(new SignInTrust(roots, () => [.. lists.Where(File.Exists).Select(f => RevocationList.Parse(File.ReadAllBytes(f)))]));
        if (configuration["Seed"] is { Length: > 0 } seed)
            services.AddHostedService(p => ActivatorUtilities.CreateInstance<SeedFile>(p, seed));
        return services;
    }

    /// <summary>Maps the ways of signing in that the configuration has made possible.</summary>
    /// <param name="password">Whether accounts are kept here.</param>
    public static void MapIdentity(this IEndpointRouteBuilder routes, IConfiguration configuration, bool password)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var hub = configuration["Hub:Address"] is { Length: > 0 };
        var certificate = configuration.GetSection("Roots").GetChildren().Any();
        SignInPage.Map(routes, new SignInWays(password, hub ? configuration["Hub:Name"] ?? "公共服务平台" : "", certificate));
        if (hub)
            HubSignIn.Map(routes);
        if (certificate)
            CertificateSignIn.Map(routes);
        if (password)
            OwnAccount.Map(routes);
    }

    private static Certificate ReadRoot(string path)
    {
        var pem = File.ReadAllText(path);
        return System.Security.Cryptography.PemEncoding.TryFind(pem, out var at)
            ? Certificate.Parse(Convert.FromBase64String(pem[at.Base64Data]))
            : throw new InvalidOperationException($"根证书文件 {Path.GetFileName(path)} 不是 PEM。");
    }

    private static InvalidOperationException Missing(string name) => new($"缺少设置 {name}。");
}
