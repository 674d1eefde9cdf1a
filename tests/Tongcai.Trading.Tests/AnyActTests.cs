using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;

namespace Tongcai.Trading.Tests;

/// <summary>What holds for every act of the chain, whoever wrote it.</summary>
public sealed partial class AnyActTests
{
    private const string Unknown = """{"nobody":1}""";

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{", "{}", Unknown, """{"a":1,"a":2}""", "\"text\"", "1e400", "{\"text\":\"\\ud800\"}",
    ];

    [Fact]
    public async Task Malformed_empty_and_unknown_input_is_refused_in_words_and_never_a_fault()
    {
        await using var host = await TradingHost.Start("sqlite");
        var chain = new ChainToNotice(host);
        await chain.ToNotice();
        var roles = Enum.GetValues<Role>().ToHashSet();
        var posts = Post.Names.Keys.ToHashSet();
        Actor[] actors = [People.Handler with { Roles = roles, Posts = posts }, People.Agency with { Roles = roles, Posts = posts }, People.Supplier];
        var reached = new HashSet<string>();
        var acts = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(e => e.Metadata.GetMetadata<Act>()).OfType<Act>().DistinctBy(a => a.Name).ToList();
        foreach (var act in acts)
        {
            var path = RouteValue().Replace(act.Path, m => m.Value switch { "{id}" => chain.Id, "{demand}" => chain.DemandId, _ => "none" });
            foreach (var (i, person) in actors.Index())
            {
                // An account of its own for each act: the limit of requests a minute is per account.
                var actor = person with { AccountId = $"{person.AccountId}-{act.Name}" };
                // What is no request at all is refused before anybody asks who sent it: one of the three sends it.
                foreach (var body in Bodies.Where((b, n) => b is "{}" or Unknown || n % actors.Length == i))
                {
                    var (status, answer) = await host.Do(actor, path, body);
                    Assert.True((int)status is >= 400 and < 500, $"{act.Name} {body}: {(int)status} {answer}");
                    Assert.NotEmpty(answer["errors"]!.AsArray());
                    Assert.All(answer["errors"]!.AsArray(), e => Assert.NotEqual("", e!["remedy"]!.GetValue<string>()));
                    if (status is HttpStatusCode.UnprocessableEntity && body == Unknown)
                    {
                        Assert.Contains(answer["errors"]!.AsArray(), e => e!["pointer"]!.GetValue<string>() == "/nobody");
                        reached.Add(act.Name);
                    }
                }
            }
        }

        // Acts on contracts and challenges have no object here; everything up to the notice and its questions does.
        Assert.Superset(
            new HashSet<string>
            {
                "take-in-budget", "draft-demand", "revise-demand", "answer-reuse", "query-warehouse", "review-demand", "file-plan", "publish-intention", "entrust-agency",
                "accept-entrustment", "draft-document", "confirm-document", "publish-notice", "publish-correction", "end-procurement", "ask-question", "answer-question",
            },
            reached);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Well_formed_input_at_the_wrong_moment_is_answered_and_never_a_fault(bool early)
    {
        await using var host = await TradingHost.Start("sqlite");
        var chain = new ChainToNotice(host);
        await (early ? chain.ToPlan() : chain.ToNotice());
        var roles = Enum.GetValues<Role>().ToHashSet();
        var posts = Post.Names.Keys.ToHashSet();
        var faults = new List<string>();
        foreach (var endpoint in host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e.Metadata.GetMetadata<Act>() is not null && e.Metadata.GetMetadata<IAcceptsMetadata>() is not null))
        {
            var act = endpoint.Metadata.GetMetadata<Act>()!;
            var shape = RequestShape.Of(endpoint.Metadata.GetMetadata<IAcceptsMetadata>()!.RequestType!);
            var path = RouteValue().Replace(act.Path, m => m.Value switch { "{id}" => chain.Id, "{demand}" => chain.DemandId, _ => "none" });
            foreach (var person in new[] { People.Handler, People.Agency, People.Supplier })
            {
                foreach (var last in new[] { false, true })
                {
                    var (status, answer) = await host.Do(person with { Roles = roles, Posts = posts, AccountId = $"{person.AccountId}-{act.Name}" }, path, Filled(shape, last).ToJsonString());
                    if ((int)status >= 500)
                        faults.Add($"{act.Name} {person.AccountId}");
                }
            }
        }

        Assert.Empty(faults);
    }

    /// <summary>A request in which every field has a value of its kind.</summary>
    private static JsonObject Filled(RequestShape shape, bool last) => new(shape.Fields.Select(f => KeyValuePair.Create(f.Name, Filled(f, last))));

    private static JsonNode? Filled(FieldShape field, bool last) => field.Kind switch
    {
        FieldKind.Text => field.Spec.Pattern switch { "" => new string('文', (int)Math.Min(Math.Max(field.Spec.Min, 12), field.Longest)), "[ABC][0-9]{8}" => "A02021003", "[0-9]{6}" => "410100", var p => p },
        FieldKind.Flag => last,
        FieldKind.Choice => (last ? field.Members[^1] : field.Members[0]).Value,
        FieldKind.Day => last ? "2026-06-30" : "2026-03-02",
        FieldKind.Instant => last ? "2026-06-30T09:30:00+08:00" : "2026-03-02T09:30:00+08:00",
        FieldKind.Group => Filled(field.Nested!, last),
        FieldKind.Rows => new JsonArray([.. Enumerable.Range(0, (int)Math.Clamp(field.Spec.Min, 1, 3)).Select(_ => Filled(field.Item!, last))]),
        _ => JsonValue.Create(Math.Max(1, field.Spec.Min)),
    };

    [Fact]
    public async Task Nobody_without_a_session_does_anything()
    {
        await using var host = await TradingHost.Start("sqlite");
        foreach (var act in host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(e => e.Metadata.GetMetadata<Act>()).OfType<Act>().DistinctBy(a => a.Name))
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.Do(null, RouteValue().Replace(act.Path, "none"), "{}")).Status);
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex RouteValue();
}
