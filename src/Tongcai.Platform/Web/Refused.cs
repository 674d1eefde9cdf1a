using Microsoft.AspNetCore.Http;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Web;

/// <summary>Refusals as the answer of an endpoint: problem+json for the API, the refusal page for people.</summary>
public sealed class Refused(IReadOnlyList<Refusal> refusals) : IResult
{
    public const string Page = "/Pages/Refused.cshtml";

    public Refused(HttpRule rule)
        : this([HttpRules.Refuse(rule)])
    {
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Problems.IsApi(httpContext.Request)) return Problems.Write(httpContext, refusals);
        var status = HttpRules.Status(refusals);
        httpContext.Response.Headers.CacheControl = "no-store";
        return new View(Page, new RefusedModel(refusals, status == 404 ? "" : Problems.CaseNumber(httpContext), httpContext.Site().Contact),
            new PageHead(refusals[0].Rule.Title) { Heading = false, Nameless = true, Office = status == 404 ? false : null }, status).ExecuteAsync(httpContext);
    }
}

/// <summary>The refusal page.</summary>
/// <param name="Number">编号; empty where it would tell requests apart that must look alike.</param>
public sealed record RefusedModel(IReadOnlyList<Refusal> Refusals, string Number, string Contact);
