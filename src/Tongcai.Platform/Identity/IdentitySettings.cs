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
/// <c>Roots:N</c> files (PEM) of certificate authorities recognised; <c>RevocationLists:N</c> their lists, each a file (DER) that others keep up to date, read anew at every sign-in,
/// or an http(s) address, which <see cref="RevocationUpdates"/> fetches into the data directory;
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
        var (files, published) = Lists(configuration);
        var lists = new Remembered<RevocationList>(64);
        services.AddSingleton(new SignInTrust(roots, () => [.. files.Select(f => new FileInfo(f)).Where(f => f.Exists)
            .Select(f => lists.Of($"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}", () => RevocationList.Parse(File.ReadAllBytes(f.FullName)))!)]));
        if (published.Count > 0)
        {
            services.AddHttpClient(nameof(RevocationUpdates));
            services.AddHostedService(p => ActivatorUtilities.CreateInstance<RevocationUpdates>(p, published));
        }

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

    private static (IReadOnlyList<string> Files, IReadOnlyList<PublishedList> Published) Lists(IConfiguration configuration)
    {
        List<string> files = [];
        List<PublishedList> published = [];
        foreach (var section in configuration.GetSection("RevocationLists").GetChildren())
        {
            var place = section.Value ?? throw Missing(section.Path);
            if (Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                var folder = Directory.CreateDirectory(Path.Combine(configuration["DataDirectory"] ?? throw Missing("DataDirectory"), "revocation")).FullName;
                published.Add(new(address, Path.Combine(folder, $"{section.Key}.crl")));
                files.Add(published[^1].File);
            }
            else
            {
                files.Add(place);
            }
        }

        return (files, published);
    }

    private static Certificate ReadRoot(string path) =>
        Certificate.TryParsePem(File.ReadAllText(path)) ?? throw new InvalidOperationException($"根证书文件 {Path.GetFileName(path)} 不是 PEM 格式的 SM2 证书。");

    private static InvalidOperationException Missing(string name) => new($"缺少设置 {name}。");
}
