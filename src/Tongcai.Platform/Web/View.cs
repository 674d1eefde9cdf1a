using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tongcai.Platform.Web;

/// <summary>A compiled view as the answer of a minimal endpoint.</summary>
/// <param name="Path">Absolute path of the .cshtml in its project, e.g. /01-Planning/Demand.cshtml.</param>
/// <param name="Model">Its model.</param>
/// <param name="Head">Head of the page; null when the view sets its own.</param>
/// <param name="Status">HTTP status.</param>
public sealed record View(string Path, object? Model, PageHead? Head = null, int Status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var provider = httpContext.RequestServices.GetRequiredService<IModelMetadataProvider>();
        var data = new ViewDataDictionary(provider, new ModelStateDictionary()) { Model = Model };
        if (Head is not null) data.SetHead(Head);
        // The view engine looks at the route's values for areas and pages; ours are named by their path.
        return new ViewResult { ViewName = Path, ViewData = data, StatusCode = Status, ContentType = "text/html; charset=utf-8" }
            .ExecuteResultAsync(new ActionContext(httpContext, new RouteData(), new ActionDescriptor()));
    }
}
