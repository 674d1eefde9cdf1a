using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Law;

namespace Tongcai.Platform.Acts;

/// <summary>Maps acts and queries: one definition, page and API.</summary>
public static class ActRoutes
{
    /// <summary>Longest body of an act in bytes; files travel by file upload.</summary>
    public const int LongestBody = 1024 * 1024;

    /// <summary>Maps POST /api/v1{path} (JSON), GET {path} (form) and POST {path} (form sent).</summary>
    /// <typeparam name="TRequest">A positional record; its properties carry <see cref="FieldAttribute"/>.</typeparam>
    /// <param name="routes">Where to map.</param>
    /// <param name="act">The act.</param>
    /// <param name="handle">Loads, decides and returns the commit or the refusals; writes nothing itself.</param>
    /// <param name="prefill">Supplies first values, lookups and the facts of the case for the page; null: an empty form. It runs for every drawing of the page.</param>
    public static void MapAct<TRequest>(
        this IEndpointRouteBuilder routes,
        Act act,
        Func<TRequest, ActContext, Task<Outcome<Done>>> handle,
        Func<ActContext, Task<TRequest?>>? prefill = null)
        where TRequest : class
    {
        var endpoint = new ActEndpoint<TRequest>(act, handle, prefill);
        routes.MapPost("/api/v1" + act.Path, (Delegate)endpoint.Api).WithMetadata(act.Access, act).WithName(act.Name).WithSummary(act.Title)
            .Accepts<TRequest>("application/json").Produces(201).ProducesProblem(422);
        routes.MapGet(act.Path, (Delegate)endpoint.Page).WithMetadata(act.Access, act).ExcludeFromDescription();
        routes.MapPost(act.Path, (Delegate)endpoint.Form).WithMetadata(act.Access, act).ExcludeFromDescription();
    }

    /// <summary>Maps GET /api/v1{path} (JSON with a strong ETag) and, with a view, GET {path} as a page of the same object.</summary>
    /// <param name="routes">Where to map.</param>
    /// <param name="path">Route pattern without /api/v1.</param>
    /// <param name="access">Who may.</param>
    /// <param name="read">Loads the answer; null is a 404 like any other.</param>
    /// <param name="view">Absolute path of a .cshtml whose model is <typeparamref name="T"/>; empty: JSON only.</param>
    /// <param name="title">Title of the page and summary of the operation.</param>
    public static void MapQuery<T>(
        this IEndpointRouteBuilder routes, string path, Access access, Func<QueryContext, Task<T?>> read, string view = "", string title = "")
        where T : class
    {
        var endpoint = new QueryEndpoint<T>(read, view, title);
        routes.MapGet("/api/v1" + path, (Delegate)endpoint.Api).WithMetadata(access).WithSummary(title).Produces<T>();
        if (view.Length > 0) routes.MapGet(path, (Delegate)endpoint.Page).WithMetadata(access).ExcludeFromDescription();
    }
}
