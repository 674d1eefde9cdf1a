using Tongcai.Platform.Acts;

namespace Tongcai.Trading.Pages;

/// <summary>页面。Every page is a query: the same object as JSON under /api/v1 and as a page for people.</summary>
public static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/", Access.Public, Front.Read, "/Pages/Front.cshtml", "交易平台");
    }
}
