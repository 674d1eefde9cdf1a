using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Web;

/// <summary>The web side of a platform: two calls in Program.cs, before and after Build.</summary>
public static class PlatformWeb
{
    /// <summary>Registers pages, sessions, limits, encoders and the shell. The store and the two clocks are registered by the storage side.</summary>
    /// <param name="services">Services of the platform.</param>
    /// <param name="site">What the shell prints.</param>
    /// <param name="assemblies">Assemblies with views and rules of the platform, beside Platform itself.</param>
    public static IServiceCollection AddPlatformWeb(this IServiceCollection services, Site site, params Assembly[] assemblies)
    {
        services.TryAddSingleton<RecoveryMode>();
        services.AddSingleton(site).AddSingleton<Assets>().AddSingleton<RateLimiter>().AddSingleton<Faults>().AddSingleton<Sessions>().AddSingleton<Throttle>().AddSingleton(new RuleBook(assemblies));

        // Razor writes each Chinese character as eight bytes of entity unless told that all of Unicode is text.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        var mvc = services.AddRazorPages();
        foreach (var assembly in assemblies.Append(typeof(PlatformWeb).Assembly).Distinct())
        {
            mvc.ConfigureApplicationPartManager(parts =>
            {
                foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
                {
                    if (parts.ApplicationParts.All(p => p.Name != part.Name || p.GetType() != part.GetType())) parts.ApplicationParts.Add(part);
                }
            });
        }

        // Each act has a request of its own, and nearly all are called Request: in the description they are named after their act, too.
        services.AddOpenApi("v1", o => o.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id ? type.Type.DeclaringType is { } act ? act.Name + id : id : null);
        // The description says what the parser takes: numbers as numbers, choices by name.
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        // Two hundred rows of eight fields each are one form; the framework stops at 1,024.
        services.Configure<FormOptions>(o => o.ValueCountLimit = 8192);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = $"tc.{site.Platform}.form";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.FormFieldName = "_token";
            o.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName($"tongcai.{site.Platform}");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(p => new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = new StoredKeys(p.GetRequiredService<IStore>())));
        services.AddAuthentication(SessionScheme.Name).AddScheme<AuthenticationSchemeOptions, SessionScheme>(SessionScheme.Name, null);
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "application/jsonl", "text/csv", "image/svg+xml"];
        });
        services.AddSingleton<Mapped>().AddHostedService<StartCheck>();
        return services;
    }

    /// <summary>Puts the pipeline in order and maps what every platform has: assets, time, health, modes, rules, sign-out.</summary>
    public static WebApplication UsePlatformWeb(this WebApplication app)
    {
        app.Services.GetRequiredService<Mapped>().Routes = app;
        app.UseResponseCompression();
        app.Use((http, next) => SecurityHeaders.Invoke(http, next));
        var faults = app.Services.GetRequiredService<Faults>();
        app.Use((http, next) => faults.Invoke(http, next));
        app.UseRouting();
        var sessions = app.Services.GetRequiredService<Sessions>();
        app.Use(async (http, next) =>
        {
            await sessions.Recognise(http);
            Said.Take(http);
            await next(http);
        });
        var limiter = app.Services.GetRequiredService<RateLimiter>();
        app.Use((http, next) => limiter.Invoke(http, next));
        app.Use((http, next) => RecoveryGate.Invoke(http, next));
        app.UseAuthentication();
        app.Use((http, next) => AccessGate.Invoke(http, next));
        app.MapShared();
        return app;
    }

    private static void MapShared(this WebApplication app)
    {
        var assets = app.Services.GetRequiredService<Assets>();
        var book = app.Services.GetRequiredService<RuleBook>();
        IEndpointConventionBuilder Open(string path, Delegate handler) => app.MapGet(path, handler).WithMetadata(Access.Public).ExcludeFromDescription();

        Open("/assets/{name}", (HttpContext http, string name) => assets.Serve(http, name) ?? new Refused(HttpRules.NotFound));
        app.MapGet("/api/v1/time", (LegalTime legal, SystemTime system) => Results.Json(new { Legal = legal.GetUtcNow().BeijingIso(), System = system.GetUtcNow().BeijingIso() }, Problems.Json))
            .WithMetadata(Access.Public).WithSummary("服务器时间");
        Open("/health/live", () => Results.Json(new { Status = "live" }, Problems.Json));
        Open("/health/ready", Ready);
        Open("/problems", book.List);
        Open("/problems/{id}", book.One);
        Open("/accessibility", () => new View("/Pages/Accessibility.cshtml", null, new PageHead("无障碍声明")));
        app.MapOpenApi("/openapi/{documentName}.json").WithMetadata(Access.Public).ExcludeFromDescription();
        app.MapPost(ReadingModes.Path, (Delegate)ReadingModes.Set).WithMetadata(Access.Public).ExcludeFromDescription();
        SignOut.Map(app);
    }

    private static async Task<IResult> Ready(IStore store, Assets assets, RecoveryMode recovery, CancellationToken cancel)
    {
        try
        {
            await store.Read(c => c.ExecuteScalarAsync<long>("select 1"), cancel);
        }
        catch (System.Data.Common.DbException)
        {
            return Results.Json(new { Status = "database" }, Problems.Json, statusCode: 503);
        }

        return assets.AreBuilt ? Results.Json(new { Status = recovery.Notice is null ? "ready" : "recovery", Reason = recovery.Notice?.What }, Problems.Json) : Results.Json(new { Status = "assets" }, Problems.Json, statusCode: 503);
    }

    /// <summary>Where this platform has mapped its endpoints.</summary>
    private sealed class Mapped
    {
        public IEndpointRouteBuilder? Routes { get; set; }
    }

    /// <summary>Refuses to start a platform one of whose endpoints says not who may use it.</summary>
    private sealed class StartCheck(Mapped mapped, Assets assets, ILogger<StartCheck> log) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (!assets.AreBuilt) log.LogWarning("The browser files are missing: run web/build.sh and build again.");
            return mapped.Routes is { } routes && AccessGate.Unguarded(routes.DataSources) is { Count: > 0 } open
                ? throw new InvalidOperationException($"Endpoints without Access: {string.Join(", ", open)}")
                : Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
