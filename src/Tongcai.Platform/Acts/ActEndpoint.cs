using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Acts;

internal static class ActEndpoint
{
    public const string View = "/Pages/Act.cshtml";

    public static TContext Circumstances<TContext>(HttpContext http, Func<Actor, IStore, DateTimeOffset, TContext> make) =>
        make(http.Actor(), http.RequestServices.GetRequiredService<IStore>(), http.RequestServices.GetRequiredService<LegalTime>().GetUtcNow());

    public static bool IsKey(string key) => key.Length is > 0 and <= 128 && key.All(c => c is > ' ' and <= '~');
}

/// <summary>The three endpoints of one act.</summary>
internal sealed class ActEndpoint<T>(Act act, Func<T, ActContext, Task<Outcome<Done>>> handle, Func<ActContext, Task<T?>>? prefill)
    where T : class
{
    private readonly RequestShape shape = RequestShape.Of(typeof(T));

    public async Task<IResult> Api(HttpContext http)
    {
        if (!http.Request.HasJsonContentType()) return new Refused(HttpRules.MediaType);
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        var dryRun = http.Request.Query["dryRun"] == "true";
        if (!dryRun && !ActEndpoint.IsKey(key)) return new Refused(HttpRules.KeyMissing);
        if (await RequestBody.Read(http, ActRoutes.LongestBody) is not { } body) return new Refused(HttpRules.TooLarge);

        var answer = await ActRun.Run(act, body, dryRun ? "" : key, dryRun, await Context(http), handle);
        if (answer.Response is not { } response) return new Refused(answer.Refusals);
        if (answer.Replayed) http.Response.Headers["Idempotency-Replayed"] = "true";
        if (response.Location.Length > 0) http.Response.Headers.Location = response.Location;
        http.Response.StatusCode = response.Status;
        return Results.Bytes(response.Body, response.ContentType);
    }

    public async Task<IResult> Page(HttpContext http)
    {
        var context = await Context(http);
        var first = prefill is null ? null : await prefill(context);
        return Drawn(context, Draft.From(shape, first), [], RandomId.New());
    }

    public async Task<IResult> Form(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return new Refused(HttpRules.MediaType);
        if (http.Request.ContentLength > ActRoutes.LongestBody) return new Refused(HttpRules.TooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = ActRoutes.LongestBody;

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var draft = Draft.From(shape, form);
        var key = form[Draft.KeyField].ToString() is var k && ActEndpoint.IsKey(k) ? k : RandomId.New();
        var context = await Context(http);
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return await Again(context, draft, [HttpRules.Refuse(HttpRules.Expired)], key);

        if (form.ContainsKey(Draft.AddRow) || form.ContainsKey(Draft.RemoveRow))
        {
            Draft.ChangeRows(shape, draft, form[Draft.AddRow].ToString(), form[Draft.RemoveRow].ToString());
            return await Again(context, draft, [], key);
        }

        var json = Encoding.UTF8.GetBytes(Draft.ToJson(shape, draft).ToJsonString());
        var answer = await ActRun.Run(act, json, key, dryRun: false, context, handle);
        if (answer.Response is not { } response)
        {
            return answer.Refusals.Any(r => r.Rule is HttpRule { Status: 404 })
                ? new Refused(HttpRules.NotFound)
                : await Again(context, draft, answer.Refusals, answer.Refusals.Any(r => r.Rule == HttpRules.KeyReused) ? RandomId.New() : key);
        }

        Said.Tell(http, response);
        return LocalPath.SeeOther(http, response.Location);
    }

    private async Task<IResult> Again(ActContext context, JsonObject draft, IReadOnlyList<Refusal> refusals, string key)
    {
        // Runs for its lookups and facts; the values stay as typed.
        if (prefill is not null) _ = await prefill(context);
        return Drawn(context, draft, refusals, key);
    }

    private View Drawn(ActContext context, JsonObject draft, IReadOnlyList<Refusal> refusals, string key)
    {
        context.Http.Response.Headers.CacheControl = "no-store";
        var said = context.Words is { } say ? act with { Title = say(act.Title), Button = say(act.Button), Intro = say(act.Intro) } : act;
        return new View(
            ActEndpoint.View,
            FormModel.Of(said, context.Http.Request.Path.Value ?? "/", shape, draft, refusals, key, context),
            new PageHead(said.Title) { Failed = refusals.Count > 0, Column = said.Title, Under = act.Under, Heading = false, Scripts = act.Scripts, Trail = [.. context.Crumbs.Select(c => new NavItem(c.Text, c.Href))] },
            refusals.Count > 0 ? HttpRules.Status(refusals) : 200);
    }

    private static async Task<ActContext> Context(HttpContext http)
    {
        var context = ActEndpoint.Circumstances(http, (actor, store, now) => new ActContext(http, actor, store, now));
        if (http.Site().Words is { } words && http.Request.RouteValues.Count > 0)
            context.Words = await context.Read(db => words(http.Request.RouteValues, db));
        return context;
    }
}
