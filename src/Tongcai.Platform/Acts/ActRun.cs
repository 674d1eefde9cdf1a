using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Acts;

/// <summary>What became of a request for an act: an answer kept with the commit, or refusals.</summary>
internal sealed record ActAnswer(StoredResponse? Response, bool Replayed, IReadOnlyList<Refusal> Refusals);

/// <summary>What an act answered: the body of the API and the source of the page's banner.</summary>
/// <param name="Message">One sentence.</param>
/// <param name="Location">The record.</param>
/// <param name="Result">What the act yields; null: nothing.</param>
/// <param name="Facts">The facts as recorded.</param>
/// <param name="Once">A new secret; only in the first answer.</param>
internal sealed record ActBody(string Message, string Location, object? Result, IReadOnlyList<FactLine> Facts, string? Once = null);

/// <summary>A fact in an answer.</summary>
/// <param name="Digest">Hex of the leaf's SHA-256 (RFC 6962 leaf hash), for a private fact of its commitment's.</param>
internal sealed record FactLine(string Id, string Kind, string At, string Digest);

/// <summary>Runs an act once per key: replay, parse, decide, commit. The same for API and page.</summary>
internal static class ActRun
{
    public static async Task<ActAnswer> Run<T>(
        Act act, ReadOnlyMemory<byte> json, string key, bool dryRun, ActContext context, Func<T, ActContext, Task<Outcome<Done>>> handle)
        where T : class
    {
        var shape = RequestShape.Of(typeof(T));
        var digest = Digest(shape, context, json.Span);
        var account = context.Actor.IsSignedIn ? context.Actor.AccountId : "anonymous/" + digest;
        if (key.Length > 0 && await Stored(context, account, key, digest) is { } before) return before;

        var parsed = RequestParser.Parse<T>(json);
        if (parsed.Value is not { } request) return Refused(parsed.Refusals, context);

        var outcome = await handle(request, context);
        if (outcome.Value is not { } done)
        {
            // Between the first look and the decision the same request may have been done by its twin.
            return key.Length > 0 && await Stored(context, account, key, digest) is { } twin ? twin : Refused(outcome.Refusals, context);
        }

        if (context.Words is { } say) done = done with { Message = say(done.Message) };

        if (dryRun) return new(Response(200, new { DryRun = true, done.Message, done.Location }, ""), false, []);

        var origin = new CommitOrigin(key, account, digest)
        {
            Respond = facts => Response(201, new ActBody(done.Message, done.Location, done.Result, [.. facts.Select(Line)]), done.Location),
        };
        return await context.Store.Execute(done.Commit, origin, context.Cancelled) switch
        {
            Committed committed when done.Once is { } once => new(Response(201, new ActBody(done.Message, done.Location, done.Result, [.. committed.Facts.Select(Line)], once), done.Location), false, []),
            Committed committed => new(committed.Response ?? origin.Respond(committed.Facts), false, []),
            Replayed replayed => new(replayed.Response, true, []),
            Duplicate { Constraint: CommitOrigin.KeyConstraint } => Refused([HttpRules.Refuse(HttpRules.KeyReused)]),
            Duplicate => Refused([HttpRules.Refuse(HttpRules.Duplicate)]),
            Stale => Refused([HttpRules.Refuse(HttpRules.Stale)]),
            Full => Refused([HttpRules.Refuse(HttpRules.Full)]),
            _ => Refused([HttpRules.Refuse(HttpRules.Unavailable)]),
        };
    }

    private static async Task<ActAnswer?> Stored(ActContext context, string account, string key, string digest) =>
        await context.Store.Outcome(account, key, context.Cancelled) is not { } stored ? null
        : stored.RequestDigest == digest ? new(stored.Response, true, [])
        : Refused([HttpRules.Refuse(HttpRules.KeyReused)]);

    private static ActAnswer Refused(IReadOnlyList<Refusal> refusals) => new(null, false, refusals);

    private static ActAnswer Refused(IReadOnlyList<Refusal> refusals, ActContext context) =>
        Refused(context.Words is { } say ? [.. refusals.Select(r => r with { Reason = say(r.Reason), Remedy = say(r.Remedy) })] : refusals);

    private static StoredResponse Response(int status, object body, string location) =>
        new(status, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(body, Problems.Json), location);

    private static FactLine Line(RecordedFact fact) =>
        new(fact.Id, fact.Kind, fact.At.BeijingIso(), fact.Commitment.Length > 0 ? Convert.ToHexStringLower(fact.Commitment) : FactLeaf.HashOf(fact.Leaf));

    /// <summary>Digest of path and body; secrets are left out, since a stored digest of a password could be tried offline.</summary>
    private static string Digest(RequestShape shape, ActContext context, ReadOnlySpan<byte> json)
    {
        var path = context.Http.Request.Path.Value ?? "";
        if (path.StartsWith("/api/v1/", StringComparison.Ordinal)) path = path["/api/v1".Length..];
        var body = json.ToArray();
        if (shape.Fields.Any(f => f.Spec.Secret))
        {
            try
            {
                if (JsonNode.Parse(body) is JsonObject known)
                {
                    foreach (var secret in shape.Fields.Where(f => f.Spec.Secret)) known.Remove(secret.Name);
                    body = Encoding.UTF8.GetBytes(known.ToJsonString());
                }
            }
            catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
            {
                body = [];
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(path), 0, .. body]));
    }
}
