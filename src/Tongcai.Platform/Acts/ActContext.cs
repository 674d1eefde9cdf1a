using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Acts;

/// <summary>The circumstances of a request: who, when by law, on which object, over which store.</summary>
public abstract class RequestContext
{
    private protected RequestContext(HttpContext http, Actor actor, IStore store, DateTimeOffset now) => (Http, Actor, Store, Now) = (http, actor, store, now);

    public HttpContext Http { get; }

    /// <summary>Who acts; <see cref="Actor.Anonymous"/> only on public endpoints.</summary>
    public Actor Actor { get; }

    public IStore Store { get; }

    /// <summary>Legal time, read once for the whole request.</summary>
    public DateTimeOffset Now { get; }

    public RouteValueDictionary Route => Http.Request.RouteValues;

    public CancellationToken Cancelled => Http.RequestAborted;

    /// <summary>A value of the route as text; empty when the route has none of that name.</summary>
    public string this[string name] => Route.TryGetValue(name, out var value) ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "" : "";

    /// <summary>Runs queries in one read-only snapshot.</summary>
    public Task<T> Read<T>(Func<DbConnection, Task<T>> query) => Store.Read(query, Cancelled);
}

/// <summary>办理的情境。What a handler of an act gets, and what it may tell the page.</summary>
public sealed class ActContext : RequestContext
{
    private readonly Dictionary<string, IReadOnlyList<Choice>> choices = [];
    private readonly List<(string Term, string Value)> facts = [];
    private readonly List<(string Text, string Href)> trail = [];

    internal ActContext(HttpContext http, Actor actor, IStore store, DateTimeOffset now)
        : base(http, actor, store, now)
    {
    }

    /// <summary>How the texts of the act are said for this object; null: as they are written.</summary>
    internal Func<string, string>? Words { get; set; }

    /// <summary>A refusal that reads byte for byte like a page that never existed.</summary>
    public static Refusal Missing { get; } = HttpRules.Refuse(HttpRules.NotFound);

    /// <summary>Supplies the lookup that fields name in <see cref="FieldAttribute.Choices"/>; call it in prefill.</summary>
    public void Offer(string name, IEnumerable<Choice> offered) => choices[name] = [.. offered];

    /// <summary>Shows a fact of the case above the form, e.g. 项目 → 金属切削机床采购; call it in prefill.</summary>
    public void Show(string term, string value) => facts.Add((term, value));

    /// <summary>Adds a step of the breadcrumb before the act itself; call it in prefill.</summary>
    public void Trail(string text, string href) => trail.Add((text, href));

    internal IReadOnlyDictionary<string, IReadOnlyList<Choice>> Offered => choices;

    internal IReadOnlyList<(string Term, string Value)> Shown => facts;

    internal IReadOnlyList<(string Text, string Href)> Crumbs => trail;
}

/// <summary>查询的情境。</summary>
public sealed class QueryContext : RequestContext
{
    internal QueryContext(HttpContext http, Actor actor, IStore store, DateTimeOffset now)
        : base(http, actor, store, now)
    {
    }

    /// <summary>A value of the query string; empty when absent. Without U+0000, which no text holds and PostgreSQL does not take.</summary>
    public string Query(string name) => Http.Request.Query[name].ToString().Replace("\0", "", StringComparison.Ordinal);

    /// <summary>The page of a list that is asked for, from 1 on; 1 when none is, or no number.</summary>
    public int Page => int.TryParse(Query("page"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;
}

/// <summary>办成。What an act did: the commit to execute and what to tell the person.</summary>
/// <param name="Commit">Rows and facts.</param>
/// <param name="Message">One sentence, e.g. 采购意向已公开.</param>
/// <param name="Location">Path of the record on this platform, without /api/v1.</param>
/// <param name="Result">What the API answers under <c>result</c>; null: nothing more than message and location.</param>
public sealed record Done(Commit Commit, string Message, string Location, object? Result = null)
{
    /// <summary>A new secret, said in the first answer alone: what is kept for a repetition of the request is without it.</summary>
    public string? Once { get; init; }
}
