using Tongcai.Platform.Acts;

namespace Tongcai.Trading.Pages;

/// <summary>首页。Who one is and where to go on.</summary>
public sealed record Front(string Name, string Organisation)
{
    internal static Task<Front?> Read(QueryContext context) => Task.FromResult<Front?>(new(context.Actor.Name, context.Actor.OrganisationName));
}
