using Tongcai.Platform.Acts;

namespace Tongcai.Trading.Pages;

/// <summary>首页。Who one is and where to go on.</summary>
/// <param name="Hub">Address of the public-service platform; empty when none is known.</param>
public sealed record Front(string Name, string Organisation, string Hub)
{
    internal static Task<Front?> Read(QueryContext context) =>
        Task.FromResult<Front?>(new(context.Actor.Name, context.Actor.OrganisationName, context.Http.RequestServices.GetRequiredService<IConfiguration>()["Hub:Address"] ?? ""));
}
